"""Which words go through the encoder together: whole paragraphs while they fit.

One window at a time: two at once leave the processor's cache, and would have to be filled up to one length.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sayso.read.weights import Integers
from sayso.read.wordpieces import Vocabulary, Words, make_window

WINDOW_PIECES = 254  # beside the opening and the closing piece


class Stretch(Struct, frozen=True):
    """Consecutive words read together; those before `core` are there for context only."""

    start: int
    core: int
    end: int


def plan_stretches(words: Words, context: int) -> list[Stretch]:
    """Every word lies in the core of exactly one stretch; a paragraph is cut only where it is longer than a window.

    Up to `context` pieces of the paragraphs before a stretch are read with it.
    """
    sizes = np.cumsum([0, *(len(pieces) for pieces in words.pieces)])
    begins = [number for number, opens in enumerate(words.opens) if opens]
    stretches: list[Stretch] = []
    start = core = 0
    for first, last in zip(begins, [*begins[1:], len(words)], strict=True):
        if first > core and sizes[last] - sizes[start] > WINDOW_PIECES:
            stretches.append(Stretch(start, core, first))
            start, core = _reach_back(sizes, begins, first, context), first
        if sizes[last] - sizes[start] > WINDOW_PIECES:
            start = first
        while sizes[last] - sizes[start] > WINDOW_PIECES:
            cut = _cut_paragraph(words, sizes, start)
            stretches.append(Stretch(start, core, cut))
            start = core = cut
    if len(words) > core:
        stretches.append(Stretch(start, core, len(words)))
    return stretches


def _reach_back(sizes: Integers, begins: Sequence[int], first: int, context: int) -> int:
    """The first word of the earliest paragraph that still fits into the context before `first`."""
    earliest = int(np.searchsorted(sizes, sizes[first] - context))
    place = int(np.searchsorted(begins, earliest))
    return min(begins[place], first)


def _cut_paragraph(words: Words, sizes: Integers, start: int) -> int:
    """Behind the last sentence mark in the second half of a full window, or where the window is full."""
    full = int(np.searchsorted(sizes, sizes[start] + WINDOW_PIECES, side="right")) - 1
    for end in range(full, (start + full) // 2, -1):
        if words.stops[end - 1]:
            return end
    return max(full, start + 1)


def lay_out(words: Words, stretch: Stretch, vocabulary: Vocabulary) -> dict[str, Integers]:
    """What the graph takes for one stretch: its pieces and their shapes, and each word's first and last piece."""
    part = slice(stretch.start, stretch.end)
    window = make_window(words.pieces[part], words.shapes[part], vocabulary)
    return {name: np.array(getattr(window, name), np.int64) for name in ("pieces", "shapes", "first", "last")}
