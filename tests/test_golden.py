"""Golden examples: one short text a file, and all the statements that must be found in it, by their words.

A file under tests/golden/<code>/ is read as a passage in that language. Pieces are words of the
text, never offsets; `said#2` is the second "said", and a piece that stands twice without `#` is an
error. `statement = []` says that nothing in the text is a statement. `inside` is the number of the
statement (from 1) whose content holds this one. `known_gap = "why"` marks a strict expected failure.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso import languages
from sayso.extract.statements import find_statements
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span, Statement

FOLDER = Path(__file__).parent / "golden"
FIELDS = {"source", "cue", "content", "form", "act", "polarity", "inside"}


def list_examples() -> list[Any]:
    examples = []
    for path in sorted(FOLDER.glob("*/*.toml")):
        example = tomllib.loads(path.read_text("utf-8"))
        if "statement" not in example:
            continue
        gap = example.get("known_gap")
        marks = [pytest.mark.xfail(reason=gap, strict=True, raises=AssertionError)] if gap else []
        examples.append(pytest.param(path.parent.name, example, id=f"{path.parent.name}/{path.stem}", marks=marks))
    return examples


def find_piece(text: str, piece: str, spaced: bool) -> tuple[int, int]:
    """Where a piece stands in the text; ValueError when that is nowhere or not clear."""
    words, _, number = piece.rpartition("#") if re.search(r"#\d+\Z", piece) else (piece, "", "")
    edges = (r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else "") if spaced else ("", "")
    found = [match.span() for match in re.finditer(edges[0] + re.escape(words) + edges[1], text)]
    if not found or (number and len(found) < int(number)):
        raise ValueError(f"{piece!r} does not stand in the text that often: {len(found)} times")
    if not number and len(found) > 1:
        raise ValueError(f"{piece!r} stands in the text {len(found)} times: say which, {piece}#1")
    return found[int(number or 1) - 1]


def describe(text: str, statements: list[Statement]) -> list[dict[str, Any]]:
    """The statements as a golden file writes them, pieces with their place."""
    numbers = {statement.id: number for number, statement in enumerate(statements, 1)}

    def write(spans: tuple[Span, ...]) -> list[str]:
        return [f"{text[span.start : span.end]} @{span.start}" for span in spans]

    return [
        {
            "source": write(statement.source),
            "cue": write(statement.cue),
            "content": write(statement.content),
            "form": statement.form,
            "act": statement.act,
            "polarity": statement.polarity,
            "inside": numbers[statement.inside] if statement.inside else 0,
        }
        for statement in statements
    ]


def expect(text: str, rows: list[dict[str, Any]], spaced: bool) -> list[dict[str, Any]]:
    """What a golden file expects, in the order of the file."""
    expected = []
    for row in rows:
        if set(row) - FIELDS or not {"source", "cue", "content", "form", "act"} <= set(row):
            raise ValueError(f"a statement has the fields {sorted(FIELDS)}, not {sorted(row)}")
        pieces = {
            role: [
                f"{text[start:end]} @{start}" for start, end in (find_piece(text, piece, spaced) for piece in row[role])
            ]
            for role in ("source", "cue", "content")
        }
        expected.append({**row, **pieces, "polarity": row.get("polarity", "positive"), "inside": row.get("inside", 0)})
    return expected


@pytest.mark.parametrize(("lang", "example"), list_examples())
def test_golden_example(lang: str, example: dict[str, Any]) -> None:
    text = example["text"]
    document = Document(id="golden", text=text)
    passage = Passage(id="p", made_by="test", span=Span("golden", 0, len(text)), lang=lang)
    reading = read_passage(document, passage, weighted=False)
    assert reading is not None
    language = languages.load(lang)
    assert language is not None
    found = describe(text, find_statements([reading]))
    assert found == expect(text, example["statement"], language.settings.spaced)


def test_a_piece_that_stands_twice_needs_its_number() -> None:
    assert find_piece("he said he said", "said#2", True) == (11, 15)
    assert find_piece("the he", "he", True) == (4, 6)
    assert find_piece("他说他说", "说#2", False) == (3, 4)
    with pytest.raises(ValueError, match="stands in the text 2 times"):
        find_piece("he said he said", "said", True)
    with pytest.raises(ValueError, match="does not stand"):
        find_piece("he said", "said#2", True)
