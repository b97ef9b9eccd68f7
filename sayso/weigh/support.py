"""What is claimed, by whom, and what stands against it: statements and events that say the same thing are one claim.

Every telling is in exactly one claim. Documents of one origin count once. Two tellings that contradict each other
are never in one claim, whatever lies between them. Two claims with a contradiction between them are in dispute; a
person's "not in dispute" outranks that. Claims between which there is no chain of links change nothing for each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sayso.ids import make_id
from sayso.records import Claim, Decision, Dispute, DisputeKind
from sayso.weigh.comparing import Contrast, Link

STEP = "weigh.support 0.2"
DISPUTES = "weigh.disputes 0.2"
DECIDED = "A person said so."
_KINDS: tuple[DisputeKind, ...] = ("correction", "conflict", "interpretation")


class Member(Struct, frozen=True, kw_only=True):
    """A telling as claims count it."""

    id: str
    document: str
    origin: str
    place: int
    voice: str  # who vouches for it


def join_tellings(
    ids: Iterable[str], links: Iterable[Link], contrasts: Iterable[Contrast]
) -> tuple[dict[str, str], dict[str, set[str]]]:
    """For each telling the least id of its group, and for each group the reasons that hold it together."""
    group = {id: id for id in ids}
    held = {id: [id] for id in group}
    against: defaultdict[str, set[str]] = defaultdict(set)
    for contrast in contrasts:
        against[contrast.left].add(contrast.right)
        against[contrast.right].add(contrast.left)
    reasons: defaultdict[str, set[str]] = defaultdict(set)
    for link in sorted(links):
        if link.left not in group or link.right not in group:
            continue
        first, second = sorted((group[link.left], group[link.right]))
        if first == second:
            reasons[first].add(link.reason)
            continue
        smaller, larger = sorted((first, second), key=lambda id: len(held[id]))
        if any(group[other] == larger for id in held[smaller] for other in against.get(id, ()) if other in group):
            continue
        for id in held[second]:
            group[id] = first
        held[first] += held.pop(second)
        reasons[first] |= reasons.pop(second, set()) | {link.reason}
    return group, reasons


class Conflict(Struct, frozen=True):
    """Two groups that contradict each other, and how."""

    pair: tuple[str, str]
    kind: DisputeKind
    question: str
    score: float
    clashes: tuple[tuple[str, str], ...]  # tellings, one of each group
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the dispute."""
        return make_id("x", "", [], *self.pair)


def find_disputes(
    groups: Mapping[str, str], homes: Mapping[str, str], contrasts: Iterable[Contrast], decisions: Iterable[Decision]
) -> list[Dispute]:
    """The groups that contradict each other, every two at most once.

    Args:
        groups: for each telling its group.
        homes: for each telling its document.
        decisions: on a telling of each side ("in dispute").
    """
    members: defaultdict[str, list[str]] = defaultdict(list)
    for id, group in sorted(groups.items()):
        members[group].append(id)
    return [_make_dispute(conflict, members, homes) for conflict in find_conflicts(groups, contrasts, decisions)]


def find_conflicts(
    groups: Mapping[str, str], contrasts: Iterable[Contrast], decisions: Iterable[Decision]
) -> list[Conflict]:
    """The same, without naming everybody on each side."""
    met: defaultdict[tuple[str, str], list[Contrast]] = defaultdict(list)
    for contrast in sorted(contrasts):
        if contrast.left in groups and contrast.right in groups:
            one, other = sorted((groups[contrast.left], groups[contrast.right]))
            if one != other:
                met[one, other].append(contrast)
    for decision in decisions:
        pair = _find_judged(decision, groups)
        if pair is None or decision.judgement == "unsure":
            continue
        if decision.judgement == "negative":
            met.pop(pair, None)
        elif pair not in met:
            left, right = sorted(decision.about[:2])
            met[pair] = [Contrast(left, right, "conflict", (DECIDED,), 1.0)]
    return [_weigh_contrasts(pair, found, groups) for pair, found in sorted(met.items())]


def _find_judged(decision: Decision, groups: Mapping[str, str]) -> tuple[str, str] | None:
    """The two groups that a decision is about."""
    held = sorted({groups[id] for id in decision.about if id in groups})
    return (held[0], held[1]) if decision.question == "in dispute" and len(held) == 2 else None


def _weigh_contrasts(pair: tuple[str, str], contrasts: Sequence[Contrast], groups: Mapping[str, str]) -> Conflict:
    strongest = min(contrasts, key=lambda contrast: (_KINDS.index(contrast.kind), -contrast.score, contrast))
    ordered = sorted(contrasts, key=lambda contrast: (contrast is not strongest, contrast))
    return Conflict(
        pair=pair,
        kind=strongest.kind,
        question=strongest.reasons[-1],
        score=max(contrast.score for contrast in contrasts),
        clashes=tuple((c.left, c.right) if groups[c.left] == pair[0] else (c.right, c.left) for c in contrasts),
        reasons=tuple(dict.fromkeys(reason for contrast in ordered for reason in contrast.reasons)),
    )


def _make_dispute(conflict: Conflict, members: Mapping[str, Sequence[str]], homes: Mapping[str, str]) -> Dispute:
    sides = tuple(members[conflict.pair[0]]), tuple(members[conflict.pair[1]])
    return Dispute(
        id=conflict.id,
        made_by=DISPUTES,
        question=conflict.question,
        sides=sides,
        homes=(tuple(homes[id] for id in sides[0]), tuple(homes[id] for id in sides[1])),
        clashes=conflict.clashes,
        score=conflict.score,
        kind=conflict.kind,
        reasons=conflict.reasons,
    )


def make_claims(
    members: Iterable[Member],
    groups: Mapping[str, str],
    reasons: Mapping[str, Iterable[str]],
    disputes: Iterable[Dispute],
) -> list[Claim]:
    """Every telling in exactly one claim, with its origins, its speakers and what stands against it."""
    held: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        held[groups[member.id]].append(member)
    against: defaultdict[str, set[str]] = defaultdict(set)
    for dispute in disputes:
        if dispute.kind != "interpretation":
            for side, other in (dispute.sides, dispute.sides[::-1]):
                against[groups[side[0]]].update(other)
    return [
        _make_claim(group, held[group], against.get(group, set()), reasons.get(group, ())) for group in sorted(held)
    ]


def _make_claim(group: str, members: Iterable[Member], against: set[str], reasons: Iterable[str]) -> Claim:
    ordered = sorted(members, key=lambda member: (member.document, member.place, member.id))
    return Claim(
        id=make_id("c", "", [], group),
        made_by=STEP,
        members=tuple(member.id for member in ordered),
        homes=tuple(member.document for member in ordered),
        origins=tuple(sorted({member.origin for member in ordered})),
        speakers=tuple(sorted({member.voice for member in ordered})),
        denied_by=tuple(sorted(against)),
        reasons=tuple(sorted(reasons)) if len(ordered) > 1 else (),
    )
