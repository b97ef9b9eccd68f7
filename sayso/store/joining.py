"""The entities of a case over its documents: tables that are brought up to date where something has changed.

What the documents say stays in `findings`; these tables hold only what follows from it, and may be
thrown away at any time. Whoever asks first after a change waits for the linking of what is new.
"""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import msgspec
from msgspec import Struct

from sayso.link.across import Relinked, describe_group, make_piece, make_verdicts, update
from sayso.link.ledger import ROUNDS, Edge, Home, Ledger, Partner, Round, Verdict
from sayso.link.parties import Party, Piece
from sayso.records import Decision, Entity, Mention
from sayso.store.database import explain_errors, fetch, fetch_one, transaction
from sayso.store.decisions import read_decisions
from sayso.store.holding import find_homes
from sayso.store.rows import EntityPart
from sayso.store.saving import ENCODER, Store
from sayso.store.shelves import TABLE, Shelf

_WAY = "3"  # of linking: tables that an older way has made are thrown away and made again
_MADE = ("joined", "joined_records", "joined_state", "linking")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS joined(entity INTEGER PRIMARY KEY REFERENCES entities(number) ON DELETE CASCADE, "
    "id TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS joined_id ON joined(id)",
    # the records stand here without their mentions, which their parts have
    "CREATE TABLE IF NOT EXISTS joined_records(id TEXT PRIMARY KEY, mentions INTEGER NOT NULL, record BLOB NOT NULL) "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS joined_state(made_from TEXT NOT NULL)",
    # parts and entities that linking has touched since somebody asked last: see weighing_told.find_renamed
    "CREATE TABLE IF NOT EXISTS rejoined(entity INTEGER, id TEXT)",
    "CREATE TABLE IF NOT EXISTS listed(id TEXT PRIMARY KEY, log INTEGER NOT NULL REFERENCES log(number), "
    "record BLOB NOT NULL) WITHOUT ROWID",
    TABLE,
)
_ENTITY = msgspec.json.Decoder(Entity)
_MENTION = msgspec.json.Decoder(Mention)
_ENTRY = "list "  # in front of the id of a list's entry, where pieces are numbered


def refresh(store: Store) -> None:
    """The tables say what follows from the documents, decisions and lists that the case holds now."""
    with explain_errors(store.path):
        sql = "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('joined_state', 'rejoined')"
        if fetch_one(store.connection, tuple[int], sql) != (2,):
            _make_tables(store)
        now = _describe_state(store)
        kept = fetch_one(store.connection, tuple[str], "SELECT made_from FROM joined_state")
        if kept is not None and kept[0] == now:
            return
        if kept is not None and kept[0].split()[0] != _WAY:
            _make_tables(store, again=True)
        with transaction(store.connection, store.path):
            Joining(store).run()
            store.connection.execute("DELETE FROM joined_state")
            store.connection.execute("INSERT INTO joined_state VALUES(?)", (now,))


def _make_tables(store: Store, *, again: bool = False) -> None:
    with transaction(store.connection, store.path):
        for table in _MADE if again else ():
            store.connection.execute(f"DROP TABLE IF EXISTS {table}")
        for sql in _TABLES:
            store.connection.execute(sql)


def _describe_state(store: Store) -> str:
    """What the tables are made from, in short: it changes with every document, decision and list."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM documents), (SELECT COALESCE(MAX(log), 0) FROM documents), "
        "(SELECT COALESCE(MAX(log), 0) FROM decisions), (SELECT COALESCE(MAX(log), 0) FROM listed)"
    )
    numbers = fetch_one(store.connection, tuple[int, int, int, int], sql)
    return " ".join((_WAY, *map(str, numbers or ())))


class _Pieces(Mapping[str, Piece]):
    """The entities of the documents and the entries of lists, read when they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.held: dict[str, Piece] = {}

    def __getitem__(self, number: str) -> Piece:
        if number not in self.held:
            self.held[number] = self._load(number)
        return self.held[number]

    def _load(self, number: str) -> Piece:
        connection = self._store.connection
        if number.startswith(_ENTRY):
            sql = "SELECT record FROM listed WHERE id = ?"
            entry = fetch_one(connection, tuple[bytes], sql, (number.removeprefix(_ENTRY),))
            if entry is not None:
                return Piece(entity=_ENTITY.decode(entry[0]))
            raise KeyError(number)
        sql = (
            "SELECT d.id, f.record FROM entities e JOIN findings f USING(document, position) "
            "JOIN documents d ON d.number = e.document WHERE e.number = ?"
        )
        row = fetch_one(connection, tuple[str, bytes], sql, (int(number),))
        if row is None:
            raise KeyError(number)
        return Piece(entity=_ENTITY.decode(row[1]), document=row[0], mark=crc32(row[1]))

    def __iter__(self) -> Iterator[str]:
        yield from self.held

    def __len__(self) -> int:
        return len(self.held)


class Joining:
    """The ledger of a case, and what brings it and the tables up to date."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.connection = store.connection
        self.pieces = _Pieces(store)
        self.shelves: list[Shelf[str, object] | Shelf[int, object]] = []
        self.ledger = self._open_ledger()
        self.shown: Shelf[int, str] = self._open(20, str)  # under which id a party is shown
        self.found: Shelf[str, str] = self._open(21, str)  # in which piece a mention is that was judged

    def _open(self, number: int, kind: type) -> Shelf:  # type: ignore[type-arg]
        shelf: Shelf = Shelf(self.connection, number, kind)  # type: ignore[type-arg]
        self.shelves.append(shelf)
        return shelf

    def _open_ledger(self) -> Ledger:
        kinds = {
            "homes": Home,
            "members": tuple[str, ...],
            "parties": Party,
            "components": tuple[int, ...],
            "keys": int,
            "documents": tuple[str, ...],
            "sounds": tuple[str, ...],
            "edges": tuple[Edge, ...],
            "bearers": tuple[int, ...],
            "verdicts": Verdict,
            "counters": int,
        }
        opened = {name: self._open(number, kind) for number, (name, kind) in enumerate(kinds.items())}
        rounds = [
            Round(
                partners=self._open(30 + 3 * place, tuple[Partner, ...]),
                groups=self._open(31 + 3 * place, int),
                gathered=self._open(32 + 3 * place, tuple[int, ...]),
            )
            for place in range(ROUNDS)
        ]
        return Ledger(pieces=self.pieces, rounds=rounds, **opened)

    def run(self) -> None:
        """The tables are up to date."""
        removed = self._find_removed()
        added = self._find_added()
        known = {*added}
        for document in self._find_corrected():
            self._compare(document, known, (added, removed))
        entries, replaced = self._find_entries()
        verdicts = self._make_verdicts({*added})
        relinked = update(self.ledger, [*added, *entries], [*removed, *replaced], verdicts)
        self._show(relinked, added)
        for shelf in self.shelves:
            shelf.save()

    def _find_removed(self) -> list[str]:
        """The pieces whose entity is no more: of documents that were read again."""
        counters = self.ledger.counters
        sql = "SELECT COUNT(*) FROM entities WHERE number <= ?"
        count = next(fetch(self.connection, tuple[int], sql, (counters.get("entity", 0),)))[0]
        if count == counters.get("entities", 0):  # numbers are never given twice
            return []
        numbers = {str(number) for (number,) in fetch(self.connection, tuple[int], "SELECT number FROM entities")}
        return [piece for piece in self.ledger.homes if not piece.startswith(_ENTRY) and piece not in numbers]

    def _find_added(self) -> list[str]:
        """The entities with a name that are new."""
        counters = self.ledger.counters
        last = counters.get("entity", 0)
        sql = (
            "SELECT e.number, e.document, d.id, f.record FROM entities e JOIN findings f USING(document, position) "
            "JOIN documents d ON d.number = e.document WHERE e.number > ? ORDER BY e.number"
        )
        named: dict[str, str] = {}
        here = 0
        added = []
        for number, document, id, record in fetch(self.connection, tuple[int, int, str, bytes], sql, (last,)):
            if document != here:
                named, here = dict.fromkeys(self._list_names(document), id), document
            piece = make_piece(_ENTITY.decode(record), named)
            if piece is not None:
                self.pieces.held[str(number)] = msgspec.structs.replace(piece, mark=crc32(record))
                added.append(str(number))
            last = number
        counters["entity"] = last
        counters["entities"] = next(fetch(self.connection, tuple[int], "SELECT COUNT(*) FROM entities"))[0]
        return added

    def _find_corrected(self) -> set[int]:
        """The documents in which something else may hold since persons decided about them."""
        counters = self.ledger.counters
        first, last = "decision" not in counters, counters.get("decision", 0)
        rows = list(
            fetch(self.connection, tuple[int, bytes], "SELECT log, record FROM decisions WHERE log > ?", (last,))
        )
        counters["decision"] = max([last, *(log for log, _ in rows)])
        if first:
            return set()
        about = {id for _, record in rows for id in msgspec.json.decode(record, type=Decision).about}
        return find_homes(self.connection, about)

    def _compare(self, document: int, known: set[str], changes: tuple[list[str], list[str]]) -> None:
        """Notes which entities of a document are others than they were, as added and as removed."""
        added, removed = changes
        sql = (
            "SELECT e.number, d.id, f.record FROM entities e JOIN findings f USING(document, position) "
            "JOIN documents d ON d.number = e.document WHERE e.document = ?"
        )
        names: dict[str, str] | None = None
        for number, id, record in list(fetch(self.connection, tuple[int, str, bytes], sql, (document,))):
            names = dict.fromkeys(self._list_names(document), id) if names is None else names
            key, home = str(number), self.ledger.homes.get(str(number))
            piece = make_piece(_ENTITY.decode(record), names)
            if key in known or (home is not None and home.mark == crc32(record) and piece is not None):
                continue
            if home is not None:
                removed.append(key)
            if piece is not None:
                self.pieces.held[key] = msgspec.structs.replace(piece, mark=crc32(record))
                added.append(key)

    def _list_names(self, document: int) -> Iterator[str]:
        sql = "SELECT record FROM findings WHERE document = ? AND type = 'Mention'"
        for (record,) in fetch(self.connection, tuple[bytes], sql, (document,)):
            mention = _MENTION.decode(record)
            if mention.form == "name":
                yield mention.id

    def _find_entries(self) -> tuple[list[str], list[str]]:
        """The entries of lists that are new, and those of them that were there before with other names."""
        counters = self.ledger.counters
        sql = "SELECT id, log FROM listed WHERE log > ? ORDER BY id"
        rows = list(fetch(self.connection, tuple[str, int], sql, (counters.get("list", 0),)))
        counters["list"] = max([counters.get("list", 0), *(log for _, log in rows)])
        entries = [_ENTRY + id for id, _ in rows]
        return entries, [entry for entry in entries if entry in self.ledger.homes]

    def _make_verdicts(self, added: set[str]) -> list[Verdict]:
        decisions = [decision for decision in read_decisions(self.store) if decision.question == "same entity"]
        ids = {id for decision in decisions for id in decision.about}
        return make_verdicts(decisions, {id: self._find_pieces(id, added) for id in ids})

    def _find_pieces(self, id: str, added: set[str]) -> Sequence[str]:
        """The pieces that a judged record is in: an entity's own id in every document, a mention's in one."""
        known = self.found.get(id)
        if known is not None and known in self.ledger.homes:
            return [known]
        numbers = fetch(self.connection, tuple[int], "SELECT number FROM entities WHERE id = ?", (id,))
        pieces = [str(number) for (number,) in numbers]
        if not pieces:
            sql = (
                "SELECT e.number, f.record FROM findings m JOIN entities e ON e.document = m.document JOIN findings f "
                "ON f.document = e.document AND f.position = e.position WHERE m.id = ? AND m.type = 'Mention'"
            )
            rows = fetch(self.connection, tuple[int, bytes], sql, (id,))
            pieces = [str(number) for number, record in rows if id in _ENTITY.decode(record).mentions]
            if pieces:
                self.found[id] = pieces[0]
        entry = _ENTRY + id
        return [piece for piece in [*pieces, entry] if piece in self.ledger.homes or piece in added]

    def _show(self, relinked: Relinked, added: Sequence[str]) -> None:
        """The tables that are asked say who is one."""
        ledger, shown = self.ledger, self.shown
        before = {shown.pop(number) for number in relinked.gone if number in shown}
        records: dict[str, tuple[int, bytes]] = {}
        moved: list[str] = []
        for group in {ledger.rounds[-1].find_group(number) for number in relinked.changed}:
            entity = describe_group(ledger, group)
            for number in group:
                old = shown.get(number)
                if old is not None:
                    before.add(old)
                if entity is None:
                    moved += ledger.members[number]
                    shown.pop(number, None)
                elif old != entity.id:
                    shown[number] = entity.id
                    moved += ledger.members[number]
            if entity is not None:
                count = sum(ledger.parties[number].mentions for number in group)
                records[entity.id] = (count, ENCODER.encode(entity))
        execute = self.connection.executemany
        execute("DELETE FROM joined_records WHERE id = ?", ((id,) for id in before - records.keys()))
        execute("INSERT OR REPLACE INTO joined_records VALUES(?, ?, ?)", ((id, *row) for id, row in records.items()))
        rows = [
            (int(piece), shown.get(ledger.homes[piece].party))
            for piece in {*moved, *added}
            if not piece.startswith(_ENTRY)
        ]
        execute("DELETE FROM joined WHERE entity = ?", ((number,) for number, id in rows if id is None))
        execute("INSERT OR REPLACE INTO joined VALUES(?, ?)", (row for row in rows if row[1] is not None))
        execute("INSERT INTO rejoined VALUES(?, NULL)", ((number,) for number, _ in rows))
        execute("INSERT INTO rejoined VALUES(NULL, ?)", ((id,) for id in before | records.keys()))


class Joined(Struct, frozen=True):
    """An entity over documents without its mentions, and how many they are."""

    entity: Entity
    mentions: int


def find_joined(store: Store, id: str) -> Joined | None:
    """The entity over documents with this id, or None."""
    sql = "SELECT mentions, record FROM joined_records WHERE id = ?"
    row = fetch_one(store.connection, tuple[int, bytes], sql, (id,))
    return Joined(_ENTITY.decode(row[1]), row[0]) if row else None


def load_joined(store: Store, id: str) -> Entity | None:
    """The entity over documents with this id and all its mentions, or None."""
    found = find_joined(store, id)
    if found is None:
        return None
    mentions = tuple(mention for _, part in _load_parts(store, id) for mention in part.mentions)
    return msgspec.structs.replace(found.entity, mentions=mentions)


def _load_parts(store: Store, id: str) -> Iterator[tuple[str, Entity]]:
    sql = (
        "SELECT d.id, f.record FROM joined j JOIN entities e ON e.number = j.entity JOIN documents d "
        "ON d.number = e.document JOIN findings f ON f.document = e.document AND f.position = e.position "
        "WHERE j.id = ? ORDER BY e.document, e.position"
    )
    for document, record in fetch(store.connection, tuple[str, bytes], sql, (id,)):
        yield document, _ENTITY.decode(record)


def find_parts(store: Store, id: str) -> list[EntityPart]:
    """What each document has of an entity over documents, in the order in which the documents were added."""
    return [
        EntityPart(id=entity.id, document=document, names=entity.names, reasons=entity.reasons)
        for document, entity in _load_parts(store, id)
    ]


def find_part_id(store: Store, id: str) -> str:
    """The id under which findings know an entity: its own, or that of the first part of an entity over documents."""
    refresh(store)
    parts = find_parts(store, id)
    return parts[0].id if parts else id
