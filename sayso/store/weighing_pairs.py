"""Two documents, or two tellings, of a case are compared, and what they are to each other is kept.

What follows from two documents and what follows from two tellings that meet is kept apart (`by`), so that either can
be taken away when it no longer holds.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.records import Origin
from sayso.store.meetings import order_keys
from sayso.store.saving import Store
from sayso.store.weighing_told import Library, load_grains
from sayso.weigh.comparing import Between, Contrast, Link, compare_documents, compare_inside, compare_tellings
from sayso.weigh.marks import Pair, make_key
from sayso.weigh.sieve import sift
from sayso.weigh.told import Told

OF_DOCUMENTS, OF_TELLINGS = 0, 1  # `by` of a link or contrast
SIFTED_AT_ONCE = 300_000  # pairs of tellings
COMPARED_AT_ONCE = 4_000
TASKS_AT_ONCE = 500
BLOCK = 1_400  # documents of which two lots are held in memory while they are compared with each other
_ENCODER = msgspec.json.Encoder()
_ORIGIN = msgspec.json.Decoder(Origin)


class Task(Struct, frozen=True):
    """Two documents to be compared, by number; twice the same: one with itself."""

    one: int
    other: int
    weight: int = 0  # of the marks under which they meet as documents of one affair; 0 where they do not


class Met(Struct, frozen=True, eq=False):
    """Pairs of tellings that meet, by key, the lesser first, and the weight of their marks."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    weights: NDArray[np.int64]


class Comparer:
    """Compares documents and tellings and keeps what it finds."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library
        self._origins: dict[int, dict[tuple[str, str], bool]] = {}

    def compare_tellings(self, met: Met) -> set[int]:
        """The tellings that are linked or contrasted with another, whatever their documents are about."""
        affected: set[int] = set()
        for start in range(0, met.one.size, SIFTED_AT_ONCE):
            chunk = slice(start, start + SIFTED_AT_ONCE)
            passed = self._sift(met.one[chunk], met.other[chunk])
            kept = zip(*(part[chunk][passed].tolist() for part in (met.one, met.other, met.weights)), strict=True)
            rows: list[tuple[int, int, int]] = list(kept)
            for place in range(0, len(rows), COMPARED_AT_ONCE):
                affected |= self._keep(self._compare_met(rows[place : place + COMPARED_AT_ONCE]))
        return affected

    def _sift(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        keys, places = np.unique(np.concatenate([one, other]), return_inverse=True)
        return sift(load_grains(self.store, keys.tolist()), places[: one.size], places[one.size :])

    def _compare_met(self, rows: Sequence[tuple[int, int, int]]) -> Iterator[tuple[Link | Contrast, int, int]]:
        held = self.library.load_tellings(key for row in rows for key in row[:2])
        for one, other, weight in rows:
            left, right = held[one], held[other]
            days = left.published, right.published
            found = compare_tellings(left.telling, right.telling, days, one_origin=left.origin == right.origin)
            if found is not None:
                yield found, OF_TELLINGS, weight

    def compare_documents(self, tasks: Iterable[Task]) -> set[int]:
        """The tellings that are linked or contrasted with another, because of what their documents are."""
        affected: set[int] = set()
        ordered = sorted(tasks, key=_place)
        for start in range(0, len(ordered), TASKS_AT_ONCE):
            chunk = ordered[start : start + TASKS_AT_ONCE]
            affected |= self._keep((found, OF_DOCUMENTS, 0) for task in chunk for found in self._compare(task))
            rows = ((*self._sort(task.one, task.other), task.weight) for task in chunk if task.weight)
            self.store.connection.executemany("INSERT OR REPLACE INTO compared VALUES(?, ?, ?)", rows)
        return affected

    def _compare(self, task: Task) -> list[Link | Contrast]:
        if task.one == task.other:
            links, contrasts = compare_inside(self.library.load(task.one))
        else:
            left, right = (self.library.load(number) for number in self._sort(task.one, task.other))
            links, contrasts = compare_documents(left, right, self._find_between(task, left, right))
        return [*links, *contrasts]

    def _sort(self, one: int, other: int) -> Pair:
        """The document with the lesser id first."""
        return (one, other) if self.library.load(one).document <= self.library.load(other).document else (other, one)

    def _keep(self, found: Iterable[tuple[Link | Contrast, int, int]]) -> set[int]:
        rows: dict[str, list[tuple[int, int, int, str, int]]] = {"links": [], "contrasts": []}
        for item, by, weight in found:
            table, words = ("links", item.reason) if isinstance(item, Link) else ("contrasts", _encode(item))
            rows[table].append((*order_keys(make_key(item.left), make_key(item.right)), by, words, weight))
        for table, made in rows.items():
            self.store.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES(?, ?, ?, ?, ?)", made)
        return {key for made in rows.values() for row in made for key in row[:2]}

    def _find_between(self, task: Task, left: Told, right: Told) -> Between:
        one, other = self._find_origin(task.one), self._find_origin(task.other)
        tied = self._list_tied(one).get(_order_ids(left.document, right.document)) if one == other else None
        return Between(affair=task.weight > 0, one_origin=one == other, tied=tied is not None, correction=bool(tied))

    def _find_origin(self, number: int) -> int:
        row = self.store.connection.execute("SELECT origin FROM origin_of WHERE document = ?", (number,)).fetchone()
        return row[0] if row else -number

    def _list_tied(self, origin: int) -> dict[tuple[str, str], bool]:
        """The pairs of documents of an origin with evidence, and whether one is the other's correction."""
        if origin not in self._origins:
            row = self.store.connection.execute("SELECT record FROM origins WHERE number = ?", (origin,)).fetchone()
            tied: dict[tuple[str, str], bool] = {}
            for item in _ORIGIN.decode(row[0]).evidence if row else ():
                pair = _order_ids(item.left, item.right)
                tied[pair] = tied.get(pair, False) or item.why == "correction"
            self._origins[origin] = tied
        return self._origins[origin]


def list_tied(store: Store, documents: Iterable[int] | None = None) -> set[Pair]:
    """The pairs of documents with evidence that they go back to one report; of these documents, or of all."""
    where = "" if documents is None else "WHERE o.number IN (SELECT origin FROM origin_of WHERE document = ?)"
    sql = f"SELECT o.record FROM origins o {where}"
    wanted = [()] if documents is None else [(number,) for number in documents]
    records = {row[0] for values in wanted for row in store.connection.execute(sql, values)}
    pairs = {_order_ids(item.left, item.right) for record in records for item in _ORIGIN.decode(record).evidence}
    find = "SELECT number FROM documents WHERE id = ?"
    numbers = {id: store.connection.execute(find, (id,)).fetchone()[0] for id in {id for pair in pairs for id in pair}}
    return {order_keys(numbers[one], numbers[other]) for one, other in pairs}


def _encode(contrast: Contrast) -> str:
    return _ENCODER.encode(contrast).decode()


def _place(task: Task) -> tuple[int, int, int, int]:
    """Documents of two lots are compared one after the other, so that few are read twice."""
    one, other = order_keys(task.one, task.other)
    return one // BLOCK, other // BLOCK, one, other


def _order_ids(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
