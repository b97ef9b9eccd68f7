"""What stands up, in the output of `sayso extract`: disputes inside a document and over documents, corroboration."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs

from sayso.happened import Words
from sayso.ids import make_id
from sayso.records import (
    AnyFinding,
    Claim,
    Difference,
    Dispute,
    DisputeKind,
    Document,
    Event,
    Evidence,
    Origin,
    Span,
    Versions,
)
from sayso.weigh.comparing import TELLS_IT, VERSION
from sayso.weigh.readings import OPEN

DisputeLine = dict[str, str | float | list[Words]]  # of the kind "translation", words stand under language codes


class DisputeOut(Struct, frozen=True, kw_only=True):
    """Two statements that contradict each other; over documents their ids are "document#statement"."""

    id: str
    kind: DisputeKind
    a: str
    b: str
    topic: str
    made_by: str
    score: float


class ClaimOut(Struct, frozen=True, kw_only=True):
    """Statements that say the same thing, "document#statement"; only those that several make are given."""

    id: str
    refs: list[str]
    n_independent_origins: int
    n_speakers: int
    denied_by: list[str]
    made_by: str
    score: float


class CorpusOut(Struct, frozen=True, kw_only=True):
    """What follows from all documents of a run: what goes back to one origin, who disputes what, who supports what."""

    id: str = "_corpus"
    origins: dict[str, list[str]]  # under the document that the others go back to
    evidence: list[Evidence]  # for each two documents of one origin
    disputes: list[DisputeOut]  # over documents; those inside one stand in its object
    corroboration: list[ClaimOut]


class _Homes(Struct, frozen=True):
    """For statements and events their document, for documents their origin, for events the statement they stand in."""

    documents: dict[str, str]
    origins: dict[str, str]
    statements: Mapping[str, str]

    def name(self, id: str) -> str:
        """How a statement or event is named outside its document: an event that somebody states by the statement."""
        return f"{self.documents[id]}#{self.statements.get(id, id)}"


def make_corpus(concluded: Iterable[AnyFinding], stated_in: Mapping[str, str]) -> CorpusOut:
    """What `combine` found, as the last line of a run over several documents.

    Args:
        stated_in: for an event the statement that tells it, where one does.
    """
    found = list(concluded)
    origins = [finding for finding in found if isinstance(finding, Origin)]
    claims = [finding for finding in found if isinstance(finding, Claim)]
    homes = _find_homes(found, stated_in)
    over = [
        (dispute, homes.name(left), homes.name(right))
        for dispute, left, right in _list_pairs(found, homes)
        if homes.documents[left] != homes.documents[right]
    ]
    return CorpusOut(
        origins={origin.first: list(origin.documents) for origin in origins},
        evidence=[evidence for origin in origins for evidence in origin.evidence],
        disputes=[_show_dispute(*pair) for pair in dict.fromkeys(over)],
        corroboration=[_show_claim(claim, homes) for claim in claims if _is_repeated(claim)],
    )


def list_disputes(concluded: Iterable[AnyFinding], stated_in: Mapping[str, str]) -> dict[str, list[DisputeLine]]:
    """For each document the disputes inside it; documents without any are left out.

    Args:
        stated_in: for an event the statement that tells it, where one does.
    """
    found = list(concluded)
    homes = _find_homes(found, stated_in)
    inside: dict[str, dict[tuple[Dispute, str, str], None]] = {}
    for dispute, left, right in _list_pairs(found, homes):
        if homes.documents[left] == homes.documents[right]:
            pair = dispute, stated_in.get(left, left), stated_in.get(right, right)
            inside.setdefault(homes.documents[left], {})[pair] = None
    return {home: [structs.asdict(_show_dispute(*pair)) for pair in pairs] for home, pairs in inside.items()}


def list_stated(findings: Iterable[AnyFinding]) -> dict[str, str]:
    """For each event that a statement tells, that statement."""
    return {finding.id: finding.stated_in for finding in findings if isinstance(finding, Event) and finding.stated_in}


def _find_homes(found: Iterable[AnyFinding], stated_in: Mapping[str, str]) -> _Homes:
    documents: dict[str, str] = {}
    origins: dict[str, str] = {}
    for finding in found:
        if isinstance(finding, Claim):
            documents.update(zip(finding.members, finding.homes, strict=True))
        elif isinstance(finding, Origin):
            origins.update(dict.fromkeys(finding.documents, finding.id))
    return _Homes(documents, origins, stated_in)


def _list_pairs(found: Sequence[AnyFinding], homes: _Homes) -> Iterator[tuple[Dispute, str, str]]:
    """Each two that stand against each other: those that clash, and what other reports say like one of them.

    Two readings of one event that nothing shows to differ stand beside each other, not against.
    """

    def stands_against(one: str, other: str) -> bool:
        left, right = homes.documents[one], homes.documents[other]
        return homes.origins.get(left, left) != homes.origins.get(right, right)

    for dispute in (finding for finding in found if isinstance(finding, Dispute) and finding.score > OPEN):
        pairs = dict.fromkeys(dispute.clashes)
        for left, right in dispute.clashes:
            pairs |= dict.fromkeys((twin, right) for twin in dispute.sides[0] if stands_against(twin, right))
            pairs |= dict.fromkeys((left, twin) for twin in dispute.sides[1] if stands_against(left, twin))
        yield from ((dispute, left, right) for left, right in pairs)


def list_differences(document: Document, findings: Iterable[AnyFinding]) -> list[DisputeLine]:
    """Where the versions of a bilingual document differ, as disputes of the kind "translation"."""
    return [_show_difference(document, finding) for finding in findings if isinstance(finding, Difference)]


def list_alignment(findings: Iterable[AnyFinding]) -> list[tuple[str, str]]:
    """The pairs of statements that are versions of each other."""
    return [pair for finding in findings if isinstance(finding, Versions) for pair in finding.statements]


def _show_difference(document: Document, difference: Difference) -> DisputeLine:
    def show(span: Span) -> list[Words]:
        return [Words(start=span.start, end=span.end, quote=document.text[span.start : span.end])]

    left, right = difference.langs
    return {
        "id": difference.id,
        "kind": "translation",
        "aspect": difference.aspect,
        left: show(difference.left),
        right: show(difference.right),
        "topic": difference.reason,
        "made_by": difference.made_by,
    }


def _show_dispute(dispute: Dispute, left: str, right: str) -> DisputeOut:
    return DisputeOut(
        id=make_id("x", "", [], left, right),
        kind=dispute.kind,
        a=left,
        b=right,
        topic=" ".join(dispute.reasons),
        made_by=dispute.made_by,
        score=dispute.score,
    )


def _is_repeated(claim: Claim) -> bool:
    """Whether it is said more than once, and not only in the two versions of one document, which `alignment` shows."""
    return len(claim.members) > 1 and (len(set(claim.homes)) > 1 or not {*claim.reasons} <= {VERSION, TELLS_IT})


def _show_claim(claim: Claim, homes: _Homes) -> ClaimOut:
    return ClaimOut(
        id=claim.id,
        refs=list(dict.fromkeys(homes.name(id) for id in claim.members)),
        n_independent_origins=len(claim.origins),
        n_speakers=len(claim.speakers),
        denied_by=list(dict.fromkeys(homes.name(id) for id in claim.denied_by)),
        made_by=claim.made_by,
        score=claim.score,
    )
