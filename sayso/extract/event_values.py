"""The dates, amounts and place that belong to an event: only those in the words that tell it."""

from collections.abc import Sequence

from sayso.extract.event_units import Hit, Units
from sayso.extract.event_words import COMMA, COMPLEMENTIZER, CONJUNCTION, RELATIVE, STOP, SUBORDINATOR
from sayso.extract.factuality import find_inside
from sayso.extract.parties import Party
from sayso.ids import make_id
from sayso.read.items import find_items, load_lexicon
from sayso.read.templates import Item
from sayso.records import Amount, DateValue, Span, Statement, Value

_BREAK = COMMA | STOP | COMPLEMENTIZER | RELATIVE | SUBORDINATOR
STEP = "extract.counts 0.1"
_STATES = ("since", "until")  # bound a state, and no event that another clause tells
_COUNTABLE = ("Group", "Person")
_BESIDE = 3  # stretches behind the one that tells an event, in which its day may stand
_DASHES = ("-", "–", "—")
_ADJECTIVES = 2  # words between a number and the noun it counts
_COUNTED = frozenset(["percent", "year"])
Segment = tuple[int, int]  # characters


def list_segments(units: Units, dates: Sequence[DateValue]) -> list[Segment]:
    """The sentence cut at commas, conjunctions of clauses and the like; a date is never cut."""
    covered = [(date.value.span.start, date.value.span.end) for date in dates]
    cuts = [units.start]
    for place, flag in enumerate(units.flags):
        at = units.starts[place]
        if flag & _BREAK and place not in units.roles and not any(start <= at < end for start, end in covered):
            cuts.append(at)
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], units.end], strict=True) if end > start]


def find_date(
    units: Units, hit: Hit, segments: Sequence[Segment], dates: Sequence[DateValue], statements: Sequence[Statement]
) -> DateValue | None:
    """The date of the trigger's own clause, else of a neighbouring stretch that tells no event itself."""
    place = units.starts[hit.head]
    mine = find_inside(statements, place, place + 1)
    fitting = []
    for date in dates:
        inside = find_inside(statements, date.value.span.start, date.value.span.end)
        if _same(inside, mine) or (inside is not None and _is_cue(inside, place)):
            fitting.append(date)
    number = _find_segment(segments, place)
    held = [date for date in fitting if _find_segment(segments, date.value.span.start) == number]
    if held:
        return _choose(units, hit, held)
    for other in _list_beside(units, hit, segments, number):
        near = [
            date
            for date in fitting
            if _find_segment(segments, date.value.span.start) == other and date.relation not in _STATES
        ]
        if near:
            return near[0]
    return None


def _list_beside(units: Units, hit: Hit, segments: Sequence[Segment], number: int) -> list[int]:
    """The stretches that may tell the day of an event in another: the one before, then those behind.

    Behind, an apposition may come between ("met the president, Ada Lind, in Velmora on Monday"); nothing is told by
    a stretch that tells an event itself or opens a clause. A dateline ("VELMORA, May 4 - ") tells it last.
    """
    before = [number - 1] if number > 0 and _is_told(units, segments[number - 1], hit) else []
    behind = []
    for other in range(number + 1, min(len(segments), number + 1 + _BESIDE)):
        if not _is_told(units, segments[other], hit):
            break
        behind.append(other)
    dateline = number > 1 and units.words[units.find(segments[number][0])] in _DASHES
    return [*behind, *before] if dateline else [*before, *behind]


def _is_told(units: Units, segment: Segment, hit: Hit) -> bool:
    return not _has_hit(units, segment, hit) and not _opens_relative(units, segment)


def _is_cue(statement: Statement, place: int) -> bool:
    """Whether the trigger is the cue itself: "attacked the plan on Monday"."""
    return any(span.start <= place < span.end for span in statement.cue)


def _same(left: Statement | None, right: Statement | None) -> bool:
    return (left.id if left else None) == (right.id if right else None)


def _choose(units: Units, hit: Hit, dates: Sequence[DateValue]) -> DateValue | None:
    """The date nearest to the trigger that no other trigger stands closer to."""
    place = units.starts[hit.head]

    def rank(date: DateValue) -> tuple[bool, int, int]:
        at = date.value.span.start
        between = range(units.find(min(at, place)), units.find(max(at, place)))
        joined = at < place and any(units.flags[number] & CONJUNCTION for number in between)
        return joined, abs(at - place), at

    best = min(dates, key=rank)
    at = best.value.span.start
    between = [
        other
        for other in units.hits
        if other is not hit
        and min(place, at) < units.starts[other.head] < max(place, at)
        and other.kind == "noun"
        and hit.kind != "noun"
        and at > place
    ]
    return None if between and any(other.trigger.needs for other in between) and len(between) > 1 else best


def _find_segment(segments: Sequence[Segment], place: int) -> int:
    return next((number for number, (start, end) in enumerate(segments) if start <= place < end), -1)


def _has_hit(units: Units, segment: Segment, hit: Hit) -> bool:
    return any(other is not hit and segment[0] <= units.starts[other.head] < segment[1] for other in units.hits)


def _opens_relative(units: Units, segment: Segment) -> bool:
    first = units.find(segment[0])
    return any(
        units.flags[place] & (RELATIVE | SUBORDINATOR) for place in range(first, min(first + 2, len(units.words)))
    )


def find_amounts(
    units: Units, hit: Hit, segments: Sequence[Segment], amounts: Sequence[Amount], statements: Sequence[Statement]
) -> list[Amount]:
    """The sums and quantities between the trigger before and the one behind, in the trigger's own clause."""
    place = units.starts[hit.head]
    number = _find_segment(segments, place)
    mine = find_inside(statements, place, place + 1)
    heads = sorted(units.starts[other.head] for other in units.hits if other.head != hit.head)
    before = max((head for head in heads if head < place), default=-1)
    behind = min((head for head in heads if head > place), default=units.end)
    return [
        amount
        for amount in amounts
        if _find_segment(segments, amount.value.span.start) == number
        and before < amount.value.span.start < behind
        and amount.unit not in _COUNTED
        and _same(find_inside(statements, amount.value.span.start, amount.value.span.end), mine)
    ]


def find_place(hit: Hit, parties: Sequence[Party], taken: Sequence[Party]) -> Party | None:
    """The named place behind "in", "at" or "near" that is nearest to the trigger."""
    found = [
        party
        for party in parties
        if party.role == "in"
        and party.mention is not None
        and party.mention.schema in ("Place", "Country")
        and all(party is not other for other in taken)
    ]
    return min(found, key=lambda party: abs(party.first - hit.head), default=None)


def find_counts(
    units: Units, parties: Sequence[Party], amounts: Sequence[Amount], dates: Sequence[DateValue]
) -> list[Amount]:
    """How many they were: a number in front of a noun for persons, where it is no amount or date already."""
    lexicon = load_lexicon(units.reading.language.code)
    persons = [party for party in parties if party.mention is None and party.noun and party.noun.schema in _COUNTABLE]
    if lexicon is None or not persons:
        return []
    taken = [*(amount.value.span for amount in amounts), *(date.value.span for date in dates)]
    counts: list[Amount] = []
    for item in find_items(units.reading.text, units.start, units.end, lexicon):
        number = item.number
        if number is None or number.value is None or any(s.start < item.end and item.start < s.end for s in taken):
            continue
        first, last = units.find(item.start), units.find(item.end)
        for party in persons:
            gap = range(last, party.first)
            if (
                0 <= party.first - last <= _ADJECTIVES
                and not any(units.flags[place] or place in units.roles or place in units.actors for place in gap)
                and first < party.first
            ):
                counts.append(_make_count(units, item, float(number.value)))
                break
    return counts


def find_side_counts(units: Units, amounts: Sequence[Amount], side: Sequence[Party]) -> list[Amount]:
    """The numbers that count those who take part, wherever in the sentence they are named."""
    return [
        amount
        for amount in amounts
        for party in side
        if 0 <= party.first - units.find(amount.value.span.end) <= 1
        and amount.value.span.end <= units.starts[party.first]
    ]


def _make_count(units: Units, item: Item, number: float) -> Amount:
    span = Span(units.reading.document.id, item.start, item.end)
    return Amount(
        id=make_id("a", span.document, (span,)),
        made_by=STEP,
        score=0.7,
        value=Value(span=span, normal=f"{number:g} person" if number < 1e6 else f"{number:.0f} person"),
        number=number,
        currency=None,
        unit="person",
    )
