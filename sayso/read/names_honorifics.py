"""Names in scripts without spaces or capitals where an honorific opens a person's name (Burmese).

The text is written in groups of words with spaces between; a name is what stands between the
honorific and the particle that ends its group.
"""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.candidates import MARKED, SHAPED, Candidate
from sayso.read.reading import Reading
from sayso.read.wordtrie import join_words

_GROUP = re.compile(r"[^\s။၊“”‘’()\[\]\"']+")
SHORTEST_NAME = 4  # characters


class _Patterns(Struct, frozen=True):
    """A language's honorifics, particles and endings of bodies and places."""

    honorific: re.Pattern[str]
    title: re.Pattern[str]
    particles: re.Pattern[str]
    bodies: tuple[tuple[str, re.Pattern[str]], ...]


@once_a_language
def _compile(language: Language) -> _Patterns:
    naming = language.naming
    before = [title.word for title in language.titles if title.place == "before"]
    either = [title.word for title in language.titles if title.place != "before"]
    kinds = (
        ("PublicBody", naming.body_suffixes),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
        ("Company", naming.company_suffixes),
        ("Place", naming.place_suffixes),
    )
    return _Patterns(
        honorific=re.compile(rf"(?:{join_words(either)})?(?:{join_words(before)})+"),
        title=re.compile(rf".*(?:{join_words(either)})"),
        particles=re.compile(rf"(?:{join_words(naming.name_ends)})$"),
        bodies=tuple((schema, re.compile(rf".+?(?:{join_words(words)})")) for schema, words in kinds if words),
    )


def find_honoured(reading: Reading, text: str) -> list[Candidate]:
    """The persons, bodies and places of a passage; none in languages whose names need no honorific."""
    if not reading.language.naming.honorific_names:
        return []
    patterns = _compile(reading.language)
    span = reading.passage.span
    candidates: list[Candidate] = []
    previous: tuple[int, int] | None = None
    for group in _GROUP.finditer(text, span.start, span.end):
        start, end = group.span()
        if end - start > 200:
            continue
        candidates += _find_person(text, start, end, patterns) or _find_body(text, start, end, patterns, previous)
        previous = (start, end)
    return candidates


def _find_person(text: str, start: int, end: int, patterns: _Patterns) -> list[Candidate]:
    honorific = patterns.honorific.match(text, start, end)
    if honorific is None:
        return []
    stop = _cut_particles(text, honorific.end(), end, patterns)
    if stop - honorific.end() < SHORTEST_NAME:
        return []
    return [Candidate(honorific.end(), stop, "Person", MARKED)]


def _cut_particles(text: str, start: int, end: int, patterns: _Patterns) -> int:
    for _ in range(3):
        particle = patterns.particles.search(text, start, end)
        if particle is None or particle.start() - start < SHORTEST_NAME:
            return end
        end = particle.start()
    return end


def _find_body(
    text: str, start: int, end: int, patterns: _Patterns, previous: tuple[int, int] | None
) -> list[Candidate]:
    """The body or place whose ending stands in a group, with the group in front when that one is only joined on."""
    for schema, pattern in patterns.bodies:
        match = pattern.match(text, start, end)
        if match is None:
            continue
        first = start
        if schema == "PublicBody" and previous and text[previous[1] - 6 : previous[1]].endswith("နှင့်"):
            first = previous[0]
        return [Candidate(first, match.end(), schema, SHAPED if schema == "Place" else MARKED)]
    return []
