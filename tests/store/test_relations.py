"""Relations and events of a case: filters, who says it, and the rows that programs load."""

import csv
import io
from collections.abc import Iterator

import pytest

from sayso.case import Case, create_case
from sayso.errors import SaysoError
from sayso.present.happenings import make_polecat_rows, make_relation_rows
from sayso.store.rows import Filters

FIRST = """---
title: A new chair
publisher: Lowport Daily
date: 2027-05-05
---
The Norland Rowing Union elected Lucia Bravo as its chair on 3 May 2027. She replaces Nils Aberg, who held the post from 2020.

Economist Mara Quill of Corlea University said that Norland Steel Company was owned by Lowport Trading Company.
"""
SECOND = """---
title: 会长
publisher: 江右日报
date: 2027-06-01
---
2026年5月,赵青岚当选江右环保协会会长,任期两年。挪威外长2027年5月访问秘鲁。
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("relations")
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (folder / name).write_text(text, "utf-8")
    with create_case(folder / "case") as made:
        made.add([folder / "a.txt", folder / "b.txt"])
        yield made


def test_who_held_which_office_from_when_to_when(case: Case) -> None:
    rows = {row["holder"]: row for row in make_relation_rows(case.relations(relation_type="role"))}
    assert (
        rows["Lucia Bravo"] | {"role": "chair", "of": "Norland Rowing Union", "from": "2027-05-03"}
        == rows["Lucia Bravo"]
    )
    former = {"from": "2020", "from_precision": "year", "to": "2027-05", "to_precision": "month", "ended": "yes"}
    assert rows["Nils Aberg"] | former == rows["Nils Aberg"]
    assert rows["赵青岚"] | {"from": "2026-05", "to": "2028-05", "to_words": "两年"} == rows["赵青岚"]


def test_according_to_whom(case: Case) -> None:
    (owned,) = case.relations(relation_type="ownership")
    assert (owned.stated_by, owned.subject.name) == ("Mara Quill", "Lowport Trading Company")
    assert [row.relation.id for row in case.relations(Filters(speaker="Quill"))] == [owned.relation.id]


@pytest.mark.parametrize(
    ("filters", "options", "count"),
    [
        (Filters(language="zh"), {"holder": "赵青岚"}, 1),
        (Filters(publisher="Lowport"), {"holder": "bravo"}, 1),
        (Filters(), {"of": "环保协会"}, 1),
        (Filters(until="2027-05-31"), {"of": "环保协会"}, 0),
        (Filters(words="chair"), {}, 1),
        (Filters(limit=1, skip=1), {}, 1),
        (Filters(speaker="nobody"), {}, 0),
    ],
)
def test_filters_narrow(case: Case, filters: Filters, options: dict[str, str], count: int) -> None:
    assert len(list(case.relations(filters, **options))) == count


def test_events_by_the_time_they_happen(case: Case) -> None:
    assert [row.lang for row in case.events(happened="2027-05", event_type="CONSULT")] == ["zh"]
    assert not list(case.events(happened="2026"))
    with pytest.raises(SaysoError, match="happened: 'May' is not a date"):
        list(case.events(happened="May"))


def test_the_polecat_table_is_what_a_reader_of_csv_loads(case: Case) -> None:
    rows = list(make_polecat_rows(case.events(Filters(language="zh"))))
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (row,) = csv.DictReader(io.StringIO(written.getvalue()))
    known = {
        "Event Type": "CONSULT",
        "Event Date": "2027-05",
        "Event Date Precision": "month",
        "Event Date First": "2027-05-01",
        "Event Date Last": "2027-05-31",
        "Actor Country": "NOR",
        "Primary Actor Sector": "GOV",
        "Recipient Country": "PER",
        "Quad Code": "Verbal Cooperation",
    }
    assert row | known == row
