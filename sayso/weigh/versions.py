"""The two versions of a bilingual document: which statements answer each other, and what differs.

Statements are aligned in order, by what they do and by their figures and dates. Figures and dates of the two
passages are aligned in order too; where two that do not match stand between the same neighbours, they differ.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from sayso.ids import make_id
from sayso.records import (
    Amount,
    AnyFinding,
    Aspect,
    DateValue,
    Difference,
    Document,
    Gist,
    Passage,
    Span,
    Statement,
    Versions,
)

STEP = "weigh.versions 0.1"
ENOUGH = 0.5  # of the statements of both passages that must find their version
FEWEST = 2
PAIR = 1.0  # score from which on two statements may be versions of each other
_SAYING = frozenset(["say", "claim", "report", "announce", "believe", "predict", "call"])
_Item = TypeVar("_Item")


def compare_versions(document: Document, findings: Iterable[AnyFinding]) -> list[Versions | Difference]:
    """The versions that a document holds side by side, and their differences; nothing where it holds but one."""
    found = list(findings)
    passages = [finding for finding in found if isinstance(finding, Passage) and finding.role == "body"]
    compared: list[Versions | Difference] = []
    taken: set[str] = set()
    for place, left in enumerate(passages):
        for right in passages[place + 1 :]:
            if left.lang == right.lang or taken & {left.id, right.id}:
                continue
            versions = _align(document, left, right, found)
            if versions is not None:
                taken |= {left.id, right.id}
                compared += [versions, *_find_differences(document, (left, right), versions, found)]
    return compared


def explain_number(left: str, right: str) -> str:
    """The sentence for two figures that stand in the same place and differ."""
    return f"The figure is {left} in one version and {right} in the other."


def explain_date(left: str, right: str) -> str:
    """The sentence for two dates that stand in the same place and differ."""
    return f"The date is {left} in one version and {right} in the other."


def _align(document: Document, left: Passage, right: Passage, findings: Sequence[AnyFinding]) -> Versions | None:
    statements = {finding.id: finding for finding in findings if isinstance(finding, Statement)}
    gists = [finding for finding in findings if isinstance(finding, Gist) and finding.statement in statements]
    sides = [
        sorted((g for g in gists if p.span.start <= g.place < p.span.end), key=lambda gist: gist.place)
        for p in (left, right)
    ]

    def score(one: Gist, other: Gist) -> float:
        return score_versions(statements[one.statement], one, statements[other.statement], other)

    pairs = align(sides[0], sides[1], score)
    size = len(sides[0]) + len(sides[1])
    if len(pairs) < FEWEST or 2 * len(pairs) < ENOUGH * size:
        return None
    held = {gist.statement for pair in pairs for gist in pair}
    return Versions(
        id=make_id("w", document.id, [left.span, right.span]),
        made_by=STEP,
        left=left.id,
        right=right.id,
        statements=tuple((one.statement, other.statement) for one, other in pairs),
        left_only=tuple(gist.statement for gist in sides[0] if gist.statement not in held),
        right_only=tuple(gist.statement for gist in sides[1] if gist.statement not in held),
    )


def align(
    left: Sequence[_Item], right: Sequence[_Item], score: Callable[[_Item, _Item], float]
) -> list[tuple[_Item, _Item]]:
    """The pairs, in the order of both, whose scores come to most; only those that reach PAIR."""
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    scores = [[score(one, other) for other in right] for one in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = best[i + 1][j + 1] + scores[i][j] if scores[i][j] >= PAIR else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if scores[i][j] >= PAIR and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def score_versions(one: Statement, left: Gist, other: Statement, right: Gist) -> float:
    """How much two statements of two languages look like versions of each other."""
    same = _name_turn(one) == _name_turn(other)
    figures = {number for number, _ in left.figures}, {number for number, _ in right.figures}
    dates = set(left.dates), set(right.dates)
    score = 1.0 if same else 0.3
    for marks in (figures, dates):
        if marks[0] and marks[1]:
            score += 1.5 if marks[0] & marks[1] else -0.5
        elif marks[0] or marks[1]:
            score -= 0.2
    return score + 0.3 * (one.form == other.form) + 0.2 * (bool(one.inside) == bool(other.inside))


def _name_turn(statement: Statement) -> str:
    return "say" if statement.act in _SAYING else statement.act


def _find_differences(
    document: Document, passages: tuple[Passage, Passage], versions: Versions, findings: Sequence[AnyFinding]
) -> Iterator[Difference]:
    langs = passages[0].lang, passages[1].lang
    amounts = [_list_inside(passage, findings, Amount) for passage in passages]
    dates = [_list_inside(passage, findings, DateValue) for passage in passages]
    for one, other in find_unlike(amounts[0], amounts[1], _write_amount, _are_comparable):
        reason = explain_number(_quote(document, one), _quote(document, other))
        yield _make(document, "number", langs, (one.value.span, other.value.span), reason)
    for first, second in find_unlike(dates[0], dates[1], _write_date, lambda a, b: a.precision == b.precision):
        reason = explain_date(_quote(document, first), _quote(document, second))
        yield _make(document, "date", langs, (first.value.span, second.value.span), reason)
    statements = {finding.id: finding for finding in findings if isinstance(finding, Statement)}
    gists = {finding.statement: finding for finding in findings if isinstance(finding, Gist)}
    for left, right in versions.statements:
        found = _compare(statements[left], gists[left], statements[right], gists[right])
        if found is not None:
            spans = statements[left].content[0], statements[right].content[0]
            yield _make(document, found[0], langs, spans, found[1])


def find_unlike(
    left: Sequence[_Item],
    right: Sequence[_Item],
    write: Callable[[_Item], str],
    comparable: Callable[[_Item, _Item], bool],
) -> list[tuple[_Item, _Item]]:
    """The pairs that stand between the same neighbours, could be the same, and are not."""
    same = align(left, right, lambda one, other: 1.0 if write(one) == write(other) else 0.0)
    places = [(-1, -1), *((_find(left, one), _find(right, other)) for one, other in same), (len(left), len(right))]
    unlike = []
    for (i, j), (next_i, next_j) in pairwise(places):
        between = left[i + 1 : next_i], right[j + 1 : next_j]
        if len(between[0]) == len(between[1]):  # where one side has more, nothing tells which is which
            unlike += [(one, other) for one, other in zip(*between, strict=True) if comparable(one, other)]
    return unlike


def _find(items: Sequence[_Item], item: _Item) -> int:
    return next(place for place, other in enumerate(items) if other is item)


def _compare(one: Statement, left: Gist, other: Statement, right: Gist) -> tuple[Aspect, str] | None:
    """What two versions of a statement do differently."""
    if (one.act == "deny") != (other.act == "deny") or one.polarity != other.polarity:
        return "act", f"One version has it {one.act} ({one.polarity}), the other {other.act} ({other.polarity})."
    if ("negated" in left.traits) != ("negated" in right.traits) and one.form != "direct":
        return "meaning", "One version negates what the other says without a negation."
    return None


def _list_inside(passage: Passage, findings: Sequence[AnyFinding], kind: type[_Item]) -> list[_Item]:
    return [finding for finding in findings if isinstance(finding, kind) and _stands_in(finding, passage)]


def _stands_in(finding: object, passage: Passage) -> bool:
    if not isinstance(finding, Amount | DateValue):
        return False
    return passage.span.start <= finding.value.span.start < passage.span.end


def _write_amount(amount: Amount) -> str:
    return f"{amount.number} {amount.low} {amount.high}"


def _write_date(value: DateValue) -> str:
    return (value.value.normal or "").removeprefix("../").removesuffix("/..")


def _are_comparable(left: Amount, right: Amount) -> bool:
    return left.currency == right.currency and (left.currency is not None or left.unit == right.unit)


def _quote(document: Document, value: Amount | DateValue) -> str:
    return document.text[value.value.span.start : value.value.span.end]


def _make(
    document: Document, aspect: Aspect, langs: tuple[str, str], spans: tuple[Span, Span], reason: str
) -> Difference:
    return Difference(
        id=make_id("y", document.id, spans, aspect),
        made_by=STEP,
        aspect=aspect,
        langs=langs,
        left=spans[0],
        right=spans[1],
        reason=reason,
    )
