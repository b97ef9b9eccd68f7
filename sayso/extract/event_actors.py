"""Parties as mentions and entities: what an event points at, and what it teaches of country and sector."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from sayso.extract.event_units import Units
from sayso.extract.parties import Party
from sayso.ids import make_entity_id, make_id
from sayso.records import Entity, Mention, Span, Statement

STEP = "extract.actors 0.1"
_NO_SECTOR = ("Place", "Document")


class Cast(Struct, kw_only=True):
    """The mentions and entities of one document, growing as events need them."""

    mentions: dict[str, Mention]
    entities: dict[str, Entity]
    entity_of: dict[str, str]  # mention to entity
    nominals: dict[int, Mention]  # by the place at which they end
    pronouns: dict[int, Mention]  # by the place at which they begin

    def find_country(self, party: Party) -> str | None:
        """The country of a party, from its own words or from what it stands for elsewhere in the document."""
        if party.mention is not None:
            entity = self.entities.get(self.entity_of.get(party.mention.id, ""))
            if entity is not None and entity.country and party.country is None:
                return entity.country
        return party.country

    def find_pronoun(self, place: int) -> Mention | None:
        """The pronoun that begins at a place of the text, where the document says for whom it stands."""
        mention = self.pronouns.get(place)
        return mention if mention is not None and self.is_known(mention) else None

    def is_known(self, mention: Mention) -> bool:
        """Whether a mention stands for somebody who is named or described elsewhere in the document."""
        entity = self.entities.get(self.entity_of.get(mention.id, ""))
        return entity is not None and any(self.mentions[id].form != "pronoun" for id in entity.mentions)

    def add(self, units: Units, party: Party, home: tuple[str, str] | None) -> str:
        """The mention of a party, made where there is none; its entity knows country and sector afterwards.

        Args:
            home: the country that it belongs to where it names none itself, and why.
        """
        country, reason = home or (self.find_country(party), None)
        mention = party.mention or self._find_nominal(units, party)
        if party.country and party.kind == "name" and mention.schema == "PublicBody":
            self._correct(mention, party.country)
        self._teach(mention, country, party.sector, reason)
        return mention.id

    def _find_nominal(self, units: Units, party: Party) -> Mention:
        end = units.ends[party.last - 1]
        known = self.nominals.get(end)
        if known is not None:
            return known
        document = units.reading.document.id
        start = units.starts[party.first]
        span = Span(document, start, end)
        schema = party.noun.schema if party.noun else "Group"
        mention = Mention(
            id=make_id("m", document, [span], "nominal"),
            made_by=STEP,
            score=0.6,
            span=span,
            schema=schema,
            form="nominal",
        )
        self.mentions[mention.id] = mention
        self.nominals[end] = mention
        entity = Entity(
            id=make_entity_id(schema, [mention.id]),
            made_by=STEP,
            score=0.6,
            schema=schema,
            names=(units.reading.text[start:end],),
            mentions=(mention.id,),
        )
        self.entities[entity.id] = entity
        self.entity_of[mention.id] = entity.id
        return mention

    def _correct(self, mention: Mention, country: str) -> None:
        """A body's own words beat a list: "Chile's Supreme Court" is not the one that the list has."""
        entity = self.entities.get(self.entity_of.get(mention.id, ""))
        if entity is not None and len(entity.mentions) == 1 and entity.country not in (None, "IGO", "NGO", "MNC"):
            self.entities[entity.id] = msgspec.structs.replace(entity, country=country)

    def _teach(self, mention: Mention, country: str | None, sector: str | None, reason: str | None) -> None:
        id = self.entity_of.get(mention.id)
        entity = self.entities.get(id) if id else None
        if entity is None:
            return
        reasons = (*entity.reasons, reason) if reason and reason not in entity.reasons else entity.reasons
        self.entities[entity.id] = msgspec.structs.replace(
            entity, country=entity.country or country, sector=entity.sector or sector or None, reasons=reasons
        )


def make_cast(mentions: Iterable[Mention], entities: Sequence[Entity]) -> Cast:
    """The cast of a document before its events are read."""
    listed = list(mentions)
    return Cast(
        mentions={mention.id: mention for mention in listed},
        entities={entity.id: entity for entity in entities},
        entity_of={mention: entity.id for entity in entities for mention in entity.mentions},
        nominals={mention.span.end: mention for mention in listed if mention.form == "nominal"},
        pronouns={mention.span.start: mention for mention in listed if mention.form == "pronoun"},
    )


def find_speaker(cast: Cast, statement: Statement | None) -> Mention | None:
    """The mention that speaks a statement."""
    return cast.mentions.get(statement.speaker) if statement is not None and statement.speaker else None
