"""The passages of a case by key, and which lead to which by a credit."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from zlib import crc32

import msgspec
from msgspec import Struct

from sayso.records import Fingerprint
from sayso.store.database import fetch
from sayso.store.meetings import order_keys, weigh_pair
from sayso.store.saving import Store
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.likeness import DAYS, is_near
from sayso.weigh.marks import FEWEST_SHARED, Pair, list_marks
from sayso.weigh.ties import MOST_RELATIVES, is_led_to

FINGERPRINT = msgspec.json.Decoder(Fingerprint)


class Print(Struct, frozen=True, array_like=True):
    """What the table holds of a passage."""

    key: int
    document: int
    digest: int
    publisher: str | None
    day: int | None
    marks: bytes


class Prints:
    """The passages of a case by key."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._loaded: dict[int, Fingerprint] = {}

    def list_kept(self, document: int) -> list[Print]:
        """What the tables hold of a document."""
        sql = "SELECT key, document, digest, publisher, day, marks FROM prints WHERE document = ?"
        return list(fetch(self.store.connection, Print, sql, (document,)))

    def list_found(self, document: int) -> list[tuple[Fingerprint, tuple[int, int, int]]]:
        """What is found in a document now, with its document, position and digest."""
        sql = "SELECT position, record FROM findings WHERE document = ? AND type = 'Fingerprint'"
        rows = fetch(self.store.connection, tuple[int, bytes], sql, (document,))
        return [(FINGERPRINT.decode(record), (document, position, crc32(record))) for position, record in rows]

    def load(self, key: int) -> Fingerprint:
        """The fingerprint with this key."""
        if key not in self._loaded:
            sql = (
                "SELECT f.record FROM prints p JOIN findings f ON f.document = p.document AND f.position = p.position "
                "WHERE p.key = ?"
            )
            row = next(fetch(self.store.connection, tuple[bytes], sql, (key,)))
            self._loaded[key] = FINGERPRINT.decode(row[0])
        return self._loaded[key]

    def find_document(self, key: int) -> int:
        """The number of the document of a passage."""
        return next(fetch(self.store.connection, tuple[int], "SELECT document FROM prints WHERE key = ?", (key,)))[0]

    def meet(self, pair: Pair) -> bool:
        """Whether two passages share marks enough."""
        marks = list_marks(self.load(pair[0])), list_marks(self.load(pair[1]))
        return weigh_pair(self.store, pair, marks) >= FEWEST_SHARED


class Credits:
    """Which passages lead to which by a credit."""

    def __init__(self, prints: Prints) -> None:
        self.prints = prints
        self.connection = prints.store.connection
        rows = self.connection.execute("SELECT DISTINCT publisher FROM prints WHERE publisher IS NOT NULL")
        self.publishers: list[str] = [row[0] for row in rows]
        self._led: dict[str, list[str]] = {}

    def list_pairs(self, key: int) -> set[Pair]:
        """The pairs of a passage with those that its own credits lead to."""
        names = self.connection.execute("SELECT name FROM credits WHERE key = ?", (key,)).fetchall()
        found: set[Pair] = set()
        for (name,) in names:
            near = self._list_near(name, key)
            if len(near) <= MOST_RELATIVES:
                found |= {order_keys(key, other) for other in near}
        return found

    def list_pairs_of_new(self, new: Collection[int]) -> set[Pair]:
        """The pairs of older passages with those of the new ones that their credits lead to."""
        return {pair for name, key, come in self._list_led_to(new) for pair in self._pair(name, key, come)}

    def _pair(self, name: str, key: int, come: Collection[int]) -> set[Pair]:
        near = self._list_near(name, key)
        return {order_keys(key, other) for other in near if other in come} if len(near) <= MOST_RELATIVES else set()

    def list_broken(self, new: Collection[int]) -> set[Pair]:
        """The pairs of older passages whose credit has come to lead to too many."""
        broken: set[Pair] = set()
        for name, key, come in self._list_led_to(new):
            near = self._list_near(name, key)
            if len(near) > MOST_RELATIVES >= len(near) - len(come):
                broken |= {order_keys(key, other) for other in near}
        return broken

    def _list_led_to(self, new: Collection[int]) -> list[tuple[str, int, set[int]]]:
        """Each older passage with a credit that leads to new ones near it."""
        published: defaultdict[str, set[int]] = defaultdict(set)
        for key in new:
            publisher = self.prints.load(key).publisher
            if publisher:
                published[fold_words(publisher)].add(key)
        found = []
        names = self.connection.execute("SELECT DISTINCT name FROM credits").fetchall() if published else []
        for (name,) in names:
            led = {key for publisher in published if is_led_to(name, publisher) for key in published[publisher]}
            if not led:
                continue
            for (key,) in self.connection.execute("SELECT key FROM credits WHERE name = ?", (name,)).fetchall():
                near = {other for other in led if is_near(self.prints.load(key), self.prints.load(other))} - {key}
                if near and key not in new:
                    found.append((name, key, near))
        return found

    def _list_near(self, name: str, key: int) -> set[int]:
        """The passages of the publishers that a name leads to, published near this one."""
        if name not in self._led:
            self._led[name] = [publisher for publisher in self.publishers if is_led_to(name, publisher)]
        day = count_days(self.prints.load(key))
        found: set[int] = set()
        for publisher in self._led[name]:
            where = "publisher = ?" if day is None else "publisher = ? AND (day IS NULL OR day BETWEEN ? AND ?)"
            values = (publisher,) if day is None else (publisher, day - DAYS, day + DAYS)
            found |= {row[0] for row in self.connection.execute(f"SELECT key FROM prints WHERE {where}", values)}
        return found - {key}


def count_days(fingerprint: Fingerprint) -> int | None:
    """The day on which a passage was published, as a number; None where it is not known."""
    try:
        return date.fromisoformat((fingerprint.published or "")[:10]).toordinal()
    except ValueError:
        return None
