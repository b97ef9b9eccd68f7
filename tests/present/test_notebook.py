"""What a notebook shows of a text and of a case: escaped, cut to what can be read, and whole as a data frame."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import sayso
from sayso.case import Case, Filters, create_case
from sayso.errors import SaysoError
from sayso.present import notebook

HOSTILE = (
    'Mayor <script>alert(1)</script> Ada Quell said the "weir" & mill would stay.\u202e\n\n'
    "Tomas Birk denied that <b>the mayor</b> had left.\n\n市长阿达·奎尔表示,磨坊将关闭。\n\n📣 Birk said: “No.”"
)


class Frame:
    """Stands for the data frame of a library that is not installed here."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = rows


@pytest.fixture
def pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("pandas")
    module.DataFrame = Frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", module)
    monkeypatch.setattr(notebook, "find_spec", lambda name: object() if name == "pandas" else None)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "a.txt"])
        yield case


def words_of(html: str) -> str:
    return "".join(ElementTree.fromstring(f"<div>{html}</div>").itertext())


def test_a_text_shows_itself_whole_with_its_statements_marked() -> None:
    found = sayso.extract(HOSTILE)
    html = found._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert "\u202e" not in html
    assert HOSTILE.replace("\u202e", "\ufffd") in words_of(html)
    for statement in found.statements:
        for span in statement.source:
            words = found.quote(span)
            pieces = re.findall(r'<span style="([^"]*underline[^"]*)">([^<]*)</span>', html)
            assert any(piece in words or words in piece for _, piece in pieces), words


def test_lists_of_a_text_are_lists_that_show_themselves() -> None:
    found = sayso.extract(HOSTILE)
    assert isinstance(found.statements, list)
    assert found.statements == [f for f in found.findings if isinstance(f, sayso.Statement)]
    for findings in (found.statements, found.mentions, found.entities, found.events, found.relations, found.amounts):
        html = findings._repr_html_()
        assert html.startswith(("<table", "<p>Nothing"))
        assert "<script" not in html
        words_of(html)
    assert "Tomas Birk" in found.statements._repr_html_()


def test_findings_become_a_frame_with_their_words(pandas: None) -> None:
    found = sayso.extract(HOSTILE)
    frame = found.statements.to_frame()
    assert [row["id"] for row in frame.rows] == [statement.id for statement in found.statements]
    for row, statement in zip(frame.rows, found.statements, strict=True):
        assert row["content"] == found.quote(*statement.content)
    names = found.mentions.to_frame().rows
    assert [row["span"] for row in names] == [found.quote(mention.span) for mention in found.mentions]


def test_answers_of_a_case_show_themselves_and_lose_no_row(case: Case, pandas: None) -> None:
    rows = case.statements()
    everything = list(case.statements())
    assert "Tomas Birk" in rows._repr_html_()
    assert len(rows.to_frame().rows) == len(everything)
    assert next(rows) == everything[0]
    assert list(rows) == everything[1:]
    for answer in (case.events(), case.relations(), case.documents(), case.entities(), case.search("mill")):
        assert "<script" not in answer._repr_html_()
        words_of(answer._repr_html_())
        answer.to_frame()


def test_a_long_answer_shows_its_beginning_and_says_so(tmp_path: Path) -> None:
    text = "\n\n".join(f"Engineer Tomas Birk said that pile number {number} was cracked." for number in range(60))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "a.txt"])
        html = case.statements()._repr_html_()
    assert html.count("<tr>") == notebook.SHOWN + 1
    assert "to_frame() gives all" in html


def test_a_filter_that_cannot_be_meant_is_refused_at_once(case: Case) -> None:
    with pytest.raises(SaysoError, match="act"):
        case.statements(Filters(act="shout"))  # type: ignore[arg-type]


def test_without_a_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sayso.extract("The pilot said the ice was thin.")
    monkeypatch.setattr(notebook, "find_spec", lambda name: None)
    with pytest.raises(SaysoError, match="pip install pandas"):
        found.statements.to_frame()
    with pytest.raises(SaysoError, match=r"polars is not installed.*pip install polars"):
        found.statements.to_frame("polars")
