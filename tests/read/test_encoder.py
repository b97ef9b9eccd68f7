"""A passage read with the weights in the package: golden answers, and texts that are hardly texts."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.encoder import ROOT, Analysis, analyse_passage
from sayso.read.weights import Weights, describe_weights, load_weights

found = load_weights("en")
TEXT = (
    "The head of the port authority, Elena Marsh, said on Monday that the strike in Rotterdam had ended.\n\n"
    "“Ships are moving again,” she added. Dock workers denied that the strike was over."
)


@pytest.fixture(scope="module")
def weights() -> Weights:
    assert found is not None
    return found


def read(text: str, weights: Weights) -> Analysis:
    return analyse_passage(text, 0, len(text), weights)


def test_golden(weights: Weights) -> None:
    analysis = read(TEXT, weights)
    statements = [
        [" ".join(TEXT[a:b] for a, b in part) for part in (each.source, each.cue, each.content)]
        for each in analysis.attributions
    ]
    assert statements == [
        ["The head of the port authority, Elena Marsh,", "said", "that the strike in Rotterdam had ended"],
        ["she", "added", "“Ships are moving again,”"],
        ["Dock workers", "denied", "that the strike was over"],
    ]
    assert [(TEXT[each.start : each.end], each.label) for each in analysis.names] == [
        ("Elena Marsh", "PER"),
        ("Monday", "DATE"),
        ("Rotterdam", "LOC"),
    ]
    assert [TEXT[first:last] for first, last in analysis.sentences] == [
        "The head of the port authority, Elena Marsh, said on Monday that the strike in Rotterdam had ended.",
        "“Ships are moving again,” she added.",
        "Dock workers denied that the strike was over.",
    ]


def test_the_tree_says_who_did_it(weights: Weights) -> None:
    text = "The minister sold the old ferry to a bank."
    words = read(text, weights).words
    tree = {text[word.start : word.end]: (word.upos, word.deprel, word.head) for word in words}
    assert tree["sold"] == ("VERB", "root", ROOT)
    assert tree["minister"] == ("NOUN", "nsubj", 2)
    assert tree["ferry"] == ("NOUN", "obj", 2)
    assert tree["bank"] == ("NOUN", "obl", 2)


def test_a_passage_is_read_alone_and_offsets_count_in_the_text(weights: Weights) -> None:
    start = TEXT.index("“")
    alone = read(TEXT[start:], weights)
    inside = analyse_passage(TEXT, start, len(TEXT), weights)
    assert [(word.start + start, word.upos) for word in alone.words] == [(w.start, w.upos) for w in inside.words]
    assert len(alone.attributions) == len(inside.attributions)


def check(text: str, analysis: Analysis) -> None:
    """Offsets lie in the text, words lose nothing, every word's head lies in its sentence."""
    covered = [place for word in analysis.words for place in range(word.start, word.end)]
    assert covered == [place for place, character in enumerate(text) if not character.isspace()]
    spans = [(name.start, name.end) for name in analysis.names]
    for each in analysis.attributions:
        assert each.cue
        assert each.content
        assert 0 <= each.score <= 1
        spans += [*each.source, *each.cue, *each.content]
    assert all(0 <= first < last <= len(text) for first, last in spans)
    starts = [word.start for word in analysis.words]
    for first, last in analysis.sentences:
        inside = [number for number, start in enumerate(starts) if first <= start < last]
        heads = [analysis.words[number].head for number in inside]
        assert heads.count(ROOT) == 1
        assert set(heads) <= {ROOT, *inside}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "Yes",
        '“”“”""',
        '"""',
        ".",
        "港口sea港",
        "a" * 5_000,
        "said " * 700,
        "😀\u200d👩 said, “é”",
        "\n\n.\n\n",
    ],
)
def test_degenerate_texts(text: str, weights: Weights) -> None:
    check(text, read(text, weights))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from('he said that “no” "It" .,\n’s Ann港 12é—'), max_size=120))
def test_no_text_loses_offsets(text: str) -> None:
    assert found is not None
    check(text, read(text, found))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_character_is_too_strange(text: str) -> None:
    assert found is not None
    check(text, read(text, found))


def test_a_very_long_text_without_a_full_stop(weights: Weights) -> None:
    began = time.process_time()
    text = "the old ferry crossed the wide bay " * 3_000
    analysis = read(text, weights)
    assert len(analysis.words) == 21_000
    assert time.process_time() - began < 120


def test_the_same_text_gives_the_same_analysis(weights: Weights) -> None:
    assert read(TEXT, weights) == read(TEXT, weights)


def test_missing_weights_are_none() -> None:
    assert load_weights("xx") is None
    assert describe_weights("xx") is None
    assert load_weights("../en") is None


def test_the_card_gives_the_headline_scores() -> None:
    card = describe_weights("en")
    assert card is not None
    assert card.date.startswith("20")
    assert all(0 < score < 1 for score in card.scores.values())
