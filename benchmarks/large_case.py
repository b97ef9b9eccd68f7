"""A case as large as a long affair makes it, written from invented words straight into the store.

The same number of documents gives the same case. Nothing is extracted: each sentence is made together with its
findings, and goes through the store's own `save_document`, so that the tables are those of a real case. A quarter
of the documents repeat an earlier one under another publisher's name.
"""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from sayso.case import create_case, open_case
from sayso.ids import make_entity_id, make_id
from sayso.records import (
    Act,
    AnyFinding,
    DateValue,
    Document,
    Entity,
    Event,
    Factuality,
    Mention,
    Original,
    Passage,
    Polarity,
    Span,
    Statement,
    Value,
)
from sayso.store.database import flush_later, hold_adding
from sayso.store.originals import make_sha256
from sayso.store.saving import save_document
from sayso.weigh.fingerprints import find_fingerprints
from sayso.weigh.gists import find_gists

STEP = "benchmarks.large_case"
SENTENCES = 15  # statements in a document
PRESENT = 10  # who may speak and be spoken of in one document
FIRST_DAY, DAYS = date(2024, 1, 1), 900
PEOPLE, BODIES, PUBLISHERS = 2_400, 500, 240
DENIED = 0.4  # of the denials that chance brings; else somebody just says so
MEASURED = 0.15  # of the statements hold a figure
REPEATED = 0.25  # of the documents
FACTUALITY: tuple[Factuality, ...] = ("asserted", "asserted", "asserted", "planned", "hypothetical", "denied")


class Tongue(Struct, frozen=True, kw_only=True):
    """What a sentence is made of in one language."""

    lang: str
    share: float  # of the documents
    syllables: tuple[str, ...]  # that names and things are made of
    capitals: bool  # whether names begin with one
    between: str  # first and last name
    bodies: tuple[str, ...]  # what a body is
    places: tuple[tuple[str, str], ...]  # name and country
    cues: tuple[tuple[str, Act, Polarity], ...]
    deeds: tuple[tuple[str, str], ...]  # words and PLOVER type
    order: str  # of source, cue, content in a sentence
    content: str
    measure: str  # how much of it, where that is said
    when: str
    title: str


ENGLISH = Tongue(
    lang="en",
    share=0.6,
    syllables=("an", "bel", "cor", "dal", "ed", "fen", "gor", "hes", "il", "jor", "kaj", "lor", "mar", "nil", "or",
               "pav", "quil", "run", "sor", "tam", "ul", "ves", "wim", "yar", "zeb", "osk", "thal", "brin", "dov"),
    capitals=True,
    between=" ",
    bodies=("Ministry", "Council", "Authority", "Bank", "Union", "Institute", "Agency", "Commission", "Group"),
    places=(("Geneva", "CHE"), ("Nairobi", "KEN"), ("Jakarta", "IDN"), ("Lima", "PER"), ("Oslo", "NOR"),
            ("Ottawa", "CAN"), ("Bangkok", "THA"), ("Vienna", "AUT"), ("Accra", "GHA"), ("Hanoi", "VNM")),
    cues=(("said", "say", "positive"), ("told reporters", "say", "positive"), ("denied", "deny", "negative"),
          ("announced", "announce", "positive"), ("warned", "warn", "positive"), ("claimed", "claim", "positive"),
          ("reported", "report", "positive"), ("predicted", "predict", "positive"), ("doubted", "say", "uncertain")),
    deeds=(("signed an accord with", "AGREE"), ("met", "CONSULT"), ("sent relief to", "AID"), ("struck", "ASSAULT"),
           ("imposed sanctions on", "SANCTION"), ("marched against", "PROTEST"), ("moved troops near", "MOBILIZE")),
    order="{source} {cue} that {content}.",
    content="{actor} {deed} {taker} in {place} {when} over {measure}{thing}",
    measure="{number} barges of ",
    when="on {day}",
    title="{actor} and {taker}: what is known of {place}",
)  # fmt: skip
CHINESE = Tongue(
    lang="zh",
    share=0.25,
    syllables=tuple("岚远志明秀兰国栋晓峰文静建华海燕立新雪梅永康思源伟东柯何林周贺沈顾邵谭秦梁范陆崔段温舟桥塔泉铁盐茶麦"),
    capitals=False,
    between="",
    bodies=("港务局", "工会", "研究院", "银行", "委员会", "水务局", "航运公司", "商会"),
    places=(("日内瓦", "CHE"), ("内罗毕", "KEN"), ("雅加达", "IDN"), ("利马", "PER"), ("奥斯陆", "NOR"),
            ("渥太华", "CAN"), ("曼谷", "THA"), ("维也纳", "AUT")),
    cues=(("表示", "say", "positive"), ("称", "say", "positive"), ("否认", "deny", "negative"),
          ("宣布", "announce", "positive"), ("警告", "warn", "positive"), ("声称", "claim", "positive")),
    deeds=(("签署协议，对方是", "AGREE"), ("会见了", "CONSULT"), ("援助了", "AID"), ("袭击了", "ASSAULT"),
           ("制裁了", "SANCTION")),
    order="{source}{cue}，{content}。",
    content="{actor}{when}在{place}{deed}{taker}，涉及{measure}{thing}",
    measure="{number}吨",
    when="{day}",
    title="{actor}与{taker}在{place}",
)  # fmt: skip
RUSSIAN = Tongue(
    lang="ru",
    share=0.15,
    syllables=("ан", "бор", "вер", "глеб", "дар", "ег", "жан", "иг", "ксен", "лев", "мар", "оле", "пав", "рун", "сев",
               "тих", "ул", "фрол", "хар", "шуб", "яр", "зор", "вит", "кам"),
    capitals=True,
    between=" ",
    bodies=("министерство", "управление", "агентство", "объединение", "общество"),
    places=(("Женева", "CHE"), ("Найроби", "KEN"), ("Джакарта", "IDN"), ("Лима", "PER"), ("Осло", "NOR")),
    cues=(("заявил", "say", "positive"), ("сообщил", "report", "positive"), ("опроверг", "deny", "negative"),
          ("объявил", "announce", "positive"), ("предупредил", "warn", "positive")),
    deeds=(("подписал соглашение с", "AGREE"), ("встретил", "CONSULT"), ("атаковал", "ASSAULT"),
           ("поддержал", "SUPPORT")),
    order="{source} {cue}, что {content}.",
    content="{actor} {deed} {taker} {place} {when} из-за {measure}{thing}",
    measure="{number} тонн ",
    when="{day}",
    title="{actor} и {taker}: {place}",
)  # fmt: skip
TONGUES = (ENGLISH, CHINESE, RUSSIAN)


Made = tuple[Original, Document, list[AnyFinding]]
Maker = Callable[[int], Made]


class Named(Struct, frozen=True):
    """Somebody, or some place, by one name."""

    name: str
    schema: str
    country: str | None = None


class Turn(Struct, frozen=True, kw_only=True):
    """One sentence: who says what of whom."""

    source: Named
    actor: Named
    taker: Named
    place: Named
    cue: tuple[str, Act, Polarity]
    deed: tuple[str, str]
    when: str
    number: str | None
    thing: str
    factuality: Factuality


class Draft:
    """A document that grows sentence by sentence, with its findings."""

    def __init__(self, tongue: Tongue, published: str, publisher: str) -> None:
        self.tongue, self.published, self.publisher = tongue, published, publisher
        self.words: list[str] = []
        self.length = 0
        self.mentions: list[tuple[int, Named]] = []
        self.sentences: list[dict[str, tuple[int, int]]] = []
        self.turns: list[tuple[tuple[str, Act, Polarity], str, Factuality, str]] = []

    def write(self, words: str) -> tuple[int, int]:
        """The place of the words at the end of the text, where they are now."""
        start = self.length
        self.words.append(words)
        self.length += len(words)
        return start, self.length


def make_large_case(folder: Path, documents: int, seed: int = 7, make: Maker | None = None) -> int:
    """How many documents the case in the folder holds now; one that was interrupted goes on.

    Args:
        make: writes the document with a number; without it, all are of one dense cast.
    """
    if not (folder / "case.db").exists():
        create_case(folder).close()
    with open_case(folder) as case, hold_adding(folder), flush_later(case.store.connection):
        made = case.counts().documents
        cast = {tongue.lang: make_cast(tongue, seed) for tongue in TONGUES}
        for number in range(made, documents):
            original, document, findings = make(number) if make else make_document(number, cast, seed)
            save_document(case.store, original, document, findings)
        return case.counts().documents


def make_document(number: int, cast: dict[str, list[Named]], seed: int) -> Made:
    """The document with this number; a repeated one has the sentences of an earlier one."""
    chance = random.Random(f"{seed}/{number}")
    told = number
    while told and random.Random(f"{seed}/repeats/{told}").random() < REPEATED:
        told = int(told * random.Random(f"{seed}/of/{told}").random() ** 0.3)  # rather a recent one
    story = random.Random(f"{seed}/story/{told}")
    tongue = story.choices(TONGUES, [one.share for one in TONGUES])[0]
    day = FIRST_DAY + timedelta(days=int(DAYS * told / max(told + 5_000, 20_000)) + story.randrange(20))
    later = day + timedelta(days=chance.randrange(4) if told != number else 0)
    publisher = f"{_pick(chance, _PLACES)} {_pick(chance, _PAPERS)} {int(chance.paretovariate(0.7)) % 24}"
    draft = Draft(tongue, later.isoformat(), publisher)
    draft.write(f"{publisher} {later.isoformat()} #{number}\n\n")
    present = [_pick_named(story, cast[tongue.lang]) for _ in range(PRESENT)]
    for turn in range(SENTENCES):
        write_turn(draft, _make_turn_by_chance(story, tongue, present, day))
        draft.write("\n\n" if turn % 4 == 3 else " " if tongue.between else "")
    return finish(draft, number, present, story)


_PLACES = ("Northern", "Harbour", "Kestrel", "Orrin", "Valley", "Coastal", "Lowland", "Beiling", "Severn", "Halmere")
_PAPERS = ("Courier", "Daily", "Wire", "Gazette", "Observer", "Post", "Record", "Times", "Weekly", "Herald")


def make_cast(tongue: Tongue, seed: int) -> list[Named]:
    """Who may speak and be spoken of in a language, those who do so most first."""
    chance = random.Random(f"{seed}/{tongue.lang}")
    people = {_make_name(chance, tongue) for _ in range(PEOPLE)}
    bodies = set()
    for _ in range(BODIES):
        kind, place = _pick(chance, tongue.bodies), make_word(chance, tongue, 2)
        bodies.add(tongue.between.join([place.capitalize() if tongue.capitals else place, kind]))
    found = [Named(name, "Person") for name in sorted(people)] + [Named(name, "PublicBody") for name in sorted(bodies)]
    chance.shuffle(found)
    return found


def make_word(chance: random.Random, tongue: Tongue, parts: int) -> str:
    """A word that nobody has used before, most likely."""
    return "".join(_pick(chance, tongue.syllables) for _ in range(parts))


def _make_name(chance: random.Random, tongue: Tongue) -> str:
    if not tongue.capitals:
        return make_word(chance, tongue, chance.choice((2, 3, 3)))
    first, last = make_word(chance, tongue, 2), make_word(chance, tongue, 3)
    return f"{first.capitalize()}{tongue.between}{last.capitalize()}"


def _pick(chance: random.Random, among: Sequence[str]) -> str:
    return chance.choice(among)


def _pick_named(chance: random.Random, cast: Sequence[Named]) -> Named:
    """Somebody; the first of the cast in three of a hundred cases, the last hardly ever."""
    return cast[int(len(cast) * chance.random() ** 2.2)]


def _make_turn_by_chance(chance: random.Random, tongue: Tongue, cast: Sequence[Named], day: date) -> Turn:
    place = tongue.places[day.toordinal() % 3 + chance.randrange(2)]
    when = (day - timedelta(days=chance.randrange(30))).isoformat()
    cue, deed = chance.choice(tongue.cues), chance.choice(tongue.deeds)
    if cue[1] == "deny" and chance.random() > DENIED:
        cue = tongue.cues[0]
    source, actor, taker = (chance.choice(cast) for _ in range(3))
    number = str(chance.randrange(2, 900))
    thing = make_word(chance, tongue, 3)
    return Turn(
        source=source, actor=actor, taker=taker, place=Named(place[0], "Place", place[1]), cue=cue, deed=deed,
        when=when, number=number if chance.random() < MEASURED else None, thing=thing,
        factuality=chance.choice(FACTUALITY),
    )  # fmt: skip


def write_turn(draft: Draft, turn: Turn) -> None:
    """One statement: each slot of the pattern is written in its turn and its place kept."""
    tongue = draft.tongue
    parties = {"source": turn.source, "actor": turn.actor, "taker": turn.taker, "place": turn.place}
    words = {slot: named.name for slot, named in parties.items()}
    words |= {"cue": turn.cue[0], "deed": turn.deed[0], "number": turn.number or "", "when": turn.when}
    words["thing"] = turn.thing
    content = tongue.content.replace("{when}", tongue.when.replace("{day}", "{when}"))
    content = content.replace("{measure}", tongue.measure if turn.number else "")
    places: dict[str, tuple[int, int]] = {}
    before, _, after = tongue.order.partition("{content}")
    _write_pattern(draft, before, words, places)
    start = draft.length
    _write_pattern(draft, content, words, places)
    places["content"] = (start, draft.length)
    draft.write(after)
    draft.mentions += [(places[slot][0], named) for slot, named in parties.items()]
    draft.sentences.append(places)
    draft.turns.append((turn.cue, turn.deed[1], turn.factuality, turn.when))


def _write_pattern(draft: Draft, pattern: str, words: dict[str, str], places: dict[str, tuple[int, int]]) -> None:
    for piece in pattern.replace("{", "\0{").replace("}", "}\0").split("\0"):
        if piece.startswith("{"):
            places[piece[1:-1]] = draft.write(words[piece[1:-1]])
        elif piece:
            draft.write(piece)


def finish(draft: Draft, number: int, cast: Sequence[Named], story: random.Random) -> Made:
    """The document that was written, with its original and its findings."""
    text = "".join(draft.words)
    content = text.encode()
    sha256 = make_sha256(content)
    id = f"d-{sha256[:16]}"
    tongue = draft.tongue
    title = tongue.title
    for slot, named in (("actor", cast[0]), ("taker", cast[1])):
        title = title.replace(f"{{{slot}}}", named.name)
    document = Document(
        id=id, text=text, title=title.replace("{place}", story.choice(tongue.places)[0]), publisher=draft.publisher,
        published=draft.published, url=f"https://news.example/{number}", address=f"/archive/{number}.txt",
        sha256=sha256, lang=tongue.lang, media_type="text/plain",
    )  # fmt: skip
    original = Original(
        content=content, address=document.address or "", captured_at="2026-09-01T10:00:00Z", collector=STEP
    )
    whole = Span(id, text.index("\n\n") + 2, len(text.rstrip()))
    passage = Passage(id=make_id("p", id, [whole]), made_by=STEP, span=whole, lang=tongue.lang)
    findings = _make_findings(draft, id)
    everything = [passage, *findings]
    gists = find_gists(document, [passage], everything)
    prints = find_fingerprints(document, [passage], everything)
    return original, document, [*everything, *gists, *prints]


def _make_findings(draft: Draft, id: str) -> list[AnyFinding]:
    mentions: dict[int, Mention] = {}
    held: dict[Named, list[str]] = {}
    for start, named in draft.mentions:
        span = Span(id, start, start + len(named.name))
        mentions[start] = Mention(id=make_id("m", id, [span]), made_by=STEP, span=span, schema=named.schema)
        held.setdefault(named, []).append(mentions[start].id)
    told: list[AnyFinding] = []
    for number, places in enumerate(draft.sentences):
        told += _make_turn(draft, id, number, {slot: mentions[places[slot][0]].id for slot in
                                               ("source", "actor", "taker", "place")})  # fmt: skip
    entities = [
        Entity(
            id=make_entity_id(named.schema, [named.name]), made_by=STEP, schema=named.schema, names=(named.name,),
            mentions=tuple(ids), country=named.country, reasons=("The same name.",) if len(ids) > 1 else (),
        )
        for named, ids in held.items()
    ]  # fmt: skip
    return [*mentions.values(), *told, *entities]


def _make_turn(draft: Draft, id: str, number: int, parties: dict[str, str]) -> list[AnyFinding]:
    """The statement and the event of one sentence."""
    places, (cue, deed, factuality, day) = draft.sentences[number], draft.turns[number]
    spans = {slot: Span(id, *place) for slot, place in places.items()}
    statement = Statement(
        id=make_id("s", id, [spans["source"], spans["cue"], spans["content"]]), made_by=STEP,
        score=round(0.5 + (number * 37 % 50) / 100, 2), source=(spans["source"],), cue=(spans["cue"],),
        content=(spans["content"],), form="indirect", act=cue[1], polarity=cue[2], speaker=parties["source"],
        about=(parties["actor"], parties["taker"], parties["place"]),
    )  # fmt: skip
    value = Value(span=spans["when"], normal=day)
    found: list[AnyFinding] = [
        statement,
        DateValue(id=make_id("t", id, [spans["when"]]), made_by=STEP, value=value, precision="day"),
    ]
    if number % 3 == 0:
        found.append(
            Event(
                id=make_id("v", id, [spans["deed"]], deed), made_by=STEP, event_type=deed, trigger=spans["deed"],
                clause=spans["content"], actors=(parties["actor"],), recipients=(parties["taker"],), date=value,
                precision="day", place=parties["place"], factuality=factuality, stated_in=statement.id,
            )
        )  # fmt: skip
    return found
