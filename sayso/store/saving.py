"""How a document and its findings come into a case: the original first, then everything else at once.

Killed at any moment, the process leaves a case in which each document is there with all its findings and
its log entry, or not at all.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sayso.records import AnyFinding, Document, Entity, Failure, Mention, Original, Passage, Statement
from sayso.store.database import INDEXES, fetch, fetch_one, transaction
from sayso.store.dates import find_days
from sayso.store.log import Entry, What, append_entry, draft_entry
from sayso.store.originals import make_sha256, save_original
from sayso.store.places import Places, cover
from sayso.store.words import fold_words, join_words

ENCODER = msgspec.json.Encoder()
FINDING_DECODER: msgspec.json.Decoder[AnyFinding] = msgspec.json.Decoder(AnyFinding)
DOCUMENT_DECODER = msgspec.json.Decoder(Document)


class Store(Struct, frozen=True):
    """An open case: its folder and its database."""

    folder: Path
    connection: sqlite3.Connection

    @property
    def path(self) -> Path:
        """The database file, for messages."""
        return self.folder / "case.db"


class Setting(Struct, frozen=True, kw_only=True):
    """What a statement is described by: the mentions, the rows of the entities that have them, the sentences."""

    mentions: Mapping[str, Mention]
    entities: dict[str, int]  # by mention
    places: Places


class Encoded(Struct, frozen=True, kw_only=True):
    """A document and its findings as they are stored, and one hash over all of it."""

    record: bytes  # the document without its text
    text: str
    findings: tuple[bytes, ...]
    digest: str


def encode(document: Document, findings: Iterable[AnyFinding]) -> Encoded:
    """The document and its findings as JSON, with their digest."""
    record = ENCODER.encode(msgspec.structs.replace(document, text=""))
    found = tuple(ENCODER.encode(finding) for finding in findings)
    return Encoded(record=record, text=document.text, findings=found, digest=make_digest(record, document.text, found))


def make_digest(record: bytes, text: str, findings: Iterable[bytes]) -> str:
    """One hash over a document, its text and its findings in order."""
    digest = hashlib.sha256()
    for piece in (record, text.encode("utf-8"), *findings):
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def is_known(store: Store, sha256: str) -> bool:
    """Whether there is a document made from these bytes."""
    found = fetch_one(store.connection, tuple[str], "SELECT id FROM documents WHERE sha256 = ?", (sha256,))
    return found is not None


def save_document(
    store: Store, original: Original, document: Document, findings: Sequence[AnyFinding], name: str | None = None
) -> bool:
    """Whether the document is new; the case holds it, its findings and its original, and the log says so.

    Args:
        name: the id that the document came with, where it came with one.
    """
    sha256 = make_sha256(original.content)
    if is_known(store, sha256):
        save_again(store, original, sha256)
        return False
    encoded = encode(document, findings)
    save_original(store.folder, sha256, original.content)
    with transaction(store.connection, store.path):
        entry = describe_capture("added", original, sha256, document=document.id, digest=encoded.digest)
        number = append_entry(store.connection, entry)
        _save_original_row(store, sha256, len(original.content), number)
        store.connection.execute("DELETE FROM failures WHERE address = ? OR sha256 = ?", (original.address, sha256))
        row = store.connection.execute(
            "INSERT INTO documents(id, sha256, name, captured_at, log, langs, characters, record, text) "
            "VALUES(?, ?, ?, ?, ?, '', 0, '', '')",
            (document.id, sha256, name, original.captured_at, number),
        )
        save_reading(store.connection, row.lastrowid or 0, document, findings, encoded)
        index_document(store.connection, row.lastrowid or 0, document.text)
    return True


def save_again(store: Store, original: Original, sha256: str) -> None:
    """The log says that the bytes of a document were met again; a lost or damaged original is put back."""
    written = save_original(store.folder, sha256, original.content)
    with transaction(store.connection, store.path):
        append_entry(store.connection, describe_capture("restored" if written else "again", original, sha256))


def save_failure(store: Store, failure: Failure, original: Original | None = None) -> None:
    """The failure is listed and logged; bytes that could not be read are kept, for a later version may read them."""
    sha256 = make_sha256(original.content) if original else None
    if original and sha256:
        save_original(store.folder, sha256, original.content)
    with transaction(store.connection, store.path):
        entry = describe_capture("failed", original, sha256, address=failure.address, reason=failure.reason)
        number = append_entry(store.connection, entry)
        if original and sha256:
            _save_original_row(store, sha256, len(original.content), number)
        store.connection.execute(
            "INSERT OR REPLACE INTO failures VALUES(?, ?, ?, ?)", (failure.address, sha256, failure.reason, number)
        )


def describe_capture(what: What, original: Original | None, sha256: str | None, **more: str) -> Entry:
    """An entry of the log with the circumstances in which the bytes were captured."""
    entry = msgspec.structs.replace(draft_entry(what), sha256=sha256)
    if original:
        entry = msgspec.structs.replace(
            entry,
            address=original.address,
            media_type=original.media_type,
            charset=original.charset,
            url=original.url,
            captured_at=original.captured_at,
            headers=original.headers,
            collector=original.collector,
        )
    return msgspec.structs.replace(entry, **more)


def _save_original_row(store: Store, sha256: str, size: int, number: int) -> None:
    store.connection.execute("INSERT OR IGNORE INTO originals VALUES(?, ?, ?)", (sha256, size, number))


def save_reading(
    connection: sqlite3.Connection, number: int, document: Document, findings: Sequence[AnyFinding], encoded: Encoded
) -> None:
    """The document's row says what was read, and the findings stand in their tables and indexes.

    Findings that the document had before must be gone.
    """
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    days = find_days(document.published) or (None, None)
    columns = (fold_column(document.publisher), join_langs(passages), len(document.text), *days)
    connection.execute(
        "UPDATE documents SET publisher = ?, langs = ?, characters = ?, first_day = ?, last_day = ?, record = ?, "
        "text = ? WHERE number = ?",
        (*columns, encoded.record, encoded.text, number),
    )
    connection.executemany(
        "INSERT INTO findings VALUES(?, ?, ?, ?, ?)",
        (
            (number, position, finding.id, type(finding).__name__, record)
            for position, (finding, record) in enumerate(zip(findings, encoded.findings, strict=True))
        ),
    )
    mentions = {finding.id: finding for finding in findings if isinstance(finding, Mention)}
    setting = Setting(mentions=mentions, entities={}, places=Places(document, passages))
    for position, finding in enumerate(findings):
        if isinstance(finding, Entity):
            row = save_entity(connection, (number, position), finding)
            setting.entities.update(dict.fromkeys(finding.mentions, row))
    for position, finding in enumerate(findings):
        if isinstance(finding, Statement):
            save_statement(connection, (number, position), finding, setting)


def save_entity(connection: sqlite3.Connection, place: tuple[int, int], entity: Entity) -> int:
    """The number of the row in which the entity now stands, with its names in the index."""
    row = connection.execute(
        "INSERT INTO entities(document, position, id, schema, name) VALUES(?, ?, ?, ?, ?)",
        (*place, entity.id, entity.schema, entity.names[0] if entity.names else ""),
    )
    names = join_words(*entity.names)
    connection.execute("INSERT INTO entity_index(rowid, names) VALUES(?, ?)", (row.lastrowid, names))
    return row.lastrowid or 0


def describe_statement(
    statement: Statement, setting: Setting
) -> tuple[str, str, str, str, str | None, str | None, float, int, int, int]:
    """The columns beside a statement: act, polarity, form, language, speaker's words, inside, score, places."""
    text = setting.places.document.text
    start, end = cover((*statement.source, *statement.cue, *statement.content)) or (0, 0)
    sentence = setting.places.find_sentence(start, end)
    mention = setting.mentions.get(statement.speaker or "")
    speaker = text[mention.span.start : mention.span.end] if mention else None
    lang = setting.places.find_lang(start)
    columns = (statement.act, statement.polarity, statement.form, lang, speaker, statement.inside, statement.score)
    return (*columns, start, sentence.start, sentence.end)


def save_statement(
    connection: sqlite3.Connection,
    place: tuple[int, int],
    statement: Statement,
    setting: Setting,
    number: int | None = None,
) -> None:
    """The statement stands in its table and in the index.

    Args:
        number: the one that its row is to have, of which neither table nor index holds anything.
    """
    entity = setting.entities.get(statement.speaker or "")
    columns = describe_statement(statement, setting)
    row = connection.execute(
        "INSERT INTO statements(number, document, position, id, entity, act, polarity, form, lang, speaker, inside, "
        "score, start, sentence_start, sentence_end) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *place, statement.id, entity, *columns),
    )
    about = {setting.entities[mention] for mention in statement.about if mention in setting.entities}
    connection.executemany("INSERT INTO abouts VALUES(?, ?)", ((entity, row.lastrowid) for entity in sorted(about)))
    source, about_words = find_party_words(statement, setting)
    connection.execute(
        "INSERT INTO statement_index(rowid, source, about) VALUES(?, ?, ?)",
        (row.lastrowid, join_words(*source), join_words(*about_words)),
    )


def find_party_words(statement: Statement, setting: Setting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words by which a text itself calls who speaks, and the words of what is said, which say whom it is about."""
    text = setting.places.document.text
    source = [text[span.start : span.end] for span in statement.source]
    speaker = setting.mentions.get(statement.speaker or "")
    if speaker:
        source.append(text[speaker.span.start : speaker.span.end])
    return tuple(source), tuple(text[span.start : span.end] for span in statement.content)


def delete_findings(connection: sqlite3.Connection, number: int) -> None:
    """The findings of a document are gone; what the indexes still hold of them points nowhere."""
    for table in ("statements", "entities", "findings"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))


def index_document(connection: sqlite3.Connection, number: int, text: str) -> None:
    """The words of the text can be searched."""
    connection.execute("INSERT INTO document_index(rowid, words) VALUES(?, ?)", (number, join_words(text)))


def rebuild_indexes(store: Store) -> None:
    """The indexes hold exactly the words of what the case holds now."""
    connection = store.connection
    with transaction(connection, store.path):
        for index in INDEXES:
            connection.execute(f"INSERT INTO {index}({index}) VALUES('delete-all')")
        for number, record, text in fetch(
            connection, tuple[int, bytes, str], "SELECT number, record, text FROM documents ORDER BY number"
        ):
            index_document(connection, number, text)
            document = msgspec.structs.replace(DOCUMENT_DECODER.decode(record), text=text)
            _index_parties(connection, number, document)


def _index_parties(connection: sqlite3.Connection, number: int, document: Document) -> None:
    held = load_placed(connection, number)
    mentions = {finding.id: finding for finding in held.values() if isinstance(finding, Mention)}
    setting = Setting(mentions=mentions, entities={}, places=Places(document, []))
    for table in ("statements", "entities"):
        sql = f"SELECT number, position FROM {table} WHERE document = ?"
        for row, position in fetch(connection, tuple[int, int], sql, (number,)):
            finding = held[position]
            if isinstance(finding, Entity):
                names = join_words(*finding.names)
                connection.execute("INSERT INTO entity_index(rowid, names) VALUES(?, ?)", (row, names))
            elif isinstance(finding, Statement):
                source, about = find_party_words(finding, setting)
                values = (row, join_words(*source), join_words(*about))
                connection.execute("INSERT INTO statement_index(rowid, source, about) VALUES(?, ?, ?)", values)


def load_placed(connection: sqlite3.Connection, number: int) -> dict[int, AnyFinding]:
    """What holds in a document, by position."""
    sql = "SELECT position, record FROM findings WHERE document = ? ORDER BY position"
    rows = fetch(connection, tuple[int, bytes], sql, (number,))
    return {position: FINDING_DECODER.decode(record) for position, record in rows}


def load_findings(connection: sqlite3.Connection, number: int) -> list[AnyFinding]:
    """What holds in a document: what was found there in the order in which it was found, then what people added."""
    return list(load_placed(connection, number).values())


def load_passages(connection: sqlite3.Connection, number: int) -> list[Passage]:
    """The passages of a document."""
    sql = "SELECT record FROM findings WHERE document = ? AND +type = 'Passage' ORDER BY position"
    return [msgspec.json.decode(record, type=Passage) for (record,) in fetch(connection, tuple[bytes], sql, (number,))]


def join_langs(passages: Iterable[Passage]) -> str:
    """The languages of the passages with a space on each side of each."""
    return f" {' '.join(dict.fromkeys(passage.lang for passage in passages))} "


def fold_column(words: str | None) -> str | None:
    """Folded words with a space on each side, so that a phrase is a piece of it."""
    return f" {' '.join(fold_words(words))} " if words else None
