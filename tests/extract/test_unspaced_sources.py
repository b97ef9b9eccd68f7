"""The source between the head of a clause and its cue."""

import pytest

from sayso import languages
from sayso.extract.unspaced_grammar import Grammar, compile_grammar
from sayso.extract.unspaced_sources import find_subject, read_zone


def load() -> Grammar:
    language = languages.load("zh")
    assert language is not None
    return compile_grammar(language)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("北岭大学东南亚研究所所长、前外交官何远", "北岭大学东南亚研究所所长、前外交官何远"),
        ("在木姐种西瓜的段石", "在木姐种西瓜的段石"),
        ("由三国律师组成的小组周四", "由三国律师组成的小组"),
        ("但港务局局长29日在昆明的记者会上", "港务局局长"),
        ("秦雨桐对此", "秦雨桐"),
        ("何远接受本报采访时", "何远"),
        ("何远向对方", "何远"),
        ("总理与邻国总统通电话时", "总理"),
        ("负责对外事务的官员", "负责对外事务的官员"),
        ("警方发布通报", "警方"),
        ("中国工会", "中国工会"),
        ("首都机场", "首都机场"),
        ("联合国特使", "联合国特使"),
        ("外长骆以安", "外长骆以安"),
        ("陆军上将", "陆军上将"),
        ("有消息人士", "消息人士"),
        ("也有人", "有人"),
        ("这让许多家长", "许多家长"),
        ("与会者", "与会者"),
        ("声明中", "声明"),
    ],
)
def test_what_stands_around_the_source_is_taken_off(words: str, source: str) -> None:
    zone = read_zone(words, load(), 0, len(words))
    assert not zone.refused
    assert words[zone.start : zone.end] == source


@pytest.mark.parametrize(
    "words",
    [
        "政府提出",
        "居民的",
        "委员会将",
        "他可能",
        "这份",
        "这",
        "多名",
        "如果部长",
        "公司对",
        "没有证据",
        "议员被",
        "任何人",
    ],
)
def test_a_cue_behind_these_words_does_not_report(words: str) -> None:
    assert read_zone(words, load(), 0, len(words)).refused


@pytest.mark.parametrize("words", ["并", "还", "在声明中", "但", "同时"])
def test_a_clause_without_a_source(words: str) -> None:
    zone = read_zone(words, load(), 0, len(words))
    assert zone.empty
    assert not zone.refused


def test_what_else_stands_in_front_of_the_cue() -> None:
    assert read_zone("村民则", load(), 0, 3).contrast
    assert read_zone("并", load(), 0, 1).joined
    assert read_zone("警方未能", load(), 0, 4).negator == 2
    words = "外交部对裁决"
    zone = read_zone(words, load(), 0, len(words))
    assert zone.topic is not None
    assert words[zone.topic[0] : zone.topic[1]] == "裁决"


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("远帆公司周四发表声明", "远帆公司"),
        ("蒙古矿业部次日发表声明", "蒙古矿业部"),
        ("声明已经撤下", "声明"),
        ("在昆明举行会谈", None),
    ],
)
def test_the_subject_of_a_telling_clause(clause: str, subject: str | None) -> None:
    place = find_subject(clause, load(), 0, len(clause))
    assert (clause[place[0] : place[1]] if place else None) == subject


def test_a_short_clause_can_be_a_subject_by_itself() -> None:
    clause = "外交部新闻司有关负责人"
    assert find_subject(clause, load(), 0, len(clause)) is None
    assert find_subject(clause, load(), 0, len(clause), whole=True) == (0, len(clause))
