"""What a relation rests on outside its own sentence: who "its" and "the company" are, and what was held before.

Names, entities and the relations already read are kept in order of place, so that a long document is read once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.extract.relation_line import Line
from sayso.extract.relation_words import fold_role, load_relation_words
from sayso.ids import make_entity_id, make_id
from sayso.languages.relating import Schema
from sayso.read.reading import Reading
from sayso.read.sectors import find_noun_sector
from sayso.records import Entity, Mention, Relation, Span

STEP = "extract.relation_ends 0.1"
_BODIES = ("Company", "Organization", "PublicBody", "Group")
_FEW = 2  # passages whose languages tell what pronouns mean
_FOCUS = 4  # relations back
_HEAD = 20  # characters within which a report names where it was written
_NEAR = 900  # characters back in which an understood body is looked for
_LONGEST_SHARED = 4  # letters that a word of a role must have to be found again in the name of a body
_LIKE = {"Company": ("Company", "Organization")}
_ANY_BODY = ("PublicBody", "Organization", "Group")


class Past(Struct, frozen=True):
    """A relation already read, and where."""

    relation: Relation
    holder: str  # an entity
    place: int


class Context(Struct, kw_only=True):
    """The names of a document in order, and the relations read so far."""

    mentions: list[Mention]  # names, in order of place
    starts: list[int]
    entity_of: dict[str, str]  # mention to entity
    entities: dict[str, Entity]
    by_id: dict[str, Mention]
    genders: dict[str, frozenset[str]]  # of entities, by the pronouns that stand for them
    countries: dict[str, Mention]  # country to a mention of it
    added: list[Mention]
    past: list[Past]
    latest: dict[str, Past]  # by holder

    def key(self, mention: Mention) -> str:
        """The entity of a mention, or the mention where it has none."""
        return self.entity_of.get(mention.id, mention.id)

    def find_before(self, place: int, schemas: Sequence[str]) -> Mention | None:
        """The name of one of these kinds that stands last before a place, and not far from it."""
        for number in range(bisect_left(self.starts, place) - 1, -1, -1):
            mention = self.mentions[number]
            if place - mention.span.start > _NEAR:
                return None
            if mention.schema in schemas:
                return mention
        return None

    def find_noun(self, line: Line, number: int) -> Mention | None:
        """What "the company" stands for: the last body of that kind, or of any where the word fits all."""
        piece = line.pieces[number]
        words = load_relation_words(line.reading.language)
        word = fold_role(line.reading.text[piece.start : piece.end], line.reading.language)
        schema = words.nouns.get(word, "")
        found = self.find_named(piece.start, word)
        sector = find_noun_sector(line.reading.language.naming, word)
        if found is None and sector is not None:
            return self._find_of_sector(piece.start, sector)
        found = found or self.find_before(piece.start, (schema,))
        return found or self.find_before(
            piece.start, _BODIES if word in words.generic else _LIKE.get(schema, _ANY_BODY)
        )

    def _find_of_sector(self, place: int, sector: str) -> Mention | None:
        """The body of this sector that is named last before a place: no army is the United Nations."""
        for mention in reversed(self.mentions[: bisect_left(self.starts, place)]):
            if place - mention.span.start > _NEAR:
                return None
            entity = self.entities.get(self.entity_of.get(mention.id, ""))
            if entity is not None and entity.sector == sector:
                return mention
        return None

    def find_first(self, start: int, end: int, schemas: Sequence[str]) -> Mention | None:
        """The first name of one of these kinds between two places."""
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return next((mention for mention in inside if mention.schema in schemas), None)

    def find_dateline(self, line: Line) -> Mention | None:
        """The place that a report opens with: that of a mayor of whom no town is named."""
        start = line.reading.passage.span.start
        number = bisect_left(self.starts, start)
        first = self.mentions[number] if number < len(self.mentions) else None
        return first if first is not None and first.schema == "Place" and first.span.start - start < _HEAD else None

    def find_person(self, place: int, kinds: frozenset[str]) -> Mention | None:
        """The person named last before a place of whom no pronoun of the other gender is used."""
        for number in range(bisect_left(self.starts, place) - 1, -1, -1):
            mention = self.mentions[number]
            if place - mention.span.start > _NEAR:
                return None
            known = self.genders.get(self.key(mention), frozenset())
            if mention.schema == "Person" and (not known or not kinds or known & kinds):
                return mention
        return None

    def find_named(self, place: int, stem: str) -> Mention | None:
        """The last body whose name holds a word that begins so."""
        if len(stem) < _LONGEST_SHARED:
            return None
        for number in range(bisect_left(self.starts, place) - 1, -1, -1):
            mention = self.mentions[number]
            if place - mention.span.start > _NEAR:
                return None
            if mention.schema in _BODIES and any(
                word.startswith(stem) for name in self._list_names(mention) for word in name.lower().split()
            ):
                return mention
        return None

    def _list_names(self, mention: Mention) -> tuple[str, ...]:
        entity = self.entities.get(self.entity_of.get(mention.id, ""))
        return entity.names if entity else ()

    def find_country(self, line: Line, country: str, span: tuple[int, int]) -> Mention:
        """A mention of a country; where the document has only the adjective, the adjective."""
        known = self.countries.get(country)
        if known is not None:
            return known
        document = line.reading.document.id
        place = Span(document, *span)
        mention = Mention(
            id=make_id("m", document, [place], "nominal"),
            made_by=STEP,
            score=0.6,
            span=place,
            schema="Country",
            form="nominal",
        )
        entity = Entity(
            id=make_entity_id("Country", [mention.id]),
            made_by=STEP,
            score=0.6,
            schema="Country",
            names=(line.reading.text[span[0] : span[1]],),
            mentions=(mention.id,),
            country=country,
        )
        self.countries[country] = mention
        self.added.append(mention)
        self.by_id[mention.id] = mention
        self.entities[entity.id] = entity
        self.entity_of[mention.id] = entity.id
        return mention

    def find_past(self, holder: Mention | None) -> Past | None:
        """The relation of a holder that was read last."""
        return self.latest.get(self.key(holder)) if holder is not None else None

    def find_focus(self, place: int, other_than: Mention | None = None) -> Past | None:
        """The relation that was read last, where it is not far; not one of a holder who is left out."""
        out = self.key(other_than) if other_than is not None else ""
        for past in reversed(self.past[-_FOCUS:]):
            if place - past.place <= _NEAR and past.holder != out:
                return past
        return None

    def remember(self, relation: Relation, holder: Mention, place: int) -> None:
        """Keeps a relation for those that rest on it."""
        past = Past(relation, self.key(holder), place)
        self.past.append(past)
        self.latest[past.holder] = past


def make_context(readings: Sequence[Reading], mentions: Iterable[Mention], entities: Sequence[Entity]) -> Context:
    """The context of a document before its relations are read."""
    listed = list(mentions)
    names = sorted(
        (m for m in listed if m.form == "name" or (m.form == "nominal" and m.schema in _BODIES[:3])),
        key=lambda m: (m.span.start, -m.span.end),
    )
    entity_of = {mention: entity.id for entity in entities for mention in entity.mentions}
    by_id = {entity.id: entity for entity in entities}
    countries: dict[str, Mention] = {}
    for name in names:
        entity = by_id.get(entity_of.get(name.id, ""))
        if name.schema == "Country" and entity is not None and entity.country:
            countries.setdefault(entity.country, name)
    return Context(
        mentions=names,
        starts=[name.span.start for name in names],
        entity_of=entity_of,
        entities=by_id,
        by_id={mention.id: mention for mention in listed},
        genders=_find_genders(readings, listed, entity_of),
        countries=countries,
        added=[],
        past=[],
        latest={},
    )


def _find_genders(
    readings: Sequence[Reading], mentions: Sequence[Mention], entity_of: dict[str, str]
) -> dict[str, frozenset[str]]:
    genders: dict[str, frozenset[str]] = {}
    tables = [load_relation_words(reading.language).genders for reading in readings[:_FEW]]
    for mention in mentions:
        if mention.form == "pronoun" and mention.id in entity_of and readings:
            word = readings[0].text[mention.span.start : mention.span.end].lower()
            kinds = frozenset(gender for table in tables for gender in table.get(word, ()))
            if len(kinds) == 1:
                genders[entity_of[mention.id]] = genders.get(entity_of[mention.id], frozenset()) | kinds
    return genders


def find_understood(context: Context, line: Line, row: Sequence[Schema], role: tuple[int, int]) -> Mention | None:
    """What a role without an owner is of: the body that shares a word with it, else the last one of the row's kinds."""
    start = line.pieces[role[0]].start
    first = role[0]
    while first > max(0, role[0] - _FOCUS) and line.letters[first - 1] in "mN":
        first -= 1
    for number in range(first, role[1]):
        piece = line.pieces[number]
        word = line.reading.text[piece.start : piece.end].lower()
        if number not in line.roles and line.reading.language.settings.spaced and len(word) > _LONGEST_SHARED:
            found = context.find_named(start, word[:-1] if len(word) > _LONGEST_SHARED + 1 else word)
            if found is not None:
                return found
    if row == ("Place",):
        return context.find_dateline(line) or context.find_before(start, row)
    return context.find_before(start, row) if row else None
