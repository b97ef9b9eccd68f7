"""Entities of many documents put together: what a person decided, the same full names, bodies by country and kind,
names in two scripts that sound alike.

Precision first: a person joins by a full name only, a public body by a name that tells it from
others or has its country, a country by its code. A name that the text itself gives in two scripts
carries its entity over both. The order of the documents changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.ids import make_entity_id
from sayso.link.bodies import find_body
from sayso.link.candidates import Party, find_links
from sayso.link.folding import find_family
from sayso.link.groups import Groups, apply_decisions
from sayso.link.reasons import (
    explain,
    is_decided,
    is_listed,
    is_same_body,
    is_same_country,
    is_same_letters,
    is_same_name,
)
from sayso.link.sounds import find_name_script, has_readings, spell
from sayso.link.telling import fold_plain, is_telling
from sayso.records import Decision, Entity, Mention

STEP = "link.across 0.2"
_BY_SOUND = ("body", "person", "place")
Key = tuple[str, str]


def join_documents(
    entities: Iterable[Entity],
    mentions: Iterable[Mention],
    decisions: Iterable[Decision] = (),
    listed: Sequence[Entity] = (),
) -> list[Entity]:
    """One entity for all entities of several documents that are one; those that stand alone are left out.

    Args:
        mentions: those of the entities; an entity without a mention by name has no name to be joined by.
        decisions: what persons judged, which comes before everything else.
        listed: entries of a list; an entity that is one of them gets its id and its other names.
    """
    named = {mention.id: mention.span.document for mention in mentions if mention.form == "name"}
    ordered = sorted(
        (entity for entity in entities if not named.keys().isdisjoint(entity.mentions)),
        key=lambda entity: entity.id + "|" + "|".join(entity.mentions),
    )
    held = sorted(listed, key=lambda entity: entity.id)
    ordered += held
    groups = Groups(ordered, range(len(ordered) - len(held), len(ordered)))
    apply_decisions(groups, decisions, explain(is_decided))
    _join_same(groups)
    documents = [frozenset(named[id] for id in entity.mentions if id in named) for entity in ordered]
    for family in (*_BY_SOUND, *_BY_SOUND):  # twice: who is linked first is context for the others
        _join_by_sound(groups, family, documents)
    merged = []
    for first, members in groups.list_groups().items():
        if len(members) > 1:
            entity = _merge([ordered[number] for number in members], groups.list_reasons(first))
            entry = groups.listed.get(first)
            merged.append(entity if entry is None else _name_by_list(entity, ordered[entry]))
    return sorted(merged, key=lambda entity: entity.id)


def _name_by_list(entity: Entity, entry: Entity) -> Entity:
    """The entity under the id of the list's entry, with its schema and country where it gives them."""
    reasons = tuple(dict.fromkeys((explain(is_listed), *entity.reasons)))
    country = entry.country or entity.country
    return msgspec.structs.replace(entity, id=entry.id, schema=entry.schema, country=country, reasons=reasons)


def _join_same(groups: Groups) -> None:
    """Joins what has a key in common, and says which."""
    first: dict[Key, int] = {}
    keys = [list_keys(entity) for entity in groups.entities]
    listed = frozenset(groups.listed)
    shared = Counter(key for number in listed for key in keys[number])
    for number in range(len(keys)):
        for key in keys[number]:
            if shared[key] > 1 and number in listed:  # two entries of a list have it: it tells neither
                continue
            groups.join(first.setdefault(key, number), number, _explain_key(key))


def _explain_key(key: Key) -> str:
    reasons = {"country": is_same_country, "kind of body": is_same_body, "letters": is_same_letters}
    return explain(reasons.get(key[0], is_same_name))


def list_keys(entity: Entity) -> list[Key]:
    """What an entity may be joined by: its country's code, its country and kind, or its telling names, folded."""
    if entity.schema == "Country":
        return [("country", entity.country)] if entity.country else []
    family = find_family(entity.schema)
    telling = [name for name in entity.names if is_telling(name, entity)]
    keys = [(family, fold_plain(name)) for name in telling]
    if family == "body":
        bodies = (find_body(name, _keep_country(entity)) for name in entity.names)
        keys += [("kind of body", body) for body in bodies if body is not None]
    if family == "person":
        keys += [("letters", letters) for name in telling if (letters := _fold_letters(name))]
    return list(dict.fromkeys(keys))


def _keep_country(entity: Entity) -> str | None:
    """The country of the entity, where it is one: IGO, NGO and MNC are none."""
    return entity.country if entity.country not in ("IGO", "NGO", "MNC") else None


def _fold_letters(name: str) -> str | None:
    """The letters of a person's name without accents, hyphens and spaces; None for a script of characters."""
    if has_readings(find_name_script(name)):
        return None
    forms = spell(name)
    return "".join(forms[0]).replace(" ", "") if forms else None


def _join_by_sound(groups: Groups, family: str, documents: Sequence[frozenset[str]]) -> None:
    """Joins groups whose names sound alike in two scripts, if no name of theirs in one script says otherwise."""
    contexts = _list_contexts(groups, documents)
    parties = [
        _make_party(groups, first, members, documents)
        for first, members in sorted(groups.list_groups().items())
        if find_family(groups.entities[first].schema) == family
    ]
    held = {party.number: set(party.names) for party in parties}
    for link in find_links([party for party in parties if party.names], contexts):
        left, right = groups.find(link.left), groups.find(link.right)
        if left == right or _disagree(held[left], held[right]):
            continue
        if groups.join(left, right, explain(link.reason)):
            held[groups.find(left)] = held[left] | held[right]


def _make_party(groups: Groups, first: int, members: Sequence[int], documents: Sequence[frozenset[str]]) -> Party:
    entities = [groups.entities[number] for number in members]
    names = {name for entity in entities for name in entity.names if is_telling(name, entity)}
    if find_family(entities[0].schema) == "body":  # what characters say of a body is mostly meaning, not sound
        names = {name for name in names if not has_readings(find_name_script(name))}
    countries = {entity.country for entity in entities if entity.country}
    return Party(
        number=first,
        names=tuple(sorted(names)[:20]),
        documents=frozenset(document for number in members for document in documents[number]),
        country=next(iter(countries)) if len(countries) == 1 else None,
    )


def _disagree(left: set[str], right: set[str]) -> bool:
    """Whether two groups have names in one script, none of which is the same or a part of the other's."""
    by_script: tuple[defaultdict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
    for side, names in enumerate((left, right)):
        for name in names:
            by_script[side][find_name_script(name)].add(fold_plain(name))
    for script in by_script[0].keys() & by_script[1].keys():
        mine, theirs = by_script[0][script], by_script[1][script]
        if not any(one in other or other in one for one in mine for other in theirs):
            return True
    return False


def _list_contexts(groups: Groups, documents: Sequence[frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """For each document the groups it names that stand in another document too, and the countries it speaks of."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for number, entity in enumerate(groups.entities):
        country = _keep_country(entity)
        for document in documents[number] if country else ():
            named[document].add(f"country {country}")
    for first, members in groups.list_groups().items():
        held = {document for number in members for document in documents[number]}
        if len(held) > 1:
            for document in held:
                named[document].add(str(first))
    return {document: frozenset(others) for document, others in named.items()}


def _merge(group: Sequence[Entity], reasons: Sequence[str]) -> Entity:
    """One entity with the names, mentions and reasons of all; what most of them say it is."""
    tally = Counter(name for entity in group for name in entity.names)
    names = sorted(tally, key=lambda name: (-tally[name], -len(name), name))
    schemas = sorted({entity.schema for entity in group}, key=lambda schema: (-_count(group, schema), schema))
    countries = sorted({entity.country for entity in group if entity.country})
    sectors = sorted({entity.sector for entity in group if entity.sector})
    keys = sorted({"|".join(key) for entity in group for key in list_keys(entity)})
    return msgspec.structs.replace(
        group[0],
        id=make_entity_id(schemas[0], keys or sorted({entity.id for entity in group})),
        made_by=STEP,
        schema=schemas[0],
        names=tuple(names),
        mentions=tuple(sorted({mention for entity in group for mention in entity.mentions})),
        country=countries[0] if len(countries) == 1 else None,
        sector=sectors[0] if len(sectors) == 1 else None,
        score=min(entity.score for entity in group),
        reasons=tuple(dict.fromkeys([*reasons, *sorted({words for entity in group for words in entity.reasons})])),
    )


def _count(group: Sequence[Entity], schema: str) -> int:
    return sum(entity.schema == schema for entity in group)
