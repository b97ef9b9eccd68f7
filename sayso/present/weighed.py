"""Origins, claims, disputes and versions of a case as rows for a table, CSV or JSON Lines."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.case import Case
from sayso.present.rows import UNNAMED, describe_document, show_act
from sayso.present.terminal import Cell
from sayso.records import Claim, Span
from sayso.store.rows import DocumentRow, StatementRow

ALONE = "own reporting"


def make_origin_rows(case: Case, *, everything: bool) -> Iterator[Mapping[str, Cell]]:
    """One row a document, under the document that it goes back to."""
    documents = {row.id: row for row in case.documents()}
    for origin in sorted(case.origins(), key=lambda origin: (-len(origin.documents), origin.first)):
        if len(origin.documents) == 1 and not everything:
            continue
        for id in sorted(origin.documents, key=lambda id: (id != origin.first, id)):
            found = [item for item in origin.evidence if id in (item.left, item.right)]
            direct = [item for item in found if origin.first in (item.left, item.right)] or found
            shown = [] if id == origin.first else direct
            yield {
                "heading": f"{len(origin.documents)} documents, one origin" if len(origin.documents) > 1 else ALONE,
                "origin": origin.first,
                "document": describe_document(documents[id]),
                "id": id,
                "why": shown[0].why if shown else ("origin" if len(origin.documents) > 1 else ALONE),
                "evidence": [reason for item in shown for reason in item.reasons],
            }


def make_support_rows(case: Case, *, everything: bool) -> Iterator[Mapping[str, Cell]]:
    """One row a statement, under the claim that it makes; what rests on one origin comes first."""
    claims = [claim for claim in case.support() if everything or len(claim.statements) > 1]
    statements = _collect(case, (id for claim in claims for id in (*claim.statements, *claim.denied_by)))
    for claim in sorted(claims, key=lambda claim: (len(claim.origins), -len(claim.statements), claim.id)):
        for id in claim.statements:
            row = statements[id]
            denials = [statements[other] for other in claim.denied_by]
            yield {
                "heading": _describe_claim(claim),
                "claim": claim.id,
                **_show_statement(row),
                "independent origins": len(claim.origins),
                "speakers": len(claim.speakers),
                "denied by": [_name_speaker(denial) for denial in denials],
            }


def make_dispute_rows(case: Case) -> Iterator[Mapping[str, Cell]]:
    """Two rows a dispute, one a side."""
    found = case.disputes()
    statements = _collect(case, (id for dispute in found for side in dispute.sides for id in side))
    for dispute in found:
        for number, side in enumerate(dispute.sides):
            for id in side:
                yield {
                    "heading": f"{dispute.kind}: {' '.join(dispute.reasons)} ({dispute.id})",
                    "dispute": dispute.id,
                    "kind": dispute.kind,
                    "side": number + 1,
                    **_show_statement(statements[id]),
                    "reasons": list(dispute.reasons),
                    "score": dispute.score,
                }


def make_version_rows(case: Case, document: str) -> Iterator[Mapping[str, Cell]]:
    """One row a statement of both versions, then one row a difference."""
    compared = case.compare(document)
    versions = compared.versions
    held = [id for item in versions for pair in item.statements for id in pair]
    alone = [id for item in versions for id in (*item.left_only, *item.right_only)]
    statements = _collect(case, (*held, *alone))
    for item in versions:
        pairs = [
            *item.statements,
            *((id, None) for id in item.left_only),
            *((None, id) for id in item.right_only),
        ]
        for left, right in pairs:
            yield {
                "heading": "Statements",
                "left": _show_content(statements.get(left or "")),
                "right": _show_content(statements.get(right or "")),
                "difference": None if left and right else "Stands in one version only.",
            }
    for difference in compared.differences:
        yield {
            "heading": "Differences",
            "left": _cut(compared.text, difference.left),
            "right": _cut(compared.text, difference.right),
            "difference": f"{difference.aspect}: {difference.reason}",
        }


def _collect(case: Case, ids: Iterable[str]) -> dict[str, StatementRow]:
    """The rows of these statements."""
    wanted = set(ids)
    return {row.statement.id: row for row in case.statements() if row.statement.id in wanted} if wanted else {}


def _describe_claim(claim: Claim) -> str:
    origins, speakers = len(claim.origins), len(claim.speakers)
    return (
        f"{origins} independent {'origin' if origins == 1 else 'origins'}, "
        f"{speakers} {'speaker' if speakers == 1 else 'speakers'}, {len(claim.statements)} statements ({claim.id})"
    )


def _show_statement(row: StatementRow) -> dict[str, Cell]:
    statement, document = row.statement, row.document
    return {
        "id": statement.id,
        "speaker": _name_speaker(row),
        "act": show_act(statement.act, statement.polarity),
        "content": " … ".join(row.content_words),
        "document": document.id,
        "publisher": _name_publisher(document),
        "date": (document.published or "")[:10] or None,
    }


def _name_speaker(row: StatementRow) -> str:
    return row.speaker or " … ".join(row.source_words) or UNNAMED


def _name_publisher(document: DocumentRow) -> str:
    return " ".join(part for part in (document.publisher or document.name, (document.published or "")[:10]) if part)


def _show_content(row: StatementRow | None) -> str | None:
    return f"{_name_speaker(row)}: {' … '.join(row.content_words)}" if row else None


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
