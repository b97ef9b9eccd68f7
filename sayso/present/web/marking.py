"""A document's text cut into blocks and pieces, so that every mark has its characters and none is moved.

Marks overlap and nest, so no mark can be one element. The text is cut wherever a mark begins or ends; each piece
says which marks lie over it. A piece carries the offset of its first character, in code points of `Document.text`;
the browser counts on from there, and only there are UTF-16 units.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from sayso.present.wording import find_unseen, make_visible
from sayso.records import Document, Passage, Role

DEEPEST = 3  # tints; content nested deeper keeps the last one
Part = Literal["source", "cue", "content", "rejected", "event", "differs"]
_GAP = re.compile(r"\r?\n(?:[ \t\u3000]*\r?\n)+")


class Mark(Struct, frozen=True, kw_only=True):
    """One part of one statement in the text, the words that name an event, or a place where versions differ."""

    start: int
    end: int
    part: Part
    number: int  # of the card on the page, from the outermost in
    level: int = 0  # how many statements hold it
    colour: int = 0
    label: str = ""  # behind the last of its characters: an event's type, what differs
    look: str = ""  # of an event: its factuality


class Piece(Struct, frozen=True, kw_only=True):
    """Characters with the same marks over all of them."""

    start: int
    text: str  # what is shown: one character for each of the document's
    classes: str
    numbers: tuple[int, ...]  # of the statements over it, outermost first
    title: str = ""  # what a character is that cannot be seen
    labels: tuple[str, ...] = ()  # what ends here: types of events, and "▲ date" where versions differ


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph, or a stretch outside everything that is read."""

    start: int
    end: int
    role: Role | Literal["outside"]
    lang: str
    pieces: tuple[Piece, ...]


def cut_blocks(document: Document, passages: Iterable[Passage], marks: Sequence[Mark]) -> list[Block]:
    """The whole text as blocks in order; together their pieces hold every character but the gaps between them."""
    left = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.start)
    blocks: list[Block] = []
    for start, end, role, lang in _find_stretches(document, passages):
        left = [mark for mark in left if mark.end > start]
        pieces = tuple(_cut_pieces(document.text, start, end, [mark for mark in left if mark.start < end]))
        blocks.append(Block(start=start, end=end, role=role, lang=lang, pieces=pieces))
    return blocks


def _find_stretches(
    document: Document, passages: Iterable[Passage]
) -> Iterator[tuple[int, int, Role | Literal["outside"], str]]:
    """The paragraphs of every passage, and what lies between the passages."""
    position = 0
    for passage in sorted(passages, key=lambda passage: passage.span.start):
        start, end = max(passage.span.start, position), min(passage.span.end, len(document.text))
        if start >= end:
            continue
        yield from ((*bounds, "outside", "") for bounds in _split(document.text, position, start))
        yield from ((*bounds, passage.role, passage.lang) for bounds in _split(document.text, start, end))
        position = end
    yield from ((*bounds, "outside", "") for bounds in _split(document.text, position, len(document.text)))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraphs between blank lines, without the white space at their ends."""
    bounds = [start]
    for gap in _GAP.finditer(text, start, end):
        bounds += [gap.start(), gap.end()]
    bounds.append(end)
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        words = text[first:last]
        if words.strip():
            begins = first + len(words) - len(words.lstrip())
            yield begins, begins + len(words.strip())


def _cut_pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    edges = {start, end}
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        edges |= {first, last}
        begins.setdefault(first, []).append(mark)
        ends.setdefault(last, []).append(mark)
    unseen = {start + place: name for place, name in find_unseen(text[start:end])}
    # HTML makes one line end of "\r\n": the first half gets a piece of its own, which shows nothing.
    returns = {place for place in unseen if text[place : place + 2] == "\r\n"}
    for place in unseen:
        edges |= {place, place + 1}
    active: list[Mark] = []
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        active = [mark for mark in active if mark not in ends.get(first, ())] + begins.get(first, [])
        if first in returns:
            continue
        yield _make_piece(text, (first, last), active, unseen.get(first, ""))


def _make_piece(text: str, bounds: tuple[int, int], active: Sequence[Mark], title: str) -> Piece:
    start, end = bounds
    classes = []
    depth = len({mark.number for mark in active if mark.part == "content"})
    if depth:
        classes.append(f"content d{min(depth, DEEPEST)}")
    sources = [mark for mark in active if mark.part == "source"]
    if sources:
        inner = max(sources, key=lambda mark: mark.level)
        classes.append(f"source c{inner.colour % 10}" + (" double" if inner.colour >= 10 else ""))
    classes += [name for name in ("cue", "rejected") if any(mark.part == name for mark in active)]
    for mark in active:
        if mark.part in ("event", "differs"):
            classes += [mark.part, mark.look, *_show_ends(mark, start, end)]
    if title:
        classes.append("unseen")
    levels = {mark.number: mark.level for mark in active if mark.number >= 0}
    return Piece(
        start=start,
        text=make_visible(text[start:end]),
        classes=" ".join(dict.fromkeys(name for name in classes if name)),
        numbers=tuple(sorted(levels, key=lambda number: (levels[number], number))),
        title=title,
        labels=tuple(mark.label for mark in active if mark.label and mark.end == end),
    )


def _show_ends(mark: Mark, start: int, end: int) -> list[str]:
    """Which ends of a mark a piece holds, so that its outline closes there and nowhere else."""
    return [name for name, here in (("first", mark.start == start), ("last", mark.end == end)) if here]
