"""Lists of events as pages show them: by day, narrowed by type, place, who takes part and where they are told."""

from collections.abc import Iterator

import msgspec
import numpy as np
from msgspec import Struct

from sayso.errors import SaysoError
from sayso.records import Factuality
from sayso.store.asking import find_document, fold_phrases, has_phrases, match_names
from sayso.store.columns import NONE, Numbers, find_day
from sayso.store.database import explain_errors, fetch
from sayso.store.dates import check_date
from sayso.store.event_columns import EventColumns, load_event_columns
from sayso.store.events import EventRow, read_events
from sayso.store.figures import find_name, find_parties
from sayso.store.rows import Filters
from sayso.store.saving import Store
from sayso.store.tallies import Choice, Rows, choose_documents, choose_statements, find_members, share_out

_BLOCK = 100  # events whose words are read at once
_ON_STATEMENTS = ("speaker", "about", "act", "form", "polarity", "speaker_id", "about_id")


class AskedEvents(Struct, frozen=True, kw_only=True):
    """Which events are asked for; what is None does not limit them."""

    told: Filters = Filters()  # the documents, and the statements that tell them; `words` stand in the event's words
    event_type: str | None = None  # a PLOVER type
    factuality: str | None = None
    taker: str | None = None  # words of a name of somebody who takes part
    party: str | None = None  # the entity that takes part
    place: str | None = None  # the entity where it happens
    happened_since: str | None = None  # on or after: 2024, 2024-05 or 2024-05-31
    happened_until: str | None = None


class PlaceCount(Struct, frozen=True, kw_only=True):
    """A place, and how many of the events happen there."""

    id: str
    name: str
    country: str | None
    count: int


def choose_events(store: Store, asked: AskedEvents) -> tuple[EventColumns, np.typing.NDArray[np.bool_]]:
    """For each event whether it passes the filters; words in the event itself are left out."""
    _check(asked)
    events = load_event_columns(store)
    chosen = np.ones(len(events.document), dtype=np.bool_)
    for name, value in (("type", asked.event_type), ("factuality", asked.factuality), ("lang", asked.told.language)):
        if value is not None:
            chosen &= getattr(events, name) == events.codes[name].find(value)
    if asked.place is not None:
        chosen &= find_members(store, events.columns, asked.place)[events.place]
    if asked.happened_since is not None:
        chosen &= events.last_day >= find_day(check_date(asked.happened_since, "happened_since")[0])
    if asked.happened_until is not None:
        last = find_day(check_date(asked.happened_until, "happened_until")[1])
        chosen &= (events.first_day <= last) & (events.first_day != NONE)
    if asked.party is not None or asked.taker is not None:
        chosen &= _find_takers(store, events, asked)
    return events, chosen & _find_told(store, events, asked.told)


def _check(asked: AskedEvents) -> None:
    choices = Factuality.__args__  # type: ignore[attr-defined]
    if asked.factuality is not None and asked.factuality not in choices:
        hint = f"Use one of: {', '.join(choices)}"
        raise SaysoError(f"{asked.factuality!r} is not known", where="factuality", hint=hint)


def _find_takers(store: Store, events: EventColumns, asked: AskedEvents) -> np.typing.NDArray[np.bool_]:
    """For each event whether those who are asked for take part."""
    fits = np.ones(len(events.document), dtype=np.bool_)
    asked_for: list[Rows] = []
    if asked.party is not None:
        asked_for.append(find_members(store, events.columns, asked.party))
    if asked.taker is not None:
        where = match_names("e.number", fold_phrases(asked.taker) or [])
        sql = f"SELECT e.number FROM entities e WHERE {where.sql}"
        with explain_errors(store.path):
            numbers = [number for (number,) in fetch(store.connection, tuple[int], sql, where.values)]
        named = np.zeros(len(events.columns.party_of), dtype=np.bool_)
        named[[number for number in numbers if number < len(named)]] = True
        asked_for.append(named)
    for entities in asked_for:
        here = np.zeros(len(fits), dtype=np.bool_)
        here[events.taker_event[entities[events.taker]]] = True
        fits &= here
    return fits


def _find_told(store: Store, events: EventColumns, told: Filters) -> np.typing.NDArray[np.bool_]:
    """For each event whether its document passes, and the statement that tells it where statements are asked for."""
    fits = np.ones(len(events.document), dtype=np.bool_)
    columns = events.columns
    documents = choose_documents(store, columns, told)
    if documents is not None:
        fits &= documents[np.searchsorted(columns.documents, events.document)]
    if any(getattr(told, name) is not None for name in _ON_STATEMENTS):
        held, chosen = choose_statements(store, msgspec.structs.replace(told, words=None, language=None))
        sql = "SELECT id FROM statements WHERE number = ?"
        codes = events.codes["stated_in"]
        ids = (store.connection.execute(sql, (int(number),)).fetchone()[0] for number in held.statements[chosen])
        fits &= np.isin(events.stated_in, np.array([codes.find(id) for id in ids], dtype=np.int64))
        fits &= events.stated_in != NONE
    return fits


def list_events(
    store: Store, asked: AskedEvents, *, by_day: bool = True, skip: int = 0, limit: int | None = None
) -> list[EventRow]:
    """The events that pass every filter: by their own day, those without one last; or by document and place."""
    events, chosen = choose_events(store, asked)
    rows = np.flatnonzero(chosen)
    if by_day:
        first = events.first_day[rows]
        rows = rows[np.lexsort((events.position[rows], events.document[rows], first, first == NONE))]
    phrases = fold_phrases(asked.told.words)
    if phrases is None:
        return _read(store, events, rows[skip : None if limit is None else skip + limit])
    found: list[EventRow] = []
    wanted = len(rows) if limit is None else skip + limit
    for start in range(0, len(rows), _BLOCK):
        block = _read(store, events, rows[start : start + _BLOCK])
        found += [row for row in block if has_phrases(row.clause_words, phrases)]
        if len(found) >= wanted:
            break
    return found[skip:wanted]


def _read(store: Store, events: EventColumns, rows: Numbers) -> list[EventRow]:
    """The rows with their words, in their order; each document is read once."""
    wanted: dict[int, list[int]] = {}
    for row in rows:
        wanted.setdefault(int(events.document[row]), []).append(int(events.position[row]))
    held: dict[tuple[int, int], EventRow] = {}
    for document, positions in wanted.items():
        found = read_events(store, document, set(positions))
        held |= {(document, position): row for position, row in zip(sorted(positions), found, strict=True)}
    return [held[int(events.document[row]), int(events.position[row])] for row in rows]


def count_event_choices(events: EventColumns, chosen: np.typing.NDArray[np.bool_], column: str) -> list[Choice]:
    """How many of the chosen events have each value of a column: type, factuality, lang or publisher."""
    if column == "publisher":
        homes = np.searchsorted(events.columns.documents, events.document[chosen])
        return share_out(events.columns.codes["publisher"], events.columns.publisher[homes])
    return share_out(events.codes[column], getattr(events, column)[chosen])


def count_places(store: Store, asked: AskedEvents) -> list[PlaceCount]:
    """Where the events happen, most frequent first; those without a place are left out."""
    events, chosen = choose_events(store, asked)
    parties = find_parties(events.columns, events.place[chosen])
    ids = events.columns.codes["party"].values
    counts = np.bincount(parties[parties != NONE], minlength=1)
    found = []
    for number in np.flatnonzero(counts):
        id = ids[number]
        found.append(
            PlaceCount(id=id, name=find_name(store, id), country=_find_country(store, id), count=int(counts[number]))
        )
    return sorted(found, key=lambda place: (-place.count, place.name))


def _find_country(store: Store, id: str) -> str | None:
    sql = (
        "SELECT json_extract(CAST(record AS TEXT), '$.country') FROM joined_records WHERE id = ?1 UNION ALL "
        "SELECT json_extract(CAST(record AS TEXT), '$.country') FROM findings WHERE id = ?1 LIMIT 1"
    )
    with explain_errors(store.path):
        return next((country for (country,) in fetch(store.connection, tuple[str | None], sql, (id,))), None)


def count_by_month(events: EventColumns, chosen: np.typing.NDArray[np.bool_]) -> Iterator[tuple[str, int]]:
    """How many of the events begin in each month, from the first to the last that has any."""
    days = events.first_day[chosen]
    days = days[days != NONE]
    months = (np.datetime64("0001-01-01", "D") + days.astype("timedelta64[D]")).astype("datetime64[M]")
    names, counts = np.unique(months, return_counts=True)
    for name, count in zip(names, counts, strict=True):
        yield str(name), int(count)


def find_event(store: Store, id: str) -> EventRow | None:
    """The event with this id, or None."""
    sql = "SELECT document, position FROM findings WHERE id = ? AND +type = 'Event'"
    with explain_errors(store.path):
        place = next(fetch(store.connection, tuple[int, int], sql, (id,)), None)
    return next(read_events(store, place[0], {place[1]}), None) if place else None


def list_document_events(store: Store, id: str) -> list[EventRow]:
    """The events of one document, in the order of its text."""
    rows = read_events(store, find_document(store, id))
    return sorted(rows, key=lambda row: (row.event.trigger.start, row.event.trigger.end))
