"""Reasons to say that two statements read one event in different ways, or alike.

Each reason is a function whose docstring is the sentence shown; `{...}` in it is filled from the pair. What two
readings have to do with each other depends on the two alone: they read one event where the sentences that tell it
name the same parties and no day says otherwise.
"""

from collections.abc import Callable
from functools import cached_property

from sayso.languages.readings import KINDS
from sayso.records import Interpretation
from sayso.weigh.contradiction import is_same_time
from sayso.weigh.told import Saying

SAME_PARTIES = 2  # named where two documents tell the event, from which on it is one
ALIKE = 0.34  # of the shorter reading's stems, from which on the other may say the same
FEWEST_STEMS = 3
PLAIN, LIKELY, OPEN = 1.0, 0.6, 0.3  # scores: the ends differ; the words differ; nothing shows it

Reason = Callable[["Pair"], bool]


class Pair:
    """Two statements that each read an event."""

    def __init__(self, left: Saying, right: Saying) -> None:
        self.left, self.right = left, right

    @cached_property
    def _reads(self) -> tuple[Interpretation, Interpretation]:
        left, right = self.left.gist.reads, self.right.gist.reads
        assert left is not None
        assert right is not None
        return left, right

    @property
    def inside_one(self) -> bool:
        """Whether both stand in one document."""
        return self.left.document == self.right.document

    @property
    def one_speaker(self) -> bool:
        """Whether the same speaker reads it twice."""
        return self.left.voice == self.right.voice

    @cached_property
    def ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """The ends that each names."""
        return frozenset(self._reads[0].ends), frozenset(self._reads[1].ends)

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ends that one names and the other turns down."""
        left, right = self._reads
        return (self.ends[0] & frozenset(right.rejected)) | (self.ends[1] & frozenset(left.rejected))

    @cached_property
    def overlap(self) -> float:
        """The share of the shorter reading's stems that the other has; none over languages."""
        if self.left.lang != self.right.lang:
            return 0.0
        size = min(len(self.left.words), len(self.right.words))
        return len(self.left.words & self.right.words) / size if size else 0.0

    @cached_property
    def one_event(self) -> bool:
        """Whether both read the same event: the same parties, no other day, and not of another kind."""
        left, right = self._reads
        if not _are_kindred(left.kinds, right.kinds) or not self._days_agree:
            return False
        if self.inside_one:
            return left.told == right.told or len(self.left.parties & self.right.parties) >= SAME_PARTIES
        shared = len(self.left.parties & self.right.parties)
        return shared >= SAME_PARTIES or (shared == 1 and self._same_day)

    @cached_property
    def _days_agree(self) -> bool:
        left, right = self._reads
        return self._same_day or not (left.dates and right.dates)

    @cached_property
    def _same_day(self) -> bool:
        left, right = self._reads
        return any(is_same_time(one, other) for one in left.dates for other in right.dates)


def _are_kindred(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one word may stand for an event of the other kind: a visit for talks; "the move" for any."""
    if not left or not right or {*left} & {*right}:
        return True
    return any(KINDS[one] & KINDS[other] for one in left for other in right)


def rejects_the_end(pair: Pair) -> bool:
    """One says that it is about {disputed}, the other that it is not."""
    return bool(pair.disputed)


def names_another_end(pair: Pair) -> bool:
    """One says that it is about {left}, the other that it is about {right}."""
    return bool(pair.ends[0] and pair.ends[1]) and not pair.ends[0] & pair.ends[1]


def reads_it_in_other_words(pair: Pair) -> bool:
    """They read the same event, and say of it what has few words in common."""
    known = pair.ends[0] and pair.ends[1]
    enough = min(len(pair.left.words), len(pair.right.words)) >= FEWEST_STEMS
    return pair.left.lang == pair.right.lang and not known and enough and pair.overlap < ALIKE


def reads_it_in_another_language(pair: Pair) -> bool:
    """They read the same event in two languages; whether they differ is for a reader to say."""
    return pair.left.lang != pair.right.lang and not (pair.ends[0] and pair.ends[1])


UNLIKE: tuple[tuple[Reason, float], ...] = (
    (rejects_the_end, PLAIN),
    (names_another_end, PLAIN),
    (reads_it_in_other_words, LIKELY),
    (reads_it_in_another_language, OPEN),
)


def names_the_same_end(pair: Pair) -> bool:
    """They say of the same event that it is about {left}."""
    return bool(pair.ends[0]) and pair.ends[0] == pair.ends[1]


def stands_by_the_reading(pair: Pair) -> bool:
    """The same speaker reads the same event."""
    return pair.one_speaker and (bool(pair.ends[0] & pair.ends[1]) or not pair.inside_one)


ALIKE_REASONS: tuple[Reason, ...] = (stands_by_the_reading, names_the_same_end)


def find_unlike(left: Saying, right: Saying) -> tuple[Reason, float] | None:
    """The first reason to say that two read one event differently, and its score; None where there is none."""
    pair = Pair(left, right)
    if left.gist.reads is None or right.gist.reads is None or pair.one_speaker or not pair.one_event:
        return None
    return next(((reason, score) for reason, score in UNLIKE if reason(pair)), None)


def find_alike(left: Saying, right: Saying) -> Reason | None:
    """The first reason to say that two read one event alike; None where there is none."""
    pair = Pair(left, right)
    if left.gist.reads is None or right.gist.reads is None or pair.disputed or not pair.one_event:
        return None
    return next((reason for reason in ALIKE_REASONS if reason(pair)), None)


def explain(reason: Reason, left: Saying, right: Saying) -> str:
    """The sentence that a reason shows for this pair, whichever of the two comes first."""
    pair = Pair(left, right)
    first, second = sorted(_list_words(ends) for ends in pair.ends)
    sentence = (reason.__doc__ or "").strip()
    return sentence.format(left=first, right=second, disputed=_list_words(pair.disputed))


def _list_words(ends: frozenset[str]) -> str:
    return " and ".join(sorted(ends))
