"""Readings of one event, gathered: disputes of the kind "interpretation" that hang together by the claims they share.

Each such dispute stands between two readings. Those that hang together are led by the one with the least id, and
are shown as one dispute with as many sides as there are readings; every other dispute leads itself.
"""

from collections.abc import Iterable

from msgspec import Struct

from sayso.store.database import fetch
from sayso.store.saving import Store


class _Edge(Struct, frozen=True, array_like=True):
    number: int
    id: str
    one: int
    other: int


_EDGES = (
    "SELECT number, id, one, other FROM disputes WHERE one = ?1 AND kind = 'interpretation' "
    "UNION SELECT number, id, one, other FROM disputes WHERE other = ?1 AND kind = 'interpretation'"
)


def gather_readings(store: Store, claims: Iterable[int]) -> None:
    """Everything that hangs together with these claims by interpretations knows by which dispute it is led.

    Args:
        claims: those that have come into a dispute or are no longer in one, and those whose tellings have changed.
    """
    seen: set[int] = set()
    for claim in sorted(claims):
        if claim not in seen:
            together, edges = _walk(store, claim)
            seen |= together
            if edges:
                _lead(store, together, edges)


def _walk(store: Store, claim: int) -> tuple[set[int], dict[int, _Edge]]:
    """The claims that hang together with this one, and the disputes between them by number."""
    together: set[int] = {claim}
    edges: dict[int, _Edge] = {}
    waiting = [claim]
    while waiting:
        for edge in list(fetch(store.connection, _Edge, _EDGES, (waiting.pop(),))):
            edges[edge.number] = edge
            for beside in (edge.one, edge.other):
                if beside not in together:
                    together.add(beside)
                    waiting.append(beside)
    return together, edges


def _lead(store: Store, claims: Iterable[int], edges: dict[int, _Edge]) -> None:
    lead = min(edges.values(), key=lambda edge: edge.id).number
    sql = "UPDATE disputes SET lead = ? WHERE number = ?"
    store.connection.executemany(sql, ((lead, number) for number in edges))
    size = "SELECT tellings FROM claims WHERE number = ?"
    weight = sum(store.connection.execute(size, (claim,)).fetchone()[0] for claim in claims)
    store.connection.execute("UPDATE disputes SET weight = ? WHERE number = ?", (weight, lead))
