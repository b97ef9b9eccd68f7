"""What two documents, or two tellings, have to say to each other: what is the same, what clashes.

Everything here looks at two things and nothing else, so whatever is found stays found until one of the two changes.
`pair_documents` and `pair_tellings` say which two are worth a look.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct

from sayso.records import DisputeKind, Origin
from sayso.weigh import happenings, readings, sameness
from sayso.weigh.across import Crossing
from sayso.weigh.clashes import Clash, clash_alone, clash_between, clash_inside, list_alike_readings
from sayso.weigh.contradiction import Meeting, explain, read_day
from sayso.weigh.correcting import Corrected, list_altered, list_corrected
from sayso.weigh.keys import list_affair_marks, list_happening_marks, list_saying_marks
from sayso.weigh.marks import Numbers, find_meetings, make_key
from sayso.weigh.told import Happening, Saying, Telling, Told
from sayso.weigh.versions import ENOUGH, align, make_look, score_looks

NEAR = 3  # days between the publication of reports of one event
READ_WITHIN = 45  # ... and of readings of it
TOLD_WITHIN = 14  # ... and of what one speaker says in other words
VERSION = "It stands in the same place of the translation."
TELLS_IT = "The statement tells this event and nothing else."
QUOTED_ONCE = "The same speaker is quoted once in each of two reports of one affair, in two languages."


class Link(Struct, frozen=True, order=True):
    """Two tellings that say the same thing; the lesser id first."""

    left: str
    right: str
    reason: str


class Contrast(Struct, frozen=True, order=True):
    """Two tellings that cannot both be so; the lesser id first."""

    left: str
    right: str
    kind: DisputeKind
    reasons: tuple[str, ...]
    score: float


class Between(Struct, frozen=True, kw_only=True):
    """What holds of two documents: of one affair, of one origin, one the other's correction."""

    affair: bool = False
    one_origin: bool = False
    tied: bool = False  # there is evidence between the two themselves that they go back to one report
    correction: bool = False


def compare_inside(told: Told) -> tuple[list[Link], list[Contrast]]:
    """What one document says twice, and where it contradicts itself."""
    links = [
        _link(one, other, explain(reason))
        for one, other in combinations([saying for saying in told.sayings if saying.has("death")], 2)
        if (reason := sameness.find_reason(Meeting(one, other), (sameness.gives_the_same_toll,)))
    ]
    sayings = {saying.id: saying for saying in told.sayings}
    links += [_link(sayings[h.stated_in or ""], h, TELLS_IT) for h in told.happenings if h.covers]
    links += _align(_split_langs(told), _split_langs(told))
    links += [_link(one, other, words) for one, other, words in list_alike_readings(told.sayings)]
    return sorted(set(links)), [_contrast(clash) for clash in clash_inside(told)]


def compare_documents(left: Told, right: Told, between: Between) -> tuple[list[Link], list[Contrast]]:
    """What two documents say alike, and where they contradict each other."""
    links: list[Link] = []
    contrasts: list[Contrast] = []
    if between.tied:
        links += _align(_split_langs(left), _split_langs(right))
    if between.correction:
        contrasts += [_contrast_pair(corrected, "correction") for corrected in list_corrected(left, right)]
    elif between.tied:
        contrasts += [_contrast_pair(altered, "conflict") for altered in list_altered(left, right)]
    if between.affair:
        crossing = Crossing(left.board, right.board)
        links += _link_affair(left, right, crossing)
        contrasts += [] if between.one_origin else [_contrast(clash) for clash in clash_between(left, right, crossing)]
    return sorted(set(links)), contrasts


def compare_tellings(
    one: Telling, other: Telling, days: tuple[str | None, str | None], *, one_origin: bool
) -> Link | Contrast | None:
    """What two tellings of two documents are to each other, whatever their documents are about.

    Args:
        days: on which their documents were published.
    """
    if isinstance(one, Saying) and isinstance(other, Saying):
        soon = are_within(*days, TOLD_WITHIN)
        reason = sameness.find_reason(Meeting(one, other), (*sameness.FREE, *(sameness.SOON if soon else ())))
        if reason:
            return _link(one, other, explain(reason))
        found = _compare_readings(one, other, days, one_origin=one_origin)
        clash = None if found or one_origin or is_far(*days) else clash_alone(one, other)
        return _contrast(clash) if clash else found
    if isinstance(one, Happening) and isinstance(other, Happening) and one.document != other.document:
        return _compare_happenings(one, other, days, one_origin=one_origin)
    return None


def _compare_happenings(
    one: Happening, other: Happening, days: tuple[str | None, str | None], *, one_origin: bool
) -> Link | Contrast | None:
    """Whether two events of two documents are one, or cannot both be so."""
    encounter = happenings.Encounter(one, other, near=is_near(*days))
    for same in happenings.SAME:
        if same(encounter):
            return _link(one, other, (same.__doc__ or "").strip())
    if one_origin:
        return None
    for different, kind in happenings.DIFFERENT:
        if different(encounter):
            left, right = sorted((one.id, other.id))
            return Contrast(left, right, kind, ((different.__doc__ or "").strip(),), 1.0)
    return None


def _compare_readings(
    one: Saying, other: Saying, days: tuple[str | None, str | None], *, one_origin: bool
) -> Link | Contrast | None:
    """Whether two statements of two documents read one event, alike or differently."""
    if one.document == other.document or is_far(*days):
        return None
    alike = readings.find_alike(one, other)
    if alike:
        return _link(one, other, readings.explain(alike, one, other))
    unlike = None if one_origin else readings.find_unlike(one, other)
    if unlike is None:
        return None
    left, right = sorted((one.id, other.id))
    return Contrast(left, right, "interpretation", (readings.explain(unlike[0], one, other),), unlike[1])


def pair_documents(told: Sequence[Told], origins: Iterable[Origin]) -> Iterator[tuple[int, int, Between]]:
    """The places of documents that are worth comparing, and what holds of the two."""
    keys = [make_key(item.document) for item in told]
    affairs = find_meetings([_number(list_affair_marks(item)) for item in told], keys)
    met = {(left, right) if left < right else (right, left) for left, right in affairs}
    places = {item.document: place for place, item in enumerate(told)}
    origin_of: dict[str, str] = {}
    tied: dict[tuple[int, int], bool] = {}
    for origin in origins:
        origin_of |= dict.fromkeys(origin.documents, origin.id)
        for evidence in origin.evidence:
            if evidence.left in places and evidence.right in places:
                left, right = sorted((places[evidence.left], places[evidence.right]))
                tied[left, right] = tied.get((left, right), False) or evidence.why == "correction"
    for left, right in sorted(met | tied.keys()):
        one, other = told[left].document, told[right].document
        yield (
            left,
            right,
            Between(
                affair=(left, right) in met,
                one_origin=origin_of.get(one, one) == origin_of.get(other, other),
                tied=(left, right) in tied,
                correction=tied.get((left, right), False),
            ),
        )


def pair_tellings(told: Sequence[Told]) -> Iterator[tuple[Telling, Telling]]:
    """The tellings that are worth comparing."""
    tellings = [telling for item in told for telling in item.tellings]
    marks = [marks for item in told for marks in list_telling_marks(item)]
    for left, right in find_meetings(marks, [make_key(telling.id) for telling in tellings]):
        yield tellings[left], tellings[right]


def list_telling_marks(told: Told) -> list[Numbers]:
    """For each statement and event of a document the marks by which it meets others, in order."""
    return [*list_saying_marks(told.sayings), *(_number(list_happening_marks(h)) for h in told.happenings)]


def _number(marks: set[int]) -> Numbers:
    return np.array(sorted(marks), dtype=np.uint64)


def is_near(first: str | None, second: str | None) -> bool:
    """Whether two days of publication lie within a few days of each other; False where one is not known."""
    return are_within(first, second, NEAR)


def are_within(first: str | None, second: str | None, most: int) -> bool:
    """Whether two days of publication lie no further apart; False where one is not known."""
    days = read_day(first or ""), read_day(second or "")
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= most


def is_far(first: str | None, second: str | None) -> bool:
    """Whether two days of publication lie so far apart that what is read may be another event; False where unknown."""
    days = read_day(first or ""), read_day(second or "")
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > READ_WITHIN


def _link_affair(left: Told, right: Told, crossing: Crossing) -> Iterator[Link]:
    for one, other in crossing.pair_alike(sameness.SAME_WORDS):
        reason = sameness.find_reason(Meeting(one, other), sameness.IN_AFFAIR)
        if reason:
            yield _link(one, other, explain(reason))
    yield from _link_lone_quotations(left, right)


def _link_lone_quotations(left: Told, right: Told) -> Iterator[Link]:
    """Where one speaker has one quotation in each of two documents of two languages, published within days."""
    if not is_near(left.published, right.published):
        return
    quoted = [
        {speaker: held for speaker, held in _list_quotations(told).items() if len(held) == 1} for told in (left, right)
    ]
    for speaker in sorted(quoted[0].keys() & quoted[1].keys()):
        (one,), (other,) = quoted[0][speaker], quoted[1][speaker]
        if one.lang != other.lang:
            yield _link(one, other, QUOTED_ONCE)


def _list_quotations(told: Told) -> dict[str, list[Saying]]:
    held: dict[str, list[Saying]] = {}
    for saying in told.sayings:
        if saying.speaker is not None and saying.statement.form == "direct":
            held.setdefault(saying.speaker, []).append(saying)
    return held


def _split_langs(told: Told) -> dict[str, list[Saying]]:
    held: dict[str, list[Saying]] = {}
    for saying in told.sayings:
        held.setdefault(saying.lang, []).append(saying)
    return held


def _align(left: dict[str, list[Saying]], right: dict[str, list[Saying]]) -> list[Link]:
    """The statements that answer each other in two languages: in translations and bilingual files."""
    links = []
    for lang in sorted(left):
        for other in sorted(right):
            if lang == other or (left == right and lang > other):
                continue
            pairs = align(left[lang], right[other], _score_pair)
            if 2 * len(pairs) >= ENOUGH * (len(left[lang]) + len(right[other])):
                links += [_link(one, two, VERSION) for one, two in pairs]
    return links


def _score_pair(one: Saying, other: Saying) -> float:
    return score_looks(make_look(one.statement, one.gist), make_look(other.statement, other.gist))


def _link(one: Telling, other: Telling, reason: str) -> Link:
    left, right = sorted((one.id, other.id))
    return Link(left, right, reason)


def _contrast_pair(corrected: Corrected, kind: DisputeKind) -> Contrast:
    left, right = sorted((corrected.wrong.id, corrected.right.id))
    return Contrast(left, right, kind, (corrected.reason,), 1.0)


def _contrast(clash: Clash) -> Contrast:
    left, right = sorted((clash.left.id, clash.right.id))
    return Contrast(left, right, clash.kind, clash.reasons, clash.score)
