"""Entities: mentions of one document that stand for one person, body or place; speakers of its statements.

First every statement gets its speaker, which adds pronouns and noun phrases to the names; then
names are joined with names, and pronouns and noun phrases with what they stand for. What is left
alone is an entity of its own. Every join keeps its reason.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from sayso.ids import make_entity_id
from sayso.languages.cases import guess_name
from sayso.link.anaphors import find_anaphors
from sayso.link.clusters import Clusters
from sayso.link.folding import fold_name
from sayso.link.names import find_country, join_names
from sayso.link.places import MentionMap
from sayso.link.pronouns import join_pronouns
from sayso.link.speakers import find_speakers
from sayso.link.turns import join_turns
from sayso.read.names import find_reading
from sayso.read.reading import Reading
from sayso.read.sectors import find_sector
from sayso.records import Entity, Mention, Statement

STEP = "link.entities 0.1"
SHORTEST_BODY = 4  # words of a public body's name that tell it from others without a country
SHORTEST_HAN_BODY = 6  # the same in characters, where words are not separated


def link_document(
    readings: Sequence[Reading], mentions: Sequence[Mention], statements: Sequence[Statement]
) -> tuple[list[Mention], list[Statement], list[Entity]]:
    """The mentions (with those that speaking adds), the statements with speaker and about, and the entities."""
    if not readings:
        return list(mentions), list(statements), []
    places = MentionMap(mentions)
    spoken = find_speakers(readings, places, statements)
    sure = {mention.id for mention in places.list_all()}
    for mention in find_anaphors(readings, spoken, places):
        places.add(mention)
    everyone = places.list_all()
    clusters = Clusters(everyone)
    join_names(readings, [mention for mention in everyone if mention.form == "name"], clusters)
    join_turns(readings, everyone, spoken, clusters)
    join_pronouns(readings, everyone, spoken, clusters)
    groups = [group for group in clusters.list_groups() if any(mention.id in sure for mention in group)]
    kept = {mention.id for group in groups for mention in group}
    entities = [_make_entity(readings, group, clusters) for group in groups]
    said = [_list_about(statement, places, kept) for statement in spoken]
    return [mention for mention in everyone if mention.id in kept], said, _merge_same(entities)


def _list_about(statement: Statement, places: MentionMap, kept: set[str]) -> Statement:
    about = [
        mention.id
        for span in statement.content
        for form in ("name", "nominal", "pronoun")
        for mention in places.list_inside(span.start, span.end, form)
        if mention.id in kept
    ]
    return msgspec.structs.replace(statement, about=tuple(dict.fromkeys(about)))


def _make_entity(readings: Sequence[Reading], group: Sequence[Mention], clusters: Clusters) -> Entity:
    named = [mention for mention in group if mention.form == "name"]
    schema = _choose_schema(named or [mention for mention in group if mention.form == "nominal"] or group)
    names = _list_names(readings, named or group[:1])
    country = next((code for mention in named if (code := find_country(readings, mention))), None)
    return Entity(
        id=_make_id(readings, schema, named, group, country),
        made_by=STEP,
        score=min(mention.score for mention in group),
        schema=schema,
        names=names,
        mentions=tuple(mention.id for mention in group),
        country=country,
        sector=find_sector(readings, schema, named, country),
        reasons=clusters.list_reasons(group[0].id),
    )


def _choose_schema(mentions: Sequence[Mention]) -> str:
    tally = Counter(mention.schema for mention in mentions)
    most = max(tally.values())
    return next(mention.schema for mention in mentions if tally[mention.schema] == most)


def _list_names(readings: Sequence[Reading], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The different names, the fullest first; of the case forms of one name the likeliest nominative."""
    forms: dict[tuple[str, tuple[str, ...]], str] = {}
    for mention in mentions:
        reading = find_reading(readings, mention.span.start)
        written = " ".join(reading.text[mention.span.start : mention.span.end].split())
        name = guess_name(written, mention.schema, reading.language.naming)
        key = (reading.language.code, fold_name(name, reading.language) or (name,))
        known = forms.get(key)
        if known is None or (known.isupper() and not name.isupper()):
            forms[key] = name
    return tuple(sorted(dict.fromkeys(forms.values()), key=lambda name: (-len(name.split()), -len(name), name)))


def _make_id(
    readings: Sequence[Reading], schema: str, named: Sequence[Mention], group: Sequence[Mention], country: str | None
) -> str:
    """An id from the names where they tell this one from all others, else from the first mention as well."""
    if schema == "Country" and country is not None:
        return make_entity_id(schema, [country])
    keys = {make_key(readings, mention) for mention in named}
    if schema == "PublicBody" and country is None:
        keys = {key for key in keys if _is_telling_body(key)}
    elif schema == "Person":
        keys = {key for key in keys if is_full_name(key)}
    if not keys:
        return make_entity_id(schema, [group[0].id])
    return make_entity_id(schema, [max(keys, key=lambda key: (len(key.split()), len(key), key))])


def make_key(readings: Sequence[Reading], mention: Mention) -> str:
    """A mention's name folded for comparison across documents."""
    reading = find_reading(readings, mention.span.start)
    return " ".join(fold_name(reading.text[mention.span.start : mention.span.end], reading.language))


def is_full_name(key: str) -> bool:
    """Whether a person's folded name has more than one part: Latin words, or three Han or more characters."""
    return len(key.split()) > 1 or (not key.isascii() and len(key) > 2 and not _has_cases(key))


def _has_cases(key: str) -> bool:
    return key.upper() != key.lower()


def _is_telling_body(key: str) -> bool:
    return len(key.split()) >= SHORTEST_BODY or (not _has_cases(key) and len(key) >= SHORTEST_HAN_BODY)


def _merge_same(entities: Sequence[Entity]) -> list[Entity]:
    """The entities, those of one id made one: two mentions of one country in two languages, say."""
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.id)
        merged[entity.id] = (
            entity
            if known is None
            else msgspec.structs.replace(
                known,
                names=tuple(dict.fromkeys((*known.names, *entity.names))),
                mentions=known.mentions + entity.mentions,
                reasons=tuple(dict.fromkeys((*known.reasons, *entity.reasons))),
            )
        )
    return list(merged.values())
