"""Who speaks about whom in the statements that pass the filters, and how many statements each day brought.

Everything is counted in the columns of the case. An entity in several documents is one by its id; nobody is counted
as speaking of themselves.
"""

from collections.abc import Iterator

import msgspec
import numpy as np
from msgspec import Struct

from sayso.store.columns import NONE, show_day
from sayso.store.database import fetch
from sayso.store.figures import find_parties, rank_parties
from sayso.store.joining import load_joined
from sayso.store.rows import Filters
from sayso.store.saving import Store
from sayso.store.tallies import choose_statements


class Node(Struct, frozen=True, kw_only=True):
    """Somebody who speaks or is spoken of."""

    id: str
    name: str
    schema: str
    country: str | None
    sector: str | None


class Tie(Struct, frozen=True, kw_only=True):
    """One speaks about another: in how many statements, how many of them denials, in how many documents."""

    speaker: str
    about: str
    count: int
    denials: int
    documents: int


class DayCount(Struct, frozen=True):
    """How many statements the documents of one day hold; the day is None for documents without one."""

    day: str | None
    statements: int
    denials: int


def find_ties(store: Store, filters: Filters, most: int | None = None) -> Iterator[Tie]:
    """The ties in the statements that pass the filters (words and limit aside), those with most statements first.

    Args:
        most: only ties among this many entities, those that speak and are spoken of most.
    """
    columns, chosen = choose_statements(store, msgspec.structs.replace(filters, words=None))
    rows = columns.about_statement[chosen[columns.about_statement]]
    speaker = find_parties(columns, columns.speaker[rows])
    about = find_parties(columns, columns.about[chosen[columns.about_statement]])
    others = (speaker != about) & (speaker != NONE) & (about != NONE)
    speaker, about, rows = speaker[others], about[others], rows[others]
    if most is not None:
        ranked = rank_parties(columns, np.concatenate([speaker, about]), most)
        inside = np.isin(speaker, ranked) & np.isin(about, ranked)
        speaker, about, rows = speaker[inside], about[inside], rows[inside]
    codes = columns.codes
    against = (columns.act == codes["act"].find("deny")) | (columns.polarity == codes["polarity"].find("negative"))
    size, homes = len(codes["party"].values), columns.home[rows]
    pairs, place, counts = np.unique(speaker * size + about, return_inverse=True, return_counts=True)
    denials = np.bincount(place, weights=against[rows], minlength=len(pairs))
    held = np.unique(place * (len(columns.documents) + 1) + homes) // (len(columns.documents) + 1)
    documents = np.bincount(held, minlength=len(pairs))
    ids = codes["party"].values
    ties = [
        Tie(
            speaker=ids[int(pair) // size],
            about=ids[int(pair) % size],
            count=int(counts[number]),
            denials=int(denials[number]),
            documents=int(documents[number]),
        )
        for number, pair in enumerate(pairs)
    ]
    yield from sorted(ties, key=lambda tie: (-tie.count, tie.speaker, tie.about))


def load_node(store: Store, id: str) -> Node:
    """Who or what this id stands for, by its first name."""
    joined = load_joined(store, id)
    if joined is not None:
        name = joined.names[0] if joined.names else id
        return Node(id=id, name=name, schema=joined.schema, country=joined.country, sector=joined.sector)
    sql = (
        "SELECT e.name, e.schema, json_extract(CAST(f.record AS TEXT), '$.country'), "
        "json_extract(CAST(f.record AS TEXT), '$.sector') FROM entities e JOIN findings f USING(document, position) "
        "WHERE e.id = ? ORDER BY e.number LIMIT 1"
    )
    row = next(fetch(store.connection, tuple[str, str, str | None, str | None], sql, (id,)), (id, "Thing", None, None))
    return Node(id=id, name=row[0] or id, schema=row[1], country=row[2], sector=row[3])


def count_days(store: Store, filters: Filters) -> list[DayCount]:
    """How many statements that pass the filters (words and limit aside) were published on each day, oldest first."""
    columns, chosen = choose_statements(store, msgspec.structs.replace(filters, words=None))
    codes = columns.codes
    against = (columns.act == codes["act"].find("deny")) | (columns.polarity == codes["polarity"].find("negative"))
    days, place, counts = np.unique(columns.first_day[columns.home[chosen]], return_inverse=True, return_counts=True)
    denials = np.bincount(place, weights=against[chosen], minlength=len(days))
    found = [
        DayCount(None if day == NONE else show_day(int(day)), int(count), int(denied))
        for day, count, denied in zip(days, counts, denials, strict=True)
    ]
    return sorted(found, key=lambda count: (count.day is None, count.day or ""))
