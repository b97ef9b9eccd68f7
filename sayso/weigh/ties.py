"""Which two documents go back to one report, and the evidence: `likeness` holds the reasons.

Two passages are looked at when they share marks, or when one credits the other's publisher. Whether a reason holds
follows from the two alone, but for one thing: words that very many passages share are standing text of a house, and
count for nothing where they are a small part of a passage.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
from msgspec import Struct

from sayso.records import Evidence, Fingerprint, OriginWhy
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.likeness import PLAIN, REASONS, Pair, Reason, Worth, explain, is_named, is_near
from sayso.weigh.marks import list_runs

COMMON = 15  # passages that have a run, from which on it may be standing text
LITTLE = 0.4  # of a passage's runs; where more are common, they are a story that went round
BEST = Worth(all=1 - LITTLE)  # of all that standing text can make of a pair, what speaks most for it
MOST_RELATIVES = 200  # passages of one publisher within reach of a credit; beyond that the credit tells nothing
PART = 0.4  # a document that shares less of itself than this with each of several stories is a round-up of them
SEVERAL = 3
KEPT = 5_000  # passages whose standing text is remembered
OWN = "="  # before the name of a publisher that corrects itself


class Tie(Struct, frozen=True, kw_only=True):
    """Two documents that go back to one report."""

    left: str
    right: str
    strength: float
    part: str | None  # the document of which the shared words are only a small part
    evidence: Evidence


def find_tie(left: Fingerprint, right: Fingerprint, worth: Worth = PLAIN) -> Tie | None:
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
    numbers = [list_runs(fingerprint) for fingerprint in fingerprints]
    if not numbers:
        return set()
    marks, counts = np.unique(np.concatenate(numbers), return_counts=True)
    return set(marks[counts >= COMMON].tolist())


class Worths:
    """What of two passages is no standing text; what is found of a passage is kept for its next pair."""

    def __init__(self, common: Container[int]) -> None:
        """Takes the marks of runs that very many passages have, among all there are."""
        self._common = common
        self._known: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    def measure(self, left: Fingerprint, right: Fingerprint) -> Worth:
        """What is no standing text, of what the two share and of the shorter of them."""
        (marks, standing), (other_marks, other_standing) = self._load(left), self._load(right)
        if not standing and not other_standing:
            return PLAIN
        shared = marks & other_marks
        own = 1 - len(shared & (standing | other_standing)) / len(shared) if shared else 1.0
        doubt = sqrt(own * (1 - own) / len(shared)) if shared else 0.0  # marks are a sample
        if (right.words, right.id) < (left.words, left.id):
            marks, standing = other_marks, other_standing
        return Worth(shared=max(0.0, own - doubt), all=1 - len(standing) / len(marks) if marks else 1.0)

    def _load(self, fingerprint: Fingerprint) -> tuple[frozenset[int], frozenset[int]]:
        """The marks of a passage's runs, and those of them that very many have, where they are few of its own."""
        if fingerprint.id not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            marks = frozenset(list_runs(fingerprint).tolist())
            frequent = frozenset(mark for mark in marks if mark in self._common)
            standing = frequent if len(frequent) <= LITTLE * len(marks) else _NOTHING
            self._known[fingerprint.id] = marks, standing
        return self._known[fingerprint.id]


_NOTHING: frozenset[int] = frozenset()


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


def drop_roundups(ties: Sequence[Tie], names: Mapping[str, set[str]]) -> list[Tie]:
    """The ties without those of round-ups: documents of which several unlike stories are each a part.

    Two halves of one report are no stories of their own: two are unlike where they name nobody in common, and of
    three or more none of which has anything of the others not all can be pieces of one report.

    Args:
        names: whom each document names.
    """
    tied = {(tie.left, tie.right) for tie in ties}
    stories: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        if tie.part:
            stories[tie.part].add(tie.right if tie.part == tie.left else tie.left)
    roundups = {document for document, held in stories.items() if _are_unlike(sorted(held), tied, names)}
    return [tie for tie in ties if tie.part not in roundups]


def _are_unlike(stories: Sequence[str], tied: Container[tuple[str, str]], names: Mapping[str, set[str]]) -> bool:
    apart: list[str] = []
    for story in stories:
        if all((other, story) not in tied for other in apart):
            if any(names[story] and names[other] and not names[story] & names[other] for other in apart):
                return True
            apart.append(story)
    return len(apart) >= SEVERAL


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
