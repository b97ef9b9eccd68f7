"""Where a publisher's own correction says something else than its report did: each reason with the sentence shown.

What the report says and the correction repeats stands as it was. What the correction tells only as what "we
reported" is taken back, not repeated.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from sayso.weigh.contradiction import Meeting, is_same_time
from sayso.weigh.sameness import SAME_WORDS
from sayso.weigh.told import Happening, Telling, Told

COPIED = 0.8  # of the shorter statement's stems, from which on one is a copy of the other
BOUND = 0.34  # of the shorter statement's stems, those that both have where one corrects the other

Reason = Callable[[Meeting], bool]


class Corrected(Struct, frozen=True):
    """What a report says, what its correction says instead, and why they are taken together."""

    wrong: Telling
    right: Telling
    reason: str


def corrects_the_figure(meeting: Meeting) -> bool:
    """The publisher's own correction gives another figure."""
    left, right = meeting.left.gist.figures, meeting.right.gist.figures
    units = {unit for _, unit in left}
    return _is_bound(meeting) and any(unit in units and (number, unit) not in left for number, unit in right)


def corrects_the_time(meeting: Meeting) -> bool:
    """The publisher's own correction gives another day or hour."""
    left, right = meeting.left.gist, meeting.right.gist
    days = bool(left.dates) and any(not any(is_same_time(day, one) for one in left.dates) for day in right.dates)
    hours = bool(left.times) and bool({*right.times} - {*left.times})
    return _is_bound(meeting) and (days or hours)


def takes_it_back(meeting: Meeting) -> bool:
    """The publisher's own correction has it that this was not said, or is not so."""
    return _is_bound(meeting) and (
        meeting.left.denies != meeting.right.denies or meeting.left.has("negated") != meeting.right.has("negated")
    )


def corrects_the_speaker(meeting: Meeting) -> bool:
    """The publisher's own correction has somebody else say it."""
    left, right = meeting.left, meeting.right
    known = left.speaker is not None and right.speaker is not None and left.speaker != right.speaker
    return known and not left.speaker_names & right.speaker_names and meeting.overlap >= SAME_WORDS


def corrects_a_name(meeting: Meeting) -> bool:
    """The publisher's own correction names somebody or something else."""
    left, right = meeting.left, meeting.right
    entities = bool(left.about - right.about) and bool(right.about - left.about)
    names = bool(left.about_names - right.about_names) and bool(right.about_names - left.about_names)
    return _is_bound(meeting) and entities and names


REASONS: tuple[Reason, ...] = (
    corrects_the_figure,
    corrects_the_time,
    takes_it_back,
    corrects_the_speaker,
    corrects_a_name,
)


def corrects_the_event(wrong: Happening, right: Happening) -> bool:
    """The publisher's own correction tells this event with another day, figure or place."""
    if wrong.event_type != right.event_type or not _share_parties(wrong, right):
        return False
    days = bool(wrong.date and right.date) and not is_same_time(wrong.date or "", right.date or "")
    units = {unit for _, unit in wrong.figures}
    figures = any(unit in units and (number, unit) not in wrong.figures for number, unit in right.figures)
    places = bool(wrong.where and right.where) and wrong.where != right.where
    return days or figures or places or {wrong.factuality, right.factuality} == {"asserted", "denied"}


def list_corrected(one: Told, other: Told) -> list[Corrected]:
    """What the report of two says wrongly by its correction; the correction is the one that calls itself so."""
    wrong, right = sorted((one, other), key=lambda told: (told.corrects, told.published or "", told.document))
    return [*_correct_sayings(wrong, right), *_correct_happenings(wrong, right)]


def list_altered(left: Told, right: Told) -> list[Corrected]:
    """Where one of two copies has the same speaker say something else in otherwise the same words."""
    altered = []
    for one in left.sayings:
        near = [Meeting(one, other) for other in right.sayings if not one.words.isdisjoint(other.words)]
        near = [m for m in near if m.overlap >= COPIED and m.left.speaker_names & m.right.speaker_names]
        if near and all(_is_altered(meeting) for meeting in near):
            best = max(near, key=lambda meeting: (len(meeting.words), meeting.right.id))
            altered.append(Corrected(one, best.right, (_is_altered.__doc__ or "").strip()))
    return altered


def _is_altered(meeting: Meeting) -> bool:
    """Of two copies of one report, one gives another figure or day, or turns it about."""
    left, right = ({(unit, number) for number, unit in saying.gist.figures} for saying in (meeting.left, meeting.right))
    units = {unit for unit, _ in left - right} & {unit for unit, _ in right - left}
    return bool(units) or meeting.days_apart or takes_it_back(meeting)


def _correct_sayings(wrong: Told, right: Told) -> Iterator[Corrected]:
    restated = {saying.id for saying in right.sayings if saying.has("ourselves")}
    told = [s for s in right.sayings if s.id not in restated and s.statement.inside not in restated]
    for one in wrong.sayings:
        met = (o for o in told if not (one.words.isdisjoint(o.words) and one.about.isdisjoint(o.about)))
        meetings = [Meeting(one, other) for other in met]
        if any(_is_repeated(meeting) for meeting in meetings):
            continue
        fitting = [(meeting, reason) for meeting in meetings if (reason := _find_reason(meeting))]
        if fitting:
            best, reason = max(fitting, key=lambda held: (len(held[0].words), held[0].right.id))
            yield Corrected(one, best.right, (reason.__doc__ or "").strip())


def _find_reason(meeting: Meeting) -> Reason | None:
    return next((reason for reason in REASONS if reason(meeting)), None)


def _is_repeated(meeting: Meeting) -> bool:
    """Whether the correction says the same as the report."""
    alike = meeting.overlap >= SAME_WORDS and meeting.left.speaker == meeting.right.speaker
    return alike and _find_reason(meeting) is None


def _is_bound(meeting: Meeting) -> bool:
    """Whether both say something of one thing: the same speaker in some of the same words, others in most of them."""
    speakers = meeting.left.speaker, meeting.right.speaker
    if None in speakers:
        return meeting.overlap >= BOUND
    return meeting.overlap >= SAME_WORDS or (speakers[0] == speakers[1] and bool(meeting.words or meeting.names))


def _correct_happenings(wrong: Told, right: Told) -> Iterator[Corrected]:
    stated = {saying.id for saying in right.sayings if saying.has("ourselves")}
    told = [happening for happening in right.happenings if happening.stated_in not in stated]
    for one in _list_alone(wrong.happenings):
        same = [
            other for other in _list_alone(told) if other.event_type == one.event_type and _share_parties(one, other)
        ]
        fitting = [other for other in same if corrects_the_event(one, other)]
        if fitting and len(fitting) == len(same):
            yield Corrected(one, fitting[0], (corrects_the_event.__doc__ or "").strip())


def _list_alone(happenings: Iterable[Happening]) -> list[Happening]:
    """Those that are more than what a statement says: the statement is compared already."""
    return [happening for happening in happenings if not happening.covers]


def _share_parties(one: Happening, other: Happening) -> bool:
    """Whether all of the fewer parties take part in the other as well."""
    fewer = min(len(one.takers), len(other.takers))
    return fewer > 0 and len(one.takers & other.takers) == fewer
