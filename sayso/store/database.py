"""The SQLite file of a case: how it is opened, locked and laid out.

One writer, many readers (WAL). Everything that fails in SQLite comes out as a CaseError that says what to
do. Rows are read with their types checked. The layout has a version; a case of another version is refused.

The full-text tables hold no text of their own, only words made by `words.join_words`; the tokenizer
`ascii` takes every character beyond ASCII as part of a word, so that no version of SQLite or of its
Unicode tables has a say in what a word is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.errors import CaseError

VERSION = 1
BUSY_SECONDS = 10.0
APPLICATION = 0x53415953  # "SAYS": tells a case's file from any other SQLite file
FILE_NAME = "case.db"
INDEXES = ("document_index", "statement_index", "entity_index")

_LAYOUT = """
CREATE TABLE schema(version INTEGER NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL);
CREATE TABLE log(
    number INTEGER PRIMARY KEY, what TEXT NOT NULL, address TEXT NOT NULL, sha256 TEXT,
    entry BLOB NOT NULL, hash TEXT NOT NULL);
CREATE INDEX log_sha256 ON log(sha256);
CREATE TABLE originals(
    sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, log INTEGER NOT NULL REFERENCES log(number)) WITHOUT ROWID;
CREATE INDEX originals_log ON originals(log);
CREATE TABLE failures(
    address TEXT PRIMARY KEY, sha256 TEXT REFERENCES originals(sha256), reason TEXT NOT NULL,
    log INTEGER NOT NULL REFERENCES log(number)) WITHOUT ROWID;
CREATE INDEX failures_sha256 ON failures(sha256);
CREATE TABLE documents(
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL UNIQUE REFERENCES originals(sha256), name TEXT, publisher TEXT, langs TEXT NOT NULL,
    characters INTEGER NOT NULL, first_day TEXT, last_day TEXT, captured_at TEXT NOT NULL,
    log INTEGER NOT NULL REFERENCES log(number), record BLOB NOT NULL, text TEXT NOT NULL);
CREATE INDEX documents_name ON documents(name);
CREATE INDEX documents_first_day ON documents(first_day);
CREATE TABLE findings(
    document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE, position INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY(document, position)) WITHOUT ROWID;
CREATE INDEX findings_id ON findings(id);
CREATE INDEX findings_type ON findings(type, document);
CREATE TABLE entities(
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
    position INTEGER NOT NULL, id TEXT NOT NULL, schema TEXT NOT NULL, name TEXT NOT NULL);
CREATE INDEX entities_document ON entities(document);
CREATE INDEX entities_id ON entities(id);
CREATE TABLE statements(
    number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
    position INTEGER NOT NULL, id TEXT NOT NULL, act TEXT NOT NULL, polarity TEXT NOT NULL, form TEXT NOT NULL,
    lang TEXT NOT NULL, speaker TEXT, entity INTEGER REFERENCES entities(number), inside TEXT, score REAL NOT NULL,
    start INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL);
CREATE INDEX statements_place ON statements(document, start, position);
CREATE INDEX statements_entity ON statements(entity);
CREATE TABLE abouts(
    entity INTEGER NOT NULL REFERENCES entities(number) ON DELETE CASCADE,
    statement INTEGER NOT NULL REFERENCES statements(number) ON DELETE CASCADE,
    PRIMARY KEY(entity, statement)) WITHOUT ROWID;
CREATE INDEX abouts_statement ON abouts(statement);
CREATE TABLE decisions(log INTEGER PRIMARY KEY REFERENCES log(number), id TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
CREATE VIRTUAL TABLE document_index USING fts5(words, content='', tokenize='ascii');
CREATE VIRTUAL TABLE statement_index USING fts5(source, about, content='', tokenize='ascii');
CREATE VIRTUAL TABLE entity_index USING fts5(names, content='', tokenize='ascii');
"""

# Cases that were made before lack these, and get them when they are opened. Every page asks for the newest document's
# place in the log, which must not read all documents.
_LATER = """
CREATE INDEX IF NOT EXISTS documents_log ON documents(log);
CREATE INDEX IF NOT EXISTS statements_score ON statements(score, document, start);
CREATE TABLE IF NOT EXISTS found(
    document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE, position INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, record BLOB, PRIMARY KEY(document, position)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_id ON found(id);
CREATE INDEX IF NOT EXISTS entities_name ON entities(name);
CREATE INDEX IF NOT EXISTS statements_id ON statements(id);
CREATE INDEX IF NOT EXISTS statements_act ON statements(act, score, document, start);
"""

Row = TypeVar("Row")
Parameters = tuple[str | int | float | bytes | None, ...]


def create_database(path: Path, made_by: str, made_at: str) -> None:
    """An empty database file of our layout."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("BEGIN;" + _LAYOUT + _LATER)
        connection.execute("INSERT INTO schema VALUES(?, ?, ?)", (VERSION, made_by, made_at))
        connection.execute("COMMIT")
    finally:
        connection.close()


def open_database(path: Path) -> sqlite3.Connection:
    """A connection to a case file of our version; CaseError for anything else."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        with explain_errors(path):
            application = next(fetch(connection, tuple[int], "PRAGMA application_id"))[0]
            if application != APPLICATION:
                raise CaseError("is not the file of a sayso case", where=str(path), hint="Give the folder of a case")
            _check_version(connection, path)
            # FULL: what was reported as added or decided is there after a power cut.
            for setting in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -16000", "temp_store = FILE"):
                connection.execute(f"PRAGMA {setting}")
            newest = "SELECT name FROM sqlite_master WHERE name = 'statements_act'"
            if fetch_one(connection, tuple[str], newest) is None:
                connection.executescript(_LATER)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version, made_by = next(fetch(connection, tuple[int, str], "SELECT version, made_by FROM schema"))
    if version > VERSION:
        hint = "Install that version or a later one: pip install --upgrade sayso"
        raise CaseError(f"was made by {made_by}, which is newer than this one", where=str(path), hint=hint)
    if version < VERSION:
        hint = "Make a new case and add its originals/ folder to it"
        raise CaseError(f"was made by {made_by}, whose layout this version does not read", where=str(path), hint=hint)


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """What SQLite complains about, and a record that cannot be read, come out as a CaseError with what to do."""
    try:
        yield
    except (sqlite3.Error, msgspec.DecodeError, UnicodeDecodeError) as error:
        words = str(error)
        if "locked" in words or "busy" in words:
            hint = "Another sayso is writing to it: try again when that has ended"
        elif "full" in words or "disk I/O" in words:
            hint = "Make room on the disk and run the same command again; nothing that was kept is lost"
        elif "readonly" in words or "unable to open" in words:
            hint = "Check that you may write in the folder"
        else:
            hint = "Run sayso verify; what is damaged can be had back from a copy of the folder"
        raise CaseError(words, where=str(path), hint=hint) from error


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All changes inside, or none; the write lock is held from the start."""
    with explain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def hold_adding(folder: Path) -> Iterator[None]:
    """Only one process adds to a case at a time; a second waits a while and then gets a CaseError.

    The lock is SQLite's own on a file beside the case, so the system lifts it when its holder dies.
    Decisions and questions need no such lock.
    """
    connection = sqlite3.connect(folder / "adding.lock", timeout=BUSY_SECONDS, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise CaseError(str(error), where=str(folder), hint="Check that you may write in the folder") from error
            hint = "Wait until it has ended, then run the same command again"
            raise CaseError("another sayso is adding to this case", where=str(folder), hint=hint) from None
        yield
    finally:
        connection.close()


@contextmanager
def flush_later(connection: sqlite3.Connection) -> Iterator[None]:
    """Inside, a commit outlives the process but reaches the disk only with `flush`; on leaving, everything has.

    Waiting for the disk at every document would make an add several times slower. After a power cut in the
    middle of it the last documents may be missing, whole, and the same add brings them back.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = FULL")
        flush(connection)


def flush(connection: sqlite3.Connection) -> None:
    """Everything that was committed is on the disk, in the database file itself as far as readers allow."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def fetch(connection: sqlite3.Connection, row: type[Row], sql: str, parameters: Parameters = ()) -> Iterator[Row]:
    """The rows of a question, one at a time, each of the type asked for."""
    cursor = connection.execute(sql, parameters)
    try:
        for values in cursor:
            yield msgspec.convert(values, row)
    except msgspec.ValidationError as error:
        raise sqlite3.DatabaseError(f"a row has a value of the wrong type: {error}") from error
    finally:
        with suppress(sqlite3.ProgrammingError):  # the case was closed before all rows were taken
            cursor.close()


def fetch_one(connection: sqlite3.Connection, row: type[Row], sql: str, parameters: Parameters = ()) -> Row | None:
    """The first row of a question, or None when there is none."""
    return next(fetch(connection, row, sql, parameters), None)
