"""Which two statements contradict each other, in one document or in two that tell of one affair.

`contradiction` holds the reasons. A clash goes over to what the same speaker says in the same breath. What is found
in one document, or between two, depends on nothing outside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.records import DisputeKind
from sayso.weigh import readings
from sayso.weigh.across import Crossing
from sayso.weigh.contradiction import ACROSS, REASONS, Meeting, Reason, denies, explain
from sayso.weigh.opponents import pair_opponents_inside
from sayso.weigh.told import Saying, Told

REACH = 1  # sentences
LIKELY = 0.4  # score of a clash for which nothing but its place speaks
SAME_THING = 0.5  # of the shorter statement's stems, from which on two may clash of whose documents nothing is known
FEWEST_SHARED, FEWEST_PLAIN = 4, 2  # stems that both have, and of these, those that are no part of a name
NEXT = 12  # readings that one is compared with in its document
CLOSEST = 0.7  # of what binds a denial most, from which on it is of something else as well

_TELLING = frozenset(["say", "claim", "report", "accuse", "believe"])
SAME_BREATH = "In the same breath, the speaker contradicts the other."
NEXT_DENIAL = "One denies; the other is the next who speaks of it."


class Clash(Struct, frozen=True):
    """Two statements that contradict each other, and why."""

    left: Saying
    right: Saying
    kind: DisputeKind
    reasons: tuple[str, ...]
    score: float = 1.0


def clash_inside(told: Told) -> list[Clash]:
    """The clashes in one document."""
    sayings = told.sayings
    pairs = pair_opponents_inside(told.board)
    met = (Meeting(left, right) for left, right in pairs if _may_differ(left, right))
    clashes = _keep_closest(_find_clashes(met, REASONS), {saying.id: saying.statement.inside for saying in sayings})
    for more in list(_find_next(sayings, clashes.values())):
        clashes.setdefault(_key(more.left, more.right), more)
    spread = {_key(clash.left, clash.right): clash for clash in _spread_breath(clashes, {told.document: sayings})}
    for reading in _find_unlike_readings(sayings):
        _prefer_reading(spread, reading)
    return [spread[key] for key in sorted(spread)]


def list_alike_readings(sayings: Sequence[Saying]) -> Iterator[tuple[Saying, Saying, str]]:
    """The statements of one document that read one event alike, with the reason in words."""
    for one, other in _pair_readings(sayings):
        reason = readings.find_alike(one, other)
        if reason:
            yield one, other, readings.explain(reason, one, other)


def _find_unlike_readings(sayings: Sequence[Saying]) -> Iterator[Clash]:
    for one, other in _pair_readings(sayings):
        unlike = readings.find_unlike(one, other)
        if unlike:
            reason, score = unlike
            yield Clash(one, other, "interpretation", (readings.explain(reason, one, other),), score)


def _pair_readings(sayings: Sequence[Saying]) -> Iterator[tuple[Saying, Saying]]:
    """Each reading with the next few; two languages of one document are versions of one text."""
    held = [saying for saying in sayings if saying.gist.reads is not None]
    for place, one in enumerate(held):
        yield from ((one, other) for other in held[place + 1 : place + 1 + NEXT] if one.lang == other.lang)


def _prefer_reading(clashes: dict[tuple[str, str], Clash], reading: Clash) -> None:
    """Two that read one event differently do that, unless one outright denies what the other says."""
    key = _key(reading.left, reading.right)
    known = clashes.get(key)
    if known is None or not (known.left.denies or known.right.denies):
        clashes[key] = reading


def clash_between(left: Told, right: Told, crossing: Crossing) -> list[Clash]:
    """The clashes between two documents that tell of one affair and do not go back to one report.

    Args:
        crossing: of the two.
    """
    met = (Meeting(one, other) for one, other in crossing.pair_opponents() if _may_differ(one, other))
    found = _find_clashes(met, ACROSS)
    if not found:
        return []
    told_in = {saying.id: saying.statement.inside for saying in (*left.sayings, *right.sayings)}
    told = {left.document: left.sayings, right.document: right.sayings}
    return _spread_breath(_keep_closest(found, told_in), told)


def clash_alone(one: Saying, other: Saying) -> Clash | None:
    """How two statements of two documents clash that are in much the same words, whatever their documents are about."""
    meeting = Meeting(one, other)
    if one.lang != other.lang or meeting.inside_one or not _may_differ(one, other) or meeting.days_apart:
        return None
    fewest = FEWEST_SHARED - any(_is_denied_of(denial, other) for denial, other in meeting.ends())
    if meeting.overlap < SAME_THING or len(meeting.words) < fewest or len(meeting.plain) < FEWEST_PLAIN:
        return None
    return next(iter(_find_clashes([meeting], ACROSS).values()), None)


def _is_denied_of(denial: Saying, other: Saying) -> bool:
    """Whether one denies, and the other speaks of who denies."""
    return denial.denies and not denial.speaker_names.isdisjoint(other.about_names)


def _find_clashes(
    meetings: Iterable[Meeting], asked: Sequence[tuple[Reason, DisputeKind]]
) -> dict[tuple[str, str], Clash]:
    clashes = {}
    for meeting in meetings:
        held = [(reason, kind) for reason, kind in asked if reason(meeting)]
        if held:
            reasons = tuple(explain(reason) for reason, _ in held)
            clash = Clash(meeting.left, meeting.right, held[0][1], reasons)
            clashes[_key(meeting.left, meeting.right)] = clash
    return clashes


def _key(left: Saying, right: Saying) -> tuple[str, str]:
    return _sort(left.id, right.id)


def _sort(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left <= right else (right, left)


def _turn(clash: Clash) -> tuple[tuple[Saying, Saying], tuple[Saying, Saying]]:
    return (clash.left, clash.right), (clash.right, clash.left)


def _measure_denial(clash: Clash) -> tuple[str, float] | None:
    """The denial of a clash in one document and what binds it; None where neither side denies."""
    meeting = Meeting(clash.left, clash.right)
    if not meeting.inside_one or clash.reasons != (explain(denies),):
        return None
    return next(((one.id, meeting.binding(one, other)) for one, other in _turn(clash) if one.denies), None)


def _may_differ(left: Saying, right: Saying) -> bool:
    """Two speakers; or one of whom something is told that they deny."""
    if left.lang != right.lang and left.document == right.document:
        return False  # two versions of one text
    if left.statement.inside == right.id or right.statement.inside == left.id:
        return False
    if left.speaker is not None and left.speaker == right.speaker:
        return any(saying.statement.inside for saying in (left, right)) and left.denies != right.denies
    return left.statement.source != right.statement.source


def _find_next(sayings: Sequence[Saying], clashes: Iterable[Clash]) -> Iterator[Clash]:
    """For a denial that meets nothing in its document, what another speaker says right behind it."""
    met = {saying.id for clash in clashes for saying in (clash.left, clash.right)}
    for place, denial in enumerate(sayings):
        if not denial.denies or denial.id in met or denial.statement.inside:
            continue
        other = _find_neighbour(sayings, place)
        if other is not None:
            yield Clash(denial, other, "conflict", (NEXT_DENIAL,), LIKELY)


def _find_neighbour(sayings: Sequence[Saying], place: int) -> Saying | None:
    """The first statement of another speaker within reach, where it asserts something."""
    denial = sayings[place]
    for other in sayings[place + 1 :]:
        if other.gist.sentence - denial.gist.sentence > REACH:
            return None
        if other.speaker != denial.speaker or other.speaker is None:
            tells = other.statement.act in _TELLING and not other.denies and not other.has("possessive")
            return other if tells and _may_differ(denial, other) else None
    return None


def _keep_closest(
    clashes: Mapping[tuple[str, str], Clash], told_in: Mapping[str, str | None]
) -> dict[tuple[str, str], Clash]:
    """The clashes without those of a denial with what it is bound to far less than to something else in its document.

    Of a statement and the one it is told in, the inner one is what is contradicted.
    """
    bindings = {key: binding for key, clash in clashes.items() if (binding := _measure_denial(clash))}
    best: defaultdict[str, float] = defaultdict(float)
    for denial, strength in bindings.values():
        best[denial] = max(best[denial], strength)
    outer = {
        _sort(holder, other.id)
        for clash in clashes.values()
        for one, other in _turn(clash)
        for holder in (one.statement.inside, told_in.get(one.statement.inside or ""))
        if holder
    }
    return {
        key: clash
        for key, clash in clashes.items()
        if key not in outer and (key not in bindings or bindings[key][1] >= CLOSEST * best[bindings[key][0]])
    }


def _spread_breath(clashes: Mapping[tuple[str, str], Clash], told: Mapping[str, Sequence[Saying]]) -> list[Clash]:
    """Also what a speaker says in the same breath against the same others, where it denies or gives the same figure.

    Args:
        told: the statements of each document, in their order.
    """
    held = dict(clashes)
    for clash in clashes.values():
        for side, against in _turn(clash):
            for beside in _list_breath(side, told[side.document]):
                if _may_differ(beside, against) and not against.denies:
                    more = Clash(beside, against, clash.kind, (SAME_BREATH, *clash.reasons))
                    held.setdefault(_key(beside, against), more)
    return [held[key] for key in sorted(held)]


def _list_breath(saying: Saying, sayings: Sequence[Saying]) -> Iterator[Saying]:
    place = saying.order - 1
    for gap in (1, 2):
        yield from (sayings[n] for n in (place - gap,) if n >= 0 and _is_one_breath(sayings[n], saying))
        yield from (one for one in sayings[place + gap : place + gap + 1] if _is_one_breath(saying, one))


def _is_one_breath(one: Saying, other: Saying) -> bool:
    """One speaker, one sentence, and at least one denial; or neighbours with the same number."""
    if one.denies or other.denies:
        same = one.statement.source == other.statement.source or (one.speaker and one.speaker == other.speaker)
        return bool(same and one.statement.source and one.gist.sentence == other.gist.sentence)
    numbers = [{number for number, _ in saying.gist.figures} - {"1", "2", "3"} for saying in (one, other)]
    return bool(numbers[0] & numbers[1]) and one.has("death") != other.has("death")
