"""Which statements may say the same or contradict each other, asked of an index before any reason is.

No pair of which a reason holds is left out: two meet that stand close to each other, that both tell of deaths or
times of the day, of which one tells of the other's speaker, or that share as much as the least that a reason asks
for. So neither a document of thousands of statements nor two of one affair are compared each with each.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sayso.weigh.told import Saying

NEAR = 3  # statements between which one may answer another
WORDS = 3  # stems in common by which a denial may be of something
FIGURED_WORDS = 2  # ... and by which two figures may be of one thing
_SHIFT = 32  # bits of a pair of places in one number

Shared = TypeVar("Shared", bound=Hashable)


class Board:
    """The statements of a document by what they may share with others."""

    def __init__(self, sayings: Sequence["Saying"]) -> None:
        self.sayings = sayings
        self.turning = [saying.denies or saying.has("negated") or saying.has("reading") for saying in sayings]
        self.figured = [bool(saying.gist.figures) for saying in sayings]
        self.reading = [saying.has("reading") for saying in sayings]
        self.words = _index(sayings, lambda saying: [f"{saying.lang} {word}" for word in saying.words])
        self.sizes = [len(saying.words) for saying in sayings]
        self.figured_days = _index(sayings, self.figured, _list_figured_days)
        self.values = _index(sayings, lambda saying: saying.values)
        self.names = _index(sayings, lambda saying: saying.about)
        self.figures = _index(sayings, lambda saying: set(saying.gist.figures))
        self.years = _index(sayings, lambda saying: {date[:4] for date in saying.gist.dates})
        self.scenes = _index(sayings, _list_scenes)
        self.told_of = _index(sayings, lambda saying: [name for name in saying.about_names if len(name) > 1])
        self.speakers = _index(sayings, lambda saying: saying.speaker_names if _answers(saying) else ())
        self.voices = _index(sayings, lambda saying: [saying.speaker] if saying.speaker and _answers(saying) else [])
        self.spoken = "\n".join(self.speakers)

    @cached_property
    def quoted(self) -> dict[str, list[int]]:
        """By speaker what they are told to have said, and what they deny."""
        return _index(self.sayings, lambda saying: [saying.speaker] if saying.speaker and _is_quoted(saying) else [])


def _index(sayings: Sequence["Saying"], list_own: Callable[["Saying"], Iterable[Shared]]) -> dict[Shared, list[int]]:
    """For each thing that some of the statements have their places."""
    held: dict[Shared, list[int]] = {}
    for place, saying in enumerate(sayings):
        for own in list_own(saying):
            held.setdefault(own, []).append(place)
    return held


def _list_scenes(saying: "Saying") -> list[str]:
    return [*(["death"] if saying.has("death") else ()), *(["time"] if saying.gist.times else ())]


def _answers(saying: "Saying") -> bool:
    return saying.denies or bool(saying.gist.figures)


def _is_quoted(saying: "Saying") -> bool:
    return saying.statement.inside is not None or saying.denies


class Table:
    """Two documents, or one twice, and what their statements share."""

    def __init__(self, left: Board, right: Board) -> None:
        self.left, self.right = left, right
        self.words = Counter(_list_shared(left.words, right.words))

    def pair_alike(self, share: float) -> Iterator[tuple["Saying", "Saying"]]:
        """The statements of two documents that share a figure, a day, a toll, or this much of all their stems."""
        left, right = self.left.sizes, self.right.sizes
        found = set(_list_shared(self.left.values, self.right.values))
        for pair, count in self.words.items():
            if 2 * count / (left[pair >> _SHIFT] + right[pair & _LOW]) >= share:
                found.add(pair)
        return self._name(found)

    def pair_opponents(self) -> Iterator[tuple["Saying", "Saying"]]:
        """The statements of two documents that may contradict each other, in order."""
        return self._name(self._list_opponents())

    def pair_opponents_inside(self) -> Iterator[tuple["Saying", "Saying"]]:
        """The same for the statements of one document, the first in its text first."""
        board = self.left
        found = self._list_opponents() | {*_list_shared(board.quoted, board.quoted)}
        size = len(board.sayings)
        replies = [place for place in range(size) if board.figured[place] and board.sayings[place].has("reply")]
        figured = [place for place in range(size) if board.figured[place]]
        found.update(one << _SHIFT | other for one in replies for other in figured)
        found.update(
            one << _SHIFT | other for one in range(size) for other in range(one + 1, min(size, one + 1 + NEAR))
        )
        ordered = {min(pair, (pair & _LOW) << _SHIFT | pair >> _SHIFT) for pair in found}
        return self._name(pair for pair in ordered if pair >> _SHIFT != pair & _LOW)

    def _name(self, pairs: Iterable[int]) -> Iterator[tuple["Saying", "Saying"]]:
        left, right = self.left.sayings, self.right.sayings
        return ((left[pair >> _SHIFT], right[pair & _LOW]) for pair in sorted(pairs))

    def _list_opponents(self) -> set[int]:
        left, right = self.left, self.right
        turned, turning = left.turning, right.turning
        found = {*_list_shared(left.scenes, right.scenes)} | self._list_told_of()
        found |= self._keep_turning(_list_shared(left.names, right.names))
        figures = self._keep_turning(_list_shared(left.figures, right.figures))
        years = self._keep_turning(_list_shared(left.years, right.years))
        found |= figures & years
        few = figures | years
        for pair, count in self.words.items():
            if count < FIGURED_WORDS and pair not in few and not self._reads(pair):
                continue
            one, other = pair >> _SHIFT, pair & _LOW
            turns = turned[one] or turning[other]
            if (turns and (count >= WORDS or pair in few or self._reads(pair))) or (
                count >= FIGURED_WORDS and left.figured[one] and right.figured[other]
            ):
                found.add(pair)
        return found

    def _reads(self, pair: int) -> bool:
        return self.left.reading[pair >> _SHIFT] or self.right.reading[pair & _LOW]

    def _keep_turning(self, pairs: Iterable[int]) -> set[int]:
        """Those of which one denies, negates or reads."""
        left, right = self.left.turning, self.right.turning
        return {pair for pair in pairs if left[pair >> _SHIFT] or right[pair & _LOW]}

    def _list_told_of(self) -> set[int]:
        """Those of which one tells of the speaker of the other, who denies or gives a figure."""
        left, right = self.left, self.right
        found = {*_list_shared(left.voices, right.names), *_list_shared(left.names, right.voices)}
        for name, places in right.told_of.items():
            if name in left.spoken:
                held = (one for own, ones in left.speakers.items() if name in own for one in ones)
                found |= {one << _SHIFT | other for one in held for other in places}
        for name, places in left.told_of.items():
            if name in right.spoken:
                held = (other for own, others in right.speakers.items() if name in own for other in others)
                found |= {one << _SHIFT | other for other in held for one in places}
        return found


_LOW = (1 << _SHIFT) - 1


def _list_shared(left: Mapping[Shared, Sequence[int]], right: Mapping[Shared, Sequence[int]]) -> list[int]:
    """The pairs of places that have something in common, as often as they have."""
    keys = left.keys() & right.keys()
    return [one << _SHIFT | other for own in keys for one in left[own] for other in right[own]]
