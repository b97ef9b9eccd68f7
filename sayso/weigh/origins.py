"""Which documents go back to one report: copies, translations, retellings, corrections; with the evidence.

Pairs worth comparing come from `copies` and from credits; `likeness` holds the reasons. The strongest pairs
join first, a person's decision before all; a round-up that holds several stories joins none of them. The
order in which fingerprints come changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.ids import make_id
from sayso.records import Decision, Evidence, Fingerprint, Origin, OriginWhy
from sayso.weigh.copies import Pairs, drop_standing_text, find_figure_pairs, find_run_pairs
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.likeness import REASONS, Pair, Reason, explain, is_named, is_near

STEP = "weigh.origins 0.2"
PART = 0.4  # a document that shares less of itself than this with each of several stories is a round-up of them
MOST_RELATIVES = 200  # documents of one publisher within reach of a credit; beyond that the credit tells nothing


class Tie(Struct, frozen=True, kw_only=True):
    """Two documents that go back to one report."""

    left: str
    right: str
    strength: float
    part: str | None  # the document of which the shared words are only a small part
    evidence: Evidence


def group_origins(fingerprints: Iterable[Fingerprint], decisions: Iterable[Decision] = ()) -> list[Origin]:
    """Every document in exactly one origin.

    Args:
        decisions: on two documents ("same origin"); the last one on a pair outranks what is found.
    """
    ordered = drop_standing_text(sorted(fingerprints, key=lambda fingerprint: (fingerprint.document, fingerprint.id)))
    members: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in ordered:
        members[fingerprint.document].append(fingerprint)
    decided = _read_decisions(decisions, members)
    ties = _drop_roundups(list(_find_ties(ordered)))
    groups = _join(sorted(members), ties, decided)
    used: dict[str, list[Evidence]] = defaultdict(list)
    for tie in ties:
        if groups[tie.left] == groups[tie.right] and decided.get((tie.left, tie.right), True):
            used[groups[tie.left]].append(tie.evidence)
    for (left, right), same in decided.items():
        if same:
            used[groups[left]].append(Evidence(left=left, right=right, why="decision", reasons=("A person said so.",)))
    together: dict[str, list[Fingerprint]] = defaultdict(list)
    for document in sorted(members):
        together[groups[document]] += members[document]
    return [_make_origin(held, used.get(group, [])) for group, held in together.items()]


def _read_decisions(
    decisions: Iterable[Decision], documents: Mapping[str, Sequence[Fingerprint]]
) -> dict[tuple[str, str], bool]:
    """The pairs of documents that people judged; "unsure" leaves it to what is found."""
    judged: dict[tuple[str, str], bool] = {}
    for decision in decisions:
        if decision.question != "same origin" or len(decision.about) != 2:
            continue
        left, right = sorted(decision.about)
        if left not in documents or right not in documents:
            continue
        judged.pop((left, right), None)
        if decision.judgement != "unsure":
            judged[left, right] = decision.judgement == "positive"
    return judged


def _find_ties(fingerprints: Sequence[Fingerprint]) -> Iterator[Tie]:
    """Every pair of documents with a reason, once for each two passages."""
    places = dict.fromkeys([*find_run_pairs(fingerprints), *_find_foreign(fingerprints), *_find_credited(fingerprints)])
    for left, right in sorted(places):
        first, second = sorted((fingerprints[left], fingerprints[right]), key=lambda f: (f.document, f.id))
        if first.document == second.document:
            continue
        tie = _tie(Pair(first, second))
        if tie is not None:
            yield tie


def _find_foreign(fingerprints: Sequence[Fingerprint]) -> Pairs:
    pairs = find_figure_pairs(fingerprints)
    return [(left, right) for left, right in pairs if fingerprints[left].lang != fingerprints[right].lang]


def _find_credited(fingerprints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """The pairs of which one names the other's publisher, and those of one publisher of which one is a correction."""
    published: defaultdict[str, list[int]] = defaultdict(list)
    for place, fingerprint in enumerate(fingerprints):
        if fingerprint.publisher:
            published[fold_words(fingerprint.publisher)].append(place)
    named: dict[str, list[str]] = {}
    for place, fingerprint in enumerate(fingerprints):
        for name in (*fingerprint.credits, *fingerprint.retells):
            if name not in named:
                named[name] = [publisher for publisher in published if is_named(name, publisher)]
            yield from _pair_near(fingerprints, place, [o for publisher in named[name] for o in published[publisher]])
        if "correction" in fingerprint.marks and fingerprint.publisher:
            yield from _pair_near(fingerprints, place, published[fold_words(fingerprint.publisher)])


def _pair_near(fingerprints: Sequence[Fingerprint], place: int, others: Sequence[int]) -> Iterator[tuple[int, int]]:
    near = [other for other in others if other != place and is_near(fingerprints[place], fingerprints[other])]
    if len(near) <= MOST_RELATIVES:
        yield from ((min(place, other), max(place, other)) for other in near)


def _tie(pair: Pair) -> Tie | None:
    """The pair with all reasons that hold; None without any."""
    held: dict[OriginWhy, Reason] = {}
    for reason, kind in REASONS:
        if kind not in held and reason(pair):
            held[kind] = reason
    if not held:
        return None
    why = next(iter(held))
    longer = pair.left if pair.shorter is pair.right else pair.right
    share = pair.containment * pair.shorter.words / longer.words if longer.words else 0.0
    return Tie(
        left=pair.left.document,
        right=pair.right.document,
        strength=share + pair.same_figures / 100,
        part=longer.document if set(held) == {"copy"} and share < PART else None,
        evidence=Evidence(
            left=pair.left.document,
            right=pair.right.document,
            why=why,
            reasons=tuple(explain(reason, pair) for reason in held.values()),
        ),
    )


def _drop_roundups(ties: Sequence[Tie]) -> list[Tie]:
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


def _join(documents: Sequence[str], ties: Sequence[Tie], decided: Mapping[tuple[str, str], bool]) -> dict[str, str]:
    """For each document its group; what a person kept apart stays apart, whatever lies between."""
    group = {document: document for document in documents}
    held = {document: [document] for document in documents}
    apart = {pair for pair, same in decided.items() if not same}

    def join(left: str, right: str) -> None:
        first, second = sorted((group[left], group[right]))
        if first == second:
            return
        if apart and any(tuple(sorted((one, other))) in apart for one in held[first] for other in held[second]):
            return
        for document in held[second]:
            group[document] = first
        held[first] += held.pop(second)

    for left, right in sorted(pair for pair, same in decided.items() if same):
        join(left, right)
    for tie in sorted(ties, key=lambda tie: (-tie.strength, tie.left, tie.right)):
        join(tie.left, tie.right)
    return group


def _make_origin(members: Sequence[Fingerprint], evidence: Sequence[Evidence]) -> Origin:
    passages = tuple(sorted(member.passage for member in members))
    documents = tuple(sorted({member.document for member in members}))
    kept = {(item.left, item.right, item.reasons): item for item in evidence}
    shown = tuple(kept[key] for key in sorted(kept))
    order: tuple[OriginWhy, ...] = ("copy", "translation", "retelling", "correction", "decision")
    why: OriginWhy = next((why for why in order if any(item.why == why for item in shown)), "own reporting")
    return Origin(
        id=make_id("o", "", [], *documents),
        made_by=STEP,
        passages=passages,
        documents=documents,
        first=_find_first(members),
        why=why if len(documents) > 1 else "own reporting",
        evidence=shown if len(documents) > 1 else (),
    )


def _find_first(members: Sequence[Fingerprint]) -> str:
    """The document whose publisher the others credit most, then the earliest, then the longest; no translation."""

    def rank(one: Fingerprint) -> tuple[bool, int, str, int, str]:
        credited = sum(
            any(is_named(name, one.publisher) for name in (*other.credits, *other.retells))
            for other in members
            if other.document != one.document
        )
        return bool(one.marks), -credited, one.published or "9", -one.words, one.document

    return min(members, key=rank).document
