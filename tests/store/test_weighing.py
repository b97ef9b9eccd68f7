from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from sayso.case import Case, ClaimFilters, DisputeFilters, Filters, create_case
from sayso.errors import NotFoundError
from sayso.records import Decision

WIRE = (
    "OSTERVIK, 4 May (Lantern Press) - Mayor Jon Pell said 12 people died at Mill Quay on 4 May 2027 when the old crane "
    "fell onto the ferry that was taking on passengers for Upper Tarn.\n\nHarbour master Ilse Brandt said the crane had "
    "been checked by two engineers in the last week of March, and that both had signed the sheet.\n"
)
COPY = WIRE.replace("OSTERVIK, 4 May", "OSTERVIK").replace("the old crane", "an old crane")
OTHER = "Nurse Ada Holm said 19 people died at Mill Quay on 4 May 2027. She has worked in the town for a decade.\n"
ENGLISH = (
    "Harbour master Lin Chuan said repairs would cost 3.4 million yuan. Engineer He Tian said 11 piles had cracked. "
    "The ferry company promised 6 boats a day from 20 June 2027.\n"
)
CHINESE = "港务局局长林川表示,修理费用为340万元。工程师何田说,有11根桩开裂。\n"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    folder = tmp_path / "texts"
    folder.mkdir()
    texts = {"wire": ("Lantern Press", WIRE), "copy": ("Tarn Herald", COPY), "other": ("Coast Post", OTHER),
             "english": ("Radio Tarn", ENGLISH), "chinese": ("Bai Shi Bao", CHINESE)}  # fmt: skip
    for name, (publisher, text) in texts.items():
        head = f"---\ntitle: {name}\npublisher: {publisher}\ndate: 2027-05-05\n---\n"
        (folder / f"{name}.txt").write_text(head + text, "utf-8")
    with create_case(tmp_path / "case") as opened:
        opened.add([str(folder)], weighted=False)
        yield opened


def find_id(case: Case, title: str) -> str:
    return next(row.id for row in case.documents() if row.title == title)


def decide(case: Case, question: str, judgement: str, *about: str) -> None:
    decision = {"id": "", "about": about, "question": question, "judgement": judgement, "reviewer": "V", "made_at": ""}
    case.decide(msgspec.convert(decision, Decision))


def test_copies_are_folded_under_their_origin_and_who_says_otherwise_stands_beside(case: Case) -> None:
    (row,) = case.support(ClaimFilters(made=Filters(about="12 people"), several=True))
    assert (row.tellings, row.documents, row.origins) == (2, 2, 1)
    shown = case.claim(row.id)
    (part,) = shown.parts
    assert part.head.document.publisher == "Lantern Press"
    assert [copy.document.publisher for copy in part.copies] == ["Tarn Herald"]
    assert [against.claim.head.speaker for against in shown.against] == ["Ada Holm"]
    assert row.denials == 1
    assert case.claim(part.head.id).claim == row


def test_filters_and_pages_of_claims(case: Case) -> None:
    everything = list(case.support(ClaimFilters(several=False)))
    assert len(everything) == case.count_claims(ClaimFilters(several=False)) > 4
    assert [row.id for row in case.support(ClaimFilters(several=False, skip=1, limit=2))] == [
        row.id for row in everything[1:3]
    ]
    assert all(row.origins == 1 for row in case.support(ClaimFilters(several=False, origins=1)))
    denied = list(case.support(ClaimFilters(several=False, denied=True)))
    assert {row.head.speaker for row in denied} == {"Jon Pell", "Ada Holm"}
    by_document = list(case.support(ClaimFilters(several=False, document=find_id(case, "other"))))
    assert [row.head.speaker for row in by_document] == ["Ada Holm"]
    assert [row.id for row in case.support(ClaimFilters(several=False, made=Filters(publisher="Coast Post")))] == [
        row.id for row in by_document
    ]


def test_a_dispute_has_two_sides_until_a_person_says_it_is_none(case: Case) -> None:
    (row,) = case.disputes()
    assert row.kind == "conflict"
    assert not row.inside
    assert sorted(side.tellings for side in row.sides) == [1, 2]
    shown = case.dispute(row.id)
    assert {shown.clash[0].id, shown.clash[1].id} <= {
        telling.id for parts in shown.parts for part in parts for telling in (part.head, *part.copies)
    }
    assert list(case.disputes(DisputeFilters(kind="interpretation"))) == []
    decide(case, "in dispute", "negative", shown.clash[0].id, shown.clash[1].id)
    assert list(case.disputes()) == []
    assert case.count_claims(ClaimFilters(several=False, denied=True)) == 0
    decide(case, "in dispute", "unsure", shown.clash[1].id, shown.clash[0].id)
    assert case.count_disputes() == 1


def test_two_documents_that_a_person_keeps_apart_are_two_origins(case: Case) -> None:
    assert [len(origin.documents) for origin in case.origins(several=True)] == [2]
    decide(case, "same origin", "negative", find_id(case, "wire"), find_id(case, "copy"))
    assert list(case.origins(several=True)) == []
    (row,) = case.support(ClaimFilters(made=Filters(about="12 people")))
    assert row.origins == 2


def test_the_margin_says_what_stands_behind_each_statement(case: Case) -> None:
    standing = case.standing(find_id(case, "copy"))
    assert [item.origins for item in standing] == [1] * len(standing)
    assert [item.documents for item in standing][:2] == [2, 2]
    assert standing[0].disputes == tuple(row.id for row in case.disputes())


def test_two_documents_are_compared_and_what_one_lacks_is_named(case: Case) -> None:
    compared = case.compare(find_id(case, "english"), find_id(case, "chinese"))
    (versions,) = compared.versions
    assert len(versions.statements) == 2
    missing = [difference for difference in compared.differences if difference.aspect == "missing"]
    assert [compared.text[d.left.start : d.left.end].strip() for d in missing] == [
        "The ferry company promised 6 boats a day from 20 June 2027."
    ]


def test_an_id_that_is_none_is_told_so(case: Case) -> None:
    for ask in (case.claim, case.dispute, case.origin):
        with pytest.raises(NotFoundError):
            ask("c-nothing")
