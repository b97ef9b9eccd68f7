"""Templates over a row of items: which words in a row make a date or an amount.

An item is a word or number that means something to the grammar, under one or several slots. Templates
are compiled into one tree a pass; at each item the longest template wins, then the one written first.
No template repeats anything, so a pass takes time in proportion to the number of items.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct


class Number(Struct, frozen=True, gc=False):
    """A number in a text, or two that are its bounds; all None where the words give none ("dozens")."""

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    approximate: bool = False
    factor: Decimal = Decimal(1)  # of "15 million" the million, which "10 to 15 million" has for both


class Item(Struct, frozen=True):
    """A stretch of text with what it means under each slot that it can fill; or what a template made of such."""

    start: int
    end: int
    joined: bool  # nothing but a little white space before it and behind the item before
    meanings: Mapping[str, str]
    number: Number | None = None
    production: str = ""
    roles: tuple[str, ...] = ()
    parts: tuple["Item", ...] = ()


class Node(Struct):
    """A place in the tree of templates: what may follow, and what ends here."""

    next: dict[tuple[str, bool], "Node"]
    production: str = ""
    rank: int = 0


Build = Callable[[str, tuple[str, ...], tuple[Item, ...]], Item | None]


def compile_templates(templates: Mapping[str, Iterable[str]], productions: Sequence[str]) -> Node:
    """The tree of the templates of some productions, optional slots and choices written out."""
    root, rank = Node({}), 0
    for production in productions:
        for template in templates.get(production, ()):
            for slots in itertools.product(*(_read_slot(word) for word in template.split())):
                node, rank = root, rank + 1
                given = [slot for slot in slots if slot is not None]
                if given[:1] == [("comma", False)]:  # "Monday, 12 July" without its Monday has no comma either
                    continue
                for slot in given:
                    node = node.next.setdefault(slot, Node({}))
                if not node.production and node is not root:
                    node.production, node.rank = production, rank
    return root


def _read_slot(word: str) -> list[tuple[str, bool] | None]:
    """The choices for a slot: name and whether it is only context; None for leaving it out."""
    optional = word.endswith("?")
    word = word.removesuffix("?")
    context = word.startswith("(")
    choices: list[tuple[str, bool] | None] = [(name, context) for name in word.strip("()").split("|")]
    return [*choices, None] if optional else choices


def apply_templates(items: Sequence[Item], root: Node, build: Build) -> list[Item]:
    """The items, with each longest run that a template fits replaced by what `build` makes of it.

    Where `build` returns None the first item of the run stays as it is.
    """
    result: list[Item] = []
    at = 0
    while at < len(items):
        end, made = _make_longest(items, at, root, build)
        if made is None:
            result.append(items[at])
            at += 1
            continue
        result.extend(item for item in items[at:end] if item.end <= made.start)
        result.append(made)
        result.extend(item for item in items[at:end] if item.start >= made.end)
        at = end
    return result


def _make_longest(items: Sequence[Item], start: int, root: Node, build: Build) -> tuple[int, Item | None]:
    """Where the longest template from an item ends that something can be made of, and what it makes."""
    fits: list[tuple[int, int, Node, tuple[tuple[str, bool], ...]]] = []
    open_paths: list[tuple[int, Node, tuple[tuple[str, bool], ...]]] = [(start, root, ())]
    while open_paths:
        at, node, path = open_paths.pop()
        if node.production:
            fits.append((-at, node.rank, node, path))
        if at == len(items) or (at > start and not items[at].joined):
            continue
        for slot in items[at].meanings:
            for context in (False, True):
                following = node.next.get((slot, context))
                if following is not None:
                    open_paths.append((at + 1, following, (*path, (slot, context))))
    for negative_end, _, node, path in sorted(fits, key=lambda fit: fit[:2]):
        kept = [
            (slot, item) for (slot, context), item in zip(path, items[start:-negative_end], strict=True) if not context
        ]
        made = build(node.production, tuple(slot for slot, _ in kept), tuple(item for _, item in kept))
        if made is not None:
            return -negative_end, made
    return start, None
