"""Readings of one event: gathered over documents and languages, agreeing ones on one side, others apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import Case, create_case
from sayso.contract_weighed import make_corpus
from sayso.ids import make_id
from sayso.pipeline import combine, read_document
from sayso.records import Claim, Decision, Dispute, Document, Gist
from sayso.store.rows_weighed import DisputeFilters

GOLDEN = Path(__file__).parents[1] / "golden" / "readings" / "general"
SIDES = {  # what each side says that the visit is about, and who says so
    ("arms",): {"Mira Holt", "Rosa Dahl", "林川"},
    ("recognition",): {"Pell Aro", "何田"},
    ("a counterweight",): {"Jon Sedge", "陈木"},
    ("debt", "not arms"): {"Ada Lunn"},
    ("friendship", "trade"): {"The foreign ministry of Ostra"},
    ("peace",): {"Velmora's foreign ministry"},
    ("distraction",): {"Nils Aker"},
}
MET = "Oru Tamsen met Lena Vask in Velmora on 10 May 2027. "
MET_ZH = "奥鲁·塔姆森(Oru Tamsen)5月10日在韦尔莫拉(Velmora)会晤莱娜·瓦斯克(Lena Vask)。"
MET_RU = "10 мая Ору Тамсен (Oru Tamsen) встретился в Вельморе (Velmora) с Леной Васк (Lena Vask). "
APART = [  # two readings that differ, each with the words of the reason
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET + "Analyst Ada Lunn said the visit was aimed at winning the recognition of the region.", "arms"),
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET + "Analyst Ada Lunn said the visit had nothing to do with arms.", "it is not"),
    (MET + "Analyst Jon Sedge said the trip was seen as a search for a counterweight.", MET_ZH + "教授林川表示,这次访问的真正目的是采购武器。", "counterweight"),
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET_RU + "Аналитик Иван Лугов заявил, что настоящая цель визита — получить кредит.", "debt"),
    (MET_RU + "Эксперт Анна Зорина считает, что визит свидетельствует об изоляции страны.", MET_ZH + "专家何田认为,此访旨在寻求国际社会的承认。", "weakness"),
    (MET + "Historian Pell Aro said the meeting showed that old maps are read again in the ministries.", MET + "Baker Rosa Dahl said the visit was seen as a holiday that somebody else had paid.", "few words in common"),
]  # fmt: skip
TOGETHER = [  # two that say the same of one event, or read two events
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET + "Union leader Rosa Dahl believes that the visit was meant to get him drones."),
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET_ZH + "教授林川表示,这次访问的真正目的是采购武器。"),
    (MET + "Analyst Jon Sedge said the visit was about arms.", "Oru Tamsen met Lena Vask in Velmora on 3 February 2027. Analyst Ada Lunn said the visit was aimed at winning recognition."),
    (MET + "Analyst Jon Sedge said the visit was about arms.", "Karl Imm met Ilse Brandt in Dorvale on 10 May 2027. Analyst Ada Lunn said the visit was aimed at winning recognition."),
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET + "Analyst Ada Lunn said the election was meant to keep the general in office."),
    (MET + "Analyst Jon Sedge said the visit was about arms.", MET + "Analyst Jon Sedge told the radio that the visit was meant to win recognition."),
]  # fmt: skip


def find(*texts: str) -> list[Dispute]:
    documents = [
        Document(id=make_id("d", text, []), text=text, publisher=f"Paper {number}", published=f"2027-05-1{number}")
        for number, text in enumerate(texts, 1)
    ]
    findings = [finding for document in documents for finding in read_document(document, weighted=False)]
    assert sum(isinstance(f, Gist) and f.reads is not None for f in findings) == len(texts)
    return [finding for finding in combine(findings) if isinstance(finding, Dispute)]


@pytest.mark.parametrize(("left", "right", "reason"), APART)
def test_readings_that_differ_stand_against_each_other_with_the_reason(left: str, right: str, reason: str) -> None:
    (dispute,) = find(left, right)
    assert dispute.kind == "interpretation"
    assert reason in " ".join(dispute.reasons)
    assert [dispute] == find(right, left)


@pytest.mark.parametrize(("left", "right"), TOGETHER)
def test_readings_that_agree_or_read_two_events_are_no_dispute(left: str, right: str) -> None:
    assert find(left, right) == []


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with create_case(tmp_path_factory.mktemp("readings") / "case") as case:
        case.add([GOLDEN])
        yield case


def test_eight_observers_and_two_ministries_read_one_visit(case: Case) -> None:
    (dispute,) = case.disputes(DisputeFilters(kind="interpretation"))
    assert dispute.event is not None
    assert "Velmora" in dispute.event or "韦尔莫拉" in dispute.event
    shown = case.dispute(dispute.id)
    found = {
        ends: {row.speaker.removeprefix("评论员") for part in parts for row in (part.head, *part.copies) if row.speaker}
        for ends, parts in zip(dispute.ends, shown.parts, strict=True)
    }
    assert found == SIDES
    assert case.count_disputes() == 1


def test_any_two_of_them_lead_to_all_of_them(case: Case) -> None:
    (dispute,) = case.disputes()
    shown = case.dispute(dispute.id)
    assert len(shown.between) == 21
    for pair in shown.between:
        again = case.dispute(pair.id)
        assert again.dispute == shown.dispute
        assert again.asked == pair


def test_a_copy_of_a_reading_adds_no_origin() -> None:
    texts = [path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.txt"))]
    documents = [Document(id=f"d{number}", text=text) for number, text in enumerate([*texts, texts[0] + " "])]
    concluded = combine([f for document in documents for f in read_document(document, weighted=False)])
    claims = [finding for finding in concluded if isinstance(finding, Claim) and "d0" in finding.homes]
    copied = [claim for claim in claims if "d3" in claim.homes]
    assert copied
    assert all(len(claim.origins) <= len({*claim.homes} - {"d3"}) for claim in copied)


def test_a_person_who_says_that_two_do_not_differ_outranks_what_was_found(tmp_path: Path) -> None:
    with create_case(tmp_path / "case") as case:
        case.add([GOLDEN])
        (dispute,) = case.disputes()
        shown = case.dispute(dispute.id)
        pair = shown.between[0]
        about = tuple(telling.id for telling in pair.clash)
        case.decide(Decision(id="", about=about, question="in dispute", judgement="negative", reviewer="V", made_at=""))
        (after,) = case.disputes()
        assert len(case.dispute(after.id).between) == len(shown.between) - 1


def test_readings_that_nothing_shows_to_differ_stand_beside_each_other_and_are_no_dispute_of_a_run() -> None:
    texts = (
        MET + "Historian Pell Aro said the visit showed that old maps are read again in the ministries.",
        MET_ZH + "教授林川表示,这次访问的真正目的是采购武器。",
    )
    (dispute,) = find(*texts)
    assert "for a reader to say" in dispute.reasons[0]
    documents = [Document(id=f"d{number}", text=text, published="2027-05-12") for number, text in enumerate(texts)]
    concluded = combine([f for document in documents for f in read_document(document, weighted=False)])
    assert any(isinstance(finding, Dispute) for finding in concluded)
    assert make_corpus(concluded, {}).disputes == []


LENT = """General Htin Zaw lands in Torvik on 10 May 2027 for a visit of three days. The opposition said the visit was about arms.

Former ambassador Paul Renn believes the general wants recognition. Mara Quill said that she wants recognition too."""


def test_who_says_what_the_general_wants_reads_his_visit_where_others_do() -> None:
    document = Document(id="d", text=LENT, publisher="Tarn Herald", published="2027-05-09")
    gists = [f for f in read_document(document, weighted=False) if isinstance(f, Gist)]
    assert [gist.reads.ends for gist in gists if gist.reads is not None] == [("arms",), ("recognition",)]


def test_what_the_general_wants_reads_nothing_where_nobody_reads_his_visit() -> None:
    text = LENT.replace("The opposition said the visit was about arms.", "")
    document = Document(id="d", text=text, publisher="Tarn Herald", published="2027-05-09")
    assert not [f for f in read_document(document, weighted=False) if isinstance(f, Gist) and f.reads is not None]
