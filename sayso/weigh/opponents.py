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
DAY = 10  # characters of a date that is no month, season or year
_SHIFT = 32  # bits of a pair of places in one number

Shared = TypeVar("Shared", bound=Hashable)


class _Traits:
    """What some of the statements of a document have, each with the places of those that have it."""

    def __init__(self, sayings: Sequence["Saying"], places: Sequence[int]) -> None:
        self.words = _index(sayings, places, lambda saying: [f"{saying.lang} {word}" for word in saying.words])
        self.names = _index(sayings, places, lambda saying: saying.about)
        self.figures = _index(sayings, places, lambda saying: set(saying.gist.figures))
        self.dates = _index(sayings, places, lambda saying: set(saying.gist.dates))
        self.years = _index(sayings, places, lambda saying: {date[:4] for date in saying.gist.dates})
        self.seasons = _index(sayings, places, lambda saying: {d[:4] for d in saying.gist.dates if len(d) < DAY})


class Board:
    """The statements of a document by what they may share with others."""

    def __init__(self, sayings: Sequence["Saying"]) -> None:
        self.sayings = sayings
        self.sizes = [len(saying.words) for saying in sayings]
        self.units = [{unit for _, unit in saying.gist.figures} for saying in sayings]
        self.reading = [saying.has("reading") for saying in sayings]
        every = range(len(sayings))
        self.figured = [place for place in every if self.units[place]]
        self.every = _Traits(sayings, every)
        self.turning = _Traits(sayings, [place for place in every if _is_turning(sayings[place])])
        self.figured_words = _index(sayings, self.figured, lambda saying: [f"{saying.lang} {w}" for w in saying.words])
        self.figured_days = _index(sayings, self.figured, _list_figured_days)
        self.values = _index(sayings, every, lambda saying: saying.values)
        self.scenes = _index(sayings, every, _list_scenes)
        self.told_of = _index(sayings, every, lambda saying: [name for name in saying.about_names if len(name) > 1])
        answering = [place for place in every if sayings[place].denies or self.units[place]]
        self.speakers = _index(sayings, answering, lambda saying: saying.speaker_names)
        self.voices = _index(sayings, answering, _list_speaker)
        self.spoken = "\n".join(self.speakers)

    @cached_property
    def quoted(self) -> dict[str, list[int]]:
        """By speaker what they are told to have said, and what they deny."""
        quoted = [place for place, saying in enumerate(self.sayings) if saying.statement.inside or saying.denies]
        return _index(self.sayings, quoted, _list_speaker)


def _index(
    sayings: Sequence["Saying"], places: Iterable[int], list_own: Callable[["Saying"], Iterable[Shared]]
) -> dict[Shared, list[int]]:
    """For each thing that the statements at these places have, the places of those that have it."""
    held: dict[Shared, list[int]] = {}
    for place in places:
        for own in list_own(sayings[place]):
            held.setdefault(own, []).append(place)
    return held


def _list_scenes(saying: "Saying") -> list[str]:
    return [*(["death"] if saying.has("death") else ()), *(["time"] if saying.gist.times else ())]


def _list_figured_days(saying: "Saying") -> set[str]:
    days = [date for date in saying.gist.dates if len(date) == DAY]
    return {f"{day} {unit}" for day in days for _, unit in saying.gist.figures if unit}


def _list_speaker(saying: "Saying") -> list[str]:
    return [saying.speaker] if saying.speaker else []


def _is_turning(saying: "Saying") -> bool:
    """Whether it denies, negates or reads what another says."""
    return saying.denies or saying.has("negated") or saying.has("reading")


class Table:
    """Two documents, or one twice, and what their statements share."""

    def __init__(self, left: Board, right: Board) -> None:
        self.left, self.right = left, right

    def pair_alike(self, share: float) -> Iterator[tuple["Saying", "Saying"]]:
        """The statements of two documents that share a figure, a day, a toll, or this much of all their stems."""
        left, right = self.left.sizes, self.right.sizes
        found = {*_list_shared(self.left.values, self.right.values)}
        for pair, count in Counter(_list_shared(self.left.every.words, self.right.every.words)).items():
            if 2 * count / (left[pair >> _SHIFT] + right[pair & _LOW]) >= share:
                found.add(pair)
        return self._name(found)

    def pair_opponents(self) -> Iterator[tuple["Saying", "Saying"]]:
        """The statements of two documents that may contradict each other, in order."""
        found = self._list_bound(self.left.turning, self.right.every)
        found |= self._list_bound(self.left.every, self.right.turning)
        return self._name(found | self._list_others())

    def pair_opponents_inside(self) -> Iterator[tuple["Saying", "Saying"]]:
        """The same for the statements of one document, the first in its text first."""
        board = self.left
        found = self._list_bound(board.turning, board.every) | self._list_others()
        found |= {*_list_shared(board.quoted, board.quoted)}
        replies = [place for place in board.figured if board.sayings[place].has("reply")]
        found |= {one << _SHIFT | other for one in replies for other in board.figured}
        size = len(board.sayings)
        found |= {one << _SHIFT | other for one in range(size) for other in range(one + 1, min(size, one + 1 + NEAR))}
        ordered = {min(pair, (pair & _LOW) << _SHIFT | pair >> _SHIFT) for pair in found}
        return self._name(pair for pair in ordered if pair >> _SHIFT != pair & _LOW)

    def _name(self, pairs: Iterable[int]) -> Iterator[tuple["Saying", "Saying"]]:
        left, right = self.left.sayings, self.right.sayings
        return ((left[pair >> _SHIFT], right[pair & _LOW]) for pair in sorted(pairs))

    def _list_bound(self, left: _Traits, right: _Traits) -> set[int]:
        """Those of which one denies, negates or reads, and that share enough for it to be of the other."""
        found = {*_list_shared(left.names, right.names)}
        figures = {*_list_shared(left.figures, right.figures)}
        days = {*_list_shared(left.dates, right.dates), *_list_shared(left.seasons, right.years)}
        days.update(_list_shared(left.years, right.seasons))
        found |= figures & days
        few = figures | days
        one_reads, other_reads = self.left.reading, self.right.reading
        for pair, count in Counter(_list_shared(left.words, right.words)).items():
            if count >= WORDS or pair in few or one_reads[pair >> _SHIFT] or other_reads[pair & _LOW]:
                found.add(pair)
        return found

    def _list_others(self) -> set[int]:
        """Those that tell of one scene, give figures of one thing, or of which one tells of the other's speaker."""
        left, right = self.left, self.right
        found = {*_list_shared(left.scenes, right.scenes)} | self._list_told_of()
        for pair, count in Counter(_list_shared(left.figured_words, right.figured_words)).items():
            if count >= FIGURED_WORDS and not left.units[pair >> _SHIFT].isdisjoint(right.units[pair & _LOW]):
                found.add(pair)
        for pair in _list_shared(left.figured_days, right.figured_days):
            if left.sayings[pair >> _SHIFT].lang != right.sayings[pair & _LOW].lang:
                found.add(pair)
        return found

    def _list_told_of(self) -> set[int]:
        """Those of which one tells of the speaker of the other, who denies or gives a figure."""
        left, right = self.left, self.right
        found = {*_list_shared(left.voices, right.every.names), *_list_shared(left.every.names, right.voices)}
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
