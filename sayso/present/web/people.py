"""What the page of one person or body shows: names by script with their reasons, roles over time, and three columns."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.present.plots.scale import make_scale
from sayso.present.web.reader import Card, find_judgements, make_cards
from sayso.records import Entity
from sayso.store.asking import load_entity
from sayso.store.event_lists import AskedEvents, choose_events, list_events
from sayso.store.events import EventRow
from sayso.store.joining import find_parts
from sayso.store.parties import list_homes
from sayso.store.roles import RoleRow, list_roles
from sayso.store.tallies import Choice, count_choices, count_statements, list_statements
from sayso.text.scripts import find_dominant_script

SHOWN = 40  # rows in each column; the rest is a link away
MOST_HOMES = 12  # documents that are listed under "why?"
BAR_LEFT, BAR_WIDTH, BAR_HEIGHT = 10.0, 980.0, 26.0


class Name(Struct, frozen=True, kw_only=True):
    """One name of an entity, and why it is taken to be a name of theirs."""

    words: str
    reasons: tuple[str, ...]
    homes: tuple[str, ...]  # documents in which it stands
    more: int  # documents beyond these


class Bar(Struct, frozen=True, kw_only=True):
    """A role as a bar of a drawing."""

    x: float
    width: float
    y: float
    opens: bool  # no beginning is known
    stays: bool  # no end is known
    role: RoleRow


class Roles(Struct, frozen=True, kw_only=True):
    """Roles over time; those for which the text gives no time stand beside."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, str], ...]
    height: float
    undated: tuple[RoleRow, ...]


class Person(Struct, frozen=True, kw_only=True):
    """One entity as a page."""

    entity: Entity
    scripts: tuple[tuple[str, tuple[Name, ...]], ...]  # names by script
    said: tuple[Card, ...]
    said_count: int
    about: tuple[Card, ...]
    about_count: int
    events: tuple[EventRow, ...]
    event_count: int
    roles: Roles
    acts: tuple[Choice, ...]
    speakers: tuple[Choice, ...]
    colour: int


def make_person(case: Case, id: str) -> Person:
    """The entity with this id as a page."""
    entity = load_entity(case.store, id)
    says, spoken_of, taking = Filters(speaker_id=id), Filters(about_id=id), AskedEvents(party=id)
    judgements = find_judgements(case)
    said = make_cards(list_statements(case.store, msgspec.structs.replace(says, limit=SHOWN)), judgements)
    about = make_cards(list_statements(case.store, msgspec.structs.replace(spoken_of, limit=SHOWN)), judgements)
    _, chosen = choose_events(case.store, taking)
    return Person(
        entity=entity,
        scripts=group_names(explain_names(case, entity)),
        said=tuple(said),
        said_count=count_statements(case.store, says),
        about=tuple(about),
        about_count=count_statements(case.store, spoken_of),
        events=tuple(list_events(case.store, taking, limit=SHOWN)),
        event_count=int(chosen.sum()),
        roles=draw_roles(list_roles(case.store, id)),
        acts=tuple(count_choices(case.store, says, "act")),
        speakers=tuple(count_choices(case.store, says, "publisher")),
        colour=said[0].colour if said else 0,
    )


def explain_names(case: Case, entity: Entity) -> list[Name]:
    """Each name with the documents in which it stands and why the mentions there are one."""
    homes: dict[str, dict[str, None]] = {name: {} for name in entity.names}
    reasons: dict[str, dict[str, None]] = {name: {} for name in entity.names}
    parts = find_parts(case.store, entity.id)
    for part in parts:
        for name in part.names:
            homes.setdefault(name, {})[part.document] = None
            reasons.setdefault(name, {}).update(dict.fromkeys(part.reasons))
    if not parts:
        everywhere = dict.fromkeys(list_homes(case.store, entity.id))
        homes = dict.fromkeys(entity.names, everywhere)
    return [
        Name(
            words=name,
            reasons=tuple(reasons[name]),
            homes=tuple(homes[name])[:MOST_HOMES],
            more=max(len(homes[name]) - MOST_HOMES, 0),
        )
        for name in homes
    ]


def group_names(names: Iterable[Name]) -> tuple[tuple[str, tuple[Name, ...]], ...]:
    """The names by the script most of their letters are in, longest first."""
    groups: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda name: (-len(name.words), name.words)):
        groups.setdefault(find_dominant_script(name.words) or "other", []).append(name)
    return tuple((script, tuple(group)) for script, group in groups.items())


def draw_roles(roles: Sequence[RoleRow]) -> Roles:
    """The roles for which the text gives a time as bars, those that begin first on top."""
    dated = [role for role in roles if role.first or role.last]
    ends = [day for role in dated for day in (role.first, role.last) if day]
    if not ends:
        return Roles(bars=(), years=(), height=0, undated=tuple(roles))
    scale = make_scale(ends, BAR_LEFT + 20, BAR_LEFT + BAR_WIDTH - 20)
    bars = []
    for place, role in enumerate(sorted(dated, key=lambda role: (role.first or role.last or ends[0], role.words))):
        x = scale.place(role.first) if role.first else BAR_LEFT
        end = scale.place(role.last) if role.last else BAR_LEFT + BAR_WIDTH
        bars.append(
            Bar(
                x=round(x, 1),
                width=round(max(end - x, 4), 1),
                y=24 + place * BAR_HEIGHT,
                opens=role.first is None,
                stays=role.last is None,
                role=role,
            )
        )
    years = sorted({day.year for day in ends})
    marks: list[tuple[float, str]] = []
    for year in years:
        at = scale.place(min(day for day in ends if day.year == year))
        if not marks or at - marks[-1][0] > 60:
            marks.append((round(at, 1), str(year)))
    undated = tuple(role for role in roles if not (role.first or role.last))
    return Roles(bars=tuple(bars), years=tuple(marks), height=24 + len(bars) * BAR_HEIGHT + 4, undated=undated)
