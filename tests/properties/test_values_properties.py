"""Dates and amounts of any text: no exception, spans in order inside the text, every normal form valid."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import languages
from sayso.read.dates_normal import read_normal
from sayso.read.items import load_lexicon
from sayso.read.reading import Reading
from sayso.read.values import find_values
from sayso.records import Document, Passage, Span

LANGUAGES = ("en", "zh", "ru", "es", "fr", "my")
ANCHORS = st.sampled_from([None, "2024", "2024-02", "2024-02-29", "2025-12-31", "0001-01-01", "9999-12-31", "x"])


def list_words(lang: str) -> list[str]:
    lexicon = load_lexicon(lang)
    assert lexicon is not None
    numbers = [
        "1",
        "12",
        "31",
        "2024",
        "1999",
        "3,5",
        "1.234",
        "1 234",
        "90",
        "0",
        "23:40",
        "03/04/2025",
        "99999999999",
        "二十",
        "万",
        "၁၂",
    ]
    return sorted(lexicon.words) + numbers * 20


TEXTS = st.sampled_from(LANGUAGES).flatmap(
    lambda lang: st.tuples(
        st.just(lang),
        st.one_of(
            st.text(max_size=80),
            st.lists(st.sampled_from(list_words(lang)), max_size=14).map(" ".join),
            st.lists(st.sampled_from(list_words(lang)), max_size=14).map("".join),
        ),
    )
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, ANCHORS)
def test_any_text(lang_and_text: tuple[str, str], anchor: str | None) -> None:
    lang, text = lang_and_text
    language = languages.load(lang)
    assert language is not None
    reading = Reading(
        document=Document(id="d", text=text),
        passage=Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang=lang),
        language=language,
        sentences=((0, len(text)),),
        tokens=(),
        quotes=(),
    )
    dates, amounts = find_values(reading, anchor)
    for found in (dates, amounts):
        edges = [edge for value in found for edge in (value.value.span.start, value.value.span.end)]
        assert edges == sorted(edges)
        assert all(0 <= value.value.span.start < value.value.span.end <= len(text) for value in found)
    for date in dates:
        if date.value.normal is not None:
            stretch = read_normal(date.value.normal)
            assert (date.relation == "in") == (stretch.first is not None and stretch.last is not None)
        assert anchor is not None or not date.relative or date.value.normal is None
    for amount in amounts:
        assert amount.low is None or amount.high is None or amount.low < amount.high
        assert not (amount.currency and amount.unit)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(["1", "1.", "1,", "1 ", "1-", "一", "万", "1:2", "2021 ", "$", "2024-07-", "111 "]),
)
def test_long_runs_of_one_thing_come_to_an_end(lang: str, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    language = languages.load(lang)
    assert language is not None
    reading = Reading(
        document=Document(id="d", text=text),
        passage=Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang=lang),
        language=language,
        sentences=((0, len(text)),),
        tokens=(),
        quotes=(),
    )
    dates, amounts = find_values(reading, "2024-08-09")
    assert all(value.value.span.end <= len(text) for value in (*dates, *amounts))
