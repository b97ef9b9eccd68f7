"""The events of a case: who did what to whom, read from the findings of the documents that pass the filters."""

from collections.abc import Container, Iterator

from msgspec import Struct

from sayso.errors import SaysoError
from sayso.read.dates_normal import read_normal
from sayso.records import Event
from sayso.store.asking import check_filters, fold_phrases, has_phrases
from sayso.store.contents import Contents, Taker, find_told, list_holding, load_contents, take
from sayso.store.dates import find_days
from sayso.store.rows import DocumentRow, Filters
from sayso.store.saving import Store

__all__ = ["EventRow", "Taker", "find_event_days", "find_events", "read_events"]


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
    stated_by: str | None  # the name of who says it; None where the reporter does, or nobody is named


def find_events(
    store: Store,
    filters: Filters,
    event_type: str | None = None,
    actor: str | None = None,
    factuality: str | None = None,
    happened: str | None = None,
) -> Iterator[EventRow]:
    """The events that pass every filter, in the order in which documents were added and texts run.

    Filters on statements keep the events that such a statement tells.

    Args:
        event_type: a PLOVER type.
        actor: words of a name of somebody who takes part.
        happened: a date (2027, 2027-05, 2027-05-31) or two with a slash: events whose own date may lie there.
    """
    check_filters(filters)
    days = _read_days(happened)
    return take(_find(store, filters, (event_type, factuality), fold_phrases(actor), days), filters)


def _find(
    store: Store,
    filters: Filters,
    wanted: tuple[str | None, str | None],
    takers: list[tuple[str, ...]] | None,
    days: tuple[str, str] | None,
) -> Iterator[EventRow]:
    told = find_told(store, filters)
    words = fold_phrases(filters.words)
    for number in list_holding(store, filters, "Event"):
        for row in read_events(store, number):
            named = " | ".join(taker.name for taker in (*row.actors, *row.recipients, *row.participants))
            if (
                wanted[0] in (None, row.event.event_type)
                and wanted[1] in (None, row.event.factuality)
                and filters.language in (None, row.lang)
                and (told is None or row.event.stated_in in told)
                and (words is None or has_phrases(row.clause_words, words))
                and (takers is None or has_phrases(named, takers))
                and (days is None or _lies_in(row.event, days))
            ):
                yield row


def _read_days(happened: str | None) -> tuple[str, str] | None:
    if happened is None:
        return None
    days = find_days(happened)
    if days is None:
        hint = "Write 2024, 2024-05, 2024-05-31 or 2024-05/2024-07"
        raise SaysoError(f"{happened!r} is not a date", where="happened", hint=hint)
    return days


def find_event_days(event: Event) -> tuple[str, str] | None:
    """The first and last day that an event's date may mean, empty where it is open; None where it gives no date."""
    normal = event.date.normal if event.date else None
    if normal is None:
        return None
    try:
        stretch = read_normal(normal)
    except ValueError:
        return None
    first, last = (day.isoformat() if day else "" for day in (stretch.first, stretch.last))
    return first, last


def _lies_in(event: Event, days: tuple[str, str]) -> bool:
    found = find_event_days(event)
    return found is not None and found[0] <= days[1] and (not found[1] or found[1] >= days[0])


def read_events(store: Store, number: int, positions: Container[int] | None = None) -> Iterator[EventRow]:
    """The events of a document, those at these positions among its findings or all."""
    contents = load_contents(store, number, "Event")
    for position, finding in contents.placed:
        if isinstance(finding, Event) and (positions is None or position in positions):
            yield _make_row(finding, contents)


def _make_row(event: Event, contents: Contents) -> EventRow:
    return EventRow(
        event=event,
        document=contents.row,
        lang=contents.find_lang(event.trigger.start),
        actors=tuple(contents.find_taker(id) for id in event.actors),
        recipients=tuple(contents.find_taker(id) for id in event.recipients),
        participants=tuple(contents.find_taker(id) for id in event.participants),
        place=contents.find_taker(event.place) if event.place else None,
        amounts=tuple(value.normal or contents.cut(value.span) for value in event.amounts),
        trigger_words=contents.cut(event.trigger),
        clause_words=contents.cut(event.clause or event.trigger),
        date_words=contents.cut(event.date.span) if event.date else None,
        stated_by=contents.speakers.get(event.stated_in or ""),
    )
