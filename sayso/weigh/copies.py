"""Which fingerprints are worth comparing: those that share rare runs of words, or rare pairs of figures.

All marks of all fingerprints are sorted once, in NumPy; fingerprints that stand beside each other under a
mark make a pair. A mark that many fingerprints have pairs each only with its neighbours, so a story
printed two hundred times stays in one chain, and standing text costs no more than its length.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from sayso.records import Fingerprint

NEIGHBOURS = 4  # fingerprints behind it that each is paired with under a common mark
FEW_RUNS = 3  # shared under common marks, from which on a pair is worth a look
FEW_FIGURES = 2
COMMON = 15  # fingerprints that have a run, from which on it may be standing text
LITTLE = 0.4  # of a fingerprint's runs; where more are common, they are a story that went round
AT_ONCE = 2_000_000  # pairs that are counted at once

Marks = NDArray[np.uint32]
Pairs = list[tuple[int, int]]


def drop_standing_text(fingerprints: Sequence[Fingerprint]) -> list[Fingerprint]:
    """The fingerprints without the runs that very many share and that are a small part of each: notes of the house."""
    marks = [np.frombuffer(fingerprint.runs, dtype="<u4") for fingerprint in fingerprints]
    if len(marks) < COMMON:
        return list(fingerprints)
    numbers = np.sort(np.concatenate(marks))
    if not numbers.size:
        return list(fingerprints)
    ends = np.flatnonzero(np.append(numbers[1:] != numbers[:-1], True))
    common = numbers[ends][np.diff(ends, prepend=-1) >= COMMON]
    return [_drop_runs(fingerprint, part, common) for fingerprint, part in zip(fingerprints, marks, strict=True)]


def _drop_runs(fingerprint: Fingerprint, runs: Marks, common: Marks) -> Fingerprint:
    if not runs.size or not common.size:
        return fingerprint
    places = np.searchsorted(common, runs)
    standing = common[np.minimum(places, common.size - 1)] == runs
    if not standing.any() or standing.mean() > LITTLE:
        return fingerprint
    return structs.replace(fingerprint, runs=runs[~standing].tobytes())


def find_run_pairs(fingerprints: Sequence[Fingerprint]) -> Pairs:
    """The pairs that share runs of words, by place in the sequence, the earlier first."""
    return _pair([np.frombuffer(fingerprint.runs, dtype="<u4") for fingerprint in fingerprints], FEW_RUNS)


def find_figure_pairs(fingerprints: Sequence[Fingerprint]) -> Pairs:
    """The pairs that have figures and dates beside each other in the same order."""
    return _pair([_hash_figures(fingerprint.values) for fingerprint in fingerprints], FEW_FIGURES)


def count_shared(left: Fingerprint, right: Fingerprint) -> tuple[int, int]:
    """How many sampled runs the two share, and how many the shorter has at the coarser sampling of the two."""
    step = max(left.step, right.step)
    runs = [np.frombuffer(fingerprint.runs, dtype="<u4") for fingerprint in (left, right)]
    sampled = [part if step == 1 else part[part % step == 0] for part in runs]
    shared = np.intersect1d(sampled[0], sampled[1], assume_unique=True).size
    return int(shared), min(int(part.size) for part in sampled)


def _hash_figures(values: Sequence[str]) -> Marks:
    """Hashes of each two figures that follow each other, also with one between them."""
    steps = [(values[i], values[i + gap]) for gap in (1, 2) for i in range(len(values) - gap)]
    hashes = {crc32("|".join(step).encode()) for step in steps if step[0] != step[1]}
    return np.array(sorted(hashes), dtype=np.uint32)


def _pair(marks: Sequence[Marks], few: int) -> Pairs:
    """The pairs of places that stand beside each other under at least `few` marks."""
    if not marks:
        return []
    numbers = np.concatenate(marks).astype(np.uint32)
    holders = np.repeat(np.arange(len(marks), dtype=np.uint32), [part.size for part in marks])
    order = np.argsort(numbers, kind="stable")  # holders stay in order under each mark
    numbers, holders = numbers[order], holders[order]
    total = np.empty(0, dtype=np.uint64)
    counts = np.empty(0, dtype=np.int64)
    for start in range(0, numbers.size, AT_ONCE // NEIGHBOURS):
        end = min(numbers.size, start + AT_ONCE // NEIGHBOURS)
        total, counts = _add(total, counts, _list_neighbours(numbers, holders, start, end))
    kept = total[counts >= few]
    return [(int(pair >> np.uint64(32)), int(pair & np.uint64(0xFFFFFFFF))) for pair in kept]


def _list_neighbours(numbers: Marks, holders: Marks, start: int, end: int) -> NDArray[np.uint64]:
    """The pairs whose first stands between start and end, each as one number."""
    found = []
    for gap in range(1, NEIGHBOURS + 1):
        last = min(end, numbers.size - gap)
        if last <= start:
            continue
        same = numbers[start:last] == numbers[start + gap : last + gap]
        left = holders[start:last][same].astype(np.uint64)
        right = holders[start + gap : last + gap][same].astype(np.uint64)
        found.append(left << np.uint64(32) | right)
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def _add(
    total: NDArray[np.uint64], counts: NDArray[np.int64], more: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The counts with those of more pairs."""
    pairs, times = np.unique(more, return_counts=True)
    joined, places = np.unique(np.concatenate([total, pairs]), return_inverse=True)
    summed = np.zeros(joined.size, dtype=np.int64)
    np.add.at(summed, places, np.concatenate([counts, times]))
    return joined, summed
