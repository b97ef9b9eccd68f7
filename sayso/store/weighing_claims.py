"""Claims and disputes of a case, kept up to date: what changes with a few documents is compared again, nothing else.

Links and contrasts are found two documents or two tellings at a time and kept; claims are put together again where a
link, a contrast or an origin has changed, together with everything that hangs together with it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from sayso.records import Decision
from sayso.store.meetings import Weights, add_marks, change_marks, order_keys
from sayso.store.saving import Store
from sayso.store.weighing_origins import Moves
from sayso.store.weighing_pairs import Comparer, Met, Task, list_tied
from sayso.store.weighing_regroup import regroup
from sayso.store.weighing_settling import (
    find_numbers,
    forget_documents,
    forget_pair,
    forget_tellings,
    settle_documents,
    settle_tellings,
)
from sayso.store.weighing_told import (
    Library,
    decode,
    encode,
    list_marks_of_document,
    list_marks_of_tellings,
    prepare,
)
from sayso.weigh.marks import Numbers, Pile, Sheet, make_key, weigh_meetings
from sayso.weigh.told import Told, silence

_TABLES = ("told", "tellings", "links", "contrasts", "compared", "claims", "disputes")


def rebuild_claims(store: Store, decisions: Sequence[Decision]) -> None:
    """The claims and disputes of the whole case."""
    for table in _TABLES:
        store.connection.execute(f"DELETE FROM {table}")
    library = Library(store)
    numbers = [row[0] for row in store.connection.execute("SELECT number FROM documents ORDER BY number")]
    documents, tellings = Pile(), Pile()
    by_key: dict[int, int] = {}
    for number in numbers:
        told = prepare(store, number)
        library.save(number, told, encode(told))
        by_key[make_key(told.document)] = number
        documents.add(make_key(told.document), list_marks_of_document(told))
        for key, marks in list_marks_of_tellings(told).items():
            tellings.add(key, marks)
    affairs, sheet = documents.lay_out(), tellings.lay_out()
    del documents, tellings
    add_marks(store, affairs)
    add_marks(store, sheet)
    near: Weights = {}
    for part in _meet(affairs):
        for one, other, weight in zip(part.one.tolist(), part.other.tolist(), part.weights.tolist(), strict=True):
            near[order_keys(by_key[one], by_key[other])] = weight
    comparer = Comparer(store, library)
    for part in _meet(sheet):
        comparer.compare_tellings(part)
    del sheet
    comparer.compare_documents(_list_tasks(numbers, near, list_tied(store)))
    del comparer, library
    regroup(store, None, decisions)


def _meet(sheet: Sheet) -> Iterator[Met]:
    """Those that meet, of some with all others at a time."""
    keys = sheet.keys
    return (Met(keys[part.lesser], keys[part.greater], part.weights) for part in weigh_meetings(sheet))


def _list_tasks(alone: Iterable[int], near: Weights, tied: Iterable[tuple[int, int]]) -> Iterator[Task]:
    """Each of the documents with itself, and the pairs of one affair or of one origin."""
    yield from (Task(number, number) for number in alone)
    yield from (Task(one, other, near.get((one, other), 0)) for one, other in near.keys() | set(tied))


class _Renewal(Struct, frozen=True):
    """The documents that are to be compared with others again, and what that takes from the marks and gives them."""

    documents: set[int]
    revoiced: set[int]  # documents of which only some tellings are compared again: another vouches for them
    affected: set[int]  # tellings
    former: set[int]  # claims some of whose tellings may no longer be there
    gone: tuple[dict[int, Numbers], dict[int, Numbers]]  # of documents, of tellings
    come: tuple[dict[int, Numbers], dict[int, Numbers]]


def update_claims(
    store: Store, changed: Collection[int], moves: Moves, decisions: Sequence[Decision], judged: Iterable[str]
) -> None:
    """The claims and disputes after some documents have come or changed, or origins have.

    Args:
        changed: documents that are new, were read anew, or in which somebody has become another over documents.
        judged: statements and events about which something was decided, or is no longer.
    """
    library = Library(store)
    comparer = Comparer(store, library)
    renewal = _renew(store, library, changed, moves.moved)
    affected = renewal.affected | {make_key(id) for id in judged}
    affairs = change_marks(store, renewal.gone[0], renewal.come[0])
    meetings = change_marks(store, renewal.gone[1], renewal.come[1])
    kept, lost = settle_tellings(store, library, meetings.moved)
    met = [*((one, other, weight) for (one, other), weight in meetings.met.items()), *kept]
    affected |= lost | comparer.compare_tellings(_line_up(met))
    touched = renewal.documents
    near = _number(store, affairs.met)
    tasks = list(_list_tasks(touched, near, (pair for pair in list_tied(store, touched) if {*pair} & touched)))
    again = {pair for pair in moves.tied if not {*pair} & touched} | {(number, number) for number in renewal.revoiced}
    for pair, weight in settle_documents(store, library, _number(store, affairs.moved), again).items():
        affected |= forget_pair(store, pair)
        tasks.append(Task(*pair, weight))
    affected |= comparer.compare_documents(tasks)
    saved = touched | renewal.revoiced
    affected |= {make_key(telling.id) for number in saved for telling in library.load(number).tellings}
    regroup(store, affected, decisions, former=renewal.former)


def _renew(store: Store, library: Library, changed: Collection[int], moved: Collection[int]) -> _Renewal:
    """Which of the changed documents tell something else now; these and the moved ones have lost all that was found."""
    made: dict[int, tuple[Told, bytes, Told | None]] = {}
    voices: dict[int, set[int]] = {}
    for number in sorted({*changed, *moved}):
        kept, told = library.find(number), prepare(store, number)
        record = encode(told)
        was = None if kept is None else decode(kept)
        again = number in moved or _is_read_anew(store, number)
        if was is not None and not again and kept != record and silence(was) == silence(told):
            voices[number] = _list_revoiced(was, told)
        if kept != record or again:
            made[number] = told, record, was
    renewed = [number for number, (told, _, was) in made.items() if was != told]
    affected = forget_documents(store, made.keys() - voices.keys())
    affected |= forget_tellings(store, {key for keys in voices.values() for key in keys})
    former = _list_claims(store, renewed)
    gone: tuple[dict[int, Numbers], dict[int, Numbers]] = ({}, {})
    come: tuple[dict[int, Numbers], dict[int, Numbers]] = ({}, {})
    for number, (told, record, was) in made.items():
        if was is not None:
            _add_marks_of(was, gone, voices.get(number))
        _add_marks_of(told, come, voices.get(number))
        if was == told:
            library.save_place(number)
        else:
            library.save(number, told, record)
    return _Renewal(made.keys() - voices.keys(), {*voices}, affected, former, gone, come)


def _list_revoiced(was: Told, told: Told) -> set[int]:
    """The tellings for which another vouches now, by key."""
    pairs = zip(was.tellings, told.tellings, strict=True)
    return {make_key(one.id) for one, other in pairs if one.voice != other.voice}


def _is_read_anew(store: Store, number: int) -> bool:
    sql = "SELECT t.log IS NOT d.log FROM documents d LEFT JOIN told t ON t.document = d.number WHERE d.number = ?"
    return bool(store.connection.execute(sql, (number,)).fetchone()[0])


def _add_marks_of(
    told: Told, marks: tuple[dict[int, Numbers], dict[int, Numbers]], only: Collection[int] | None
) -> None:
    """The marks of a document and its tellings; of these tellings only, where they are given."""
    own = list_marks_of_tellings(told)
    if only is None:
        marks[0][make_key(told.document)] = list_marks_of_document(told)
    marks[1].update(own if only is None else {key: own[key] for key in only})


def _list_claims(store: Store, documents: Collection[int]) -> set[int]:
    sql = "SELECT DISTINCT claim FROM tellings WHERE document IN (SELECT value FROM json_each(?)) AND claim IS NOT NULL"
    return {row[0] for row in store.connection.execute(sql, (json.dumps(sorted(documents)),))}


def _number(store: Store, weights: Weights) -> Weights:
    """The weights of pairs of documents, by number instead of by key."""
    numbers: Mapping[int, int] = find_numbers(store, {key for pair in weights for key in pair})
    return {order_keys(numbers[one], numbers[other]): weight for (one, other), weight in weights.items()}


def _line_up(met: Sequence[tuple[int, int, int]]) -> Met:
    table = np.array(met, dtype=np.int64).reshape(-1, 3)
    return Met(table[:, 0], table[:, 1], table[:, 2])
