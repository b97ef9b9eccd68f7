"""Claims and disputes of a case, kept up to date: what changes with a few documents is compared again, nothing else.

Links and contrasts are found two documents at a time and kept; claims are put together again where a link, a
contrast or an origin has changed, together with everything that hangs together with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from msgspec import Struct

from sayso.records import Decision, Origin
from sayso.store.database import fetch
from sayso.store.meetings import add_marks, change_marks, list_met, turn, weigh_pair
from sayso.store.saving import Store
from sayso.store.weighing_origins import Moves
from sayso.store.weighing_regroup import regroup
from sayso.store.weighing_told import Library, list_all_marks, prepare
from sayso.weigh.comparing import (
    Between,
    Contrast,
    Link,
    compare_documents,
    compare_inside,
    compare_tellings,
    list_telling_marks,
)
from sayso.weigh.keys import list_affair_marks
from sayso.weigh.marks import FEWEST_SHARED, Numbers, Pair, find_meetings, make_key
from sayso.weigh.told import Told

_TABLES = ("told", "tellings", "links", "contrasts", "compared", "claims", "disputes")
_ENCODER = msgspec.json.Encoder()
_ORIGIN = msgspec.json.Decoder(Origin)


class Task(Struct, frozen=True, kw_only=True):
    """Two documents to be compared, by number, the one with the lesser id first; twice the same: one with itself."""

    left: int
    right: int
    affair: bool = False
    tellings: tuple[Pair, ...] = ()  # that meet


def rebuild_claims(store: Store, decisions: Sequence[Decision]) -> None:
    """The claims and disputes of the whole case."""
    for table in _TABLES:
        store.connection.execute(f"DELETE FROM {table}")
    library = Library(store)
    numbers = [row[0] for row in store.connection.execute("SELECT number FROM documents ORDER BY id")]
    documents: list[tuple[int, Numbers]] = []
    tellings: list[tuple[int, Numbers]] = []
    homes: dict[int, int] = {}
    for number in numbers:
        told = prepare(store, number)
        library.save(number, told)
        own = list_all_marks(told)
        add_marks(store, own)
        key = make_key(told.document)
        documents.append((key, _pack(own.pop(key))))
        tellings += [(telling, _pack(marks)) for telling, marks in own.items()]
        homes |= dict.fromkeys(own, number)
    affairs = _meet(documents)
    by_key = {key: number for (key, _), number in zip(documents, numbers, strict=True)}
    order = {number: place for place, number in enumerate(numbers)}
    met: defaultdict[Pair, list[Pair]] = defaultdict(list)
    for pair in _meet(tellings):
        one, other = sorted((homes[pair[0]], homes[pair[1]]), key=order.__getitem__)
        met[one, other].append(pair)
    near: set[Pair] = set()
    for pair in affairs:
        one, other = sorted((by_key[pair[0]], by_key[pair[1]]), key=order.__getitem__)
        near.add((one, other))
    tied = {_sort_by(order, pair) for pair in _list_tied_pairs(store)}
    tasks = [
        Task(left=left, right=right, affair=(left, right) in near, tellings=tuple(met.get((left, right), ())))
        for left, right in {*near, *met, *tied, *((number, number) for number in numbers)}
    ]
    _Comparer(store, library).run(tasks)
    regroup(store, None, decisions)


def _pack(marks: Iterable[int]) -> Numbers:
    return np.array(sorted(marks), dtype=np.uint64)


def _meet(held: Sequence[tuple[int, Numbers]]) -> Iterator[Pair]:
    keys = [key for key, _ in held]
    for left, right in find_meetings([marks for _, marks in held], keys):
        yield keys[left], keys[right]


def _sort_by(order: Mapping[int, int], pair: Pair) -> Pair:
    left, right = sorted(pair, key=order.__getitem__)
    return left, right


def _list_tied_pairs(store: Store) -> set[Pair]:
    numbers = dict(fetch(store.connection, tuple[str, int], "SELECT id, number FROM documents"))
    sql = "SELECT record FROM origins WHERE size > 1"
    found = (_ORIGIN.decode(record) for (record,) in fetch(store.connection, tuple[bytes], sql))
    return {(numbers[item.left], numbers[item.right]) for origin in found for item in origin.evidence}


def update_claims(
    store: Store, changed: Collection[int], moves: Moves, decisions: Sequence[Decision], judged: Iterable[str]
) -> None:
    """The claims and disputes after some documents have come or changed, or origins have.

    Args:
        changed: documents that are new, were read anew, or in which somebody has become another over documents.
        judged: statements and events about which something was decided, or is no longer.
    """
    library = Library(store)
    pairs = _Pairs(store, library)
    affected = {make_key(id) for id in judged}
    gone: dict[int, set[int]] = {}
    come: dict[int, set[int]] = {}
    renewed: set[int] = set()
    former: set[int] = set()
    for number in changed:
        was, now = library.find(number), prepare(store, number)
        if was == now:
            library.save_place(number)
            continue
        renewed.add(number)
        gone |= list_all_marks(was) if was else {}
        come |= list_all_marks(now)
        former |= _list_claims(store, number)
        affected |= _forget(store, number)
        library.save(number, now)
    touched = renewed | set(moves.moved)
    for number in moves.moved:
        affected |= _forget(store, number)
    changes = change_marks(store, turn(gone), turn(come))
    keys = gone.keys() | come.keys()
    old = {pair for pair in changes.begun | changes.ceased if not {*pair} & keys}
    again = pairs.list_changed(old, touched) | {pair for pair in moves.tied if not {*pair} & touched}
    tasks = [task for number in touched for task in pairs.list_tasks(number)]
    for left, right in again:
        affected |= _forget_pair(store, left, right)
        tasks.append(pairs.make_task(left, right))
    found = _Comparer(store, library).run({(task.left, task.right): task for task in tasks}.values())
    affected |= found | {make_key(t.id) for number in touched for t in library.load(number).tellings}
    regroup(store, affected, decisions, former=former)


def _list_claims(store: Store, number: int) -> set[int]:
    sql = "SELECT DISTINCT claim FROM tellings WHERE document = ? AND claim IS NOT NULL"
    return {row[0] for row in store.connection.execute(sql, (number,))}


def _forget(store: Store, number: int) -> set[int]:
    """The tellings that were linked or contrasted with those of a document, and those themselves; nothing is left."""
    own = [row[0] for row in store.connection.execute("SELECT key FROM tellings WHERE document = ?", (number,))]
    affected = set(own)
    for table in ("links", "contrasts"):
        for key in own:
            sql = f"SELECT one, other FROM {table} WHERE one = ?1 UNION SELECT one, other FROM {table} WHERE other = ?1"
            for pair in store.connection.execute(sql, (key,)):
                affected |= {*pair}
            store.connection.execute(f"DELETE FROM {table} WHERE one = ?", (key,))
            store.connection.execute(f"DELETE FROM {table} WHERE other = ?", (key,))
    store.connection.execute("DELETE FROM compared WHERE one = ?1 OR other = ?1", (number,))
    return affected


def _forget_pair(store: Store, left: int, right: int) -> set[int]:
    """The tellings of two documents that were linked or contrasted with each other; they are no longer."""
    affected: set[int] = set()
    for table in ("links", "contrasts"):
        for one, other in ((left, right), (right, left)):
            sql = (
                f"SELECT x.one, x.other FROM tellings t JOIN {table} x ON x.one = t.key JOIN tellings u "
                "ON u.key = x.other WHERE t.document = ? AND u.document = ?"
            )
            for pair in store.connection.execute(sql, (one, other)).fetchall():
                affected |= {*pair}
                store.connection.execute(f"DELETE FROM {table} WHERE one = ? AND other = ?", pair)
    store.connection.execute("DELETE FROM compared WHERE one = ? AND other = ?", (left, right))
    return affected


class _Pairs:
    """Which documents are to be compared with which."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library

    def list_changed(self, pairs: Iterable[Pair], touched: Collection[int]) -> set[Pair]:
        """The pairs of documents that nobody touched, and that have begun or ceased to have something to compare.

        Args:
            pairs: of documents or tellings that have begun or ceased to meet under some mark.
        """
        found: set[Pair] = set()
        for one, other in pairs:
            homes = [self._find_home(key) for key in (one, other)]
            if None in homes or {*homes} & {*touched}:
                continue
            left, right = self._sort(*(home for home in homes if home is not None))
            known = self.store.connection.execute(
                "SELECT 1 FROM compared WHERE one = ? AND other = ?", (left, right)
            ).fetchone()
            if self._is_telling(one) or (known is not None) != self._is_affair(left, right):
                found.add((left, right))
        return found

    def list_tasks(self, number: int) -> Iterator[Task]:
        """All that a document is to be compared with, itself too."""
        told = self.library.load(number)
        met: defaultdict[int, list[Pair]] = defaultdict(list)
        met[number] = []
        for telling in told.tellings:
            key = make_key(telling.id)
            for other, weight in list_met(self.store, key, list_telling_marks(telling)).items():
                home = self._find_home(other)
                if weight >= FEWEST_SHARED and home is not None:
                    met[home].append((key, other) if key < other else (other, key))
        near = set()
        for key, weight in list_met(self.store, make_key(told.document), list_affair_marks(told)).items():
            home = self._find_home(key)
            if weight >= FEWEST_SHARED and home is not None:
                near.add(home)
        for other in {*met, *near, *self._list_tied(number, told.document)}:
            left, right = self._sort(number, other)
            yield Task(left=left, right=right, affair=other in near, tellings=tuple(dict.fromkeys(met.get(other, ()))))

    def make_task(self, left: int, right: int) -> Task:
        """Two documents, and what there is to compare between them."""
        held = [
            {make_key(t.id): _pack(list_telling_marks(t)) for t in self.library.load(number).tellings}
            for number in (left, right)
        ]
        shared = [{mark for marks in side.values() for mark in marks.tolist()} for side in held]
        common = shared[0] & shared[1]
        met = []
        for one, marks in held[0].items():
            if common.isdisjoint(marks.tolist()):
                continue
            for other, others in held[1].items():
                pair = (one, other) if one < other else (other, one)
                if one != other and weigh_pair(self.store, pair, (marks, others)) >= FEWEST_SHARED:
                    met.append(pair)
        return Task(left=left, right=right, affair=self._is_affair(left, right), tellings=tuple(dict.fromkeys(met)))

    def _is_affair(self, left: int, right: int) -> bool:
        told = [self.library.load(number) for number in (left, right)]
        keys = make_key(told[0].document), make_key(told[1].document)
        marks = _pack(list_affair_marks(told[0])), _pack(list_affair_marks(told[1]))
        return left != right and weigh_pair(self.store, keys, marks) >= FEWEST_SHARED

    def _is_telling(self, key: int) -> bool:
        return self.store.connection.execute("SELECT 1 FROM tellings WHERE key = ?", (key,)).fetchone() is not None

    def _find_home(self, key: int) -> int | None:
        """The document of a telling, or the document itself."""
        sql = "SELECT document FROM tellings WHERE key = ?1 UNION ALL SELECT document FROM told WHERE key = ?1"
        row = self.store.connection.execute(sql, (key,)).fetchone()
        return row[0] if row else None

    def _sort(self, one: int, other: int) -> Pair:
        return (one, other) if self.library.load(one).document <= self.library.load(other).document else (other, one)

    def _list_tied(self, number: int, document: str) -> set[int]:
        sql = (
            "SELECT o.record FROM origin_of m JOIN origins o ON o.number = m.origin WHERE m.document = ? AND o.size > 1"
        )
        found = [_ORIGIN.decode(row[0]) for row in self.store.connection.execute(sql, (number,))]
        others = {
            id
            for origin in found
            for item in origin.evidence
            if document in (item.left, item.right)
            for id in (item.left, item.right)
        } - {document}
        sql = "SELECT number FROM documents WHERE id = ?"
        return {self.store.connection.execute(sql, (id,)).fetchone()[0] for id in others}


class _Comparer:
    """Compares documents and keeps what it finds."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library
        self._origins: dict[int, tuple[str, dict[tuple[str, str], bool]]] = {}

    def run(self, tasks: Iterable[Task]) -> set[int]:
        """The tellings that are linked or contrasted with one of another."""
        affected: set[int] = set()
        for task in sorted(tasks, key=lambda task: (task.left, task.right)):
            links, contrasts = self._compare(task)
            pairs = [(make_key(link.left), make_key(link.right), link.reason) for link in links]
            self.store.connection.executemany("INSERT OR IGNORE INTO links VALUES(?, ?, ?)", pairs)
            rows = [(make_key(c.left), make_key(c.right), _ENCODER.encode(c).decode()) for c in contrasts]
            self.store.connection.executemany("INSERT OR IGNORE INTO contrasts VALUES(?, ?, ?)", rows)
            if task.affair:
                self.store.connection.execute("INSERT OR IGNORE INTO compared VALUES(?, ?)", (task.left, task.right))
            affected |= {key for pair in (*pairs, *rows) for key in pair[:2]}
        return affected

    def _compare(self, task: Task) -> tuple[list[Link], list[Contrast]]:
        left, right = self.library.load(task.left), self.library.load(task.right)
        if task.left == task.right:
            links, contrasts = compare_inside(left)
            one_origin = True
        else:
            between = self._find_between(task, left, right)
            links, contrasts = compare_documents(left, right, between)
            one_origin = between.one_origin
        tellings = {make_key(t.id): t for told in (left, right) for t in told.tellings} if task.tellings else {}
        published = {told.document: told.published for told in (left, right)}
        for one, other in task.tellings:
            days = published[tellings[one].document], published[tellings[other].document]
            found = compare_tellings(tellings[one], tellings[other], days, one_origin=one_origin)
            if isinstance(found, Link):
                links.append(found)
            elif found is not None:
                contrasts.append(found)
        return links, contrasts

    def _find_between(self, task: Task, left: Told, right: Told) -> Between:
        one, tied = self._load_origin(task.left)
        other, _ = self._load_origin(task.right)
        pair = _order_ids(left.document, right.document)
        known = tied.get(pair) if one == other else None
        return Between(affair=task.affair, one_origin=one == other, tied=known is not None, correction=bool(known))

    def _load_origin(self, number: int) -> tuple[str, dict[tuple[str, str], bool]]:
        """The origin of a document, and its pairs of documents with evidence: whether one is a correction."""
        sql = "SELECT origin FROM origin_of WHERE document = ?"
        row = self.store.connection.execute(sql, (number,)).fetchone()
        origin = row[0] if row else -number
        if origin not in self._origins:
            self._origins[origin] = self._read_origin(origin, number)
        return self._origins[origin]

    def _read_origin(self, origin: int, number: int) -> tuple[str, dict[tuple[str, str], bool]]:
        sql = "SELECT record FROM origins WHERE number = ?"
        row = self.store.connection.execute(sql, (origin,)).fetchone()
        if row is None:
            return str(number), {}
        record = _ORIGIN.decode(row[0])
        tied: dict[tuple[str, str], bool] = {}
        for item in record.evidence:
            pair = _order_ids(item.left, item.right)
            tied[pair] = tied.get(pair, False) or item.why == "correction"
        return record.id, tied


def _order_ids(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
