"""Words that lose nothing, and their pieces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.wordpieces import (
    classify_case,
    cut_word,
    find_quotations,
    find_words,
    make_vocabulary,
    make_window,
    make_words,
)

PATTERN = re.compile(r"[^\W_]+(?=n['’]t\b) | n['’]t\b | [^\W_]+ | \S", re.VERBOSE)
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "sea", "##side", "cafe", ",", "港", "un", "##do", "##ne"]
VOCABULARY = make_vocabulary(PIECES)


def cut(word: str) -> list[str]:
    return [PIECES[number] for number in cut_word(word, VOCABULARY)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("seaside", ["sea", "##side"]),
        ("SeaSide", ["sea", "##side"]),
        ("Café", ["cafe"]),
        ("undone", ["un", "##do", "##ne"]),
        ("harbour", ["[UNK]"]),
        ("sea,side", ["sea", ",", "[UNK]"]),
        ("港sea", ["港", "sea"]),
        ("\u200b", ["[UNK]"]),
        ("sea" * 40, ["[UNK]"]),
        ("," * 40, [","] * 16),
    ],
)
def test_a_word_is_cut_by_longest_match(word: str, pieces: list[str]) -> None:
    assert cut(word) == pieces


@pytest.mark.parametrize(
    ("word", "case"), [("12", 0), ("port", 1), ("Port", 2), ("UN", 3), ("McKay", 4), ("A", 5), ("港", 1), ("", 0)]
)
def test_case_is_told_apart(word: str, case: int) -> None:
    assert classify_case(word) == case


def test_quotations_end_with_their_paragraph() -> None:
    words = ["“", "a", "”", "b", '"', "c", "d", "«", "e", "»"]
    opens = [number in (0, 6) for number in range(len(words))]
    assert find_quotations(words, opens) == [(0, 3, True), (4, 6, False), (7, 10, True)]


@given(st.text(alphabet=st.sampled_from("ab A.’'\"“”港口 \n\t-0é😀"), max_size=60), st.integers(0, 10))
def test_every_character_but_white_space_lies_in_one_word(text: str, start: int) -> None:
    start = min(start, len(text))
    words = find_words(text, start, len(text), PATTERN, VOCABULARY)
    covered = [place for first, last in zip(words.starts, words.ends, strict=True) for place in range(first, last)]
    assert covered == [place for place in range(start, len(text)) if not text[place].isspace()]


def test_a_window_knows_where_each_word_lies() -> None:
    words = make_words(["Seaside", "cafe"], [True, False], VOCABULARY, [(0, 7), (8, 12)])
    window = make_window(words.pieces, words.shapes, VOCABULARY)
    assert [PIECES[number] for number in window.pieces] == ["[CLS]", "sea", "##side", "cafe", "[SEP]"]
    assert (window.first, window.last) == ([1, 3], [2, 3])
    assert len(window.shapes) == len(window.pieces)
