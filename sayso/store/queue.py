"""What waits to be reviewed: the statements that pass the filters, rejected ones among them, in one of four orders."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from sayso.errors import SaysoError
from sayso.records import Statement
from sayso.store.asking import Condition, check_filters, join_conditions, limit_documents, limit_statements
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.places import cover
from sayso.store.rows import Filters
from sayso.store.saving import Store

Order = Literal["score", "document", "entity", "act"]
ORDERS: tuple[Order, ...] = get_args(Order)
_COLUMNS = {
    "score": "s.score, s.document, s.start",
    "document": "s.document, s.start",
    "entity": "named IS NULL, named, s.document, s.start",
    "act": "s.act, s.score, s.document, s.start",
}
_SELECT = "SELECT s.id, d.id, s.document, s.start, s.score, s.act, NULLIF(e.name, '') AS named FROM"
# By name from the index of names: without filters, the first of hundreds of thousands are found at once.
_NAMED = (
    f"{_SELECT} entities e CROSS JOIN statements s ON s.entity = e.number JOIN documents d ON d.number = s.document "
    "WHERE e.name > '' ORDER BY e.name, s.document, s.start LIMIT ?"
)
_NARROW = (
    "speaker",
    "about",
    "speaker_id",
    "about_id",
    "entities",
    "words",
    "language",
)  # what a rejected statement has no index for


class Queued(Struct, frozen=True, kw_only=True):
    """One statement in the queue."""

    id: str
    document: str
    group: str  # what the order puts together: a speaker's name, an act
    rejected: bool = False


class _Row(Struct, frozen=True, array_like=True):
    id: str
    document: str
    number: int
    start: int
    score: float
    act: str
    named: str | None


def find_queue(store: Store, filters: Filters, order: Order, limit: int) -> list[Queued]:
    """The first statements of the queue, at most `limit` that are not rejected."""
    check_filters(filters)
    if order not in ORDERS:
        raise SaysoError(f"{order!r} is no order", where="order", hint=f"Use one of: {', '.join(ORDERS)}")
    refresh(store)
    spoken = [] if filters.language is None else [Condition("s.lang = ?", (filters.language,))]
    where = join_conditions([*limit_documents(store, filters), *limit_statements(filters), *spoken])
    sql = (
        f"{_SELECT} statements s JOIN documents d ON d.number = s.document LEFT JOIN entities e ON e.number = s.entity "
        f"WHERE {where.sql} ORDER BY {_COLUMNS[order]} LIMIT ?"
    )
    with explain_errors(store.path):
        whole = order == "entity" and filters == Filters()
        rows = list(fetch(store.connection, _Row, _NAMED, (limit,))) if whole else []
        if len(rows) < limit:
            rows = list(fetch(store.connection, _Row, sql, (*where.values, limit)))
        rejected = list(_find_rejected(store, filters))
    out = {row.id for row in rejected}
    merged = sorted([*rows, *rejected], key=lambda row: _sort(row, order)) if rejected else rows
    return [
        Queued(id=row.id, document=row.document, group=_name_group(row, order), rejected=row.id in out)
        for row in merged
    ]


def count_decided(store: Store, filters: Filters, ids: Iterable[str]) -> int:
    """How many of these statements pass the filters; those that were rejected are not among them."""
    spoken = [] if filters.language is None else [Condition("s.lang = ?", (filters.language,))]
    where = join_conditions([*limit_documents(store, filters), *limit_statements(filters), *spoken])
    sql = (
        "SELECT COUNT(*) FROM statements s JOIN documents d ON d.number = s.document "
        f"WHERE s.id IN (SELECT value FROM json_each(?)) AND {where.sql}"
    )
    with explain_errors(store.path):
        listed = msgspec.json.encode(sorted(ids)).decode()
        return next(fetch(store.connection, tuple[int], sql, (listed, *where.values)))[0]


def count_rejected(store: Store, filters: Filters) -> int:
    """How many statements that would pass the filters a person rejected; none where the filters ask for words."""
    with explain_errors(store.path):
        return sum(1 for _ in _find_rejected(store, filters))


def _find_rejected(store: Store, filters: Filters) -> Iterator[_Row]:
    if any(getattr(filters, name) is not None for name in _NARROW):
        return
    where = join_conditions(limit_documents(store, filters))
    sql = (
        "SELECT d.id, d.number, CAST(o.record AS BLOB) FROM found o JOIN documents d ON d.number = o.document "
        "WHERE o.type = 'Statement' AND o.record IS NOT NULL AND NOT EXISTS (SELECT 1 FROM findings f "
        f"WHERE f.document = o.document AND f.position = o.position) AND {where.sql}"
    )
    for document, number, record in fetch(store.connection, tuple[str, int, bytes], sql, where.values):
        statement = msgspec.json.decode(record, type=Statement)
        wanted = ((filters.act, statement.act), (filters.form, statement.form), (filters.polarity, statement.polarity))
        if all(asked in (None, has) for asked, has in wanted):
            start = (cover((*statement.source, *statement.cue, *statement.content)) or (0, 0))[0]
            yield _Row(statement.id, document, number, start, statement.score, statement.act, None)


def _sort(row: _Row, order: Order) -> tuple[str | float | bool, ...]:
    match order:
        case "score":
            return (row.score, row.number, row.start)
        case "document":
            return (row.number, row.start)
        case "act":
            return (row.act, row.score, row.number, row.start)
        case "entity":
            return (row.named is None, row.named or "", row.number, row.start)


def _name_group(row: _Row, order: Order) -> str:
    return {"act": row.act, "entity": row.named or ""}.get(order, "")
