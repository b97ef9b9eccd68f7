"""What a source of evidence for names hands over, and how several sources become one list.

Rules, weights and lists each give candidates; where two overlap, the stronger one stays, then the
longer, then the earlier. One string then has one schema in the whole document.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

UNSURE = 0  # counts only when something else in the document supports it
GUESSED = 2  # by shape alone
SHAPED = 4  # by shape and its neighbours
TRAINED = 5  # by trained weights
MARKED = 6  # a word of the name or beside it says what it is
LABELLED = 7  # stands over or under what somebody says
LISTED = 8  # stands in a list of ours
GIVEN = 9  # a user's list


class Candidate(NamedTuple):
    """A stretch that may be a name, what it would be, and how strong the evidence is."""

    start: int
    end: int
    schema: str
    strength: int


def keep_best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in order of place, none overlapping another; unsure ones are left out."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(set(candidates), key=_rank):
        if candidate.strength == UNSURE or candidate.end <= candidate.start:
            continue
        place = bisect_right(starts, candidate.start)
        if place and kept[place - 1].end > candidate.start:
            continue
        if place < len(kept) and kept[place].start < candidate.end:
            continue
        kept.insert(place, candidate)
        starts.insert(place, candidate.start)
    return kept


def _rank(candidate: Candidate) -> tuple[int, int, int, str]:
    return (-candidate.strength, candidate.start - candidate.end, candidate.start, candidate.schema)


def agree_on_schemas(candidates: Sequence[Candidate], names: Sequence[str]) -> list[Candidate]:
    """The candidates with one schema a name: the one with the most evidence for it.

    Args:
        names: the name of each candidate, folded so that forms of one name are equal.
    """
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for candidate, name in zip(candidates, names, strict=True):
        votes[name][candidate.schema] += candidate.strength**2
    winners = {name: max(sorted(tally), key=lambda schema: tally[schema]) for name, tally in votes.items()}
    return [
        candidate._replace(schema=winners[name]) if candidate.strength < LISTED else candidate
        for candidate, name in zip(candidates, names, strict=True)
    ]
