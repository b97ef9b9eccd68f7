"""Names of bodies and places in Chinese, by how they end.

From an ending (公司, 部, 大学) the name reaches to the left as far as nothing says that it has
begun: a mark, a character that joins phrases (与, 在, 的), a verb or a title. A country in the
middle is where the name begins: 宣布支持缅甸国防部.
"""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.candidates import LISTED, MARKED, SHAPED, Candidate
from sayso.read.names_places import gazetteer_of
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_words, join_words

LONGEST_NAME = 18
LONGEST_STEM = 12  # of a body without a country in front
LONGEST_PLACE = 5
_NOT_HAN = re.compile(r"[^\u3400-\u9fffA-Za-z0-9·]")
_JOINED = frozenset("与和及")


class _Patterns(Struct, frozen=True):
    """A language's endings of names and what ends a name on its left."""

    ending: re.Pattern[str]
    breaks: re.Pattern[str]  # words that begin in the ending and go on
    weak: frozenset[str]
    follows: frozenset[str]
    schemas: dict[str, str]
    left: re.Pattern[str]
    not_bodies: frozenset[str]
    not_suffix: tuple[str, ...]
    offices: frozenset[str]
    places: re.Pattern[str]


@once_a_language
def _compile(language: Language) -> _Patterns:
    naming = language.naming
    kinds = (
        ("Place", naming.place_suffixes),
        ("PublicBody", naming.body_suffixes),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
        ("Company", naming.company_suffixes),
    )
    schemas = {word: schema for schema, words in kinds for word in words}
    titles = [title.word for title in language.titles if len(title.word) > 2]
    joints = re.escape(naming.left_ends)
    verbs = [*(row.forms for row in language.cues), *(row.forms for row in language.ties)]
    cues = [form for forms in verbs for form in forms if len(form) > 1 and "…" not in form]
    return _Patterns(
        ending=compile_words(schemas),
        breaks=compile_words(naming.suffix_breaks),
        weak=frozenset(naming.weak_suffixes),
        follows=frozenset(naming.right_ends),
        schemas=schemas,
        left=re.compile(
            rf"(?P<cut>{join_words([*naming.left_end_words, *titles, *cues])})"
            rf"|(?:{join_words(naming.joint_words)})|(?P<joint>[{joints}])"
        ),
        not_bodies=frozenset(naming.not_bodies),
        not_suffix=naming.not_suffix_words or ("\0",),
        offices=frozenset(naming.office_words),
        places=gazetteer_of(language).pattern,
    )


def find_han_bodies(reading: Reading, text: str) -> list[Candidate]:
    """The bodies and places of a passage that their endings show; none in languages without such endings."""
    language = reading.language
    if language.settings.spaced or not language.naming.left_ends:
        return []
    patterns = _compile(language)
    span = reading.passage.span
    candidates: list[Candidate] = []
    floor = span.start
    for match in patterns.ending.finditer(text, span.start, span.end):
        candidate = _reach_left(text, match, floor, patterns)
        if candidate is not None:
            candidates.append(candidate)
            floor = floor if candidate.schema == "Place" else candidate.end
    return candidates


def _reach_left(text: str, match: re.Match[str], floor: int, patterns: _Patterns) -> Candidate | None:
    """The name that ends in this match, or None where too little stands in front of the ending."""
    if _goes_on(text, match, patterns):
        return None
    schema = patterns.schemas[match.group()]
    start = _find_left(text, max(floor, match.start() - LONGEST_NAME), match.start(), patterns)
    name = text[start : match.end()]
    stem = match.start() - start
    if name in patterns.offices:
        return Candidate(start, match.end(), "PublicBody", SHAPED)
    if name in patterns.not_bodies or name.endswith(patterns.not_suffix) or stem < (1 if len(match.group()) > 2 else 2):
        return None
    known = patterns.places.match(text, start, match.start()) is not None
    if schema == "Place":
        short = stem <= LONGEST_PLACE and not (len(match.group()) == 1 and _runs_on(text, match.end()))
        return Candidate(start, match.end(), "Place", MARKED if known else SHAPED) if short else None
    strength = MARKED if len(match.group()) > 1 else SHAPED
    sure = known or stem <= LONGEST_STEM
    return Candidate(start, match.end(), schema, LISTED if known else strength) if sure else None


def _goes_on(text: str, match: re.Match[str], patterns: _Patterns) -> bool:
    """Whether the ending is only the head of a longer word (国防部长), or a common noun in the middle of a clause."""
    for place in (match.start(), match.end() - 1):
        longer = patterns.breaks.match(text, place)
        if longer is not None and longer.end() > match.end():
            return True
    behind = text[match.end() : match.end() + 1]
    return match.group() in patterns.weak and "\u3400" <= behind <= "\u9fff" and behind not in patterns.follows


def _runs_on(text: str, place: int) -> bool:
    """Whether a one-character ending is likely the head of the next word: 江水, 山路."""
    return bool(text[place : place + 1] in "水路里内外上下面岸边底流域洋军员民长")


def _find_left(text: str, start: int, end: int, patterns: _Patterns) -> int:
    """Where the name that reaches to `end` begins."""
    for mark in _NOT_HAN.finditer(text, start, end):
        start = mark.end()
    places = [(match.start(), match.end()) for match in patterns.places.finditer(text, start, end)]
    begin, before = start, start
    cut = ""
    for match in patterns.left.finditer(text, start, end):
        if match.lastgroup is None or any(left < match.end() and match.start() < right for left, right in places):
            continue
        begin, before, cut = match.end(), begin, match.group()
    doubled = cut in _JOINED and end - begin <= 3 and patterns.places.match(text, before, end)
    if doubled and not patterns.ending.search(text, before + 2, begin - 1):
        begin = before  # 秘鲁内河港口与林业部: one ministry for two matters
    inner = [left for left, _ in places if left > begin]
    return inner[0] if inner and not any(left == begin for left, _ in places) else begin
