"""Claims put together again from links and contrasts, where something has changed."""

import json
from collections.abc import Collection, Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.records import Decision, Dispute
from sayso.store.database import fetch
from sayso.store.saving import Store
from sayso.store.weighed_tables import count_against, save_claims, save_disputes
from sayso.store.weighing_readings import gather_readings
from sayso.weigh.comparing import Contrast, Link
from sayso.weigh.marks import make_key
from sayso.weigh.support import Member, find_disputes, join_tellings, make_claims

_CONTRAST = msgspec.json.Decoder(Contrast)


class _Row(Struct, frozen=True, array_like=True):
    key: int
    id: str
    document: str
    origin: int
    place: int
    voice: str
    claim: int | None


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
    ids = {row.key: row.id for row in rows}
    links = [
        Link(min(ids[one], ids[other]), max(ids[one], ids[other]), reason)
        for one, other, reason in _list_pairs(store, "links", "reason", reached)
        if one in ids and other in ids
    ]
    contrasts = [_CONTRAST.decode(record) for _, _, record in _list_pairs(store, "contrasts", "record", reached)]
    groups, reasons = join_tellings([row.id for row in rows], links, contrasts)
    outside = _load_outside(store, contrasts, decisions, groups)
    old = {*former, *(row.claim for row in rows if row.claim is not None)}
    beside = _delete(store, old, everything=reached is None)
    homes = {row.id: row.document for row in (*rows, *outside)}
    all_groups = groups | _name_groups(outside)
    disputes = find_disputes(all_groups, homes, contrasts, decisions)
    disputes = [dispute for dispute in disputes if _touches(dispute, groups)]
    members = [
        Member(id=row.id, document=row.document, origin=str(row.origin), place=row.place, voice=row.voice)
        for row in rows
    ]
    save_claims(store, make_claims(members, all_groups, reasons, disputes))
    save_disputes(store, disputes)
    fresh = _list_claims(store, [row.key for row in rows])
    touched = {*fresh, *beside, *(row.claim for row in outside if row.claim is not None)}
    count_against(store, touched)
    gather_readings(store, touched)


def _reach(store: Store, affected: Iterable[int], former: Iterable[int]) -> set[int]:
    """All tellings that hang together with these by links, or stood in a claim with one that does."""
    reached: set[int] = set()
    claims = set(former)
    members = "SELECT key FROM tellings WHERE claim = ?"
    waiting = [*affected, *(row[0] for claim in claims for row in store.connection.execute(members, (claim,)))]
    sql = "SELECT other FROM links WHERE one = ?1 UNION SELECT one FROM links WHERE other = ?1"
    while waiting:
        key = waiting.pop()
        if key in reached:
            continue
        reached.add(key)
        waiting += [row[0] for row in store.connection.execute(sql, (key,))]
        row = store.connection.execute("SELECT claim FROM tellings WHERE key = ?", (key,)).fetchone()
        if row and row[0] is not None and row[0] not in claims:
            claims.add(row[0])
            waiting += [member[0] for member in store.connection.execute(members, (row[0],))]
    return reached


_ROW = (
    "SELECT t.key, t.id, d.id, COALESCE(o.origin, -t.document), t.place, t.voice, t.claim FROM tellings t "
    "JOIN documents d ON d.number = t.document LEFT JOIN origin_of o ON o.document = t.document"
)


def _load_rows(store: Store, keys: Collection[int] | None) -> list[_Row]:
    if keys is None:
        return list(fetch(store.connection, _Row, _ROW))
    sql = f"{_ROW} JOIN json_each(?) k ON k.value = t.key"
    return list(fetch(store.connection, _Row, sql, (json.dumps(sorted(keys)),)))


def _list_pairs(store: Store, table: str, column: str, keys: Collection[int] | None) -> list[tuple[int, int, str]]:
    """The links or contrasts with one of these tellings."""
    if keys is None:
        return list(store.connection.execute(f"SELECT one, other, {column} FROM {table}"))
    sql = (
        f"SELECT x.one, x.other, x.{column} FROM json_each(?1) k JOIN {table} x ON x.one = k.value UNION "
        f"SELECT x.one, x.other, x.{column} FROM json_each(?1) k JOIN {table} x ON x.other = k.value"
    )
    return list(store.connection.execute(sql, (json.dumps(sorted(keys)),)))


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


def _delete(store: Store, claims: Iterable[int], *, everything: bool) -> set[int]:
    """These claims and their disputes are gone; the other claims of these disputes are given back."""
    if everything:
        store.connection.execute("DELETE FROM claims")
        store.connection.execute("DELETE FROM disputes")
        return set()
    beside: set[int] = set()
    gone = set(claims)
    for number in gone:
        sql = "SELECT one, other FROM disputes WHERE one = ?1 OR other = ?1"
        for pair in store.connection.execute(sql, (number,)):
            beside |= {*pair}
        store.connection.execute("DELETE FROM disputes WHERE one = ?1 OR other = ?1", (number,))
        store.connection.execute("DELETE FROM claims WHERE number = ?", (number,))
    return beside - gone


def _touches(dispute: Dispute, groups: Collection[str]) -> bool:
    return any(side[0] in groups for side in dispute.sides)


def _list_claims(store: Store, keys: Iterable[int]) -> set[int]:
    sql = "SELECT DISTINCT t.claim FROM json_each(?) k JOIN tellings t ON t.key = k.value"
    return {row[0] for row in store.connection.execute(sql, (json.dumps(sorted(keys)),))}
