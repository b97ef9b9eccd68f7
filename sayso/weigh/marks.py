"""Which things are worth comparing: each leaves marks, and those that stand near each other under a mark meet.

A mark is a number that two things share when they have something in common: a run of words, two figures that
follow each other, a key of a statement. The holders of a mark are kept in an order that has nothing to do with when
they came, and each meets the few that stand beside it: a story printed two thousand times makes one chain, and
standing text costs no more than its length. Marks of affairs are different: a name that very many documents have
says nothing about any two of them.

Who meets whom follows from the marks alone. `weigh_meetings` says it for all; a case, which stays up to date
as holders come and go, asks `weigh_pairs` about the holders near those that do, before and after.
"""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.records import Fingerprint

KEPT_RUNS = 64  # marks of runs of a passage; a longer one keeps the hashes divisible by a power of two
FEWEST_SHARED = 6  # weight of the marks under which two things must meet
AT_ONCE = 2_000_000  # pairs that are counted at once
WEIGHED_AT_ONCE = 1_500_000  # marks whose holders are weighed at once

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
Pair = tuple[int, int]  # keys, the lesser first


class Kind(IntEnum):
    """What a mark stands for; it is the first byte of the mark."""

    RUN = 1  # of words in a passage
    FIGURES = 2  # two that follow each other in a passage
    TELLING = 3  # a key of a statement or event
    AFFAIR = 4  # a name, figure or day in a document
    STRONG_AFFAIR = 5  # two of these together
    READING = 6  # of an event: two parties to it


# how far beside it a holder meets others
REACH: Mapping[Kind, int] = {Kind.RUN: 6, Kind.FIGURES: 6, Kind.TELLING: 8, Kind.READING: 24}
MOST_HOLDERS = 20  # of a mark of an affair
WEIGHT: Mapping[Kind, int] = {
    Kind.RUN: 3,
    Kind.FIGURES: 3,
    Kind.TELLING: FEWEST_SHARED,
    Kind.AFFAIR: 2,
    Kind.STRONG_AFFAIR: 4,
    Kind.READING: FEWEST_SHARED,
}


def make_key(id: str) -> int:
    """The number under which a thing holds its marks: its place in their order, the same whenever it comes."""
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def make_mark(kind: Kind, *words: str) -> int:
    """The mark for these words."""
    digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return kind << 56 | int.from_bytes(digest, "big")


_KINDS = {kind.value: kind for kind in Kind}  # asked millions of times: half the time of asking the class


def find_kind(mark: int) -> Kind:
    """What a mark stands for."""
    return _KINDS[mark >> 56]


def list_marks(fingerprint: Fingerprint) -> Numbers:
    """The marks of a passage: a sample of its runs of words, and its figures two by two; in order."""
    values = fingerprint.values
    steps = {(values[i], values[i + gap]) for gap in (1, 2) for i in range(len(values) - gap)}
    figures = sorted(crc32("|".join(step).encode("utf-8", "surrogatepass")) for step in steps if step[0] != step[1])
    two_by_two = np.array(figures, dtype=np.uint64) | np.uint64(Kind.FIGURES << 56)
    return np.unique(np.concatenate([list_runs(fingerprint), two_by_two]))


def list_runs(fingerprint: Fingerprint) -> Numbers:
    """The marks of a sample of a passage's runs of words, in order."""
    runs = np.frombuffer(fingerprint.runs, dtype="<u4")
    step = fingerprint.step
    while runs.size > KEPT_RUNS:
        step *= 2
        runs = runs[runs % step == 0]
    return runs.astype(np.uint64) | np.uint64(Kind.RUN << 56)


class Sheet(Struct, frozen=True, eq=False):
    """All marks, in order; under each its holders, by place in the order of their keys."""

    marks: Numbers
    holders: Numbers
    keys: Places  # of the holders, as they came
    order: Places  # of the holders as they came, in the order of their keys
    ends: Places  # how many marks the holders up to each place in this order have together


class Pile:
    """Holders and their marks, as they come."""

    def __init__(self) -> None:
        self._keys, self._sizes, self._marks = array("q"), array("q"), array("Q")

    def add(self, key: int, marks: Numbers) -> None:
        """One holder more, with its marks without repetitions."""
        self._keys.append(key)
        self._sizes.append(marks.size)
        self._marks.frombytes(marks.tobytes())

    def lay_out(self) -> Sheet:
        """The marks of all of them."""
        keys, sizes = (np.array(part, dtype=np.int64) for part in (self._keys, self._sizes))
        numbers = np.frombuffer(self._marks, dtype=np.uint64)
        order = np.argsort(keys, kind="stable")
        ranks = np.empty(order.size, dtype=np.uint64)
        ranks[order] = np.arange(order.size, dtype=np.uint64)
        holders = np.repeat(ranks, sizes)
        by_mark = np.lexsort((holders, numbers))
        return Sheet(numbers[by_mark], holders[by_mark], keys, order, np.cumsum(sizes[order]))


class Meetings(Struct, frozen=True, eq=False):
    """Pairs of holders that meet, by place as they came, the lesser key first, and the weight of their marks."""

    lesser: Places
    greater: Places
    weights: NDArray[np.int64]


def find_meetings(marks: Sequence[Numbers], keys: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of places whose holders meet under marks of weight enough; the lesser key first.

    Args:
        marks: of each holder, without repetitions.
        keys: of each holder.
    """
    pile = Pile()
    for key, own in zip(keys, marks, strict=True):
        pile.add(key, own)
    met = weigh_meetings(pile.lay_out())
    return [pair for part in met for pair in zip(part.lesser.tolist(), part.greater.tolist(), strict=True)]


def weigh_meetings(sheet: Sheet) -> Iterator[Meetings]:
    """What `find_meetings` finds, as arrays, with the weights: of some of the holders with all others at a time."""
    start = 0
    while start < sheet.order.size:
        before = sheet.ends[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(sheet.ends, before + WEIGHED_AT_ONCE, side="right")))
        pairs, weights = weigh_pairs(sheet.marks, sheet.holders, (start, end))
        enough = weights >= FEWEST_SHARED
        lesser, greater = split_pairs(pairs[enough])
        yield Meetings(sheet.order[lesser], sheet.order[greater], weights[enough])
        start = end


def split_pairs(pairs: Numbers) -> tuple[Places, Places]:
    """The two places of each pair that stands in one number."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def weigh_pairs(
    numbers: Numbers, holders: Numbers, span: tuple[int, int] | None = None
) -> tuple[Numbers, NDArray[np.int64]]:
    """The pairs of holders that meet, each as one number, in order, with the weight of their marks.

    Args:
        numbers: marks, in order.
        holders: of each mark, by place in the order of their keys; in order under each mark.
        span: of places, only pairs whose lesser holder stands here.
    """
    waiting: list[tuple[Numbers, NDArray[np.int64]]] = []
    for kind in Kind:
        first, last = np.searchsorted(numbers, np.array([kind << 56, (kind + 1) << 56], dtype=np.uint64))
        own, held = numbers[first:last], holders[first:last]
        if kind not in REACH:
            own, held = _drop_frequent(own, held)
        reach = REACH.get(kind, MOST_HOLDERS)
        chosen = np.arange(held.size) if span is None else np.flatnonzero((held >= span[0]) & (held < span[1]))
        step = max(1, AT_ONCE // reach)
        for start in range(0, chosen.size, step):
            fresh, times = np.unique(_list_beside(own, held, chosen[start : start + step], reach), return_counts=True)
            waiting.append((fresh, times * WEIGHT[kind]))
            while len(waiting) > 1 and 2 * waiting[-1][0].size >= waiting[-2][0].size:
                waiting.append(_add(waiting.pop(), waiting.pop()))  # like sizes together: each is copied a few times
    pairs: tuple[Numbers, NDArray[np.int64]] = (np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64))
    while waiting:
        pairs = _add(pairs, waiting.pop())
    return pairs


def _drop_frequent(numbers: Numbers, holders: Numbers) -> tuple[Numbers, Numbers]:
    if not numbers.size:
        return numbers, holders
    _, places, sizes = np.unique(numbers, return_inverse=True, return_counts=True)
    kept = sizes[places] <= MOST_HOLDERS
    return numbers[kept], holders[kept]


def _list_beside(numbers: Numbers, holders: Numbers, places: Places, reach: int) -> Numbers:
    """The pairs whose first stands at one of these places, each as one number."""
    found = [np.empty(0, dtype=np.uint64)]
    for gap in range(1, reach + 1):
        places = places[: np.searchsorted(places, numbers.size - gap)]
        places = places[numbers[places] == numbers[places + gap]]  # in order, so what differs here differs further on
        if not places.size:
            break
        found.append(holders[places] << np.uint64(32) | holders[places + gap])
    return np.concatenate(found)


def _add(
    one: tuple[Numbers, NDArray[np.int64]], other: tuple[Numbers, NDArray[np.int64]]
) -> tuple[Numbers, NDArray[np.int64]]:
    """The weights of the pairs of both."""
    joined, places = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    weights = np.concatenate([one[1], other[1]])
    return joined, np.bincount(places, weights, minlength=joined.size).astype(np.int64)


def mix(*columns: Numbers) -> Numbers:
    """For each row of numbers, side by side in columns of any shapes that fit, one number of 48 bits."""
    mixed = np.array(0x9E3779B97F4A7C15, dtype=np.uint64)
    for column in columns:
        mixed = (column ^ mixed) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = mixed ^ (mixed >> np.uint64(29))
    mixed = mixed * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))) & np.uint64((1 << 48) - 1)
