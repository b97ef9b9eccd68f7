"""Who meets whom in a case: the holders of each mark in a table, changed a little at a time.

`weigh.marks` says what meeting is; here it is kept up to date. A change looks only at the neighbours of what comes
or goes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.store.database import fetch
from sayso.store.saving import Store
from sayso.weigh.marks import (
    FEWEST_SHARED,
    MOST_HOLDERS,
    REACH,
    WEIGHT,
    Kind,
    Numbers,
    Pair,
    Pile,
    Sheet,
    find_kind,
    split_pairs,
    weigh_pairs,
)
from sayso.weigh.ties import COMMON

ADDED_AT_ONCE = 200_000  # rows

Held = Mapping[int, Numbers]  # for the key of a holder its marks, in order
Weights = dict[Pair, int]


class Changes(Struct, frozen=True, kw_only=True):
    """What a change of holders has changed."""

    met: Weights  # those that have come, with all that they meet under marks of weight enough
    moved: Weights  # pairs that were there before and still are: by how much their weight has grown
    crossed: set[int]  # marks of runs that have become, or are no longer, those of very many passages


def pack(marks: Numbers) -> bytes:
    """Marks as they are kept beside their holder."""
    return marks.astype("<u8").tobytes()


def unpack(packed: bytes) -> Numbers:
    """The marks that were packed, in order."""
    return np.frombuffer(packed, dtype="<u8")


def order_keys(one: int, other: int) -> Pair:
    """The two, the lesser first."""
    return (one, other) if one < other else (other, one)


def add_marks(store: Store, sheet: Sheet) -> None:
    """These holders have these marks; nobody asks what that changes."""
    keys = sheet.keys[sheet.order]
    for start in range(0, sheet.marks.size, ADDED_AT_ONCE):
        part = slice(start, start + ADDED_AT_ONCE)
        rows = zip(sheet.marks[part].tolist(), keys[sheet.holders[part]].tolist(), strict=True)
        store.connection.executemany("INSERT OR IGNORE INTO marks VALUES(?, ?)", rows)


def _list_rows(held: Held) -> Iterator[Pair]:
    for key, marks in held.items():
        for mark in marks.tolist():
            yield mark, key


def change_marks(store: Store, gone: Held, come: Held) -> Changes:
    """What changes when these holders go and those come; the table is as it is then.

    Args:
        gone: all marks that each of them has had; who is among `come` as well has others now, or is to be met anew.
    """
    going, coming = _turn(gone), _turn(come)
    before, after = _Side(), _Side()
    crossed: set[int] = set()
    for mark in sorted(going.keys() | coming.keys()):
        goes, comes = going.get(mark, _NONE), coming.get(mark, _NONE)
        was, whole = _list_holders(store, mark, goes, comes)
        now = (was - goes) | comes
        before.add(mark, was)
        after.add(mark, now)
        if whole and find_kind(mark) is Kind.RUN and (len(was) >= COMMON) != (len(now) >= COMMON):
            crossed.add(mark)
    rows = sorted(set(_list_rows(gone)) - set(_list_rows(come)))
    store.connection.executemany("DELETE FROM marks WHERE mark = ? AND key = ?", rows)
    pile = Pile()
    for key, marks in come.items():
        pile.add(key, marks)
    add_marks(store, pile.lay_out())
    return _compare(before, after, gone.keys() | come.keys(), crossed)


_NONE: frozenset[int] = frozenset()


def _turn(held: Held) -> dict[int, set[int]]:
    """For each mark its holders."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for mark, key in _list_rows(held):
        found[mark].add(key)
    return found


class _Side:
    """Holders of marks, at one time: all of a mark, or those that stand near what changes."""

    def __init__(self) -> None:
        self.marks: list[int] = []
        self.counts: list[int] = []
        self.keys: list[int] = []

    def add(self, mark: int, keys: Iterable[int]) -> None:
        """The mark has these holders; marks are added in their order."""
        held = sorted(keys)
        self.marks.append(mark)
        self.counts.append(len(held))
        self.keys += held

    def weigh(self, order: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
        """The pairs that meet, each as one number of places in the order of keys, and their weights."""
        marks = np.repeat(np.array(self.marks, dtype=np.uint64), np.array(self.counts, dtype=np.int64))
        places = np.searchsorted(order, np.array(self.keys, dtype=np.uint64)).astype(np.uint64)
        return weigh_pairs(marks, places)


def _compare(before: _Side, after: _Side, changed: Iterable[int], crossed: set[int]) -> Changes:
    order = np.unique(np.array([*before.keys, *after.keys], dtype=np.uint64))
    ours = np.isin(order, np.array([*changed], dtype=np.uint64))
    was, now = before.weigh(order), after.weigh(order)
    pairs = np.union1d(was[0], now[0])
    weights = [np.zeros(pairs.size, dtype=np.int64) for _ in range(2)]
    for side, own in zip((was, now), weights, strict=True):
        own[np.searchsorted(pairs, side[0])] = side[1]
    lesser, greater = split_pairs(pairs)
    touched = ours[lesser] | ours[greater]

    def list_weights(chosen: NDArray[np.bool_], values: NDArray[np.int64]) -> Weights:
        ends = zip(order[lesser[chosen]].tolist(), order[greater[chosen]].tolist(), strict=True)
        return dict(zip(ends, values[chosen].tolist(), strict=True))

    return Changes(
        met=list_weights(touched & (weights[1] >= FEWEST_SHARED), weights[1]),
        moved=list_weights(~touched & (weights[0] != weights[1]), weights[1] - weights[0]),
        crossed=crossed,
    )


def _list_holders(store: Store, mark: int, goes: Set[int], comes: Set[int]) -> tuple[set[int], bool]:
    """The holders of a mark, and whether these are all: where there are many, those near what changes.

    Between stretches that are left out, holders stand side by side that do not meet; they do so before and after.
    """
    reach = REACH.get(find_kind(mark))
    limit = len(goes) + (MOST_HOLDERS + 1 if reach is None else max(4 * reach, COMMON))
    found = _fetch_keys(store, "key >= ? ORDER BY key LIMIT ?", mark, 0, limit)
    if len(found) < limit or reach is None:
        return found, len(found) < limit
    near: set[int] = set()
    for key in goes | comes:
        near |= _fetch_keys(store, "key <= ? ORDER BY key DESC LIMIT ?", mark, key, reach + len(goes) + 1)
        near |= _fetch_keys(store, "key > ? ORDER BY key LIMIT ?", mark, key, reach + len(goes))
    return near, False


def _fetch_keys(store: Store, where: str, mark: int, key: int, limit: int) -> set[int]:
    sql = f"SELECT key FROM marks WHERE mark = ? AND {where}"
    return {row[0] for row in store.connection.execute(sql, (mark, key, limit))}


def count_holders(store: Store, mark: int, limit: int) -> int:
    """How many holders a mark has, counted up to the limit."""
    sql = "SELECT COUNT(*) FROM (SELECT 1 FROM marks WHERE mark = ? LIMIT ?)"
    return next(fetch(store.connection, tuple[int], sql, (mark, limit)))[0]


def weigh_pair(store: Store, pair: Pair, marks: tuple[Numbers, Numbers]) -> int:
    """The weight of the marks under which two holders meet."""
    weight = 0
    for mark in np.intersect1d(*marks, assume_unique=True).tolist():
        kind = find_kind(mark)
        if kind in REACH:
            sql = "SELECT COUNT(*) FROM (SELECT 1 FROM marks WHERE mark = ? AND key > ? AND key < ? LIMIT ?)"
            between = next(fetch(store.connection, tuple[int], sql, (mark, *sorted(pair), REACH[kind])))[0]
            meet = between < REACH[kind]
        else:
            meet = count_holders(store, mark, MOST_HOLDERS + 1) <= MOST_HOLDERS
        weight += WEIGHT[kind] * meet
    return weight


def find_frequent(store: Store, marks: Iterable[int]) -> set[int]:
    """Those of these marks of runs that very many passages have."""
    sql = (
        "SELECT k.value FROM json_each(?1) k "
        "WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM marks m WHERE m.mark = k.value LIMIT ?2)) = ?2"
    )
    return {row[0] for row in store.connection.execute(sql, (json.dumps([*marks]), COMMON))}
