"""The statements of a case as columns of numbers, so that a page can count and choose among hundreds of thousands.

Nothing here is kept on the disk: a process that shows pages holds one set of columns a case, and brings them up to
date by reading the documents that came in or were decided on since. What the columns say is what the tables say.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.records import Decision
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.joining import refresh
from sayso.store.saving import Store

Numbers = NDArray[np.int64]
NONE = -1  # where a row has no value
_MANY = 400  # documents from which on everything is read again
_MOST_CASES = 4  # whose columns one process holds
_MOST_KEPT = 64  # answers that are kept with the columns they were counted from


class Codes:
    """The values of a column as small numbers; a value keeps its number."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def give(self, value: str | None) -> int:
        """The number of a value, a new one where it is new."""
        if value is None:
            return NONE
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number

    def find(self, value: str) -> int:
        """The number of a value, NONE where there is none."""
        return self._numbers.get(value, NONE)


class Columns(Struct, frozen=True, kw_only=True):
    """One row a document, a statement, one who is spoken of in a statement, and an entity of a document.

    Documents stand by number, statements by document and place. Parties are entities over documents.
    """

    state: tuple[int, str]
    codes: dict[str, Codes]  # publisher, langs, act, form, polarity, lang, party
    documents: Numbers
    publisher: Numbers
    langs: Numbers
    first_day: Numbers  # days since the year 1, NONE for a document without a day
    last_day: Numbers
    statements: Numbers
    home: Numbers  # the row of the statement's document
    start: Numbers
    position: Numbers
    act: Numbers
    form: Numbers
    polarity: Numbers
    lang: Numbers
    speaker: Numbers  # the number of an entity
    about_statement: Numbers  # the row of a statement
    about: Numbers  # the number of an entity
    entities: Numbers
    entity_document: Numbers
    party_of: Numbers  # by number of entity
    kept: dict[str, object]  # what was counted from these columns, by name


Found = TypeVar("Found")
_HELD: dict[Path, Columns] = {}
_LOCK = Lock()
_KEEPING = Lock()


def load_columns(store: Store) -> Columns:
    """The columns as the case is now."""
    refresh(store)
    folder = store.folder.absolute()
    with explain_errors(store.path), _LOCK, hold_still(store):
        state = _read_state(store)
        held = _HELD.pop(folder, None)
        if held is None or held.state != state:
            held = _update(store, held, state)
        while len(_HELD) >= _MOST_CASES:
            del _HELD[next(iter(_HELD))]
        _HELD[folder] = held
    return held


@contextmanager
def hold_still(store: Store) -> Iterator[None]:
    """All questions inside see the case at one moment, also while another process adds."""
    store.connection.execute("BEGIN")
    try:
        yield
    finally:
        store.connection.execute("COMMIT")


def _read_state(store: Store) -> tuple[int, str]:
    """The number of the last log entry, and what the entities over documents were made from."""
    log = fetch_one(store.connection, tuple[int], "SELECT COALESCE(MAX(number), 0) FROM log")
    made = fetch_one(store.connection, tuple[str], "SELECT made_from FROM joined_state")
    return (log[0] if log else 0), (made[0] if made else "")


def _update(store: Store, held: Columns | None, state: tuple[int, str]) -> Columns:
    changed = find_changed(store, held.state[0]) if held else None
    if held is None or changed is None:
        codes = {name: Codes() for name in ("publisher", "langs", "act", "form", "polarity", "lang", "party")}
        tables = _read_tables(store, codes, None)
    else:
        codes = held.codes
        tables = _splice(held, changed, _read_tables(store, codes, changed)) if changed else _take_tables(held)
    entities = tables["entities"]
    same = held is not None and not changed and held.state[1] == state[1]
    party_of = held.party_of if held is not None and same else _read_parties(store, codes["party"], entities[0])
    return _make_columns(state, codes, tables, party_of)


Table = tuple[Numbers, ...]


def find_changed(store: Store, since: int) -> list[int] | None:
    """The documents that came in, were read anew or were decided on since a log entry; None for too many to tell."""
    sql = "SELECT what, entry FROM log WHERE number > ? ORDER BY number LIMIT ?"
    entries = list(fetch(store.connection, tuple[str, bytes], sql, (since, _MANY + 1)))
    if len(entries) > _MANY or any(what == "reread" and b'"document"' not in entry for what, entry in entries):
        return None
    ids: set[str] = set()
    for what, entry in entries:
        read = msgspec.json.decode(entry, type=_Logged)
        if what == "decision" and read.decision:
            ids.update(read.decision.about)
            # A statement that a person adds is known by nothing but the words that it points at.
            for given in (read.decision.before, read.decision.after):
                for spans in (given.source, given.content) if given else ():
                    ids.update(span.document for span in spans or ())
        elif read.document:
            ids.add(read.document)
    sql = (
        "SELECT number FROM documents WHERE id = ?1 UNION SELECT document FROM findings WHERE id = ?1 "
        "UNION SELECT document FROM found WHERE id = ?1"
    )
    return sorted({number for id in ids for (number,) in fetch(store.connection, tuple[int], sql, (id,))})


class _Logged(Struct, frozen=True):
    document: str | None = None
    decision: Decision | None = None


_DOCUMENTS = (
    "SELECT number, json_extract(CAST(record AS TEXT), '$.publisher'), langs, first_day, last_day FROM documents"
)
_STATEMENTS = "SELECT number, document, start, position, act, form, polarity, lang, entity FROM statements"
_ABOUTS = "SELECT a.statement, a.entity FROM abouts a"
_ENTITIES = "SELECT number, document FROM entities"


def _read_tables(store: Store, codes: dict[str, Codes], changed: list[int] | None) -> dict[str, Table]:
    """The rows of these documents, or of all."""
    inside = "" if changed is None else f"IN ({', '.join(map(str, changed))})"
    only = f" WHERE document {inside}" if inside else ""
    connection = store.connection
    documents = [
        (number, codes["publisher"].give(publisher), codes["langs"].give(langs), find_day(first), find_day(last))
        for number, publisher, langs, first, last in connection.execute(
            _DOCUMENTS + (f" WHERE number {inside}" if inside else "")
        )
    ]
    give = [codes[name].give for name in ("act", "form", "polarity", "lang")]
    # Half a million rows are not checked one by one: what is no number stops in `_stand`.
    statements = [
        (*row[:4], give[0](row[4]), give[1](row[5]), give[2](row[6]), give[3](row[7]), row[8] or 0)
        for row in connection.execute(f"{_STATEMENTS}{only} ORDER BY document, start, position")
    ]
    of_these = f" JOIN statements s ON s.number = a.statement WHERE s.document {inside}" if inside else ""
    return {
        "documents": stand(documents, 5),
        "statements": stand(statements, 9),
        "abouts": stand(connection.execute(_ABOUTS + of_these), 2),
        "entities": stand(connection.execute(f"{_ENTITIES}{only} ORDER BY number"), 2),
    }


def stand(rows: Iterable[tuple[int, ...]], width: int) -> Table:
    """The rows as columns."""
    table = np.array(list(rows), dtype=np.int64).reshape(-1, width)
    return tuple(np.ascontiguousarray(column) for column in table.T)


@lru_cache(maxsize=20_000)
def find_day(day: str | None) -> int:
    """The number of a day; NONE for no day."""
    return NONE if day is None else date.fromisoformat(day).toordinal() - 1


def show_day(number: int) -> str:
    """The day as it is written."""
    return date.fromordinal(number + 1).isoformat()


def remember(columns: Columns, asked: tuple[object, ...], find: Callable[[], Found]) -> Found:
    """What was found when the same was asked of the same columns, or what is found now."""
    key = repr(asked)
    with _KEEPING:
        if key in columns.kept:
            held: Found = columns.kept[key]  # type: ignore[assignment]
            return held
    found = find()  # two who ask at once may both look; they find the same
    with _KEEPING:
        while len(columns.kept) >= _MOST_KEPT:
            del columns.kept[next(iter(columns.kept))]
        columns.kept[key] = found
    return found


def _take_tables(held: Columns) -> dict[str, Table]:
    """The columns as the tables they were made from."""
    numbers = held.documents[held.home]
    return {
        "documents": (held.documents, held.publisher, held.langs, held.first_day, held.last_day),
        "statements": (held.statements, numbers, held.start, held.position, held.act, held.form, held.polarity,
                       held.lang, held.speaker),
        "abouts": (held.statements[held.about_statement], held.about),
        "entities": (held.entities, held.entity_document),
    }  # fmt: skip


def _splice(held: Columns, changed: list[int], fresh: dict[str, Table]) -> dict[str, Table]:
    """The tables with the rows of the changed documents in the place of those they had."""
    old, gone = _take_tables(held), np.array(changed, dtype=np.int64)
    homes = {
        "documents": old["documents"][0],
        "statements": old["statements"][1],
        "abouts": held.documents[held.home[held.about_statement]],
        "entities": old["entities"][1],
    }
    spliced = {}
    for name, home in homes.items():
        stays = ~np.isin(home, gone)
        spliced[name] = tuple(np.concatenate([a[stays], b]) for a, b in zip(old[name], fresh[name], strict=True))
    return spliced


def _read_parties(store: Store, codes: Codes, entities: Numbers) -> Numbers:
    """For each number of an entity the party that it is."""
    party_of = np.full(int(entities.max()) + 1 if len(entities) else 1, NONE, dtype=np.int64)
    sql = "SELECT e.number, COALESCE(j.id, e.id) FROM entities e LEFT JOIN joined j ON j.entity = e.number"
    for number, id in store.connection.execute(sql):
        if number < len(party_of):
            party_of[number] = codes.give(id)
    return party_of


def _make_columns(
    state: tuple[int, str], codes: dict[str, Codes], tables: dict[str, Table], party_of: Numbers
) -> Columns:
    documents = _sort(tables["documents"], tables["documents"][0])
    number, document, start, position, *rest = tables["statements"]
    number, document, start, position, *rest = _sort(
        (number, document, start, position, *rest), position, start, document
    )
    by_number = np.argsort(number, kind="stable")
    about_number, about = tables["abouts"]
    rows = by_number[np.searchsorted(number[by_number], about_number)] if len(about_number) else about_number
    entities = _sort(tables["entities"], tables["entities"][0])
    return Columns(
        state=state, codes=codes, documents=documents[0], publisher=documents[1], langs=documents[2],
        first_day=documents[3], last_day=documents[4], statements=number,
        home=np.searchsorted(documents[0], document), start=start, position=position, act=rest[0], form=rest[1],
        polarity=rest[2], lang=rest[3], speaker=rest[4], about_statement=rows, about=about, entities=entities[0],
        entity_document=entities[1], party_of=party_of, kept={},
    )  # fmt: skip


def _sort(table: Table, *keys: Numbers) -> Table:
    """The rows in the order of the keys, the last of which counts most."""
    order = np.lexsort(keys)
    return table if bool((order[1:] > order[:-1]).all()) else tuple(column[order] for column in table)
