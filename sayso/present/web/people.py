"""What the page of one person or body shows: names by script, what they say, what is said of them, where they stand."""

import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.present.web.reader import Card, find_judgements, make_cards
from sayso.records import Entity
from sayso.store.asking import load_entity
from sayso.store.choosing import Choice, count_choices, count_statements, list_statements
from sayso.text.scripts import find_dominant_script

SHOWN = 40  # statements in each column; the rest is a link away


class Person(Struct, frozen=True, kw_only=True):
    """One entity as a page."""

    entity: Entity
    scripts: tuple[tuple[str, tuple[str, ...]], ...]  # names by script
    said: tuple[Card, ...]
    said_count: int
    about: tuple[Card, ...]
    about_count: int
    acts: tuple[Choice, ...]
    speakers: tuple[Choice, ...]
    colour: int


def make_person(case: Case, id: str) -> Person:
    """The entity with this id as a page."""
    entity = load_entity(case.store, id)
    says, spoken_of = Filters(speaker_id=id), Filters(about_id=id)
    judgements = find_judgements(case)
    said = make_cards(list_statements(case.store, msgspec.structs.replace(says, limit=SHOWN)), judgements)
    about = make_cards(list_statements(case.store, msgspec.structs.replace(spoken_of, limit=SHOWN)), judgements)
    return Person(
        entity=entity,
        scripts=group_names(entity.names),
        said=tuple(said),
        said_count=count_statements(case.store, says),
        about=tuple(about),
        about_count=count_statements(case.store, spoken_of),
        acts=tuple(count_choices(case.store, says, "act")),
        speakers=tuple(count_choices(case.store, says, "publisher")),
        colour=said[0].colour if said else 0,
    )


def group_names(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names by the script most of their letters are in, longest first."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        groups.setdefault(find_dominant_script(name) or "other", []).append(name)
    return tuple((script, tuple(group)) for script, group in groups.items())
