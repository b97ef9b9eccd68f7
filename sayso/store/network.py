"""Who speaks about whom in the statements that pass the filters, and how many statements each day brought.

Everything is counted in SQL. An entity in several documents is one by its id; nobody is counted as speaking of
themselves.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from sayso.store.asking import Condition, check_filters, join_conditions, limit_documents, limit_statements
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import load_joined, refresh
from sayso.store.rows import Filters
from sayso.store.saving import Store


class Node(Struct, frozen=True, kw_only=True):
    """Somebody who speaks or is spoken of."""

    id: str
    name: str
    schema: str
    country: str | None
    sector: str | None


class Tie(Struct, frozen=True, kw_only=True):
    """One speaks about another: in how many statements, how many of them denials, in how many documents."""

    speaker: str
    about: str
    count: int
    denials: int
    documents: int


class DayCount(Struct, frozen=True):
    """How many statements the documents of one day hold; the day is None for documents without one."""

    day: str | None
    statements: int
    denials: int


def find_ties(store: Store, filters: Filters, most: int | None = None) -> Iterator[Tie]:
    """The ties in the statements that pass the filters (words and limit aside), those with most statements first.

    Args:
        most: only ties among this many entities, those that speak and are spoken of most.
    """
    where = _limit(store, filters)
    sql = (
        "WITH pairs AS (SELECT COALESCE(kj.id, k.id) AS speaker, COALESCE(ej.id, e.id) AS about, COUNT(*) AS count, "
        "SUM(s.act = 'deny' OR s.polarity = 'negative') AS denials, COUNT(DISTINCT s.document) AS documents "
        "FROM statements s JOIN documents d ON d.number = s.document JOIN abouts a ON a.statement = s.number "
        "JOIN entities k ON k.number = s.entity LEFT JOIN joined kj ON kj.entity = k.number "
        "JOIN entities e ON e.number = a.entity LEFT JOIN joined ej ON ej.entity = e.number "
        f"WHERE COALESCE(kj.id, k.id) <> COALESCE(ej.id, e.id) AND {where.sql} GROUP BY 1, 2), "
        "ranked AS (SELECT id FROM (SELECT speaker AS id, count FROM pairs UNION ALL SELECT about, count FROM pairs) "
        "GROUP BY id ORDER BY SUM(count) DESC, id LIMIT ?) "
        "SELECT speaker, about, count, denials, documents FROM pairs WHERE speaker IN (SELECT id FROM ranked) "
        "AND about IN (SELECT id FROM ranked) ORDER BY count DESC, speaker, about"
    )
    with explain_errors(store.path):
        values = (*where.values, -1 if most is None else most)
        for row in fetch(store.connection, tuple[str, str, int, int, int], sql, values):
            yield Tie(speaker=row[0], about=row[1], count=row[2], denials=row[3], documents=row[4])


def load_node(store: Store, id: str) -> Node:
    """Who or what this id stands for, by its first name."""
    joined = load_joined(store, id)
    if joined is not None:
        name = joined.names[0] if joined.names else id
        return Node(id=id, name=name, schema=joined.schema, country=joined.country, sector=joined.sector)
    sql = (
        "SELECT e.name, e.schema, json_extract(CAST(f.record AS TEXT), '$.country'), "
        "json_extract(CAST(f.record AS TEXT), '$.sector') FROM entities e JOIN findings f USING(document, position) "
        "WHERE e.id = ? ORDER BY e.number LIMIT 1"
    )
    row = next(fetch(store.connection, tuple[str, str, str | None, str | None], sql, (id,)), (id, "Thing", None, None))
    return Node(id=id, name=row[0] or id, schema=row[1], country=row[2], sector=row[3])


def count_days(store: Store, filters: Filters) -> list[DayCount]:
    """How many statements that pass the filters (words and limit aside) were published on each day, oldest first."""
    where = _limit(store, filters)
    sql = (
        "SELECT d.first_day, COUNT(*), SUM(s.act = 'deny' OR s.polarity = 'negative') FROM statements s "
        f"JOIN documents d ON d.number = s.document WHERE {where.sql} GROUP BY 1 ORDER BY d.first_day IS NULL, 1"
    )
    with explain_errors(store.path):
        return [DayCount(*row) for row in fetch(store.connection, tuple[str | None, int, int], sql, where.values)]


def _limit(store: Store, filters: Filters) -> Condition:
    """The conditions on document and statement; the tables of entities over documents are made where they are old."""
    filters = msgspec.structs.replace(filters, words=None)
    check_filters(filters)
    refresh(store)
    spoken = [] if filters.language is None else [Condition("s.lang = ?", (filters.language,))]
    return join_conditions([*limit_documents(store, filters), *limit_statements(filters), *spoken])
