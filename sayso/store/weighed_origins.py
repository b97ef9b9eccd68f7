"""The origins of a case, a page at a time, with their documents and the evidence in words."""

import json
from collections.abc import Iterator, Sequence

import msgspec

from sayso.errors import NotFoundError
from sayso.records import Evidence, Origin
from sayso.store.asking import LAST, find_document
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.rows import choose_title
from sayso.store.rows_weighed import OriginDocument, OriginRow
from sayso.store.saving import Store
from sayso.store.weighing import refresh_weighed


def find_origins(
    store: Store, *, several: bool = False, skip: int = 0, limit: int | None = None
) -> Iterator[OriginRow]:
    """The origins, those of most documents first.

    Args:
        several: only those of more than one document.
    """
    refresh_weighed(store)
    sql = (
        f"SELECT o.record, o.first_day FROM origins o WHERE {'o.size > 1' if several else '1'} "
        "ORDER BY o.size DESC, o.first_day, o.id LIMIT ? OFFSET ?"
    )
    with explain_errors(store.path):
        values = (-1 if limit is None else limit, skip)
        for record, day in list(fetch(store.connection, tuple[bytes, str | None], sql, values)):
            yield _make_origin(store, msgspec.json.decode(record, type=Origin), day)


def load_origin(store: Store, id: str) -> OriginRow:
    """One origin, by its id, the beginning of it, or one of its documents."""
    refresh_weighed(store)
    with explain_errors(store.path):
        sql = "SELECT record, first_day FROM origins WHERE id = ?1 OR (length(?1) > 2 AND id >= ?1 AND id < ?2) LIMIT 2"
        found = list(fetch(store.connection, tuple[bytes, str | None], sql, (id, id + LAST)))
        row = found[0] if len(found) == 1 else None
        if row is None and not id.startswith("o-"):
            sql = "SELECT o.record, o.first_day FROM origin_of f JOIN origins o ON o.number = f.origin "
            sql += "WHERE f.document = ?"
            row = fetch_one(store.connection, tuple[bytes, str | None], sql, (find_document(store, id),))
        if row is None:
            raise NotFoundError(f"no origin has the id {id!r}", where=str(store.folder), hint="List the origins")
        return _make_origin(store, msgspec.json.decode(row[0], type=Origin), row[1])


def load_origins(store: Store, ids: Sequence[str] | None = None) -> list[Origin]:
    """Every origin as it was concluded, or those with these ids; by id."""
    refresh_weighed(store)
    sql = "SELECT record FROM origins WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1)) ORDER BY id"
    with explain_errors(store.path):
        rows = fetch(store.connection, tuple[bytes], sql, (None if ids is None else json.dumps(list(ids)),))
        return [msgspec.json.decode(record, type=Origin) for (record,) in rows]


def load_largest_origins(store: Store, most: int) -> list[Origin]:
    """The origins that most documents go back to."""
    refresh_weighed(store)
    sql = "SELECT record FROM origins ORDER BY size DESC, first_day, id LIMIT ?"
    with explain_errors(store.path):
        rows = fetch(store.connection, tuple[bytes], sql, (most,))
        return [msgspec.json.decode(record, type=Origin) for (record,) in rows]


def count_origins(store: Store) -> tuple[int, int]:
    """How many origins there are, and how many documents more than these."""
    refresh_weighed(store)
    with explain_errors(store.path):
        sql = "SELECT COUNT(*), COALESCE(SUM(size - 1), 0) FROM origins"
        return fetch_one(store.connection, tuple[int, int], sql) or (0, 0)


def _make_origin(store: Store, origin: Origin, day: str | None) -> OriginRow:
    facts = ", ".join(f"json_extract(CAST(d.record AS TEXT), '$.{name}')" for name in ("title", "publisher", "address"))
    sql = f"SELECT d.id, {facts}, d.name, d.first_day, d.langs FROM json_each(?) k JOIN documents d ON d.id = k.value"
    rows = fetch(
        store.connection,
        tuple[str, str | None, str | None, str | None, str | None, str | None, str],
        sql,
        (json.dumps(origin.documents),),
    )
    documents = []
    for id, title, publisher, address, name, first, langs in rows:
        shown = None if id == origin.first else _find_evidence(origin, id)
        documents.append(
            OriginDocument(
                id=id,
                title=title,
                shown=choose_title(title, name, address, id),
                publisher=publisher,
                day=first,
                langs=tuple(langs.split()),
                why=shown.why if shown else None,
                reasons=shown.reasons if shown else (),
            )
        )
    documents.sort(key=lambda item: (item.id != origin.first, item.day is None, item.day, item.id))
    return OriginRow(id=origin.id, why=origin.why, first_day=day, documents=tuple(documents), evidence=origin.evidence)


def _find_evidence(origin: Origin, document: str) -> Evidence | None:
    """Why a document belongs to its origin: its tie to the first, else any that it has."""
    found = [item for item in origin.evidence if document in (item.left, item.right)]
    direct = [item for item in found if origin.first in (item.left, item.right)]
    return next(iter(direct or found), None)
