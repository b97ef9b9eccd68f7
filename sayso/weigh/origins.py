"""Which documents go back to one report: copies, translations, retellings, corrections; with the evidence.

The strongest ties join first, a person's decision before all; a round-up that holds several stories joins none of
them. The order in which fingerprints come changes nothing, and documents between which there is no chain of ties
change nothing for each other.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from sayso.ids import make_id
from sayso.records import Decision, Evidence, Fingerprint, Origin, OriginWhy
from sayso.weigh.likeness import is_named
from sayso.weigh.marks import find_meetings, list_marks, make_key
from sayso.weigh.ties import BEST, Tie, Worths, drop_roundups, find_common, find_credited, find_tie, join

STEP = "weigh.origins 0.3"


def group_origins(fingerprints: Iterable[Fingerprint], decisions: Iterable[Decision] = ()) -> list[Origin]:
    """Every document in exactly one origin.

    Args:
        decisions: on two documents ("same origin"); the last one on a pair outranks what is found.
    """
    held = sorted(fingerprints, key=lambda fingerprint: (fingerprint.document, fingerprint.id))
    pairs = ((held[left], held[right]) for left, right in find_pairs(held))
    return join_origins(held, [tie for tie in measure_ties(pairs, find_common(held)) if tie], decisions)


def find_pairs(fingerprints: Sequence[Fingerprint]) -> list[tuple[int, int]]:
    """The pairs of places with a reason to go back to one report, whatever of their words is standing text."""
    keys = [make_key(fingerprint.id) for fingerprint in fingerprints]
    met = find_meetings([list_marks(fingerprint) for fingerprint in fingerprints], keys)
    places = {(left, right) if left < right else (right, left) for left, right in (*met, *find_credited(fingerprints))}
    return [pair for pair in sorted(places) if is_pair(fingerprints[pair[0]], fingerprints[pair[1]])]


def is_pair(left: Fingerprint, right: Fingerprint) -> bool:
    """Whether the passages of two documents may have a reason to go back to one report, whatever is standing text."""
    return left.document != right.document and find_tie(left, right, BEST) is not None


def measure_ties(pairs: Iterable[tuple[Fingerprint, Fingerprint]], common: Container[int]) -> Iterator[Tie | None]:
    """For each pair whether it goes back to one report, and why.

    Args:
        common: the marks of runs that very many passages have, among all there are.
    """
    worths = Worths(common)
    return (find_tie(left, right, worths.measure(left, right)) for left, right in pairs)


def join_origins(
    fingerprints: Sequence[Fingerprint], ties: Iterable[Tie], decisions: Iterable[Decision] = ()
) -> list[Origin]:
    """Every document of these in exactly one origin.

    Args:
        ties: all those of these passages, of the pairs that `is_pair` holds of, among those that meet.
    """
    members: dict[str, list[Fingerprint]] = defaultdict(list)
    for fingerprint in sorted(fingerprints, key=lambda fingerprint: (fingerprint.document, fingerprint.id)):
        members[fingerprint.document].append(fingerprint)
    decided = read_decisions(decisions, members)
    names = {document: {name for f in held for name in f.names} for document, held in members.items()}
    kept = drop_roundups([*ties], names)
    groups = join(sorted(members), kept, decided)
    used = _collect_evidence(kept, groups, decided)
    together: dict[str, list[Fingerprint]] = defaultdict(list)
    for document in sorted(members):
        together[groups[document]] += members[document]
    return [_make_origin(held, used.get(group, [])) for group, held in together.items()]


def read_decisions(decisions: Iterable[Decision], documents: Container[str]) -> dict[tuple[str, str], bool]:
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


def _collect_evidence(
    ties: Iterable[Tie], groups: Mapping[str, str], decided: Mapping[tuple[str, str], bool]
) -> dict[str, list[Evidence]]:
    """For each group what shows that its documents are one."""
    used: dict[str, list[Evidence]] = defaultdict(list)
    for tie in ties:
        if groups[tie.left] == groups[tie.right] and decided.get((tie.left, tie.right), True):
            used[groups[tie.left]].append(tie.evidence)
    for (left, right), same in decided.items():
        if same:
            used[groups[left]].append(Evidence(left=left, right=right, why="decision", reasons=("A person said so.",)))
    return used


def _make_origin(members: Sequence[Fingerprint], evidence: Sequence[Evidence]) -> Origin:
    passages = tuple(sorted(member.passage for member in members))
    documents = tuple(sorted({member.document for member in members}))
    kept = {(item.left, item.right, item.reasons): item for item in evidence}
    shown = tuple(kept[key] for key in sorted(kept))
    order: tuple[OriginWhy, ...] = ("copy", "translation", "retelling", "correction", "decision")
    why: OriginWhy = next((why for why in order if any(item.why == why for item in shown)), "own reporting")
    return Origin(
        id=make_id("o", "", [], documents[0]),
        made_by=STEP,
        passages=passages,
        documents=documents,
        first=_find_first(members),
        why=why if len(documents) > 1 else "own reporting",
        evidence=shown if len(documents) > 1 else (),
    )


def _find_first(members: Sequence[Fingerprint]) -> str:
    """The document whose publisher the others credit most, then the earliest, then the longest; no translation."""
    credited: dict[str | None, set[str]] = {None: set()}
    for publisher in {member.publisher for member in members} - {None}:
        names = {name for member in members for name in (*member.credits, *member.retells)}
        named = {name for name in names if is_named(name, publisher)}
        credited[publisher] = {m.document for m in members if not named.isdisjoint((*m.credits, *m.retells))}

    def rank(one: Fingerprint) -> tuple[bool, int, str, int, str]:
        count = len(credited[one.publisher] - {one.document})
        return bool(one.marks), -count, one.published or "9", -one.words, one.document

    return min(members, key=rank).document
