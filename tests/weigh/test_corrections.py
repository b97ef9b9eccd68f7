"""A publisher's own later correction: found in several languages, marked, the same in whatever order it comes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.case import Case, create_case
from sayso.ids import make_id
from sayso.pipeline import combine, read_document
from sayso.records import Decision, Dispute, Document, Origin
from sayso.store.rows_weighed import DisputeFilters

HURT = (
    "Harbour master Ilse Brandt said {n} people were hurt when the ferry Osprey struck the pier at Mill Quay on 3 May "
    "2027. Brandt said the ferry had been inspected in March. Mayor Jon Pell visited the injured on 4 May 2027."
)
WRONG = HURT.format(n=19)
RIGHT = "Correction: An earlier version of this report gave a wrong number. " + HURT.format(n=12)
CORRECTED = [  # a report, its correction, and a word of the reason
    (WRONG, RIGHT, "figure"),
    (
        "Mayor Jon Pell met Minister Sven Lund in Velmora on 2 May 2027 to talk about the bridge. Nobody came to meet them.",
        "Correction: In our report on the bridge we gave a wrong day. Mayor Jon Pell met Minister Sven Lund in Velmora on 3 May 2027.",
        "event",
    ),
    (
        "Port clerk Nils Aker said the crane had been sold to Dorvale. Teacher Lena Voss said the crane was dangerous.",
        "Clarification: Yesterday we reported that port clerk Nils Aker said the crane had been sold to Dorvale. Aker said the crane had been leased to Ostra.",
        "names somebody",
    ),
    (
        "Port clerk Nils Aker said the old crane at Mill Quay had been sold. Teacher Lena Voss said the crane was dangerous.",
        "Correction: port clerk Nils Aker said the old crane at Mill Quay had not been sold. We regret the error.",
        "not so",
    ),
    (
        "Port clerk Nils Aker said the old crane at Mill Quay had been sold to a dealer. Ilse Brandt waited for Nils Aker.",
        "Correction: It was Ilse Brandt who was quoted, not Nils Aker. Harbour master Ilse Brandt said the old crane at Mill Quay had been sold to a dealer.",
        "somebody else say it",
    ),
    (
        "港务局局长林川说,吊车以340万元卖给东港公司。公司经理何田说,吊车将在六月运走。",
        "更正:本报5月6日关于吊车的报道有误。港务局局长林川说,吊车以430万元卖给东港公司,而不是340万元。",
        "figure",
    ),
    (
        "Мэр Иван Лугов сообщил о ремонте. Директор порта Анна Зорина заявила, что кран продали в марте 2027 года.",
        "Исправление: в предыдущей версии была ошибка. Директор порта Анна Зорина заявила, что кран продали в апреле 2027 года. Иван Лугов промолчал.",
        "day",
    ),
]  # fmt: skip


def make(text: str, day: str | None, publisher: str = "Tarn Herald") -> Document:
    return Document(id=make_id("d", text, []), text=text, publisher=publisher, published=day)


def find(*documents: Document) -> list[Dispute | Origin]:
    findings = [finding for document in documents for finding in read_document(document, weighted=False)]
    return [finding for finding in combine(findings) if isinstance(finding, Dispute | Origin)]


@pytest.mark.parametrize(("wrong", "right", "reason"), CORRECTED)
@pytest.mark.parametrize("days", [("2027-05-06", "2027-05-08"), ("2027-05-06", "2027-05-06"), (None, None)])
def test_what_a_correction_says_instead_is_found_whatever_the_days(
    wrong: str, right: str, reason: str, days: tuple[str | None, str | None]
) -> None:
    documents = make(wrong, days[0]), make(right, days[1])
    found = find(*documents)
    (dispute,) = (finding for finding in found if isinstance(finding, Dispute))
    assert dispute.kind == "correction"
    assert reason in dispute.reasons[0]
    (origin,) = (finding for finding in found if isinstance(finding, Origin))
    assert origin.why == "correction"
    assert origin.first == documents[0].id
    assert found == find(*reversed(documents))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make(WRONG, "2027-05-06"), make(RIGHT, "2027-05-08", "Coast Post")),  # another house
        (make(WRONG, "2027-05-06"), make(RIGHT.replace("Correction: An earlier", "Our earlier"), "2027-05-08")),
        (make(WRONG, "2027-05-06"), make("Correction: the bakery in Bell Street opens at six.", "2027-05-08")),
        (make(WRONG, "2026-05-06"), make(RIGHT, "2027-05-08")),  # a year later
        (make(WRONG, "2027-05-06"), make("Correction of a caption: the photograph shows Oxel. " + WRONG, "2027-05-08")),
    ],
)
def test_what_only_looks_like_a_correction_is_none(one: Document, other: Document) -> None:
    assert all(f.kind != "correction" for f in find(one, other) if isinstance(f, Dispute))


@pytest.fixture(params=["at once", "correction later", "correction first"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    for name, text, day in (("wrong", WRONG, "2027-05-04"), ("right", RIGHT, "2027-05-05")):
        head = f"---\ntitle: Ferry\npublisher: Tarn Herald\ndate: {day}\n---\n\n"
        (tmp_path / f"{name}.txt").write_text(head + text, encoding="utf-8")
    order = {"at once": (), "correction later": ("wrong", "right"), "correction first": ("right", "wrong")}
    with create_case(tmp_path / "case") as case:
        for name in order[request.param]:
            case.add([tmp_path / f"{name}.txt"])
            list(case.disputes())
        if not order[request.param]:
            case.add([tmp_path / "wrong.txt", tmp_path / "right.txt"])
        yield case


def test_the_first_report_stands_first_and_the_correction_is_marked(case: Case) -> None:
    (dispute,) = case.disputes(DisputeFilters(kind="correction"))
    assert [side.head.words[:9] for side in dispute.sides] == ["19 people", "12 people"]
    wrong, right = (case.claim(side.id) for side in dispute.sides)
    assert [against.corrects for against in (*wrong.against, *right.against)] == [True, False]
    assert wrong.claim.origins == right.claim.origins == 1
    (origin,) = case.origins(several=True)
    assert [document.why for document in origin.documents] == [None, "correction"]


def decide(case: Case, question: str, judgement: str, *about: str) -> None:
    made = {"question": question, "judgement": judgement, "about": about}
    case.decide(Decision(id="", reviewer="V", made_at="", **made))  # type: ignore[arg-type]


def judge_dispute(case: Case) -> None:
    (dispute,) = case.disputes(DisputeFilters(kind="correction"))
    shown = case.dispute(dispute.id)
    decide(case, "in dispute", "negative", *(telling.id for telling in shown.clash))


def judge_origin(case: Case) -> None:
    (origin,) = case.origins(several=True)
    decide(case, "same origin", "negative", *(document.id for document in origin.documents))


@pytest.mark.parametrize("judge", [judge_dispute, judge_origin])
def test_a_person_who_decides_against_it_is_heard(case: Case, judge: Callable[[Case], None]) -> None:
    judge(case)
    assert not list(case.disputes(DisputeFilters(kind="correction")))


@pytest.mark.parametrize(
    ("copy", "altered"),
    [
        (WRONG.replace("19 people", "91 people"), True),
        (WRONG.replace("3 May", "5 May"), True),
        (WRONG, False),
        (WRONG.replace("19 people were hurt", "19 people were hurt, 3 of them children,"), False),
    ],
)
def test_a_copy_that_was_altered_contradicts_what_it_copies(copy: str, altered: bool) -> None:
    found = find(make(WRONG + " He came alone.", "2027-05-04"), make(copy, "2027-05-05", "Coast Post"))
    assert [f.why for f in found if isinstance(f, Origin)] == ["copy"]
    reasons = [reason for f in found if isinstance(f, Dispute) for reason in f.reasons]
    assert ("Of two copies of one report, one gives another figure or day, or turns it about." in reasons) == altered
