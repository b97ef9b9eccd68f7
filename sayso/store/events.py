"""The events of a case: who did what to whom, read from the findings of the documents that pass the filters."""

from collections.abc import Container, Iterator, Mapping

import msgspec
from msgspec import Struct

from sayso.records import Amount, Entity, Event, Mention, Passage, Span
from sayso.store.asking import (
    Condition,
    check_filters,
    cut,
    find_statements,
    fold_phrases,
    has_phrases,
    join_conditions,
    limit_documents,
    limit_statements,
    load_document,
)
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.rows import DocumentRow, Filters
from sayso.store.saving import FINDING_DECODER, Store

_NEEDED = ("Event", "Entity", "Mention", "Passage", "Amount")


class Taker(Struct, frozen=True, kw_only=True):
    """One who takes part in an event."""

    id: str | None  # the entity, as it is linked over documents
    name: str
    country: str | None
    sector: str | None


class EventRow(Struct, frozen=True, kw_only=True):
    """An event with what a reader wants beside it."""

    event: Event
    document: DocumentRow
    lang: str
    actors: tuple[Taker, ...]
    recipients: tuple[Taker, ...]
    participants: tuple[Taker, ...]  # of a symmetric event
    place: Taker | None
    amounts: tuple[str, ...]  # "90000000 USD"
    trigger_words: str
    clause_words: str
    date_words: str | None


class Index(Struct, frozen=True):
    """The findings of one document by id."""

    mentions: Mapping[str, Mention]
    entities: Mapping[str, Entity]  # by mention
    linked: Mapping[str, str]  # by id of an entity of the document, that over documents
    passages: list[Passage]
    amounts: Mapping[Span, Amount]


def find_events(
    store: Store, filters: Filters, event_type: str | None = None, actor: str | None = None
) -> Iterator[EventRow]:
    """The events that pass every filter, in the order in which documents were added and texts run.

    Filters on statements keep the events that such a statement tells.

    Args:
        event_type: a PLOVER type.
        actor: words of a name of somebody who takes part.
    """
    check_filters(filters)
    told = None
    if limit_statements(filters):
        unlimited = msgspec.structs.replace(filters, limit=None, skip=0, words=None)
        told = {row.statement.id for row in find_statements(store, unlimited)}
    words, takers = fold_phrases(filters.words), fold_phrases(actor)
    found = 0
    for row in _read_events(store, filters):
        named = " | ".join(taker.name for taker in (*row.actors, *row.recipients, *row.participants))
        fits = (
            (event_type is None or row.event.event_type == event_type)
            and (filters.language is None or row.lang == filters.language)
            and (told is None or row.event.stated_in in told)
            and (words is None or has_phrases(row.clause_words, words))
            and (takers is None or has_phrases(named, takers))
        )
        if not fits:
            continue
        found += 1
        if filters.limit is not None and found > filters.limit + filters.skip:
            return
        if found > filters.skip:
            yield row


def _read_events(store: Store, filters: Filters) -> Iterator[EventRow]:
    where = join_conditions([*limit_documents(store, filters), _HAS_EVENTS])
    sql = f"SELECT d.number FROM documents d WHERE {where.sql} ORDER BY d.number"
    with explain_errors(store.path):
        numbers = [number for (number,) in fetch(store.connection, tuple[int], sql, where.values)]
    for number in numbers:
        yield from read_events(store, number)


_HAS_EVENTS = Condition("d.number IN (SELECT f.document FROM findings f WHERE f.type = 'Event')")


def read_events(store: Store, number: int, positions: Container[int] | None = None) -> Iterator[EventRow]:
    """The events of a document, those at these positions among its findings or all."""
    row, document = load_document(store, number)
    marks = ", ".join("?" * len(_NEEDED))
    sql = f"SELECT position, record FROM findings WHERE document = ? AND type IN ({marks}) ORDER BY position"
    linked = (
        "SELECT e.id, COALESCE(j.id, e.id) FROM entities e LEFT JOIN joined j ON j.entity = e.number "
        "WHERE e.document = ?"
    )
    refresh(store)
    with explain_errors(store.path):
        records = list(fetch(store.connection, tuple[int, bytes], sql, (number, *_NEEDED)))
        owners = dict(fetch(store.connection, tuple[str, str], linked, (number,)))
    placed = [(position, FINDING_DECODER.decode(record)) for position, record in records]
    findings = [finding for _, finding in placed]
    index = Index(
        linked=owners,
        mentions={f.id: f for f in findings if isinstance(f, Mention)},
        entities={mention: f for f in findings if isinstance(f, Entity) for mention in f.mentions},
        passages=[f for f in findings if isinstance(f, Passage)],
        amounts={f.value.span: f for f in findings if isinstance(f, Amount)},
    )
    for position, finding in placed:
        if isinstance(finding, Event) and (positions is None or position in positions):
            yield _make_row(finding, row, document.text, index)


def _make_row(event: Event, row: DocumentRow, text: str, index: Index) -> EventRow:
    place = event.trigger.start
    return EventRow(
        event=event,
        document=row,
        lang=next((p.lang for p in index.passages if p.span.start <= place < p.span.end), "und"),
        actors=tuple(_make_taker(id, text, index) for id in event.actors),
        recipients=tuple(_make_taker(id, text, index) for id in event.recipients),
        participants=tuple(_make_taker(id, text, index) for id in event.participants),
        place=_make_taker(event.place, text, index) if event.place else None,
        amounts=tuple(value.normal or cut(text, (value.span,))[0] for value in event.amounts),
        trigger_words=cut(text, (event.trigger,))[0],
        clause_words=cut(text, (event.clause or event.trigger,))[0],
        date_words=cut(text, (event.date.span,))[0] if event.date else None,
    )


def _make_taker(mention: str, text: str, index: Index) -> Taker:
    entity, found = index.entities.get(mention), index.mentions.get(mention)
    name = entity.names[0] if entity and entity.names else cut(text, (found.span,))[0] if found else mention
    return Taker(
        id=index.linked.get(entity.id, entity.id) if entity else None,
        name=name,
        country=entity.country if entity else None,
        sector=entity.sector if entity else None,
    )
