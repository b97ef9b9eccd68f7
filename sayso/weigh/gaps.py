"""What one version of a text has and the other lacks: sentences without an answer, bodies of another kind.

Sentences are aligned in order, by the figures, dates and statements that they share and by their length. A sentence
is missed only where nothing between the neighbours of its place could hold what it says.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import log

from msgspec import Struct

from sayso.link.bodies import find_kind
from sayso.records import Amount, DateValue, Difference, Entity, Mention, Span, Versions
from sayso.text.sentences import find_sentences
from sayso.weigh.versions import Side, align, find_unlike, make_difference, write_value

SHORTEST = 0.25  # of the mean length of a sentence; what is shorter may be a part of another
ROOM = 1.5  # times the length that is to be expected, from which on a sentence holds what two held
SHARED = 1.5  # for each thing that two sentences share


class Line(Struct, frozen=True):
    """A sentence of one side."""

    span: Span
    values: frozenset[str]  # its figures and dates
    turns: frozenset[str]  # the pairs of statements that one of its statements is in
    length: float  # in sentences of its side


def find_gaps(sides: tuple[Side, Side], versions: Versions) -> list[Difference]:
    """The sentences that stand on one side only, and the bodies that are of another kind on the other."""
    lines = _list_lines(sides[0], versions, 0), _list_lines(sides[1], versions, 1)
    places = align(range(len(lines[0])), range(len(lines[1])), lambda i, j: _score(lines[0][i], lines[1][j]))
    found = list(_find_bodies(sides))
    for gap, near in _list_missed(lines, places):
        found.append(make_difference("missing", sides, (gap.span, near.span), explain_missing("first")))
    turned = [(right, left) for left, right in places]
    for gap, near in _list_missed((lines[1], lines[0]), turned):
        found.append(make_difference("missing", sides, (near.span, gap.span), explain_missing("second")))
    return found


def explain_missing(version: str) -> str:
    """The sentence for what stands in one version only."""
    return f"A sentence stands in the {version} version only; the other goes on behind this one without it."


def explain_body(left: str, right: str) -> str:
    """The sentence for two bodies of different kinds in the same place."""
    return f"The body is {left} in one version and {right} in the other."


def _list_lines(side: Side, versions: Versions, place: int) -> list[Line]:
    text, id = side.document.text, side.document.id
    bounds = [
        (start, end)
        for start, end in find_sentences(text, side.start, side.end, side.passage.lang)
        if any(char.isalnum() for char in text[start:end])
    ]
    mean = sum(end - start for start, end in bounds) / max(1, len(bounds))
    written = {f.value.span.start: write_value(f) for f in side.findings if isinstance(f, Amount | DateValue)}
    values = sorted(written)
    statements = side.statements
    turns = {pair[place]: str(number) for number, pair in enumerate(versions.statements)}
    begins = sorted((statements[id].content[0].start, number) for id, number in turns.items() if id in statements)
    return [
        Line(
            span=Span(id, start, end),
            values=frozenset(written[v] for v in values[bisect_left(values, start) : bisect_left(values, end)]),
            turns=frozenset(n for _, n in begins[bisect_left(begins, (start,)) : bisect_left(begins, (end,))]),
            length=(end - start) / mean,
        )
        for start, end in bounds
    ]


def _score(one: Line, other: Line) -> float:
    likeness = 1.2 - abs(log(max(one.length, 0.01) / max(other.length, 0.01)))
    values = len(one.values & other.values) - 0.5 * (bool(one.values) != bool(other.values))
    return max(likeness, 0.0) + SHARED * (values + len(one.turns & other.turns))


def _list_missed(
    lines: tuple[Sequence[Line], Sequence[Line]], places: Sequence[tuple[int, int]]
) -> Iterator[tuple[Line, Line]]:
    """The lines of the first side that nothing on the second could answer, with the one they would stand behind."""
    answered = dict(places)
    for place, line in enumerate(lines[0]):
        before, after = answered.get(place - 1), answered.get(place + 1)
        if place in answered or line.length < SHORTEST or before is None:
            continue
        closed = after == before + 1 if after is not None else before == len(lines[1]) - 1
        others = [lines[1][number] for number in (before, after) if number is not None]
        known = [lines[0][number] for number in (place - 1, place + 1) if number < len(lines[0])]
        crowded = sum(o.length for o in others) > ROOM * sum(k.length for k, _ in zip(known, others, strict=False))
        told = any(line.values & other.values for other in others)
        if closed and not crowded and not told:
            yield line, lines[1][before]


def _find_bodies(sides: tuple[Side, Side]) -> Iterator[Difference]:
    named = [_list_bodies(side) for side in sides]
    for (one, _), (other, _) in find_unlike(named[0], named[1], lambda body: body[1], lambda left, right: True):
        yield make_difference("name", sides, (one, other), explain_body(sides[0].quote(one), sides[1].quote(other)))


def _list_bodies(side: Side) -> list[tuple[Span, str]]:
    """The public bodies whose kind is known, in the order of the text, each where it is first named."""
    mentions = {f.id: f for f in side.findings if isinstance(f, Mention) and f.form == "name"}
    first = {mention.span.start: mention.span for mention in reversed(mentions.values())}
    found = []
    for entity in side.findings:
        if not isinstance(entity, Entity) or entity.schema != "PublicBody":
            continue
        kind = next((kind for name in entity.names if (kind := find_kind(name))), None)
        held = sorted(
            mentions[id].span.start for id in entity.mentions if id in mentions and _stands(mentions[id], side)
        )
        if kind and held:
            found.append((first[held[0]], kind))
    return sorted(found, key=lambda body: body[0].start)


def _stands(mention: Mention, side: Side) -> bool:
    return side.start <= mention.span.start < side.end
