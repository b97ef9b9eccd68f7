"""Names in six languages; persons, bodies and affairs are invented, countries are not."""

import pytest

from sayso.read.candidates import GIVEN, Candidate
from sayso.read.names import find_mentions
from sayso.read.reading import Reading, read_passage
from sayso.records import Document, Passage, Span


def read(text: str, lang: str) -> list[Reading]:
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang=lang)
    reading = read_passage(Document(id="d", text=text), passage, weighted=lang == "zh")
    assert reading is not None
    return [reading]


def names(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(text[m.span.start : m.span.end], m.schema) for m in find_mentions(read(text, lang))]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Lawyer Odette Brannagh-Sule spoke in Ljubljana.", "en", [("Odette Brannagh-Sule", "Person"), ("Ljubljana", "Place")]),
        ("They saw Deputy Trade Minister Pavel Tarrow.", "en", [("Pavel Tarrow", "Person")]),
        ("A letter from the Ministry of Ports and Fisheries arrived.", "en", [("Ministry of Ports and Fisheries", "PublicBody")]),
        (
            "He left the Ministry of Ports and Tarrow Shipping followed.",
            "en",
            [("Ministry of Ports", "PublicBody"), ("Tarrow Shipping", "Company")],
        ),
        ("It was Peru’s Ministry of Ports.", "en", [("Peru’s Ministry of Ports", "PublicBody")]),
        ("The U.S. and the UK met Burma.", "en", [("U.S.", "Country"), ("UK", "Country"), ("Burma", "Country")]),
        ("It cost 40 million US dollars.", "en", []),
        ("KAMPALA (Lakeside Wire) - Prices rose.", "en", [("KAMPALA", "Place"), ("Lakeside Wire", "Organization")]),
        ("A Tajik engineer, Rustam Kalinov, agreed.", "en", [("Rustam Kalinov", "Person")]),
        ("Soldiers entered Tarrow township.", "en", [("Tarrow", "Place")]),
        ("The quay, said Tarn, was shut.", "en", [("Tarn", "Person")]),
        ("They saw Corwen Baker and the Foreign Minister.", "en", [("Corwen Baker", "Person")]),
        ("On Monday nothing happened in March.", "en", []),
        ("渔业局局长何远对记者说,港口已经关闭。", "zh", [("渔业局", "PublicBody"), ("何远", "Person")]),
        ("北岭联邦海洋技术大学学者欧阳静认为不会。", "zh", [("北岭联邦海洋技术大学", "Organization"), ("欧阳静", "Person")]),
        ("秘鲁渔业部与智利铁路公司签署协议。", "zh", [("秘鲁渔业部", "PublicBody"), ("智利铁路公司", "Company")]),
        ("老挝农业与林业部表示同意。", "zh", [("老挝农业与林业部", "PublicBody")]),
        ("顾问巴图尔·恩赫日前离开。", "zh", [("巴图尔·恩赫", "Person")]),
        ("副部长吴登敏在仰光表示。", "zh", [("吴登敏", "Person"), ("仰光", "Place")]),
        ("環保團體“綠岸”說沒有。", "zh", [("綠岸", "Organization")]),
        ("《北岭日报》报道说没有。", "zh", [("北岭日报", "Organization")]),
        ("教授韦尔斯坦认为不会。", "zh", [("韦尔斯坦", "Person")]),
        ("船长莫尔德森明知没有。", "zh", [("莫尔德森", "Person")]),
        ("总司令敏塔温大将表示不会。", "zh", [("敏塔温", "Person")]),
        ("学者许柏中分析,不会。", "zh", [("许柏中", "Person")]),
        ("丹索(Dan Soe)将军周二离开。", "zh", [("丹索", "Person"), ("Dan Soe", "Person")]),
        ("北岭和平委员会说没有。", "zh", [("北岭和平委员会", "PublicBody")]),
        ("有工人向本报透露,没有。", "zh", []),
        ("公司说“从来没有收到任何人的订单”。", "zh", []),
        ("中美关系没有变化。", "zh", [("中", "Country"), ("美", "Country")]),
        ("国防部长万远静则指责军方“说谎”。", "zh", [("万远静", "Person")]),
        ("发言人登敏吞少将周一否认。", "zh", [("登敏吞", "Person")]),
        ("美国国务院发言人约翰·奎尔拒绝评论。", "zh", [("美国国务院", "PublicBody"), ("约翰·奎尔", "Person")]),
        ("这部分内容已经部署完毕,全部完成。", "zh", []),
        ("Министерство обороны Лисбара молчит.", "ru", [("Министерство обороны Лисбара", "PublicBody")]),
        (
            "Профессор Университета Норрбю Ханна Вестергор приехала.",
            "ru",
            [("Университета Норрбю", "Organization"), ("Ханна Вестергор", "Person")],
        ),
        (
            "Министр рыболовства Корвии Павел Дорош приехал.",
            "ru",
            [("Корвии", "Place"), ("Павел Дорош", "Person")],
        ),
        (
            "Представитель Министерства транспорта Корвии молчит.",
            "ru",
            [("Министерства транспорта Корвии", "PublicBody")],
        ),
        ("Армия отрицает обстрел.", "ru", []),
        ("Министр торговли Мьянмы Тейн Лвин Со приехал.", "ru", [("Мьянмы", "Country"), ("Тейн Лвин Со", "Person")]),
        (
            "Глава МИД Перу Хосе Ривас приехал.",
            "ru",
            [("МИД Перу", "PublicBody"), ("Хосе Ривас", "Person")],
        ),
        ("Представитель завода Дина Сергеевна Ореховa.", "ru", [("Дина Сергеевна Ореховa", "Person")]),
        ("Об этом сообщила компания «Северный Берег».", "ru", [("Северный Берег", "Company")]),
        ("Según la Asociación de Vecinos del Puerto, no.", "es", [("Asociación de Vecinos del Puerto", "Organization")]),
        ("La ministre des Armées a vu l’Union des travailleurs du port.", "fr", [("Union des travailleurs du port", "Organization")]),
        ("La minera Cobre Azul cerró.", "es", [("Cobre Azul", "Company")]),
        ("L’Union des Pêcheurs du Lac a refusé.", "fr", [("Union des Pêcheurs du Lac", "Organization")]),
        ("ဝန်ကြီး ဦးသန်းမောင်စိုးသည် မန္တလေးတွင် ပြောသည်။", "my", [("သန်းမောင်စိုး", "Person"), ("မန္တလေး", "Place")]),
    ],
)  # fmt: skip
def test_names(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("议员方柏年则质疑局方。", ("方柏年", "Person")),  # 年 ends a given name
        ("(记者 何远静)港口开放。", ("何远静", "Person")),
        ("董秘贺晓棠称公司无事。", ("贺晓棠", "Person")),
        ("律师反驳接近公司的说法,内政部长鲍里斯·图曼上个月作证。", ("鲍里斯·图曼", "Person")),
    ],
)
def test_where_a_chinese_name_begins_and_ends(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text, "zh")


def test_a_part_of_a_name_is_a_name_where_it_opens_a_sentence() -> None:
    text = "The envoy met Tamsin Okoro-Leith. Okoro-Leith was tired. Tired people left."
    assert names(text) == [("Tamsin Okoro-Leith", "Person"), ("Okoro-Leith", "Person")]


def test_the_beginning_of_a_companys_name_is_that_company() -> None:
    text = "Norrland Orrin Shipping sank. The crew of Norrland Orrin swam."
    assert names(text) == [("Norrland Orrin Shipping", "Company"), ("Norrland Orrin", "Company")]


def test_a_foreign_name_is_found_again_in_part() -> None:
    found = names("记者采访了多尔戈·恩赫。恩赫没有回答。", "zh")
    assert ("恩赫", "Person") in found


def test_given_names_come_first() -> None:
    text = "The ship Amber Quill sank."
    given = [Candidate(9, 20, "Vessel", GIVEN)]
    assert [(m.span.start, m.span.end, m.schema) for m in find_mentions(read(text, "en"), given)] == [(9, 20, "Vessel")]


def test_a_string_has_one_schema() -> None:
    text = "Analyst Mira Solheim-Dahl called. In the hall stood Mira Solheim-Dahl. They went to Mira Solheim-Dahl."
    assert {schema for _, schema in names(text)} == {"Person"}


def test_a_title_behind_a_word_for_a_place_is_a_title() -> None:
    found = names("Port Minister Ada Lind said the quay was closed.", "en")
    assert ("Ada Lind", "Person") in found
    assert not any(schema == "Place" for _, schema in found)


@pytest.mark.parametrize("name", ["国家渔业部", "北岭地区安全研究中心", "首都师范大学", "自然资源部", "北岭独立组织"])
def test_a_chinese_body_keeps_the_words_that_hold_a_small_word(name: str) -> None:
    assert name in dict(names(f"据{name}通报,码头关闭。", "zh"))


def test_what_every_place_has_is_no_name() -> None:
    assert "地方电台" not in dict(names("一家地方电台说,码头关闭。", "zh"))


def test_a_gloss_in_chinese_says_what_is_named() -> None:
    assert names("White Stone (白石公司) sold the quay.") == [("White Stone", "Company"), ("白石公司", "Company")]
