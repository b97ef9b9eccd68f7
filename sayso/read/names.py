"""Mentions by name: who and what a document names, in which words.

Several sources of evidence each look at a passage and hand over candidates (`SOURCES`): lists of
places, capitals, marks around names, titles and endings in scripts without capitals. The document
then decides as a whole: names found once are found again where they stand alone or in part, one
string has one schema, and of overlapping candidates the strongest stays.

Nominal mentions and pronouns depend on who speaks; `link` adds them.
"""

from collections.abc import Callable, Iterable, Sequence

from sayso.ids import make_id
from sayso.languages.cases import strip_case
from sayso.read.candidates import Candidate, agree_on_schemas, keep_best
from sayso.read.names_again import find_again
from sayso.read.names_analysed import find_analysed
from sayso.read.names_capitals import find_capitalised
from sayso.read.names_extra import find_by_extra
from sayso.read.names_han import find_han_names
from sayso.read.names_han_bodies import find_han_bodies
from sayso.read.names_honorifics import find_honoured
from sayso.read.names_labels import find_labels
from sayso.read.names_marked import find_marked
from sayso.read.names_places import find_listed
from sayso.read.names_tagged import find_tagged
from sayso.read.reading import Reading
from sayso.records import Mention, Span
from sayso.text.han import simplify

STEP = "read.names"
VERSION = "0.1"
Source = Callable[[Reading, str], list[Candidate]]
SOURCES: tuple[Source, ...] = (
    find_listed,
    find_marked,
    find_capitalised,
    find_han_bodies,
    find_han_names,
    find_honoured,
    find_labels,
    find_tagged,
    find_analysed,
    find_by_extra,
)


def find_mentions(readings: Sequence[Reading], given: Iterable[Candidate] = ()) -> list[Mention]:
    """The names of one document, in order of place; no two overlap.

    Args:
        given: what other sources of evidence found, such as trained weights or a user's list.
    """
    if not readings:
        return []
    text = simplify(readings[0].text)
    candidates = list(given)
    for reading in readings:
        for find in SOURCES:
            candidates += find(reading, text)
    candidates = find_again(readings, text, candidates)
    kept = keep_best(candidates)
    kept = agree_on_schemas(kept, [fold_mention(readings, text, candidate) for candidate in kept])
    return [_make_mention(readings, candidate) for candidate in kept]


def fold_mention(readings: Sequence[Reading], text: str, candidate: Candidate) -> str:
    """The candidate's words so that forms of one name are equal: without case endings and in lower case."""
    reading = find_reading(readings, candidate.start)
    words = text[candidate.start : candidate.end].split()
    return " ".join(strip_case(word, reading.language.naming).lower() for word in words)


def find_reading(readings: Sequence[Reading], place: int) -> Reading:
    """The reading whose passage holds the place; readings are in order."""
    low, high = 0, len(readings) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if readings[middle].passage.span.start <= place:
            low = middle
        else:
            high = middle - 1
    return readings[low]


def _make_mention(readings: Sequence[Reading], candidate: Candidate) -> Mention:
    reading = find_reading(readings, candidate.start)
    span = Span(reading.document.id, candidate.start, candidate.end)
    return Mention(
        id=make_id("m", reading.document.id, [span], "name"),
        made_by=f"{STEP} {reading.language.code} {VERSION}",
        score=min(0.95, 0.45 + 0.06 * candidate.strength),
        span=span,
        schema=candidate.schema,
    )
