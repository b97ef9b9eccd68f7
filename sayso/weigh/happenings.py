"""Reasons to say that two events are one, or that they are told in ways that cannot both be so.

Events are compared by what they are coded as: kind, parties, day, place, sums, whether they happened. So it makes
no difference in which languages they are told. Each reason is a function whose docstring is the sentence shown.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from sayso.records import DisputeKind
from sayso.weigh.contradiction import is_same_time, read_day
from sayso.weigh.naming import Party, may_be_one
from sayso.weigh.told import Happening

SAME_PARTIES = 0.5  # of the parties of both events, those that take part in both
DAYS_APART = 7  # between two days that may be meant as one
FEW = frozenset(["1", "2", "3"])
_REAL = frozenset(["asserted", "denied"])

Reason = Callable[["Encounter"], bool]


class Encounter:
    """Two events of one kind and what they have in common.

    `near` says whether their documents were published within days of each other.
    """

    def __init__(self, left: Happening, right: Happening, *, near: bool) -> None:
        self.left, self.right, self.near = left, right, near

    @cached_property
    def parties(self) -> frozenset[str]:
        """Who takes part in both."""
        return self.left.takers & self.right.takers

    @cached_property
    def same_parties(self) -> bool:
        """Whether at least half of all parties take part in both, and nobody has changed sides."""
        together = len(self.left.takers | self.right.takers)
        return bool(self.parties) and len(self.parties) >= SAME_PARTIES * together and not self.crossed

    @cached_property
    def crossed(self) -> bool:
        """Whether somebody is on one side here and on the other there."""
        crossed = (self.left.actors & self.right.recipients) | (self.left.recipients & self.right.actors)
        return bool(crossed)

    @cached_property
    def same_date(self) -> bool:
        """Whether both have a date, and it may be the same."""
        return bool(self.left.date and self.right.date and is_same_time(self.left.date, self.right.date))

    @cached_property
    def dates_agree(self) -> bool:
        """Whether no date says otherwise."""
        return self.same_date or not (self.left.date and self.right.date)

    @cached_property
    def figures(self) -> set[tuple[str, str]]:
        """The sums and counts that both have."""
        return set(self.left.figures) & set(self.right.figures)

    @cached_property
    def other_figures(self) -> bool:
        """Whether they give different numbers of the same unit and no number in common."""
        units = {unit for _, unit in self.left.figures} & {unit for _, unit in self.right.figures}
        return bool(units) and not self.figures

    @cached_property
    def places_agree(self) -> bool:
        """Whether no place says otherwise."""
        return self.left.where == self.right.where or not (self.left.where and self.right.where)

    @cached_property
    def scenes_agree(self) -> bool:
        """Whether no place says otherwise, by its name where it is not known to be the same."""
        scenes = self.left.scene, self.right.scene
        return self.places_agree or scenes[0] is None or scenes[1] is None or may_be_one(scenes[0], scenes[1])

    @cached_property
    def same_kind(self) -> bool:
        """Whether they are of one kind, with the same parties."""
        return self.left.event_type == self.right.event_type and self.same_parties

    @cached_property
    def told_alike(self) -> bool:
        """Whether both are told as having happened, or both as planned, or both as not so."""
        return self.left.factuality == self.right.factuality != "hypothetical"

    @property
    def one_voice(self) -> bool:
        """Whether the same speaker tells both."""
        return self.left.voice == self.right.voice


def is_same_on_the_day(encounter: Encounter) -> bool:
    """The same kind of event with the same parties at the same time."""
    return _may_be_one(encounter) and encounter.same_date


def is_same_in_these_days(encounter: Encounter) -> bool:
    """The same kind of event between the same parties, reported within days of each other."""
    known = len(encounter.parties) >= 2 and encounter.left.takers == encounter.right.takers
    return _may_be_one(encounter) and encounter.near and known


def is_same_with_the_sum(encounter: Encounter) -> bool:
    """The same kind of event with the same parties and the same figure."""
    telling = any(unit and number not in FEW for number, unit in encounter.figures)
    return _may_be_one(encounter) and encounter.near and telling


def is_same_as_called(encounter: Encounter) -> bool:
    """The same kind of event on the same day, with the same figure, place or parties as far as they are named."""
    left, right = encounter.left, encounter.right
    if left.event_type != right.event_type or not encounter.told_alike or encounter.other_figures:
        return False
    if left.date is None or left.date != right.date or not left.precision == right.precision == "day":
        return False
    matched = _match_casts(left.cast, right.cast)
    if matched is None or not encounter.scenes_agree or encounter.crossed:
        return False
    counted = any(unit and number not in FEW for number, unit in encounter.figures)
    placed = left.where is not None and left.where == right.where
    return matched > 1 or (matched == 1 and (counted or placed)) or (counted and placed)


def _match_casts(left: Sequence[Party], right: Sequence[Party]) -> int | None:
    """How many parties of the one may each be one of the other; None where some of the smaller cast are nowhere."""
    few, many = sorted((left, right), key=len)
    free = list(many)
    for party in few:
        found = next((other for other in free if may_be_one(party, other)), None)
        if found is None:
            return None
        free.remove(found)
    return len(few)


SAME: tuple[Reason, ...] = (is_same_on_the_day, is_same_in_these_days, is_same_with_the_sum, is_same_as_called)


def did_it_happen(encounter: Encounter) -> bool:
    """One tells that it happened, the other that it did not."""
    real = {encounter.left.factuality, encounter.right.factuality} == _REAL
    known = encounter.same_date or (encounter.near and (len(encounter.parties) >= 2 or bool(encounter.figures)))
    return real and encounter.same_kind and encounter.dates_agree and known and not encounter.one_voice


def gives_another_day(encounter: Encounter) -> bool:
    """They give different days for the same event."""
    if not _is_one_affair(encounter) or encounter.dates_agree or not encounter.near:
        return False
    days = read_day(encounter.left.date or ""), read_day(encounter.right.date or "")
    if days[0] is None or days[1] is None or abs((days[0] - days[1]).days) > DAYS_APART:
        return False
    placed = encounter.left.where is not None and encounter.left.where == encounter.right.where
    return placed or bool(encounter.figures)


def gives_another_sum(encounter: Encounter) -> bool:
    """They give different figures for the same event."""
    return _is_one_affair(encounter) and encounter.other_figures and encounter.same_date and encounter.places_agree


def puts_it_elsewhere(encounter: Encounter) -> bool:
    """They put the same event in different places."""
    return (
        _is_one_affair(encounter)
        and not encounter.places_agree
        and encounter.same_date
        and "day" == encounter.left.precision == encounter.right.precision
        and bool(encounter.figures)
    )


DIFFERENT: tuple[tuple[Reason, DisputeKind], ...] = (
    (did_it_happen, "conflict"),
    (gives_another_day, "conflict"),
    (gives_another_sum, "conflict"),
    (puts_it_elsewhere, "conflict"),
)


def _may_be_one(encounter: Encounter) -> bool:
    return (
        encounter.same_kind
        and encounter.told_alike
        and encounter.dates_agree
        and encounter.places_agree
        and not encounter.other_figures
    )


def _is_one_affair(encounter: Encounter) -> bool:
    return (
        encounter.same_kind
        and encounter.left.factuality == encounter.right.factuality == "asserted"
        and len(encounter.parties) >= 2
    )
