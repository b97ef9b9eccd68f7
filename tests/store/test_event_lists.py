"""Lists of events hold what the case holds, by day, and narrow as asked."""

from collections.abc import Iterator

import pytest

from sayso.case import Case, create_case
from sayso.errors import SaysoError
from sayso.store.event_lists import (
    AskedEvents,
    choose_events,
    count_event_choices,
    count_places,
    find_event,
    list_document_events,
    list_events,
)
from sayso.store.rows import Filters

TEXT = (
    "Norway and Ghana signed a fishing agreement in Accra on 4 May 2027.\n\n"
    "The Norwegian minister Ada Lind said that Norway would send 20 million dollars of aid to Ghana in June 2027.\n\n"
    "On 2 May 2027 Ghana accused Norway of delays. Lind visited Accra.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("events")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    with create_case(folder / "case") as made:
        made.add([folder / "a.txt"])
        yield made


def test_every_event_is_listed_once_by_day(case: Case) -> None:
    everything = [row.event.id for row in case.events()]
    rows = list_events(case.store, AskedEvents())
    assert len(everything) >= 3
    assert sorted(row.event.id for row in rows) == sorted(everything)
    days = [row.event.date.normal or "~" if row.event.date else "~" for row in rows]
    assert days == sorted(days)
    assert [row.event.id for row in list_events(case.store, AskedEvents(), by_day=False)] == everything
    assert [row.event.id for row in list_events(case.store, AskedEvents(), skip=1, limit=1)] == [rows[1].event.id]


def test_filters_keep_what_they_ask_for(case: Case) -> None:
    for asked in (
        AskedEvents(event_type="AGREE"), AskedEvents(factuality="planned"), AskedEvents(taker="Ghana"),
        AskedEvents(happened_since="2027-05-04"), AskedEvents(told=Filters(words="fishing")),
        AskedEvents(told=Filters(speaker="Lind")), AskedEvents(told=Filters(language="zh")),
    ):  # fmt: skip
        found = {row.event.id for row in list_events(case.store, asked)}
        for row in list_events(case.store, AskedEvents()):
            day = row.event.date.normal if row.event.date else None
            fits = (
                asked.event_type in (None, row.event.event_type)
                and asked.factuality in (None, row.event.factuality)
                and (
                    not asked.taker or any("Ghana" in t.name for t in (*row.actors, *row.recipients, *row.participants))
                )
                and (not asked.happened_since or (day is not None and day >= "2027-05-04"))
                and (not asked.told.words or "fishing" in row.clause_words)
                and (not asked.told.speaker or row.event.stated_in is not None)
                and asked.told.language in (None, row.lang)
            )
            assert (row.event.id in found) == fits, (asked, row.clause_words)


def test_numbers_beside_a_choice_are_what_the_choice_gives(case: Case) -> None:
    events, chosen = choose_events(case.store, AskedEvents())
    for choice in count_event_choices(events, chosen, "type"):
        assert len(list_events(case.store, AskedEvents(event_type=choice.value))) == choice.count
    assert [choice.value for choice in count_event_choices(events, chosen, "lang")] == ["en"]


def test_a_place_counts_its_events(case: Case) -> None:
    for place in count_places(case.store, AskedEvents()):
        rows = list_events(case.store, AskedEvents(place=place.id))
        assert len(rows) == place.count
        assert {row.place.name for row in rows if row.place} == {place.name}


def test_one_event_is_found_by_its_id(case: Case) -> None:
    for row in list_document_events(case.store, next(case.documents()).id):
        assert find_event(case.store, row.event.id) == row
    assert find_event(case.store, "v-nothing") is None


def test_a_factuality_that_is_none_is_refused(case: Case) -> None:
    with pytest.raises(SaysoError, match="asserted, planned"):
        list_events(case.store, AskedEvents(factuality="perhaps"))
