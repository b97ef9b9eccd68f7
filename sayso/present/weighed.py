"""Origins, claims, disputes and versions of a case as rows for a table, CSV or JSON Lines."""

from collections.abc import Iterable, Iterator, Mapping

from sayso.case import Case, Filters
from sayso.present.rows import UNNAMED, show_act
from sayso.present.terminal import Cell
from sayso.present.wording import show_title
from sayso.records import DisputeKind, Span
from sayso.store.rows import DocumentRow, StatementRow
from sayso.store.rows_weighed import (
    Against,
    ClaimFilters,
    ClaimRow,
    ClaimShown,
    DisputeFilters,
    DisputeRow,
    DisputeShown,
    OriginDocument,
    OriginPart,
    OriginRow,
    TellingRow,
)

ALONE = "own reporting"


def fit_table(rows: Iterable[Mapping[str, Cell]]) -> Iterator[Mapping[str, Cell]]:
    """The rows of claims and disputes for a table: copies stand beside who published, what is read before its words."""
    for row in rows:
        about, copies = row.get("about"), row.get("copies")
        read = f"[{', '.join(about)}] " if isinstance(about, list) and about else ""
        folded = f"; also {', '.join(copies)}" if isinstance(copies, list) and copies else ""
        yield {**row, "content": f"{read}{row['content']}", "publisher": f"{row['publisher']}{folded}"}


def make_origin_rows(case: Case, *, everything: bool) -> Iterator[Mapping[str, Cell]]:
    """One row a document, under the document that it goes back to."""
    for origin in case.origins(several=not everything):
        yield from list_origin(origin)


def list_origin(origin: OriginRow) -> Iterator[Mapping[str, Cell]]:
    """One row for each document of an origin."""
    first = origin.documents[0]
    for document in origin.documents:
        yield {
            "heading": _describe_origin(origin),
            "origin": origin.id,
            "document": _describe_member(document),
            "id": document.id,
            "publisher": document.publisher,
            "date": document.day,
            "why": document.why or ("first" if len(origin.documents) > 1 else ALONE),
            "evidence": list(document.reasons),
            "first": first.id,
        }


def _describe_origin(origin: OriginRow) -> str:
    size = len(origin.documents)
    publishers = len({document.publisher for document in origin.documents})
    if size == 1:
        return f"{ALONE} ({origin.id})"
    return f"{size} documents of {_count(publishers, 'publisher')}, one origin ({origin.id})"


def _describe_member(document: OriginDocument) -> str:
    named = " ".join(part for part in (document.publisher, document.day) if part)
    return ": ".join(part for part in (named, document.shown) if part)


def make_support_rows(case: Case, filters: ClaimFilters) -> Iterator[Mapping[str, Cell]]:
    """For each claim one row an origin, its copies folded, then one row for each claim that stands against it."""
    for claim in case.support(filters):
        yield from list_claim(case.claim(claim.id))


def list_claim(shown: ClaimShown) -> Iterator[Mapping[str, Cell]]:
    """One row for each origin of a claim, then one for each claim against it."""
    claim = shown.claim
    for part in shown.parts:
        yield _show_row(claim, "says", part.head) | {
            "copies": [_name_publisher(copy.document) for copy in part.copies],
            "reasons": list(shown.reasons),
        }
    for against in shown.against:
        yield _show_row(claim, _name_role(against), against.claim.head) | {
            "copies": [f"in {against.claim.documents} documents"] if against.claim.documents > 1 else [],
            "reasons": list(against.reasons),
        }


def _name_role(against: Against) -> str:
    """What stands against a claim is to it: its publisher's correction, what it corrects, another reading, a denial."""
    if against.kind == "correction":
        return "corrected" if against.corrects else "withdrawn"
    return "otherwise" if against.kind == "interpretation" else "against"


def _show_row(claim: ClaimRow, role: str, telling: TellingRow) -> dict[str, Cell]:
    return {
        "heading": describe_claim(claim),
        "claim": claim.id,
        "origins": claim.origins,
        "speakers": claim.speakers,
        "documents": claim.documents,
        "denials": claim.denials,
        "role": role,
        **_show_telling(telling),
    }


def describe_claim(claim: ClaimRow) -> str:
    """A claim in one line: what it rests on, and how much stands against it."""
    parts = [
        _count(claim.origins, "independent origin"),
        _count(claim.speakers, "speaker"),
        _count(claim.documents, "document"),
        *([f"{claim.denials} against"] if claim.denials else []),
    ]
    return f"{', '.join(parts)} ({claim.id})"


def make_dispute_rows(case: Case, filters: DisputeFilters) -> Iterator[Mapping[str, Cell]]:
    """For each dispute one row an origin of each side, the two that clash most plainly first."""
    for dispute in case.disputes(filters):
        yield from list_dispute(case.dispute(dispute.id))


def list_dispute(shown: DisputeShown) -> Iterator[Mapping[str, Cell]]:
    """One row for each origin of each side."""
    dispute = shown.dispute
    for number, (parts, clash) in enumerate(zip(shown.parts, shown.clash, strict=True)):
        differs = list(_list_differences(shown, number))
        own = dict.fromkeys(reason for pair in shown.between if number in pair.sides for reason in pair.reasons)
        for row, copies in _list_side(parts, clash, dispute.kind):
            yield {
                "heading": describe_dispute(dispute),
                "dispute": dispute.id,
                "kind": dispute.kind,
                "side": number + 1,
                "origins": dispute.sides[number].origins,
                **_show_telling(row),
                "copies": [_name_publisher(copy.document) for copy in copies],
                "reasons": list(own),
                "about": list(dispute.ends[number]) if dispute.ends else [],
                "differs": differs,
                "event": dispute.event,
                "score": dispute.score,
            }


def _list_differences(shown: DisputeShown, side: int) -> Iterator[str]:
    """From which other sides one differs, and how: those together from which it differs in the same way."""
    held: dict[str, list[int]] = {}
    for pair in shown.between:
        if side in pair.sides:
            other = pair.sides[1] if pair.sides[0] == side else pair.sides[0]
            held.setdefault(" ".join(pair.reasons), []).append(other + 1)
    for reason, others in held.items():
        yield f"from {', '.join(map(str, others))}: {reason}"


def _list_side(
    parts: Iterable[OriginPart], clash: TellingRow, kind: DisputeKind
) -> Iterator[tuple[TellingRow, tuple[TellingRow, ...]]]:
    """The tellings of one side with their copies; for an origin stands its first report, or else what clashes."""
    ordered = sorted(parts, key=lambda part: clash.id not in {part.head.id, *(copy.id for copy in part.copies)})
    for part in ordered:
        held = (part.head, *part.copies)
        clashing = clash.id in {row.id for row in held}
        head = clash if clashing and (kind == "correction" or part.head.lang != clash.lang) else part.head
        yield head, tuple(row for row in held if row.id != head.id)


def describe_dispute(dispute: DisputeRow) -> str:
    """A dispute in one line: of what kind, between how many where they are more than two, and why."""
    return f"{dispute.kind}: {explain_dispute(dispute, 2)} ({dispute.id})"


def explain_dispute(dispute: DisputeRow, most: int | None = None) -> str:
    """Why there is a dispute; of readings, how many there are of what.

    Args:
        most: reasons that are given.
    """
    size = len(dispute.sides) + dispute.hidden
    if dispute.event is None and size < 3:
        sides = ["The second is the correction."] if dispute.kind == "correction" else []
        return " ".join([*dispute.reasons[:most], *sides])
    return f"{size} readings of one event: {dispute.event}" if dispute.event else f"{size} readings of one event."


def make_version_rows(case: Case, document: str, other: str | None = None) -> Iterator[Mapping[str, Cell]]:
    """One row a statement of both versions, then one row a difference."""
    compared = case.compare(document, other)
    versions = compared.versions
    held = [id for item in versions for pair in item.statements for id in pair]
    alone = [id for item in versions for id in (*item.left_only, *item.right_only)]
    statements = _collect(case, document, (*held, *alone))
    statements |= _collect(case, other, (*held, *alone)) if other else {}
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
            "right": _cut(compared.other_text, difference.right),
            "difference": f"{difference.aspect}: {difference.reason}",
        }


def _collect(case: Case, document: str, ids: Iterable[str]) -> dict[str, StatementRow]:
    """The rows of these statements of a document."""
    wanted = set(ids)
    found = case.statements(Filters(document=document)) if wanted else ()
    return {row.statement.id: row for row in found if row.statement.id in wanted}


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _show_telling(row: TellingRow) -> dict[str, Cell]:
    act = row.act if row.kind == "event" and row.stance == "asserted" else f"{row.act} ({row.stance})"
    return {
        "id": row.id,
        "speaker": row.speaker or (f"{row.document.publisher} itself" if row.document.publisher else UNNAMED),
        "act": show_act(row.act, row.stance) if row.kind == "statement" else act,
        "content": row.words,
        "lang": row.lang,
        "document": row.document.id,
        "publisher": _name_publisher(row.document),
        "date": (row.document.published or "")[:10] or None,
    }


def _name_publisher(document: DocumentRow) -> str:
    """Who published it, or what it is shown as where nobody is known to have."""
    named = document.publisher or show_title(document)
    return " ".join(part for part in (named, (document.published or "")[:10]) if part)


def _show_content(row: StatementRow | None) -> str | None:
    if row is None:
        return None
    return f"{row.speaker or ' … '.join(row.source_words) or UNNAMED}: {' … '.join(row.content_words)}"


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]
