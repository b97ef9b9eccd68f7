"""Which words go through the encoder together: whole paragraphs while they fit, batched by length."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from sayso.read.weights import Integers
from sayso.read.wordpieces import Vocabulary, Window, Words, make_window

WINDOW_PIECES = 254  # beside the opening and the closing piece
BATCH_PIECES = 512  # two full windows: more at once leave the processor's cache


class Stretch(Struct, frozen=True):
    """Consecutive words read together; those before `core` are there for context only."""

    start: int
    core: int
    end: int


class Batch(Struct, frozen=True):
    """Windows of like length side by side, filled up with zeros."""

    stretches: list[Stretch]
    pieces: Integers
    shapes: Integers
    first: Integers  # of each word, its first piece, counted through the flattened batch
    last: Integers


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


def make_batches(words: Words, stretches: Sequence[Stretch], vocabulary: Vocabulary) -> Iterator[Batch]:
    """The stretches as padded batches; long ones first, so that a batch wastes little."""
    by_length = sorted(stretches, key=lambda stretch: stretch.start - stretch.end)
    group: list[tuple[Stretch, Window]] = []
    widest = 0
    for stretch in by_length:
        part = slice(stretch.start, stretch.end)
        window = make_window(words.pieces[part], words.shapes[part], vocabulary)
        widest = max(widest, len(window.pieces))
        if group and widest * (len(group) + 1) > BATCH_PIECES:
            yield _pad_windows(group)
            group, widest = [], len(window.pieces)
        group.append((stretch, window))
    if group:
        yield _pad_windows(group)


def _pad_windows(group: list[tuple[Stretch, Window]]) -> Batch:
    width = max(len(window.pieces) for _, window in group)
    longest = max(len(window.first) for _, window in group)
    pieces, shapes = np.zeros((2, len(group), width), np.int64)
    first, last = np.zeros((2, len(group), longest), np.int64)
    for row, (_, window) in enumerate(group):
        pieces[row, : len(window.pieces)] = window.pieces
        shapes[row, : len(window.shapes)] = window.shapes
        first[row, : len(window.first)] = np.asarray(window.first) + row * width
        last[row, : len(window.last)] = np.asarray(window.last) + row * width
    return Batch([stretch for stretch, _ in group], pieces, shapes, first, last)
