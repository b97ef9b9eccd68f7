"""From drafts to statements: form, nesting, and what makes no statement of its own."""

import pytest

from sayso.extract.drafts import Draft
from sayso.extract.nesting import find_outer
from sayso.extract.statements import find_form, find_statements
from sayso.read.quotes import Quote
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span, Statement


def read(text: str) -> list[Statement]:
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang="en")
    reading = read_passage(Document(id="d", text=text), passage, weighted=False)
    assert reading is not None
    return find_statements([reading])


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (((0, 5),), "direct"),
        (((0, 5), (10, 15)), "direct"),
        (((0, 9),), "mixed"),
        (((6, 9),), "indirect"),
        (((6, 9), (10, 15)), "mixed"),
    ],
)
def test_form_counts_words_inside_quotation_marks(content: tuple[tuple[int, int], ...], form: str) -> None:
    text = "“abc” def “ghi” jkl"
    quotes = [Quote(start=0, end=5, mark="“"), Quote(start=10, end=15, mark="“")]
    assert find_form(text, content, quotes) == form


def test_marks_at_the_edge_of_an_indirect_clause_change_nothing() -> None:
    assert find_form("“a” bcd", ((2, 7),), [Quote(start=0, end=3, mark="“")]) == "indirect"


def make(cue: tuple[int, int], *content: tuple[int, int]) -> Draft:
    return Draft(source=(), cue=(cue,), content=content, act="say", polarity="positive", rule="test")


def test_the_smallest_holder_is_the_outer_statement() -> None:
    drafts = {"a": make((0, 1), (2, 50)), "b": make((5, 6), (8, 40)), "c": make((10, 11), (12, 30))}
    assert find_outer(drafts) == {"a": None, "b": "a", "c": "b"}


def test_a_content_in_pieces_holds_what_lies_in_them_and_two_with_one_content_hold_not_each_other() -> None:
    drafts = {"a": make((30, 31), (0, 20), (40, 60)), "b": make((45, 46), (50, 55)), "c": make((25, 26), (50, 55))}
    assert find_outer(drafts) == {"a": None, "b": "a", "c": None}


def test_a_speakers_own_belief_inside_a_quotation_is_no_statement() -> None:
    assert [statement.act for statement in read("“We think the count is not finished,” she said.")] == ["say"]


def test_the_statement_of_said_in_a_statement_that_is_found_once() -> None:
    assert len(read("The bank said in its statement that the vault was empty.")) == 1


def test_ids_are_distinct_and_the_same_for_the_same_text() -> None:
    text = "He said that it was so. He said that it was so."
    ids = [statement.id for statement in read(text)]
    assert len(set(ids)) == 2
    assert ids == [statement.id for statement in read(text)]


def test_statements_carry_the_rule_that_found_them_and_its_score() -> None:
    (statement,) = read("According to the protocol, the quay is closed.")
    assert statement.made_by.endswith("according to")
    assert statement.score == 0.8
