"""Is a case as it was left? Every hash, log link, span, reference and index is looked at again.

The log names the digest of each document and its findings, so that any change to them shows, also one
that leaves every span inside its text.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from sayso.errors import CaseError
from sayso.ids import make_document_id
from sayso.records import AnyFinding, Decision, Document, Entity, Event, Mention, Passage, Relation, Statement
from sayso.store.database import FILE_NAME, INDEXES, explain_errors, fetch
from sayso.store.dates import find_days
from sayso.store.decisions import find_valid_decisions
from sayso.store.effective import apply_decisions
from sayso.store.holding import load_found_records
from sayso.store.log import Entry, find_log_problems, read_entry
from sayso.store.originals import find_original_problems, load_original
from sayso.store.places import Places, find_spans
from sayso.store.rows import Problem
from sayso.store.saving import (
    DOCUMENT_DECODER,
    FINDING_DECODER,
    Setting,
    Store,
    describe_statement,
    fold_column,
    join_langs,
    make_digest,
)

_REREAD = "Rebuild the findings from the originals: sayso reread"
_RESTORE = "Take case.db from a copy of the folder, or rebuild the findings: sayso reread"


class DocumentColumns(Struct, frozen=True, array_like=True):
    """Everything the tables say of one document."""

    number: int
    id: str
    sha256: str
    publisher: str | None
    langs: str
    characters: int
    first_day: str | None
    last_day: str | None
    captured_at: str
    log: int
    record: bytes
    text: str


class StatementColumns(Struct, frozen=True):
    """What the tables say of one statement; entities by their position among the document's findings."""

    id: str
    entity: int | None
    about: tuple[int, ...]
    columns: tuple[str | int | float | None, ...]


class _Record(Struct, frozen=True, kw_only=True):
    position: int
    id: str
    kind: str
    finding: AnyFinding | None  # None: cannot be read


class _Joined(Struct, frozen=True, array_like=True):
    number: int
    position: int
    id: str
    entity: int | None
    act: str
    polarity: str
    form: str
    lang: str
    speaker: str | None
    inside: str | None
    score: float
    start: int
    sentence_start: int
    sentence_end: int


def find_problems(store: Store) -> Iterator[Problem]:
    """Everything in the case that is not as it was left; nothing when all is well. Nobody may add meanwhile."""
    try:
        yield from _find_index_problems(store)
        # One view of the database for all that follows, whatever is decided meanwhile.
        store.connection.execute("SAVEPOINT checks")
        try:
            yield from find_log_problems(store.connection, store.folder)
            yield from _find_database_problems(store)
            yield from find_original_problems(store.connection, store.folder)
            yield from _find_unexplained_originals(store)
            yield from _find_decision_problems(store)
            yield from _find_document_problems(store)
        finally:
            store.connection.execute("RELEASE checks")
    except (sqlite3.Error, msgspec.DecodeError, OSError) as error:
        yield Problem(where=FILE_NAME, what=str(error), hint=_RESTORE)


def _find_index_problems(store: Store) -> Iterator[Problem]:
    for index, table in zip(INDEXES, ("documents", "statements", "entities"), strict=True):
        try:
            with explain_errors(store.path):
                store.connection.execute(f"INSERT INTO {index}({index}) VALUES('integrity-check')")
        except CaseError as error:
            yield Problem(where=f"{FILE_NAME} {index}", what=error.what, hint=_REREAD)
        sql = f"SELECT number FROM {table} EXCEPT SELECT id FROM {index}_docsize"
        for (number,) in fetch(store.connection, tuple[int], sql):
            yield Problem(where=f"{FILE_NAME} {table} {number}", what="search does not know it", hint=_REREAD)


def _find_database_problems(store: Store) -> Iterator[Problem]:
    connection = store.connection
    for (line,) in fetch(connection, tuple[str], "PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(where=FILE_NAME, what=line, hint=_RESTORE)
    for table, row in fetch(connection, tuple[str, int | None], 'SELECT "table", rowid FROM pragma_foreign_key_check'):
        yield Problem(where=f"{FILE_NAME} {table} {row}", what="names a row that is not there", hint=_RESTORE)


def _find_unexplained_originals(store: Store) -> Iterator[Problem]:
    sql = (
        "SELECT sha256 FROM originals WHERE sha256 NOT IN (SELECT sha256 FROM documents) "
        "AND sha256 NOT IN (SELECT sha256 FROM failures WHERE sha256 IS NOT NULL)"
    )
    for (sha256,) in fetch(store.connection, tuple[str], sql):
        what = "is neither a document nor listed as a failure"
        yield Problem(where=f"original {sha256}", what=what, hint=_REREAD)
    known = "SELECT 1 FROM originals WHERE sha256 = ?"
    for entry in _load_entries(store):
        if entry.sha256 and not list(fetch(store.connection, tuple[int], known, (entry.sha256,))):
            what = f"names the original {entry.sha256}, which the case no longer lists"
            yield Problem(where=f"log entry {entry.number}", what=what, hint=_RESTORE)


def _load_entries(store: Store) -> Iterator[Entry]:
    """The log entries that can be read; the others are listed with the log."""
    for (number,) in fetch(store.connection, tuple[int], "SELECT number FROM log ORDER BY number"):
        entry = _load_entry(store, number)
        if entry:
            yield entry


def _load_entry(store: Store, number: int) -> Entry | None:
    try:
        return read_entry(store.connection, number)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class _Decided(Struct):
    decision: msgspec.Raw = msgspec.Raw()  # as it stands in the log, whatever version wrote it


def _find_decision_problems(store: Store) -> Iterator[Problem]:
    kept = dict(fetch(store.connection, tuple[int, bytes], "SELECT log, CAST(record AS BLOB) FROM decisions"))
    sql = "SELECT number, CAST(entry AS BLOB) FROM log WHERE what = 'decision' ORDER BY number"
    for number, entry in fetch(store.connection, tuple[int, bytes], sql):
        try:
            logged = bytes(msgspec.json.decode(entry, type=_Decided).decision)
        except (msgspec.DecodeError, UnicodeDecodeError):  # listed with the log
            continue
        if kept.pop(number, None) != logged:
            what = "the decision differs from the custody log"
            yield Problem(where=f"decision in log entry {number}", what=what, hint=_RESTORE)
    for number in kept:
        what = "the custody log does not know this decision"
        yield Problem(where=f"decision in row {number}", what=what, hint=_RESTORE)


def _load_decided(store: Store) -> list[Decision]:
    try:
        return find_valid_decisions(store)
    except CaseError:  # listed with the decisions
        return []


def _find_document_problems(store: Store) -> Iterator[Problem]:
    sql = (
        "SELECT number, id, sha256, publisher, langs, characters, first_day, last_day, captured_at, log, "
        "CAST(record AS BLOB), CAST(text AS TEXT) FROM documents ORDER BY number"
    )
    decided = _load_decided(store)
    for columns in fetch(store.connection, DocumentColumns, sql):
        where = f"document {columns.id}"
        try:
            document = msgspec.structs.replace(DOCUMENT_DECODER.decode(columns.record), text=columns.text)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Problem(where=where, what="its record cannot be read", hint=_RESTORE)
            continue
        records = _load_records(store, columns.number)
        findings = [record.finding for record in records if record.finding]
        if len(findings) < len(records):
            yield Problem(where=where, what=f"{len(records) - len(findings)} findings cannot be read", hint=_RESTORE)
        entry = _load_entry(store, columns.log)
        found = [record for _, _, record in load_found_records(store.connection, columns.number)]
        digest = make_digest(columns.record, columns.text, found)
        if entry is None or (entry.document, entry.digest) != (columns.id, digest):
            what = "the text or the findings are not those that the custody log names"
            yield Problem(where=where, what=what, hint=_RESTORE)
        for what in _check_document(store, columns, document, findings):
            yield Problem(where=where, what=what, hint=_RESTORE)
        if not _is_held(document, found, records, decided):
            yield Problem(where=where, what="it does not hold what follows from the decisions", hint=_REREAD)
        for record in records:
            finding = record.finding
            if finding and (record.id, record.kind) != (finding.id, type(finding).__name__):
                yield Problem(where=f"{where} {record.id}", what="its columns differ from its record", hint=_REREAD)
        for id, what in _check_findings(document, findings):
            yield Problem(where=f"{where} {id}", what=what, hint=_REREAD)
        held = {record.position: record.finding for record in records}
        yield from _check_tables(store, columns.number, document, held)


def _load_records(store: Store, number: int) -> list[_Record]:
    sql = "SELECT position, id, type, CAST(record AS BLOB) FROM findings WHERE document = ? ORDER BY position"
    return [
        _Record(position=position, id=id, kind=kind, finding=_decode(record))
        for position, id, kind, record in fetch(store.connection, tuple[int, str, str, bytes], sql, (number,))
    ]


def _is_held(
    document: Document, found: Sequence[bytes], records: Sequence[_Record], decisions: Sequence[Decision]
) -> bool:
    """Whether the document holds what was found under what was decided; what cannot be read is listed elsewhere."""
    findings = [finding for record in found if (finding := _decode(record))]
    held = {record.position: record.finding for record in records if record.finding}
    if len(findings) < len(found) or len(held) < len(records):
        return True
    return apply_decisions(document, findings, decisions) == held


def _decode(record: bytes) -> AnyFinding | None:
    try:
        return FINDING_DECODER.decode(record)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _check_document(
    store: Store, columns: DocumentColumns, document: Document, findings: Sequence[AnyFinding]
) -> Iterator[str]:
    """What is wrong with the document as a whole."""
    if document.id != columns.id or (document.sha256 or columns.sha256) != columns.sha256:
        yield "its row names another document than its record"
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    days = find_days(document.published) or (None, None)
    expected = (fold_column(document.publisher), join_langs(passages), len(document.text), *days)
    kept = (columns.publisher, columns.langs, columns.characters, columns.first_day, columns.last_day)
    if expected != kept:
        yield "the columns that filters use differ from its record"
    if document.text.strip() and not findings:
        yield "it has no findings"
    try:
        content = load_original(store.folder, columns.sha256)
    except CaseError:  # listed with the originals
        return
    if make_document_id(content) != columns.id:
        yield "its id is not that of its original"


def _check_findings(document: Document, findings: Sequence[AnyFinding]) -> Iterator[tuple[str, str]]:
    """The id of each finding with something wrong, and what."""
    seen: set[str] = set()
    ids = {type_: {f.id for f in findings if isinstance(f, type_)} for type_ in (Mention, Statement)}
    for finding in findings:
        if finding.id in seen:
            yield finding.id, "two findings have this id"
        seen.add(finding.id)
        for part, span in find_spans(finding):
            if span.document != document.id or not 0 <= span.start <= span.end <= len(document.text):
                yield finding.id, f"its {part} does not lie in the text"
        mentions, statements = _find_references(finding)
        for id in mentions:
            if id not in ids[Mention]:
                yield finding.id, f"names the mention {id}, which is not there"
        for id in statements:
            if id not in ids[Statement]:
                yield finding.id, f"names the statement {id}, which is not there"


def _find_references(finding: AnyFinding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The mentions and the statements that a finding names."""
    match finding:
        case Statement():
            speaker = (finding.speaker,) if finding.speaker else ()
            return (*speaker, *finding.about), (finding.inside,) if finding.inside else ()
        case Event():
            stated_in = (finding.stated_in,) if finding.stated_in else ()
            place = (finding.place,) if finding.place else ()
            return (*finding.actors, *finding.recipients, *finding.participants, *place), stated_in
        case Relation():
            return (finding.subject, finding.object), (finding.stated_in,) if finding.stated_in else ()
        case Entity():
            return finding.mentions, ()
        case _:
            return (), ()


def _check_tables(
    store: Store, number: int, document: Document, held: Mapping[int, AnyFinding | None]
) -> Iterator[Problem]:
    """Whether the tables that filters use say what the findings say."""
    passages = [finding for finding in held.values() if isinstance(finding, Passage)]
    mentions = {finding.id: finding for finding in held.values() if isinstance(finding, Mention)}
    setting = Setting(mentions=mentions, entities={}, places=Places(document, passages))
    entities = {position: finding for position, finding in held.items() if isinstance(finding, Entity)}
    owners = {mention: position for position, entity in entities.items() for mention in entity.mentions}
    expected = {
        position: StatementColumns(
            finding.id,
            owners.get(finding.speaker or ""),
            tuple(sorted({owners[mention] for mention in finding.about if mention in owners})),
            describe_statement(finding, setting),
        )
        for position, finding in held.items()
        if isinstance(finding, Statement)
    }
    kept = dict(_load_statements(store, number))
    if kept != expected:
        what = "the table of statements differs from the findings"
        yield Problem(where=f"document {document.id}", what=what, hint=_REREAD)
    sql = "SELECT position, id, schema, name FROM entities WHERE document = ? ORDER BY position"
    named = list(fetch(store.connection, tuple[int, str, str, str], sql, (number,)))
    expected_names = [
        (position, entity.id, entity.schema, entity.names[0] if entity.names else "")
        for position, entity in entities.items()
    ]
    if named != expected_names:
        what = "the table of entities differs from the findings"
        yield Problem(where=f"document {document.id}", what=what, hint=_REREAD)


def _load_statements(store: Store, number: int) -> Iterator[tuple[int, StatementColumns]]:
    sql = (
        "SELECT s.number, s.position, s.id, e.position, s.act, s.polarity, s.form, s.lang, s.speaker, s.inside, "
        "s.score, s.start, s.sentence_start, s.sentence_end "
        "FROM statements s LEFT JOIN entities e ON e.number = s.entity WHERE s.document = ?"
    )
    about = (
        "SELECT e.position FROM abouts a JOIN entities e ON e.number = a.entity WHERE a.statement = ? "
        "ORDER BY e.position"
    )
    for row in fetch(store.connection, _Joined, sql, (number,)):
        positions = tuple(position for (position,) in fetch(store.connection, tuple[int], about, (row.number,)))
        columns = (row.act, row.polarity, row.form, row.lang, row.speaker, row.inside, row.score)
        places = (row.start, row.sentence_start, row.sentence_end)
        yield row.position, StatementColumns(row.id, row.entity, positions, (*columns, *places))
