import pytest

from sayso.pipeline import combine, read_document
from sayso.records import AnyFinding, Decision, Document, Fingerprint, Origin
from sayso.weigh.fingerprints import find_credits, fold_words, sample_runs
from sayso.weigh.likeness import REASONS, find_common, is_named
from sayso.weigh.origins import group_origins

STORY = """The ferry company of Lower Tarn closed its northern jetty on 4 May 2027 after divers found two loose beams.

Harbour master Ilse Brandt said the jetty would stay closed until 20 June. “Nobody steps on wood I have not seen from below,” she told the council.

The company expects to lose 340,000 euros. Its boats will call at Mill Quay, four kilometres to the south, and a bus will carry the 600 commuters who take the morning crossing.

A second team of divers is due on 12 May."""
CUT = """Commuters of Lower Tarn must take the bus for a while, it was learned at the town hall.

The ferry company of Lower Tarn closed its northern jetty on 4 May 2027 after divers found two loose beams.

Harbour master Ilse Brandt said the jetty would stay closed until 20 June. “Nobody steps on wood I have not seen from below,” she told the council.

The bakery beside the jetty will open an hour later until further notice."""
OTHER = """The council of Lower Tarn met on Tuesday to talk about the price of bread, the school roof and the summer fair.

Baker Jonas Pell said flour had become 12 percent dearer since March. Two councillors asked whether the town mill could be used again.

The ferry was not on the agenda, though several commuters had come to ask about it."""
CHINESE = """下塔恩渡轮公司2027年5月4日关闭北码头,此前潜水员发现两根横梁松动。

港务长伊尔莎·勃兰特表示,码头将关闭到6月20日。“我没有从下面看过的木头,谁也不许踩”,她对镇议会说。

公司预计损失34万欧元。船只将改停南面4公里的磨坊码头,600名通勤者将改乘大巴。

第二批潜水员定于5月12日到达。"""


def read(id: str, text: str, publisher: str | None = None, published: str | None = "2027-05-05") -> list[AnyFinding]:
    return read_document(Document(id=id, text=text, publisher=publisher, published=published))


def group(*documents: list[AnyFinding], decisions: tuple[Decision, ...] = ()) -> dict[str, Origin]:
    found = combine([finding for document in documents for finding in document], decisions)
    return {id: origin for origin in found if isinstance(origin, Origin) for id in origin.documents}


def decide(left: str, right: str, judgement: str, id: str = "1") -> Decision:
    return Decision(
        id=id, about=(left, right), question="same origin", judgement=judgement, reviewer="nina", made_at="2027-06-01"
    )  # type: ignore[arg-type]


def test_a_cut_copy_with_a_new_lead_says_how_many_words_it_shares() -> None:
    origins = group(read("first", STORY), read("cut", CUT, published="2027-05-06"), read("other", OTHER))
    assert origins["cut"].documents == ("cut", "first")
    assert origins["cut"].first == "first"
    assert origins["cut"].why == "copy"
    (evidence,) = origins["cut"].evidence
    assert evidence.reasons[0].startswith("Shares about ")
    assert evidence.reasons[0].endswith(" words.")
    assert origins["other"].documents == ("other",)
    assert origins["other"].why == "own reporting"
    assert origins["other"].evidence == ()


def test_a_translation_is_known_by_its_figures_in_order() -> None:
    origins = group(read("en", STORY), read("zh", CHINESE), read("other", OTHER))
    assert origins["zh"].documents == ("en", "zh")
    assert origins["zh"].why == "translation"
    assert "figures and dates in the same order" in origins["zh"].evidence[0].reasons[0]


def test_another_report_of_the_same_closing_in_another_language_is_its_own() -> None:
    own = "下塔恩北码头5月4日关闭。渔民奥托说,船会停到7月。镇长估计损失50万欧元,并说8月2日再检查。"
    origins = group(read("en", STORY), read("zh", own))
    assert origins["zh"].documents == ("zh",)


def test_characters_are_counted_where_words_are_not_separated() -> None:
    copy = "本报综合消息。" + CHINESE.split("\n\n", maxsplit=1)[0] + CHINESE.split("\n\n")[1]
    origins = group(read("a", CHINESE), read("b", copy))
    assert origins["a"].documents == ("a", "b")
    assert "characters" in origins["a"].evidence[0].reasons[0]


def test_traditional_characters_do_not_hide_a_copy() -> None:
    traditional = (
        "下塔恩渡輪公司2027年5月4日關閉北碼頭,此前潛水員發現兩根橫樑鬆動。港務長伊爾莎·勃蘭特表示,碼頭將關閉到6月20日。"
    )
    assert group(read("a", CHINESE), read("b", traditional))["b"].documents == ("a", "b")


def test_who_only_repeats_a_report_goes_back_to_it() -> None:
    repeat = (
        "The Tarn Herald reported on Thursday that the ferry company had shut its northern jetty on 4 May, that divers "
        "had seen 2 loose beams, and that harbour master Ilse Brandt wanted it closed until 20 June."
    )
    origins = group(
        read("first", STORY, publisher="The Tarn Herald"),
        read("repeat", repeat, publisher="Coast Post", published="2027-05-07"),
    )
    assert origins["repeat"].documents == ("first", "repeat")
    assert origins["repeat"].why == "retelling"
    assert "Tarn Herald" in origins["repeat"].evidence[0].reasons[0]


def test_a_publisher_that_corrects_itself_is_one_origin() -> None:
    correction = (
        "Correction: we wrote that the ferry company of Lower Tarn expects to lose 340,000 euros. The sum is "
        "430,000 euros, said harbour master Ilse Brandt of Mill Quay."
    )
    origins = group(
        read("first", STORY, publisher="Tarn Herald"),
        read("right", correction, publisher="Tarn Herald", published="2027-05-09"),
        read("else", OTHER, publisher="Tarn Herald"),
    )
    assert origins["right"].documents == ("first", "right")
    assert origins["right"].why == "correction"
    assert origins["right"].first == "first"


def test_a_round_up_does_not_join_its_stories() -> None:
    long = "\n\n".join([STORY, OTHER, OTHER.replace("bread", "coal").replace("Tuesday", "Friday")])
    origins = group(read("one", CUT), read("two", OTHER.split("\n\n")[1] * 2), read("all", long))
    assert "two" not in origins["one"].documents


def test_people_outrank_what_is_found() -> None:
    documents = (read("a", STORY), read("b", CUT), read("c", OTHER))
    apart = group(*documents, decisions=(decide("b", "a", "negative"),))
    assert apart["a"].documents == ("a",)
    joined = group(*documents, decisions=(decide("a", "c", "positive"),))
    assert joined["c"].documents == ("a", "b", "c")
    assert any(evidence.why == "decision" for evidence in joined["c"].evidence)
    undone = group(*documents, decisions=(decide("a", "c", "positive"), decide("a", "c", "unsure", "2")))
    assert undone["c"].documents == ("c",)


def test_a_pair_kept_apart_is_not_joined_by_way_of_a_third() -> None:
    documents = (read("a", STORY), read("b", STORY), read("c", STORY))
    origins = group(*documents, decisions=(decide("a", "b", "negative"),))
    assert origins["a"].documents != origins["b"].documents


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("မြန်မာ့ဆိပ်ကမ်း သတင်း", "မြန်မာ့ဆိပ်ကမ်း သတင်း"),  # marks belong to the letters before them
        ("«Река»  и О’Брайен", "река и о брайен"),
        ("Élan_Vital", "élan vital"),
        ("林·川", "林 川"),
        ("The Tarn-Herald", "the tarn herald"),
    ],
)
def test_names_are_folded_whole(name: str, folded: str) -> None:
    assert fold_words(name) == folded
    assert is_named(name, f"{name} 2")


@pytest.mark.parametrize(
    ("text", "lang", "credits"),
    [
        ("OSTERVIK, May 4 (Lantern Press) - The quay is shut.", "en", ("Lantern Press",)),
        ("The quay is shut.\nSource: Lantern Press", "en", ("Lantern Press",)),
        ("The quay is shut, he said. (Lantern Press)", "en", ("Lantern Press",)),
        ("The quay (see the map) is shut.", "en", ()),
        ("东港5月4日电(灯塔社)——码头关闭。", "zh", ("灯塔社",)),
        ("码头关闭。\n来源：灯塔社", "zh", ("灯塔社",)),
        ("ОСТЕРВИК, 4 мая (Маяк) — Причал закрыт.", "ru", ("Маяк",)),
        ("Причал закрыт.\nИсточник: Маяк", "ru", ("Маяк",)),
        ("OSTERVIK (Faro) - El muelle cerró.", "es", ("Faro",)),
        ("Le quai est fermé.\nSource : Phare Presse", "fr", ("Phare Presse",)),
    ],
)
def test_credit_lines(text: str, lang: str, credits: tuple[str, ...]) -> None:
    assert find_credits(text, lang) == credits


@pytest.mark.parametrize(
    ("name", "publisher", "same"),
    [
        ("Halmere Courier", "The Halmere Courier", True),
        ("courier", "The Halmere Courier", False),
        ("《灯塔周刊》", "灯塔周刊", True),
        ("灯塔", "灯塔周刊", False),
        ("Lantern Press", None, False),
    ],
)
def test_a_name_is_a_publishers_when_it_tells_it_from_others(name: str, publisher: str | None, same: bool) -> None:
    assert is_named(name, publisher) is same


def test_long_texts_are_sampled_and_the_step_says_how() -> None:
    runs, step, words = sample_runs(" ".join(f"word{number}" for number in range(3000)), "en")
    assert words == 3000
    assert step > 1
    assert 50 < len(runs) // 4 <= 400


def test_standing_text_of_a_house_counts_for_nothing() -> None:
    note = "This house gives ten percent of its income to the lifeboats and asks its readers to do the same today."
    texts = [
        f"{note} {' '.join(f'{word}{number}' for word in 'abcdefghijklmnopqrstuvwxyzäöü')}" for number in range(20)
    ]
    prints = [_make_fingerprint(str(number), text) for number, text in enumerate(texts)]
    assert len(group_origins(prints[:2])) == 1  # nobody can know yet that others have it too
    assert len(group_origins(prints)) == 20


def test_a_story_that_went_round_is_no_standing_text() -> None:
    prints = [_make_fingerprint(str(number), STORY) for number in range(30)]
    assert len(group_origins(prints)) == 1


def test_the_longest_common_order() -> None:
    assert find_common(("1", "2", "3", "4"), ("9", "2", "4", "3")) in (("2", "4"), ("2", "3"))
    assert find_common((), ("1",)) == ()


def test_every_reason_is_a_sentence() -> None:
    assert all((reason.__doc__ or "").strip().endswith(".") for reason, _ in REASONS)


def _make_fingerprint(document: str, text: str) -> Fingerprint:
    runs, step, words = sample_runs(text, "en")
    return Fingerprint(
        id=f"f-{document}", made_by="test", passage=f"p-{document}", document=document, lang="en", runs=runs, step=step,
        words=words,
    )  # fmt: skip


FORM = "{} said on Monday that the bridge would stay closed until May because of the flood."


@pytest.mark.parametrize(
    ("left", "right", "origins"),
    [
        ("Mayor Jon Pell", "Nurse Ada Holm", 2),  # the same form, filled in by two
        ("Mayor Jon Pell", "Jon Pell, the mayor,", 1),
        ("Mayor Jon Pell", "The mayor", 1),  # nobody else by name
    ],
)
def test_a_short_text_that_lets_somebody_else_say_it_is_no_copy(left: str, right: str, origins: int) -> None:
    found = [*read("d-1", FORM.format(left), "Tarn Herald"), *read("d-2", FORM.format(right), "Coast Post")]
    assert len([finding for finding in combine(found) if isinstance(finding, Origin)]) == origins
