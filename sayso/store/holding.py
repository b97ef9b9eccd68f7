"""Where what holds in a document is kept, and beside it, untouched, what was found.

`findings` and the tables that filters use say what holds, so that every list, export and page shows it without
asking for decisions. A finding that a decision changed or took out stands in `found`, byte for byte as it was stored;
what people added has an empty row there. Decisions come into these tables here and nowhere else.
"""

import sqlite3
from collections.abc import Iterable

import msgspec

from sayso.records import AnyFinding, Decision, Document, Entity, Mention, Passage, Statement
from sayso.store.database import fetch, fetch_one
from sayso.store.effective import Held, apply_decisions
from sayso.store.places import Places
from sayso.store.saving import (
    DOCUMENT_DECODER,
    ENCODER,
    FINDING_DECODER,
    Setting,
    Store,
    find_party_words,
    load_placed,
    save_entity,
    save_statement,
)
from sayso.store.words import join_words

_AS_FOUND = (
    "SELECT f.position, f.id, f.type, CAST(f.record AS BLOB) FROM findings f WHERE f.document = ?1 AND NOT EXISTS "
    "(SELECT 1 FROM found o WHERE o.document = f.document AND o.position = f.position) UNION ALL "
    "SELECT position, id, type, CAST(record AS BLOB) FROM found WHERE document = ?1 AND record IS NOT NULL ORDER BY 1"
)
_HERE = "document = ? AND position = ?"


def load_found_records(connection: sqlite3.Connection, number: int) -> list[tuple[str, str, bytes]]:
    """Id, type and record of everything that was found in a document, whatever was decided since."""
    rows = fetch(connection, tuple[int, str, str, bytes], _AS_FOUND, (number,))
    return [(id, kind, record) for _, id, kind, record in rows]


def load_found(connection: sqlite3.Connection, number: int) -> list[AnyFinding]:
    """Everything that was found in a document, whatever was decided since."""
    return [FINDING_DECODER.decode(record) for _, _, record in load_found_records(connection, number)]


def load_rejected(connection: sqlite3.Connection, number: int) -> Held:
    """What was found in a document and is taken out because a person rejected it."""
    sql = (
        "SELECT position, CAST(record AS BLOB) FROM found o WHERE document = ? AND record IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM findings f WHERE f.document = o.document AND f.position = o.position) ORDER BY position"
    )
    rows = fetch(connection, tuple[int, bytes], sql, (number,))
    return {position: FINDING_DECODER.decode(record) for position, record in rows}


def find_homes(connection: sqlite3.Connection, ids: Iterable[str]) -> set[int]:
    """The numbers of the documents in which records with these ids were found or added."""
    sql = "SELECT document FROM findings WHERE id = ?1 UNION SELECT document FROM found WHERE id = ?1"
    return {number for id in ids for (number,) in fetch(connection, tuple[int], sql, (id,))}


def hold(store: Store, number: int, decisions: Iterable[Decision]) -> None:
    """The tables say what holds in the document under these decisions; to be called inside a transaction."""
    document = load_text(store.connection, number)
    found = load_found(store.connection, number)
    before = load_placed(store.connection, number)
    after = apply_decisions(document, found, decisions)
    if before == after:
        return
    for position in sorted(before.keys() | after.keys()):
        if before.get(position) != after.get(position):
            as_found = position < len(found) and after.get(position) == found[position]
            _keep(store.connection, (number, position), after.get(position), as_found, position < len(found))
    _write_tables(store.connection, number, document, before, after)


def load_text(connection: sqlite3.Connection, number: int) -> Document:
    """The document with its text."""
    sql = "SELECT record, text FROM documents WHERE number = ?"
    row = fetch_one(connection, tuple[bytes, str], sql, (number,)) or (b"", "")
    return msgspec.structs.replace(DOCUMENT_DECODER.decode(row[0]), text=row[1])


def _keep(
    connection: sqlite3.Connection, place: tuple[int, int], new: AnyFinding | None, as_found: bool, was_found: bool
) -> None:
    """One finding as it holds, with what was found kept beside it where that is something else."""
    if as_found:
        connection.execute(f"INSERT OR REPLACE INTO findings SELECT * FROM found WHERE {_HERE}", place)
        connection.execute(f"DELETE FROM found WHERE {_HERE}", place)
        return
    if was_found:
        connection.execute(f"INSERT OR IGNORE INTO found SELECT * FROM findings WHERE {_HERE}", place)
    if new is None:
        connection.execute(f"DELETE FROM findings WHERE {_HERE}", place)
        if not was_found:
            connection.execute(f"DELETE FROM found WHERE {_HERE}", place)
        return
    kind = type(new).__name__
    if not was_found:
        connection.execute("INSERT OR REPLACE INTO found VALUES(?, ?, ?, ?, NULL)", (*place, new.id, kind))
    values = (*place, new.id, kind, ENCODER.encode(new))
    connection.execute("INSERT OR REPLACE INTO findings VALUES(?, ?, ?, ?, ?)", values)


def _write_tables(connection: sqlite3.Connection, number: int, document: Document, before: Held, after: Held) -> None:
    """The tables of entities and statements, and their indexes, say what holds."""
    old, new = _make_setting(document, before), _make_setting(document, after)
    rows = dict(
        fetch(connection, tuple[int, int], "SELECT position, number FROM entities WHERE document = ?", (number,))
    )
    for position in sorted(before.keys() | after.keys()):
        left, right = before.get(position), after.get(position)
        row = rows.get(position)
        if left != right and isinstance(left, Entity) and row is not None:
            _forget(connection, "entity_index", row, join_words(*left.names))
            # its statements name it until they are written again below
            connection.execute("UPDATE statements SET entity = NULL WHERE entity = ?", (row,))
            connection.execute("DELETE FROM entities WHERE number = ?", (row,))
        if left != right and isinstance(right, Entity):
            # a new number tells whoever links entities over documents that it is another
            row = save_entity(connection, (number, position), right)
        if isinstance(right, Entity) and row is not None:
            new.entities.update(dict.fromkeys(right.mentions, row))
    _write_statements(connection, number, (old, before), (new, after))


def _write_statements(
    connection: sqlite3.Connection, number: int, old: tuple[Setting, Held], new: tuple[Setting, Held]
) -> None:
    sql = "SELECT position, number FROM statements WHERE document = ?"
    rows = dict(fetch(connection, tuple[int, int], sql, (number,)))
    for position in sorted(old[1].keys() | new[1].keys()):
        left, right = old[1].get(position), new[1].get(position)
        row = rows.get(position)
        if isinstance(left, Statement) and row is not None:
            words = (join_words(*party) for party in find_party_words(left, old[0]))
            _forget(connection, "statement_index", row, *words)
            connection.execute("DELETE FROM statements WHERE number = ?", (row,))
        if isinstance(right, Statement):
            save_statement(connection, (number, position), right, new[0], row)


def _make_setting(document: Document, held: Held) -> Setting:
    return Setting(
        mentions={f.id: f for f in held.values() if isinstance(f, Mention)},
        entities={},
        places=Places(document, [f for f in held.values() if isinstance(f, Passage)]),
    )


def _forget(connection: sqlite3.Connection, index: str, row: int, *words: str) -> None:
    """The index holds nothing of a row any more; it must be told the words that it holds."""
    columns = {"entity_index": "names", "statement_index": "source, about"}[index]
    marks = ", ".join("?" * len(words))
    connection.execute(f"INSERT INTO {index}({index}, rowid, {columns}) VALUES('delete', ?, {marks})", (row, *words))
