"""Events: who did what to whom, when, how much, and whether it is so.

A sentence becomes units, its parties and its triggers; every trigger asks for its sides by grammatical place, and
what stands in a place that it needs decides whether it is an event at all. The rules of PLOVER on what is only
announced come last: meetings, backing, cooperation and aid to come are AGREE, a withdrawal to come is CONCEDE.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.extract.event_actors import Cast, find_speaker, make_cast
from sayso.extract.event_units import Hit, Units, make_units
from sayso.extract.event_values import (
    Segment,
    find_amounts,
    find_counts,
    find_date,
    find_place,
    find_side_counts,
    list_segments,
)
from sayso.extract.event_words import COMMA, SPORT, STOP, SUBORDINATOR, fits, load_vocabulary
from sayso.extract.factuality import find_factuality, find_inside
from sayso.extract.parties import Party, find_parties
from sayso.extract.sides import clause_end, clause_start, find_side, find_subject
from sayso.ids import make_id
from sayso.read.reading import Reading
from sayso.records import Amount, DateValue, Entity, Event, Factuality, Mention, Span, Statement

STEP = "extract.events"
VERSION = "0.1"
_CONFLICT = frozenset(
    ["ASSAULT", "THREATEN", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "REJECT", "ACCUSE"]
)
_TAKES_CLAUSE = frozenset(["AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"])
_COMING = {"SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}


class Found(Struct, frozen=True):
    """Events with the mentions and entities that they add to or change."""

    events: list[Event]
    mentions: list[Mention]
    entities: list[Entity]
    counts: list[Amount]  # of persons who take part, where the passage's amounts have none


class Evidence(Struct, frozen=True, kw_only=True):
    """What was found in a document before its events."""

    mentions: Sequence[Mention]
    statements: Sequence[Statement]
    entities: Sequence[Entity]
    dates: Sequence[DateValue]
    amounts: Sequence[Amount]


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


def find_events(readings: Sequence[Reading], evidence: Evidence) -> Found:
    """The events of a document in order of place, with its mentions and entities as they are then."""
    cast = make_cast(evidence.mentions, evidence.entities)
    names = sorted((m for m in evidence.mentions if m.form == "name"), key=lambda m: (m.span.start, -m.span.end))
    events: list[Event] = []
    counts: list[Amount] = []
    for reading in readings:
        if reading.language.triggers:
            for sentence in _list_sentences(reading, evidence, names, cast):
                told = _read_sentence(sentence)
                used = {value.span for event in told for value in event.amounts}
                counts += [count for count in sentence.counts if count.value.span in used]
                events += told
    mentions = sorted(cast.mentions.values(), key=lambda m: (m.span.start, -m.span.end, m.form))
    return Found(events, mentions, list(cast.entities.values()), counts)


def _list_sentences(reading: Reading, evidence: Evidence, names: Sequence[Mention], cast: Cast) -> Iterator[Sentence]:
    """The sentences of a passage in which a trigger stands."""
    name_starts = [name.span.start for name in names]
    token_starts = [token.start for token in reading.tokens]
    all_dates = sorted(evidence.dates, key=lambda date: date.value.span.start)
    all_amounts = sorted(evidence.amounts, key=lambda amount: amount.value.span.start)
    date_starts = [date.value.span.start for date in all_dates]
    amount_starts = [amount.value.span.start for amount in all_amounts]
    for (start, end), statements in zip(reading.sentences, _group_statements(reading, evidence), strict=True):
        within = [
            n for n in names[bisect_left(name_starts, start) : bisect_left(name_starts, end)] if n.span.end <= end
        ]
        tokens = reading.tokens[bisect_left(token_starts, start) : bisect_left(token_starts, end)]
        cues = [span for s in statements for span in s.cue]
        units = make_units(reading, (start, end), tokens, within, cues)
        if not units.hits:
            continue
        dates = all_dates[bisect_left(date_starts, start) : bisect_left(date_starts, end)]
        parties = find_parties(units)
        amounts = all_amounts[bisect_left(amount_starts, start) : bisect_left(amount_starts, end)]
        counts = find_counts(units, parties, amounts, dates)
        yield Sentence(
            units=units,
            parties=parties,
            segments=list_segments(units, dates),
            dates=dates,
            amounts=[*amounts, *counts],
            counts=counts,
            statements=statements,
            cast=cast,
        )


def _group_statements(reading: Reading, evidence: Evidence) -> list[list[Statement]]:
    """For each sentence of a passage the statements whose cue or content lies in it, in their order."""
    ends = [end for _, end in reading.sentences]
    groups: list[list[Statement]] = [[] for _ in ends]
    for statement in evidence.statements:
        numbers = set()
        for span in (*statement.cue, *statement.content):
            number = bisect_right(ends, span.start)
            while number < len(ends) and reading.sentences[number][0] < span.end:
                numbers.add(number)
                number += 1
        for number in numbers:
            groups[number].append(statement)
    return groups


def _read_sentence(sentence: Sentence) -> list[Event]:
    events: list[Event] = []
    told: list[tuple[Hit, Event]] = []
    for hit in sentence.units.hits:
        known = any(other.head == hit.head or _is_complement(sentence, other, hit) for other, _ in told)
        if known or _is_blocked(sentence, hit):
            continue
        event = _make_event(sentence, hit)
        if event is not None and not any(_says_same(event, other) for _, other in told):
            told.append((hit, event))
            events.append(event)
    return events


def _is_blocked(sentence: Sentence, hit: Hit) -> bool:
    """Whether words around the trigger make it something else: sport, weather, a figure of speech."""
    units = sentence.units
    if any(flag & SPORT for flag in units.flags) and hit.trigger.event_type in _CONFLICT:
        return True
    start, end = clause_start(units, hit.first), clause_end(units, hit.last)
    if not units.reading.language.settings.spaced:
        text = "".join(units.words[start:end])
        return any(block in text for block in hit.trigger.blocks)
    own = range(hit.first, hit.last) if len(hit.trigger.forms) else range(0)
    words = [units.words[place] for place in range(start, end) if place not in own]
    return any(fits(block, word) for block in hit.trigger.blocks if " " not in block for word in words) or any(
        f" {block} " in f" {' '.join(words)} " for block in hit.trigger.blocks if " " in block
    )


def _is_complement(sentence: Sentence, outer: Hit, inner: Hit) -> bool:
    """Whether the inner trigger only says what is agreed, asked, threatened, refused or alleged by the outer one."""
    units = sentence.units
    if outer.trigger.event_type not in _TAKES_CLAUSE or inner.first < outer.head or outer.kind == "noun":
        return False
    for place in range(outer.last, inner.head):
        flags = units.flags[place]
        if flags & (COMMA | STOP | SUBORDINATOR):
            return False
        if (
            units.roles.get(place, ("", 0))[0] == "for"
            and inner.kind == "noun"
            and units.reading.language.settings.spaced
        ):
            return False
    return True


def _says_same(event: Event, other: Event) -> bool:
    """Two words for one happening: the same type, and nobody who is not in the other."""
    everybody = {*other.actors, *other.recipients, *other.participants}
    return (
        event.event_type == other.event_type
        and event.factuality == other.factuality
        and {*event.actors, *event.recipients, *event.participants} <= everybody
        and event.clause == other.clause
    )


def _make_event(sentence: Sentence, hit: Hit) -> Event | None:
    units, trigger = sentence.units, hit.trigger
    place = units.starts[hit.head]
    inside = find_inside(sentence.statements, place, units.ends[hit.head])
    actors = _find_actors(sentence, hit, inside)
    recipients = [
        party
        for party in find_side(units, sentence.parties, hit, trigger.recipient)
        if all(party is not actor for actor in actors)
    ]
    if not recipients and "speaker" in trigger.recipient:
        recipients = _find_speaker_party(sentence, inside)
    symmetric = trigger.sides == "symmetric"
    if "actor" in trigger.needs and not actors and not (symmetric and recipients):
        return None
    if "recipient" in trigger.needs and not recipients and not (symmetric and len(actors) > 1):
        return None
    if trigger.sides == "turned":
        actors, recipients = recipients, actors
    subject = find_subject(units, sentence.parties, hit)
    factuality = find_factuality(units, hit, subject, inside)
    return _write_event(sentence, hit, (actors, recipients), factuality, inside)


def _find_actors(sentence: Sentence, hit: Hit, inside: Statement | None) -> list[Party]:
    """The actors; a pronoun inside what somebody says of himself is the speaker."""
    if "speaker" in hit.trigger.actor:
        return _find_speaker_party(sentence, inside)
    found = find_side(sentence.units, sentence.parties, hit, hit.trigger.actor)
    if found and all(party.kind == "pronoun" for party in found):
        spoken = _find_speaker_party(sentence, inside)
        return spoken or []
    found = [party for party in found if party.kind != "pronoun"]
    if not found and _is_cue(sentence, hit):
        return _find_speaker_party(sentence, _find_cued(sentence, hit))
    return found


def _is_cue(sentence: Sentence, hit: Hit) -> bool:
    return _find_cued(sentence, hit) is not None


def _find_cued(sentence: Sentence, hit: Hit) -> Statement | None:
    place = sentence.units.starts[hit.head]
    return next((s for s in sentence.statements if any(span.start <= place < span.end for span in s.cue)), None)


def _find_speaker_party(sentence: Sentence, inside: Statement | None) -> list[Party]:
    """The party of the sentence that says the statement, or one made for its speaker."""
    if inside is None:
        return []
    for span in inside.source:
        first = sentence.units.find(span.start)
        within = [
            p
            for p in sentence.parties
            if first <= p.first and sentence.units.ends[p.last - 1] <= span.end and not p.role
        ]
        if within:
            return within[:1]
    mention = find_speaker(sentence.cast, inside)
    if mention is None or mention.form == "pronoun":
        return []
    return [Party(first=0, last=0, mention=mention, kind="name")]


def _write_event(
    sentence: Sentence,
    hit: Hit,
    sides: tuple[list[Party], list[Party]],
    factuality: Factuality,
    inside: Statement | None,
) -> Event:
    units, cast, (actors, recipients) = sentence.units, sentence.cast, sides
    document = units.reading.document.id
    where = find_place(hit, sentence.parties, [*actors, *recipients])
    country = _find_place_country(sentence)
    if not recipients and "place" in hit.trigger.recipient and where is not None and where.country:
        recipients = [where]
    acting, receiving = (
        tuple(dict.fromkeys(cast.add(units, party, country) for party in side)) for side in (actors, recipients)
    )
    receiving = tuple(id for id in receiving if id not in acting)
    symmetric = hit.trigger.sides == "symmetric"
    date = find_date(units, hit, sentence.segments, sentence.dates, sentence.statements)
    amounts = find_amounts(units, hit, sentence.segments, sentence.amounts, sentence.statements)
    amounts += [a for a in find_side_counts(units, sentence.counts, [*actors, *recipients]) if a not in amounts]
    trigger = Span(document, units.starts[hit.first], units.ends[hit.last - 1])
    event_type = _choose_type(hit, factuality, date is not None, _speaks_of_self(cast, inside, acting))
    start, end = clause_start(units, hit.first), clause_end(units, hit.last)
    return Event(
        id=make_id("v", document, [trigger], event_type),
        made_by=f"{STEP} {units.reading.language.code} {VERSION} {hit.kind}",
        score=0.6,
        event_type=event_type,
        trigger=trigger,
        clause=Span(document, units.starts[start], units.ends[end - 1]),
        actors=() if symmetric else acting,
        recipients=() if symmetric else receiving,
        participants=(*acting, *receiving) if symmetric else (),
        mode=(hit.trigger.mode or None) if event_type == hit.trigger.event_type else None,
        contexts=_find_contexts(units, start, end),
        date=date.value if date else None,
        precision=date.precision if date else None,
        place=cast.add(units, where, None) if where is not None else None,
        amounts=tuple(amount.value for amount in amounts),
        factuality=factuality,
        stated_in=inside.id if inside else None,
    )


def _find_place_country(sentence: Sentence) -> str | None:
    """The one country in which the sentence places what it tells."""
    found = {
        country
        for party in sentence.parties
        if party.role == "in" and party.mention is not None and (country := sentence.cast.find_country(party))
    }
    return found.pop() if len(found) == 1 else None


def _speaks_of_self(cast: Cast, inside: Statement | None, acting: Sequence[str]) -> bool:
    """Whether who will act is the one who says so."""
    if inside is None or inside.speaker is None:
        return False
    return cast.entity_of.get(inside.speaker, "") in {cast.entity_of.get(id, id) for id in acting}


def _choose_type(hit: Hit, factuality: Factuality, dated: bool, own: bool) -> str:
    """The PLOVER type, by its rules for what is only announced; a meeting with a date stands in the calendar."""
    event_type = hit.trigger.event_type
    if factuality != "planned":
        return event_type
    if event_type == "CONSULT" and not dated:
        return "AGREE"
    if event_type in ("PROTEST", "ASSAULT", "COERCE") and own:
        return "THREATEN"
    return _COMING.get(event_type, event_type)


def _find_contexts(units: Units, start: int, end: int) -> tuple[str, ...]:
    contexts = load_vocabulary(units.reading.language).contexts
    if units.reading.language.settings.spaced:
        return tuple(dict.fromkeys(contexts[word] for word in units.words[start:end] if word in contexts))
    text = "".join(units.words[start:end])
    return tuple(dict.fromkeys(context for word, context in contexts.items() if word in text))
