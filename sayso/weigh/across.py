"""Which statements of two documents may say the same or contradict each other, asked before any reason is.

No pair of which a reason of `sameness.IN_AFFAIR` or of `contradiction.ACROSS` holds is left out. What a reason asks of
one side is asked of each statement once; only what is left is looked up in the other document.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.weigh.boards import Board, Shared, list_shared, list_unlike_scenes, share_stems
from sayso.weigh.contradiction import ENOUGH_ACROSS, MOST_OVERLAP, NAME, NEAR, STEM, may_be_together
from sayso.weigh.told import Saying

FIGURED_WORDS = 2  # stems in common by which two figures may be of one thing
SLACK = 1e-9  # in what is rounded


class Crossing:
    """Two documents, and how many stems their statements share."""

    def __init__(self, left: Board, right: Board) -> None:
        self.left, self.right = left, right
        self._shared = share_stems(left, right)

    def pair_alike(self, share: float) -> Iterator[tuple[Saying, Saying]]:
        """Those that have a toll, a figure of a day or of a speaker in common, or this much of all their stems."""
        found = {*list_shared(self.left.values, self.right.values)}
        sizes = self.right.sizes
        for one, beside in enumerate(self._shared):
            size = self.left.sizes[one]
            found.update((one, o) for o, count in beside.items() if 2 * count >= share * (size + sizes[o]) - SLACK)
        return self._name(found)

    def pair_opponents(self) -> Iterator[tuple[Saying, Saying]]:
        """Those that may contradict each other, in order."""
        shared = self._shared
        turned = [
            {one: held[place] for one, held in enumerate(shared) if place in held} for place in self.right.turning
        ]
        found = {*_list_bound(self.left, self.right, [shared[place] for place in self.left.turning])}
        found |= {(one, other) for other, one in _list_bound(self.right, self.left, turned)}
        found.update(_list_figured(self.left, self.right, shared), list_unlike_scenes(self.left, self.right))
        return self._name(found)

    def _name(self, pairs: set[tuple[int, int]]) -> Iterator[tuple[Saying, Saying]]:
        return ((self.left.sayings[one], self.right.sayings[other]) for one, other in sorted(pairs))


def _list_bound(own: Board, others: Board, shared: Sequence[Shared]) -> Iterator[tuple[int, int]]:
    """Each that denies or negates, with those to which as much may bind it as a reason asks for.

    Args:
        shared: of each of them, how many stems it has of the others.
    """
    for place, words in zip(own.turning, shared, strict=True):
        saying = own.sayings[place]
        names = Counter(other for name in saying.about for other in others.names.get(name, ()))
        named = _list_told_of(saying, others)
        for other in words.keys() | names.keys() | named:
            against, count = others.sayings[other], words.get(other, 0)
            bound = NAME * names[other] + STEM * count + SLACK
            if not against.asserts:
                continue
            if saying.denies:
                fewest = max(NEAR, MOST_OVERLAP * min(own.sizes[place], others.sizes[other]) - SLACK)
                bound += _measure_rest(saying, against, other in named)
                if (count >= fewest or bound >= ENOUGH_ACROSS) and _is_of_another(saying, against):
                    yield place, other
            elif count and bound >= ENOUGH_ACROSS + 1 and not against.has("negated"):
                yield place, other


def _is_of_another(denial: Saying, other: Saying) -> bool:
    return denial.speaker != other.speaker and may_be_together(denial, other)


def _measure_rest(denial: Saying, other: Saying, named: bool) -> float:
    """The most that binds a denial to something else beside names and stems; less than nothing where nothing does."""
    if denial.has("anaphor") and not (named and other.statement.act == "accuse"):
        return -ENOUGH_ACROSS
    more = 2.0 * named + bool(denial.gist.figures and other.gist.figures) + bool(denial.gist.dates and other.gist.dates)
    return more + 2.0 * (other.statement.act == "accuse")


def _list_told_of(denial: Saying, others: Board) -> set[int]:
    """Those that tell of who denies, or of whom its name holds."""
    found = set(others.names.get(denial.speaker, ())) if denial.speaker else set()
    for name, places in others.told_of.items():
        if any(name in own for own in denial.speaker_names):
            found.update(places)
    return found


def _list_figured(left: Board, right: Board, shared: Sequence[Shared]) -> Iterator[tuple[int, int]]:
    """Those that give figures of one unit, of one thing in one language, or for one day in two."""
    for one, units in left.units.items():
        for other, count in shared[one].items():
            if count >= FIGURED_WORDS and not units.isdisjoint(right.units.get(other, ())):
                yield one, other
    for one, other in list_shared(left.figured_days, right.figured_days):
        if left.sayings[one].lang != right.sayings[other].lang:
            yield one, other
