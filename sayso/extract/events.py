"""Events: who did what to whom, when, how much, and whether it is so.

A sentence becomes units, its parties and its triggers; every trigger asks for its sides by grammatical place, and
what stands in a place that it needs decides whether it is an event at all. The rules of PLOVER on what is only
announced come last: meetings, backing, cooperation and aid to come are AGREE, a withdrawal to come is CONCEDE.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from sayso.extract.event_actors import Cast, make_cast
from sayso.extract.event_hits import find_hits
from sayso.extract.event_rivals import is_accident, is_blocked, is_complement, says_same
from sayso.extract.event_sentences import Sentence, find_actors, find_cued, find_speaker_party
from sayso.extract.event_units import Hit, Units, make_units
from sayso.extract.event_values import (
    find_amounts,
    find_counts,
    find_date,
    find_place,
    find_side_counts,
    list_segments,
)
from sayso.extract.event_words import load_vocabulary
from sayso.extract.factuality import find_factuality, find_inside
from sayso.extract.homes import find_home
from sayso.extract.parties import Party, find_parties
from sayso.extract.sides import clause_end, clause_start, find_side, find_subject
from sayso.ids import make_id
from sayso.read.reading import Reading
from sayso.records import Amount, DateValue, Entity, Event, Factuality, Mention, Span, Statement

Kept = TypeVar("Kept")
STEP = "extract.events"
VERSION = "0.1"
_SPEECH = frozenset(["AGREE", "THREATEN"])
_PUBLIC = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM"])
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


def find_events(readings: Sequence[Reading], evidence: Evidence) -> Found:
    """The events of a document in order of place, with its mentions and entities as they are then."""
    cast = make_cast(evidence.mentions, evidence.entities)
    shelves = _fill_shelves(evidence)
    events: list[Event] = []
    counts: list[Amount] = []
    for reading in readings:
        if reading.language.triggers:
            for sentence in _list_sentences(reading, shelves, cast):
                told = _read_sentence(sentence)
                used = {value.span for event in told for value in event.amounts}
                counts += [count for count in sentence.counts if count.value.span in used]
                events += told
    mentions = sorted(cast.mentions.values(), key=lambda m: (m.span.start, -m.span.end, m.form))
    return Found(events, mentions, list(cast.entities.values()), counts)


class Shelf(Struct, Generic[Kept], frozen=True):
    """Findings in order of place."""

    starts: list[int]
    kept: list[Kept]

    def between(self, start: int, end: int) -> list[Kept]:
        """Those that begin in a stretch of the text."""
        return self.kept[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


class Shelves(Struct, frozen=True, kw_only=True):
    """What was found in a document before its events, by place."""

    names: Shelf[Mention]
    dates: Shelf[DateValue]
    amounts: Shelf[Amount]
    statements: Shelf[tuple[Span, Statement]]  # by every span of cue and content


def _fill_shelves(evidence: Evidence) -> Shelves:
    names = sorted((m for m in evidence.mentions if m.form == "name"), key=lambda m: (m.span.start, -m.span.end))
    dates = sorted(evidence.dates, key=lambda date: date.value.span.start)
    amounts = sorted(evidence.amounts, key=lambda amount: amount.value.span.start)
    spans = [(span, statement) for statement in evidence.statements for span in (*statement.cue, *statement.content)]
    spans.sort(key=lambda pair: pair[0].start)
    return Shelves(
        names=Shelf([name.span.start for name in names], names),
        dates=Shelf([date.value.span.start for date in dates], dates),
        amounts=Shelf([amount.value.span.start for amount in amounts], amounts),
        statements=Shelf([span.start for span, _ in spans], spans),
    )


def _list_sentences(reading: Reading, shelves: Shelves, cast: Cast) -> Iterator[Sentence]:
    """The sentences of a passage in which a trigger stands."""
    token_starts = [token.start for token in reading.tokens]
    analysed = reading.analysis.words if reading.analysis else ()
    word_starts = [word.start for word in analysed]
    for (start, end), statements in zip(reading.sentences, _group_statements(reading, shelves), strict=True):
        names = [name for name in shelves.names.between(start, end) if name.span.end <= end]
        tokens = reading.tokens[bisect_left(token_starts, start) : bisect_left(token_starts, end)]
        cues = [span for s in statements for span in s.cue]
        dates = shelves.dates.between(start, end)
        units = make_units(reading, (start, end), tokens, names, cues, [date.value.span for date in dates])
        find_hits(units, analysed, word_starts)
        if not units.hits:
            continue
        amounts = shelves.amounts.between(start, end)
        parties = find_parties(units)
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


def _group_statements(reading: Reading, shelves: Shelves) -> list[list[Statement]]:
    """For each sentence of a passage the statements whose cue or content lies in it, in their order."""
    ends = [end for _, end in reading.sentences]
    groups: list[dict[str, Statement]] = [{} for _ in ends]
    for span, statement in shelves.statements.between(reading.passage.span.start, reading.passage.span.end):
        number = bisect_right(ends, span.start)
        while number < len(ends) and reading.sentences[number][0] < span.end:
            groups[number][statement.id] = statement
            number += 1
    return [list(group.values()) for group in groups]


def _read_sentence(sentence: Sentence) -> list[Event]:
    events: list[Event] = []
    told: list[tuple[Hit, Event]] = []
    for hit in sentence.units.hits:
        if any(other.head == hit.head for other, _ in told) or is_blocked(sentence, hit):
            continue
        if is_accident(sentence, hit):
            continue
        if any(is_complement(sentence, other, hit) for other in sentence.units.hits):
            continue
        event = _make_event(sentence, hit)
        if event is not None and not any(says_same(event, other) for _, other in told):
            told.append((hit, event))
            events.append(event)
    return events


def _make_event(sentence: Sentence, hit: Hit) -> Event | None:
    units, trigger = sentence.units, hit.trigger
    place = units.starts[hit.head]
    inside = find_inside(sentence.statements, place, units.ends[hit.head])
    actors = find_actors(sentence, hit, inside)
    recipients = [
        party
        for party in find_side(units, sentence.parties, hit, trigger.recipient)
        if all(party is not actor for actor in actors) and not _only_tells(units, party, inside)
    ]
    if not recipients and "speaker" in trigger.recipient:
        recipients = find_speaker_party(sentence, inside)
    if not recipients:
        recipients = [party for party in _find_taken(sentence, hit) if party not in actors]
    symmetric = trigger.sides == "symmetric"
    if "actor" in trigger.needs and not actors and not (symmetric and recipients):
        return None
    if "recipient" in trigger.needs and not recipients and not (symmetric and len(actors) > 1):
        return None
    if symmetric and _is_described(sentence, hit) and not (actors and recipients):
        return None  # "an official briefed on the case"
    if not recipients and _only_repeats(sentence, hit, actors):
        return None
    if trigger.sides == "turned":
        actors, recipients = recipients, actors
    subject = find_subject(units, sentence.parties, hit)
    factuality = find_factuality(units, hit, subject, inside)
    if not actors and not recipients and factuality != "asserted":
        return None  # that nobody did it to nobody is no news
    return _write_event(sentence, hit, (actors, recipients), factuality, inside)


def _only_tells(units: Units, party: Party, inside: Statement | None) -> bool:
    """Whether somebody is named as who tells of it: "according to the police, four were held"."""
    start, end = units.starts[party.first], units.ends[party.last - 1]
    return inside is not None and any(span.start <= start and end <= span.end for span in inside.source)


def _is_described(sentence: Sentence, hit: Hit) -> bool:
    """Whether a participle only says of somebody what others did to them."""
    tree = sentence.units.tree
    if hit.kind not in ("past", "participle"):
        return False
    return hit.passive or (tree is not None and tree.relations[hit.head] == "acl")


def _find_taken(sentence: Sentence, hit: Hit) -> list[Party]:
    """Whom it concerns by what the trigger takes: "threatened to sue the panel"."""
    units = sentence.units
    for inner in units.hits:
        if inner.head > hit.head and is_complement(sentence, hit, inner):
            found = find_side(units, sentence.parties, inner, inner.trigger.recipient)
            if found:
                return found
    return []


def _only_repeats(sentence: Sentence, hit: Hit, actors: Sequence[Party]) -> bool:
    """Whether a promise or a warning to nobody is a statement already and, from a private speaker, nothing more."""
    if hit.trigger.event_type not in _SPEECH or find_cued(sentence, hit) is None:
        return False
    if any(is_complement(sentence, hit, inner) for inner in sentence.units.hits if inner.head > hit.head):
        return False  # it says what will be done
    return not any(party.sector in _PUBLIC or sentence.cast.find_country(party) for party in actors)


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
    if not recipients and "place" in hit.trigger.recipient and where is not None and where.country:
        recipients = [where]
    acting, receiving = (
        tuple(dict.fromkeys(cast.add(units, party, find_home(sentence, party)) for party in side))
        for side in (actors, recipients)
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
