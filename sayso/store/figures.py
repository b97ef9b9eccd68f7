"""The figures that pages stand on: how much there is of what, on which day, and who speaks about whom.

Everything is counted in the columns of the case; nothing but what is shown is read from its tables.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sayso.store.asking import find_document
from sayso.store.columns import NONE, Columns, Numbers, load_columns, remember, show_day
from sayso.store.database import explain_errors, fetch_one
from sayso.store.rows import Filters, choose_title
from sayso.store.saving import Store
from sayso.store.tallies import Choice, choose_statements, share_out


class Figures(Struct, frozen=True, kw_only=True):
    """What a case holds, in numbers."""

    documents: int
    publishers: int
    langs: tuple[Choice, ...]  # documents with a passage in each
    first_day: str | None  # of publication
    last_day: str | None
    undated: int  # documents
    statements: int
    speakers: int  # entities that speak
    denials: int
    unnamed: int  # statements whose speaker is no known entity
    failures: int


class Party(Struct, frozen=True):
    """Somebody who speaks or is spoken of."""

    id: str
    name: str


class Pair(Struct, frozen=True):
    """Who speaks about whom, and in how many statements."""

    speaker: Party
    about: Party
    count: int


class Arrival(Struct, frozen=True, kw_only=True):
    """A document on its day of publication."""

    number: int
    id: str
    day: str | None
    publisher: str | None
    title: str | None
    shown: str  # the title, or else the name or address by which the document came
    statements: int
    denials: int


def count_figures(store: Store) -> Figures:
    """The numbers of the overview."""
    columns = load_columns(store)
    with explain_errors(store.path):
        failures = fetch_one(store.connection, tuple[int], "SELECT COUNT(*) FROM failures")
    first, last = columns.first_day[columns.first_day != NONE], columns.last_day[columns.last_day != NONE]
    langs: dict[str, int] = {}
    for choice in share_out(columns.codes["langs"], columns.langs):
        for lang in choice.value.split():
            langs[lang] = langs.get(lang, 0) + choice.count
    return Figures(
        documents=len(columns.documents),
        publishers=len(np.unique(columns.publisher[columns.publisher != NONE])),
        langs=tuple(Choice(lang, count) for lang, count in sorted(langs.items(), key=lambda item: (-item[1], item[0]))),
        first_day=show_day(int(first.min())) if len(first) else None,
        last_day=show_day(int(last.max())) if len(last) else None,
        undated=len(columns.documents) - len(first),
        statements=len(columns.statements),
        speakers=len(np.unique(columns.party_of[columns.speaker[columns.speaker != 0]])),
        denials=int((columns.act == columns.codes["act"].find("deny")).sum()),
        unnamed=int((columns.speaker == 0).sum()),
        failures=failures[0] if failures else 0,
    )


def find_pairs(store: Store, size: int, filters: Filters | None = None) -> list[Pair]:
    """Who speaks about whom, of the `size` who do so most and the `size` of whom is spoken most; nobody of themselves.

    An entity in several documents is one by its id.
    """
    columns = load_columns(store)
    asked = filters or Filters()
    return remember(columns, ("pairs", size, asked), lambda: _find_pairs(store, size, asked))


def _find_pairs(store: Store, size: int, filters: Filters) -> list[Pair]:
    columns, chosen = choose_statements(store, filters)
    rows = chosen[columns.about_statement]
    speaker = find_parties(columns, columns.speaker[columns.about_statement[rows]])
    about = find_parties(columns, columns.about[rows])
    others = (speaker != about) & (speaker != NONE) & (about != NONE)
    speaker, about = speaker[others], about[others]
    speakers, abouts = rank_parties(columns, speaker, size), rank_parties(columns, about, size)
    both = np.isin(speaker, speakers) & np.isin(about, abouts)
    pairs, counts = np.unique(np.stack([speaker[both], about[both]]), axis=1, return_counts=True)
    ids = columns.codes["party"].values
    parties = {int(number): Party(ids[number], find_name(store, ids[number])) for number in np.unique(pairs)}
    found = [
        Pair(parties[int(one)], parties[int(other)], int(count))
        for one, other, count in zip(*pairs, counts, strict=True)
    ]
    return sorted(found, key=lambda pair: (-pair.count, pair.speaker.id, pair.about.id))


def find_parties(columns: Columns, entities: Numbers) -> Numbers:
    """The party that each entity of a document is; NONE for no entity."""
    return np.where(entities > 0, columns.party_of[entities], NONE)


def rank_parties(columns: Columns, parties: Numbers, size: int) -> Numbers:
    """The parties that stand there most often; of equally frequent ones, those whose ids come first."""
    counts = np.bincount(parties, minlength=1)
    ids = columns.codes["party"].values
    most = sorted((int(number) for number in np.flatnonzero(counts)), key=lambda n: (-int(counts[n]), ids[n]))
    return np.array(most[:size], dtype=np.int64)


def find_name(store: Store, id: str) -> str:
    """The first name of an entity, as linked over documents or as one document has it."""
    sql = (
        "SELECT json_extract(CAST(record AS TEXT), '$.names[0]') FROM joined_records WHERE id = ?1 "
        "UNION ALL SELECT name FROM entities WHERE id = ?1 LIMIT 1"
    )
    row = fetch_one(store.connection, tuple[str | None], sql, (id,))
    return (row[0] if row else None) or id


def find_arrivals(store: Store, limit: int, documents: Sequence[str] | None = None) -> list[Arrival]:
    """The documents by day of publication, those without a day last; how many statements and denials each holds.

    Args:
        documents: ids of those that are asked for; None for all.
    """
    columns = load_columns(store)
    if documents is None:
        undated = columns.first_day == NONE
        rows = np.lexsort((columns.documents, columns.first_day, undated))[:limit]
    else:
        numbers = np.array([find_document(store, id) for id in documents], dtype=np.int64)
        rows = np.searchsorted(columns.documents, numbers)
        rows = rows[np.lexsort((numbers, columns.first_day[rows], columns.first_day[rows] == NONE))][:limit]
    size = len(columns.documents)
    statements = np.bincount(columns.home, minlength=size)
    denials = np.bincount(columns.home[columns.act == columns.codes["act"].find("deny")], minlength=size)
    found = []
    for row in rows:
        day, publisher = int(columns.first_day[row]), int(columns.publisher[row])
        id, title, shown = _find_title(store, int(columns.documents[row]))
        found.append(
            Arrival(
                number=int(columns.documents[row]),
                id=id,
                day=None if day == NONE else show_day(day),
                publisher=None if publisher == NONE else columns.codes["publisher"].values[publisher],
                title=title,
                shown=shown,
                statements=int(statements[row]),
                denials=int(denials[row]),
            )
        )
    return found


def _find_title(store: Store, number: int) -> tuple[str, str | None, str]:
    """The id, the title, and what the document is shown as."""
    facts = "json_extract(CAST(record AS TEXT), '$.title'), name, json_extract(CAST(record AS TEXT), '$.address')"
    with explain_errors(store.path):
        found = fetch_one(
            store.connection,
            tuple[str, str | None, str | None, str | None],
            f"SELECT id, {facts} FROM documents WHERE number = ?",
            (number,),
        )
    id, title, name, address = found or ("", None, None, None)
    return id, title, choose_title(title, name, address, id)


def find_neighbour(store: Store, number: int, step: int) -> str | None:
    """The id of the document before (step -1) or after this one (step 1), in the order of adding."""
    limit, order = ("<", "DESC") if step < 0 else (">", "ASC")
    sql = f"SELECT id FROM documents WHERE number {limit} ? ORDER BY number {order} LIMIT 1"
    row = fetch_one(store.connection, tuple[str], sql, (number,))
    return row[0] if row else None
