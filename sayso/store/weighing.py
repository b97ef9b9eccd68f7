"""What stands up in a case, brought up to date before anybody asks.

Adding documents, reading them anew, deciding, or linking somebody otherwise leaves the tables behind; whoever asks
first afterwards waits for as much to be weighed again as has changed. The result is the same in whatever order and
portions documents come.
"""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from msgspec import Struct

from sayso.records import Decision
from sayso.store import joining
from sayso.store.database import explain_errors, fetch, fetch_one, transaction
from sayso.store.decisions import find_valid_decisions, read_decisions
from sayso.store.saving import Store
from sayso.store.weighed_tables import LAYOUT, TABLES
from sayso.store.weighing_claims import rebuild_claims, update_claims
from sayso.store.weighing_origins import Moves, rebuild_origins, update_origins
from sayso.store.weighing_told import find_renamed

WAY = "8"  # of weighing: tables that an older way has made are made again
MANY = 0.2  # of the documents; where more have come, or three times as many changed, all are weighed anew


class _State(Struct, frozen=True, array_like=True):
    way: str
    documents: int
    log: int  # of the newest document
    decisions: int  # how many
    listed: int


def refresh_weighed(store: Store) -> None:
    """The tables say what follows from the documents, decisions and lists that the case holds now."""
    joining.refresh(store)
    with explain_errors(store.path):
        now = _read_state(store)
        known = fetch_one(store.connection, tuple[str], "SELECT name FROM sqlite_master WHERE name = 'weighed_state'")
        kept = _read_kept(store) if known else None
        if kept == now:
            return
        with transaction(store.connection, store.path), _collecting_later():
            if kept is None or kept.way != WAY:
                _lay_out(store)
                _rebuild(store)
            elif not _update(store, kept, now):
                _rebuild(store)
            store.connection.execute("DELETE FROM weighed_state")
            values = (now.way, now.documents, now.log, now.decisions, now.listed)
            store.connection.execute("INSERT INTO weighed_state VALUES(?, ?, ?, ?, ?)", values)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Inside, nobody looks for objects that hold each other in circles: millions are made here, and none does."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read_state(store: Store) -> _State:
    sql = (
        "SELECT ?, (SELECT COUNT(*) FROM documents), (SELECT COALESCE(MAX(log), 0) FROM documents), "
        "(SELECT COUNT(*) FROM decisions), (SELECT COALESCE(MAX(log), 0) FROM listed)"
    )
    return next(fetch(store.connection, _State, sql, (WAY,)))


def _read_kept(store: Store) -> _State | None:
    sql = "SELECT way, documents, log, decisions, listed FROM weighed_state"
    return fetch_one(store.connection, _State, sql)


def _lay_out(store: Store) -> None:
    """The tables are there, empty, as this way of weighing needs them."""
    for table in TABLES:
        store.connection.execute(f"DROP TABLE IF EXISTS {table}")
    for sql in LAYOUT:
        store.connection.execute(sql)


def _rebuild(store: Store) -> None:
    for table in TABLES:
        store.connection.execute(f"DELETE FROM {table}")
    numbers = dict(fetch(store.connection, tuple[str, int], "SELECT id, number FROM documents"))
    decisions = find_valid_decisions(store)
    find_renamed(store)
    rebuild_origins(store, numbers, decisions)
    rebuild_claims(store, decisions)


def _update(store: Store, kept: _State, now: _State) -> bool:
    """Whether what has changed was weighed; False where everything is to be weighed anew."""
    fresh = list(read_decisions(store))[kept.decisions :]
    named = {id for decision in fresh for id in decision.about}
    sql = "SELECT d.number FROM documents d LEFT JOIN told t ON t.document = d.number WHERE t.log IS NOT d.log"
    read = {number for (number,) in fetch(store.connection, tuple[int], sql)}
    changed = read | _find_homes(store, named) | find_renamed(store)
    if len(read) > MANY * now.documents or len(changed) > 3 * MANY * now.documents:
        return False
    decisions: list[Decision] = find_valid_decisions(store)
    judged = {number for id in named if (number := _find_number(store, id)) is not None}
    moves: Moves | None = update_origins(store, read, decisions, judged)
    if moves is None:
        return False
    update_claims(store, changed, moves, decisions, named)
    return True


def _find_homes(store: Store, ids: Collection[str]) -> set[int]:
    """The documents of these findings, as far as the case finds them or found them when they were weighed."""
    sql = "SELECT document FROM findings WHERE id = ?1 UNION SELECT document FROM tellings WHERE id = ?1"
    return {row[0] for id in ids for row in store.connection.execute(sql, (id,))}


def _find_number(store: Store, id: str) -> int | None:
    row = fetch_one(store.connection, tuple[int], "SELECT number FROM documents WHERE id = ?", (id,))
    return row[0] if row else None
