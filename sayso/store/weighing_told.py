"""What each document of a case tells, prepared once and kept until the document or who is who in it changes."""

from collections import OrderedDict
from collections.abc import Iterable

import msgspec

from sayso.records import Entity
from sayso.store.database import fetch, fetch_one
from sayso.store.saving import FINDING_DECODER, Store
from sayso.weigh.comparing import list_telling_marks
from sayso.weigh.keys import list_affair_marks
from sayso.weigh.marks import make_key
from sayso.weigh.told import Told, tell_document

KEPT = 4000  # documents whose tellings are held in memory while others are compared with them
NEEDED = ("Passage", "Entity", "Mention", "Statement", "Event", "Gist", "Fingerprint")
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Told)


class Library:
    """What the documents of a case tell, by number."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: OrderedDict[int, Told] = OrderedDict()

    def load(self, number: int) -> Told:
        """What a document tells, as it was prepared."""
        if number in self._held:
            self._held.move_to_end(number)
            return self._held[number]
        row = fetch_one(self.store.connection, tuple[bytes], "SELECT record FROM told WHERE document = ?", (number,))
        told = _DECODER.decode(row[0]) if row else prepare(self.store, number)
        self._held[number] = told
        if len(self._held) > KEPT:
            self._held.popitem(last=False)
        return told

    def find(self, number: int) -> Told | None:
        """What a document was prepared to tell; None for a new one."""
        row = fetch_one(self.store.connection, tuple[bytes], "SELECT record FROM told WHERE document = ?", (number,))
        return _DECODER.decode(row[0]) if row else None

    def save_place(self, number: int) -> None:
        """The document tells what it told, as of its newest reading."""
        self.store.connection.execute(
            "UPDATE told SET log = (SELECT log FROM documents WHERE number = ?1) WHERE document = ?1", (number,)
        )
        rows = [(position, make_key(id)) for id, position in _list_positions(self.store, number).items()]
        self.store.connection.executemany("UPDATE tellings SET position = ? WHERE key = ?", rows)

    def save(self, number: int, told: Told) -> None:
        """The document tells this from now on."""
        self._held.pop(number, None)
        self.store.connection.execute(
            "INSERT OR REPLACE INTO told SELECT number, ?, log, ? FROM documents WHERE number = ?",
            (make_key(told.document), _ENCODER.encode(told), number),
        )
        positions = _list_positions(self.store, number)
        self.store.connection.execute("DELETE FROM tellings WHERE document = ?", (number,))
        self.store.connection.executemany(
            "INSERT INTO tellings VALUES(?, ?, ?, ?, ?, ?, ?, NULL)",
            ((make_key(t.id), t.id, number, positions[t.id], t.place, t.lang, t.voice) for t in told.tellings),
        )


def prepare(store: Store, number: int) -> Told:
    """What a document tells, from its findings and from who its entities are over documents."""
    marks = ", ".join("?" * len(NEEDED))
    sql = f"SELECT record FROM findings WHERE document = ? AND type IN ({marks}) ORDER BY position"
    records = fetch(store.connection, tuple[bytes], sql, (number, *NEEDED))
    findings = [FINDING_DECODER.decode(record) for (record,) in records]
    row = fetch_one(store.connection, tuple[str], "SELECT id FROM documents WHERE number = ?", (number,))
    sql = (
        "SELECT f.record, t.first FROM entities e JOIN told_entities t ON t.entity = e.number JOIN findings f "
        "ON f.document = e.document AND f.position = e.position WHERE e.document = ?"
    )
    identity: dict[str, str] = {}
    for record, first in fetch(store.connection, tuple[bytes, int], sql, (number,)):
        entity = FINDING_DECODER.decode(record)
        if isinstance(entity, Entity):
            identity |= dict.fromkeys(entity.mentions, f"#{first}")
    return tell_document(row[0] if row else "", findings, identity)


def list_all_marks(told: Told) -> dict[int, set[int]]:
    """For the document and each of its tellings its marks."""
    marks = {make_key(telling.id): list_telling_marks(telling) for telling in told.tellings}
    marks[make_key(told.document)] = list_affair_marks(told)
    return marks


def find_renamed(store: Store) -> set[int]:
    """The documents in which somebody is another over documents than when they were prepared; the table knows then."""
    first = "SELECT id, MIN(entity) AS first FROM joined GROUP BY id"
    sql = (
        f"SELECT j.entity, g.first FROM joined j JOIN ({first}) g ON g.id = j.id "
        "LEFT JOIN told_entities t ON t.entity = j.entity WHERE t.first IS NOT g.first"
    )
    joined = list(fetch(store.connection, tuple[int, int], sql))
    sql = "SELECT t.entity FROM told_entities t LEFT JOIN joined j ON j.entity = t.entity WHERE j.entity IS NULL"
    alone = [entity for (entity,) in fetch(store.connection, tuple[int], sql)]
    store.connection.executemany("INSERT OR REPLACE INTO told_entities VALUES(?, ?)", joined)
    store.connection.executemany("DELETE FROM told_entities WHERE entity = ?", ((entity,) for entity in alone))
    return _list_homes(store, [*(entity for entity, _ in joined), *alone])


def _list_homes(store: Store, entities: Iterable[int]) -> set[int]:
    sql = "SELECT document FROM entities WHERE number = ?"
    rows = (store.connection.execute(sql, (entity,)).fetchone() for entity in entities)
    return {row[0] for row in rows if row}


def _list_positions(store: Store, number: int) -> dict[str, int]:
    sql = "SELECT id, position FROM findings WHERE document = ? AND type IN ('Statement', 'Event')"
    return dict(fetch(store.connection, tuple[str, int], sql, (number,)))
