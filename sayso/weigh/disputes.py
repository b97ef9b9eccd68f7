"""Who contradicts whom: in one document, and over documents that tell of one affair.

`contradiction` holds the reasons. A dispute goes over to what the same speaker says in the same breath, and to
statements of other reports that say the same as one of its sides. The order of the documents changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from sayso.ids import make_id
from sayso.records import Dispute, DisputeKind
from sayso.weigh.contradiction import REASONS, SAME_AFFAIR, Meeting, denies, explain, read_day
from sayso.weigh.sayings import Saying

STEP = "weigh.disputes 0.1"
MOST_HOLDERS = 40  # documents that share a name or figure, from which on it tells nothing about their affair

REACH = 1  # sentences
LIKELY = 0.4  # score of a dispute for which nothing but its place speaks
CLOSEST = 0.7  # of what binds a denial most, from which on it is of something else as well

_TELLING = frozenset(["say", "claim", "report", "accuse", "believe"])
SAME_BREATH = "In the same breath, the speaker contradicts the other."
NEXT_DENIAL = "One denies; the other is the next who speaks of it."
SAME_CLAIM = "Another report says the same as the one who is contradicted."


class Clash(Struct, frozen=True):
    """Two statements that contradict each other, and why."""

    left: Saying
    right: Saying
    kind: DisputeKind
    reasons: tuple[str, ...]
    score: float = 1.0


def find_disputes(sayings: Sequence[Saying], same: Iterable[tuple[str, str]] = ()) -> list[Dispute]:
    """Every two statements that contradict each other.

    Args:
        same: pairs of statements of different documents that say the same thing.
    """
    ordered = sorted(sayings, key=lambda saying: (saying.document, saying.order, saying.id))
    clashes: dict[tuple[str, str], Clash] = {}
    for meeting in _list_meetings(ordered):
        clash = _find_clash(meeting)
        if clash is not None:
            clashes[_key(meeting.left, meeting.right)] = clash
    clashes = _keep_closest(clashes, {saying.id: saying.statement.inside for saying in ordered})
    for more in list(_find_next(ordered, clashes.values())):
        clashes.setdefault(_key(more.left, more.right), more)
    by_id = {saying.id: saying for saying in ordered}
    for more in list(_spread_breath(list(clashes.values()), ordered)):
        clashes.setdefault(_key(more.left, more.right), more)
    for more in list(_spread_same(list(clashes.values()), by_id, same)):
        clashes.setdefault(_key(more.left, more.right), more)
    return [_make_dispute(clashes[key]) for key in sorted(clashes)]


def _key(left: Saying, right: Saying) -> tuple[str, str]:
    return _sort(left.id, right.id)


def _sort(left: str | None, right: str) -> tuple[str, str]:
    first, second = sorted((left or "", right))
    return first, second


def _turn(clash: Clash) -> tuple[tuple[Saying, Saying], tuple[Saying, Saying]]:
    return (clash.left, clash.right), (clash.right, clash.left)


def _measure_denial(clash: Clash) -> tuple[str, float] | None:
    """The denial of a clash in one document and what binds it; None where neither side denies."""
    meeting = Meeting(clash.left, clash.right)
    if not meeting.inside_one or clash.reasons != (explain(denies),):
        return None
    return next(((one.id, meeting.binding(one, other)) for one, other in _turn(clash) if one.denies), None)


def _list_meetings(sayings: Sequence[Saying]) -> Iterator[Meeting]:
    """The pairs worth a look: of one document, and of documents of one affair that do not go back to one report."""
    documents: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        documents[saying.document].append(saying)
    for held in documents.values():
        for place, left in enumerate(held):
            yield from (Meeting(left, right) for right in held[place + 1 :] if _may_differ(left, right))
    for one, other in sorted(find_affairs(documents)):
        for left in documents[one]:
            for right in documents[other]:
                if left.origin != right.origin and _may_clash(left, right) and _may_differ(left, right):
                    yield Meeting(left, right)


def _may_clash(left: Saying, right: Saying) -> bool:
    """What any reason needs over documents, asked first because there are many pairs."""
    if (left.has("death") and right.has("death")) or (left.gist.times and right.gist.times):
        return True
    turned = left.denies or right.denies or left.has("negated") != right.has("negated")
    if not turned and not (left.gist.figures and right.gist.figures):
        return False
    return bool(left.about & right.about) or len(left.words & right.words) > 1 or left.denies != right.denies


def _may_differ(left: Saying, right: Saying) -> bool:
    """Two speakers; or one of whom something is told that they deny."""
    if left.gist.lang != right.gist.lang and left.document == right.document:
        return False  # two versions of one text
    if left.statement.inside == right.id or right.statement.inside == left.id:
        return False
    if left.speaker is not None and left.speaker == right.speaker:
        return any(saying.statement.inside for saying in (left, right)) and left.denies != right.denies
    return left.statement.source != right.statement.source


def find_affairs(documents: Mapping[str, Sequence[Saying]]) -> set[tuple[str, str]]:
    """The pairs of documents that share names, figures and dates enough to tell of one affair."""
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for document, sayings in documents.items():
        for saying in sayings:
            for kind, marks in _list_marks(saying):
                for mark in marks:
                    holders[kind, mark].add(document)
    counts: Counter[tuple[str, str]] = Counter()
    for held in holders.values():
        if 1 < len(held) <= MOST_HOLDERS:
            ordered = sorted(held)
            counts.update((left, right) for place, left in enumerate(ordered) for right in ordered[place + 1 :])
    return {pair for pair, count in counts.items() if count >= SAME_AFFAIR}


def _list_marks(saying: Saying) -> Iterator[tuple[str, Iterable[str]]]:
    yield "name", {*saying.about, *([saying.speaker] if saying.speaker else [])}
    yield "figure", (f"{number} {unit}" for number, unit in saying.gist.figures if unit and float(number) > 3)
    if saying.has("death"):
        days = [day for text in saying.gist.dates if len(text) == 10 and (day := read_day(text))]
        yield "toll", {(day + timedelta(days=shift)).isoformat() for day in days for shift in (-1, 0, 1)}
    yield "date", (date for date in saying.gist.dates if len(date) == 10)


def _find_clash(meeting: Meeting) -> Clash | None:
    held = [(reason, kind) for reason, kind in REASONS if reason(meeting)]
    if not held:
        return None
    reasons = tuple(explain(reason) for reason, _ in held)
    return Clash(meeting.left, meeting.right, held[0][1], reasons)


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
        if other.document != denial.document or other.gist.sentence - denial.gist.sentence > REACH:
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


def _spread_breath(clashes: Iterable[Clash], sayings: Sequence[Saying]) -> Iterator[Clash]:
    """What a speaker says in the same breath contradicts the same others, where it denies or gives the same figure."""
    after: dict[str, list[Saying]] = defaultdict(list)
    for gap in (1, 2):
        for one, other in zip(sayings, sayings[gap:], strict=False):
            if one.document == other.document and _is_one_breath(one, other):
                after[one.id].append(other)
                after[other.id].append(one)
    for clash in list(clashes):
        for side, against in _turn(clash):
            for beside in after[side.id]:
                if _may_differ(beside, against) and not against.denies:
                    yield Clash(beside, against, clash.kind, (SAME_BREATH, *clash.reasons))


def _is_one_breath(one: Saying, other: Saying) -> bool:
    """One speaker, one sentence, and at least one denial; or neighbours with the same number."""
    if one.denies or other.denies:
        same = one.statement.source == other.statement.source or (one.speaker and one.speaker == other.speaker)
        return bool(same and one.statement.source and one.gist.sentence == other.gist.sentence)
    numbers = [{number for number, _ in saying.gist.figures} - {"1", "2", "3"} for saying in (one, other)]
    return bool(numbers[0] & numbers[1]) and one.has("death") != other.has("death")


def _spread_same(
    clashes: Sequence[Clash], sayings: Mapping[str, Saying], same: Iterable[tuple[str, str]]
) -> Iterator[Clash]:
    twins: defaultdict[str, list[str]] = defaultdict(list)
    for left, right in same:
        twins[left].append(right)
        twins[right].append(left)
    for clash in clashes:
        for side, against in _turn(clash):
            for twin in (sayings[id] for id in sorted(twins[side.id])):
                if twin.origin != against.origin and _may_differ(twin, against):
                    yield Clash(twin, against, clash.kind, (SAME_CLAIM, *clash.reasons))


def _make_dispute(clash: Clash) -> Dispute:
    left, right = sorted((clash.left, clash.right), key=lambda saying: (saying.document, saying.order, saying.id))
    return Dispute(
        id=make_id("x", "", [], left.id, right.id),
        made_by=STEP,
        question=clash.reasons[-1],
        sides=((left.id,), (right.id,)),
        score=clash.score,
        kind=clash.kind,
        documents=(left.document, right.document),
        reasons=clash.reasons,
    )
