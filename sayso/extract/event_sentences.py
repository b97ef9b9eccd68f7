"""One sentence with everything an event may take from it: units, parties, dates, amounts, statements."""

from msgspec import Struct

from sayso.extract.event_actors import Cast, find_speaker
from sayso.extract.event_units import Hit, Units
from sayso.extract.event_values import Segment
from sayso.extract.parties import Party
from sayso.extract.sides import find_side
from sayso.records import Amount, DateValue, Statement


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence with everything an event may take from it."""

    units: Units
    parties: list[Party]
    segments: list[Segment]
    dates: list[DateValue]
    amounts: list[Amount]
    counts: list[Amount]
    statements: list[Statement]
    cast: Cast


def find_actors(sentence: Sentence, hit: Hit, inside: Statement | None) -> list[Party]:
    """The actors of a trigger; a pronoun is whom it stands for, inside what somebody says of himself the speaker."""
    if "speaker" in hit.trigger.actor:
        return find_speaker_party(sentence, inside)
    found = find_side(sentence.units, sentence.parties, hit, hit.trigger.actor)
    if found and all(party.kind == "pronoun" for party in found):
        return [known for party in found if (known := _find_meant(sentence, party))] or find_speaker_party(
            sentence, inside
        )
    found = [party for party in found if party.kind != "pronoun"]
    return found or find_speaker_party(sentence, find_cued(sentence, hit))


def _find_meant(sentence: Sentence, party: Party) -> Party | None:
    """The party that a pronoun stands for, where the document says it."""
    mention = sentence.cast.find_pronoun(sentence.units.starts[party.first])
    return Party(first=party.first, last=party.last, mention=mention, kind="name") if mention else None


def find_cued(sentence: Sentence, hit: Hit) -> Statement | None:
    """The statement whose cue the trigger is."""
    place = sentence.units.starts[hit.head]
    return next((s for s in sentence.statements if any(span.start <= place < span.end for span in s.cue)), None)


def find_speaker_party(sentence: Sentence, inside: Statement | None) -> list[Party]:
    """The party of the sentence that says the statement, or one made for its speaker."""
    if inside is None:
        return []
    units = sentence.units
    for span in inside.source:
        first = units.find(span.start)
        within = [p for p in sentence.parties if first <= p.first and units.ends[p.last - 1] <= span.end and not p.role]
        within = [party for party in within if party.kind != "pronoun"]
        if within:
            return within[:1]
    mention = find_speaker(sentence.cast, inside)
    if mention is None or (mention.form == "pronoun" and not sentence.cast.is_known(mention)):
        return []
    return [Party(first=0, last=0, mention=mention, kind="name")]
