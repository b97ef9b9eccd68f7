"""Regions, sentences and clauses of text without spaces."""

import pytest

from sayso.extract.unspaced_view import FILLER, Region, match_script, open_regions
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span


def open_text(text: str) -> list[Region]:
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang="zh")
    reading = read_passage(Document(id="d", text=text), passage)
    assert reading is not None
    return open_regions(reading)


def split(text: str) -> list[list[str]]:
    region = open_text(text)[0]
    return [[text[clause.start : clause.end] for clause in sentence.clauses] for sentence in region.sentences]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("船来了,人走了。门关了!", [["船来了", "人走了"], ["门关了"]]),
        ("船来了\uff0c人走了\uff1b门关了\uff1f", [["船来了", "人走了", "门关了"]]),
        ("付了9,000元,在23:40到", [["付了9,000元", "在23:40到"]]),
        ("增长3.5倍.他走了", [["增长3.5倍"], ["他走了"]]),
        ("他说:“走吧。回家。”她走了。", [["他说", "“走吧。回家。”"], ["她走了"]]),
        ("“走吧,”他说,“回家。”", [["“走吧,”", "他说", "“回家。”"]]),
        ("“走吗?”他问。", [["“走吗?”"], ["他问"]]),
        ("他问“走吗?”的时候", [["他问“走吗?”的时候"]]),
        ("海事处(港口,船舶)称是", [["海事处(港口,船舶)称是"]]),
        ("第一段\n第二段", [["第一段"], ["第二段"]]),
        ("", []),
        ("。。,\n", []),
    ],
)
def test_sentences_and_clauses(text: str, clauses: list[list[str]]) -> None:
    assert split(text) == clauses


def test_a_line_wrapped_inside_a_paragraph_does_not_end_a_sentence() -> None:
    text = "第一段。\n\n" + "长" * 30 + "\n下一行,还是一句。\n"
    assert len(split(text)) == 2


def test_paragraphs_are_counted() -> None:
    assert [sentence.paragraph for sentence in open_text("一。二。\n三。")[0].sentences] == [0, 0, 1]


def test_the_inside_of_quotations_titles_and_brackets_is_masked() -> None:
    words = open_text("他读《说明》(1,2)和“好。吗”")[0].words
    assert words == f"他读《{FILLER * 2}》({FILLER * 3})和“{FILLER * 3}”"


def test_a_longer_quotation_is_a_region_of_its_own() -> None:
    text = "他说:“船长告诉我们,锅炉昨天就坏了,‘没人管’。”"
    outer, inner = open_text(text)
    assert not outer.quoted
    assert inner.quoted
    assert inner.base == text.index("“") + 1
    assert len(inner.words) == len(text) - inner.base - 1


def test_the_script_of_the_lists_keeps_every_place() -> None:
    for text in ("聯盟秘書長邱允荷表示,乾淨的著作", "𠮷野家😀說", "\ud800說"):
        assert len(match_script(text, "t2s")) == len(text)
    assert match_script("聯盟\ud800說", "t2s") == "联盟\ud800说"
    assert match_script("聯盟", "") == "聯盟"


def test_a_text_without_any_mark_is_cut() -> None:
    region = open_text("长" * 5000)[0]
    assert max(clause.end - clause.start for sentence in region.sentences for clause in sentence.clauses) <= 400
    assert max(len(sentence.clauses) for sentence in open_text("短," * 5000)[0].sentences) <= 60
