"""What stands under a speaker's name: which rows of labels are conversations, which dashes sign a quotation."""

import pytest

from sayso.languages import load
from sayso.pipeline import read_document
from sayso.read.labelled import find_labelled
from sayso.read.quotes import find_quotes
from sayso.records import Document, Mention


def find(text: str) -> list[tuple[str, str, list[str]]]:
    """Kind, name and words of each."""
    language = load("en")
    assert language is not None
    whole = (0, len(text))
    found = find_labelled(text, whole, find_quotes(text, *whole, language))
    return [(each.kind, text[slice(*each.name)], [text[a:b] for a, b in each.said]) for each in found]


TALK = "ADA: Was it you?\n\nBEN: It was not.\n\nADA: Who then?\n"


def test_a_conversation_needs_two_speakers_one_of_whom_comes_back() -> None:
    assert [name for _, name, _ in find(TALK)] == ["ADA", "BEN", "ADA"]
    assert find("ADA: Was it you?\n\nBEN: It was not.\n") == []
    assert find("ADA: Was it you?\n\nADA: Who then?\n\nADA: I ask again.\n") == []


def test_turns_far_apart_are_no_conversation() -> None:
    between = "The crane stood still.\n\n" * 6
    assert find(between.join(TALK.split("\n\n"))) == []


def test_a_turn_goes_on_to_the_next_label_and_the_last_one_to_an_empty_line() -> None:
    said = find(
        "ADA: Was it you?\n\nIn May?\n\nBEN: It was not.\n\nADA: Who then?\nAnd when?\n\nThe end came at ten.\n"
    )
    assert [words for _, _, words in said] == [
        ["Was it you?", "In May?"],
        ["It was not."],
        ["Who then?", "And when?"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Date: 5 May.\nPlace: Veld.\nDate: 6 May.\nPlace: Tarn.\n",  # a form
        "See https://veld.example/a\nNote: x.\nSee: http://tarn.example/b\n",
        "“The War on Rust” — Ada Lind\n",  # a title
        "“I will not go to Veld again,” — Ada Lind said on Monday that she will not.\n",
        "She said “I will not go to Veld again.” — Ada Lind\n",  # a sentence that goes on
    ],
)
def test_what_only_looks_so(text: str) -> None:
    assert find(text) == []


def test_a_signature_may_stand_on_the_next_line() -> None:
    assert find("“I will not go to Veld again.”\n— Ada Lind, nurse, 43\n") == [
        ("signature", "Ada Lind", ["“I will not go to Veld again.”"])
    ]


def test_who_speaks_under_two_words_is_a_person_also_under_the_last_of_them() -> None:
    text = "ADA CHANG: Was it you?\n\nPIET ROWAN: It was not.\n\nCHANG: Who then?\n\nROWAN: I do not know.\n"
    mentions = [
        each for each in read_document(Document(id="d", text=text), weighted=False) if isinstance(each, Mention)
    ]
    names = {text[each.span.start : each.span.end]: each.schema for each in mentions if each.form == "name"}
    assert names == dict.fromkeys(("ADA CHANG", "PIET ROWAN", "CHANG", "ROWAN"), "Person")
