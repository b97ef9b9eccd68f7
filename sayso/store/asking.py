"""The questions a case answers by its tables: statements, documents, entities, failures, counts.

Every answer comes row by row; nothing is collected in memory.
"""

from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec
from msgspec import Struct

from sayso.errors import NotFoundError, SaysoError
from sayso.records import Document, Entity, Span, Statement
from sayso.store.database import Parameters, explain_errors, fetch, fetch_one
from sayso.store.dates import check_date
from sayso.store.joining import find_joined, load_joined, refresh
from sayso.store.log import read_entry
from sayso.store.rows import (
    Counts,
    DocumentRow,
    EntityRow,
    FailureRow,
    Filters,
    Phrases,
    StatementRow,
)
from sayso.store.saving import DOCUMENT_DECODER, FINDING_DECODER, Store, fold_column
from sayso.store.words import find_phrases, fold_words, make_match

LAST = "\U0010ffff"  # sorts behind every id that has a common beginning


class Condition(Struct, frozen=True):
    """A piece of SQL that limits an answer, and its values."""

    sql: str
    values: Parameters = ()


class StatementColumns(Struct, frozen=True, array_like=True):
    """What the tables say of one statement."""

    document: int
    record: bytes
    lang: str
    speaker: str | None
    entity: str | None
    sentence_start: int
    sentence_end: int


_STATEMENTS = (
    "SELECT s.document, f.record, s.lang, COALESCE(NULLIF(e.name, ''), s.speaker), COALESCE(j.id, e.id), "
    "s.sentence_start, s.sentence_end "
    "FROM statements s JOIN documents d ON d.number = s.document "
    "JOIN findings f ON f.document = s.document AND f.position = s.position "
    "LEFT JOIN entities e ON e.number = s.entity LEFT JOIN joined j ON j.entity = s.entity"
)


def find_statements(store: Store, filters: Filters) -> Iterator[StatementRow]:
    """The statements that pass every filter, in the order in which documents were added and texts run."""
    check_filters(filters)
    spoken = [] if filters.language is None else [Condition("s.lang = ?", (filters.language,))]
    where = join_conditions([*limit_documents(store, filters), *limit_statements(filters), *spoken])
    refresh(store)
    sql = f"{_STATEMENTS} WHERE {where.sql} ORDER BY s.document, s.start, s.position"
    if filters.words is None:  # with words, which of the rows pass is known only when their sentences are read
        sql, limit = f"{sql} LIMIT ? OFFSET ?", -1 if filters.limit is None else filters.limit
        return _read_statements(store, sql, (*where.values, limit, filters.skip), Filters())
    return _read_statements(store, sql, where.values, filters)


def _read_statements(store: Store, sql: str, values: Parameters, filters: Filters) -> Iterator[StatementRow]:
    phrases = fold_phrases(filters.words)
    number, found = 0, 0
    row: DocumentRow | None = None
    text = ""
    with explain_errors(store.path):
        for columns in fetch(store.connection, StatementColumns, sql, values):
            if filters.limit is not None and found == filters.limit + filters.skip:
                return
            if row is None or columns.document != number:
                number = columns.document
                row, document = load_document(store, number)
                text = document.text
            if phrases is not None and not has_phrases(text[columns.sentence_start : columns.sentence_end], phrases):
                continue
            found += 1
            if found > filters.skip:
                yield _make_row(columns, row, text)


def read_statements(store: Store, numbers: Sequence[int]) -> list[StatementRow]:
    """The statements with these numbers, by document and place."""
    marks = ", ".join(str(number) for number in numbers)
    sql = f"{_STATEMENTS} WHERE s.number IN ({marks}) ORDER BY s.document, s.start, s.position"
    return list(_read_statements(store, sql, (), Filters()))


def _make_row(columns: StatementColumns, row: DocumentRow, text: str) -> StatementRow:
    statement = msgspec.json.decode(columns.record, type=Statement)
    sentence = Span(row.id, columns.sentence_start, columns.sentence_end)
    return StatementRow(
        statement=statement,
        document=row,
        lang=columns.lang,
        speaker=columns.speaker,
        entity=columns.entity,
        sentence=sentence,
        sentence_words=text[sentence.start : sentence.end],
        source_words=cut(text, statement.source),
        cue_words=cut(text, statement.cue),
        content_words=cut(text, statement.content),
    )


def cut(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The words of the spans."""
    return tuple(text[span.start : span.end] for span in spans)


def check_filters(filters: Filters) -> None:
    """SaysoError for a filter that cannot be meant; a misspelled act would otherwise just find nothing."""
    for field in msgspec.structs.fields(Filters):
        value: object = getattr(filters, field.name)
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            choices = [str(c) for part in get_args(field.type) for c in get_args(part)]
            hint = f"Use one of: {', '.join(choices)}" if choices else "Leave it out for no limit"
            raise SaysoError(f"{value!r} is not known", where=field.name, hint=hint) from None
    for name, number in (("limit", filters.limit), ("skip", filters.skip)):
        if number is not None and number < 0:
            raise SaysoError(f"{number} is less than none", where=name, hint="Leave it out for no limit")


def join_conditions(conditions: list[Condition]) -> Condition:
    """All conditions as one; without any, everything passes."""
    values = tuple(value for condition in conditions for value in condition.values)
    return Condition(" AND ".join(condition.sql for condition in conditions) or "1", values)


def limit_documents(store: Store, filters: Filters) -> list[Condition]:
    """The conditions on the document `d`."""
    conditions = []
    if filters.document is not None:
        conditions.append(Condition("d.number = ?", (find_document(store, filters.document),)))
    if filters.publisher is not None:
        conditions.append(Condition("instr(d.publisher, ?) > 0", (fold_column(filters.publisher) or "-",)))
    if filters.since is not None:
        conditions.append(Condition("d.last_day >= ?", (check_date(filters.since, "since")[0],)))
    if filters.until is not None:
        conditions.append(Condition("d.first_day <= ?", (check_date(filters.until, "until")[1],)))
    phrases = fold_phrases(filters.words)
    if phrases is not None:
        conditions.append(match("d.number", "document_index", phrases))
    return conditions


def limit_statements(filters: Filters) -> list[Condition]:
    """The conditions on the statement `s`, but for its language, which is that of its passage."""
    conditions = [
        Condition(f"s.{column} = ?", (value,))
        for column, value in (
            ("act", filters.act),
            ("form", filters.form),
            ("polarity", filters.polarity),
        )
        if value is not None
    ]
    if filters.speaker is not None:
        phrases = fold_phrases(filters.speaker) or []
        sides = [match("s.number", "statement_index", phrases, "source"), match_names("s.entity", phrases)]
        conditions.append(_either(*sides))
    if filters.about is not None:
        phrases = fold_phrases(filters.about) or []
        named = match_names("a.entity", phrases)
        about = Condition(f"s.number IN (SELECT a.statement FROM abouts a WHERE {named.sql})", named.values)
        conditions.append(_either(match("s.number", "statement_index", phrases, "about"), about))
    if filters.speaker_id is not None:
        sql = f"s.entity IN ({OF_ENTITY})"
        conditions.append(Condition(sql, (filters.speaker_id, filters.speaker_id)))
    if filters.about_id is not None:
        sql = f"s.number IN (SELECT a.statement FROM abouts a WHERE a.entity IN ({OF_ENTITY}))"
        conditions.append(Condition(sql, (filters.about_id, filters.about_id)))
    if filters.entities is not None:
        conditions.append(_involve(filters.entities))
    return conditions


# the documents' own entities that an id stands for: theirs, or that of an entity over documents
OF_ENTITY = "SELECT number FROM entities WHERE id = ? UNION SELECT entity FROM joined WHERE id = ?"


def _involve(ids: tuple[str, ...]) -> Condition:
    """The condition that one of these entities speaks or is mentioned."""
    marks = ", ".join("?" * len(ids))
    parts = f"SELECT number FROM entities WHERE id IN ({marks}) UNION SELECT entity FROM joined WHERE id IN ({marks})"
    sql = f"(s.entity IN ({parts}) OR s.number IN (SELECT a.statement FROM abouts a WHERE a.entity IN ({parts})))"
    return Condition(sql, ids * 4)


def _either(left: Condition, right: Condition) -> Condition:
    return Condition(f"({left.sql} OR {right.sql})", (*left.values, *right.values))


def match(column: str, index: str, phrases: list[tuple[str, ...]], part: str = "") -> Condition:
    """The condition that the index has all the phrases for the row that the column names."""
    if not all(phrases):  # a phrase without a letter or digit stands nowhere
        return Condition("0")
    sql = f"{column} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"
    return Condition(sql, (make_match(phrases, part),)) if phrases else Condition("0")


def match_names(column: str, phrases: list[tuple[str, ...]]) -> Condition:
    """The condition that an entity, or one that is the same in another document, has the phrases in a name."""
    own = match(column, "entity_index", phrases)
    linked = match("n.entity", "entity_index", phrases)
    sql = f"{column} IN (SELECT m.entity FROM joined n JOIN joined m ON m.id = n.id WHERE {linked.sql})"
    return _either(own, Condition(sql, linked.values))


def fold_phrases(words: Phrases | None) -> list[tuple[str, ...]] | None:
    """The phrases in folded words; None where none were asked for."""
    if words is None:
        return None
    return [fold_words(phrase) for phrase in ((words,) if isinstance(words, str) else words)]


def has_phrases(text: str, phrases: list[tuple[str, ...]]) -> bool:
    """Whether every phrase stands in the text."""
    return all(find_phrases(text, [phrase]) for phrase in phrases)


# by the last part of the address; an ending is what holds no further dot or slash
_OF_FILE = (
    "SELECT number FROM (SELECT number, '/' || replace(json_extract(CAST(record AS TEXT), '$.address'), char(92), '/') "
    "AS place FROM documents) WHERE substr(place, -length(?1)) = ?1 OR (instr(place, ?2) > 0 AND "
    "instr(substr(place, instr(place, ?2) + length(?2)), '/') = 0 AND "
    "instr(substr(place, instr(place, ?2) + length(?2)), '.') = 0) LIMIT 2"
)


def find_document(store: Store, id: str) -> int:
    """The number of the document with this id, its beginning, a name, or a file's name with or without its ending.

    NotFoundError where there is not exactly one.
    """
    with explain_errors(store.path):
        sql = "SELECT number FROM documents WHERE id = ? OR name = ? LIMIT 2"
        found = list(fetch(store.connection, tuple[int], sql, (id, id)))
        if not found and id:
            sql = "SELECT number FROM documents WHERE id >= ? AND id < ? LIMIT 2"
            found = list(fetch(store.connection, tuple[int], sql, (id, id + LAST)))
        if not found and id:
            found = list(fetch(store.connection, tuple[int], _OF_FILE, (f"/{id}", f"/{id}.")))
    if len(found) != 1:
        what = f"more than one document is called {id!r}" if found else f"no document is called {id!r}"
        raise NotFoundError(what, where=str(store.folder), hint="List the documents of the case to see their ids")
    return found[0][0]


def load_document(store: Store, number: int) -> tuple[DocumentRow, Document]:
    """A document's row, and the document with its text."""
    sql = "SELECT sha256, name, captured_at, record, characters, langs, text FROM documents WHERE number = ?"
    row = fetch_one(store.connection, tuple[str, str | None, str, bytes, int, str, str], sql, (number,))
    if row is None:
        raise NotFoundError(f"document {number} is gone", where=str(store.folder))
    return _make_document_row(*row[:6]), msgspec.structs.replace(DOCUMENT_DECODER.decode(row[3]), text=row[6])


def find_documents(store: Store, filters: Filters) -> Iterator[DocumentRow]:
    """The documents that pass the filters, in the order in which they were added.

    Filters on statements keep the documents that have such a statement.
    """
    check_filters(filters)
    conditions = limit_documents(store, filters)
    refresh(store)
    on_statements = limit_statements(filters)
    if on_statements:
        made = join_conditions(on_statements)
        conditions.append(Condition(f"d.number IN (SELECT s.document FROM statements s WHERE {made.sql})", made.values))
    if filters.language is not None:
        conditions.append(Condition("instr(d.langs, ?) > 0", (f" {filters.language} ",)))
    where = join_conditions(conditions)
    sql = (
        "SELECT d.sha256, d.name, d.captured_at, d.record, d.characters, d.langs FROM documents d "
        f"WHERE {where.sql} ORDER BY d.number LIMIT ? OFFSET ?"
    )
    return _read_documents(store, sql, (*where.values, -1 if filters.limit is None else filters.limit, filters.skip))


def _read_documents(store: Store, sql: str, values: Parameters) -> Iterator[DocumentRow]:
    with explain_errors(store.path):
        for row in fetch(store.connection, tuple[str, str | None, str, bytes, int, str], sql, values):
            yield _make_document_row(*row)


def _make_document_row(
    sha256: str, name: str | None, captured_at: str, record: bytes, size: int, langs: str
) -> DocumentRow:
    document = DOCUMENT_DECODER.decode(record)
    return DocumentRow(
        id=document.id,
        name=name,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        published=document.published,
        lang=document.lang,
        langs=tuple(langs.split()),
        url=document.url,
        address=document.address,
        sha256=sha256,
        media_type=document.media_type,
        captured_at=captured_at,
        characters=size,
        notes=document.notes,
    )


def find_entities(store: Store, words: str | None = None) -> Iterator[EntityRow]:
    """The entities of the case, those that most statements come from first; or those that have the words in a name."""
    refresh(store)
    where = Condition("1") if words is None else match_names("e.number", fold_phrases(words) or [])
    sql = (
        "SELECT COALESCE(j.id, e.id) AS shared, COUNT(DISTINCT e.document), COUNT(DISTINCT s.number) AS made "
        "FROM entities e LEFT JOIN joined j ON j.entity = e.number LEFT JOIN statements s ON s.entity = e.number "
        f"WHERE {where.sql} GROUP BY shared ORDER BY made DESC, 2 DESC, shared"
    )
    with explain_errors(store.path):
        for id, documents, made in fetch(store.connection, tuple[str, int, int], sql, where.values):
            joined = find_joined(store, id)
            entity = joined.entity if joined else _read_entity(store, id)
            yield EntityRow(
                id=id,
                schema=entity.schema,
                names=entity.names,
                documents=documents,
                mentions=joined.mentions if joined else len(entity.mentions),
                statements=made,
            )


def load_entity(store: Store, id: str) -> Entity:
    """The entity with the names and mentions that it has in all documents: as linked, else those of one id."""
    refresh(store)
    return _read_entity(store, id)


def _read_entity(store: Store, id: str) -> Entity:
    joined = load_joined(store, id)
    if joined is not None:
        return joined
    sql = "SELECT f.record FROM findings f WHERE f.id = ? AND +f.type = 'Entity' ORDER BY f.document"
    found = [FINDING_DECODER.decode(record) for (record,) in fetch(store.connection, tuple[bytes], sql, (id,))]
    entities = [finding for finding in found if isinstance(finding, Entity)]
    if not entities:
        raise NotFoundError(f"no entity has the id {id!r}", where=str(store.folder))
    return msgspec.structs.replace(
        entities[0],
        names=tuple(dict.fromkeys(name for entity in entities for name in entity.names)),
        mentions=tuple(dict.fromkeys(mention for entity in entities for mention in entity.mentions)),
        reasons=tuple(dict.fromkeys(reason for entity in entities for reason in entity.reasons)),
    )


def find_failures(store: Store) -> Iterator[FailureRow]:
    """What could not be read when it was last tried, by address."""
    sql = "SELECT address, reason, sha256, log FROM failures ORDER BY address"
    with explain_errors(store.path):
        for address, reason, sha256, log in fetch(store.connection, tuple[str, str, str | None, int], sql):
            entry = read_entry(store.connection, log)
            yield FailureRow(address=address, reason=reason, at=entry.at if entry else "", sha256=sha256)


def count_records(store: Store) -> Counts:
    """How much the case holds."""
    with explain_errors(store.path):
        tables = ("documents", "originals", "failures", "decisions", "log")
        sizes = [next(fetch(store.connection, tuple[int], f"SELECT COUNT(*) FROM {table}"))[0] for table in tables]
        types = fetch(store.connection, tuple[str, int], "SELECT type, COUNT(*) FROM findings GROUP BY type ORDER BY 1")
        return Counts(
            documents=sizes[0],
            originals=sizes[1],
            failures=sizes[2],
            decisions=sizes[3],
            log_entries=sizes[4],
            findings=tuple(types),
        )
