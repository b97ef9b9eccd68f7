"""Quotation marks of every kind, written out as what stands between them."""

import pytest

from sayso import languages
from sayso.languages import Language, Settings
from sayso.read.quotes import Quote, find_paragraphs, find_quotes

EVERY_MARK = Language(
    code="xx",
    settings=Settings(
        name="x",
        own_name="x",
        spaced=True,
        quotes=(
            ("“", "”"),
            ("''", "''"),
            ("‘", "’"),
            ('"', '"'),
            ("'", "'"),
            ("«", "»"),
            ("„", "“"),
            ("„", "”"),
            ("「", "」"),
            ("『", "』"),
        ),
        title_marks=(("《", "》"),),
        words=languages.WordLists(apostrophe_words=("em", "til")),
    ),
)


def read(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.start : q.end], q.depth, q.closed) for q in find_quotes(text, 0, len(text), EVERY_MARK)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” she said.", ["“Yes,”"]),
        ('"Yes," she said, "and no."', ['"Yes,"', '"and no."']),
        ("‘It’s the workers’ yard,’ she said.", ["‘It’s the workers’ yard,’"]),
        ("'It's the workers' yard,' she said.", ["'It's the workers' yard,'"]),
        ("«Да», — сказала она.", ["«Да»"]),
        ("Sie sagte: „Ja“ und ging.", ["„Ja“"]),
        ("Sie sagte: „Ja” und ging.", ["„Ja”"]),
        ("她说：「好」。", ["「好」"]),
        ("她说“……好”。", ["“……好”"]),
        ('她说:"好。"他走了。', ['"好。"']),
        ("“Yes“ she said.", ["“Yes“"]),
        ("”Yes” she said.", ["”Yes”"]),
        ("The drivers’ union and the drivers' wives.", []),
        ("Get 'em in the '90s, the drivers' union said.", []),
        ("A 6\" pipe and \" \" marks", []),
        ("“” \"\" «»", []),
        ("no mark at all”", []),
        ("''It's late,'' he said. ''Go.''", ["''It's late,''", "''Go.''"]),
    ],
)  # fmt: skip
def test_marks_pair(text: str, expected: list[str]) -> None:
    assert [words for words, _, _ in read(text)] == expected


def test_nested_quotations_carry_their_depth() -> None:
    assert read("“He said ‘go’ and «stay»,” she said.") == [
        ("“He said ‘go’ and «stay»,”", 0, True),
        ("‘go’", 1, True),
        ("«stay»", 1, True),
    ]
    assert read('"He said "go" twice."')[1] == ('"go"', 1, True)


def test_a_mark_left_open_runs_to_its_paragraphs_end_and_is_taken_up_by_the_next() -> None:
    text = "“First part.\n\n“Second part.”\n\n“Third.”"
    quotes = find_quotes(text, 0, len(text), EVERY_MARK)
    assert [(text[q.start : q.end], q.closed, q.continues) for q in quotes] == [
        ("“First part.", False, False),
        ("“Second part.”", True, True),
        ("“Third.”", True, False),
    ]


def test_a_closing_mark_ends_what_the_paragraph_before_left_open() -> None:
    text = "“First part.\n\nSecond part.” Then he left."
    quotes = find_quotes(text, 0, len(text), EVERY_MARK)
    assert [(text[q.start : q.end], q.continues) for q in quotes] == [("“First part.", False), ("Second part.”", True)]


def test_what_is_left_open_inside_ends_before_the_outer_mark() -> None:
    assert read("“He said ‘go and left,” she said. ’") == [
        ("“He said ‘go and left,”", 0, True),
        ("‘go and left,", 1, False),
    ]


def test_marks_outside_the_stretch_are_not_read() -> None:
    text = "“out” “in” ”"
    assert find_quotes(text, 6, 10, EVERY_MARK) == [Quote(start=6, end=10, mark="“")]


def test_titles_are_told_apart() -> None:
    text = "据《港口日报》报道"
    assert [q.title for q in find_quotes(text, 0, len(text), EVERY_MARK)] == [True]


def test_paragraphs_part_at_empty_lines_or_else_at_lines() -> None:
    def paragraphs(text: str) -> list[str]:
        return [text[start:end] for start, end in find_paragraphs(text, 0, len(text))]

    assert paragraphs("One\nline.\n\n \nTwo.\n") == ["One\nline.", "Two."]
    assert paragraphs("One.\nTwo\nand more.\n") == ["One.", "Two\nand more."]
    assert paragraphs("One.\nTwo and\nmore.\n\nThree.") == ["One.", "Two and\nmore.", "Three."]
    assert paragraphs(" \n ") == []


SLAVIC = Language(
    code="xx",
    settings=Settings(
        name="x", own_name="x", spaced=True, quotes=(("«", "»"), ('"', '"')), quote_dash=True, quoted_names=True
    ),
)


def read_slavic(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.start : q.end], q.depth, q.name) for q in find_quotes(text, 0, len(text), SLAVIC)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Газета «Маяк» закрыта.", [("«Маяк»", 0, True)]),
        ("«Маяк» закрыт.", [("«Маяк»", 0, True)]),
        ("«Маяк», — сказал он.", [("«Маяк»", 0, False)]),
        ("Он сказал: «Маяк»", [("«Маяк»", 0, False)]),
        ("Он назвал это «неправдой».", [("«неправдой»", 0, False)]),
        ("Судно «Все мы были там когда-то давно» ушло.", [("«Все мы были там когда-то давно»", 0, False)]),
    ],
)
def test_a_short_name_that_a_noun_carries_is_no_speech(text: str, quotes: list[tuple[str, int, bool]]) -> None:
    assert read_slavic(text) == quotes


def test_a_dash_at_the_head_of_a_line_opens_speech_where_another_dash_ends_it() -> None:
    speech = "— Нет, — сказал он о «Маяке»."
    assert read_slavic(f"Его спросили.\n{speech}") == [(speech, 0, False), ("«Маяке»", 1, True)]
    assert read_slavic("Купили:\n— хлеб;\n— соль.") == []
    assert read_slavic("-5 градусов, - сказал он.") == []


def test_a_dash_that_ends_the_text_opens_nothing() -> None:
    language = languages.load("ru")
    assert language is not None
    assert find_quotes("—", 0, 1, language) == []
