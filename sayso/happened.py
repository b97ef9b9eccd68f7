"""Events and relations as the output object of `sayso extract` carries them (contract.py holds the rest)."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sayso.records import Amount, Document, Event, Factuality, Precision, Relation, Span, Value

# An event counts persons and vessels as such; what they were, its words say.
_GENERAL = dict.fromkeys(
    ["soldier", "man", "woman", "child", "prisoner", "worker", "student", "family member"], "person"
)
_GENERAL |= {"ship": "vessel", "boat": "vessel"}


class Words(Struct, frozen=True, kw_only=True):
    """A span with its words."""

    start: int
    end: int
    quote: str


class DateOut(Struct, frozen=True, kw_only=True):
    """A date with its words; `iso` is None where the words name no date that there is."""

    iso: str | None
    precision: Precision | None
    quote: str


class SumOut(Struct, frozen=True, kw_only=True):
    """A sum or quantity that belongs to an event."""

    value: float | None
    currency: str | None
    unit: str | None
    quote: str


class EventOut(Struct, frozen=True, kw_only=True):
    """An event with its words; `participants` are all entities that take part, the sides are told apart beside it."""

    id: str
    lang: str
    event_type: str
    mode: str | None
    contexts: list[str]
    participants: list[str]
    actors: list[str]
    recipients: list[str]
    date: DateOut | None
    place: str | None
    amounts: list[SumOut]
    trigger: Words
    spans: list[Words]
    factuality: Factuality
    stated_in: str | None
    made_by: str
    score: float


class RelationOut(Struct, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A relation with its words; `since` and `until` are written as `from` and `to`."""

    id: str
    lang: str
    type: str
    subject: str
    object: str
    role: str | None
    since: DateOut | None
    until: DateOut | None
    ended: bool
    spans: list[Words]
    factuality: Factuality
    stated_in: str | None
    made_by: str
    score: float


def show_event(
    document: Document, event: Event, lang: str, entity_of: Mapping[str, str], amounts: Sequence[Amount]
) -> EventOut:
    """The event with its words and entities."""
    by_span = {amount.value.span: amount for amount in amounts}
    actors, recipients = _entities(event.actors, entity_of), _entities(event.recipients, entity_of)
    everybody = [*actors, *recipients, *_entities(event.participants, entity_of)]
    return EventOut(
        id=event.id,
        lang=lang,
        event_type=event.event_type,
        mode=event.mode,
        contexts=list(event.contexts),
        participants=list(dict.fromkeys(everybody)),
        actors=actors,
        recipients=recipients,
        date=_show_date(document, event.date, event.precision),
        place=entity_of.get(event.place) if event.place else None,
        amounts=[_show_sum(document, value, by_span.get(value.span)) for value in event.amounts],
        trigger=show_words(document, event.trigger),
        spans=[show_words(document, event.clause or event.trigger)],
        factuality=event.factuality,
        stated_in=event.stated_in,
        made_by=event.made_by,
        score=event.score,
    )


def show_relation(document: Document, relation: Relation, lang: str, entity_of: Mapping[str, str]) -> RelationOut:
    """The relation with its words and entities."""
    role = relation.role
    return RelationOut(
        id=relation.id,
        lang=lang,
        type=relation.relation_type,
        subject=entity_of.get(relation.subject, relation.subject),
        object=entity_of.get(relation.object, relation.object),
        role=document.text[role.start : role.end] if role else None,
        since=_show_date(document, relation.since, relation.since_precision),
        until=_show_date(document, relation.until, relation.until_precision),
        ended=relation.ended,
        spans=[show_words(document, relation.clause)],
        factuality=relation.factuality,
        stated_in=relation.stated_in,
        made_by=relation.made_by,
        score=relation.score,
    )


def show_words(document: Document, span: Span) -> Words:
    """The span with its words."""
    return Words(start=span.start, end=span.end, quote=document.text[span.start : span.end])


def _entities(mentions: Sequence[str], entity_of: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(entity_of[mention] for mention in mentions if mention in entity_of))


def _show_date(document: Document, value: Value | None, precision: Precision | None) -> DateOut | None:
    if value is None:
        return None
    return DateOut(iso=value.normal, precision=precision, quote=document.text[value.span.start : value.span.end])


def _show_sum(document: Document, value: Value, amount: Amount | None) -> SumOut:
    return SumOut(
        value=amount.number if amount else None,
        currency=amount.currency if amount else None,
        unit=_GENERAL.get(amount.unit or "", amount.unit) if amount else None,
        quote=document.text[value.span.start : value.span.end],
    )
