"""The events of a case as columns of numbers: chosen, counted and put in order without reading their documents.

Like the columns of statements they are held by the process that shows pages, and follow what comes in.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock

import msgspec
import numpy as np
from msgspec import Struct

from sayso.read.dates_normal import read_normal
from sayso.records import Factuality, Value
from sayso.store.columns import NONE, Codes, Columns, Numbers, find_changed, find_day, load_columns, stand
from sayso.store.database import explain_errors
from sayso.store.saving import Store

_HELD: dict[Path, "EventColumns"] = {}
_LOCK = Lock()
_MOST_CASES = 4
_FINDINGS = "SELECT document, position, type, record FROM findings WHERE type IN ('Event', 'Entity', 'Passage')"


class EventColumns(Struct, frozen=True, kw_only=True):
    """One row an event, by document and place among its findings; beside them one row for each who takes part."""

    columns: Columns  # of the statements, as they were at the same moment
    codes: dict[str, Codes]  # type, factuality, lang, stated_in
    document: Numbers
    position: Numbers
    type: Numbers
    factuality: Numbers
    lang: Numbers
    stated_in: Numbers
    first_day: Numbers  # NONE where the text gives no day
    last_day: Numbers
    place: Numbers  # the number of an entity, 0 for none
    taker_event: Numbers  # the row of an event
    taker: Numbers  # the number of an entity
    taker_side: Numbers  # 0 acts, 1 receives, 2 takes part in a symmetric event


class _Event(Struct, frozen=True):
    """What is read of an event."""

    event_type: str
    trigger: tuple[str, int, int]
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    date: Value | None = None
    place: str | None = None
    factuality: Factuality = "asserted"
    stated_in: str | None = None


class _Entity(Struct, frozen=True):
    mentions: tuple[str, ...]


class _Passage(Struct, frozen=True):
    span: tuple[str, int, int]
    lang: str


_READ_EVENT = msgspec.json.Decoder(_Event)
_READ_ENTITY = msgspec.json.Decoder(_Entity)
_READ_PASSAGE = msgspec.json.Decoder(_Passage)


def load_event_columns(store: Store) -> EventColumns:
    """The columns as the case is now."""
    columns = load_columns(store)
    folder = store.folder.absolute()
    with explain_errors(store.path), _LOCK:
        held = _HELD.pop(folder, None)
        if held is None or held.columns.state[0] != columns.state[0]:
            held = _update(store, held, columns)
        elif held.columns is not columns:
            held = msgspec.structs.replace(held, columns=columns)
        while len(_HELD) >= _MOST_CASES:
            del _HELD[next(iter(_HELD))]
        _HELD[folder] = held
    return held


def _update(store: Store, held: EventColumns | None, columns: Columns) -> EventColumns:
    changed = find_changed(store, held.columns.state[0]) if held else None
    if held is None or changed is None:
        codes = {name: Codes() for name in ("type", "factuality", "lang", "stated_in")}
        return _make(columns, codes, *_read(store, codes, None))
    if not changed:
        return msgspec.structs.replace(held, columns=columns)
    events, takers = _read(store, held.codes, changed)
    gone = np.array(changed, dtype=np.int64)
    stays = ~np.isin(held.document, gone)
    old = (held.document, held.position, held.type, held.factuality, held.lang, held.stated_in, held.first_day,
           held.last_day, held.place)  # fmt: skip
    stay = stays[held.taker_event]
    parts = (held.document[held.taker_event], held.position[held.taker_event], held.taker, held.taker_side)
    return _make(
        columns,
        held.codes,
        tuple(np.concatenate([a[stays], b]) for a, b in zip(old, events, strict=True)),
        tuple(np.concatenate([a[stay], b]) for a, b in zip(parts, takers, strict=True)),
    )


def _read(
    store: Store, codes: dict[str, Codes], changed: list[int] | None
) -> tuple[tuple[Numbers, ...], tuple[Numbers, ...]]:
    """The events of these documents or of all, and who takes part in them: document, position, entity, side."""
    only = "" if changed is None else f" WHERE document IN ({', '.join(map(str, changed))})"
    sql = f"SELECT document, position, number FROM entities{only}"
    numbers = {(document, position): number for document, position, number in store.connection.execute(sql)}
    of_these = only.replace("WHERE", "AND")
    records = store.connection.execute(f"{_FINDINGS}{of_these} ORDER BY document")
    events: list[tuple[int, ...]] = []
    takers: list[tuple[int, ...]] = []
    for document, found in groupby(records, key=lambda row: int(row[0])):
        for row, parts in _read_document(document, list(found), codes, numbers):
            events.append(row)
            takers += [(document, row[1], *part) for part in parts]
    return stand(events, 9), stand(takers, 4)


def _read_document(
    document: int,
    found: list[tuple[int, int, str, bytes]],
    codes: dict[str, Codes],
    numbers: dict[tuple[int, int], int],
) -> Iterator[tuple[tuple[int, ...], list[tuple[int, int]]]]:
    """A row for each event of a document, with the entities that take part and their sides."""
    held = [(position, record) for _, position, kind, record in found if kind == "Event"]
    if not held:
        return
    entity_of: dict[str, int] = {}
    passages: list[_Passage] = []
    for _, position, kind, record in found:
        if kind == "Entity":
            entity_of |= dict.fromkeys(_READ_ENTITY.decode(record).mentions, numbers.get((document, position), 0))
        elif kind == "Passage":
            passages.append(_READ_PASSAGE.decode(record))
    for position, record in held:
        event = _READ_EVENT.decode(record)
        at = event.trigger[1]
        lang = next((p.lang for p in passages if p.span[1] <= at < p.span[2]), "und")
        first, last = _find_days(event.date.normal if event.date else None)
        row = (
            document, position, codes["type"].give(event.event_type), codes["factuality"].give(event.factuality),
            codes["lang"].give(lang), codes["stated_in"].give(event.stated_in), first, last,
            entity_of.get(event.place or "", 0),
        )  # fmt: skip
        sides = (event.actors, event.recipients, event.participants)
        parts = {(entity_of[id], side) for side, ids in enumerate(sides) for id in ids if id in entity_of}
        yield row, sorted(parts)


@lru_cache(maxsize=20_000)
def _find_days(normal: str | None) -> tuple[int, int]:
    """The first and last day of an event; of a date that is open at one end, twice the end that is known."""
    if normal is None:
        return NONE, NONE
    try:
        stretch = read_normal(normal)
    except ValueError:
        return NONE, NONE
    first, last = stretch.first or stretch.last, stretch.last or stretch.first
    return (find_day(first.isoformat()), find_day(last.isoformat())) if first and last else (NONE, NONE)


def _make(
    columns: Columns, codes: dict[str, Codes], events: tuple[Numbers, ...], takers: tuple[Numbers, ...]
) -> EventColumns:
    order = np.lexsort((events[1], events[0]))
    events = tuple(column[order] for column in events)
    width = int(max(events[1].max(initial=0), takers[1].max(initial=0))) + 1
    keys = events[0] * width + events[1]
    return EventColumns(
        columns=columns, codes=codes, document=events[0], position=events[1], type=events[2], factuality=events[3],
        lang=events[4], stated_in=events[5], first_day=events[6], last_day=events[7], place=events[8],
        taker_event=np.searchsorted(keys, takers[0] * width + takers[1]), taker=takers[2], taker_side=takers[3],
    )  # fmt: skip
