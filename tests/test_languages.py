"""The language tables: every folder loads, and every cue does what its row says."""

import pytest

from sayso import languages
from sayso.extract.statements import find_statements
from sayso.languages import Cue, Language
from sayso.read.reading import read_passage
from sayso.records import Document, Passage, Span, Statement

ABBREVIATED = {"abbreviations", "ending_abbreviations", "openers"}  # read as they are written, before words are


def load(code: str) -> Language:
    language = languages.load(code)
    assert language is not None
    return language


def list_cues() -> list[tuple[str, Cue]]:
    return [(code, cue) for code in languages.list_languages() for cue in load(code).cues]


def read(code: str, text: str) -> list[Statement]:
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang=code)
    reading = read_passage(Document(id="d", text=text), passage, weighted=False)
    assert reading is not None
    return find_statements([reading])


def find_form(cue: Cue, text: str) -> tuple[str, list[str]] | None:
    """The form of the cue that stands in the text, and its parts."""
    lower = text.lower()
    for form in sorted(cue.forms, key=len, reverse=True):
        parts = [part.strip() for part in form.split("…") if part.strip()]
        if all(part in lower for part in parts):
            return form, parts
    return None


@pytest.mark.parametrize(
    ("code", "cue"), list_cues(), ids=lambda value: value if isinstance(value, str) else value.forms[0]
)
def test_the_engine_finds_the_cue_of_each_example(code: str, cue: Cue) -> None:
    form = find_form(cue, cue.example)
    assert form is not None, "no form of the cue stands in its example"
    statements = read(code, cue.example)
    written = [" ".join(cue.example[span.start : span.end].lower() for span in found.cue) for found in statements]
    fitting = [
        found
        for found, words in zip(statements, written, strict=True)
        if all(part in words for part in form[1]) and found.act == cue.act
    ]
    assert fitting, f"found {written} with {[found.act for found in statements]}"


@pytest.mark.parametrize("code", languages.list_languages())
def test_no_two_rows_say_the_same(code: str) -> None:
    seen: dict[tuple[str, str, tuple[str, ...]], Cue] = {}
    for cue in load(code).cues:
        for form in cue.forms:
            assert form == form.strip().lower() or not load(code).settings.spaced
            key = (form, cue.place, cue.takes)
            assert key not in seen, f"{form!r} stands in two rows"
            seen[key] = cue


@pytest.mark.parametrize("code", languages.list_languages())
def test_word_lists_hold_each_word_once_in_lower_case(code: str) -> None:
    words = load(code).settings.words
    for name in words.__struct_fields__:
        listed = getattr(words, name)
        assert len(set(listed)) == len(listed), f"{name} holds a word twice"
        if name not in ABBREVIATED and load(code).settings.spaced:
            assert all("’" not in word for word in listed), f"{name}: write straight apostrophes"


def test_an_unknown_language_has_no_folder() -> None:
    assert languages.load("xx") is None
    assert languages.load("../en") is None
