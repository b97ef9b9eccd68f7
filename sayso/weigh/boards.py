"""Where in a document the statements stand that have something: a stem, a name, a figure."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sayso.weigh.told import Saying

Shared = TypeVar("Shared", bound=Hashable)


class Board:
    """The statements of a document, and where those stand that have something: a stem, a name, a figure."""

    def __init__(self, sayings: Sequence["Saying"]) -> None:
        self.sayings = sayings
        self.sizes = [len(saying.words) for saying in sayings]

    def _index(self, list_own: Callable[["Saying"], Iterable[Shared]]) -> dict[Shared, list[int]]:
        """For each thing that statements have, the places of those that have it."""
        held: dict[Shared, list[int]] = {}
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

    @cached_property
    def stems(self) -> list[int]:
        """For each statement the bits of its stems."""
        return self.map_stems(self.vocabulary)

    def map_stems(self, vocabulary: Mapping[str, int]) -> list[int]:
        """For each statement the bits of those of its stems that stand in this vocabulary."""
        return [sum(map(vocabulary.__getitem__, saying.stems & vocabulary.keys())) for saying in self.sayings]

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
    def asserted_units(self) -> dict[str, list[int]]:
        """Those that assert a figure, by unit."""
        return self._index(lambda saying: {unit for _, unit in saying.gist.figures if unit} if saying.asserts else ())

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


def list_shared(left: Mapping[Shared, Sequence[int]], right: Mapping[Shared, Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs of places that have something in common, as often as they have."""
    keys = left.keys() & right.keys()
    return [(one, other) for own in keys for one in left[own] for other in right[own]]
