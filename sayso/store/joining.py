"""The entities of a case over its documents: tables, made again when documents, decisions or lists have changed.

What the documents say stays in `findings`; these tables hold only what follows from it, and may be
thrown away at any time. Whoever asks first after a change waits for the linking.
"""

from collections.abc import Iterator

import msgspec

from sayso.link.across import join_documents
from sayso.records import Entity, Mention
from sayso.store.database import explain_errors, fetch, fetch_one, transaction
from sayso.store.decisions import read_decisions
from sayso.store.rows import EntityPart
from sayso.store.saving import ENCODER, Store

_WAY = "1"  # of linking: tables that an older way has made are made again
_TABLES = (
    "CREATE TABLE IF NOT EXISTS joined(entity INTEGER PRIMARY KEY REFERENCES entities(number) ON DELETE CASCADE, "
    "id TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS joined_id ON joined(id)",
    "CREATE TABLE IF NOT EXISTS joined_records(id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS joined_state(made_from TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS listed(id TEXT PRIMARY KEY, log INTEGER NOT NULL REFERENCES log(number), "
    "record BLOB NOT NULL) WITHOUT ROWID",
)
_ENTITY = msgspec.json.Decoder(Entity)
_MENTION = msgspec.json.Decoder(Mention)


def refresh(store: Store) -> None:
    """The tables say what follows from the documents, decisions and lists that the case holds now."""
    with explain_errors(store.path):
        has = fetch_one(store.connection, tuple[int], "SELECT 1 FROM sqlite_master WHERE name = 'joined_state'")
        if has is None:
            with transaction(store.connection, store.path):
                for sql in _TABLES:
                    store.connection.execute(sql)
        now = _describe_state(store)
        kept = fetch_one(store.connection, tuple[str], "SELECT made_from FROM joined_state")
    if kept is None or kept[0] != now:
        _join_all(store, now)


def _describe_state(store: Store) -> str:
    """What the tables are made from, in short: it changes with every document, decision and list."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM documents), (SELECT COALESCE(MAX(log), 0) FROM documents), "
        "(SELECT COALESCE(MAX(log), 0) FROM decisions), (SELECT COALESCE(MAX(log), 0) FROM listed)"
    )
    numbers = fetch_one(store.connection, tuple[int, int, int, int], sql)
    return " ".join((_WAY, *map(str, numbers or ())))


def _join_all(store: Store, state: str) -> None:
    entities = [_ENTITY.decode(record) for record in _read_records(store, "Entity")]
    mentions = [_MENTION.decode(record) for record in _read_records(store, "Mention")]
    found = join_documents(entities, mentions, read_decisions(store), list(load_listed(store)))
    order = {mention.id: place for place, mention in enumerate(mentions)}
    joined = [
        msgspec.structs.replace(entity, mentions=tuple(sorted(entity.mentions, key=lambda id: order[id])))
        for entity in found
    ]
    owner = {mention: entity.id for entity in joined for mention in entity.mentions}
    with transaction(store.connection, store.path):
        for table in ("joined", "joined_records", "joined_state"):
            store.connection.execute(f"DELETE FROM {table}")
        store.connection.executemany("INSERT INTO joined VALUES(?, ?)", _find_owners(store, owner))
        store.connection.executemany(
            "INSERT INTO joined_records VALUES(?, ?)", ((entity.id, ENCODER.encode(entity)) for entity in joined)
        )
        store.connection.execute("INSERT INTO joined_state VALUES(?)", (state,))


def _read_records(store: Store, kind: str) -> Iterator[bytes]:
    sql = "SELECT record FROM findings WHERE type = ? ORDER BY document, position"
    for (record,) in fetch(store.connection, tuple[bytes], sql, (kind,)):
        yield record


def _find_owners(store: Store, owner: dict[str, str]) -> list[tuple[int, str]]:
    """For the number of a document's entity the id of the entity it is part of."""
    sql = "SELECT e.number, f.record FROM entities e JOIN findings f USING(document, position)"
    found = []
    for number, record in fetch(store.connection, tuple[int, bytes], sql):
        id = next((owner[mention] for mention in _ENTITY.decode(record).mentions if mention in owner), None)
        if id is not None:
            found.append((number, id))
    return found


def load_listed(store: Store) -> Iterator[Entity]:
    """The entries of the imported lists."""
    for (record,) in fetch(store.connection, tuple[bytes], "SELECT record FROM listed ORDER BY id"):
        yield _ENTITY.decode(record)


def load_joined(store: Store, id: str) -> Entity | None:
    """The entity over documents with this id, or None."""
    row = fetch_one(store.connection, tuple[bytes], "SELECT record FROM joined_records WHERE id = ?", (id,))
    return _ENTITY.decode(row[0]) if row else None


def find_parts(store: Store, id: str) -> list[EntityPart]:
    """What each document has of an entity over documents, in the order in which the documents were added."""
    sql = (
        "SELECT d.id, f.record FROM joined j JOIN entities e ON e.number = j.entity JOIN documents d "
        "ON d.number = e.document JOIN findings f ON f.document = e.document AND f.position = e.position "
        "WHERE j.id = ? ORDER BY e.document, e.position"
    )
    parts = []
    for document, record in fetch(store.connection, tuple[str, bytes], sql, (id,)):
        entity = _ENTITY.decode(record)
        parts.append(EntityPart(id=entity.id, document=document, names=entity.names, reasons=entity.reasons))
    return parts


def find_part_id(store: Store, id: str) -> str:
    """The id under which findings know an entity: its own, or that of the first part of an entity over documents."""
    refresh(store)
    parts = find_parts(store, id)
    return parts[0].id if parts else id
