"""What the overview shows: the numbers of a case, the braid of its documents, who speaks about whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from sayso.case import Case, open_case
from sayso.records import Origin
from sayso.store.figures import (
    Arrival,
    Figures,
    Pair,
    Party,
    count_figures,
    find_arrivals,
    find_pairs,
    read_state,
)

MOST_LANES = 40
MOST_DOCUMENTS = 5_000  # drawn in the braid; a tick has to stay a tick
MATRIX_SIZE = 10
LEFT, WIDTH, RIGHT = 250, 1000, 130  # of the drawing: names, the whole, documents without a day
LANE_HEIGHT, TOP, STEP = 24, 30, 9
SHADES = 5


class Tick(Struct, frozen=True, kw_only=True):
    """One document in the braid."""

    x: float
    y: float
    arrival: Arrival


class Lane(Struct, frozen=True, kw_only=True):
    """One origin: the documents that go back to one report."""

    y: float
    left: float
    right: float
    title: str
    why: str
    ticks: tuple[Tick, ...]


class Braid(Struct, frozen=True, kw_only=True):
    """Documents over time, one lane an origin."""

    lanes: tuple[Lane, ...]
    days: tuple[tuple[float, str], ...]
    height: float
    width: float
    left: float
    undated_x: float | None
    hidden: int  # lanes that are not drawn


class Cell(Struct, frozen=True, kw_only=True):
    """How often one speaks about another."""

    speaker: Party
    about: Party
    count: int
    shade: int  # 0 to SHADES


class Matrix(Struct, frozen=True, kw_only=True):
    """Who speaks about whom."""

    abouts: tuple[Party, ...]
    rows: tuple[tuple[Party, tuple[Cell, ...]], ...]


class Overview(Struct, frozen=True, kw_only=True):
    """A case at a glance."""

    figures: Figures
    copied: int  # documents that are not the first of their origin
    origins: int
    braid: Braid
    matrix: Matrix


def load_origins(case: Case) -> tuple[Origin, ...]:
    """The origins of the case; grouped anew only when documents have come in or were read anew."""
    return _group_origins(case.folder, read_state(case.store))


@lru_cache(maxsize=4)
def _group_origins(folder: Path, _state: tuple[int, int]) -> tuple[Origin, ...]:
    with open_case(folder) as case:
        return tuple(case.origins())


def make_overview(case: Case) -> Overview:
    """The case at a glance."""
    arrivals = find_arrivals(case.store, MOST_DOCUMENTS)
    origins = load_origins(case)
    return Overview(
        figures=count_figures(case.store),
        copied=sum(len(origin.documents) - 1 for origin in origins),
        origins=len(origins),
        braid=draw_braid(arrivals, origins),
        matrix=make_matrix(find_pairs(case.store, MATRIX_SIZE)),
    )


def draw_braid(arrivals: Sequence[Arrival], origins: Sequence[Origin]) -> Braid:
    """The documents as ticks on the lanes of their origins; a document without a day stands at the right."""
    days = sorted({arrival.day for arrival in arrivals if arrival.day})
    undated = any(arrival.day is None for arrival in arrivals)
    right = WIDTH - (RIGHT if undated else 30)
    places = _place_days(days, right)
    lanes = _group_lanes(arrivals, origins)
    shown = sorted(lanes, key=lambda lane: -len(lane[1]))[:MOST_LANES]
    shown.sort(key=lambda lane: (lane[1][0].day is None, lane[1][0].day or "", lane[1][0].number))
    drawn = tuple(
        _draw_lane(TOP + LANE_HEIGHT * (index + 0.5), why, members, places)
        for index, (why, members) in enumerate(shown)
    )
    return Braid(
        lanes=drawn,
        days=tuple(_choose_days(days, places)),
        height=TOP + LANE_HEIGHT * len(drawn) + 8,
        width=WIDTH,
        left=LEFT,
        undated_x=places[None] if undated else None,
        hidden=len(lanes) - len(shown),
    )


def _place_days(days: Sequence[str], right: float) -> dict[str | None, float]:
    """Where each day stands between the names and the right side; documents without a day stand beyond it."""
    places: dict[str | None, float] = {None: right + 40}
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    for day, number in zip(days, numbers, strict=True):
        share = (number - numbers[0]) / max(numbers[-1] - numbers[0], 1)
        places[day] = round(LEFT + 20 + share * (right - LEFT - 60), 1)
    return places


def _choose_days(days: Sequence[str], places: Mapping[str | None, float]) -> list[tuple[float, str]]:
    """The days that are written above, far enough from each other to be read."""
    chosen: list[tuple[float, str]] = []
    for day in days:
        if not chosen or places[day] - chosen[-1][0] >= 80:
            chosen.append((places[day], day))
    return chosen


def _group_lanes(arrivals: Sequence[Arrival], origins: Sequence[Origin]) -> list[tuple[str, list[Arrival]]]:
    """The documents of each origin by day; one that could not be compared with others is a lane of its own."""
    lane_of = {document: origin for origin in origins for document in origin.documents}
    lanes: dict[str, tuple[str, list[Arrival]]] = {}
    for arrival in arrivals:
        origin = lane_of.get(arrival.id)
        key, why = (origin.id, origin.why) if origin else (arrival.id, "own reporting")
        lanes.setdefault(key, (why, []))[1].append(arrival)
    return list(lanes.values())


def _draw_lane(y: float, why: str, members: Sequence[Arrival], places: Mapping[str | None, float]) -> Lane:
    ticks: list[Tick] = []
    last = 0.0
    for arrival in members:
        last = max(places[arrival.day], last + STEP if ticks else 0.0)
        ticks.append(Tick(x=last, y=y, arrival=arrival))
    first = members[0]
    return Lane(
        y=y,
        left=ticks[0].x,
        right=ticks[-1].x,
        title=f"{first.publisher or first.title or first.id}",
        why=why if len(members) > 1 else "",
        ticks=tuple(ticks),
    )


def make_matrix(pairs: Sequence[Pair]) -> Matrix:
    """A row for each speaker, a column for each who is spoken of, those with most first."""
    counts = {(pair.speaker.id, pair.about.id): pair.count for pair in pairs}
    speakers = _rank([(pair.speaker, pair.count) for pair in pairs])
    abouts = _rank([(pair.about, pair.count) for pair in pairs])
    most = max(counts.values(), default=1)
    rows = []
    for speaker in speakers:
        cells = []
        for about in abouts:
            count = counts.get((speaker.id, about.id), 0)
            cells.append(Cell(speaker=speaker, about=about, count=count, shade=-(-SHADES * count // most)))
        rows.append((speaker, tuple(cells)))
    return Matrix(abouts=abouts, rows=tuple(rows))


def _rank(counted: Sequence[tuple[Party, int]]) -> tuple[Party, ...]:
    totals: dict[str, int] = {}
    parties = {party.id: party for party, _ in counted}
    for party, count in counted:
        totals[party.id] = totals.get(party.id, 0) + count
    return tuple(parties[id] for id in sorted(totals, key=lambda id: (-totals[id], id)))
