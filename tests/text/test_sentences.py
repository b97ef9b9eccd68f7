"""Sentences: the words of each, told apart by | in the example."""

import pytest

from sayso.text.sentences import MAX_SENTENCE, find_sentences


def split(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "“We wait,” he said. |“Now!” |Gen. Ito left."),
        ("en", "“Really?” she asked. |He (Mr. X.) nodded."),
        ("en", "It met on Feb. 1 in the U.S. Senate. |He came at 5 p.m. |The rest stayed in the U.S. |They slept."),
        ("en", "J. R. Smith owns 3.5 percent of Pier Holding Inc. |He lives on St. John St. in Lindsund."),
        ("en", 'He said: "Stop." |"Why?" |She ran.'),
        ("en", "“It ends.” |‘So it does.’ |(It was late.) |See example.org. |Then... |Nothing."),
        ("en", "It was known.[3] |Others knew. [4] |They left."),
        ("zh", "丁山表示,“我们继续。”|他还说:“有问题!”|但是不行!|“啊?”|(完。)|他走了……后来"),
        ("zh", '他说:"好的。"|她说:"不。"|他走了。|"来!"|好。'),
        ("zh", "「我們繼續。」|他說:『不。』|總額3.5億元!|他說"),
        ("zh", "“好!”,他说。|“走吧。”,她说。"),
        ("ru", "Он родился в 1980 г. в Лесном. |Т.е. так. |«Мы покупатели.» |Он ушёл."),
        ("ru", "А. С. Лесной пришёл. |Было 5 тыс. руб. за штуку. |— Да! — сказал он. |Это было в 1980 г. |Он помнит."),
        ("es", "«Nos fuimos», dijo el Sr. Peña. |¿Qué? |¡No! |EE. UU. calla."),
        ("fr", "« Nous partons. » |Il est parti. |M. Brun a dit : « Non ! » puis rien."),
        ("de", "Er sagte: „Wir gehen.“ |Dann kam z. B. Herr Lind."),
        ("my", "ပြောသည်။ |“မလိုတော့ပါဘူး” ဟု ပြောသည်။"),
        ("hi", "वह आया। |वह गया।"),
        ("ar", "هل جاء؟ |نعم."),
    ],
)
def test_sentences(lang: str, marked: str) -> None:
    assert split(marked.replace("|", ""), lang) == [words.strip() for words in marked.split("|")]


def test_lines_end_sentences() -> None:
    assert split("HEADLINE\n\nFirst one\nSecond one\r\n\r\nThird", "en") == [
        "HEADLINE",
        "First one",
        "Second one",
        "Third",
    ]


def test_lines_broken_by_a_program_do_not() -> None:
    text = (
        "The first line of this letter is some seventy characters long and the\n"
        "Lindsund harbour office then goes on with it. A second sentence follows\n"
        "and ends here.\n"
        "A new paragraph\n"
    )
    assert [words.replace("\n", " ") for words in split(text, "en")] == [
        "The first line of this letter is some seventy characters long and the Lindsund harbour office then goes on with it.",
        "A second sentence follows and ends here.",
        "A new paragraph",
    ]


def test_han_lines_broken_by_a_program_do_not() -> None:
    assert split(
        "北港务局星期一在城里的大礼堂表示新的码头将\n在三月开放而此前已经推迟了两年没有任何说明。\n完", "zh"
    ) == [
        "北港务局星期一在城里的大礼堂表示新的码头将\n在三月开放而此前已经推迟了两年没有任何说明。",
        "完",
    ]


def test_a_numbered_line_is_one_sentence() -> None:
    assert split("1. The court met.\n2. It rose.", "en") == ["1. The court met.", "2. It rose."]


def test_only_the_stretch_is_read() -> None:
    text = "Before. Inside one. Inside two. After."
    assert find_sentences(text, 8, 31, "en") == [(8, 19), (20, 31)]


@pytest.mark.parametrize("run", ["word " * 2_000, "好" * 9_000, "a" * 9_000, "、好的" * 3_000, "e" + "\u0301" * 9_000])
def test_an_endless_run_is_cut(run: str) -> None:
    pieces = split(run, "en")
    assert max(len(piece) for piece in pieces) <= MAX_SENTENCE
    assert "".join("".join(pieces).split()) == "".join(run.split())


def test_a_cut_falls_on_a_pause() -> None:
    assert all(piece.endswith("、好的") or piece.endswith("、") for piece in split("好的、" * 2_000 + "好的", "zh"))
