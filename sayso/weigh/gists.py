"""What each statement comes to: stems, figures, dates and traits, by which statements are compared."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from sayso import languages
from sayso.ids import make_id
from sayso.languages.concepts import find_concepts
from sayso.languages.contradictions import load_contradictions
from sayso.languages.credits import load_credits
from sayso.records import Amount, AnyFinding, DateValue, Document, Gist, Passage, Statement, Trait
from sayso.text.han import simplify
from sayso.weigh.interpreting import find_interpretations, list_langs

STEP = "weigh.gists 0.3"
STEM = 5  # letters by which two forms of a word are one
SHORT_WORDS, SHORT_CHARACTERS = 3, 14  # of a content that only points at what another said
MOST_WORDS = 60
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_END = re.compile(r"[.!?。！？။][\"”»」』]?(?:\s|$)|[。！？။]|\n")
_CLAUSE = re.compile(r"[,;:.，；：、。!?！？]")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)")


class _Values(Struct, frozen=True):
    """The figures and dates of a document, and where its sentences end."""

    found: tuple[DateValue | Amount, ...]  # in order of place
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def find_gists(document: Document, passages: Sequence[Passage], findings: Iterable[AnyFinding]) -> list[Gist]:
    """One gist a statement, in the order of the statements."""
    found = list(findings)
    placed = sorted((f for f in found if isinstance(f, DateValue | Amount)), key=lambda f: f.value.span.start)
    values = _Values(
        found=tuple(placed),
        starts=tuple(f.value.span.start for f in placed),
        ends=tuple(match.end() for match in _END.finditer(document.text)),
    )
    read = find_interpretations(document, passages, found)
    statements = [finding for finding in found if isinstance(finding, Statement) and finding.content]
    langs = list_langs(passages, statements)
    gists = (_find_gist(document, statement, langs[statement.id], values) for statement in statements)
    return [replace(gist, reads=read[gist.statement]) if gist.statement in read else gist for gist in gists]


def _find_gist(document: Document, statement: Statement, lang: str, values: _Values) -> Gist:
    content = " ".join(document.text[span.start : span.end] for span in statement.content)
    inside = [
        value
        for span in statement.content
        for value in values.found[bisect_left(values.starts, span.start) : bisect_left(values.starts, span.end)]
    ]
    cue = " ".join(document.text[span.start : span.end] for span in statement.cue)
    return Gist(
        id=make_id("g", document.id, statement.content, statement.id),
        made_by=STEP,
        statement=statement.id,
        document=document.id,
        lang=lang,
        place=statement.content[0].start,
        sentence=bisect_right(values.ends, (statement.cue or statement.content)[0].start),
        words=list_stems(content, lang),
        turned=_list_turned(content, lang),
        figures=_list_figures(_mask(document, statement, inside), lang, inside),
        dates=tuple(
            dict.fromkeys(_trim(v.value.normal) for v in inside if isinstance(v, DateValue) and v.value.normal)
        ),
        times=tuple(f"{int(hour):02}:{minute}" for hour, minute in _TIME.findall(content)),
        traits=(*_list_traits(content, cue, lang), *_list_source_traits(document, statement, lang, values.ends)),
        concepts=find_concepts(simplify(content).casefold(), lang, spaced=_is_spaced(lang)),
    )


def _trim(normal: str) -> str:
    return normal.removeprefix("../").removesuffix("/..")


def _is_spaced(lang: str) -> bool:
    language = languages.load(lang)
    return language is None or language.settings.spaced


def list_stems(content: str, lang: str) -> tuple[str, ...]:
    """Stems of the words that tell what it is about; where words are not separated, pairs of such characters."""
    stops = _load_stops(lang)
    if _is_spaced(lang):
        words = [word for word in _WORD.findall(content.casefold()) if word not in stops and not word.isdigit()]
        return tuple(dict.fromkeys(_cut_ending(word) for word in words if len(word) > 1))[:MOST_WORDS]
    plain = simplify(content).casefold()
    for stop in stops:
        plain = plain.replace(stop, " ")
    runs = re.findall(r"[^\W\d_]{2,}", plain)
    return tuple(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))[:MOST_WORDS]


def _list_turned(content: str, lang: str) -> tuple[str, ...]:
    """The stems of the clauses that hold a negation, phrases aside in which one turns nothing about."""
    table = load_contradictions(lang)
    if not _stands(table.negations, content, lang):
        return ()
    clauses = [clause for clause in _CLAUSE.split(content) if _is_turned(clause, lang)]
    return tuple(dict.fromkeys(stem for clause in clauses for stem in list_stems(clause, lang)))


def _is_turned(clause: str, lang: str) -> bool:
    table = load_contradictions(lang)
    if not _stands(table.negations, clause, lang):
        return False
    return _stands(table.negations, _compile_harmless(lang).sub(" ", clause.casefold().replace("’", "'")), lang)


@cache
def _compile_harmless(lang: str) -> re.Pattern[str]:
    words = load_contradictions(lang).harmless
    if not words:
        return re.compile(r"(?!)")
    return _compile(words) if _is_spaced(lang) else re.compile("|".join(map(re.escape, words)))


def _cut_ending(word: str) -> str:
    """The stem of a word: its beginning, of short words as much as their forms have in common."""
    if len(word) > STEM + 1:
        return word[:STEM]
    return word[: STEM - 1] if len(word) >= STEM else word[:-1] if len(word) == STEM - 1 else word


@cache
def _load_stops(lang: str) -> frozenset[str]:
    return frozenset(load_contradictions(lang).stops)


def _mask(document: Document, statement: Statement, values: Sequence[DateValue | Amount]) -> str:
    """The content without the dates and amounts in it."""
    pieces = []
    for span in statement.content:
        place = span.start
        for value in values:
            held = value.value.span
            if place <= held.start < span.end:
                pieces.append(document.text[place : held.start])
                place = min(held.end, span.end)
        pieces.append(document.text[place : span.end])
    return " ".join(pieces)


def _list_figures(content: str, lang: str, values: Sequence[DateValue | Amount]) -> tuple[tuple[str, str], ...]:
    """The amounts with their units, and the numbers that stand alone.

    Args:
        content: without the values.
    """
    figures = [
        (f"{value.number:g}", value.currency or value.unit or "")
        for value in values
        if isinstance(value, Amount) and value.number is not None
    ]
    if not figures:
        figures += [(number, "") for number in _DIGITS.findall(_TIME.sub(" ", content)) if len(number) < 5]
    if not values:
        figures += [(number, "") for number in _find_number_words(content, lang)]
    return tuple(dict.fromkeys(figures))


def _find_number_words(content: str, lang: str) -> list[str]:
    """Numbers above two that are written as words of their own: fourteen bodies."""
    known = _load_number_words(lang)
    return [known[word] for word in _WORD.findall(content.casefold()) if word in known] if _is_spaced(lang) else []


@cache
def _load_number_words(lang: str) -> Mapping[str, str]:
    language = languages.load(lang)
    table = language.values.numbers.words if language and language.values else {}
    return {word: number for number, words in table.items() if number.isdigit() and int(number) > 2 for word in words}


def _list_traits(content: str, cue: str, lang: str) -> tuple[Trait, ...]:
    table = load_contradictions(lang)
    has: dict[Trait, bool] = {
        "negated": _is_turned(content, lang),
        "untrue": _stands(table.untrue, content, lang),
        "reply": _stands(table.replies, cue, lang),
        "reading": _stands(table.readings, content, lang),
        "explained": _stands(table.explaining, content, lang),
        "anaphor": _is_short(content, lang) and _stands(table.anaphors, content, lang),
        "death": _stands(table.deaths, content, lang),
    }
    return tuple(trait for trait, holds in has.items() if holds)


def _is_short(content: str, lang: str) -> bool:
    """Whether what is said is hardly more than a word for what another said."""
    return len(_WORD.findall(content)) <= SHORT_WORDS if _is_spaced(lang) else len(content) <= SHORT_CHARACTERS


def _list_source_traits(document: Document, statement: Statement, lang: str, ends: Sequence[int]) -> Iterator[Trait]:
    """Whether the source is somebody's ("its lawyer" speaks for the one before) or we, and whether a "but" opens it."""
    text = document.text
    language = languages.load(lang)
    if language is None or not statement.source:
        return
    start = statement.source[0].start
    first = _WORD.search(text[start : statement.source[0].end])
    if first and first[0].casefold() in language.settings.words.possessives:
        yield "possessive"
    source = " ".join(text[span.start : span.end] for span in statement.source)
    own = (*load_credits(lang).ourselves, *([document.publisher.casefold()] if document.publisher else []))
    if _stands(own, source, lang):
        yield "ourselves"
    place = bisect_right(ends, start)
    opening = text[ends[place - 1] if place else 0 : start].strip().casefold()
    if opening.startswith(load_contradictions(lang).contrasts):
        yield "contrast"


def _stands(words: tuple[str, ...], text: str, lang: str) -> bool:
    if not words:
        return False
    if not _is_spaced(lang):
        return any(word in text for word in words)
    return _compile(words).search(text.casefold().replace("’", "'")) is not None


@cache
def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    """Every word as a word of its own; `*` stands for its ending.

    The words share one look to the left, which fails inside a word at once: one look each took most of the time.
    """
    forms = [re.escape(word.replace("’", "'")).replace(r"\*", r"\w*") for word in words]
    whole = "|".join(form for form in forms if "'" not in form)
    parts = [rf"(?<!\w)(?:{whole})(?!\w)"] if whole else []
    return re.compile("|".join([*parts, *(form for form in forms if "'" in form)]))
