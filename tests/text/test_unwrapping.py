"""Lines of a printed page as paragraphs."""

from sayso.text.unwrapping import join_lines

PAGE = """Deliveries to the harbour
River Desk, 3 June 2031
Between January and April the company Volnar Export shipped goods worth
46 million dollars to the port authority, River Desk said in a long
statement on Thursday.
Its director, Ada Lind, said: "We have seen 37 bills." Volnar rejected the
ﬁndings of the har-
bour office."""


def test_a_full_line_goes_on_and_a_short_one_ends_a_paragraph() -> None:
    assert join_lines(PAGE).split("\n\n") == [
        "Deliveries to the harbour",
        "River Desk, 3 June 2031",
        "Between January and April the company Volnar Export shipped goods worth 46 million dollars to the port "
        "authority, River Desk said in a long statement on Thursday.",
        'Its director, Ada Lind, said: "We have seen 37 bills." Volnar rejected the findings of the harbour office.',
    ]


def test_han_lines_join_without_a_space() -> None:
    page = "港务局公报\n港务局周一表示,码头将于三月重新开放,但起重机的检\n修还要持续两周。\n工程师否认裂缝会影响安全。"
    assert join_lines(page).split("\n\n") == [
        "港务局公报",
        "港务局周一表示,码头将于三月重新开放,但起重机的检修还要持续两周。",
        "工程师否认裂缝会影响安全。",
    ]


def test_lists_and_tables_keep_their_lines() -> None:
    page = (
        "The office named three goods in its long letter of Monday:\n- fuel for the harbour\n- cranes\nDate\nTons\n12"
    )
    assert join_lines(page).split("\n\n") == page.split("\n")


def test_a_hyphen_stays_where_the_word_is_not_seen_whole() -> None:
    assert join_lines("The minister spoke of a long-\nterm plan.") == "The minister spoke of a long-term plan."


def test_nothing_and_white_space() -> None:
    assert join_lines("") == ""
    assert join_lines(" \n\t\n") == ""
