"""Which two documents go back to one report, and the evidence: `likeness` holds the reasons.

Two passages are looked at when they share marks, or when one credits the other's publisher. Whether a reason holds
follows from the two alone, but for one thing: words that very many passages share are standing text of a house, and
count for nothing where they are a small part of a passage.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from sayso.records import Evidence, Fingerprint, OriginWhy
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.likeness import REASONS, Pair, Reason, explain, is_named, is_near
from sayso.weigh.marks import Kind, find_kind, list_marks

COMMON = 15  # passages that have a run, from which on it may be standing text
LITTLE = 0.4  # of a passage's runs; where more are common, they are a story that went round
MOST_RELATIVES = 200  # passages of one publisher within reach of a credit; beyond that the credit tells nothing
PART = 0.4  # a document that shares less of itself than this with each of several stories is a round-up of them
OWN = "="  # before the name of a publisher that corrects itself


class Tie(Struct, frozen=True, kw_only=True):
    """Two documents that go back to one report."""

    left: str
    right: str
    strength: float
    part: str | None  # the document of which the shared words are only a small part
    evidence: Evidence


def find_tie(left: Fingerprint, right: Fingerprint, worth: float = 1.0) -> Tie | None:
    """The pair with all reasons that hold; None without any."""
    first, second = sorted((left, right), key=lambda f: (f.document, f.id))
    pair = Pair(first, second, worth)
    held: dict[OriginWhy, Reason] = {}
    for reason, kind in REASONS:
        if kind not in held and reason(pair):
            held[kind] = reason
    if not held:
        return None
    longer = pair.left if pair.shorter is pair.right else pair.right
    share = pair.containment * pair.shorter.words / longer.words if longer.words else 0.0
    return Tie(
        left=first.document,
        right=second.document,
        strength=share + pair.same_figures / 100,
        part=longer.document if set(held) == {"copy"} and share < PART else None,
        evidence=Evidence(
            left=first.document,
            right=second.document,
            why=next(iter(held)),
            reasons=tuple(explain(reason, pair) for reason in held.values()),
        ),
    )


def find_common(fingerprints: Iterable[Fingerprint]) -> set[int]:
    """The marks of runs that so many passages have that they may be standing text."""
    numbers = [list_marks(fingerprint) for fingerprint in fingerprints]
    if not numbers:
        return set()
    marks, counts = np.unique(np.concatenate(numbers), return_counts=True)
    return set(marks[(counts >= COMMON) & (marks >> np.uint64(56) == np.uint64(Kind.RUN))].tolist())


def measure_worth(left: Fingerprint, right: Fingerprint, common: Container[int]) -> float:
    """The part of what the two share that is no standing text in either of them."""
    marks = [{mark for mark in list_marks(f).tolist() if find_kind(mark) is Kind.RUN} for f in (left, right)]
    shared = marks[0] & marks[1]
    frequent = {mark for mark in shared if mark in common}
    if not frequent:
        return 1.0
    standing = any(sum(mark in common for mark in held) <= LITTLE * len(held) for held in marks)
    return 1 - len(frequent) / len(shared) if standing else 1.0


def list_credits(fingerprint: Fingerprint) -> list[str]:
    """The names by which a passage leads to the reports of a publisher; its own where it is a correction."""
    own = (
        [OWN + fold_words(fingerprint.publisher)] if fingerprint.publisher and "correction" in fingerprint.marks else []
    )
    return list(dict.fromkeys([*fingerprint.credits, *fingerprint.retells, *own]))


def is_led_to(name: str, publisher: str) -> bool:
    """Whether a credit leads to this publisher, whose name is folded."""
    return name == OWN + publisher if name.startswith(OWN) else is_named(name, publisher)


def find_credited(fingerprints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """The pairs of places of which one leads to the other by a credit."""
    published: defaultdict[str, list[int]] = defaultdict(list)
    for place, fingerprint in enumerate(fingerprints):
        if fingerprint.publisher:
            published[fold_words(fingerprint.publisher)].append(place)
    led: dict[str, list[str]] = {}
    for place, fingerprint in enumerate(fingerprints):
        for name in list_credits(fingerprint):
            if name not in led:
                led[name] = [publisher for publisher in published if is_led_to(name, publisher)]
            others = [other for publisher in led[name] for other in published[publisher]]
            near = [o for o in others if o != place and is_near(fingerprint, fingerprints[o])]
            if len(near) <= MOST_RELATIVES:
                yield from ((place, other) for other in near)


def drop_roundups(ties: Sequence[Tie]) -> list[Tie]:
    """The ties without those of round-ups: documents of which several unlike stories are each a part."""
    tied = {(tie.left, tie.right) for tie in ties}
    stories: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.part:
            stories[tie.part].add(tie.right if tie.part == tie.left else tie.left)
    roundups = {
        document
        for document, held in stories.items()
        if any((left, right) not in tied for left in held for right in held if left < right)
    }
    return [tie for tie in ties if tie.part not in roundups]


def join(documents: Iterable[str], ties: Sequence[Tie], decided: Mapping[tuple[str, str], bool]) -> dict[str, str]:
    """For each document its group; what a person kept apart stays apart, whatever lies between."""
    group = {document: document for document in documents}
    held = {document: [document] for document in group}
    apart = {pair for pair, same in decided.items() if not same}

    def put_together(left: str, right: str) -> None:
        first, second = sorted((group[left], group[right]))
        if first == second:
            return
        if apart and any(tuple(sorted((one, other))) in apart for one in held[first] for other in held[second]):
            return
        for document in held[second]:
            group[document] = first
        held[first] += held.pop(second)

    for left, right in sorted(pair for pair, same in decided.items() if same):
        put_together(left, right)
    for tie in sorted(ties, key=lambda tie: (-tie.strength, tie.left, tie.right)):
        put_together(tie.left, tie.right)
    return group
