"""Entities of many documents put together: what a person decided, the same full names, bodies by country and kind,
names in two scripts that sound alike.

Precision first: a person joins by a full name only, a public body by a name that tells it from
others or has its country, a country by its code. A name that the text itself gives in two scripts
carries its entity over both. The order of the documents changes nothing, nor does it matter whether they come
at once or one after the other: what is new is put into the ledger, and only what it touches is linked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from sayso.ids import make_entity_id
from sayso.link.candidates import hear_names
from sayso.link.components import place_pieces
from sayso.link.ledger import ROUNDS, Ledger, Verdict, make_ledger
from sayso.link.parties import Party, Piece, find_spellings, sum_parties
from sayso.link.reasons import explain, is_listed
from sayso.link.rounds import relink
from sayso.records import Decision, Entity, Mention

STEP = "link.across 0.3"


class Relinked(Struct, frozen=True):
    """Which parties must be shown anew: theirs is another group, or the group knows more."""

    changed: frozenset[int]
    gone: frozenset[int]


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
    found = (make_piece(entity, named) for entity in entities)
    held = [*(piece for piece in found if piece is not None), *map(Piece, listed)]
    pieces = {str(number): piece for number, piece in enumerate(held)}
    ledger = make_ledger(pieces)
    update(ledger, pieces, (), make_verdicts(decisions, find_places(pieces)))
    return sorted(list_entities(ledger), key=lambda entity: entity.id)


def make_piece(entity: Entity, named: Mapping[str, str]) -> Piece | None:
    """What a document has of somebody; None for an entity without a name.

    Args:
        named: the documents of mentions that are names.
    """
    document = next((named[mention] for mention in entity.mentions if mention in named), None)
    return None if document is None else Piece(entity=entity, document=document)


def find_places(pieces: Mapping[str, Piece]) -> Mapping[str, Sequence[str]]:
    """Where a record is: an entity's own id in every document, a mention's in the entity that has it."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for number, piece in pieces.items():
        places[piece.entity.id].append(number)
        for mention in piece.entity.mentions:
            places[mention].append(number)
    return places


def make_verdicts(decisions: Iterable[Decision], places: Mapping[str, Sequence[str]]) -> list[Verdict]:
    """The last decision on each pair of records about being the same, by the pieces it is about."""
    last: dict[str, Verdict] = {}
    for decision in decisions:
        if decision.question == "same entity":
            about = sorted(set(decision.about))
            held = tuple(tuple(sorted(places.get(id, ()))) for id in about)
            last["|".join(about)] = Verdict("|".join(about), decision.judgement, held)
    return list(last.values())


def update(ledger: Ledger, added: Iterable[str], removed: Iterable[str], verdicts: Sequence[Verdict]) -> Relinked:
    """What has changed, when the ledger says what follows from the pieces and verdicts that hold now."""
    change = place_pieces(ledger, added, removed, verdicts)
    near = hear_names(ledger, (name for number in change.changed for name in ledger.parties[number].sounding))
    gone = set(change.gone)
    dirty = change.changed | _find_bearers(ledger, near)
    for party in change.gone.values():  # who sounded like somebody who is no more may have another best now
        dirty |= _find_alike(ledger, party)
    dirty |= _find_named(ledger, change.documents)
    shown = set(dirty)
    for place in range(ROUNDS):
        moved = relink(ledger, place, dirty, gone)
        shown |= moved
        if place + 1 < ROUNDS:
            documents = {one for number in moved if (held := ledger.parties.get(number)) for one in held.documents}
            dirty = dirty | _find_named(ledger, documents)
    return Relinked(changed=frozenset(shown & ledger.parties.keys()), gone=frozenset(gone))


def _find_bearers(ledger: Ledger, names: Iterable[str]) -> set[int]:
    return {number for name in names for number in ledger.bearers.get(name, ())}


def _find_alike(ledger: Ledger, party: Party) -> set[int]:
    edges = (edge for name in party.sounding for edge in ledger.edges.get(name, ()))
    return _find_bearers(ledger, {edge.other for edge in edges})


def _find_named(ledger: Ledger, documents: Iterable[str]) -> set[int]:
    return {ledger.homes[piece].party for document in documents for piece in ledger.documents.get(document, ())}


def list_entities(ledger: Ledger) -> Iterator[Entity]:
    """The entities over documents, with their mentions."""
    for number in ledger.parties:
        group = ledger.rounds[-1].find_group(number)
        if number == group[0]:
            pieces = [piece for party in group for piece in ledger.members[party]]
            entity = describe_group(ledger, group)
            if entity is not None:
                held = sorted({mention for piece in pieces for mention in ledger.pieces[piece].entity.mentions})
                yield msgspec.structs.replace(entity, mentions=tuple(held))


def describe_group(ledger: Ledger, group: Sequence[int]) -> Entity | None:
    """The entity over documents of these parties, without its mentions; None where one piece stands alone."""
    parties = [ledger.parties[number] for number in group]
    party = sum_parties(parties)
    if party.size < 2:
        return None
    inside = set(group)
    partners = (ledger.rounds[-1].partners.get(number, ()) for number in group)
    reasons = {partner.reason for held in partners for partner in held if partner.number in inside}
    reasons.update(party.reasons)
    reasons.update(map(explain, find_spellings(party)))
    entry = ledger.pieces[party.entries[0]].entity if party.entries else None
    schema = min(party.schemas, key=lambda schema: (-party.schemas[schema], schema))
    told = [explain(is_listed)] if entry else []
    anchors = [min(party.keys, default=party.first), *([party.first] if party.sides else [])]
    country = party.countries[0] if len(party.countries) == 1 else None
    return Entity(
        id=entry.id if entry else make_entity_id(party.family, anchors),
        made_by=STEP,
        score=party.score,
        schema=entry.schema if entry else schema,
        names=tuple(sorted(party.names, key=lambda name: (-party.names[name], -len(name), name))),
        mentions=(),
        country=(entry.country if entry else None) or country,
        sector=party.sectors[0] if len(party.sectors) == 1 else None,
        reasons=tuple(dict.fromkeys([*told, *sorted(reasons), *party.notes])),
    )
