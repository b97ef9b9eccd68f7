"""Whatever the text, the statements found in it point into it and hold together."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import languages
from sayso.extract import spaced
from sayso.extract.drafts import Draft
from sayso.extract.nesting import find_outer
from sayso.extract.statements import find_statements
from sayso.read.quotes import find_paragraphs, find_quotes
from sayso.read.reading import Reading, read_passage
from sayso.read.tokens import find_tokens
from sayso.records import Document, Passage, Span

SPACED = [code for code in languages.list_languages() if (found := languages.load(code)) and found.settings.spaced]
PIECES = [
    "said", "that", "he", "Ann Ley", "the port office", "told reporters", "denied", "according to", "who", "and",
    "was accused of", "it is alleged that", "adding that", "his claim that", "“", "”", '"', "''", "‘", "’", "'", "«", "»",
    ",", ".", "?", ":", ";", "—", "-", "(", ")", "\n", "\n\n", "in May", "Monday", "say", "to", "reportedly", "by",
    "by her account", "dijo que", "selon", "qu’il", "сказал", "что", "港务局表示", "😀", "e\u0301", "U.S.", "3.2", "\x00", "\u2028",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ", ""]).map(lambda gap: gap.join(pieces))
)


def read(text: str, lang: str, start: int = 0, end: int | None = None) -> Reading:
    span = Span("d", start, len(text) if end is None else end)
    reading = read_passage(Document(id="d", text=text), Passage(id="p", made_by="test", span=span, lang=lang))
    assert reading is not None
    return reading


def check(draft: Draft, start: int, end: int) -> None:
    for role in (draft.source, draft.cue, draft.content):
        assert list(role) == sorted(role)
        assert all(start <= first < last <= end for first, last in role)
        assert all(left[1] <= right[0] for left, right in pairwise(role))
    taken = draft.cue + draft.source
    assert not [(own, other) for own in draft.content for other in taken if own[0] < other[1] and other[0] < own[1]]
    assert draft.cue
    assert draft.content
    assert 0 < draft.score <= 1


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(SPACED), st.integers(0, 10), st.integers(0, 10))
def test_drafts_lie_in_their_passage_and_hold_nothing_of_their_own_cue(
    text: str, lang: str, before: int, behind: int
) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - behind)
    reading = read(text, lang, start, end)
    drafts = spaced.find_drafts(reading)
    assert drafts == sorted(drafts, key=lambda draft: (draft.cue, draft.content))
    for draft in drafts:
        check(draft, start, end)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_statement_lies_inside_the_one_it_names(text: str) -> None:
    statements = find_statements([read(text, "en")])
    by_id = {statement.id: statement for statement in statements}
    assert len(by_id) == len(statements)
    for statement in statements:
        if statement.inside is None:
            continue
        outer = by_id[statement.inside]
        for place in statement.cue + statement.content:
            assert any(held.start <= place.start and place.end <= held.end for held in outer.content)


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), min_size=1, max_size=3).map(
    lambda pairs: tuple(sorted((start, start + size) for start, size in pairs))
)
DRAFTS = st.builds(
    Draft,
    source=st.just(()),
    cue=PLACES,
    content=PLACES,
    act=st.just("say"),
    polarity=st.just("positive"),
    rule=st.just("x"),
)


@given(st.dictionaries(st.text(min_size=1, max_size=3), DRAFTS, max_size=8))
def test_the_outer_statement_is_the_smallest_that_holds_it(drafts: dict[str, Draft]) -> None:
    def holds(outer: Draft, inner: Draft) -> bool:
        return outer.content != inner.content and all(
            any(start <= place[0] and place[1] <= end for start, end in outer.content)
            for place in inner.cue + inner.content
        )

    for id, outer in find_outer(drafts).items():
        sizes = {
            other: sum(end - start for start, end in draft.content)
            for other, draft in drafts.items()
            if other != id and holds(draft, drafts[id])
        }
        assert outer == (min(sizes, key=lambda other: (sizes[other], other)) if sizes else None)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(languages.list_languages()))
def test_quotations_nest_and_lie_in_their_paragraph(text: str, lang: str) -> None:
    language = languages.load(lang)
    assert language is not None
    paragraphs = find_paragraphs(text, 0, len(text))
    quotes = find_quotes(text, 0, len(text), language)
    assert quotes == sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    for number, quote in enumerate(quotes):
        assert any(start <= quote.start < quote.end <= end for start, end in paragraphs)
        for other in quotes[number + 1 :]:
            assert other.start >= quote.end or (other.end <= quote.end and other.depth > quote.depth)


@given(TEXTS)
def test_tokens_hold_every_character_that_is_not_white_space(text: str) -> None:
    tokens = find_tokens(text, 0, len(text))
    assert "".join(token.word for token in tokens) == "".join(text.split())
    assert all(text[token.start : token.end] == token.word for token in tokens)
