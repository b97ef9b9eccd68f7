"""Claims put together again from links and contrasts, where something has changed; what comes out the same stays."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from sayso.records import Claim, Decision
from sayso.store.database import fetch
from sayso.store.saving import Store
from sayso.store.weighed_tables import count_against
from sayso.store.weighing_readings import gather_readings
from sayso.weigh.comparing import Contrast, Link
from sayso.weigh.marks import make_key
from sayso.weigh.support import Conflict, Member, find_conflicts, join_tellings, make_claims

_CONTRAST = msgspec.json.Decoder(Contrast)
_FIRST_OF_EVENTS = "v-"  # how the id of an event begins


class _Row(Struct, frozen=True, array_like=True):
    key: int
    id: str
    document: str
    origin: int
    place: int
    voice: str
    lang: str
    first_day: str | None
    last_day: str | None
    claim: int | None


class _ClaimRow(Struct, frozen=True, array_like=True):
    """What the table says of a claim, without what is counted from its disputes."""

    id: str
    head: int
    tellings: int
    documents: int
    origins: int
    speakers: int
    langs: str
    first_day: str | None
    last_day: str | None
    reasons: str


class _DisputeRow(Struct, frozen=True, array_like=True):
    """What the table says of a dispute."""

    id: str
    kind: str
    one: int
    other: int
    score: float
    inside: int
    weight: int
    clash_one: int
    clash_other: int
    reasons: str


def regroup(
    store: Store, affected: Collection[int] | None, decisions: Sequence[Decision], *, former: Collection[int] = ()
) -> None:
    """The claims of these tellings, of all that hangs together with them, and the disputes that they are in.

    Args:
        affected: keys; None for all tellings of the case.
        former: claims some of whose tellings are no longer there.
    """
    reached = _reach(store, affected, former) if affected is not None else None
    rows = _load_rows(store, reached)
    contrasts = [_CONTRAST.decode(row[2]) for row in _list_pairs(store, "contrasts", "record", reached)]
    groups, reasons = join_tellings([row.id for row in rows], _list_links(store, rows, reached), contrasts)
    old = {*former, *(row.claim for row in rows if row.claim is not None)}
    numbers = _save_claims(store, _make_claims(rows, groups, reasons), old)
    outside = _load_outside(store, contrasts, decisions, groups)
    everybody = groups | _name_groups(outside)
    conflicts = [
        c for c in find_conflicts(everybody, contrasts, decisions) if c.pair[0] in numbers or c.pair[1] in numbers
    ]
    del contrasts
    homes: defaultdict[str, set[str]] = defaultdict(set)
    sizes: defaultdict[str, int] = defaultdict(int)
    for row in (*rows, *outside):
        homes[everybody[row.id]].add(row.document)
        sizes[everybody[row.id]] += 1
    numbers |= {everybody[row.id]: row.claim for row in outside if row.claim is not None}
    made = {conflict.id: _make_dispute_row(conflict, numbers, homes, sizes) for conflict in conflicts}
    claims = old | {numbers[group] for group in set(groups.values())}
    touched = _save_disputes(store, made, claims)
    count_against(store, touched)
    gather_readings(store, touched)


def _reach(store: Store, affected: Iterable[int], former: Iterable[int]) -> set[int]:
    """All tellings that hang together with these by links, or stood in a claim with one that does."""
    reached: set[int] = set()
    claims = set(former)
    waiting = {*affected, *_list_members(store, claims)}
    beside = (
        "SELECT x.other FROM json_each(?1) k JOIN links x ON x.one = k.value UNION "
        "SELECT x.one FROM json_each(?1) k JOIN links x ON x.other = k.value"
    )
    held = "SELECT DISTINCT t.claim FROM json_each(?) k JOIN tellings t ON t.key = k.value WHERE t.claim IS NOT NULL"
    while waiting:
        reached |= waiting
        keys = (json.dumps([*waiting]),)
        found = {row[0] for row in store.connection.execute(beside, keys)}
        more = {row[0] for row in store.connection.execute(held, keys)} - claims
        claims |= more
        waiting = (found | _list_members(store, more)) - reached
    return reached


def _list_members(store: Store, claims: Collection[int]) -> set[int]:
    sql = "SELECT t.key FROM json_each(?) k JOIN tellings t ON t.claim = k.value"
    return {row[0] for row in store.connection.execute(sql, (json.dumps([*claims]),))} if claims else set()


_ROW = (
    "SELECT t.key, t.id, d.id, COALESCE(o.origin, -t.document), t.place, t.voice, t.lang, d.first_day, d.last_day, "
    "t.claim FROM tellings t JOIN documents d ON d.number = t.document "
    "LEFT JOIN origin_of o ON o.document = t.document"
)


def _load_rows(store: Store, keys: Collection[int] | None) -> list[_Row]:
    if keys is None:
        return list(fetch(store.connection, _Row, _ROW))
    sql = f"{_ROW} WHERE t.key IN (SELECT value FROM json_each(?))"
    return list(fetch(store.connection, _Row, sql, (json.dumps([*keys]),)))


def _list_pairs(store: Store, table: str, column: str, keys: Collection[int] | None) -> Iterable[tuple[int, int, str]]:
    """The links or contrasts with one of these tellings."""
    if keys is None:
        return store.connection.execute(f"SELECT DISTINCT one, other, {column} FROM {table}")
    sql = (
        f"SELECT x.one, x.other, x.{column} FROM json_each(?1) k JOIN {table} x ON x.one = k.value UNION "
        f"SELECT x.one, x.other, x.{column} FROM json_each(?1) k JOIN {table} x ON x.other = k.value"
    )
    return store.connection.execute(sql, (json.dumps([*keys]),))


def _list_links(store: Store, rows: Iterable[_Row], keys: Collection[int] | None) -> Iterator[Link]:
    ids = {row.key: row.id for row in rows}
    for one, other, reason in _list_pairs(store, "links", "reason", keys):
        if one in ids and other in ids:
            left, right = sorted((ids[one], ids[other]))
            yield Link(left, right, reason)


def _load_outside(
    store: Store, contrasts: Iterable[Contrast], decisions: Iterable[Decision], groups: Collection[str]
) -> list[_Row]:
    """The tellings of the claims that stand against these, or that a person says do."""
    named = {id for contrast in contrasts for id in (contrast.left, contrast.right)}
    for decision in decisions:
        if decision.question == "in dispute" and any(id in groups for id in decision.about):
            named |= {*decision.about}
    keys = sorted(make_key(id) for id in named if id not in groups)
    sql = f"{_ROW} WHERE t.claim IN (SELECT u.claim FROM json_each(?) k JOIN tellings u ON u.key = k.value)"
    return list(fetch(store.connection, _Row, sql, (json.dumps(keys),))) if keys else []


def _name_groups(rows: Iterable[_Row]) -> dict[str, str]:
    """For each telling the least id of its claim."""
    least: dict[int | None, str] = {}
    held = list(rows)
    for row in held:
        least[row.claim] = min(least.get(row.claim, row.id), row.id)
    return {row.id: least[row.claim] for row in held}


def _make_claims(
    rows: Iterable[_Row], groups: Mapping[str, str], reasons: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, list[_Row], _ClaimRow]]:
    """For each group its tellings, and what the table is to say of it."""
    held: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        held[groups[row.id]].append(row)
    for group in sorted(held):
        own = held[group]
        members = (
            Member(id=row.id, document=row.document, origin=str(row.origin), place=row.place, voice=row.voice)
            for row in own
        )
        claim = make_claims(members, groups, reasons, ())[0]
        yield group, own, _make_claim_row(claim, own)


def _make_claim_row(claim: Claim, rows: Sequence[_Row]) -> _ClaimRow:
    firsts = [row.first_day for row in rows if row.first_day]
    lasts = [row.last_day for row in rows if row.last_day]
    return _ClaimRow(
        id=claim.id,
        head=min(rows, key=_rank).key,
        tellings=len(rows),
        documents=len(set(claim.homes)),
        origins=len(claim.origins),
        speakers=len(claim.speakers),
        langs=" ".join(sorted({row.lang for row in rows})),
        first_day=min(firsts) if firsts else None,
        last_day=max(lasts) if lasts else None,
        reasons=json.dumps(claim.reasons),
    )


def _rank(row: _Row) -> tuple[bool, str, str, str]:
    """Statements before events, then the earliest."""
    return row.id.startswith(_FIRST_OF_EVENTS), row.first_day or "9", row.document, row.id


_CLAIM_COLUMNS = "id, head, tellings, documents, origins, speakers, langs, first_day, last_day, reasons"


def _save_claims(
    store: Store, made: Iterable[tuple[str, list[_Row], _ClaimRow]], old: Collection[int]
) -> dict[str, int]:
    """For each group the number of its claim; of the old claims no other is left."""
    sql = f"SELECT number, {_CLAIM_COLUMNS} FROM claims WHERE number = ?"
    known = {row[1]: row for number in old for row in store.connection.execute(sql, (number,))}
    numbers: dict[str, int] = {}
    moved: list[tuple[int, int]] = []
    for group, own, row in made:
        was = known.pop(row.id, None)
        values = msgspec.structs.astuple(row)
        number = _save_row(store, "claims", _CLAIM_COLUMNS, was, values)
        numbers[group] = number
        moved += [(number, telling.key) for telling in own if telling.claim != number]
    store.connection.executemany("UPDATE tellings SET claim = ? WHERE key = ?", moved)
    store.connection.executemany("DELETE FROM claims WHERE number = ?", ((row[0],) for row in known.values()))
    return numbers


def _save_row(
    store: Store, table: str, columns: str, was: tuple[object, ...] | None, values: tuple[object, ...]
) -> int:
    """The number of the row, which is new, changed or as it was."""
    marks = ", ".join("?" * len(values))
    if was is None:
        more = ", denials, disputes" if table == "claims" else ""
        sql = f"INSERT INTO {table}({columns}{more}) VALUES({marks}{', 0, 0' if more else ''})"
        return store.connection.execute(sql, values).lastrowid or 0
    number = was[0]
    assert isinstance(number, int)
    if was[1:] != values:
        store.connection.execute(f"UPDATE {table} SET ({columns}) = ({marks}) WHERE number = ?", (*values, number))
    return number


def _make_dispute_row(
    conflict: Conflict, numbers: Mapping[str, int], homes: Mapping[str, set[str]], sizes: Mapping[str, int]
) -> _DisputeRow:
    one, other = conflict.pair
    return _DisputeRow(
        id=conflict.id,
        kind=conflict.kind,
        one=numbers[one],
        other=numbers[other],
        score=conflict.score,
        inside=int(not homes[one].isdisjoint(homes[other])),
        weight=sizes[one] + sizes[other],
        clash_one=make_key(conflict.clashes[0][0]),
        clash_other=make_key(conflict.clashes[0][1]),
        reasons=json.dumps(conflict.reasons),
    )


_DISPUTE_COLUMNS = "id, kind, one, other, score, inside, weight, clash_one, clash_other, reasons"


def _save_disputes(store: Store, made: Mapping[str, _DisputeRow], claims: Collection[int]) -> set[int]:
    """The disputes of these claims are those made; the claims of which one is new, changed or gone are given back."""
    columns = ", ".join(f"d.{column}" for column in _DISPUTE_COLUMNS.split(", "))
    sql = (
        f"SELECT d.number, {columns} FROM json_each(?1) k JOIN disputes d ON d.one = k.value UNION "
        f"SELECT d.number, {columns} FROM json_each(?1) k JOIN disputes d ON d.other = k.value"
    )
    known = {row[1]: row for row in store.connection.execute(sql, (json.dumps([*claims]),))}
    touched: set[int] = set()
    for id, row in known.items():
        if id not in made:
            store.connection.execute("DELETE FROM disputes WHERE number = ?", row[:1])
            touched |= {*row[3:5]}
    own: list[tuple[int]] = []
    for id, new in made.items():
        values = msgspec.structs.astuple(new)
        was = known.get(id)
        if was is None or was[1:] != values:
            own.append((_save_row(store, "disputes", _DISPUTE_COLUMNS, was, values),))
            touched |= {new.one, new.other, *(was[3:5] if was else ())}
    store.connection.executemany("UPDATE disputes SET lead = number WHERE number = ?", own)
    return touched
