"""Dates: the words that name a point or stretch of time, and what they come to.

Four passes of templates over the items of a passage (the templates are data, in `values.toml`):

    relative   "last week", 上个月: a unit and a shift are one
    date       day, month and year; weekdays; "three days ago"; a lone year or month waits for what stands around it
    refined    "late" in front of a month, a time of day behind a day
    relation   from ... to, since, until, before; "in" in front of a lone year

Then `resolve_partial` gives each its days, by the rules in its module. What begins like a date and is none
("every Monday", "two days later") has templates of its own, and blocks.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from sayso import languages
from sayso.read.dates_normal import read_normal
from sayso.read.dates_read import Expression, read_expressions
from sayso.read.dates_resolve import Partial, Point, Setting, name_precision, needs_anchor, resolve_partial
from sayso.read.items import Lexicon, load_lexicon
from sayso.read.templates import Item, Node, apply_templates, compile_templates
from sayso.records import Precision, TimeRelation

PRODUCTIONS = (
    ("none", "stretch", "relative"),
    ("none", "date", "ago", "hence", "sofar", "later", "broken", "lone"),
    ("none", "refined"),
    ("none", "range", "list", "since", "until", "by", "before", "after", "bare"),
)
_WAITING = ("day", "month", "monthnum", "season", "quarter", "half_year", "year")
_CLAUSE_MARK = r"[,;:.!?，；：。！？、၊။\n—–]"
_ADDED = 2  # words before a date in a clause that only adds to the one before: "and only after"
_CLAUSE = 160  # characters to look at on either side of a date
_ANCHOR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")


class DateDraft(Struct, frozen=True):
    """A date before it is a record: where it stands and what it comes to."""

    start: int
    end: int
    normal: str | None
    precision: Precision
    relation: TimeRelation
    part: int | None
    approximate: bool
    relative: bool


class Grammar(Struct, frozen=True):
    """A language's templates, compiled pass by pass, and the words of what is to come."""

    lexicon: Lexicon
    passes: tuple[Node, ...]
    clause_edge: re.Pattern[str]  # punctuation, and words that open a clause: that, что, que
    future: re.Pattern[str] | None
    past: re.Pattern[str] | None
    not_future: re.Pattern[str] | None


@cache
def load_grammar(code: str) -> Grammar | None:
    """The compiled templates of a language, or None where it has no value tables."""
    lexicon = load_lexicon(code)
    if lexicon is None:
        return None
    dates = lexicon.tables.dates
    language = languages.load(code)
    openers = language.settings.words.complementizers if language is not None else ()
    words = "".join(rf"|\b{re.escape(word)}\b" for word in openers)
    return Grammar(
        lexicon=lexicon,
        passes=tuple(compile_templates(dates.templates, group) for group in PRODUCTIONS),
        clause_edge=re.compile(_CLAUSE_MARK + words),
        future=_compile_words(dates.future_words, dates.future_endings, spaced=lexicon.spaced),
        past=_compile_words(dates.past_words, (), spaced=lexicon.spaced),
        not_future=re.compile("|".join(map(re.escape, dates.future_not))) if dates.future_not else None,
    )


def _compile_words(words: tuple[str, ...], endings: tuple[str, ...], *, spaced: bool) -> re.Pattern[str] | None:
    whole, ends = "|".join(map(re.escape, words)), "|".join(map(re.escape, endings))
    if not spaced:
        return re.compile(whole) if whole else None
    branches = [rf"\b(?:{whole})\b"] if whole else []
    branches += [rf"\w(?:{ends})\b"] if ends else []
    return re.compile("|".join(branches), re.IGNORECASE) if branches else None


def draft_dates(
    items: Sequence[Item], text: str, bounds: tuple[int, int], grammar: Grammar, anchor: str | None
) -> list[DateDraft]:
    """The dates among the items of `text[start:end]`, in order; none overlap."""
    found = list(items)
    for root in grammar.passes:
        found = apply_templates(found, root, _build)
    days = read_anchor(anchor)
    drafts: list[DateDraft] = []
    for number, item in enumerate(found):
        if not item.production or item.production in ("none", "lone"):
            continue
        approximate = _is_approximate(found, number)
        for expression in read_expressions(item, grammar.lexicon.tables.dates):
            ahead = bool(days) and _is_due(expression, text, bounds, grammar)
            begun = expression.relation == "since" or (not ahead and _tells_of_past(text, expression, bounds, grammar))
            drafts.append(_draft(expression, days, (ahead, begun), approximate=approximate, grammar=grammar))
    return drafts


def read_anchor(anchor: str | None) -> tuple[date, ...]:
    """First and last day of a publication date as precise as it is given; empty when there is none or it is no date."""
    match = _ANCHOR.match(anchor or "")
    if match is None:
        return ()
    try:
        stretch = read_normal(match.group())
    except ValueError:
        return ()
    if stretch.first is None or stretch.last is None:
        return ()
    return (stretch.first,) if stretch.first == stretch.last else (stretch.first, stretch.last)


def _build(production: str, roles: tuple[str, ...], parts: tuple[Item, ...]) -> Item | None:
    """What a template makes of its parts: an item for the next pass."""
    start, end, joined = parts[0].start, parts[-1].end, parts[0].joined
    if production in ("ago", "hence", "stretch") and _counts_years_of_our_era(roles, parts):
        return None
    if production == "none":
        return Item(start, end, joined, {}, production="none")
    if production == "relative":
        meanings = dict(zip(roles, (part.meanings for part in parts), strict=True))
        return Item(start, end, joined, {f"rel{meanings['unit']['unit']}": meanings["shift"]["shift"]})
    if production == "lone":
        slot = next(slot for slot in _WAITING if slot in roles)
        kept = parts[0].meanings if len(parts) == 1 else {}
        slots = {**kept, "any": "", f"lone_{slot}": ""}
        return Item(start, end, joined, slots, parts[0].number, production, roles, parts)
    return Item(start, end, joined, {"date": "", "any": ""}, None, production, roles, parts)


def _counts_years_of_our_era(roles: tuple[str, ...], parts: tuple[Item, ...]) -> bool:
    """Whether what looks like a count of years is a year: 2030年前."""
    counted = [part for role, part in zip(roles, parts, strict=True) if role == "count" and "year" in part.meanings]
    return bool(counted) and any(part.meanings.get("unit") == "year" for part in parts)


def _is_approximate(items: Sequence[Item], at: int) -> bool:
    ahead = at - 2 if at > 1 and items[at].joined and "the" in items[at - 1].meanings else at - 1
    before = ahead >= 0 and items[ahead + 1].joined and items[at].joined and "about" in items[ahead].meanings
    after = at + 1 < len(items) and items[at + 1].joined and "about_after" in items[at + 1].meanings
    return before or after


def _rests_on_anchor(expression: Expression) -> bool:
    right = expression.right
    return needs_anchor(expression.left) or (right is not None and needs_anchor(right))


def _is_due(expression: Expression, text: str, bounds: tuple[int, int], grammar: Grammar) -> bool:
    """Whether a date without a year is to come: by its clause, or because something is due by it or before it."""
    if not _rests_on_anchor(expression) or expression.relation == "since":
        return False
    return expression.relation in ("by", "before") or _tells_of_future(text, expression, bounds, grammar)


def _draft(
    expression: Expression, days: tuple[date, ...], told: tuple[bool, bool], *, approximate: bool, grammar: Grammar
) -> DateDraft:
    """A date with what it comes to.

    Args:
        told: whether it is to come, and whether it must have begun.
    """
    left, right = expression.left, expression.right
    normals: set[str | None] = set()
    next_weekday = grammar.lexicon.tables.dates.next_weekday
    for day in days or (None,):
        setting = Setting(day, told[0], begun=told[1], next_weekday=next_weekday)
        normals.add(_write_range(left, right, setting) if right else _write_single(expression, setting))
    return DateDraft(
        start=expression.start,
        end=expression.end,
        normal=normals.pop() if len(normals) == 1 else None,
        precision="range" if right else name_precision(left),
        relation=expression.relation,
        part=None if right else left.part,
        approximate=approximate,
        relative=_rests_on_anchor(expression),
    )


def _write_single(expression: Expression, setting: Setting) -> str | None:
    point = resolve_partial(expression.left, setting)
    if point is None:
        return None
    if expression.relation == "in":
        return point.normal
    if expression.relation in ("since", "after"):
        return f"{_bound(point, -1 if expression.relation == 'after' else 0)}/.."
    return f"../{_bound(point, 0 if expression.relation == 'before' else -1)}"


def _write_range(left: Partial, right: Partial, setting: Setting) -> str | None:
    last = resolve_partial(right, setting)
    if last is None:
        return None
    yearless = needs_anchor(left) and any((left.month, left.weekday, left.season, left.quarter, left.half, left.day))
    shifted = any(getattr(left, name) is not None for name in ("shift", "week_shift", "month_shift", "year_shift"))
    first = resolve_partial(left, Setting(last.first) if yearless and not shifted else setting)
    if first is None or first.first > last.last:
        return None
    return f"{_bound(first, 0)}/{_bound(last, -1)}"


def _bound(point: Point, end: int) -> str:
    """One end of an interval: of a season, quarter or decade its first or last month or year."""
    normal = point.normal.split("/")[end]
    day = point.last if end else point.first
    if "X" in normal:
        return f"{day.year:04d}"
    return f"{day.year:04d}-{day.month:02d}" if len(normal) == 7 and int(normal[5:]) > 12 else normal


def _tells_of_future(text: str, expression: Expression, bounds: tuple[int, int], grammar: Grammar) -> bool:
    """Whether the clause around a date tells of what is to come."""
    if grammar.future is None:
        return False
    clause = _find_clause(text, expression, bounds, grammar)
    if grammar.not_future is not None:
        clause = grammar.not_future.sub(" ", clause)
    return grammar.future.search(clause) is not None


def _tells_of_past(text: str, expression: Expression, bounds: tuple[int, int], grammar: Grammar) -> bool:
    """Whether the clause around a date tells of what has been."""
    return grammar.past is not None and grammar.past.search(_find_clause(text, expression, bounds, grammar)) is not None


def _find_clause(text: str, expression: Expression, bounds: tuple[int, int], grammar: Grammar) -> str:
    """The clause around a date, with the next one where the date fills its own, or the last where it only adds to it.

    "The gate will open again, and only after 1 August."
    """
    left = text[max(bounds[0], expression.start - _CLAUSE) : expression.start]
    right = text[expression.end : min(bounds[1], expression.end + _CLAUSE)]
    earlier, later = grammar.clause_edge.split(left), grammar.clause_edge.split(right)
    before, after = earlier[-1], later[0]
    if len(before.strip()) + len(after.strip()) <= 3 and len(later) > 1:
        after += " " + later[1]
    if len(after.strip()) <= 3 and len(earlier) > 1 and len(before.split()) <= _ADDED and grammar.lexicon.spaced:
        before = f"{earlier[-2]} {before}"
    return f"{before}\n{after}"
