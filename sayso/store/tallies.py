"""Which statements pass the filters, as rows of the columns: counted, shared out by column, cut into pages.

What the columns do not hold (names, words) is asked of the indexes, and comes back as numbers of statements.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.store.asking import (
    OF_ENTITY,
    check_filters,
    find_document,
    fold_phrases,
    has_phrases,
    join_conditions,
    limit_statements,
    match,
    read_statements,
)
from sayso.store.columns import NONE, Codes, Columns, Numbers, find_day, load_columns, remember
from sayso.store.database import explain_errors, fetch
from sayso.store.dates import check_date
from sayso.store.rows import Filters, StatementRow
from sayso.store.saving import Store, fold_column

Rows = NDArray[np.bool_]
_EQUAL = (("act", "act"), ("form", "form"), ("polarity", "polarity"), ("language", "lang"))
BLOCK = 100  # statements whose sentences are read at once


class Choice(Struct, frozen=True):
    """One value of a column, and how many rows have it."""

    value: str
    count: int


def choose_statements(store: Store, filters: Filters) -> tuple[Columns, Rows]:
    """For each statement whether it passes the filters; of words, whether its document has them."""
    check_filters(filters)
    columns = load_columns(store)
    chosen = np.ones(len(columns.statements), dtype=np.bool_)
    for name, column in _EQUAL:
        value: str | None = getattr(filters, name)
        if value is not None:
            chosen &= getattr(columns, column) == columns.codes[column].find(value)
    documents = choose_documents(store, columns, filters)
    if documents is not None:
        chosen &= documents[columns.home]
    if filters.speaker_id is not None:
        chosen &= find_members(store, columns, filters.speaker_id)[columns.speaker]
    if filters.about_id is not None:
        spoken = np.zeros(len(chosen), dtype=np.bool_)
        spoken[columns.about_statement[find_members(store, columns, filters.about_id)[columns.about]]] = True
        chosen &= spoken
    if filters.speaker is not None or filters.about is not None:
        asked = Filters(speaker=filters.speaker, about=filters.about)
        chosen &= remember(columns, ("named", asked), lambda: np.isin(columns.statements, _ask_indexes(store, asked)))
    return columns, chosen


def choose_documents(store: Store, columns: Columns, filters: Filters) -> Rows | None:
    """For each document whether it passes the filters on documents; None where there is no such filter."""
    parts: list[Rows] = []
    if filters.document is not None:
        parts.append(columns.documents == find_document(store, filters.document))
    if filters.publisher is not None:
        words = fold_column(filters.publisher) or "-"
        names = columns.codes["publisher"].values
        fits = np.array([*(words in (fold_column(name) or "") for name in names), False])
        parts.append(fits[columns.publisher])  # NONE is the last
    if filters.since is not None:
        parts.append(columns.last_day >= find_day(check_date(filters.since, "since")[0]))
    if filters.until is not None:
        last = find_day(check_date(filters.until, "until")[1])
        parts.append((columns.first_day <= last) & (columns.first_day != NONE))
    phrases = fold_phrases(filters.words)
    if phrases is not None:
        found = match("d.number", "document_index", phrases)
        sql = f"SELECT d.number FROM documents d WHERE {found.sql}"
        with explain_errors(store.path):
            numbers = [number for (number,) in fetch(store.connection, tuple[int], sql, found.values)]
        parts.append(np.isin(columns.documents, np.array(numbers, dtype=np.int64)))
    return np.logical_and.reduce(parts) if parts else None


def find_entity_numbers(store: Store, id: str) -> Numbers:
    """The numbers of the documents' entities that an id stands for."""
    with explain_errors(store.path):
        rows = fetch(store.connection, tuple[int], OF_ENTITY, (id, id))
        return np.array([number for (number,) in rows], dtype=np.int64)


def find_members(store: Store, columns: Columns, id: str) -> Rows:
    """For each number of an entity of a document whether it is part of the entity with this id."""

    def find() -> Rows:
        members = np.zeros(len(columns.party_of), dtype=np.bool_)
        numbers = find_entity_numbers(store, id)
        members[numbers[numbers < len(members)]] = True
        return members

    return remember(columns, ("members", id), find)


def _ask_indexes(store: Store, asked: Filters) -> Numbers:
    """The numbers of the statements that have the words in a name of the speaker, or in what is said."""
    where = join_conditions(limit_statements(asked))
    with explain_errors(store.path):
        rows = store.connection.execute(f"SELECT s.number FROM statements s WHERE {where.sql}", where.values)
        return np.array(rows.fetchall(), dtype=np.int64).reshape(-1)


def list_statements(store: Store, filters: Filters) -> list[StatementRow]:
    """The statements that pass every filter, as many as are asked for, by document and place."""
    columns, chosen = choose_statements(store, filters)
    found = columns.statements[chosen]
    if filters.words is None:
        until = None if filters.limit is None else filters.skip + filters.limit
        return read_statements(store, [int(number) for number in found[filters.skip : until]])
    # Which of them have the words in their sentence is known only when it is read.
    phrases = fold_phrases(filters.words) or []
    wanted = len(found) if filters.limit is None else filters.skip + filters.limit
    rows: list[StatementRow] = []
    for start in range(0, len(found), BLOCK):
        block = read_statements(store, [int(number) for number in found[start : start + BLOCK]])
        rows += [row for row in block if has_phrases(row.sentence_words, phrases)]
        if len(rows) >= wanted:
            break
    return rows[filters.skip : wanted]


def count_statements(store: Store, filters: Filters) -> int:
    """How many statements pass the filters, leaving out the words in the sentence."""
    return int(choose_statements(store, msgspec.structs.replace(filters, words=None))[1].sum())


def count_choices(store: Store, filters: Filters, column: str) -> list[Choice]:
    """How many statements that pass the filters have each value of a column, most frequent first.

    Words in the sentence are not asked for here: the numbers are those without them.

    Args:
        column: act, form, polarity, lang or publisher.
    """
    columns, chosen = choose_statements(store, msgspec.structs.replace(filters, words=None))
    values = columns.publisher[columns.home[chosen]] if column == "publisher" else getattr(columns, column)[chosen]
    return share_out(columns.codes[column], values)


def share_out(codes: Codes, numbers: Numbers) -> list[Choice]:
    """How often each value stands there, most frequent first."""
    counts = np.bincount(numbers[numbers != NONE], minlength=1)
    found = [Choice(codes.values[number], int(counts[number])) for number in np.flatnonzero(counts)]
    return sorted(found, key=lambda choice: (-choice.count, choice.value))


def count_by_document(store: Store, documents: Sequence[str]) -> dict[str, int]:
    """How many statements each of these documents has."""
    columns = load_columns(store)
    counts = np.bincount(columns.home, minlength=len(columns.documents))
    rows = {id: int(np.searchsorted(columns.documents, find_document(store, id))) for id in documents}
    return {id: int(counts[row]) for id, row in rows.items()}
