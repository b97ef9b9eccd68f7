"""Two versions of a text, in one bilingual document or in two: which statements answer each other, and what differs.

Statements are aligned in order, by what they do and by their figures and dates. Figures and dates of the two
passages are aligned in order too; where two that do not match stand between the same neighbours, they differ.

The work grows with the length of the document: what is found is dealt out to the passages once, a passage meets
only the next few in another language, and an item is compared only with those that stand about as far on as it does.
"""

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import TypeVar

from msgspec import Struct

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
NEXT = 8  # passages in each other language that a passage is compared with: the next that have no version yet
BAND = 100  # items that one version may be ahead of the other, by their places in the whole
_SAYING = frozenset(["say", "claim", "report", "announce", "believe", "predict", "call"])
_Item = TypeVar("_Item")


class Side(Struct, frozen=True, kw_only=True, dict=True):
    """One of two texts that are compared: a stretch of a document in one language, and what was found in it."""

    document: Document
    passage: Passage
    start: int
    end: int
    findings: tuple[AnyFinding, ...]

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements by id."""
        return {finding.id: finding for finding in self.findings if isinstance(finding, Statement)}

    @cached_property
    def gists(self) -> list[Gist]:
        """The gists of its statements, in the order of the text."""
        known = self.statements
        found = [f for f in self.findings if isinstance(f, Gist) and f.statement in known]
        return sorted((g for g in found if self.start <= g.place < self.end), key=lambda gist: gist.place)

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.document.text[span.start : span.end]


def compare_versions(document: Document, findings: Iterable[AnyFinding]) -> list[Versions | Difference]:
    """The versions that a document holds side by side, and their differences; nothing where it holds but one."""
    compared: list[Versions | Difference] = []
    for sides in pair_sides(document, tuple(findings)):
        versions = align_sides(*sides)
        if versions is not None:
            compared += [versions, *find_differences(sides, versions)]
    return compared


def pair_sides(document: Document, findings: tuple[AnyFinding, ...]) -> list[tuple[Side, Side]]:
    """The passages of a document that are versions of each other, each in one pair at most."""
    sides = _deal_out(document, findings)
    waiting: defaultdict[str, OrderedDict[int, Side]] = defaultdict(OrderedDict)
    for place, side in enumerate(sides):
        waiting[side.passage.lang][place] = side
    pairs: list[tuple[Side, Side]] = []
    for place, left in enumerate(sides):
        if waiting[left.passage.lang].pop(place, None) is None:
            continue  # it has its version
        for other, right in _list_next(waiting, left):
            if align_sides(left, right) is not None:
                del waiting[right.passage.lang][other]
                pairs.append((left, right))
                break
    return pairs


def _list_next(waiting: dict[str, OrderedDict[int, Side]], left: Side) -> list[tuple[int, Side]]:
    """The next few passages in each other language that have no version yet, in the order of the text."""
    held = (islice(sides.items(), NEXT) for lang, sides in waiting.items() if lang != left.passage.lang)
    return sorted((item for items in held for item in items), key=lambda item: item[0])


def _deal_out(document: Document, findings: Iterable[AnyFinding]) -> list[Side]:
    """The passages of a document that can have a version, each with what stands in it; in the order of the text."""
    found = list(findings)
    passages = sorted((f for f in found if isinstance(f, Passage) and f.role == "body"), key=lambda p: p.span.start)
    starts = [passage.span.start for passage in passages]
    held: list[list[AnyFinding]] = [[] for _ in passages]
    for finding in found:
        start = _find_start(finding)
        place = -1 if start is None else bisect_right(starts, start) - 1
        if start is not None and place >= 0 and start < passages[place].span.end:
            held[place].append(finding)
    sides = (
        Side(document=document, passage=passage, start=passage.span.start, end=passage.span.end, findings=tuple(own))
        for passage, own in zip(passages, held, strict=True)
    )
    return [side for side in sides if len(side.gists) >= FEWEST]


def _find_start(finding: AnyFinding) -> int | None:
    """Where a statement, its gist, a figure or a date stands; None for what versions are not compared by."""
    if isinstance(finding, Gist):
        return finding.place
    if isinstance(finding, Statement):
        return finding.content[0].start if finding.content else None
    return finding.value.span.start if isinstance(finding, Amount | DateValue) else None


def make_side(document: Document, findings: Iterable[AnyFinding]) -> Side | None:
    """A whole document as one side, in the language of its longest passage; None where it has no text."""
    found = tuple(findings)
    passages = [finding for finding in found if isinstance(finding, Passage) and finding.role == "body"]
    if not passages:
        return None
    longest = max(passages, key=lambda passage: (passage.span.end - passage.span.start, -passage.span.start))
    end = max(passage.span.end for passage in passages)
    return Side(document=document, passage=longest, start=passages[0].span.start, end=end, findings=found)


def explain_number(left: str, right: str) -> str:
    """The sentence for two figures that stand in the same place and differ."""
    return f"The figure is {left} in one version and {right} in the other."


def explain_date(left: str, right: str) -> str:
    """The sentence for two dates that stand in the same place and differ."""
    return f"The date is {left} in one version and {right} in the other."


def align_sides(left: Side, right: Side, *, related: bool = False) -> Versions | None:
    """Which statements answer each other; None where too few do for the two to be versions of one text.

    Args:
        related: it is known that they are.
    """
    statements = left.statements | right.statements
    gists = left.gists, right.gists
    looks = [[make_look(statements[gist.statement], gist) for gist in side] for side in gists]
    places = align(range(len(looks[0])), range(len(looks[1])), lambda i, j: score_looks(looks[0][i], looks[1][j]))
    pairs = [(gists[0][i], gists[1][j]) for i, j in places]
    size = len(gists[0]) + len(gists[1])
    if not related and (len(pairs) < FEWEST or 2 * len(pairs) < ENOUGH * size):
        return None
    held = {gist.statement for pair in pairs for gist in pair}
    spans = [left.passage.span, right.passage.span]
    other = [] if left.document.id == right.document.id else [right.document.id]
    return Versions(
        id=make_id("w", left.document.id, spans, *other),
        made_by=STEP,
        left=left.passage.id,
        right=right.passage.id,
        statements=tuple((one.statement, other.statement) for one, other in pairs),
        left_only=tuple(gist.statement for gist in gists[0] if gist.statement not in held),
        right_only=tuple(gist.statement for gist in gists[1] if gist.statement not in held),
    )


def align(
    left: Sequence[_Item], right: Sequence[_Item], score: Callable[[_Item, _Item], float]
) -> list[tuple[_Item, _Item]]:
    """The pairs, in the order of both, whose scores come to most; only those that reach PAIR.

    An item meets those of the other side whose place, by the lengths of both, is at most BAND from its own.
    """
    bands = list(_list_bands(len(left), len(right)))
    scores = [[score(one, right[j]) for j in band] for one, band in zip(left, bands, strict=True)]
    best = _add_up(bands, scores)

    def look_up(i: int, j: int) -> float:
        """The most that what follows can come to; in front of a band it is that of its beginning."""
        if i == len(left) or j > bands[i].stop:
            return 0.0
        return best[i][max(j, bands[i].start) - bands[i].start]

    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        j = max(j, bands[i].start)
        at = scores[i][j - bands[i].start] if j in bands[i] else 0.0
        if at >= PAIR and look_up(i, j) == look_up(i + 1, j + 1) + at:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif j not in bands[i] or look_up(i, j) == look_up(i + 1, j):
            i += 1
        else:
            j += 1
    return pairs


def _add_up(bands: Sequence[range], scores: Sequence[Sequence[float]]) -> list[list[float]]:
    """For each place in each band, and the one behind it, the most that the pairs from there on can come to."""
    best: list[list[float]] = [[] for _ in bands]
    below, start = [0.0], 0
    for i in range(len(bands) - 1, -1, -1):
        band = bands[i]
        under = [below[0]] * max(0, start - band.start)
        under += below[max(0, band.start - start) : max(0, band.stop + 1 - start)]
        under += [0.0] * (len(band) + 1 - len(under))
        row, most = [0.0] * (len(band) + 1), 0.0
        for place in range(len(band) - 1, -1, -1):
            at = scores[i][place]
            paired = under[place + 1] + at if at >= PAIR else 0.0
            most = max(under[place], most, paired)
            row[place] = most
        best[i] = below = row
        start = band.start
    return best


def _list_bands(left: int, right: int) -> Iterator[range]:
    """For each place on the left the places on the right that stand about as far on."""
    reach = BAND + right // max(1, left)
    for i in range(left):
        centre = i * right // left
        yield range(max(0, centre - reach), min(right, centre + reach + 1))


class Look(Struct, frozen=True):
    """What two statements are compared by when it is asked whether they are versions of each other."""

    lang: str
    words: frozenset[str]
    turn: str
    figures: frozenset[str]
    dates: frozenset[str]
    form: str
    inner: bool


def make_look(statement: Statement, gist: Gist) -> Look:
    """What a statement is compared by."""
    return Look(
        lang=gist.lang,
        words=frozenset(gist.words),
        turn=_name_turn(statement),
        figures=frozenset(number for number, _ in gist.figures),
        dates=frozenset(gist.dates),
        form=statement.form,
        inner=bool(statement.inside),
    )


def score_looks(one: Look, other: Look) -> float:
    """How much two statements look like versions of each other; in one language their words say most."""
    if one.lang == other.lang:
        return 3.0 * len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    score = 1.0 if one.turn == other.turn else 0.3
    for left, right in ((one.figures, other.figures), (one.dates, other.dates)):
        if left and right:
            score += -0.5 if left.isdisjoint(right) else 1.5
        elif left or right:
            score -= 0.2
    return score + 0.3 * (one.form == other.form) + 0.2 * (one.inner == other.inner)


def _name_turn(statement: Statement) -> str:
    return "say" if statement.act in _SAYING else statement.act


def find_differences(sides: tuple[Side, Side], versions: Versions) -> list[Difference]:
    """Where two versions give other figures or dates, or turn what somebody says."""
    left, right = sides
    found = []
    amounts = [_list_inside(side, Amount) for side in sides]
    dates = [_list_inside(side, DateValue) for side in sides]
    for one, other in find_unlike(amounts[0], amounts[1], _write_amount, _are_comparable):
        spans = one.value.span, other.value.span
        found.append(
            make_difference("number", sides, spans, explain_number(left.quote(spans[0]), right.quote(spans[1])))
        )
    for first, second in find_unlike(dates[0], dates[1], _write_date, lambda a, b: a.precision == b.precision):
        spans = first.value.span, second.value.span
        reason = explain_date(left.quote(spans[0]), right.quote(spans[1]))
        found.append(make_difference("date", sides, spans, reason))
    statements = left.statements | right.statements
    gists = {gist.statement: gist for side in sides for gist in side.gists}
    for said, told in versions.statements:
        unlike = _compare(statements[said], gists[said], statements[told], gists[told])
        if unlike is not None:
            spans = statements[said].content[0], statements[told].content[0]
            found.append(make_difference(unlike[0], sides, spans, unlike[1]))
    return found


def find_unlike(
    left: Sequence[_Item],
    right: Sequence[_Item],
    write: Callable[[_Item], str],
    comparable: Callable[[_Item, _Item], bool],
) -> list[tuple[_Item, _Item]]:
    """The pairs that stand between the same neighbours, could be the same, and are not."""
    written = [write(item) for item in left], [write(item) for item in right]
    same = align(range(len(left)), range(len(right)), lambda i, j: 1.0 if written[0][i] == written[1][j] else 0.0)
    places = [(-1, -1), *same, (len(left), len(right))]
    unlike = []
    for (i, j), (next_i, next_j) in pairwise(places):
        between = left[i + 1 : next_i], right[j + 1 : next_j]
        if len(between[0]) == len(between[1]):  # where one side has more, nothing tells which is which
            unlike += [(one, other) for one, other in zip(*between, strict=True) if comparable(one, other)]
    return unlike


def _compare(one: Statement, left: Gist, other: Statement, right: Gist) -> tuple[Aspect, str] | None:
    """What two versions of a statement do differently."""
    if (one.act == "deny") != (other.act == "deny") or one.polarity != other.polarity:
        return "act", f"One version has it {one.act} ({one.polarity}), the other {other.act} ({other.polarity})."
    if ("negated" in left.traits) != ("negated" in right.traits) and one.form != "direct":
        return "meaning", "One version negates what the other says without a negation."
    return None


def _list_inside(side: Side, kind: type[_Item]) -> list[_Item]:
    return [finding for finding in side.findings if isinstance(finding, kind) and _stands_in(finding, side)]


def _stands_in(finding: object, side: Side) -> bool:
    if not isinstance(finding, Amount | DateValue):
        return False
    return side.start <= finding.value.span.start < side.end


def _write_amount(amount: Amount) -> str:
    return f"{amount.number} {amount.low} {amount.high}"


def write_value(value: Amount | DateValue) -> str:
    """A figure or date, written the same in all languages."""
    return _write_amount(value) if isinstance(value, Amount) else _write_date(value)


def _write_date(value: DateValue) -> str:
    return (value.value.normal or "").removeprefix("../").removesuffix("/..")


def _are_comparable(left: Amount, right: Amount) -> bool:
    return left.currency == right.currency and (left.currency is not None or left.unit == right.unit)


def make_difference(aspect: Aspect, sides: tuple[Side, Side], spans: tuple[Span, Span], reason: str) -> Difference:
    """A place where two sides say different things."""
    left, right = sides
    other = [] if left.document.id == right.document.id else [right.document.id]
    return Difference(
        id=make_id("y", left.document.id, spans, aspect, *other),
        made_by=STEP,
        aspect=aspect,
        langs=(left.passage.lang, right.passage.lang),
        left=spans[0],
        right=spans[1],
        reason=reason,
    )
