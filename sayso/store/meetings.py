"""Who meets whom in a case: the holders of each mark in a table, changed a little at a time.

`weigh.marks` says what meeting is; here it is kept up to date. A change looks only at the neighbours of what comes
or goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct

from sayso.store.database import fetch
from sayso.store.saving import Store
from sayso.weigh.marks import (
    MOST_HOLDERS,
    REACH,
    WEIGHT,
    Kind,
    Numbers,
    Pair,
    find_kind,
    list_changes,
)
from sayso.weigh.ties import COMMON

Holding = Mapping[int, set[int]]  # for a mark the keys of holders


class Changes(Struct, frozen=True, kw_only=True):
    """What a change of holders has changed for those that were there before and still are, as far as they meet."""

    begun: set[Pair]  # these meet under a mark under which they did not
    ceased: set[Pair]
    crossed: set[int]  # marks of runs that have become, or are no longer, those of very many passages


def pack(marks: Iterable[int]) -> bytes:
    """Marks as they are kept beside their holder."""
    return np.array(sorted(marks), dtype="<u8").tobytes()


def unpack(packed: bytes) -> Numbers:
    """The marks that were packed, in order."""
    return np.frombuffer(packed, dtype="<u8")


def turn(marks: Mapping[int, Iterable[int]]) -> dict[int, set[int]]:
    """For each mark its holders, from the marks of each holder."""
    held: defaultdict[int, set[int]] = defaultdict(set)
    for key, own in marks.items():
        for mark in own:
            held[mark].add(key)
    return held


def add_marks(store: Store, marks: Mapping[int, Iterable[int]]) -> None:
    """These holders have these marks; nobody asks what that changes."""
    rows = sorted((mark, key) for key, own in marks.items() for mark in own)
    store.connection.executemany("INSERT INTO marks VALUES(?, ?)", rows)


def change_marks(store: Store, gone: Holding, come: Holding) -> Changes:
    """What changes when these holders go and those come; the table is as it is then."""
    begun: set[Pair] = set()
    ceased: set[Pair] = set()
    crossed: set[int] = set()
    for mark in gone.keys() | come.keys():
        going, coming = gone.get(mark, set()) - come.get(mark, set()), come.get(mark, set()) - gone.get(mark, set())
        if not going and not coming:
            continue
        kind = find_kind(mark)
        near = (
            _list_near(store, mark, going | coming, len(going)) if kind in REACH else _list_few(store, mark, len(going))
        )
        if near is not None:
            more, less = list_changes(kind, near | going, (near - going) | coming)
            begun |= more
            ceased |= less
        if kind is Kind.RUN and _crosses(store, mark, len(going), len(coming)):
            crossed.add(mark)
    rows = [(mark, key) for mark, keys in gone.items() for key in keys]
    store.connection.executemany("DELETE FROM marks WHERE mark = ? AND key = ?", rows)
    rows = sorted((mark, key) for mark, keys in come.items() for key in keys)
    store.connection.executemany("INSERT OR IGNORE INTO marks VALUES(?, ?)", rows)
    return Changes(begun=begun, ceased=ceased, crossed=crossed)


def _list_near(store: Store, mark: int, keys: set[int], going: int) -> set[int]:
    """The holders of a mark that stand near one of the keys."""
    found: set[int] = set()
    limit = REACH[find_kind(mark)] + going
    for key in keys:
        found |= _fetch_keys(store, "key < ? ORDER BY key DESC LIMIT ?", mark, key, limit)
        found |= _fetch_keys(store, "key > ? ORDER BY key LIMIT ?", mark, key, limit)
    return found


def _list_few(store: Store, mark: int, going: int) -> set[int] | None:
    """All holders of a mark; None where it has so many that it counts neither now nor without those that go."""
    limit = MOST_HOLDERS + going + 1
    found = _fetch_keys(store, "key >= ? ORDER BY key LIMIT ?", mark, 0, limit)
    return None if len(found) == limit else found


def _fetch_keys(store: Store, where: str, mark: int, key: int, limit: int) -> set[int]:
    sql = f"SELECT key FROM marks WHERE mark = ? AND {where}"
    return {row[0] for row in store.connection.execute(sql, (mark, key, limit))}


def _crosses(store: Store, mark: int, going: int, coming: int) -> bool:
    count = count_holders(store, mark, COMMON + going)
    return (count >= COMMON) != (count - going + coming >= COMMON)


def count_holders(store: Store, mark: int, limit: int) -> int:
    """How many holders a mark has, counted up to the limit."""
    sql = "SELECT COUNT(*) FROM (SELECT 1 FROM marks WHERE mark = ? LIMIT ?)"
    return next(fetch(store.connection, tuple[int], sql, (mark, limit)))[0]


def list_met(store: Store, key: int, marks: Iterable[int]) -> dict[int, int]:
    """For each that a holder meets under its marks, the weight of these marks."""
    weights: defaultdict[int, int] = defaultdict(int)
    for mark in marks:
        kind = find_kind(mark)
        if kind in REACH:
            met = _list_near(store, mark, {key}, 0)
        else:
            met = _fetch_keys(store, "key >= ? LIMIT ?", mark, 0, MOST_HOLDERS + 1)
            if len(met) > MOST_HOLDERS:
                continue
        for other in met:
            weights[other] += WEIGHT[kind]
    weights.pop(key, None)
    return weights


def weigh_pair(store: Store, pair: Pair, marks: tuple[Numbers, Numbers]) -> int:
    """The weight of the marks under which two holders meet."""
    weight = 0
    for mark in np.intersect1d(*marks).tolist():
        kind = find_kind(mark)
        if kind in REACH:
            sql = "SELECT COUNT(*) FROM (SELECT 1 FROM marks WHERE mark = ? AND key > ? AND key < ? LIMIT ?)"
            between = next(fetch(store.connection, tuple[int], sql, (mark, *sorted(pair), REACH[kind])))[0]
            meet = between < REACH[kind]
        else:
            meet = count_holders(store, mark, MOST_HOLDERS + 1) <= MOST_HOLDERS
        weight += WEIGHT[kind] * meet
    return weight


class Frequent:
    """The marks of runs that very many passages have, looked up as they are asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: dict[int, bool] = {}

    def __contains__(self, mark: object) -> bool:
        assert isinstance(mark, int)
        if mark not in self.known:
            self.known[mark] = count_holders(self.store, mark, COMMON) >= COMMON
        return self.known[mark]
