"""Which of very many pairs of statements may say the same or clash, asked in NumPy before anything of them is read.

No pair of which a reason of `sameness.FREE` or of `readings` holds, or that `clashes.clash_alone` finds, is sifted
out; nor is one that shares two of the few topics kept of one speaker, or three in two languages. What is left is
compared by the reasons themselves.
"""

from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sayso.weigh.clashes import FEWEST_SHARED, SAME_THING
from sayso.weigh.sameness import SAME_WORDS
from sayso.weigh.told import Saying

Grain = NDArray[np.uint32]  # of a statement: what it is, how many stems, then hashes of facts and topics, of stems
CELLS = 4_000_000  # comparisons of hashes at once
STEP = 8  # hashes by which the width of a table grows
SLACK = 1e-9  # in what is rounded
ODD = 1  # of a hash: what tells something of two languages only
LANG, WIDEST = 8, 0xFFFFFFFF  # bits behind which it stands in which language a statement is
DENIES, READS, NEGATES, DEATH, FIGURES, TIMES = 1, 2, 4, 8, 16, 32  # what a statement may be


def grind(saying: Saying) -> Grain:
    """What the sieve keeps of a statement as numbers: its stems, its days with each of its figures, topics."""
    words = sorted(_hash(f"{saying.lang} {word}") for word in saying.words)
    facts = {f"{day} {number} {unit}" for day in saying.gist.dates for number, unit in saying.gist.figures if unit}
    hashes = {(_hash(fact) | 2) & ~ODD for fact in facts}
    if saying.speaker is not None:
        speaker = _hash(saying.speaker)
        hashes.update((_fold(speaker, *pair) | 2) & ~ODD for pair in combinations(saying.few_topics, 2))
    hashes.update(_fold(*trio) | ODD for trio in combinations(saying.few_topics, 3))
    what = sum(flag for flag, holds in _describe(saying) if holds) | crc32(saying.lang.encode()) << LANG & WIDEST
    return np.array([what, len(words), *sorted(hashes), *words], dtype="<u4")


def _describe(saying: Saying) -> list[tuple[int, bool]]:
    return [
        (DENIES, saying.denies),
        (READS, saying.gist.reads is not None),
        (NEGATES, saying.has("negated")),
        (DEATH, saying.has("death")),
        (FIGURES, bool(saying.gist.figures)),
        (TIMES, bool(saying.gist.times)),
    ]


def sift(grains: Sequence[Grain | None], left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each pair of places whether the two may say the same; None lets everything through.

    Two that share enough stems or a day with its figure may say the same, unless one denies and the other does not;
    two that share fewer may clash; two that read an event may read the same, alike or differently.
    """
    sizes = np.array([0 if grain is None else grain.size for grain in grains], dtype=np.int64)
    passed: NDArray[np.bool_] = (sizes[left] == 0) | (sizes[right] == 0)
    widths = -(-np.maximum(sizes[left], sizes[right]) // STEP) * STEP
    widths[passed] = 0
    for width in np.unique(widths[~passed]).tolist():
        same = np.flatnonzero(widths == width)
        size = max(1, CELLS // (width * width))
        for start in range(0, same.size, size):
            chunk = same[start : start + size]
            passed[chunk] = _sift(grains, left[chunk], right[chunk], width)
    return passed


def _sift(
    grains: Sequence[Grain | None], left: NDArray[np.int64], right: NDArray[np.int64], width: int
) -> NDArray[np.bool_]:
    """The same for pairs of which none is wider than this."""
    used, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    table = np.zeros((used.size, width), dtype=np.uint32)
    facts = np.zeros(used.size, dtype=np.int64)
    for row, place in enumerate(used.tolist()):
        grain = grains[place]
        if grain is not None:
            table[row, : grain.size] = grain
            facts[row] = grain.size - 2 - int(grain[1])
    one, other = places[: left.size], places[left.size :]
    words = table[:, 1].astype(np.int64)
    shared = (table[one, 2:, None] == table[other, None, 2:]).any(axis=2) & (table[one, 2:] != 0)
    own_facts = np.arange(width - 2) < facts[one][:, None]
    count = (shared & ~own_facts).sum(axis=1)
    enough = 2 * count >= SAME_WORDS * (words[one] + words[other]) - SLACK
    both, either = table[one, 0] & table[other, 0], table[one, 0] ^ table[other, 0]
    foreign = either >> LANG != 0
    told = shared & own_facts & ((table[one, 2:] & ODD == 0) | foreign[:, None])
    same = (either & DENIES == 0) & (enough | told.any(axis=1))
    clash = (either & (DENIES | NEGATES) != 0) | (both & (DEATH | FIGURES | TIMES) != 0)
    clash &= (count >= FEWEST_SHARED - 1) & (count >= SAME_THING * np.minimum(words[one], words[other]) - SLACK)
    found: NDArray[np.bool_] = same | clash | (both & READS != 0)
    return found


def _fold(*numbers: int) -> int:
    """One number of 32 bits for several."""
    folded = 0
    for number in numbers:
        folded = ((folded ^ number) * 0x9E3779B1 + (folded >> 15)) & WIDEST
    return folded


def _hash(words: str) -> int:
    return crc32(words.encode("utf-8", "surrogatepass")) or 1
