"""What the pages of events show: a list with facets, one event with everything that tells of it, places on a map."""

from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from sayso import languages
from sayso.case import Case, Filters
from sayso.errors import NotFoundError
from sayso.present.atlas import load_capitals, load_outline, project
from sayso.present.web import lists
from sayso.present.web.marking import Block, cut_blocks
from sayso.present.web.reader import Card, find_judgements, make_cards, make_event_cards, make_marks, mark_event
from sayso.store.asking import find_document, load_document
from sayso.store.event_lists import (
    AskedEvents,
    PlaceCount,
    choose_events,
    count_event_choices,
    count_places,
    find_event,
    list_events,
)
from sayso.store.events import EventRow
from sayso.store.saving import load_passages

_OWN = ("event_type", "factuality", "taker", "party", "place", "happened_since", "happened_until")
_FACETS = (
    ("event_type", "type", "type"),
    ("factuality", "factuality", "factuality"),
    ("language", "lang", "language"),
    ("publisher", "publisher", "publisher"),
)
MOST_ALIKE = 20


class Spot(Struct, frozen=True, kw_only=True):
    """Places that stand at one point of the map."""

    x: float
    y: float
    radius: float
    exact: bool  # a city; else somewhere in the country
    places: tuple[PlaceCount, ...]
    count: int


class MapView(Struct, frozen=True, kw_only=True):
    """Where events happen."""

    outline: Mapping[str, str]
    spots: tuple[Spot, ...]
    unknown: tuple[PlaceCount, ...]  # places of which no coordinates are known
    placed: int  # events that stand on the map


class EventView(Struct, frozen=True, kw_only=True):
    """One event with what surrounds it."""

    row: EventRow
    blocks: tuple[Block, ...]
    told_by: Card | None  # the statement that tells it
    alike: tuple[EventRow, ...]  # events of one type on one day with somebody in common, in other documents


def read_asked(query: Mapping[str, str]) -> AskedEvents:
    """The filters on events that stand in an address."""
    given = {name: query[name].strip() for name in _OWN if query.get(name, "").strip()}
    return msgspec.structs.replace(AskedEvents(told=lists.read_filters(query)), **given)


def show_asked(asked: AskedEvents) -> str:
    """The filters as they stand in an address."""
    own = [(name, getattr(asked, name)) for name in _OWN]
    written = urlencode([(name, value) for name, value in own if value is not None])
    return "&".join(part for part in (lists.show_filters(asked.told), written) if part)


def count_event_facets(case: Case, asked: AskedEvents) -> list[lists.Facet]:
    """The values of each column among the events that pass the other filters."""
    facets = []
    for name, column, title in _FACETS:
        on_document = name in ("language", "publisher")
        chosen: str | None = getattr(asked.told if on_document else asked, name)
        told = msgspec.structs.replace(asked.told, words=None, **({name: None} if on_document else {}))
        others = msgspec.structs.replace(asked, told=told, **({} if on_document else {name: None}))
        events, rows = choose_events(case.store, others)
        choices = tuple(count_event_choices(events, rows, column))
        if len(choices) > 1 or chosen:
            facets.append(lists.Facet(name=name, chosen=chosen or "", choices=choices, title=title))
    return facets


def make_event(case: Case, id: str) -> EventView:
    """The event with this id as a page."""
    row = find_event(case.store, id)
    if row is None:
        raise NotFoundError(f"no event has the id {id!r}", where=str(case.folder), hint="It may have been read anew")
    number = find_document(case.store, row.document.id)
    _, document = load_document(case.store, number)
    cards = make_cards(list(case.statements(Filters(document=row.document.id))), find_judgements(case))
    told_by = next((card for card in cards if card.row.statement.id == row.event.stated_in), None)
    (card,) = make_event_cards([row], len(cards))
    marks = [mark_event(card), *(make_marks(told_by) if told_by else ())]
    blocks = cut_blocks(document, load_passages(case.store.connection, number), marks)
    return EventView(
        row=row,
        blocks=tuple(block for block in blocks if block.start <= card.start < block.end),
        told_by=told_by,
        alike=tuple(find_alike(case, row)),
    )


def find_alike(case: Case, row: EventRow) -> list[EventRow]:
    """Events of the same type and day in which one of the same takes part, in other documents."""
    day = row.event.date.normal if row.event.date else None
    takers = {taker.id for taker in (*row.actors, *row.recipients, *row.participants) if taker.id}
    if day is None or not takers:
        return []
    found: dict[str, EventRow] = {}
    for party in sorted(takers):
        asked = AskedEvents(event_type=row.event.event_type, party=party)
        for other in list_events(case.store, asked, limit=MOST_ALIKE * 10):
            same = other.event.date is not None and other.event.date.normal == day
            if same and other.document.id != row.document.id:
                found[other.event.id] = other
    return list(found.values())[:MOST_ALIKE]


def make_map(case: Case, asked: AskedEvents) -> MapView:
    """The places of the events that pass, where coordinates are known."""
    counts = count_places(case.store, asked)
    groups: dict[tuple[float, float, bool], list[PlaceCount]] = {}
    unknown = []
    for place in counts:
        point = find_point(place.name, place.country)
        if point is None:
            unknown.append(place)
        else:
            groups.setdefault(point, []).append(place)
    most = max((sum(place.count for place in places) for places in groups.values()), default=1)
    spots = []
    for (latitude, longitude, exact), places in groups.items():
        x, y = project(latitude, longitude)
        count = sum(place.count for place in places)
        radius = round(3 + 15 * (count / most) ** 0.5, 1)
        spots.append(Spot(x=x, y=y, radius=radius, exact=exact, places=tuple(places), count=count))
    spots.sort(key=lambda spot: (-spot.count, spot.x, spot.y))
    return MapView(
        outline=load_outline().countries,
        spots=tuple(spots),
        unknown=tuple(unknown),
        placed=sum(spot.count for spot in spots),
    )


def find_point(name: str, country: str | None) -> tuple[float, float, bool] | None:
    """Latitude and longitude of a place, and whether it is the place itself or only the middle of its country."""
    capital = load_capital_names().get(name.casefold())
    if capital and country in (None, capital) and capital in load_capitals():
        return (*load_capitals()[capital], True)
    if country and country in load_outline().centres:
        return (*load_outline().centres[country], False)
    return None


@cache
def load_capital_names() -> dict[str, str]:
    """The country of each capital by its name in every language that is known."""
    found: dict[str, str] = {}
    for code in languages.list_languages():
        language = languages.load(code)
        for place in language.places if language else ():
            if place.kind == "capital" and place.country:
                found.setdefault(place.name.casefold(), place.country)
    return found


class Strip(Struct, frozen=True, kw_only=True):
    """Events by month, as bars of a small drawing."""

    bars: tuple[tuple[float, float, str, int], ...]  # x, height, month, count
    width: float
    bar: float
    undated: int


STRIP_WIDTH, STRIP_HEIGHT = 1000.0, 56.0


def draw_strip(counts: Sequence[tuple[str, int]], chosen: int) -> Strip:
    """One bar a month from the first to the last."""
    months = dict(counts)
    if not months:
        return Strip(bars=(), width=STRIP_WIDTH, bar=0, undated=chosen)
    names = _list_months(min(months), max(months))
    most, step = max(months.values()), STRIP_WIDTH / len(names)
    bars = tuple(
        (round(place * step, 2), round(max(2.0, STRIP_HEIGHT * months[name] / most), 1), name, months[name])
        for place, name in enumerate(names)
        if name in months
    )
    bar = round(max(min(step - 1, 40.0), 0.8), 2)
    return Strip(bars=bars, width=STRIP_WIDTH, bar=bar, undated=chosen - sum(months.values()))


def _list_months(first: str, last: str) -> list[str]:
    """Every month from the first to the last."""
    year, month = (int(part) for part in first.split("-"))
    names = []
    while (name := f"{year:04}-{month:02}") <= last:
        names.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return names
