"""Which documents go back to one report: copies and edited copies, found by the runs of words they share.

Every passage is reduced to a sample of hashes of its runs of words (of characters where words are
not separated): the same run gives the same hash everywhere, so the share of sampled runs that two
passages have in common estimates the share of their words. The measure is containment in the
shorter one (Broder 1997), since an edited copy is often a cut copy.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from sayso.ids import make_id
from sayso.read.reading import Reading
from sayso.records import Fingerprint, Origin

STEP = "weigh.origins 0.1"
RUN_WORDS = 4  # words in a run; unrelated articles on one topic share next to none of this length
RUN_CHARACTERS = 6  # characters in a run where words are not separated
KEEP_ALL = 2_000  # runs; a longer passage keeps the hashes divisible by a power of two
MIN_RUNS = 12  # a passage with fewer runs is too short to be called a copy
COPY = 0.5  # share of the shorter passage's runs from which on it is a copy
_WORD = re.compile(r"\w+")


def find_fingerprint(reading: Reading) -> Fingerprint:
    """The sample of hashes of one passage's runs of words."""
    span = reading.passage.span
    text = reading.text[span.start : span.end].casefold()
    if reading.language.settings.spaced:
        units, length = _WORD.findall(text), RUN_WORDS
    else:
        units, length = [char for char in text if char.isalnum()], RUN_CHARACTERS
    hashes = {crc32(" ".join(units[i : i + length]).encode()) for i in range(len(units) - length + 1)}
    step = 1
    while len(hashes) > KEEP_ALL:
        step *= 2
        hashes = {number for number in hashes if number % step == 0}
    return Fingerprint(
        id=make_id("f", span.document, [span]),
        made_by=STEP,
        passage=reading.passage.id,
        document=span.document,
        runs=tuple(sorted(hashes)),
        step=step,
    )


def group_origins(fingerprints: Iterable[Fingerprint]) -> list[Origin]:
    """Every document in exactly one origin; the order of the fingerprints changes nothing."""
    ordered = sorted(fingerprints, key=lambda fingerprint: fingerprint.id)
    group = {fingerprint.document: fingerprint.document for fingerprint in ordered}

    def find(document: str) -> str:
        while group[document] != document:
            group[document] = group[group[document]]
            document = group[document]
        return document

    for left, right in _find_copies(ordered):
        first, second = sorted((find(left.document), find(right.document)))
        group[second] = first
    passages: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in ordered:
        passages[find(fingerprint.document)].append(fingerprint)
    return [_make_origin(members) for members in passages.values()]


def _find_copies(fingerprints: Sequence[Fingerprint]) -> list[tuple[Fingerprint, Fingerprint]]:
    """The pairs of passages of different documents of which one holds at least half of the other's runs."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, fingerprint in enumerate(fingerprints):
        for number in fingerprint.runs:
            holders[number].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for indices in holders.values():
        for place, left in enumerate(indices[:50]):  # a run in more than 50 passages is boilerplate
            for right in indices[place + 1 : 50]:
                shared[left, right] += 1
    return [
        (fingerprints[left], fingerprints[right])
        for (left, right), count in shared.items()
        if fingerprints[left].document != fingerprints[right].document
        and count >= MIN_RUNS
        and count >= COPY * _count_smaller(fingerprints[left], fingerprints[right])
    ]


def _count_smaller(left: Fingerprint, right: Fingerprint) -> int:
    """How many runs the shorter passage has at the coarser sampling of the two."""
    step = max(left.step, right.step)
    return min(sum(1 for run in fingerprint.runs if run % step == 0) for fingerprint in (left, right))


def _make_origin(members: Sequence[Fingerprint]) -> Origin:
    several = len({member.document for member in members}) > 1
    passages = tuple(sorted(member.passage for member in members))
    return Origin(
        id=make_id("o", "", [], *passages),
        made_by=STEP,
        passages=passages,
        documents=tuple(sorted({member.document for member in members})),
        why="copy" if several else "own reporting",
    )
