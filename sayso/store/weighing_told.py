"""What each document of a case tells, prepared once and kept until the document or who is who in it changes."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from msgspec import Struct

from sayso.records import Entity
from sayso.store.database import fetch, fetch_one
from sayso.store.saving import FINDING_DECODER, Store
from sayso.weigh.comparing import list_telling_marks
from sayso.weigh.keys import list_affair_marks
from sayso.weigh.marks import Numbers, make_key
from sayso.weigh.sieve import Grain, grind
from sayso.weigh.telling import tell_document
from sayso.weigh.told import Happening, Saying, Telling, Told

KEPT_DOCUMENTS = 3000  # held in memory while others are compared with them
KEPT_TELLINGS = 30_000
NEEDED = ("Passage", "Entity", "Mention", "Statement", "Event", "Gist", "Fingerprint")
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
_DECODER = msgspec.msgpack.Decoder(Told)
_SAYING = msgspec.msgpack.Decoder(Saying)
_HAPPENING = msgspec.msgpack.Decoder(Happening)


class Placed(Struct, frozen=True):
    """A telling, with what its document adds to how it is compared."""

    telling: Telling
    published: str | None
    origin: int  # less than 0: of its document alone


class Library:
    """What the documents of a case tell, by number, and their tellings by key."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: OrderedDict[int, Told] = OrderedDict()
        self._placed: OrderedDict[int, Placed] = OrderedDict()

    def load(self, number: int) -> Told:
        """What a document tells, as it was prepared."""
        if number in self._held:
            self._held.move_to_end(number)
            return self._held[number]
        told = _DECODER.decode(self.find(number) or b"")
        self._held[number] = told
        if len(self._held) > KEPT_DOCUMENTS:
            self._held.popitem(last=False)
        return told

    def find(self, number: int) -> bytes | None:
        """What a document was prepared to tell, as it is kept; None for a new one."""
        row = fetch_one(self.store.connection, tuple[bytes], "SELECT record FROM told WHERE document = ?", (number,))
        return row[0] if row else None

    def load_tellings(self, keys: Iterable[int]) -> Mapping[int, Placed]:
        """At least these tellings, by key."""
        wanted = set(keys)
        missing = sorted(wanted - self._placed.keys())
        for key in wanted & self._placed.keys():
            self._placed.move_to_end(key)
        sql = (
            "SELECT x.key, x.grain IS NULL, substr(t.record, x.start + 1, x.size), t.published, "
            "COALESCE(o.origin, -x.document) FROM json_each(?) k JOIN tellings x ON x.key = k.value "
            "JOIN told t ON t.document = x.document LEFT JOIN origin_of o ON o.document = x.document"
        )
        rows = fetch(self.store.connection, tuple[int, int, bytes, str | None, int], sql, (json.dumps(missing),))
        for key, happens, record, published, origin in rows:
            telling = _HAPPENING.decode(record) if happens else _SAYING.decode(record)
            self._placed[key] = Placed(telling, published, origin)
        while len(self._placed) > max(KEPT_TELLINGS, len(wanted)):
            self._placed.popitem(last=False)
        return self._placed

    def save_place(self, number: int) -> None:
        """The document tells what it told, as of its newest reading."""
        self.store.connection.execute(
            "UPDATE told SET log = (SELECT log FROM documents WHERE number = ?1) WHERE document = ?1", (number,)
        )
        rows = [(position, make_key(id)) for id, position in _list_positions(self.store, number).items()]
        self.store.connection.executemany("UPDATE tellings SET position = ? WHERE key = ?", rows)

    def save(self, number: int, told: Told, record: bytes) -> None:
        """The document tells this from now on.

        Args:
            record: of `told`, as `encode` makes it.
        """
        self._held.pop(number, None)
        self.store.connection.execute(
            "INSERT OR REPLACE INTO told SELECT number, ?, log, ?, ? FROM documents WHERE number = ?",
            (make_key(told.document), told.published, record, number),
        )
        positions = _list_positions(self.store, number)
        self.store.connection.execute("DELETE FROM tellings WHERE document = ?", (number,))
        rows = []
        start = 0
        for t in told.tellings:
            own = _ENCODER.encode(t)
            start = record.index(own, start)
            grain = grind(t).tobytes() if isinstance(t, Saying) else None
            teller = make_key(t.stated_in) if isinstance(t, Happening) and t.stated_in else None
            place = (number, positions[t.id], t.place, t.lang, t.voice, None, start, len(own), grain, teller)
            rows.append((make_key(t.id), t.id, *place))
            start += len(own)
        self.store.connection.executemany("INSERT INTO tellings VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def encode(told: Told) -> bytes:
    """What a document tells as it is kept: the same for the same."""
    return _ENCODER.encode(told)


def decode(record: bytes) -> Told:
    """What was encoded."""
    return _DECODER.decode(record)


def load_grains(store: Store, keys: Sequence[int]) -> list[Grain | None]:
    """What the sieve keeps of each of these tellings."""
    sql = "SELECT key, grain FROM tellings WHERE key IN (SELECT value FROM json_each(?)) AND grain IS NOT NULL"
    found = {key: np.frombuffer(grain, "<u4") for key, grain in store.connection.execute(sql, (json.dumps(keys),))}
    return [found.get(key) for key in keys]


def prepare(store: Store, number: int) -> Told:
    """What a document tells, from its findings and from who its entities are over documents."""
    marks = ", ".join("?" * len(NEEDED))
    sql = f"SELECT position, record FROM findings WHERE document = ? AND type IN ({marks}) ORDER BY position"
    records = fetch(store.connection, tuple[int, bytes], sql, (number, *NEEDED))
    findings = {position: FINDING_DECODER.decode(record) for position, record in records}
    row = fetch_one(store.connection, tuple[str], "SELECT id FROM documents WHERE number = ?", (number,))
    sql = (
        "SELECT e.position, COALESCE(t.first, e.number), t.first IS NULL FROM entities e "
        "LEFT JOIN told_entities t ON t.entity = e.number WHERE e.document = ?"
    )
    identity: dict[str, str] = {}
    alone: set[str] = set()
    for position, first, is_alone in fetch(store.connection, tuple[int, int, int], sql, (number,)):
        entity = findings.get(position)
        if isinstance(entity, Entity):
            identity |= dict.fromkeys(entity.mentions, f"#{first}")
            if is_alone:
                alone.add(f"#{first}")
    return tell_document(row[0] if row else "", list(findings.values()), identity, alone)


def list_marks_of_tellings(told: Told) -> dict[int, Numbers]:
    """For the key of each telling of a document its marks, in order."""
    keys = [make_key(telling.id) for telling in told.tellings]
    return dict(zip(keys, list_telling_marks(told), strict=True))


def list_marks_of_document(told: Told) -> Numbers:
    """The marks of a document by which it meets others of its affair, in order."""
    return np.array(sorted(list_affair_marks(told)), dtype=np.uint64)


_TOUCHED = (
    "SELECT entity FROM rejoined WHERE entity IS NOT NULL UNION "
    "SELECT j.entity FROM rejoined r JOIN joined j ON j.id = r.id"
)


def find_renamed(store: Store) -> set[int]:
    """The documents in which somebody is another over documents than when they were prepared; the table knows then."""
    known = fetch_one(store.connection, tuple[int], "SELECT 1 FROM told_entities LIMIT 1")
    touched = _TOUCHED if known else "SELECT entity FROM joined"  # at first, all there are
    sql = (
        f"WITH touched AS ({touched}), now AS (SELECT j.entity, "
        "(SELECT MIN(k.entity) FROM joined k WHERE k.id = j.id) AS first FROM touched x JOIN joined j USING (entity)) "
        "SELECT n.entity, n.first FROM now n LEFT JOIN told_entities t USING (entity) WHERE t.first IS NOT n.first"
    )
    joined = list(fetch(store.connection, tuple[int, int], sql))
    sql = (
        f"SELECT t.entity FROM ({touched}) x JOIN told_entities t USING (entity) LEFT JOIN joined j USING (entity) "
        "WHERE j.entity IS NULL"
    )
    alone = [entity for (entity,) in fetch(store.connection, tuple[int], sql)]
    store.connection.execute("DELETE FROM rejoined")
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
