"""Names found once, found again: alone, in part, and where no rule sees them.

"Ministry spokesman Daniel Orr" makes "Orr" in the next paragraph a person, "Northern Grain Company"
makes "Northern Grain" a company, and a name in a script without spaces is a name wherever its
characters stand.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from sayso import languages
from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.read.candidates import GUESSED, MARKED, SHAPED, UNSURE, Candidate
from sayso.read.names_tagged import list_endings
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_words

LONGEST_NAME = 10  # words; parts of longer names are not looked for
MOST_NAMES = 5_000  # names looked for again in one document
LONGEST_ACRONYM = 8
_LETTER = r"[^\W\d_a-zа-яё]"
_GLOSS = re.compile(
    r"[ \u00a0]?[(（]\s?[\"“«‘「]?(?:[^\W\d_]{2,8}[::]\s?)?"
    rf"({_LETTER}[^()（）\n,;,;\"”»]{{1,60}}?)[\"”»’」]?\s?(?:[)）]|[,,;;])"
)
_UNSPACED = re.compile(r"[\u1000-\u109f\u3400-\u9fff]+")
Key = tuple[str, ...]
_BODIES = frozenset(["Company", "Organization", "PublicBody"])


def find_again(readings: Sequence[Reading], text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, surer where the rest of the document supports them, and more places of known names."""
    spaced = [reading for reading in readings if reading.language.settings.spaced]
    unspaced = [reading for reading in readings if not reading.language.settings.spaced]
    glossed = [*candidates, *_find_glosses(text, candidates)]
    found = _support_parts(spaced, text, glossed) if spaced else glossed
    return found + _repeat(unspaced, text, found) if unspaced else found


def _find_glosses(text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Names in brackets right behind a name: in another script, or an abbreviation of it."""
    glosses: list[Candidate] = []
    for candidate in candidates:
        match = _GLOSS.match(text, candidate.end)
        if match is None:
            continue
        inner, name = match.group(1), text[candidate.start : candidate.end]
        schema = _find_ending(inner) if _UNSPACED.fullmatch(inner) and name.isascii() else None
        if schema is not None:  # White Stone (白石公司): a company
            glosses += [candidate._replace(schema=schema, strength=MARKED), Candidate(*match.span(1), schema, MARKED)]
            continue
        if candidate.strength < SHAPED or candidate.schema in ("Place", "Country"):
            continue
        if inner.isascii() != name.isascii() or (inner.isupper() and 1 < len(inner) <= LONGEST_ACRONYM):
            glosses.append(Candidate(match.start(1), match.end(1), candidate.schema, MARKED))
    return glosses


@cache
def _find_ending(name: str) -> str | None:
    """What kind of body the ending of a name says, in one of the languages written without spaces."""
    for code in languages.list_languages():
        language = languages.load(code)
        if language is None or language.settings.spaced:
            continue
        found = next((schema for ending, schema in list_endings(language) if name.endswith(ending)), None)
        if found is not None and name not in language.naming.not_bodies:
            return found
    return None


def _support_parts(readings: Sequence[Reading], text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    language = readings[0].language
    keys = [_make_key(text[candidate.start : candidate.end], language) for candidate in candidates]
    schemas = _collect_parts(keys, candidates)
    supported = []
    for key, candidate in zip(keys, candidates, strict=True):
        schema = schemas.get(key)
        weak = candidate.strength <= (SHAPED if len(key) == 1 else GUESSED)
        if schema is not None and weak:
            supported.append(candidate._replace(schema=schema, strength=max(candidate.strength, SHAPED)))
        else:
            supported.append(candidate)
    return supported


def _make_key(name: str, language: Language) -> Key:
    return tuple(strip_case(word, language.naming).lower() for word in name.split())


def _collect_parts(keys: Sequence[Key], candidates: Sequence[Candidate]) -> dict[Key, str]:
    """What each part of a name that is sure stands for; the strongest name decides."""
    votes: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, candidate in zip(keys, candidates, strict=True):
        if candidate.strength == UNSURE or len(key) > LONGEST_NAME:
            continue
        votes[key][candidate.schema] += candidate.strength
        for part in _list_parts(key, candidate):
            votes[part][candidate.schema] += candidate.strength
    return {key: max(sorted(tally), key=lambda schema: tally[schema]) for key, tally in votes.items()}


def _list_parts(key: Key, candidate: Candidate) -> list[Key]:
    """The parts by which a name of several words is called again."""
    if len(key) < 2:
        return []
    if candidate.schema == "Person":
        parts = [key[-1:], key[:1]] + [key[start:] for start in range(1, len(key) - 1)]
        return [part for part in parts if len(part) > 1 or len(part[0]) > 2]
    if candidate.schema in _BODIES and candidate.strength >= MARKED:
        return [key[:size] for size in range(1, len(key)) if size > 1 or len(key[0]) > 3]
    return []


def _repeat(readings: Sequence[Reading], text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Every further place of a name in scripts without spaces, and of the parts of a foreign person's name."""
    known: dict[str, Candidate] = {}
    starts = [(reading.passage.span.start, reading.passage.span.end) for reading in readings]
    joints = "".join(reading.language.naming.transliteration_joint for reading in readings[:1])
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.strength, candidate.start)):
        if candidate.strength < SHAPED or not _lies_in(candidate, starts):
            continue
        name = text[candidate.start : candidate.end]
        if len(known) < MOST_NAMES and candidate.schema != "Place" and len(name) > 1:
            known.setdefault(name, candidate)
            for part in _split_joined(name, joints) if candidate.schema == "Person" else ():
                known.setdefault(part, candidate)
    marked = [name for name, candidate in known.items() if candidate.strength >= MARKED]
    shaped = [name for name, candidate in known.items() if candidate.strength < MARKED]
    return [
        Candidate(match.start(), match.end(), known[match.group()].schema, _weigh_again(known[match.group()]))
        for pattern in (compile_words(marked), compile_words(shaped))  # apart: a shaped name must not hide a marked one
        for start, end in starts
        for match in pattern.finditer(text, start, end)
    ]


def _weigh_again(candidate: Candidate) -> int:
    """A name that something marks is as sure at its other places, one by shape or weights less so."""
    return candidate.strength if candidate.strength >= MARKED else SHAPED


def _lies_in(candidate: Candidate, places: Sequence[tuple[int, int]]) -> bool:
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if places[middle][0] <= candidate.start:
            low = middle
        else:
            high = middle - 1
    return places[low][0] <= candidate.start < places[low][1]


def _split_joined(name: str, joints: str) -> list[str]:
    for joint in joints[1:]:
        name = name.replace(joint, joints[0])
    parts = name.split(joints[0]) if joints and joints[0] in name else []
    return [part for part in parts if len(part) > 1]
