from collections.abc import Callable
from typing import Any

import pytest

Link = Callable[..., Any]


@pytest.mark.parametrize(
    ("marked", "lang", "speaker"),
    [
        ("[Surveyor Odette Brannagh-Sule, who knows both crews,]<said> {the quay was shut}.", "en", "Odette Brannagh-Sule"),
        ("[Its harbour engineer, Tamsin Okoro-Leith,]<said> {it was shut}.", "en", "Tamsin Okoro-Leith"),
        ("[Hydrologist Mara Quill of the Lowland Institute of Rivers]<said> {it was shut}.", "en", "Mara Quill"),
        ("[Tarrow Shipping, a firm registered in Peru,]<said> {it was shut}.", "en", "Tarrow Shipping"),
        ("[Its chair, the veteran liberal Dana Tarrow,]<said> {it was shut}.", "en", "Dana Tarrow"),
        ("[Ana Rivas and Mr Pavel Tarrow, both dockers,]<said> {it was shut}.", "en", "Ana Rivas and Mr Pavel Tarrow"),
        ("[发言人登敏吞少将]<表示>,{港口已经关闭}。", "zh", "登敏吞"),
        ("[Представитель Министерства портов Лисбара]<заявил>, {что нет}.", "ru", "Представитель Министерства портов Лисбара"),
        ("[Министерство портов Лисбара]<заявило>, {что нет}.", "ru", "Министерство портов Лисбара"),
        ("[Представитель «Северного пути»]<заявил>, {что нет}.", "ru", "Представитель «Северного пути»"),
        ("[Газета «Кедр»]<сообщила>, {что нет}.", "ru", "Кедр"),
        ("[A spokesman for the Ministry of Ports]<said> {it was shut}.", "en", "A spokesman for the Ministry of Ports"),
        ("[Peru’s harbour board]<said> {it was shut}.", "en", "Peru’s harbour board"),
        ("[Two dockers interviewed in Lima]<said> {it was shut}.", "en", "Two dockers interviewed in Lima"),
        ("[渔业部顾问何远静]<表示>,{港口已经关闭}。", "zh", "何远静"),
        ("[秘鲁渔业部发言人]<表示>,{港口已经关闭}。", "zh", "秘鲁渔业部发言人"),
        ("[秘鲁渔业部的声明]<说>,{港口已经关闭}。", "zh", "秘鲁渔业部"),
        ("[一位不愿具名的官员]<说>,{港口已经关闭}。", "zh", "一位不愿具名的官员"),
        ("[Эколог Института рек Мария Орехова]<сказала>, {что порт закрыт}.", "ru", "Мария Орехова"),
        ("[La presidenta de la Asociación de Vecinos, Ana Rivas Peña,]<dijo> {que no}.", "es", "Ana Rivas Peña"),
    ],
)  # fmt: skip
def test_who_heads_a_source(link: Link, marked: str, lang: str, speaker: str) -> None:
    assert link(marked, lang).speakers == [speaker]


def test_a_conjunction_carries_the_speaker_on(link: Link) -> None:
    linked = link("[Odette Brannagh-Sule]<said> {the quay was shut} and <added> {that it would stay so}.")
    assert linked.speaking == ["Odette Brannagh-Sule", "Odette Brannagh-Sule"]


def test_a_passive_statement_has_no_speaker(link: Link) -> None:
    linked = link("[Odette Brannagh-Sule]<said> {the quay was shut}. The firm was <accused> {of fraud}.")
    assert linked.speakers == ["Odette Brannagh-Sule", None]


def test_about_names_those_in_the_content(link: Link) -> None:
    linked = link("[Odette Brannagh-Sule]<said> {Tarrow Shipping had left Peru}.")
    assert [linked.words(one) for one in linked.statements[0].about] == ["Tarrow Shipping", "Peru"]
