"""What stands up in a case, a page at a time: claims, disputes, origins, and what stands behind each statement."""

import json
from collections.abc import Iterator, Sequence

import msgspec

from sayso.errors import NotFoundError
from sayso.store.asking import (
    LAST,
    Condition,
    find_document,
    fold_phrases,
    join_conditions,
    limit_documents,
    limit_statements,
    match,
)
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.rows import Filters
from sayso.store.rows_weighed import (
    Against,
    ClaimFilters,
    ClaimOrder,
    ClaimRow,
    ClaimShown,
    DisputeFilters,
    DisputeRow,
    DisputeShown,
    Standing,
    TellingRow,
)
from sayso.store.saving import Store
from sayso.store.weighed_reading import (
    CLAIM,
    MOST_SIDES,
    ClaimColumns,
    DisputeColumns,
    Reader,
    list_sides,
    read_words,
)
from sayso.store.weighing import refresh_weighed

_ORDERS: dict[ClaimOrder, str] = {
    "fewest origins": "c.origins, c.tellings DESC, c.id",
    "most origins": "c.origins DESC, c.tellings DESC, c.id",
    "most denied": "c.denials DESC, c.tellings DESC, c.id",
    "latest": "c.last_day DESC, c.tellings DESC, c.id",
    "earliest": "c.first_day IS NULL, c.first_day, c.tellings DESC, c.id",
}


def find_claims(store: Store, filters: ClaimFilters) -> Iterator[ClaimRow]:
    """The claims that pass the filters, in the order asked for."""
    refresh_weighed(store)
    where = _limit_claims(store, filters)
    sql = f"SELECT {CLAIM} FROM claims c WHERE {where.sql} ORDER BY {_ORDERS[filters.order]} LIMIT ? OFFSET ?"
    limit = -1 if filters.limit is None else filters.limit
    reader = Reader(store)
    with explain_errors(store.path):
        for columns in list(fetch(store.connection, ClaimColumns, sql, (*where.values, limit, filters.skip))):
            yield reader.make_claim(columns)


def count_claims(store: Store, filters: ClaimFilters) -> int:
    """How many claims pass the filters."""
    refresh_weighed(store)
    where = _limit_claims(store, filters)
    with explain_errors(store.path):
        sql = f"SELECT COUNT(*) FROM claims c WHERE {where.sql}"
        row = fetch_one(store.connection, tuple[int], sql, where.values)
    return row[0] if row else 0


def load_claim(store: Store, id: str) -> ClaimShown:
    """One claim with all that is said for and against it, by its id or that of a statement or event in it."""
    refresh_weighed(store)
    reader = Reader(store)
    with explain_errors(store.path):
        number, reasons = _find_claim(store, id)
        sql = f"{_DISPUTE} WHERE x.one = ? OR x.other = ? ORDER BY x.weight DESC, x.score DESC, x.id"
        disputes = list(fetch(store.connection, DisputeColumns, sql, (number, number)))
        against = tuple(
            Against(
                dispute=columns.id,
                kind=columns.kind,
                reasons=read_words(columns.reasons),
                score=columns.score,
                claim=reader.load_claim(columns.other if columns.one == number else columns.one),
                corrects=columns.kind == "correction" and list_sides(store, [columns])[0] == number,
            )
            for columns in disputes
        )
        return ClaimShown(
            claim=reader.load_claim(number),
            reasons=read_words(reasons),
            parts=reader.make_parts(number),
            against=against,
        )


_DISPUTE = (
    "SELECT x.id, x.kind, x.one, x.other, x.score, x.inside, x.clash_one, x.clash_other, x.reasons, "
    "x.lead FROM disputes x"
)


def find_disputes(store: Store, filters: DisputeFilters) -> Iterator[DisputeRow]:
    """The disputes that pass the filters, those on which most statements stand first."""
    refresh_weighed(store)
    where = _limit_disputes(store, filters)
    sql = f"{_DISPUTE} WHERE {where.sql} ORDER BY x.weight DESC, x.score DESC, x.id LIMIT ? OFFSET ?"
    limit = -1 if filters.limit is None else filters.limit
    reader = Reader(store)
    with explain_errors(store.path):
        for columns in list(fetch(store.connection, DisputeColumns, sql, (*where.values, limit, filters.skip))):
            edges = _gather(store, columns)
            yield reader.make_dispute(edges, list_sides(store, edges))


def count_disputes(store: Store, filters: DisputeFilters) -> int:
    """How many disputes pass the filters."""
    refresh_weighed(store)
    where = _limit_disputes(store, filters)
    with explain_errors(store.path):
        sql = f"SELECT COUNT(*) FROM disputes x WHERE {where.sql}"
        row = fetch_one(store.connection, tuple[int], sql, where.values)
    return row[0] if row else 0


def load_dispute(store: Store, id: str) -> DisputeShown:
    """One dispute with all its sides and what each rests on, by its id or the beginning of it."""
    refresh_weighed(store)
    reader = Reader(store)
    with explain_errors(store.path):
        columns = _find_dispute(store, id)
        edges = _gather(store, columns)
        sides = list_sides(store, edges)
        if len(sides) > MOST_SIDES:  # those asked for are among those shown
            sides.sort(key=lambda side: side not in (columns.one, columns.other))
        kept = sides[:MOST_SIDES]
        shown = [edge for edge in edges if {edge.one, edge.other} <= {*kept}]
        between = sorted((reader.make_between(edge, kept) for edge in shown), key=lambda pair: (pair.sides, pair.id))
        clash: dict[int, TellingRow] = {}
        for pair in sorted(between, key=lambda pair: -pair.score):
            for place, telling in zip(pair.sides, pair.clash, strict=True):
                clash.setdefault(place, telling)
        dispute = reader.make_dispute(edges, sides)
        return DisputeShown(
            dispute=dispute,
            parts=tuple(reader.make_parts(side) for side in kept),
            clash=tuple(clash.get(place, side.head) for place, side in enumerate(dispute.sides)),
            between=tuple(between),
            asked=next(pair for pair in between if pair.id == columns.id),
        )


def _find_dispute(store: Store, id: str) -> DisputeColumns:
    sql = f"{_DISPUTE} WHERE x.id >= ? AND x.id < ? ORDER BY x.id LIMIT 2"
    found = list(fetch(store.connection, DisputeColumns, sql, (id, id + LAST)))
    if not id or not found or (len(found) > 1 and found[0].id != id):
        what = f"more than one dispute has an id that begins with {id!r}" if found else f"no dispute has the id {id!r}"
        raise NotFoundError(what, where=str(store.folder), hint="List the disputes to see their ids")
    return found[0]


def _gather(store: Store, columns: DisputeColumns) -> list[DisputeColumns]:
    """The disputes that hang together with one, it alone where none does; the one that leads them first."""
    if columns.kind != "interpretation":
        return [columns]
    sql = f"{_DISPUTE} WHERE x.lead = ? ORDER BY x.number <> x.lead, x.id"
    return list(fetch(store.connection, DisputeColumns, sql, (columns.lead,)))


def find_standing(store: Store, document: str) -> list[Standing]:
    """For each statement and event of a document, in the order of its text, what stands behind and against it."""
    number = find_document(store, document)
    refresh_weighed(store)
    sql = (
        "SELECT t.id, c.id, c.number, c.tellings, c.documents, c.origins, c.speakers, c.denials FROM tellings t "
        "JOIN claims c ON c.number = t.claim WHERE t.document = ? ORDER BY t.place, t.position"
    )
    with explain_errors(store.path):
        rows = list(fetch(store.connection, tuple[str, str, int, int, int, int, int, int], sql, (number,)))
        disputed = _list_disputes(store, [row[2] for row in rows])
    return [
        Standing(
            id=row[0], claim=row[1], tellings=row[3], documents=row[4], origins=row[5], speakers=row[6],
            denials=row[7], disputes=tuple(disputed.get(row[2], ())),
        )
        for row in rows
    ]  # fmt: skip


def _list_disputes(store: Store, claims: Sequence[int]) -> dict[int, list[str]]:
    """For each claim the ids of its disputes."""
    held: dict[int, list[str]] = {}
    for column in ("one", "other"):
        sql = f"SELECT x.{column}, x.id FROM json_each(?) k JOIN disputes x ON x.{column} = k.value ORDER BY x.id"
        for claim, id in fetch(store.connection, tuple[int, str], sql, (json.dumps(sorted(set(claims))),)):
            held.setdefault(claim, []).append(id)
    return held


def _find_claim(store: Store, id: str) -> tuple[int, str]:
    """The number of the claim with this id, or of the one that a statement or event is in, and its reasons."""
    sql = (
        "SELECT number, reasons FROM claims WHERE id = ? UNION SELECT c.number, c.reasons FROM tellings t "
        "JOIN claims c ON c.number = t.claim WHERE t.id = ?"
    )
    found = list(fetch(store.connection, tuple[int, str], sql, (id, id)))
    if not found and id:
        sql = "SELECT number, reasons FROM claims WHERE id >= ? AND id < ? LIMIT 2"
        found = list(fetch(store.connection, tuple[int, str], sql, (id, id + LAST)))
    if len(found) != 1:
        what = f"more than one claim has an id that begins with {id!r}" if found else f"no claim has the id {id!r}"
        raise NotFoundError(what, where=str(store.folder), hint="List the claims to see their ids")
    return found[0]


def _limit_claims(store: Store, filters: ClaimFilters) -> Condition:
    conditions = [Condition("(c.documents > 1 OR c.speakers > 1 OR c.denials > 0)")] if filters.several else []
    if filters.origins is not None:
        conditions.append(Condition("c.origins = ?", (filters.origins,)))
    if filters.least_origins is not None:
        conditions.append(Condition("c.origins >= ?", (filters.least_origins,)))
    if filters.denied is not None:
        conditions.append(Condition("c.denials > 0" if filters.denied else "c.denials = 0"))
    conditions += [Condition(f"c.number IN ({made.sql})", made.values) for made in _limit_made(store, filters)]
    return join_conditions(conditions)


def _limit_disputes(store: Store, filters: DisputeFilters) -> Condition:
    conditions = []
    if filters.kind is not None:
        conditions.append(Condition("x.kind = ?", (filters.kind,)))
    if filters.inside is not None:
        conditions.append(Condition("x.inside = ?", (int(filters.inside),)))
    for made in _limit_made(store, filters):
        sql = f"(x.one IN ({made.sql}) OR x.other IN ({made.sql}))"
        conditions.append(Condition(sql, (*made.values, *made.values)))
    leads = Condition("x.lead = x.number")  # a dispute that another leads is shown with it
    if not conditions:
        return leads
    held = join_conditions(conditions)
    return join_conditions(
        [leads, Condition(f"x.number IN (SELECT x.lead FROM disputes x WHERE {held.sql})", held.values)]
    )


def _limit_made(store: Store, filters: ClaimFilters | DisputeFilters) -> list[Condition]:
    """The claims that hold a telling of the document, and those that hold one that passes the filters on statements."""
    made = []
    if filters.document is not None:
        number = find_document(store, filters.document)
        made.append(Condition("SELECT t.claim FROM tellings t WHERE t.document = ?", (number,)))
    if filters.made is not None and filters.made != Filters():
        wanted = msgspec.structs.replace(filters.made, words=None)
        conditions = [*limit_documents(store, wanted), *limit_statements(wanted)]
        on_statements = bool(limit_statements(wanted)) or filters.made.words is not None
        if filters.made.words is not None:
            conditions.append(match("s.number", "statement_index", fold_phrases(filters.made.words) or [], "about"))
        if filters.made.language is not None:
            conditions.append(Condition("t.lang = ?", (filters.made.language,)))
        where = join_conditions(conditions)
        stated = "JOIN statements s ON s.document = t.document AND s.id = t.id " if on_statements else ""
        sql = f"SELECT t.claim FROM tellings t JOIN documents d ON d.number = t.document {stated}WHERE {where.sql}"
        made.append(Condition(sql, where.values))
    return made
