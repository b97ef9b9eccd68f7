import pytest

from sayso.contract import make_output
from sayso.pipeline import read_document
from sayso.records import Difference, Document, Passage, Versions
from sayso.weigh import versions
from sayso.weigh.versions import BAND, NEXT, Side, align, find_unlike

CHINESE = (
    "白石港务局5月4日宣布关闭北码头。局长林川表示,修理费用为340万元,将于6月20日前完工。"
    "工程师何田说,码头有11根桩开裂。林川承诺,渡轮每天开6班。"
)
ENGLISH = (
    "The White Stone port office announced on 4 May that the northern jetty would close. Its head, Lin Chuan, said "
    "repairs would cost {cost} yuan and would be finished by 20 June. Engineer He Tian said {piles} piles of the jetty "
    "had cracked. Lin Chuan promised that the ferry would sail 6 times a day."
)


def compare(english: str) -> tuple[list[Versions], list[Difference]]:
    findings = read_document(Document(id="d", text=f"{CHINESE}\n\n* * *\n\n{english}\n", published="2027-05-05"))
    versions = [finding for finding in findings if isinstance(finding, Versions)]
    return versions, [finding for finding in findings if isinstance(finding, Difference)]


def test_a_faithful_translation_has_no_difference() -> None:
    (versions,), differences = compare(ENGLISH.format(cost="3.4 million", piles=11))
    assert len(versions.statements) >= 3
    assert differences == []


def test_a_wrong_sum_is_shown_with_its_words() -> None:
    _, (difference,) = compare(ENGLISH.format(cost="34 million", piles=11))
    assert difference.aspect == "number"
    assert "340万元" in difference.reason
    assert "34 million yuan" in difference.reason


def test_a_wrong_date_is_shown() -> None:
    _, (difference,) = compare(ENGLISH.format(cost="3.4 million", piles=11).replace("20 June", "26 June"))
    assert difference.aspect == "date"


def test_two_unrelated_texts_in_one_file_are_no_versions() -> None:
    other = "The library opens at nine. Baker Jonas Pell said bread would be dearer. Two shops closed."
    assert compare(other) == ([], [])


def test_the_output_carries_alignment_and_differences() -> None:
    text = f"{CHINESE}\n\n* * *\n\n{ENGLISH.format(cost='34 million', piles=11)}\n"
    document = Document(id="d", text=text, published="2027-05-05", media_type="text/plain")
    output = make_output(document, read_document(document))
    (shown,) = [dispute for dispute in output.disputes if isinstance(dispute, dict)]
    assert shown["kind"] == "translation"
    assert {"zh", "en"} <= set(shown)
    assert output.alignment


@pytest.mark.parametrize(
    ("left", "right", "unlike"),
    [
        ("abc", "axc", [("b", "x")]),
        ("abc", "abc", []),
        ("abbc", "axc", []),
        ("", "a", []),
    ],
)
def test_what_stands_between_the_same_neighbours_differs(left: str, right: str, unlike: list[tuple[str, str]]) -> None:
    found = find_unlike([*left], [*right], lambda letter: letter, lambda one, other: True)
    assert found == unlike


def test_alignment_keeps_the_order_of_both() -> None:
    pairs = align([1, 2, 3, 4], [2, 1, 3], lambda one, other: 1.0 if one == other else 0.0)
    assert pairs in ([(2, 2), (3, 3)], [(1, 1), (3, 3)])


@pytest.mark.parametrize("halves", [False, True])
def test_passages_of_a_long_file_meet_only_the_next_few(halves: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[str, str]] = []

    def refuse(left: Side, right: Side) -> None:
        met.append((left.passage.id, right.passage.id))

    monkeypatch.setattr(versions, "align_sides", refuse)
    count = 12
    chinese, english = [CHINESE] * count, [ENGLISH.format(cost="3.4 million", piles=11)] * count
    pieces = (
        [*chinese, *english] if halves else [piece for pair in zip(chinese, english, strict=True) for piece in pair]
    )
    findings = read_document(Document(id="d", text="\n\n* * *\n\n".join(pieces)))
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    assert met
    assert len(met) == len(set(met)) <= NEXT * len(passages)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_versions_of_a_file_are_found_whether_they_alternate_or_stand_in_halves(count: int) -> None:
    chinese = [CHINESE.replace("340", str(340 + place)) for place in range(count)]
    english = [ENGLISH.format(cost=f"{3.4 + place / 100:g} million", piles=11) for place in range(count)]
    for pieces in ([*chinese, *english], [piece for pair in zip(chinese, english, strict=True) for piece in pair]):
        findings = read_document(Document(id="d", text="\n\n* * *\n\n".join(pieces), published="2027-05-05"))
        answered = sum(len(finding.statements) for finding in findings if isinstance(finding, Versions))
        assert answered >= 3 * count
        assert not [finding for finding in findings if isinstance(finding, Difference)]


def test_alignment_looks_at_what_stands_about_as_far_on() -> None:
    looked: list[tuple[int, int]] = []

    def score(one: int, other: int) -> float:
        looked.append((one, other))
        return 1.0 if one == other else 0.0

    size = 5 * BAND
    pairs = align(range(size), range(BAND // 2, size), score)
    assert pairs == [(place, place) for place in range(BAND // 2, size)]
    assert len(looked) <= size * (2 * BAND + 3)
