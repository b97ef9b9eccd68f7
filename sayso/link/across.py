"""Entities of many documents put together where their full names are the same.

Precision first: a person joins by a full name only, a public body by a name that tells it from
others or has its country, a country by its code. A name that the text itself gives in two scripts
carries its entity over both. The order of the documents changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sayso.ids import make_entity_id
from sayso.link.folding import find_family
from sayso.link.reasons import explain, is_same_country, is_same_name
from sayso.link.telling import fold_plain, is_telling
from sayso.records import Entity, Mention

STEP = "link.across 0.1"


def join_documents(entities: Iterable[Entity], mentions: Iterable[Mention]) -> list[Entity]:
    """One entity for all entities of several documents that share a telling name; those that share none are left out.

    Args:
        mentions: those of the entities; an entity without a mention by name has no name to be joined by.
    """
    named = {mention.id for mention in mentions if mention.form == "name"}
    ordered = sorted(
        (entity for entity in entities if not named.isdisjoint(entity.mentions)),
        key=lambda entity: entity.id + "|" + "|".join(entity.mentions),
    )
    parents = list(range(len(ordered)))
    first: dict[tuple[str, str], int] = {}
    for number, entity in enumerate(ordered):
        for key in list_keys(entity):
            _join(parents, first.setdefault(key, number), number)
    groups: defaultdict[int, list[Entity]] = defaultdict(list)
    for number, entity in enumerate(ordered):
        groups[_find(parents, number)].append(entity)
    joined = [_merge(group) for group in groups.values() if len(group) > 1]
    return sorted(joined, key=lambda entity: entity.id)


def list_keys(entity: Entity) -> list[tuple[str, str]]:
    """What an entity may be joined by: its country's code, or its telling names, folded."""
    if entity.schema == "Country":
        return [("country", entity.country)] if entity.country else []
    family = find_family(entity.schema)
    return [(family, fold_plain(name)) for name in entity.names if is_telling(name, entity)]


def _find(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _join(parents: list[int], left: int, right: int) -> None:
    first, second = sorted((_find(parents, left), _find(parents, right)))
    parents[second] = first


def _merge(group: Sequence[Entity]) -> Entity:
    """One entity with the names, mentions and reasons of all; what most of them say it is."""
    names = sorted({name for entity in group for name in entity.names}, key=lambda name: (-len(name), name))
    schemas = sorted({entity.schema for entity in group}, key=lambda schema: (-_count(group, schema), schema))
    countries = sorted({entity.country for entity in group if entity.country})
    sectors = sorted({entity.sector for entity in group if entity.sector})
    reason = explain(is_same_country if schemas[0] == "Country" else is_same_name)
    keys = sorted({"|".join(key) for entity in group for key in list_keys(entity)})
    return msgspec.structs.replace(
        group[0],
        id=make_entity_id(schemas[0], keys),
        made_by=STEP,
        schema=schemas[0],
        names=tuple(names),
        mentions=tuple(sorted({mention for entity in group for mention in entity.mentions})),
        country=countries[0] if len(countries) == 1 else None,
        sector=sectors[0] if len(sectors) == 1 else None,
        score=min(entity.score for entity in group),
        reasons=tuple(dict.fromkeys([reason, *sorted({words for entity in group for words in entity.reasons})])),
    )


def _count(group: Sequence[Entity], schema: str) -> int:
    return sum(entity.schema == schema for entity in group)
