"""Who held which place where and when, as the documents of a case tell it."""

from collections.abc import Iterator
from datetime import date

import msgspec
import numpy as np
from msgspec import Struct

from sayso.read.dates_normal import read_normal
from sayso.records import Relation, Value
from sayso.store.columns import load_columns
from sayso.store.contents import Taker
from sayso.store.database import explain_errors, fetch
from sayso.store.relations import RelationRow, read_relations
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
    for number in numbers:
        for row in read_relations(store, number):
            if id in (row.subject.id, row.object.id):
                yield _make_row(row, row.object if row.subject.id == id else row.subject)


def _make_row(row: RelationRow, other: Taker) -> RoleRow:
    """The row of a relation with the other side at its far end."""
    relation = row.relation
    return RoleRow(
        relation=relation,
        document=row.document,
        words=" ".join((row.role_words or row.clause_words).split()),
        other=other.name,
        other_id=other.id,
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
