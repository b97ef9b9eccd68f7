"""Words with what belongs to them, marks alone."""

import pytest

from sayso.read.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She didn’t say so.", ["She", "didn’t", "say", "so", "."]),
        ("The vice-chair’s 3.2 million, at 23:40", ["The", "vice-chair’s", "3.2", "million", ",", "at", "23:40"]),
        ("The U.S. said no.", ["The", "U.S.", "said", "no", "."]),
        ("“Yes”—he", ["“", "Yes", "”", "—", "he"]),
        ("приеха́л", ["приеха́л"]),
        ("😀 a", ["😀", "a"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    tokens = find_tokens(text, 0, len(text))
    assert [token.word for token in tokens] == words
    assert [text[token.start : token.end] for token in tokens] == words


def test_elided_words_are_tokens_of_their_own() -> None:
    text = "Aujourd’hui, selon l'agence qu’il dirige"
    words = [token.word for token in find_tokens(text, 0, len(text), ("l", "qu", "d"))]
    assert words == ["Aujourd’hui", ",", "selon", "l'", "agence", "qu’", "il", "dirige"]


def test_only_the_stretch_is_read() -> None:
    assert [token.start for token in find_tokens("one two three", 4, 7)] == [4]


def test_a_pronoun_behind_a_hyphen_is_a_token_and_its_hyphen_is_none() -> None:
    text = "« Oui », a-t-elle dit, affirme-t-il, dit-on au rendez-vous d’« Eau »"
    tokens = find_tokens(text, 0, len(text), ("d",), ("il", "elle", "on"))
    assert [token.word for token in tokens if token.word.isalpha()] == [
        "Oui", "a", "elle", "dit", "affirme", "il", "dit", "on", "au", "Eau",
    ]  # fmt: skip
    assert "rendez-vous" in [token.word for token in tokens]
    assert "d’" in [token.word for token in tokens]
    assert [text[token.start : token.end] for token in tokens] == [token.word for token in tokens]
