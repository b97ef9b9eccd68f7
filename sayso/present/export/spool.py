"""The notes of a report on their way to the file: on disk, sorted and numbered, so that no report fills the memory.

SQLite keeps them in a file of its own that has no name and is gone when the spool is closed.
"""

import sqlite3
from collections.abc import Iterator

import msgspec

from sayso.present.export.notes import Note
from sayso.store.database import fetch, fetch_one

_LAYOUT = """
CREATE TABLE arrived(place INTEGER PRIMARY KEY, day TEXT, kind TEXT, speaker TEXT, id TEXT, record BLOB);
CREATE TABLE notes(number INTEGER PRIMARY KEY, chosen INTEGER, kind TEXT, speaker TEXT, id TEXT, record BLOB);
CREATE INDEX notes_id ON notes(id);
CREATE TABLE speakers(key TEXT PRIMARY KEY, name TEXT);
"""
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Note)


class Spool:
    """Notes that arrive in any order, and are read by day, by speaker, or by number."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _LAYOUT)
        self.connection.execute("BEGIN")

    def close(self) -> None:
        """The notes are gone."""
        self.connection.close()

    def add(self, note: Note, day: str | None, speaker: str, name: str) -> None:
        """The note is kept, to be numbered later.

        Args:
            day: by which it is sorted; None comes last.
            speaker: under which it is listed.
            name: of this speaker.
        """
        values = (day, note.kind, speaker, note.id, _ENCODER.encode(note))
        self.connection.execute("INSERT INTO arrived(day, kind, speaker, id, record) VALUES(?, ?, ?, ?, ?)", values)
        self.connection.execute("INSERT OR IGNORE INTO speakers VALUES(?, ?)", (speaker, name))

    def number_notes(self) -> int:
        """How many notes there are; each now has its number, by day, the events of a day before its statements."""
        self.connection.execute(
            "INSERT INTO notes(chosen, kind, speaker, id, record) SELECT 1, kind, speaker, id, record FROM arrived "
            "ORDER BY day IS NULL, day, kind, place"
        )
        self.connection.execute("CREATE INDEX notes_speaker ON notes(speaker, number)")
        self.connection.execute("DELETE FROM arrived")
        return self._count("SELECT COUNT(*) FROM notes")

    def find(self, id: str) -> int | None:
        """The number of the note on this record, where there is one."""
        row = fetch_one(self.connection, tuple[int], "SELECT number FROM notes WHERE id = ?", (id,))
        return row[0] if row else None

    def append(self, note: Note) -> int:
        """The number of a note that stands in the footnotes alone, behind all others."""
        values = (note.kind, note.id, _ENCODER.encode(note))
        done = self.connection.execute(
            "INSERT INTO notes(chosen, kind, speaker, id, record) VALUES(0, ?, '', ?, ?)", values
        )
        return int(done.lastrowid or 0)

    def read_chronology(self) -> Iterator[Note]:
        """The notes by number, without those that were appended."""
        return self._read("SELECT number, record FROM notes WHERE chosen ORDER BY number")

    def read_all(self) -> Iterator[Note]:
        """The notes by number."""
        return self._read("SELECT number, record FROM notes ORDER BY number")

    def read_speakers(self) -> Iterator[tuple[str, Iterator[Note]]]:
        """Who speaks, those with most statements first, each with theirs by number."""
        sql = (
            "SELECT n.speaker, s.name FROM notes n JOIN speakers s ON s.key = n.speaker WHERE n.chosen AND "
            "n.kind = 'statement' GROUP BY n.speaker ORDER BY COUNT(*) DESC, s.name, n.speaker"
        )
        of_speaker = (
            "SELECT number, record FROM notes WHERE speaker = ? AND chosen AND kind = 'statement' ORDER BY number"
        )
        for speaker, name in fetch(self.connection, tuple[str, str], sql):
            yield name, self._read(of_speaker, (speaker,))

    def _read(self, sql: str, values: tuple[str, ...] = ()) -> Iterator[Note]:
        for number, record in fetch(self.connection, tuple[int, bytes], sql, values):
            yield msgspec.structs.replace(_DECODER.decode(record), number=number)

    def _count(self, sql: str) -> int:
        return next(fetch(self.connection, tuple[int], sql))[0]
