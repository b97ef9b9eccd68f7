"""Statements that say the same thing, and how many independent origins stand behind them.

Every statement is in exactly one claim. Two statements say the same when they share most stems in one language,
or the same figures with the same dates in any; documents of one origin count once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sayso.ids import make_id
from sayso.records import Claim, Dispute
from sayso.weigh.contradiction import Meeting
from sayso.weigh.sayings import Saying
from sayso.weigh.versions import ENOUGH, align, score_versions

STEP = "weigh.support 0.1"
SAME_WORDS = 0.6  # of all stems of two statements, those that both have
FEW_WORDS = 4
MOST_HOLDERS = 60  # statements that share a stem or figure, from which on it leads to none

_LOOSE = frozenset(["demand", "call"])  # the same words may demand something else of somebody else


def find_same(sayings: Sequence[Saying]) -> list[tuple[str, str]]:
    """The pairs of statements that say the same thing, the lesser id first."""
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, saying in enumerate(sayings):
        for word in saying.words:
            holders[saying.gist.lang, word].append(place)
        for number, unit in saying.gist.figures:
            holders["figure", f"{number} {unit}"].append(place)
        if saying.speaker is not None:
            holders["speaker", saying.speaker].append(place)
    counts: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if 1 < len(held) <= MOST_HOLDERS:
            counts.update((left, right) for at, left in enumerate(held) for right in held[at + 1 :])
    pairs = [sorted((sayings[left].id, sayings[right].id)) for left, right in counts if _is_same(sayings, left, right)]
    pairs += [sorted((one.id, other.id)) for one, other in _align_translations(sayings)]
    return sorted({(first, second) for first, second in pairs})


def _align_translations(sayings: Sequence[Saying]) -> Iterator[tuple[Saying, Saying]]:
    """The statements of one origin that answer each other in two languages: in translations and bilingual files."""
    texts: defaultdict[str, defaultdict[tuple[str, str], list[Saying]]] = defaultdict(lambda: defaultdict(list))
    for saying in sayings:
        texts[saying.origin][saying.document, saying.gist.lang].append(saying)
    for held in texts.values():
        keys = sorted(held)
        for place, left in enumerate(keys):
            for right in keys[place + 1 :]:
                if left[1] == right[1]:
                    continue
                pairs = align(held[left], held[right], _score_pair)
                if 2 * len(pairs) >= ENOUGH * (len(held[left]) + len(held[right])):
                    yield from pairs


def _score_pair(one: Saying, other: Saying) -> float:
    return score_versions(one.statement, one.gist, other.statement, other.gist)


def find_claims(sayings: Sequence[Saying], same: Iterable[tuple[str, str]], disputes: Iterable[Dispute]) -> list[Claim]:
    """Every statement in exactly one claim, with its origins, its speakers and the denials beside it."""
    group = {saying.id: saying.id for saying in sayings}

    def find(id: str) -> str:
        while group[id] != id:
            group[id] = group[group[id]]
            id = group[id]
        return id

    for left, right in same:
        first, second = sorted((find(left), find(right)))
        group[second] = first
    members: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        members[find(saying.id)].append(saying)
    against: defaultdict[str, set[str]] = defaultdict(set)
    for dispute in disputes:
        (left,), (right,) = dispute.sides
        against[left].add(right)
        against[right].add(left)
    claims = [_make_claim(held, against) for held in members.values()]
    return sorted(claims, key=lambda claim: (-len(claim.origins), -len(set(claim.homes)), claim.id))


def _is_same(sayings: Sequence[Saying], left: int, right: int) -> bool:
    one, other = sayings[left], sayings[right]
    if one.document == other.document or one.denies != other.denies:
        return False
    if _is_same_quotation(one, other):
        return True
    if one.has("negated") != other.has("negated"):
        return False
    if {one.statement.act, other.statement.act} & _LOOSE:
        return one.gist.words == other.gist.words and bool(one.gist.words)
    meeting = Meeting(one, other)
    return not _differ_in_figures(meeting) and (_shares_words(meeting) or _shares_facts(meeting))


def _shares_words(meeting: Meeting) -> bool:
    """Whether two statements in one language share most of their stems."""
    one, other = meeting.left, meeting.right
    if (
        one.gist.lang != other.gist.lang
        or not len(meeting.words) >= min(FEW_WORDS, len(one.words), len(other.words)) > 1
    ):
        return False
    return 2 * len(meeting.words) / (len(one.words) + len(other.words)) >= SAME_WORDS


def _shares_facts(meeting: Meeting) -> bool:
    """Whether figure and date are the same; of one speaker in two languages, one of the two or a name is enough."""
    one, other = meeting.left, meeting.right
    times = bool(set(one.gist.dates) & set(other.gist.dates))
    if one.gist.lang != other.gist.lang and one.speaker is not None and one.speaker == other.speaker:
        return meeting.figures or times or (bool(meeting.names) and one.statement.form == other.statement.form)
    return times and any(unit for _, unit in set(one.gist.figures) & set(other.gist.figures))


def _is_same_quotation(one: Saying, other: Saying) -> bool:
    """Whether one speaker is quoted in two languages on the same; translations negate differently."""
    if one.gist.lang == other.gist.lang or one.speaker is None or one.speaker != other.speaker:
        return False
    return {one.statement.form, other.statement.form} == {"direct"} and bool(one.about & other.about)


def _differ_in_figures(meeting: Meeting) -> bool:
    left, right = set(meeting.left.gist.figures), set(meeting.right.gist.figures)
    return bool(left and right) and not (left & right)


def _make_claim(members: Sequence[Saying], against: dict[str, set[str]]) -> Claim:
    ordered = sorted(members, key=lambda saying: (saying.document, saying.order, saying.id))
    own = {saying.id for saying in ordered}
    speakers = {saying.speaker or "|".join(sorted(saying.speaker_names)) or saying.id for saying in ordered}
    return Claim(
        id=make_id("c", "", [], *sorted(own)),
        made_by=STEP,
        statements=tuple(saying.id for saying in ordered),
        homes=tuple(saying.document for saying in ordered),
        origins=tuple(sorted({saying.origin for saying in ordered})),
        speakers=tuple(sorted(speakers)),
        denied_by=tuple(sorted({id for saying in ordered for id in against.get(saying.id, ())} - own)),
    )
