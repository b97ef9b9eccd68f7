"""What stands up, in the output of `sayso extract`: disputes inside a document and over documents, corroboration."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from sayso.happened import Words
from sayso.records import (
    AnyFinding,
    Claim,
    Difference,
    Dispute,
    DisputeKind,
    Document,
    Evidence,
    Origin,
    Span,
    Versions,
)

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


def make_corpus(concluded: Iterable[AnyFinding]) -> CorpusOut:
    """What `combine` found, as the last line of a run over several documents."""
    found = list(concluded)
    origins = [finding for finding in found if isinstance(finding, Origin)]
    claims = [finding for finding in found if isinstance(finding, Claim)]
    disputes = [finding for finding in found if isinstance(finding, Dispute)]
    home = {id: document for claim in claims for id, document in zip(claim.statements, claim.homes, strict=True)}
    return CorpusOut(
        origins={origin.first: list(origin.documents) for origin in origins},
        evidence=[evidence for origin in origins for evidence in origin.evidence],
        disputes=[_show_dispute(d, home) for d in disputes if len(set(d.documents)) > 1],
        corroboration=[_show_claim(claim, home) for claim in claims if len(claim.statements) > 1],
    )


def list_disputes(concluded: Iterable[AnyFinding]) -> dict[str, list[DisputeLine]]:
    """For each document the disputes inside it; documents without any are left out."""
    inside: dict[str, list[DisputeLine]] = {}
    for finding in concluded:
        if isinstance(finding, Dispute) and len(set(finding.documents)) == 1:
            inside.setdefault(finding.documents[0], []).append(structs.asdict(_show_dispute(finding, {})))
    return inside


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


def _show_dispute(dispute: Dispute, home: Mapping[str, str]) -> DisputeOut:
    (left,), (right,) = dispute.sides
    return DisputeOut(
        id=dispute.id,
        kind=dispute.kind,
        a=f"{home[left]}#{left}" if home else left,
        b=f"{home[right]}#{right}" if home else right,
        topic=" ".join(dispute.reasons),
        made_by=dispute.made_by,
        score=dispute.score,
    )


def _show_claim(claim: Claim, home: Mapping[str, str]) -> ClaimOut:
    return ClaimOut(
        id=claim.id,
        refs=[f"{home[id]}#{id}" for id in claim.statements],
        n_independent_origins=len(claim.origins),
        n_speakers=len(claim.speakers),
        denied_by=[f"{home[id]}#{id}" for id in claim.denied_by],
        made_by=claim.made_by,
        score=claim.score,
    )
