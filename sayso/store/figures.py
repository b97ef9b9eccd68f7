"""The figures that pages stand on: how much there is of what, on which day, and who speaks about whom.

Everything is counted in SQL; nothing but what is shown comes into memory.
"""

import msgspec
from msgspec import Struct

from sayso.records import Fingerprint, Origin
from sayso.store.asking import Condition, join_conditions, limit_documents, limit_statements
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.joining import refresh
from sayso.store.rows import Filters
from sayso.store.saving import Store
from sayso.weigh.origins import group_origins

PUBLISHER = "json_extract(CAST(d.record AS TEXT), '$.publisher')"


class Choice(Struct, frozen=True):
    """One value of a column, and how many rows have it."""

    value: str
    count: int


class Figures(Struct, frozen=True, kw_only=True):
    """What a case holds, in numbers."""

    documents: int
    publishers: int
    langs: tuple[Choice, ...]  # documents with a passage in each
    first_day: str | None  # of publication
    last_day: str | None
    undated: int  # documents
    statements: int
    speakers: int  # entities that speak
    denials: int
    unnamed: int  # statements whose speaker is no known entity
    failures: int


class Party(Struct, frozen=True):
    """Somebody who speaks or is spoken of."""

    id: str
    name: str


class Pair(Struct, frozen=True):
    """Who speaks about whom, and in how many statements."""

    speaker: Party
    about: Party
    count: int


class Arrival(Struct, frozen=True, kw_only=True):
    """A document on its day of publication."""

    number: int
    id: str
    day: str | None
    publisher: str | None
    title: str | None
    statements: int
    denials: int


def count_figures(store: Store) -> Figures:
    """The numbers of the overview."""
    refresh(store)
    with explain_errors(store.path):
        documents = fetch_one(
            store.connection,
            tuple[int, int, str | None, str | None, int],
            "SELECT COUNT(*), COUNT(DISTINCT publisher), MIN(first_day), MAX(last_day), "
            "COUNT(*) - COUNT(first_day) FROM documents",
        )
        statements = fetch_one(
            store.connection,
            tuple[int, int, int],
            "SELECT COUNT(*), COALESCE(SUM(act = 'deny'), 0), COUNT(*) - COUNT(entity) FROM statements",
        )
        sql = (
            "SELECT COUNT(DISTINCT COALESCE(j.id, e.id)) FROM entities e LEFT JOIN joined j ON j.entity = e.number "
            "WHERE e.number IN (SELECT entity FROM statements)"
        )
        speakers = fetch_one(store.connection, tuple[int], sql)
        failures = fetch_one(store.connection, tuple[int], "SELECT COUNT(*) FROM failures")
    size, publishers, first, last, undated = documents or (0, 0, None, None, 0)
    total, denials, unnamed = statements or (0, 0, 0)
    return Figures(
        documents=size,
        publishers=publishers,
        langs=_count_langs(store),
        first_day=first,
        last_day=last,
        undated=undated,
        statements=total,
        speakers=speakers[0] if speakers else 0,
        denials=denials,
        unnamed=unnamed,
        failures=failures[0] if failures else 0,
    )


def _count_langs(store: Store) -> tuple[Choice, ...]:
    counts: dict[str, int] = {}
    sql = "SELECT langs, COUNT(*) FROM documents GROUP BY langs"
    with explain_errors(store.path):
        for langs, count in fetch(store.connection, tuple[str, int], sql):
            for lang in langs.split():
                counts[lang] = counts.get(lang, 0) + count
    return tuple(Choice(lang, count) for lang, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def count_choices(store: Store, filters: Filters, column: str) -> list[Choice]:
    """How many statements that pass the filters have each value of a column, most frequent first.

    Words in the sentence are not asked for here: the numbers are those without them.

    Args:
        column: act, form, polarity, lang, publisher, or document.
    """
    expression = {"publisher": PUBLISHER, "document": "d.id"}.get(column, f"s.{column}")
    refresh(store)
    filters = msgspec.structs.replace(filters, words=None)
    spoken = [] if filters.language is None else [Condition("s.lang = ?", (filters.language,))]
    where = join_conditions([*limit_documents(store, filters), *limit_statements(filters), *spoken])
    sql = (
        f"SELECT {expression}, COUNT(*) FROM statements s JOIN documents d ON d.number = s.document "
        f"WHERE {where.sql} GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    with explain_errors(store.path):
        rows = fetch(store.connection, tuple[str | None, int], sql, where.values)
        return [Choice(value, count) for value, count in rows if value]


def count_statements(store: Store, filters: Filters) -> int:
    """How many statements pass the filters, leaving out the words in the sentence."""
    return sum(choice.count for choice in count_choices(store, filters, "act"))


def find_pairs(store: Store, size: int) -> list[Pair]:
    """Who speaks about whom, of the `size` who do so most and the `size` of whom is spoken most; nobody of themselves.

    An entity in several documents is one by its id.
    """
    refresh(store)
    pairs = (
        "WITH pairs AS (SELECT COALESCE(kj.id, k.id) AS speaker, COALESCE(ej.id, e.id) AS about, COUNT(*) AS count "
        "FROM abouts a JOIN statements s ON s.number = a.statement "
        "JOIN entities k ON k.number = s.entity LEFT JOIN joined kj ON kj.entity = k.number "
        "JOIN entities e ON e.number = a.entity LEFT JOIN joined ej ON ej.entity = e.number "
        "WHERE COALESCE(kj.id, k.id) <> COALESCE(ej.id, e.id) GROUP BY 1, 2) "
    )
    sql = (
        f"{pairs} SELECT speaker, about, count FROM pairs WHERE speaker IN (SELECT speaker FROM pairs "
        "GROUP BY speaker ORDER BY SUM(count) DESC, speaker LIMIT ?) AND about IN (SELECT about FROM pairs "
        "GROUP BY about ORDER BY SUM(count) DESC, about LIMIT ?) ORDER BY count DESC, speaker, about"
    )
    with explain_errors(store.path):
        rows = list(fetch(store.connection, tuple[str, str, int], sql, (size, size)))
        parties = {id: Party(id, _find_name(store, id)) for row in rows for id in row[:2]}
        return [Pair(parties[speaker], parties[about], count) for speaker, about, count in rows]


def _find_name(store: Store, id: str) -> str:
    """The first name of an entity, as linked over documents or as one document has it."""
    sql = (
        "SELECT json_extract(CAST(record AS TEXT), '$.names[0]') FROM joined_records WHERE id = ?1 "
        "UNION ALL SELECT name FROM entities WHERE id = ?1 LIMIT 1"
    )
    row = fetch_one(store.connection, tuple[str | None], sql, (id,))
    return (row[0] if row else None) or id


def find_arrivals(store: Store, limit: int) -> list[Arrival]:
    """The documents by day of publication, those without a day last; how many statements and denials each holds."""
    sql = (
        f"SELECT d.number, d.id, d.first_day, {PUBLISHER}, json_extract(CAST(d.record AS TEXT), '$.title'), "
        "COUNT(s.number), COALESCE(SUM(s.act = 'deny'), 0) FROM documents d LEFT JOIN statements s "
        "ON s.document = d.number GROUP BY d.number ORDER BY d.first_day IS NULL, d.first_day, d.number LIMIT ?"
    )
    with explain_errors(store.path):
        return [
            Arrival(number=row[0], id=row[1], day=row[2], publisher=row[3], title=row[4], statements=row[5],
                    denials=row[6])
            for row in fetch(
                store.connection, tuple[int, str, str | None, str | None, str | None, int, int], sql, (limit,)
            )
        ]  # fmt: skip


def read_state(store: Store) -> tuple[int, int]:
    """Two numbers that change whenever a document comes in or is read anew."""
    with explain_errors(store.path):
        row = fetch_one(store.connection, tuple[int, int], "SELECT COUNT(*), COALESCE(MAX(log), 0) FROM documents")
    return row or (0, 0)


def find_origins(store: Store) -> list[Origin]:
    """Which documents of the case go back to one report."""
    sql = "SELECT record FROM findings WHERE type = 'Fingerprint' ORDER BY document, position"
    with explain_errors(store.path):
        found = (
            msgspec.json.decode(record, type=Fingerprint) for (record,) in fetch(store.connection, tuple[bytes], sql)
        )
        return group_origins(found)


def find_neighbour(store: Store, number: int, step: int) -> str | None:
    """The id of the document before (step -1) or after this one (step 1), in the order of adding."""
    limit, order = ("<", "DESC") if step < 0 else (">", "ASC")
    sql = f"SELECT id FROM documents WHERE number {limit} ? ORDER BY number {order} LIMIT 1"
    row = fetch_one(store.connection, tuple[str], sql, (number,))
    return row[0] if row else None
