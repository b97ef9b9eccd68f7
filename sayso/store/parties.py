"""Who and what is named in a case, counted: statements, documents, and whom they speak of."""

import numpy as np
from msgspec import Struct

from sayso.store.asking import fold_phrases, load_entity, match_names
from sayso.store.columns import Columns, Numbers, load_columns
from sayso.store.database import explain_errors, fetch
from sayso.store.rows import EntityRow, Phrases
from sayso.store.saving import Store


class Counted(Struct, frozen=True):
    """By number of party: how many statements it makes, how many speak of it, how many documents name it."""

    made: Numbers
    spoken_of: Numbers
    documents: Numbers
    order: Numbers  # the parties, those that make most statements first


def count_parties(columns: Columns) -> Counted:
    """The counts of every party of the case."""
    held = columns.kept.get("parties")
    if isinstance(held, Counted):
        return held
    size = len(columns.codes["party"].values)
    made = np.bincount(columns.party_of[columns.speaker[columns.speaker > 0]], minlength=size)
    spoken = np.bincount(columns.party_of[columns.about], minlength=size)
    party = columns.party_of[columns.entities]
    pairs = np.unique(party * (int(columns.documents.max(initial=0)) + 1) + columns.entity_document)
    documents = np.bincount(pairs // (int(columns.documents.max(initial=0)) + 1), minlength=size)
    ids = np.array(columns.codes["party"].values, dtype=np.str_)
    order = np.lexsort((ids, -documents, -made))
    order = order[documents[order] > 0]
    counted = Counted(made=made, spoken_of=spoken, documents=documents, order=order)
    columns.kept["parties"] = counted
    return counted


def list_parties(
    store: Store, words: Phrases | None = None, schema: str | None = None, *, skip: int = 0, limit: int | None = None
) -> list[EntityRow]:
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
        entity = load_entity(store, ids[number])
        rows.append(
            EntityRow(
                id=ids[number],
                schema=entity.schema,
                names=entity.names,
                documents=int(counted.documents[number]),
                mentions=len(entity.mentions),
                statements=int(counted.made[number]),
            )
        )
    return rows


def _find_named(store: Store, columns: Columns, phrases: list[tuple[str, ...]]) -> Numbers:
    where = match_names("e.number", phrases)
    sql = f"SELECT e.number FROM entities e WHERE {where.sql}"
    with explain_errors(store.path):
        numbers = np.array([number for (number,) in fetch(store.connection, tuple[int], sql, where.values)], np.int64)
    return np.unique(columns.party_of[numbers])


def _find_schema(store: Store, columns: Columns, schema: str) -> Numbers:
    held = columns.kept.get(f"schema {schema}")
    if isinstance(held, np.ndarray):
        return held
    sql = "SELECT number FROM entities WHERE schema = ?"
    with explain_errors(store.path):
        numbers = np.array(store.connection.execute(sql, (schema,)).fetchall(), dtype=np.int64).reshape(-1)
    found = np.unique(columns.party_of[numbers])
    columns.kept[f"schema {schema}"] = found
    return found


def count_schemata(store: Store) -> list[tuple[str, int]]:
    """How many parties of each kind there are, most frequent first."""
    columns = load_columns(store)
    with explain_errors(store.path):
        kinds = [kind for (kind,) in fetch(store.connection, tuple[str], "SELECT DISTINCT schema FROM entities")]
    counts = [(kind, len(_find_schema(store, columns, kind))) for kind in kinds]
    return sorted(counts, key=lambda item: (-item[1], item[0]))
