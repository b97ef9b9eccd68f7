"""Who and what is named in a case, counted: statements, documents, and whom they speak of."""

import msgspec
import numpy as np
from msgspec import Struct

from sayso.store.asking import fold_phrases, match_names
from sayso.store.columns import Columns, Numbers, load_columns, remember
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.rows import Phrases
from sayso.store.saving import Store


class Counted(Struct, frozen=True):
    """By number of party: how many statements it makes, how many speak of it, how many documents name it."""

    made: Numbers
    spoken_of: Numbers
    documents: Numbers
    order: Numbers  # the parties, those that make most statements first


class PartyRow(Struct, frozen=True, kw_only=True):
    """Who or what, and how often."""

    id: str
    schema: str
    names: tuple[str, ...]
    documents: int
    statements: int  # that it makes
    spoken_of: int  # statements that speak of it


class _Described(Struct, frozen=True):
    schema: str
    names: tuple[str, ...]


def count_parties(columns: Columns) -> Counted:
    """The counts of every party of the case."""
    return remember(columns, ("parties",), lambda: _count(columns))


def _count(columns: Columns) -> Counted:
    size = len(columns.codes["party"].values)
    made = np.bincount(columns.party_of[columns.speaker[columns.speaker > 0]], minlength=size)
    spoken = np.bincount(columns.party_of[columns.about], minlength=size)
    party = columns.party_of[columns.entities]
    pairs = np.unique(party * (int(columns.documents.max(initial=0)) + 1) + columns.entity_document)
    documents = np.bincount(pairs // (int(columns.documents.max(initial=0)) + 1), minlength=size)
    ids = np.array(columns.codes["party"].values, dtype=np.str_)
    order = np.lexsort((ids, -documents, -made))
    order = order[documents[order] > 0]
    return Counted(made=made, spoken_of=spoken, documents=documents, order=order)


def list_parties(
    store: Store, words: Phrases | None = None, schema: str | None = None, *, skip: int = 0, limit: int | None = None
) -> list[PartyRow]:
    """The entities of the case, those that most statements come from first; of them those that are asked for.

    Args:
        words: of a name, in any script.
        schema: Person, PublicBody and so on.
    """
    columns = load_columns(store)
    counted = count_parties(columns)
    order = counted.order
    phrases = fold_phrases(words)
    if phrases is not None:
        order = order[np.isin(order, _find_named(store, columns, phrases))]
    if schema is not None:
        order = order[np.isin(order, _find_schema(store, columns, schema))]
    ids = columns.codes["party"].values
    rows = []
    for number in order[skip : None if limit is None else skip + limit]:
        party = _describe(store, ids[number])
        rows.append(
            PartyRow(
                id=ids[number],
                schema=party.schema,
                names=party.names,
                documents=int(counted.documents[number]),
                statements=int(counted.made[number]),
                spoken_of=int(counted.spoken_of[number]),
            )
        )
    return rows


def _describe(store: Store, id: str) -> _Described:
    """What an entity is called, without its mentions, of which there may be thousands."""
    with explain_errors(store.path):
        row = fetch_one(store.connection, tuple[bytes], "SELECT record FROM joined_records WHERE id = ?", (id,))
        if row:
            return msgspec.json.decode(row[0], type=_Described)
        sql = "SELECT DISTINCT schema, name FROM entities WHERE id = ?"
        found = list(fetch(store.connection, tuple[str, str], sql, (id,)))
    return _Described(schema=found[0][0] if found else "", names=tuple(name for _, name in found if name))


def _find_named(store: Store, columns: Columns, phrases: list[tuple[str, ...]]) -> Numbers:
    where = match_names("e.number", phrases)
    sql = f"SELECT e.number FROM entities e WHERE {where.sql}"
    with explain_errors(store.path):
        numbers = np.array([number for (number,) in fetch(store.connection, tuple[int], sql, where.values)], np.int64)
    return np.unique(columns.party_of[numbers])


def _find_schema(store: Store, columns: Columns, schema: str) -> Numbers:
    def find() -> Numbers:
        sql = "SELECT number FROM entities WHERE schema = ?"
        with explain_errors(store.path):
            numbers = np.array(store.connection.execute(sql, (schema,)).fetchall(), dtype=np.int64).reshape(-1)
        return np.unique(columns.party_of[numbers])

    return remember(columns, ("schema", schema), find)


def count_schemata(store: Store) -> list[tuple[str, int]]:
    """How many parties of each kind there are, most frequent first."""
    columns = load_columns(store)
    with explain_errors(store.path):
        kinds = [kind for (kind,) in fetch(store.connection, tuple[str], "SELECT DISTINCT schema FROM entities")]
    counts = [(kind, len(_find_schema(store, columns, kind))) for kind in kinds]
    return sorted(counts, key=lambda item: (-item[1], item[0]))


def list_homes(store: Store, id: str) -> list[str]:
    """The documents whose own findings name the entity so, in the order in which they were added."""
    sql = (
        "SELECT DISTINCT d.id FROM entities e JOIN documents d ON d.number = e.document "
        "WHERE e.id = ? ORDER BY d.number"
    )
    with explain_errors(store.path):
        return [document for (document,) in fetch(store.connection, tuple[str], sql, (id,))]
