"""What each document tells, ready to be compared: its statements and events, with who is who over documents.

A telling depends on its own document and on who its entities are over documents, on nothing else: what was
prepared once stays good until one of the two changes.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from sayso.records import (
    AnyFinding,
    Entity,
    Event,
    Factuality,
    Fingerprint,
    Gist,
    Mention,
    Passage,
    Precision,
    Span,
    Statement,
)
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.gists import list_stems
from sayso.weigh.opponents import Board

COVERING = 0.6  # of a statement's words, those of the event's clause, from which on the statement tells that event


class Saying(Struct, frozen=True, kw_only=True, dict=True):
    """One statement, ready to be compared with any other."""

    statement: Statement
    gist: Gist
    order: int  # of the statements of its document
    speaker: str | None  # entity; None where the words name nobody we know
    speaker_names: frozenset[str]  # folded; with those of all whom the source names
    about: frozenset[str]  # entities in the content
    about_names: frozenset[str]  # folded
    shared: bool = False  # other documents know the speaker too
    parties: frozenset[str] = frozenset()  # entities named where the event is told that it reads

    @property
    def id(self) -> str:
        """The id of the statement."""
        return self.statement.id

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.gist.document

    @property
    def place(self) -> int:
        """Where it begins in the text."""
        return self.gist.place

    @property
    def lang(self) -> str:
        """The language of its passage."""
        return self.gist.lang

    @cached_property
    def denies(self) -> bool:
        """Whether the source denies what it says."""
        return self.statement.act == "deny" or self.statement.polarity == "negative"

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the content."""
        return frozenset(self.gist.words)

    @cached_property
    def marks(self) -> frozenset[str]:
        """What two statements must have one of in common to be worth comparing: stems, names, figures, days, a toll."""
        return frozenset(
            [
                *(f"{self.lang} {word}" for word in self.gist.words),
                *(f"e {id}" for id in self.about),
                *([f"e {self.speaker}"] if self.speaker else []),
                *(f"n {name}" for name in (*self.about_names, *self.speaker_names)),
                *(f"f {number}" for number, _ in self.gist.figures if number not in ("1", "2", "3")),
                *(f"d {date}" for date in self.gist.dates),
                *(f"t {trait}" for trait in self.gist.traits if trait == "death"),
                *(["t time"] if self.gist.times else []),
            ]
        )

    @cached_property
    def values(self) -> frozenset[str]:
        """The figures, days and tolls by which it may say the same as another in other words."""
        toll = ["t death"] if self.has("death") else []
        return frozenset([*(f"f {n}" for n, _ in self.gist.figures), *(f"d {day}" for day in self.gist.dates), *toll])

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names that it and its source name."""
        return frozenset(s for name in (*self.about_names, *self.speaker_names) for s in list_stems(name, self.lang))

    @cached_property
    def turned(self) -> frozenset[str]:
        """The stems of what it negates."""
        return frozenset(self.gist.turned)

    def has(self, trait: str) -> bool:
        """Whether the content or its cue shows the trait."""
        return trait in self.gist.traits

    @cached_property
    def voice(self) -> str:
        """Who vouches for it: the entity, or the words that name who speaks."""
        return ("" if self.shared else "|".join(sorted(self.speaker_names))) or self.speaker or self.id


class Happening(Struct, frozen=True, kw_only=True, dict=True):
    """One event, ready to be compared with any other, in whatever language it is told."""

    id: str
    document: str
    lang: str
    place: int  # where its words begin in the text
    event_type: str
    takers: frozenset[str]  # entities that take part
    actors: frozenset[str]
    recipients: frozenset[str]
    where: str | None  # entity
    date: str | None
    precision: Precision | None
    figures: tuple[tuple[str, str], ...]  # number and unit
    factuality: Factuality
    stated_in: str | None
    covers: bool  # the statement that it stands in tells this event and nothing else
    voice: str  # who vouches for it: the speaker, or the publisher in whose voice it is told

    @property
    def denies(self) -> bool:
        """Whether it is said not to have happened."""
        return self.factuality == "denied"


Telling = Saying | Happening


def silence(told: "Told") -> "Told":
    """The same without who vouches for what: all that makes a difference to whom the document meets."""
    return replace(
        told,
        sayings=tuple(replace(saying, shared=False) for saying in told.sayings),
        happenings=tuple(replace(happening, voice="") for happening in told.happenings),
    )


class Told(Struct, frozen=True, kw_only=True, dict=True):
    """What one document tells, in the order of its text."""

    document: str
    publisher: str | None
    published: str | None
    corrects: bool = False  # it calls itself a correction
    sayings: tuple[Saying, ...]
    happenings: tuple[Happening, ...]

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Statements, then events."""
        return (*self.sayings, *self.happenings)

    @cached_property
    def board(self) -> Board:
        """Its statements by what they share with others."""
        return Board(self.sayings)


def tell_documents(findings: Iterable[AnyFinding], shared: Iterable[Entity] = ()) -> list[Told]:
    """What each document tells, by document.

    Args:
        findings: passages, entities, mentions, statements, events, gists and fingerprints of the documents.
        shared: entities over documents.
    """
    identity = {mention: entity.id for entity in shared for mention in entity.mentions}
    held: defaultdict[str, list[AnyFinding]] = defaultdict(list)
    entities: list[Entity] = []
    homes: dict[str, str] = {}
    for finding in findings:
        if isinstance(finding, Entity):
            entities.append(finding)
        elif (home := _find_home(finding)) is not None:
            held[home].append(finding)
            if isinstance(finding, Mention):
                homes[finding.id] = home
    for entity in entities:
        for home in sorted({homes[mention] for mention in entity.mentions if mention in homes}):
            held[home].append(entity)
    return [tell_document(document, held[document], identity) for document in sorted(held)]


def _find_home(finding: AnyFinding) -> str | None:
    """The document of a finding that is needed here."""
    if isinstance(finding, Gist | Fingerprint):
        return finding.document
    if isinstance(finding, Mention | Passage):
        return finding.span.document
    if isinstance(finding, Event):
        return finding.trigger.document
    if isinstance(finding, Statement):
        return finding.content[0].document if finding.content else None
    return None


def tell_document(
    document: str, findings: Sequence[AnyFinding], identity: Mapping[str, str], alone: Container[str] = ()
) -> Told:
    """What one document tells.

    Args:
        findings: those of this document.
        identity: for a mention the id under which its entity is known over documents, where it is.
        alone: such ids under which an entity is known for the day when another document has it too.
    """
    names = _name_mentions(document, [f for f in findings if isinstance(f, Entity)], identity)
    sayings = _make_sayings(findings, names, identity.keys() - {m for m, id in identity.items() if id in alone})
    prints = [finding for finding in findings if isinstance(finding, Fingerprint)]
    publisher = next((f.publisher for f in prints if f.publisher), None)
    return Told(
        document=document,
        publisher=publisher,
        published=next((f.published for f in prints if f.published), None),
        corrects=any("correction" in f.marks for f in prints),
        sayings=tuple(sayings),
        happenings=tuple(_make_happenings(findings, names, sayings, publisher or document)),
    )


def _name_mentions(
    document: str, entities: Iterable[Entity], identity: Mapping[str, str]
) -> dict[str, tuple[str, frozenset[str]]]:
    """For each mention its entity, as known over documents where it is, and the names that this document gives it."""
    names: dict[str, tuple[str, frozenset[str]]] = {}
    for entity in entities:
        folded = frozenset(fold_words(name) for name in entity.names)
        known = next((identity[m] for m in entity.mentions if m in identity), f"{entity.id}@{document}")
        names.update(dict.fromkeys(entity.mentions, (known, folded)))
    return names


def _make_sayings(
    findings: Sequence[AnyFinding], names: Mapping[str, tuple[str, frozenset[str]]], shared: Container[str]
) -> list[Saying]:
    statements = {f.id: f for f in findings if isinstance(f, Statement)}
    placed = sorted((f for f in findings if isinstance(f, Mention)), key=lambda mention: mention.span.start)
    held = _find_names(placed, statements.values(), names)
    gists = sorted((f for f in findings if isinstance(f, Gist)), key=lambda gist: (gist.place, gist.id))
    sayings: list[Saying] = []
    behind: defaultdict[str, set[str]] = defaultdict(set)  # for a speaker the names of those for whom they speak
    for gist in (gist for gist in gists if gist.statement in statements):
        statement = statements[gist.statement]
        speaker = names.get(statement.speaker or "")
        about = [names[mention] for mention in statement.about if mention in names]
        own = held[statement.id] | (speaker[1] if speaker else frozenset())
        if sayings and speaker and "possessive" in gist.traits:
            behind[speaker[0]] |= sayings[-1].speaker_names  # "its lawyer" speaks for the one before
        own |= behind[speaker[0]] if speaker else set()
        sayings.append(
            Saying(
                statement=statement,
                gist=gist,
                order=len(sayings) + 1,
                speaker=speaker[0] if speaker else None,
                speaker_names=own,
                about=frozenset(id for id, _ in about),
                about_names=frozenset(name for _, folded in about for name in folded),
                shared=statement.speaker in shared,
                parties=_find_parties(gist, placed, names) if gist.reads else frozenset(),
            )
        )
    return sayings


def _find_names(
    placed: Sequence[Mention], statements: Iterable[Statement], names: Mapping[str, tuple[str, frozenset[str]]]
) -> dict[str, frozenset[str]]:
    """For each statement the names of all whom its source mentions."""
    return {
        statement.id: frozenset(
            name
            for span in statement.source
            for mention in _list_inside(placed, span)
            if mention.id in names
            for name in names[mention.id][1]
        )
        for statement in statements
    }


def _list_inside(placed: Sequence[Mention], span: Span) -> Iterator[Mention]:
    """The mentions that stand in a span, of mentions in the order of the text."""
    first = bisect_left(placed, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(placed, span.end, key=lambda mention: mention.span.start)
    yield from (mention for mention in placed[first:last] if mention.span.end <= span.end)


def _find_parties(
    gist: Gist, placed: Sequence[Mention], names: Mapping[str, tuple[str, frozenset[str]]]
) -> frozenset[str]:
    """The entities that are named where the event is told which a statement reads."""
    told = gist.reads.told if gist.reads else ()
    return frozenset(
        names[mention.id][0]
        for span in told
        for mention in _list_inside(placed, span)
        if mention.form == "name" and mention.id in names
    )


def _make_happenings(
    findings: Sequence[AnyFinding],
    names: Mapping[str, tuple[str, frozenset[str]]],
    sayings: Sequence[Saying],
    publisher: str,
) -> list[Happening]:
    events = [finding for finding in findings if isinstance(finding, Event)]
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    said = {saying.id: saying for saying in sayings}
    held: defaultdict[str, int] = defaultdict(int)
    for event in events:
        held[event.stated_in or ""] += 1

    def name(mentions: Iterable[str]) -> frozenset[str]:
        return frozenset(names[mention][0] for mention in mentions if mention in names)

    made = []
    for event in events:
        clause = event.clause or event.trigger
        saying = said.get(event.stated_in or "")
        made.append(
            Happening(
                id=event.id,
                document=event.trigger.document,
                lang=next((p.lang for p in passages if p.span.start <= clause.start < p.span.end), "und"),
                place=clause.start,
                event_type=event.event_type,
                takers=name((*event.actors, *event.recipients, *event.participants)),
                actors=name(event.actors),
                recipients=name(event.recipients),
                where=names[event.place][0] if event.place and event.place in names else None,
                date=_trim(event.date.normal) if event.date and event.date.normal else None,
                precision=event.precision,
                figures=tuple(_split(value.normal) for value in event.amounts if value.normal),
                factuality=_turn(event.factuality, saying),
                stated_in=event.stated_in,
                covers=saying is not None and held[event.stated_in or ""] == 1 and _covers(event, saying.statement),
                voice=saying.voice if saying else f"publisher {fold_words(publisher)}",
            )
        )
    return sorted(made, key=lambda happening: (happening.place, happening.id))


def _turn(factuality: Factuality, saying: Saying | None) -> Factuality:
    """What the one who speaks makes of it: what they deny is denied."""
    return "denied" if saying is not None and saying.denies and factuality == "asserted" else factuality


def _covers(event: Event, statement: Statement) -> bool:
    clause = event.clause or event.trigger
    size = sum(span.end - span.start for span in statement.content)
    shared = sum(max(0, min(span.end, clause.end) - max(span.start, clause.start)) for span in statement.content)
    return size > 0 and shared >= COVERING * size


def _split(normal: str) -> tuple[str, str]:
    number, _, unit = normal.partition(" ")
    return number, unit


def _trim(normal: str) -> str:
    return normal.removeprefix("../").removesuffix("/..")
