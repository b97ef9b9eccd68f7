"""Dates and amounts of the six languages, from tests/golden/values: every one that is found, and no other."""

import tomllib
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from sayso import languages
from sayso.read.reading import Reading
from sayso.read.values import find_values
from sayso.records import Amount, DateValue, Document, Passage, Span


class Example(TypedDict):
    text: str
    dates: NotRequired[list[str]]
    amounts: NotRequired[list[str]]
    known_gap: NotRequired[str]


FOLDER = Path(__file__).parents[1] / "golden" / "values"
EXAMPLES = [
    pytest.param(path.stem, table["anchor"], example, id=f"{path.stem}-{number}")
    for path in sorted(FOLDER.glob("*.toml"))
    for table in [tomllib.loads(path.read_text("utf-8"))]
    for number, example in enumerate(table["example"], 1)
]


def make_reading(text: str, lang: str) -> Reading:
    span = Span("d", 0, len(text))
    language = languages.load(lang)
    assert language is not None
    return Reading(
        document=Document(id="d", text=text),
        passage=Passage(id="p", made_by="test", span=span, lang=lang),
        language=language,
        sentences=((0, len(text)),),
        tokens=(),
        quotes=(),
    )


def describe_date(found: DateValue, text: str) -> str:
    words = text[found.value.span.start : found.value.span.end]
    flags = [found.relation if found.relation != "in" else "", found.part or "", "~" if found.approximate else ""]
    return f"{words} | {found.value.normal or 'none'} | {' '.join([found.precision, *filter(None, flags)])}"


def describe_amount(found: Amount, text: str) -> str:
    words = text[found.value.span.start : found.value.span.end]
    normal = found.value.normal or f"none {found.currency or found.unit}"
    return f"{words} | {' '.join(filter(None, [normal, found.bound, '~' if found.approximate else '']))}"


@pytest.mark.parametrize(("lang", "anchor", "example"), EXAMPLES)
def test_values_of_an_example(lang: str, anchor: str, example: Example, request: pytest.FixtureRequest) -> None:
    if "known_gap" in example:
        request.applymarker(pytest.mark.xfail(reason=example["known_gap"], strict=True))
    text = example["text"]
    dates, amounts = find_values(make_reading(text, lang), anchor)
    if "dates" in example:
        assert [describe_date(found, text) for found in dates] == example["dates"]
    if "amounts" in example:
        assert [describe_amount(found, text) for found in amounts] == example["amounts"]
    for found in amounts:
        if found.number is not None and found.unit != "share":
            assert found.value.normal is not None
            assert float(found.value.normal.split()[0]) == found.number
        assert found.currency is None or (found.currency.isupper() and len(found.currency) == 3)


def test_the_set_is_as_large_as_it_says() -> None:
    examples = [param.values[2] for param in EXAMPLES]
    assert sum(len(example.get("dates", ())) for example in examples) >= 200
    assert sum(len(example.get("amounts", ())) for example in examples) >= 120
