"""Columns say what the tables say, also after a case has grown or somebody has decided."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sayso.records import Decision
from sayso.store import columns, event_columns
from sayso.store.asking import find_statements
from sayso.store.decisions import save_decision, undo_decision
from sayso.store.rows import Filters
from sayso.store.saving import Store
from sayso.store.tallies import count_by_document, count_choices, count_statements, list_statements

FILTERS = [
    Filters(), Filters(act="deny"), Filters(polarity="negative", language="en"), Filters(language="zh"),
    Filters(publisher="wire"), Filters(since="2027-05", until="2027-05"), Filters(until="2026"),
    Filters(speaker="Quill"), Filters(about="Brandt"), Filters(words="quay"), Filters(words=("quay", "open")),
    Filters(skip=1, limit=1), Filters(act="deny", speaker="Ilse Brandt"), Filters(words="nothing of the kind"),
]  # fmt: skip


@pytest.fixture
def grown(store: Store, add_marked: Callable) -> Iterator[Store]:
    add_marked(
        "[Ada Quill] {said} <~Ilse Brandt~ would open the quay>.", publisher="Meridian Wire", published="2027-05-04"
    )
    list_statements(store, Filters())  # from here on the columns grow
    add_marked(
        "[Ilse Brandt] {denied} <the quay would open>.", act="deny", publisher="Coastal Wire", published="2027-05"
    )
    add_marked("[塔尔维] {说} <码头开放>。\n[Ada Quill] {said} <no>.", lang="zh", published="2025")
    yield store
    columns._HELD.clear()
    event_columns._HELD.clear()


def show(found: columns.Columns) -> dict[str, list[object]]:
    """Everything that columns say, with values for their numbers."""
    shown: dict[str, list[object]] = {}
    for name in ("documents", "first_day", "last_day", "statements", "home", "speaker", "about_statement", "entities"):
        shown[name] = getattr(found, name).tolist()
    for name in ("publisher", "act", "polarity", "form", "lang"):
        values = [*found.codes[name].values, None]
        shown[name] = [values[number] for number in getattr(found, name)]
    shown["about"] = sorted(zip(found.about_statement.tolist(), found.about.tolist(), strict=True))
    del shown["about_statement"]
    parties = [*found.codes["party"].values, None]
    shown["party"] = [parties[number] for number in found.party_of[found.entities]]
    return shown


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
def test_the_same_statements_pass_as_in_the_tables(grown: Store, filters: Filters) -> None:
    wanted = [row.statement.id for row in find_statements(grown, filters)]
    assert [row.statement.id for row in list_statements(grown, filters)] == wanted
    if filters.limit is None and filters.words is None:
        assert count_statements(grown, filters) == len(wanted)
        assert sum(choice.count for choice in count_choices(grown, filters, "act")) == len(wanted)


def test_columns_that_grew_are_those_of_the_whole(grown: Store) -> None:
    held = show(columns.load_columns(grown))
    columns._HELD.clear()
    assert show(columns.load_columns(grown)) == held
    assert len(held["documents"]) == 3


def test_a_rejected_statement_goes_and_comes_back(grown: Store) -> None:
    row = next(find_statements(grown, Filters(act="deny")))
    assert count_statements(grown, Filters(act="deny")) == 1
    decision = Decision(
        id="", about=(row.statement.id,), question="right as found", judgement="negative", reviewer="Vera", made_at=""
    )
    made = save_decision(grown, decision)
    assert count_statements(grown, Filters(act="deny")) == 0
    assert count_by_document(grown, [row.document.id]) == {row.document.id: 0}
    undo_decision(grown, made.id, "Vera")
    assert count_statements(grown, Filters(act="deny")) == 1


def test_a_day_is_written_as_it_was_read() -> None:
    for day in ("0001-01-01", "1999-12-31", "2027-05-04"):
        assert columns.show_day(columns.find_day(day)) == day
    assert columns.find_day(None) == columns.NONE


def test_what_is_no_number_is_no_row() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        columns.stand([(1, "x")], 2)
    assert np.array_equal(columns.stand([], 2)[0], [])


def test_many_who_ask_at_once_get_the_same(grown: Store) -> None:
    found = columns.load_columns(grown)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: columns.remember(found, (n % 90,), lambda: n % 90), range(2_000)))
    assert answers == [n % 90 for n in range(2_000)]
    assert len(found.kept) <= 64
