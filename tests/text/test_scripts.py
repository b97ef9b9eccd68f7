"""Scripts of characters and of stretches of text."""

import pytest

from sayso.text.scripts import count_scripts, find_dominant_script, find_script


@pytest.mark.parametrize(
    ("characters", "script"),
    [
        ("aZéøŁẞﬁＡ", "Latin"),
        ("яЁѣґ", "Cyrillic"),
        ("码碼㐀𠮷〇々", "Han"),
        ("のカｶー", "Kana"),
        ("한ㅎ", "Hangul"),
        ("ကျွ်ိꧠ", "Burmese"),
        ("اپۇ", "Arabic"),
        ("שת", "Hebrew"),
        ("αώ", "Greek"),
        ("हि", "Devanagari"),
        ("กำ", "Thai"),
        ("ქ", "Georgian"),
        ("ሰ", "Ethiopic"),
    ],
)
def test_letters(characters: str, script: str) -> None:
    assert {find_script(character) for character in characters} == {script}


@pytest.mark.parametrize("character", list("7٣၇。、“! \n×÷😀\u0301\ufffd\x00"))
def test_what_is_no_letter_has_no_script(character: str) -> None:
    assert find_script(character) is None


def test_counts_and_dominance() -> None:
    assert count_scripts("码头 pier 7") == {"Han": 2, "Latin": 4}
    assert find_dominant_script("码头在 Lindsund Harbour 开放了") == "Han"
    assert find_dominant_script("The pier (码头码头码头码头码头) opens") == "Latin"
    assert find_dominant_script("(码头)") == "Han"
    assert find_dominant_script("7 !") is None
