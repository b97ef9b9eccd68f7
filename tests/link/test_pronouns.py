from collections.abc import Callable
from typing import Any

Link = Callable[..., Any]


def test_a_pronoun_goes_to_the_last_one_who_fits(link: Link) -> None:
    linked = link(
        "[Spokeswoman Odette Brannagh-Sule]<said> {the quay was shut}. "
        "[Chairman Pavel Tarrow]<said> {nothing}. [She]<said> {it would open}. [He]<said> {no}."
    )
    assert linked.speaking == ["Odette Brannagh-Sule", "Pavel Tarrow", "Odette Brannagh-Sule", "Pavel Tarrow"]


def test_a_pronoun_does_not_stand_for_one_inside_its_own_words(link: Link) -> None:
    linked = link("[Pavel Tarrow]<said> {no}. [He]<said> {that Anton Weir was late}.")
    assert linked.speaking == ["Pavel Tarrow", "Pavel Tarrow"]


def test_a_title_goes_to_the_person_who_has_it(link: Link) -> None:
    linked = link(
        "Peru’s fisheries minister, Ana Rivas Peña, met the envoy Pavel Tarrow. "
        "[The minister]<said> {the quay was shut}. [The envoy]<said> {no}."
    )
    assert linked.speaking == ["Ana Rivas Peña", "Pavel Tarrow"]


def test_an_abbreviated_rank_is_the_rank(link: Link) -> None:
    linked = link("Gen. Pavel Tarrow met envoy Mara Quill. [The general]<said> {no}.")
    assert linked.speaking == ["Pavel Tarrow"]


def test_a_chinese_title_goes_to_the_person_who_has_it(link: Link) -> None:
    linked = link("渔业部副部长何远静在仰光会见大使段青岚。[副部长]<表示>,{港口关闭}。[她]<说>,{不会开放}。", "zh")
    assert linked.speaking[:1] == ["何远静"]


def test_a_pronoun_goes_to_the_one_who_opens_its_sentence(link: Link) -> None:
    linked = link("[教授韦尔斯坦]<认为>,{港口关闭}。前大使何远静则不同意,[他]<认为>{不会}。", "zh")
    assert linked.speaking == ["韦尔斯坦", "何远静"]


def test_a_chinese_title_behind_a_name_counts(link: Link) -> None:
    linked = link("丹索(Dan Soe)将军周二见到教授何远静。[这位将军]<表示>,{港口关闭}。[这位教授]<说>,{不会}。", "zh")
    assert linked.speaking == ["Dan Soe", "何远静"]


def test_a_noun_goes_to_the_body_that_has_it_in_its_name(link: Link) -> None:
    linked = link(
        "The Ministry of Ports met the Tarrow Shipping Company. "
        "[The ministry]<said> {the quay was shut}. [The company]<denied> {it}."
    )
    assert linked.speaking == ["Ministry of Ports", "Tarrow Shipping Company"]


def test_a_chinese_noun_goes_to_the_body_whose_name_ends_so(link: Link) -> None:
    linked = link("绿岸渔民联盟今日抗议。[联盟]<称>,{港口关闭}。", "zh")
    assert linked.speaking == ["绿岸渔民联盟"]


def test_we_are_the_publisher_if_the_text_names_it(link: Link) -> None:
    marked = "[Open Quay Network]<calls on> {Peru to act}. [We]<warn> {that it is late}."
    assert link(marked, publisher="Open Quay Network").speaking == ["Open Quay Network", "Open Quay Network"]
    assert link(marked, publisher=None).speaking == ["Open Quay Network", "We"]


def test_somebody_new_is_nobody_named_before(link: Link) -> None:
    linked = link("Minister Ana Rivas Peña left. [A minister]<said> {the quay was shut}.")
    assert linked.speaking == ["A minister"]


def test_the_statement_speaks_for_its_issuer(link: Link) -> None:
    linked = link("[秘鲁渔业部]<否认>{港口关闭}。[声明]<说>,{港口照常开放}。", "zh")
    assert linked.speaking == ["秘鲁渔业部", "秘鲁渔业部"]


def test_a_pronoun_for_nobody_is_left_out_unless_it_speaks(link: Link) -> None:
    assert link("She was late.").mentions == []
    assert link("[She]<said> {it was late}.").speaking == ["She"]


def test_he_is_the_last_speaker_rather_than_one_known_to_be_a_man(link: Link) -> None:
    linked = link(
        "[部长何远静先生]<说>,{港口关闭}。[他]<说>,{码头危险}。\n\n[律师陈立群]<反驳>,{船只都检查过}。[他]<说>,{部长错了}。",
        "zh",
    )
    assert linked.speaking[-1] == "陈立群"


def test_a_verb_tells_the_gender_of_who_speaks(link: Link) -> None:
    linked = link("Её зам Кин Мосс пришёл. [Эдита Ланг]<показала>, {что нет}. [Он]<ответил>, {что не помнит}.", "ru")
    assert linked.speaking == ["Эдита Ланг", "Кин Мосс"]


def test_the_clause_behind_a_comma_is_no_apposition(link: Link) -> None:
    linked = link("According to Abel Costa, the minister had lied. [The minister]<denied> {it}.")
    assert linked.speaking == ["The minister"]


def test_an_article_tells_who_is_meant(link: Link) -> None:
    linked = link(
        "[La portavoz Ada Robles]<dijo> {que no}. [El portavoz Luis Pardo]<dijo> {que sí}. [Ella]<dijo> {nada}.", "es"
    )
    assert linked.speaking[2] == "Ada Robles"


def test_data_of_nobody_speaks_for_nobody(link: Link) -> None:
    linked = link("[The port office]<said> {no}. [tracking data]<showed> {the barge}.")
    assert linked.speaking[1] == "tracking data"
