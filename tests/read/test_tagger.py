"""The Chinese tagger: it loads, finds names where they stand, and holds its offsets on any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.tagger import Tagger, load_tagger, tag_passage
from sayso.read.weights import describe_weights


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    loaded = load_tagger("zh")
    assert loaded is not None
    return loaded


def names(text: str, tagger: Tagger) -> set[tuple[str, str]]:
    return {(text[name.start : name.end], name.label) for name in tag_passage(text, 0, len(text), tagger)}


def test_weights_that_are_not_there_are_none() -> None:
    assert load_tagger("nowhere") is None


def test_the_card_has_a_date_and_figures() -> None:
    card = describe_weights("zh")
    assert card is not None
    assert card.scores["names_f1"] > 0.7


def test_names_of_persons_bodies_and_places(tagger: Tagger) -> None:
    text = "北岭联邦海洋技术大学教授约翰·史密斯说,俄罗斯国防部的代表下周抵达仰光。"
    assert {("北岭联邦海洋技术大学", "ORG"), ("约翰·史密斯", "PER"), ("仰光", "LOC")} <= names(text, tagger)


def test_traditional_characters_read_like_simplified_ones(tagger: Tagger) -> None:
    assert ("陸靜文", "PER") in names("前外交官陸靜文認為,協議有助於兩國貿易。", tagger)


def test_offsets_count_in_the_whole_text(tagger: Tagger) -> None:
    text = "😀 e\u0301 甲乙丙。" + "主席奥斯卡·雷恩表示反对。"
    found = tag_passage(text, 8, len(text), tagger)
    assert {text[name.start : name.end] for name in found} == {"奥斯卡·雷恩"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("陆静文说北岭大学·,。“”😀a1 \n\u0301"), max_size=400))
def test_names_are_in_order_and_in_the_text(text: str) -> None:
    tagger = load_tagger("zh")
    assert tagger is not None
    found = tag_passage(text, 0, len(text), tagger)
    position = 0
    for name in found:
        assert position <= name.start < name.end <= len(text)
        assert 0 < name.score <= 1
        position = name.end


def test_a_stretch_without_any_mark_is_read_whole(tagger: Tagger) -> None:
    text = "这条街很长" * 20_000
    assert all(name.end <= len(text) for name in tag_passage(text, 0, len(text), tagger))
