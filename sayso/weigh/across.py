"""Which statements of two documents may say the same or contradict each other, asked before any reason is.

No pair of which a reason of `sameness.IN_AFFAIR` or of `contradiction.ACROSS` holds is left out. What a reason asks of
one side is asked of each statement once; only what is left is looked up in the other document.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.weigh.boards import Board, list_shared
from sayso.weigh.contradiction import ENOUGH_ACROSS, MOST_OVERLAP, NAME, NEAR, STEM, may_be_together
from sayso.weigh.told import Saying

FIGURED_WORDS = 2  # stems in common by which two figures may be of one thing
SLACK = 1e-9  # in what is rounded


class Crossing:
    """Two documents, and which stems of the first each statement of either has."""

    def __init__(self, left: Board, right: Board) -> None:
        self.left, self.right = left, right
        self._stems = left.stems, right.map_stems(left.vocabulary)

    def pair_alike(self, share: float) -> Iterator[tuple[Saying, Saying]]:
        """Those that have a toll, a figure of a day or of a speaker in common, or this much of all their stems."""
        found = {*list_shared(self.left.values, self.right.values)}
        sizes = self.right.sizes
        for one, stems in enumerate(self._stems[0]):
            size = self.left.sizes[one]
            for other, beside in enumerate(self._stems[1]):
                both = stems & beside
                if both and 2 * both.bit_count() >= share * (size + sizes[other]) - SLACK:
                    found.add((one, other))
        return self._name(found)

    def pair_opponents(self) -> Iterator[tuple[Saying, Saying]]:
        """Those that may contradict each other, in order."""
        found = {*_list_bound(self.left, self.right, self._stems)}
        found |= {(one, other) for other, one in _list_bound(self.right, self.left, self._stems[::-1])}
        return self._name(found | _list_figured(self.left, self.right) | _list_scenes(self.left, self.right))

    def _name(self, pairs: set[tuple[int, int]]) -> Iterator[tuple[Saying, Saying]]:
        return ((self.left.sayings[one], self.right.sayings[other]) for one, other in sorted(pairs))


def _list_bound(own: Board, others: Board, stems: tuple[Sequence[int], Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Each that denies or negates, with those to which as much may bind it as a reason asks for.

    Args:
        stems: of each statement of the two.
    """
    for place in own.turning:
        saying = own.sayings[place]
        names = Counter(other for name in saying.about for other in others.names.get(name, ()))
        named = _list_told_of(saying, others)
        for other in others.asserting:
            words = (stems[0][place] & stems[1][other]).bit_count()
            bound = NAME * names[other] + STEM * words + SLACK
            against = others.sayings[other]
            if saying.denies:
                fewest = max(NEAR, MOST_OVERLAP * min(own.sizes[place], others.sizes[other]) - SLACK)
                bound += _measure_rest(saying, against, other in named)
                if (words >= fewest or bound >= ENOUGH_ACROSS) and _is_of_another(saying, against):
                    yield place, other
            elif words and bound >= ENOUGH_ACROSS + 1 and not against.has("negated"):
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


def _list_figured(left: Board, right: Board) -> set[tuple[int, int]]:
    """Those that give figures of one unit, of one thing in one language, or for one day in two."""
    found = set()
    for pair in {*list_shared(left.asserted_units, right.asserted_units)}:
        one, other = left.sayings[pair[0]], right.sayings[pair[1]]
        if one.lang != other.lang:
            alike = not set(one.gist.dates).isdisjoint(other.gist.dates)
        else:
            alike = len(one.words & other.words) >= FIGURED_WORDS
        if alike:
            found.add(pair)
    return found


def _list_scenes(left: Board, right: Board) -> set[tuple[int, int]]:
    """Those that tell of different numbers of dead, or of different times of the day."""
    found = set()
    for pair in list_shared(left.scenes, right.scenes):
        one, other = left.sayings[pair[0]], right.sayings[pair[1]]
        if one.people != other.people or one.gist.times != other.gist.times:
            found.add(pair)
    return found
