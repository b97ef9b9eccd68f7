"""Where in a document the statements stand that have something: a stem, a name, a figure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sayso.weigh.told import Saying

FEW_PAIRS = 5_000  # of statements, up to which each pair is asked for what it shares; from there on an index is

Thing = TypeVar("Thing", bound=Hashable)
Shared = Mapping[int, int]  # by place of another statement, how many stems are shared with it


class Board:
    """The statements of a document, and where those stand that have something: a stem, a name, a figure."""

    def __init__(self, sayings: Sequence["Saying"]) -> None:
        self.sayings = sayings
        self.sizes = [len(saying.words) for saying in sayings]

    def _index(self, list_own: Callable[["Saying"], Iterable[Thing]]) -> dict[Thing, list[int]]:
        """For each thing that statements have, the places of those that have it."""
        held: dict[Thing, list[int]] = {}
        for place, saying in enumerate(self.sayings):
            for own in list_own(saying):
                held.setdefault(own, []).append(place)
        return held

    @cached_property
    def turning(self) -> list[int]:
        """Those that deny or negate."""
        return [place for place, saying in enumerate(self.sayings) if saying.denies or saying.has("negated")]

    @cached_property
    def asserting(self) -> list[int]:
        """Those that say that something is so."""
        return [place for place, saying in enumerate(self.sayings) if saying.asserts]

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """By stem."""
        return self._index(lambda saying: saying.stems)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """For each stem a bit."""
        return {stem: 1 << place for place, stem in enumerate(self.words)}

    def map_stems(self, vocabulary: Mapping[str, int]) -> list[int]:
        """For each statement the bits of those of its stems that stand in this vocabulary."""
        return [sum(map(vocabulary.__getitem__, saying.stems & vocabulary.keys())) for saying in self.sayings]

    @cached_property
    def stems(self) -> list[int]:
        """For each statement the bits of its stems."""
        return self.map_stems(self.vocabulary)

    @cached_property
    def names(self) -> dict[str, list[int]]:
        """By whom they tell of."""
        return self._index(lambda saying: saying.about)

    @cached_property
    def told_of(self) -> dict[str, list[int]]:
        """By folded name of whom they tell of."""
        return self._index(lambda saying: [name for name in saying.about_names if len(name) > 1])

    @cached_property
    def values(self) -> dict[str, list[int]]:
        """By what they may say in other words."""
        return self._index(lambda saying: saying.values)

    @cached_property
    def units(self) -> dict[int, set[str]]:
        """The units of the figures of those that assert some."""
        units = ((place, {unit for _, unit in self.sayings[place].gist.figures if unit}) for place in self.asserting)
        return {place: own for place, own in units if own}

    @cached_property
    def figured_days(self) -> dict[str, list[int]]:
        """Those that assert a figure, by unit and each day that they name."""
        held: dict[str, list[int]] = {}
        for place, units in self.units.items():
            for day in {*self.sayings[place].gist.dates}:
                for unit in units:
                    held.setdefault(f"{day} {unit}", []).append(place)
        return held

    @cached_property
    def scenes(self) -> dict[str, list[int]]:
        """Those that tell of deaths, and of times of the day."""
        return self._index(
            lambda saying: [*(["death"] if saying.has("death") else ()), *(["time"] if saying.gist.times else ())]
        )

    @cached_property
    def figures(self) -> dict[tuple[str, str], list[int]]:
        """By figure and unit."""
        return self._index(lambda saying: set(saying.gist.figures))


def share_stems(left: Board, right: Board) -> list[Shared]:
    """For each statement of the first how many stems it shares with those of the other with which it shares any."""
    if len(left.sayings) * len(right.sayings) > FEW_PAIRS:
        return [Counter(o for stem in s.stems for o in right.words.get(stem, ())) for s in left.sayings]
    beside = right.map_stems(left.vocabulary)
    return [{o: (own & held).bit_count() for o, held in enumerate(beside) if own & held} for own in left.stems]


def list_shared(left: Mapping[Thing, Sequence[int]], right: Mapping[Thing, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of places that have something in common, as often as they have."""
    return ((one, other) for own in left.keys() & right.keys() for one in left[own] for other in right[own])


def list_unlike_scenes(left: Board, right: Board) -> Iterator[tuple[int, int]]:
    """The places of those that tell of different numbers of dead, or of different times of the day."""
    for scene in left.scenes.keys() & right.scenes.keys():
        for one in left.scenes[scene]:
            told = left.sayings[one].people, left.sayings[one].gist.times
            for other in right.scenes[scene]:
                if told != (right.sayings[other].people, right.sayings[other].gist.times):
                    yield one, other
