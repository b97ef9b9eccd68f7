"""Who held which place where and when, as the documents of a case tell it."""

from collections.abc import Iterator
from datetime import date

import msgspec
import numpy as np
from msgspec import Struct

from sayso.read.dates_normal import read_normal
from sayso.records import Entity, Mention, Relation, Value
from sayso.store.asking import load_document
from sayso.store.columns import load_columns
from sayso.store.database import explain_errors, fetch
from sayso.store.rows import DocumentRow
from sayso.store.saving import Store
from sayso.store.tallies import find_entity_numbers

MOST_DOCUMENTS = 400  # in which the relations of one entity are looked up, the first that name it


class RoleRow(Struct, frozen=True, kw_only=True):
    """Somebody's place in a body, as one document tells it, or several alike."""

    relation: Relation
    document: DocumentRow
    words: str  # of the role; of the whole clause where it has none
    other: str  # the name of the other side
    other_id: str | None
    first: date | None  # None where the text does not say
    last: date | None
    told: int = 1  # in how many documents


def list_roles(store: Store, id: str) -> list[RoleRow]:
    """The roles, affiliations and memberships in which the entity stands; what is told alike is one row."""
    found: dict[tuple[object, ...], RoleRow] = {}
    for row in _read_roles(store, id):
        key = (row.relation.relation_type, row.words.casefold(), row.other, row.first, row.last)
        known = found.get(key)
        found[key] = msgspec.structs.replace(known, told=known.told + 1) if known else row
    return sorted(found.values(), key=lambda row: (row.first or row.last or date.max, row.other, row.words))


def _read_roles(store: Store, id: str) -> Iterator[RoleRow]:
    columns = load_columns(store)
    entities = find_entity_numbers(store, id)
    rows = np.searchsorted(columns.entities, entities)
    homes = np.unique(columns.entity_document[rows])
    marks = ", ".join(str(home) for home in homes[:5_000])
    sql = f"SELECT DISTINCT document FROM findings WHERE type = 'Relation' AND document IN ({marks}) ORDER BY document"
    with explain_errors(store.path):
        numbers = [number for (number,) in fetch(store.connection, tuple[int], sql)][:MOST_DOCUMENTS]
    wanted = {int(entity) for entity in entities}
    for number in numbers:
        yield from _read_document(store, number, wanted)


def _read_document(store: Store, number: int, wanted: set[int]) -> Iterator[RoleRow]:
    """The relations of one document in which one of these entities is the subject or the object."""
    row, document = load_document(store, number)
    sql = (
        "SELECT f.type, f.record, e.number, COALESCE(j.id, e.id) FROM findings f LEFT JOIN entities e "
        "ON e.document = f.document AND e.position = f.position LEFT JOIN joined j ON j.entity = e.number "
        "WHERE f.document = ? AND f.type IN ('Entity', 'Mention', 'Relation')"
    )
    relations: list[Relation] = []
    mentions: dict[str, Mention] = {}
    owners: dict[str, tuple[int, str, str]] = {}  # by mention: number, id and name
    with explain_errors(store.path):
        found = list(fetch(store.connection, tuple[str, bytes, int | None, str | None], sql, (number,)))
    for kind, record, entity_number, entity_id in found:
        if kind == "Relation":
            relations.append(msgspec.json.decode(record, type=Relation))
        elif kind == "Mention":
            mention = msgspec.json.decode(record, type=Mention)
            mentions[mention.id] = mention
        elif entity_number is not None and entity_id is not None:
            entity = msgspec.json.decode(record, type=Entity)
            name = entity.names[0] if entity.names else entity.id
            owners |= dict.fromkeys(entity.mentions, (entity_number, entity_id, name))
    told = _Told(row=row, text=document.text, mentions=mentions, owners=owners)
    for relation in relations:
        ends = [owners.get(relation.subject), owners.get(relation.object)]
        here = next((side for side, end in enumerate(ends) if end and end[0] in wanted), None)
        if here is not None:
            yield _make_row(told, relation, relation.object if here == 0 else relation.subject)


class _Told(Struct, frozen=True, kw_only=True):
    """The document in which relations are told."""

    row: DocumentRow
    text: str
    mentions: dict[str, Mention]
    owners: dict[str, tuple[int, str, str]]


def _make_row(told: _Told, relation: Relation, far: str) -> RoleRow:
    """The row of a relation with the other side at its far end."""
    other = told.owners.get(far)
    span = told.mentions[far].span if far in told.mentions else None
    words = relation.role or relation.clause
    return RoleRow(
        relation=relation,
        document=told.row,
        words=" ".join(told.text[words.start : words.end].split()),
        other=other[2] if other else told.text[span.start : span.end] if span else far,
        other_id=other[1] if other else None,
        first=_find_ends(relation.since, first=True),
        last=_find_ends(relation.until, first=False),
    )


def _find_ends(value: Value | None, *, first: bool) -> date | None:
    """The first day of a beginning, the last day of an end."""
    if value is None or value.normal is None:
        return None
    try:
        stretch = read_normal(value.normal)
    except ValueError:
        return None
    return (stretch.first or stretch.last) if first else (stretch.last or stretch.first)
