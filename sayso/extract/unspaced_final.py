"""Statements in languages without spaces whose reporting verb ends the sentence (Burmese).

A particle closes what is said (ဟု, ကြောင်း); behind it, or at the head of the sentence, stands the
source with its own particle (က); the verb comes last. What is said is read again in the same way, for
a statement inside it.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.extract.drafts import Draft
from sayso.extract.unspaced_grammar import any_of
from sayso.extract.unspaced_items import Place, order_places
from sayso.extract.unspaced_view import FILLER
from sayso.languages import Cue, Language
from sayso.read.reading import Reading
from sayso.records import Polarity

MAX_SENTENCE = 1500  # characters; a longer run without a full stop is cut
MAX_SOURCE = 90
MAX_LAYERS = 3
SCORES = {"verb at the end": 0.85, "according to": 0.5}  # as in `unspaced`; the second was not found there
_SENTENCE = re.compile(r"[^။。\n?!]+")
_SPACE = " \t\u00a0\u200b၊、,"


class _Grammar(Struct, frozen=True, eq=False):
    cues: dict[str, Cue]
    openers: dict[str, Cue]
    verb: re.Pattern[str]  # a cue with its endings at the end of a sentence or in front of a link
    bare: re.Pattern[str]  # a cue at the end of what another one reports; endings may be missing
    particle: re.Pattern[str]
    source: re.Pattern[str]
    head: re.Pattern[str]
    document: re.Pattern[str]
    object: re.Pattern[str]
    opener: re.Pattern[str]
    owner: re.Pattern[str]
    time: re.Pattern[str]
    not_ground: re.Pattern[str]
    lead: re.Pattern[str]


class _Said(Struct):
    rule: str
    cue: Cue
    source: list[Place]
    place: Place
    content: Place
    polarity: Polarity


_COMPILED: dict[str, tuple[Language, _Grammar]] = {}


def find_drafts(reading: Reading) -> list[Draft]:
    """The attributions of a passage, outer and inner ones, in order of their cue."""
    language = reading.language
    known = _COMPILED.get(language.code)
    if known is None or known[0] is not language:
        known = _COMPILED[language.code] = (language, _compile(language))
    start, end = reading.passage.span.start, reading.passage.span.end
    words = _mask(reading, start, end)
    drafts: list[Draft] = []
    for found in _SENTENCE.finditer(words):
        for first in range(found.start(), found.end(), MAX_SENTENCE):
            said = list(_read(words, known[1], first, min(found.end(), first + MAX_SENTENCE), 0, None))
            drafts += [draft for one in said if (draft := _make_draft(words, one, start))]
    return sorted(drafts, key=lambda draft: (draft.cue, draft.content))


def _mask(reading: Reading, start: int, end: int) -> str:
    """The passage with the inside of its outermost quotations masked."""
    characters = list(reading.text[start:end])
    for quote in reading.quotes:
        if quote.depth == 0:
            first, last = quote.start + 1 - start, quote.end - quote.closed - start
            characters[first:last] = FILLER * max(0, last - first)
    return "".join(characters)


def _compile(language: Language) -> _Grammar:
    lists, words = language.settings.unspaced, language.settings.words
    cues = {form: cue for cue in language.cues if cue.place != "before source" for form in cue.forms}
    openers = {form: cue for cue in language.cues if cue.place == "before source" for form in cue.forms}
    helpers, final = any_of((), patterns=lists.verb_helpers), any_of((), patterns=lists.verb_endings)
    links = any_of(lists.verb_links)
    marks = any_of(lists.source_marks)
    particles = f"(?P<kept>{any_of(lists.kept_phrases)})|(?P<phrase>{any_of(lists.phrases)})"
    return _Grammar(
        cues=cues,
        openers=openers,
        verb=re.compile(f"(?P<stem>{any_of(cues)}){helpers}*(?:{final}(?=[\\s။]*$)|(?={links}))"),
        bare=re.compile(f"(?P<stem>{any_of(cues)}){helpers}*(?:{final})?(?=\\s*$)"),
        particle=re.compile(
            f"(?:{particles})(?=[\\s{FILLER}]|$)|(?P<tight>{any_of((), patterns=lists.tight_phrases)})"
        ),
        source=re.compile(f"{marks}(?=[\\s]|$)"),
        head=re.compile(f"{any_of([*lists.source_marks, *lists.head_marks])}(?=\\s)"),
        document=re.compile(f"{any_of(lists.documents)}(?P<mark>{any_of(lists.inside_marks)})(?=\\s|$)"),
        object=re.compile(f"{any_of(lists.object_marks)}(?=\\s|$)"),
        opener=re.compile(f"(?P<word>{any_of(openers)})(?=[\\s၊,])"),
        owner=re.compile(any_of(lists.owner_marks) + r"\s*$"),
        time=re.compile(f"(?:{any_of(words.times, patterns=lists.time_patterns)})$"),
        not_ground=re.compile(any_of(lists.not_grounds) + r"\s*$"),
        lead=re.compile(f"(?:{any_of(words.conjunctions)})[\\s၊,]*"),
    )


def _read(words: str, grammar: _Grammar, start: int, end: int, layer: int, source: Place | None) -> Iterator[_Said]:
    """The statements of one sentence, or of what another one says; `source` is the speaker so far."""
    lead = grammar.lead.match(words, start, end)
    start = lead.end() if lead else start
    opened = _read_opener(words, grammar, start, end)
    if opened:
        yield opened
        start = opened.content[0]
    pattern = grammar.verb if layer == 0 else grammar.bare
    position = start
    for found in pattern.finditer(words, start, end):
        said = _read_verb(words, grammar, position, found, source)
        position = found.end()
        if said is None:
            continue
        yield said
        source = said.source[0] if said.source else source
        link = re.compile(r"\S*").match(words, position, end)
        position = link.end() if link else position
        if layer < MAX_LAYERS:
            yield from _read(words, grammar, *said.content, layer + 1, None)


def _read_opener(words: str, grammar: _Grammar, start: int, end: int) -> _Said | None:
    """According to whom: the source and the cue stand at the head, what is said follows."""
    found = grammar.opener.search(words, start, end)
    if (
        not found
        or not 0 < found.start() - start <= MAX_SOURCE
        or grammar.not_ground.search(words, start, found.start())
    ):
        return None
    source = _trim(words, start, found.start())
    owner = grammar.owner.search(words, *source)
    if owner:
        source = _trim(words, source[0], owner.start())
    content = _trim(words, found.end(), end)
    if source[0] >= source[1] or content[0] >= content[1] or grammar.source.search(words, *source):
        return None
    cue = grammar.openers[found.group("word")]
    return _Said("according to", cue, [source], found.span("word"), content, cue.polarity)


def _read_verb(words: str, grammar: _Grammar, start: int, found: re.Match[str], carried: Place | None) -> _Said | None:
    cue = grammar.cues[found.group("stem")]
    particles = list(grammar.particle.finditer(words, start, found.start()))
    if particles and particles[-1].group("kept") and "infinitive" not in cue.takes:
        if not words[particles[-1].end() : found.start()].strip(_SPACE):
            return None  # ဖြေကြားရန် ငြင်းဆိုသည်: declined to answer
        particles = [match for match in particles if not match.group("kept")]
    if particles:
        particle = particles[-1]
        close = particle.end() if particle.group("kept") else particle.start()
        source = _find_source(words, grammar, particle.end(), found.start())
    elif "object" in cue.takes:
        object_mark = list(grammar.object.finditer(words, start, found.start()))
        if not object_mark:
            return None
        close, source = object_mark[-1].start(), None
        if words[object_mark[-1].end() : found.start()].strip(_SPACE):
            source = _find_source(words, grammar, object_mark[-1].end(), found.start())
    else:
        return None
    head = start
    if source is None and cue.place != "no source":
        source, head = _find_head(words, grammar, start, close)
    content = _trim(words, head, close)
    if content[0] >= content[1] or (source is None and not particles):
        return None
    named = source or carried
    return _Said("verb at the end", cue, [named] if named else [], found.span(), content, cue.polarity)


def _find_source(words: str, grammar: _Grammar, start: int, end: int) -> Place | None:
    """The source between what is said and the verb: up to the first particle that is not that of a date."""
    for mark in grammar.source.finditer(words, start, end):
        place = _trim(words, start, mark.start())
        if place[0] < place[1] and place[1] - place[0] <= MAX_SOURCE and not grammar.time.search(words, *place):
            return place
    written = grammar.document.search(words, start, end)
    return _trim(words, start, written.start("mark")) if written else None


def _find_head(words: str, grammar: _Grammar, start: int, end: int) -> tuple[Place | None, int]:
    """The source at the head of the sentence, and where what is said begins behind it."""
    for mark in grammar.head.finditer(words, start, end):
        place = _trim(words, start, mark.start())
        if place[1] - place[0] > MAX_SOURCE or FILLER in words[place[0] : place[1]]:
            break
        if place[0] < place[1] and not grammar.time.search(words, *place):
            return place, mark.end()
    return None, start


def _trim(words: str, start: int, end: int) -> Place:
    while start < end and words[start] in _SPACE:
        start += 1
    while end > start and words[end - 1] in _SPACE:
        end -= 1
    return start, end


def _make_draft(words: str, said: _Said, base: int) -> Draft | None:
    if said.content[0] >= said.content[1] or not any(
        character.isalnum() or character == FILLER for character in words[said.content[0] : said.content[1]]
    ):
        return None
    return Draft(
        source=tuple((start + base, end + base) for start, end in order_places(said.source)),
        cue=((said.place[0] + base, said.place[1] + base),),
        content=((said.content[0] + base, said.content[1] + base),),
        act=said.cue.act,
        polarity=said.polarity,
        rule=said.rule,
        score=SCORES[said.rule],
    )
