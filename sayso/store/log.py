"""The custody log: what happened to a case, one entry a happening, each bound to the one before.

An entry is JSON that carries the SHA-256 of the entry before it; its own hash stands beside it. The
number and hash of the last entry are also written to `log.head`, outside the database.

Noticed by `find_log_problems`: any change inside an entry, an entry taken out, put in or moved, the end cut
off to before the point that `log.head` names, a `log.head` that was changed.
Not noticed: a log rewritten as a whole together with `log.head` by somebody who may write in the folder,
and entries cut off the end that `log.head` does not name yet (it follows every hundred entries and at the end
of each add). Against the first, keep the head hash elsewhere: print it, mail it, put it into the dossier.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sayso import __version__
from sayso.records import Decision
from sayso.store.database import fetch, fetch_one
from sayso.store.rows import Problem

What = Literal["created", "added", "again", "failed", "restored", "reread", "decision", "list"]
HEAD_NAME = "log.head"
HEAD_EVERY = 100  # entries between two writes of the head during an add
START = "0" * 64  # what the first entry names as the hash before it


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One happening."""

    number: int
    at: str  # UTC
    what: What
    made_by: str
    previous: str  # the hash of the entry before
    address: str = ""
    sha256: str | None = None  # of the bytes
    media_type: str | None = None  # as declared
    charset: str | None = None
    url: str | None = None
    captured_at: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    collector: str = ""
    document: str | None = None
    digest: str | None = None  # SHA-256 of the document and its findings as they were stored, or of a list
    reason: str = ""
    decision: Decision | None = None


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def append_entry(connection: sqlite3.Connection, entry: Entry) -> int:
    """The number under which the entry now stands at the end of the log; to be called inside a transaction.

    Number, time, maker and previous hash are filled in here; what the caller put there does not count.
    """
    number, previous = read_head(connection)
    entry = msgspec.structs.replace(
        entry, number=number + 1, at=now(), made_by=f"sayso {__version__}", previous=previous
    )
    content = msgspec.json.encode(entry)
    connection.execute(
        "INSERT INTO log VALUES(?, ?, ?, ?, ?, ?)",
        (entry.number, entry.what, entry.address, entry.sha256, content, _hash(content)),
    )
    return entry.number


def draft_entry(what: What) -> Entry:
    """An entry without its place in the log, to be completed with `msgspec.structs.replace`."""
    return Entry(number=0, at="", what=what, made_by="", previous="")


def read_head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and hash of the last entry."""
    last = fetch_one(connection, tuple[int, str], "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1")
    return last or (0, START)


def read_entries(connection: sqlite3.Connection, sha256: str | None = None) -> Iterator[Entry]:
    """The entries in order; those about one original when its hash is given."""
    sql = "SELECT entry FROM log ORDER BY number"
    if sha256 is not None:
        sql = "SELECT entry FROM log WHERE sha256 = ? ORDER BY number"
    for (content,) in fetch(connection, tuple[bytes], sql, () if sha256 is None else (sha256,)):
        yield msgspec.json.decode(content, type=Entry)


def read_entry(connection: sqlite3.Connection, number: int) -> Entry | None:
    """The entry of this number."""
    row = fetch_one(connection, tuple[bytes], "SELECT CAST(entry AS BLOB) FROM log WHERE number = ?", (number,))
    return msgspec.json.decode(row[0], type=Entry) if row else None


def save_head(connection: sqlite3.Connection, folder: Path) -> None:
    """The end of the log is named outside the database."""
    number, last = read_head(connection)
    new = folder / f"{HEAD_NAME}.{os.getpid()}.new"
    with new.open("w", encoding="ascii") as file:
        file.write(f"{number} {last}\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / HEAD_NAME)


def find_log_problems(connection: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    """Every place where the log is not as it was written."""
    hint = "The custody log was changed outside sayso; compare with a copy of the folder"
    previous, expected = START, 1
    hashes: dict[int, str] = {}
    named, problem = _read_head_file(folder)
    sql = "SELECT number, what, address, sha256, CAST(entry AS BLOB), hash FROM log ORDER BY number"
    for row in fetch(connection, tuple[int, str, str, str | None, bytes, str], sql):
        number, what, address, sha256, content, kept = row
        where = f"log entry {number}"
        if number != expected:
            yield Problem(where=where, what=f"entry {expected} is missing before it", hint=hint)
        if _hash(content) != kept:
            yield Problem(where=where, what="the entry does not have the hash it had", hint=hint)
        try:
            entry = msgspec.json.decode(content, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Problem(where=where, what="the entry cannot be read", hint=hint)
        else:
            if (entry.number, entry.what, entry.address, entry.sha256) != (number, what, address, sha256):
                yield Problem(where=where, what="the columns beside the entry differ from it", hint=hint)
            if entry.previous != previous:
                yield Problem(where=where, what="the entry does not follow on the one before it", hint=hint)
        if named and number == named[0]:
            hashes[number] = kept
        previous, expected = kept, number + 1
    if problem:
        yield problem
    elif named and hashes.get(named[0]) != named[1]:
        what = f"names entry {named[0]}, which is not in the log as it was"
        yield Problem(where=HEAD_NAME, what=what, hint="The end of the log was cut off or changed outside sayso")


def _read_head_file(folder: Path) -> tuple[tuple[int, str] | None, Problem | None]:
    hint = "If you moved the case, copy the whole folder again; otherwise it was changed outside sayso"
    try:
        number, last = (folder / HEAD_NAME).read_text("ascii").split()
        return (int(number), last), None
    except FileNotFoundError:
        return None, Problem(where=HEAD_NAME, what="the file is missing", hint=hint)
    except (ValueError, OSError):
        return None, Problem(where=HEAD_NAME, what="the file cannot be read", hint=hint)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
