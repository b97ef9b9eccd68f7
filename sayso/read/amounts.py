"""Amounts: sums of money, quantities with their units, percentages and shares.

Three passes of templates over the items of a passage (the templates are data, in `values.toml`): two numbers
that are the bounds of one ("10 to 15"), a number with its currency or unit, two sums that are bounds
("$10 million to $15 million"). The currency is the one in the words: "dollars" alone is the US dollar where
the language's table says so, as newsrooms write it; "pesos", "francs", "kronor" or "shillings" without a
country stay without a currency, and no country is guessed from the rest of the text.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sayso.languages.values import read_currencies
from sayso.read.items import load_lexicon
from sayso.read.templates import Item, Node, Number, apply_templates, compile_templates

PRODUCTIONS = (("none", "bounds"), ("none", "sum", "share"), ("between",))
Bound = Literal["at least", "at most"]


class AmountDraft(Struct, frozen=True):
    """An amount before it is a record: where it stands and what it comes to."""

    start: int
    end: int
    number: Number
    currency: str | None
    unit: str | None
    normal: str | None
    approximate: bool
    bound: Bound | None


@cache
def load_passes(code: str) -> tuple[Node, ...]:
    """The compiled templates of a language's amounts; none where it has no value tables."""
    lexicon = load_lexicon(code)
    if lexicon is None:
        return ()
    return tuple(compile_templates(lexicon.tables.amounts.templates, group) for group in PRODUCTIONS)


def draft_amounts(items: Sequence[Item], text: str, code: str) -> list[AmountDraft]:
    """The amounts among the items of a passage of a text, in order; none overlap."""
    found = list(items)
    for root in load_passes(code):
        found = apply_templates(found, root, _build)
    drafts = [_draft(found, at) for at, item in enumerate(found) if item.production in ("sum", "share", "between")]
    return [_negate(draft) if _has_minus(text, draft) else draft for draft in drafts]


def _has_minus(text: str, draft: AmountDraft) -> bool:
    """Whether a minus sign stands right before the amount, and not between two things."""
    before = text[max(0, draft.start - 2) : draft.start]
    return before[-1:] in ("-", "−") and not before[:-1].strip(" \n\t(（,，:：") and draft.number.value is not None


def _negate(draft: AmountDraft) -> AmountDraft:
    number = _multiply(draft.number, Decimal(-1))
    return replace(draft, start=draft.start - 1, number=number, normal=f"-{draft.normal}")


def _build(production: str, roles: tuple[str, ...], parts: tuple[Item, ...]) -> Item | None:
    """What a template makes of its parts; None where they do not go together."""
    start, end, joined = parts[0].start, parts[-1].end, parts[0].joined
    if production == "none":
        return Item(start, end, joined, {}, production="none")
    if production == "bounds":
        left, right = (part.number for role, part in zip(roles, parts, strict=True) if role == "count")
        bounds = join_bounds(left, right)
        return None if bounds is None else Item(start, end, joined, {"count": "", "bounds": ""}, bounds)
    if production == "between":
        left_sum, right_sum = (part for role, part in zip(roles, parts, strict=True) if role == "amount")
        if read_measure(left_sum) != read_measure(right_sum):
            return None
        bounds = join_bounds(left_sum.number, right_sum.number)
        return None if bounds is None else Item(start, end, joined, {}, bounds, production, ("amount",), (left_sum,))
    number = next((part.number for part in parts if part.number is not None), None)
    return Item(start, end, joined, {"amount": ""}, number, production, roles, parts)


def join_bounds(left: Number | None, right: Number | None) -> Number | None:
    """A range of two numbers, "10 to 15 million" with the million for both; None where they do not rise."""
    if left is None or right is None or left.value is None or right.value is None:
        return None
    low, high = left.value, right.value
    if left.factor == 1 and low < high / right.factor:
        low *= right.factor
    return Number(None, low, high, approximate=left.approximate or right.approximate) if low < high else None


def read_measure(item: Item) -> tuple[str | None, str | None]:
    """Currency and unit that the words of an amount give."""
    if item.production == "between":
        return read_measure(item.parts[0])
    words: dict[str, str] = {}
    for role, part in zip(item.roles, item.parts, strict=True):
        words.setdefault(role, part.meanings.get(role, ""))  # the first names it: 新台币300万元
    for role in ("currency", "code"):
        if role in words:
            return words[role], None
    noun = words.get("noun") or words.get("symbol")
    if noun is not None:
        countries = read_nouns().get(noun)
        if countries is None:
            return noun, None  # a sign that stands for one currency
        currency = countries.get(words.get("country", ""))
        return currency, None if currency else noun.replace("_", " ")
    if "percent_of" in words:
        return None, "percent"
    return None, words.get("measure") or ("person" if "people" in words else "share")


@cache
def read_nouns() -> dict[str, dict[str, str]]:
    """For each noun that several currencies share, the currency of each country."""
    currencies = read_currencies()
    return {"yen": {}, **currencies.nouns}


def _draft(items: Sequence[Item], at: int) -> AmountDraft:
    item = items[at]
    currency, unit = read_measure(item)
    number = item.number or Number(None)
    if unit is not None and unit[0].isdigit():  # 成, a tenth, is "10 percent"
        number = _multiply(number, Decimal(unit.split()[0]))
        unit = " ".join(unit.split()[1:])
    measure = currency or unit
    normal: str | None = None
    if item.production == "share":
        fraction = next(part.meanings["fraction"] for part in item.parts if "fraction" in part.meanings)
        above, below = fraction.split("/")
        number, normal = Number(Decimal(above) / Decimal(below)), f"{fraction} share"
    elif number.low is not None and number.high is not None:
        normal = f"{write_decimal(number.low)}/{write_decimal(number.high)} {measure}"
    elif number.value is not None:
        normal = f"{write_decimal(number.value)} {measure}"
    before = items[at - 1].meanings if at and item.joined else {}
    after = items[at + 1].meanings if at + 1 < len(items) and items[at + 1].joined else {}
    bound: Bound | None = None
    if "at_least" in before or "at_least_after" in after:
        bound = "at least"
    elif "at_most" in before or "at_most_after" in after:
        bound = "at most"
    approximate = number.approximate or "about" in before or "about_after" in after
    return AmountDraft(item.start, item.end, number, currency, unit, normal, approximate, bound)


def _multiply(number: Number, factor: Decimal) -> Number:
    value, low, high = (None if part is None else part * factor for part in (number.value, number.low, number.high))
    return Number(value, low, high, approximate=number.approximate)


def write_decimal(value: Decimal) -> str:
    """A number without exponent and without idle zeros."""
    return f"{value.normalize():f}"
