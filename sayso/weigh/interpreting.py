"""Which statements of a document say what an event is for or what it shows, and which event they mean.

"The real aim of the visit is to buy arms" reads a visit; its end is arms. The event is the one that the document
tells nearest before, of a kind that the words name; by who is named there, readings of other documents are found to
be of the same event. Everything comes from the language's `readings.toml`, so no language is known here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct, structs

from sayso import languages
from sayso.languages.contradictions import load_contradictions
from sayso.languages.once import once_a_language
from sayso.languages.readings import KINDS, ReadingWords, load_reading_words
from sayso.records import AnyFinding, DateValue, Document, Event, Interpretation, Mention, Passage, Span, Statement

NEAR_START = 40  # characters of a content in which "this" or "the move" stands for what it reads
ACTOR_START = 30  # characters of one in which it names who acts
MOST_SPANS = 12  # sentences that are looked back over for the event
_SAYING = frozenset(["say", "claim", "report", "announce", "believe", "call", "accuse", "deny"])
_NAMED = frozenset(["Person", "PublicBody", "Organization", "Company", "Group", "Country", "Place"])
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[,;:，；：、。.]|\bbut\b")


def find_interpretations(
    document: Document, passages: Sequence[Passage], found: Sequence[AnyFinding]
) -> dict[str, Interpretation]:
    """For each statement that reads an event what it makes of it."""
    statements = [finding for finding in found if isinstance(finding, Statement) and finding.content]
    langs = list_langs(passages, statements)
    read: dict[str, _Read] = {}
    for statement in statements:
        made = _read_statement(document, statement, langs[statement.id]) if statement.act in _SAYING else None
        if made is not None:
            read[statement.id] = made
    holders = {statement.inside for statement in statements if statement.id in read}
    held = [s for s in statements if s.id in read and s.id not in holders]
    if not held:
        return {}
    scene = _Scene(document, passages, found, held)
    given = {statement.id: scene.interpret(statement, read[statement.id]) for statement in held}
    lent: dict[str, Interpretation] = {}
    for statement in statements:
        if statement.id not in read and statement.id not in holders and statement.act in _SAYING:
            taken = _read_who_acts(document, statement, langs[statement.id], given)
            if taken is not None:
                lent[statement.id] = taken
    return {**given, **lent}


def _read_who_acts(
    document: Document, statement: Statement, lang: str, given: Mapping[str, Interpretation]
) -> Interpretation | None:
    """What a statement makes of an event that it does not name, but whose actor it names and an end of his.

    "The general wants recognition" reads the general's visit where others in the document read it.
    """
    start = statement.content[0].start
    opening = document.text[start : min(start + ACTOR_START, statement.content[0].end)]
    for other in given.values():
        told = " ".join(document.text[span.start : span.end] for span in other.told)
        if not _share_title(opening, told, lang):
            continue
        words = load_reading_words(lang)
        content = " ".join(document.text[span.start : span.end] for span in statement.content)
        if not (_stands(words.marks, content, lang) or _stands(words.loose, content, lang)):
            return None
        ends, rejected = _find_ends(words, content, lang)
        return structs.replace(other, ends=ends, rejected=rejected) if ends or rejected else None
    return None


def _share_title(opening: str, told: str, lang: str) -> bool:
    """Whether both name somebody by one title: "the general" of "General Htin Zaw lands in Torvik"."""
    titles = _find_titles(told, lang)
    if _is_spaced(lang):
        return not titles.isdisjoint(_list_words(opening))
    return any(title in opening for title in titles)


@lru_cache(maxsize=64)
def _find_titles(told: str, lang: str) -> frozenset[str]:
    """The titles of persons that stand in the words that tell an event."""
    language = languages.load(lang)
    if language is None:
        return frozenset()
    if language.settings.spaced:
        return _list_titles(language).intersection(_list_words(told))
    return frozenset(title for title in _list_titles(language) if title in told)


def _list_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@once_a_language
def _list_titles(language: languages.Language) -> frozenset[str]:
    """The words that stand for a person by themselves."""
    return frozenset(
        title.word.casefold() for title in language.titles if title.schema == "Person" and title.place == "either"
    )


class _Read(Struct, frozen=True):
    """What the words of a statement say of an event."""

    lang: str
    kinds: tuple[str, ...]
    ends: tuple[str, ...]
    rejected: tuple[str, ...]


def list_langs(passages: Sequence[Passage], statements: Iterable[Statement]) -> dict[str, str]:
    """For each statement the language of the passage that it stands in; "und" where it stands in none."""
    placed = sorted(passages, key=lambda passage: passage.span.start)
    langs = {}
    for statement in statements:
        start = statement.content[0].start
        place = bisect_right(placed, start, key=lambda passage: passage.span.start) - 1
        langs[statement.id] = placed[place].lang if place >= 0 and start < placed[place].span.end else "und"
    return langs


def _read_statement(document: Document, statement: Statement, lang: str) -> _Read | None:
    words = load_reading_words(lang)
    content = " ".join(document.text[span.start : span.end] for span in statement.content)
    behind = _stands(load_contradictions(lang).readings, content, lang)
    marked = behind or _stands(words.marks, content, lang)
    if not marked and not _stands(words.loose, content, lang):
        return None
    kinds = _list_standing(words.occasions, content, lang)
    if not kinds and not behind and not _stands(words.moves, content[:NEAR_START], lang):
        return None
    source = " ".join(document.text[span.start : span.end] for span in statement.source)
    if _is_event(source, words, lang):
        return None  # "the visit showed that ...": nobody says so but who is told to say it
    ends, rejected = _find_ends(words, content, lang)
    if not marked and not ends and not rejected:
        return None
    if statement.act == "deny" or statement.polarity == "negative":
        ends, rejected = rejected, ends
    return _Read(lang, kinds, ends, rejected)


def _is_event(source: str, words: ReadingWords, lang: str) -> bool:
    """Whether the words that name who speaks name an event."""
    named = any(char.isupper() for char in source[1:])
    return not named and (_stands(words.moves, source, lang) or bool(_list_standing(words.occasions, source, lang)))


def _find_ends(words: ReadingWords, content: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ends that the content names, and those that it turns down: those in a clause that says so."""
    named: dict[str, None] = {}
    turned: dict[str, None] = {}
    for clause in _CLAUSE.split(content):
        ends = _list_standing(words.ends, clause, lang)
        (turned if ends and _stands(words.rejecting, clause, lang) else named).update(dict.fromkeys(ends))
    return tuple(named), tuple(end for end in turned if end not in named)


class _Scene:
    """The sentences of a document with what stands in each."""

    def __init__(
        self, document: Document, passages: Sequence[Passage], found: Sequence[AnyFinding], held: Sequence[Statement]
    ) -> None:
        self.document = document
        self.kinds: dict[tuple[int, str], tuple[str, ...]] = {}
        self.starts = _find_starts(document, passages)
        self.names = self._deal(m.span.start for m in found if isinstance(m, Mention) and _is_name(m))
        self.types: dict[int, set[str]] = {}
        for event in (finding for finding in found if isinstance(finding, Event)):
            self.types.setdefault(self._find(event.trigger.start), set()).add(event.event_type)
        self.dates: dict[int, list[str]] = {}
        for date in (f.value for f in found if isinstance(f, DateValue)):
            if date.normal:
                day = date.normal.removeprefix("../").removesuffix("/..")
                self.dates.setdefault(self._find(date.span.start), []).append(day)
        self.reading = {self._find(span.start) for s in held for span in (*s.content, *s.source)}

    def _find(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def _deal(self, places: Iterable[int]) -> dict[int, int]:
        count: dict[int, int] = {}
        for place in places:
            count[self._find(place)] = count.get(self._find(place), 0) + 1
        return count

    def interpret(self, statement: Statement, read: _Read) -> Interpretation:
        """The reading with the sentence that tells the event which it reads."""
        told = self._find_told(statement, read)
        place = [] if told is None else [self._make_span(told)]
        return Interpretation(
            kinds=read.kinds,
            ends=read.ends,
            rejected=read.rejected,
            told=tuple(place),
            dates=tuple(dict.fromkeys(self.dates.get(told, []))) if told is not None else (),
        )

    def _find_told(self, statement: Statement, read: _Read) -> int | None:
        """The sentence around it, no reading, that tells most plainly of such an event; the nearest before first."""
        own = self._find(statement.content[0].start)
        before = [place for place in range(own, max(-1, own - MOST_SPANS), -1) if place not in self.reading]
        first = [place for place in range(0, max(0, own - MOST_SPANS + 1)) if place not in self.reading][:2]
        behind = [place for place in range(own + 1, min(own + 4, len(self.starts))) if place not in self.reading]
        ranked = [(self._rank(place, read), place) for place in (*before, *first, *behind) if self.names.get(place)]
        best = max((rank for rank, _ in ranked), default=0)
        return next((place for rank, place in ranked if rank == best), None)

    def _rank(self, place: int, read: _Read) -> int:
        """How plainly a sentence tells of such an event: its kind, two names, a day."""
        types = self.types.get(place, set())
        wanted = {type for kind in read.kinds for type in KINDS[kind]}
        kinds = self._list_kinds(place, read.lang)
        fits = bool(types & wanted) or bool({*kinds} & {*read.kinds}) or (not read.kinds and bool(types or kinds))
        return 4 * fits + 2 * (self.names.get(place, 0) > 1) + bool(self.dates.get(place))

    def _list_kinds(self, place: int, lang: str) -> tuple[str, ...]:
        """The kinds of event that a sentence names."""
        if (place, lang) not in self.kinds:
            span = self._make_span(place)
            words = self.document.text[span.start : span.end]
            self.kinds[place, lang] = _list_standing(load_reading_words(lang).occasions, words, lang)
        return self.kinds[place, lang]

    def _make_span(self, place: int) -> Span:
        following = [*self.starts[place + 1 : place + 2], len(self.document.text)]
        start, end = self.starts[place], following[0]
        return Span(self.document.id, start, start + len(self.document.text[start:end].rstrip()))


def _is_name(mention: Mention) -> bool:
    return mention.form == "name" and mention.schema in _NAMED


_END = re.compile(r"[.!?။](?=[\"”»’]?\s)[\"”»’]?\s*|[。！？]+[”」』]?\s*|\n+")


def _find_starts(document: Document, passages: Sequence[Passage]) -> list[int]:
    """Where the sentences begin."""
    starts = {0, *(passage.span.start for passage in passages)}
    starts |= {match.end() for match in _END.finditer(document.text)}
    return sorted(start for start in starts if start <= len(document.text))


def _list_standing(table: Mapping[str, tuple[str, ...]], text: str, lang: str) -> tuple[str, ...]:
    return tuple(name for name, words in table.items() if _stands(words, text, lang))


def _stands(words: tuple[str, ...], text: str, lang: str) -> bool:
    return bool(words) and _compile(words, _is_spaced(lang)).search(text.casefold().replace("’", "'")) is not None


def _is_spaced(lang: str) -> bool:
    language = languages.load(lang)
    return language is None or language.settings.spaced


@cache
def _compile(words: tuple[str, ...], spaced: bool) -> re.Pattern[str]:
    """Every entry as words of their own where words are separated; `*` stands for an ending, `…` for a few words."""
    return re.compile("|".join(_write_forms(words, spaced)))


def _write_forms(words: Iterable[str], spaced: bool) -> Iterator[str]:
    if spaced:
        forms = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ …", r"(?: [\w'-]+){0,6}") for word in words)
        yield rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"
    else:
        yield from (re.escape(word).replace("…", r"\w{0,12}") for word in words)
