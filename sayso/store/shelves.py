"""Mappings that lie in the case: read when they are asked for, written when they are saved.

What linking has worked out (`link.ledger`) is kept in them from one change to the next, so that a change
reads and writes what it touches and nothing else. All of it follows from findings, decisions and lists.
"""

import sqlite3
from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar

import msgspec

Key = TypeVar("Key", str, int)
Value = TypeVar("Value")
TABLE = (
    "CREATE TABLE IF NOT EXISTS linking(shelf INTEGER NOT NULL, key NOT NULL, value BLOB NOT NULL, "
    "PRIMARY KEY(shelf, key)) WITHOUT ROWID"
)
_GONE = object()
_ENCODER = msgspec.msgpack.Encoder()


class Shelf(MutableMapping[Key, Value], Generic[Key, Value]):
    """One mapping of a case; values are immutable."""

    def __init__(self, connection: sqlite3.Connection, number: int, kind: type[Value]) -> None:
        self._connection = connection
        self._number = number
        self._decoder: msgspec.msgpack.Decoder[Value] = msgspec.msgpack.Decoder(kind)
        self._held: dict[Key, Value | object] = {}
        self._changed: set[Key] = set()
        sql = "SELECT 1 FROM linking WHERE shelf = ? LIMIT 1"
        self._is_stored = connection.execute(sql, (number,)).fetchone() is not None

    def __getitem__(self, key: Key) -> Value:
        value = self._find(key)
        if value is _GONE:
            raise KeyError(key)
        return value  # type: ignore[return-value]

    def get(self, key: Key, default: Value | None = None) -> Value | None:  # type: ignore[override]
        value = self._find(key)
        return default if value is _GONE else value  # type: ignore[return-value]

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not _GONE  # type: ignore[arg-type]

    def _find(self, key: Key) -> Value | object:
        held = self._held.get(key)
        if held is not None:
            return held
        if not self._is_stored:
            return _GONE
        sql = "SELECT value FROM linking WHERE shelf = ? AND key = ?"
        row = self._connection.execute(sql, (self._number, key)).fetchone()
        value = _GONE if row is None else self._decoder.decode(row[0])
        self._held[key] = value
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self._held[key] = value
        self._changed.add(key)

    def __delitem__(self, key: Key) -> None:
        if self._find(key) is _GONE:
            raise KeyError(key)
        self._held[key] = _GONE
        self._changed.add(key)

    def __iter__(self) -> Iterator[Key]:
        rows = self._connection.execute("SELECT key FROM linking WHERE shelf = ?", (self._number,)).fetchall()
        keys = {row[0] for row in rows} | self._held.keys()
        yield from sorted(key for key in keys if self._find(key) is not _GONE)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def save(self) -> None:
        """What has changed stands in the case."""
        gone = [(self._number, key) for key in self._changed if self._held[key] is _GONE]
        kept = [(self._number, key) for key in self._changed if self._held[key] is not _GONE]
        self._connection.executemany("DELETE FROM linking WHERE shelf = ? AND key = ?", gone)
        self._connection.executemany(
            "INSERT OR REPLACE INTO linking VALUES(?, ?, ?)",
            ((number, key, _ENCODER.encode(self._held[key])) for number, key in sorted(kept)),
        )
        self._changed.clear()
