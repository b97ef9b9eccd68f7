"""Dates and amounts of one passage.

`find_values` reads the words once and gives both; a number that belongs to a date is no amount ("three days
ago"). The languages' words and templates lie in their `values.toml`; the rules are in `dates_resolve` and
`amounts`. Nothing is filled in: without a publication date a relative date keeps its words and has no normal form.
"""

from typing import Literal

from sayso.ids import make_id
from sayso.read.amounts import AmountDraft, draft_amounts
from sayso.read.dates import DateDraft, draft_dates, load_grammar
from sayso.read.items import find_items
from sayso.read.reading import Reading
from sayso.records import Amount, DateValue, Span, Value

_PARTS: tuple[Literal["early", "mid", "late"] | None, ...] = (None, "early", "mid", "late")


def find_values(reading: Reading, anchor: str | None) -> tuple[list[DateValue], list[Amount]]:
    """The dates and the amounts of a passage, each in order of place; no two of them overlap.

    Args:
        anchor: the publication date, as precise as it is known; only relative and yearless dates rest on it.
    """
    grammar = load_grammar(reading.language.code)
    if grammar is None:
        return [], []
    start, end = reading.passage.span.start, reading.passage.span.end
    items = find_items(reading.text, start, end, grammar.lexicon)
    dates = draft_dates(items, reading.text, (start, end), grammar, anchor)
    amounts = _drop_covered(draft_amounts(items, reading.text, grammar.lexicon.code), dates)
    return [_make_date(draft, reading) for draft in dates], [_make_amount(draft, reading) for draft in amounts]


def find_dates(reading: Reading, anchor: str | None) -> list[DateValue]:
    """The dates of a passage in order of place; none overlap."""
    return find_values(reading, anchor)[0]


def find_amounts(reading: Reading) -> list[Amount]:
    """The amounts of a passage in order of place; none overlap each other or a date."""
    return find_values(reading, None)[1]


def _drop_covered(amounts: list[AmountDraft], dates: list[DateDraft]) -> list[AmountDraft]:
    """The amounts that share no character with a date; both are in order."""
    kept: list[AmountDraft] = []
    at = 0
    for amount in amounts:
        while at < len(dates) and dates[at].end <= amount.start:
            at += 1
        if at == len(dates) or dates[at].start >= amount.end:
            kept.append(amount)
    return kept


def _make_date(draft: DateDraft, reading: Reading) -> DateValue:
    span = Span(reading.document.id, draft.start, draft.end)
    return DateValue(
        id=make_id("t", span.document, (span,)),
        made_by=f"read.dates {reading.language.code} 0.1",
        value=Value(span=span, normal=draft.normal),
        precision=draft.precision,
        relation=draft.relation,
        part=_PARTS[draft.part or 0],
        approximate=draft.approximate,
        relative=draft.relative,
    )


def _make_amount(draft: AmountDraft, reading: Reading) -> Amount:
    span = Span(reading.document.id, draft.start, draft.end)
    number = draft.number
    return Amount(
        id=make_id("a", span.document, (span,)),
        made_by=f"read.amounts {reading.language.code} 0.1",
        value=Value(span=span, normal=draft.normal),
        number=None if number.value is None else float(number.value),
        currency=draft.currency,
        unit=draft.unit,
        low=None if number.low is None else float(number.low),
        high=None if number.high is None else float(number.high),
        approximate=draft.approximate,
        bound=draft.bound,
    )
