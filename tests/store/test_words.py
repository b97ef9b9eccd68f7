import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.store.words import BETWEEN, find_phrases, find_words, fold_words, join_words, make_match


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_words(text)]


def test_a_han_character_is_a_word_and_a_run_of_letters_is_one() -> None:
    assert words_of("何远会晤Rosatom代表。") == ["何", "远", "会", "晤", "Rosatom", "代", "表"]


def test_burmese_is_cut_into_syllables() -> None:
    assert words_of("အင်္ဂလိပ် တက္ကသိုလ်") == ["အင်္ဂ", "လိပ်", "တက္က", "သိုလ်"]


def test_a_burmese_syllable_does_not_match_the_beginning_of_another() -> None:
    assert find_phrases("ရုပ်ရှင် ရုရှား", [fold_words("ရု")]) == [(9, 11)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("會晤", "会晤"),
        ("隨著", "随着"),
        ("乾隆", "干隆"),
        ("ХЛАЙН", "хлайн"),
        ("ＡＢＣ１２", "abc12"),
        ("й", "и\u0306"),
        ("が", "か\u3099"),
        ("ｶﾞ", "ガ"),
        ("İSTANBUL", "istanbul"),
        ("Straße", "STRASSE"),
        ("inves\u00adtigation", "investigation"),
        ("می\u200cخواهد", "میخواهد"),
        ("ﬁne", "fine"),
    ],
)
def test_words_that_are_written_differently_find_each_other(left: str, right: str) -> None:
    assert fold_words(left) == fold_words(right) != ()


def test_accents_count() -> None:
    assert fold_words("Müller") != fold_words("Muller")


def test_phrases_are_found_with_their_places_in_the_text_as_it_is() -> None:
    text = "Мин АУН  Хлайн, Мин-Аун; мин аун хлайна"
    assert [text[start:end] for start, end in find_phrases(text, [fold_words("мин аун")])] == [
        "Мин АУН",
        "Мин-Аун",
        "мин аун",
    ]


def test_a_phrase_without_letters_stands_nowhere() -> None:
    assert find_phrases("a — b", [fold_words("—")]) == []


def test_no_phrase_reaches_from_one_name_into_the_next() -> None:
    assert join_words("Ada Quill", "Tomas Rede") == f"ada quill {BETWEEN} tomas rede"


@settings(deadline=None)
@given(st.text())
def test_every_word_lies_in_the_text_in_order(text: str) -> None:
    last = 0
    for start, end, folded in find_words(text):
        assert last <= start < end <= len(text)
        assert folded
        last = end


@settings(deadline=None)
@given(st.text())
def test_sqlite_cuts_joined_words_where_we_do(text: str) -> None:
    """The index must never see other words than we do, whatever Unicode its version knows."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(words, tokenize='ascii')")
    database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    database.execute("INSERT INTO t VALUES(?)", (join_words(text),))
    seen = [term for (term,) in database.execute("SELECT term FROM v ORDER BY offset")]
    database.close()
    assert seen == list(fold_words(text))


@settings(deadline=None)
@given(st.lists(st.text(alphabet='ab"*-() NEARORAND会:^{}', min_size=1), min_size=1))
def test_nothing_a_user_types_is_query_syntax(typed: list[str]) -> None:
    phrases = [folded for text in typed if (folded := fold_words(text))]
    if not phrases:
        return
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', tokenize='ascii')")
    database.execute("INSERT INTO t(rowid, words) VALUES(1, ?)", (" x ".join(" ".join(p) for p in phrases),))
    found = database.execute("SELECT rowid FROM t WHERE t MATCH ?", (make_match(phrases),)).fetchall()
    database.close()
    assert found == [(1,)]
