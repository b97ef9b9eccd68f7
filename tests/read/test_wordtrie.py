import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.read.wordtrie import compile_whole_words, compile_words, join_words

WORDS = st.lists(st.text("ab中.·*", min_size=1, max_size=5), min_size=1, max_size=12)


@given(WORDS)
def test_exactly_these_words_match(words: list[str]) -> None:
    pattern = compile_words(words)
    for word in words:
        assert pattern.fullmatch(word)
    assert not pattern.fullmatch("zz")


@given(WORDS, st.text("ab中.·*", max_size=20))
def test_the_longest_word_wins(words: list[str], text: str) -> None:
    plain = re.compile("|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)))
    assert [m.span() for m in compile_words(words).finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_no_words_match_nothing() -> None:
    assert re.search(join_words([]), "anything") is None


def test_whole_words_do_not_match_inside_others() -> None:
    assert compile_whole_words(["Chad"]).search("Chadwick left") is None
    assert compile_whole_words(["Chad"]).search("in Chad, too")
