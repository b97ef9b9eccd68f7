"""Reasons to say that two statements contradict each other: each a function whose docstring is the sentence shown.

The functions look at two sayings of one document, or of two documents that tell of one affair.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from sayso.records import DisputeKind
from sayso.weigh.told import Saying

NEAR = 3  # statements between which one answers another
ENOUGH = 2.0  # of what binds a denial to what it denies; see Meeting.binding
ENOUGH_ACROSS = 3.0
NAME, STEM = 1.5, 0.7  # what a name, and a stem, that both have add to it
MOST_OVERLAP = 0.75  # of the shorter statement's stems, from which on a denial needs no more to be of what another says
NEGATED_OVERLAP = 0.34  # of the shorter statement's stems, where one side negates

LONG = 14 * 1440.0  # minutes from which on lengths of time must be of the same thing

_DURATIONS = {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0, "month": 43800.0, "year": 525600.0}
_MONEY = frozenset(["dollar", "peso", "franc", "dirham", "dinar", "pound", "rupee", "krone", "shilling", "CFA franc"])
_LOOSE = frozenset(
    ["person", "body", "household", "percent", "degree", "kilometre", "metre", "hectare", "tonne", "time"]
)
_SEASONS = {"21": range(3, 6), "22": range(6, 9), "23": range(9, 12), "24": (12, 1, 2)}

_NOTHING: frozenset[str] = frozenset()

Reason = Callable[["Meeting"], bool]


class Meeting:
    """Two sayings and what they have in common; `left` comes first.

    `words` are the stems that both have (none over languages), `names` the entities that both name; `distance` says how
    many statements lie between them, and one, and is a large number over documents.
    """

    def __init__(self, left: Saying, right: Saying) -> None:
        self.left, self.right = left, right
        self.inside_one = left.gist.document == right.gist.document
        self.distance = abs(left.order - right.order) if self.inside_one else 1000
        self.words: frozenset[str] = left.words & right.words if left.gist.lang == right.gist.lang else _NOTHING
        self.names: frozenset[str] = left.about & right.about

    @cached_property
    def overlap(self) -> float:
        """The share of the shorter one's stems that the other has."""
        shorter = min(len(self.left.words), len(self.right.words))
        return len(self.words) / shorter if shorter else 0.0

    @cached_property
    def plain(self) -> frozenset[str]:
        """The stems that both have and that are no part of a name."""
        return self.words - self.left.names - self.right.names

    @cached_property
    def days_apart(self) -> bool:
        """Whether both name days or months, and none of them may be the same."""
        return not may_be_together(self.left, self.right)

    @cached_property
    def figures(self) -> bool:
        """Whether both have a figure of the same unit and number."""
        return not set(self.left.gist.figures).isdisjoint(self.right.gist.figures)

    @cached_property
    def dates(self) -> bool:
        """Whether both name a day, month or season that may be the same."""
        return any(is_same_time(one, other) for one in self.left.gist.dates for other in self.right.gist.dates)

    @cached_property
    def shared(self) -> float:
        """How much both have in common, whichever denies: names, stems, figures, days."""
        return NAME * len(self.names) + STEM * len(self.words) + self.figures + self.dates

    def ends(self) -> tuple[tuple[Saying, Saying], tuple[Saying, Saying]]:
        """The two, and the other way round."""
        return (self.left, self.right), (self.right, self.left)

    def binding(self, denial: Saying, other: Saying) -> float:
        """How much shows that the denial is of this: shared names, stems, figures, the denier named, nearness."""
        score = self.shared
        named = _is_named_in(denial, other)
        if named:
            score += 2
        if other.statement.act == "accuse" and (named or self.names or not other.about):
            score += 2 if other.about else 0.5
        if self.distance == 1:
            score += 1 + (other.statement.act in ("claim", "report"))
        if self.distance <= NEAR and other.has("reply") and other.order > denial.order:
            score += 1.5
        return score


def denies(meeting: Meeting) -> bool:
    """One denies what the other says."""
    for denial, other in meeting.ends():
        if not denial.denies or not other.asserts or denial.speaker == other.speaker:
            continue
        together = denial.speaker_names & other.speaker_names
        apart = not together and not _speaks_for(other, denial) and not _speaks_for(denial, other)
        if apart and (_is_bound_inside(meeting, denial, other) or _is_bound_across(meeting, denial, other)):
            return True
    return False


def denies_what_went_before(meeting: Meeting) -> bool:
    """One denies what the other has just said."""
    return any(
        denial.denies
        and denial.has("anaphor")
        and other.asserts
        and meeting.inside_one
        and denial.order - other.order == 1
        for denial, other in meeting.ends()
    )


def denies_having_said_it(meeting: Meeting) -> bool:
    """One denies what another reports them to have said."""
    return meeting.inside_one and any(
        denial.denies
        and not denial.statement.inside
        and other.statement.inside is not None
        and other.asserts
        and denial.speaker is not None
        and denial.speaker == other.speaker
        for denial, other in meeting.ends()
    )


def calls_untrue(meeting: Meeting) -> bool:
    """One calls untrue what the other says."""
    return meeting.inside_one and any(
        one.has("untrue") and not other.denies and 0 < one.order - other.order <= NEAR and _answers(meeting, one, other)
        for one, other in meeting.ends()
    )


def says_the_opposite(meeting: Meeting) -> bool:
    """One says that it is so, the other that it is not."""
    if meeting.left.has("negated") == meeting.right.has("negated") or not _both_assert(meeting):
        return False
    bound = NAME * len(meeting.names) + STEM * len(meeting.words)
    enough = ENOUGH_ACROSS if meeting.inside_one else ENOUGH_ACROSS + 1
    if bound < enough or not (meeting.overlap >= NEGATED_OVERLAP or meeting.names):
        return False
    if meeting.inside_one:
        turned = meeting.left.turned | meeting.right.turned
        return not turned or not turned.isdisjoint(meeting.words)  # 该消息不实 turns none of the words that both have
    return _is_turned_about(meeting) and not meeting.days_apart


def gives_another_toll(meeting: Meeting) -> bool:
    """They give different numbers of dead."""
    left, right = meeting.left, meeting.right
    if not (left.has("death") and right.has("death")) or left.denies or right.denies:
        return False
    one, other = left.people, right.people
    return one is not None and other is not None and one != other and (meeting.inside_one or _same_days(meeting))


def gives_another_figure(meeting: Meeting) -> bool:
    """They give different figures for the same thing."""
    if not (meeting.left.gist.figures and meeting.right.gist.figures) or not _both_assert(meeting) or meeting.figures:
        return False
    if not any(
        unit and unit == same and number != another
        for number, unit in meeting.left.gist.figures
        for another, same in meeting.right.gist.figures
    ):
        return False
    return (len(meeting.words) >= 3 and meeting.overlap >= 0.4) or (len(meeting.words) >= 2 and bool(meeting.names))


def counts_otherwise_on_the_day(meeting: Meeting) -> bool:
    """They give different numbers of the same things for the same day, in two languages."""
    left, right = meeting.left, meeting.right
    if left.lang == right.lang or meeting.inside_one or meeting.figures or not _both_assert(meeting):
        return False
    days = [{day for day in saying.gist.dates if len(day) == len("2027-05-03")} for saying in (left, right)]
    units = {unit for _, unit in left.gist.figures} & {unit for _, unit in right.gist.figures}
    return len(days[0]) == len(days[1]) == 1 and days[0] == days[1] and any(_is_thing(unit) for unit in units)


def answers_with_another_sum(meeting: Meeting) -> bool:
    """One tells of the other with a sum of money, and the other gives another sum."""
    if not meeting.inside_one or not _both_assert(meeting) or meeting.figures:
        return False
    sums = [
        [number for number, unit in saying.gist.figures if unit.isupper() or unit in _MONEY]
        for saying in (meeting.left, meeting.right)
    ]
    return bool(sums[0] and sums[1]) and _is_named_in(meeting.right, meeting.left)


def answers_with_another_figure(meeting: Meeting) -> bool:
    """One answers the other with a different figure."""
    return meeting.inside_one and any(
        one.has("reply")
        and one.gist.figures
        and other.gist.figures
        and not meeting.figures
        and other.asserts
        and any(unit == same or "" in (unit, same) for _, unit in one.gist.figures for _, same in other.gist.figures)
        for one, other in meeting.ends()
    )


def gives_another_duration(meeting: Meeting) -> bool:
    """One after the other, they say how long it took, and differ."""
    lengths = [_measure(saying) for saying in (meeting.left, meeting.right)]
    if meeting.distance != 1 or None in lengths or lengths[0] == lengths[1] or not _both_assert(meeting):
        return False
    return max(length or 0 for length in lengths) <= LONG or bool(meeting.words)


def gives_another_time(meeting: Meeting) -> bool:
    """They give different times of the day."""
    if not (meeting.left.gist.times and meeting.right.gist.times):
        return False
    times = set(meeting.left.gist.times), set(meeting.right.gist.times)
    return all(len(part) == 1 for part in times) and times[0] != times[1] and _both_assert(meeting)


def replies_to(meeting: Meeting) -> bool:
    """One replies to what the other has just said."""
    return meeting.inside_one and any(
        one.has("reply")
        and _both_assert(meeting)
        and 0 < one.order - other.order <= 2
        and other.statement.act != "call"
        and (other.has("negated") != one.has("negated") or bool(meeting.names))
        for one, other in meeting.ends()
    )


def tells_otherwise(meeting: Meeting) -> bool:
    """One goes on with a "but" and tells something else of the same thing."""
    return meeting.distance == 1 and any(
        one.has("contrast") and one.order > other.order and _both_assert(meeting) and _is_bound(meeting)
        for one, other in meeting.ends()
    )


def reads_it_otherwise(meeting: Meeting) -> bool:
    """One says what is really behind what the other explains."""
    return meeting.inside_one and any(
        one.has("reading")
        and not other.has("reading")
        and other.has("explained")
        and other.gist.reads is None
        and _both_assert(meeting)
        and bool(meeting.words | meeting.names)
        for one, other in meeting.ends()
    )


REASONS: tuple[tuple[Reason, DisputeKind], ...] = (
    (denies_what_went_before, "conflict"),
    (denies, "conflict"),
    (denies_having_said_it, "conflict"),
    (calls_untrue, "conflict"),
    (gives_another_toll, "conflict"),
    (gives_another_figure, "conflict"),
    (counts_otherwise_on_the_day, "conflict"),
    (answers_with_another_figure, "conflict"),
    (answers_with_another_sum, "conflict"),
    (gives_another_duration, "conflict"),
    (gives_another_time, "conflict"),
    (says_the_opposite, "conflict"),
    (replies_to, "conflict"),
    (tells_otherwise, "conflict"),
    (reads_it_otherwise, "interpretation"),
)

ACROSS = tuple(  # those that can hold over documents
    (reason, kind)
    for reason, kind in REASONS
    if reason
    in (
        denies,
        gives_another_toll,
        gives_another_figure,
        counts_otherwise_on_the_day,
        gives_another_time,
        says_the_opposite,
    )
)


def explain(reason: Reason) -> str:
    """The sentence that a reason shows."""
    return (reason.__doc__ or "").strip()


def may_be_together(one: Saying, other: Saying) -> bool:
    """Whether they may be of one time: one of them names none, or both one that may be the same."""
    dates = one.gist.dates, other.gist.dates
    return not dates[0] or not dates[1] or any(is_same_time(left, right) for left in dates[0] for right in dates[1])


def is_same_time(left: str, right: str) -> bool:
    """Whether two dates may be the same: one holds the other, as an autumn its October."""
    if left.startswith(right) or right.startswith(left):
        return True
    for season, other in ((left, right), (right, left)):
        year, _, part = season.partition("-")
        if part in _SEASONS and other.startswith(year) and other[5:7].isdigit():
            return int(other[5:7]) in _SEASONS[part]
    return False


def _is_bound(meeting: Meeting) -> bool:
    return len(meeting.words) >= 2 or bool(meeting.names)


def _is_bound_inside(meeting: Meeting, denial: Saying, other: Saying) -> bool:
    return meeting.inside_one and meeting.binding(denial, other) >= ENOUGH


def _is_bound_across(meeting: Meeting, denial: Saying, other: Saying) -> bool:
    """Whether much binds a denial to what another document has, or nearly all its words do."""
    if meeting.inside_one or not _is_of_one_thing(meeting, denial, other):
        return False
    said = meeting.overlap >= MOST_OVERLAP and len(meeting.plain) >= NEAR
    return said or meeting.binding(denial, other) >= ENOUGH_ACROSS


def _is_of_one_thing(meeting: Meeting, denial: Saying, other: Saying) -> bool:
    """Whether a denial in another document is of what this says, and not only of the same people."""
    if meeting.days_apart:
        return False
    if denial.has("anaphor"):
        return other.statement.act == "accuse" and _is_named_in(denial, other)
    if denial.lang == other.lang:
        return bool(meeting.plain)
    return meeting.figures or meeting.dates or len(meeting.names) > 1


def _is_turned_about(meeting: Meeting) -> bool:
    """Whether what the one negates is what the other says: half of the words of the negated clause."""
    turned = meeting.left.turned | meeting.right.turned
    return 2 * len(turned & meeting.words) >= len(turned) and len(turned & meeting.plain) > 0


def _is_thing(unit: str) -> bool:
    """Whether a unit is of things that can be counted: crates, ships; not money, people, time or shares."""
    return unit.isalpha() and unit.islower() and unit not in _MONEY and unit not in _DURATIONS and unit not in _LOOSE


def _speaks_for(one: Saying, other: Saying) -> bool:
    """Whether one is told of as somebody of the other, right behind it: its lawyer."""
    return one.has("possessive") and one.order == other.order + 1


def _both_assert(meeting: Meeting) -> bool:
    return meeting.left.asserts and meeting.right.asserts


def _is_named_in(denial: Saying, other: Saying) -> bool:
    """Whether what is denied tells of the denier, or of what the denier's name holds (the customs of a country)."""
    if denial.speaker is not None and denial.speaker in other.about:
        return True
    return any(len(name) > 1 and name in own for name in other.about_names for own in denial.speaker_names)


def _answers(meeting: Meeting, one: Saying, other: Saying) -> bool:
    return one.order - other.order == 1 or (other.statement.act == "accuse" and bool(meeting.words | meeting.names))


def _same_days(meeting: Meeting) -> bool:
    """Whether the days they name lie no more than one apart, where both name some."""
    days = [[day for text in saying.gist.dates if (day := read_day(text))] for saying in (meeting.left, meeting.right)]
    if not days[0] or not days[1]:
        return True
    return any(abs((one - other).days) <= 1 for one in days[0] for other in days[1])


def read_day(text: str) -> date | None:
    """The day that a date begins with; None where it is no day."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _measure(saying: Saying) -> float | None:
    """The one length of time that the statement gives, in minutes."""
    lengths = [float(number) * _DURATIONS[unit] for number, unit in saying.gist.figures if unit in _DURATIONS]
    return lengths[0] if len(lengths) == 1 else None
