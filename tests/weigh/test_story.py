"""One story told by eight outlets in three languages: a copy, an edited copy, a translation, own reports, a denial."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import Case, create_case
from sayso.records import DisputeKind
from sayso.store.rows_weighed import ClaimFilters, DisputeFilters, DisputeShown

STORY = Path(__file__).parents[1] / "golden" / "story"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with create_case(tmp_path_factory.mktemp("story") / "case") as case:
        case.add([STORY])
        yield case


def test_what_goes_back_to_the_wire_is_one_origin_and_nothing_else(case: Case) -> None:
    (origin,) = case.origins(several=True)
    assert [(document.publisher, document.why) for document in origin.documents] == [
        ("Lantern Press", None),
        ("Tarn Herald", "copy"),
        ("Coast Post", "copy"),
        ("北桥日报", "translation"),
        ("Coast Post", "correction"),
    ]


def find(case: Case, kind: DisputeKind) -> DisputeShown:
    (dispute,) = case.disputes(DisputeFilters(kind=kind))
    return case.dispute(dispute.id)


def test_a_denial_and_another_count_stand_against_what_customs_say(case: Case) -> None:
    conflicts = [case.dispute(dispute.id) for dispute in case.disputes(DisputeFilters(kind="conflict"))]
    assert sorted(sorted(telling.speaker or "" for telling in shown.clash) for shown in conflicts) == [
        ["Norvale Trading", "the customs service of Halden"],
        ["the customs service of Halden", "Пётр Ильин"],
    ]


def test_the_correction_comes_behind_what_it_corrects(case: Case) -> None:
    wrong, right = find(case, "correction").clash
    assert "3.2 million" in wrong.words
    assert "2.3 million" in right.words


def test_five_readings_of_the_seizure_have_four_sides(case: Case) -> None:
    readings = find(case, "interpretation")
    assert sorted(readings.dispute.ends) == [("justice",), ("pressure",), ("security",), ("votes",)]


def test_the_worth_of_the_rifles_and_the_arrests_rest_on_two_origins_in_three_languages(case: Case) -> None:
    claims = [claim for claim in case.support(ClaimFilters()) if len(claim.langs) == 3]
    assert [(claim.origins, claim.speakers, claim.documents) for claim in claims] == [(2, 1, 5), (2, 1, 5)]
    assert sorted(claim.denials for claim in claims) == [0, 1]
