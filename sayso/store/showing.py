"""One record by its id, with everything that proves it: words, sentence, document, originals, decisions."""

from collections.abc import Iterator

from sayso.errors import NotFoundError
from sayso.records import AnyFinding, Decision, Document, Entity, Mention, Passage, Span, Statement
from sayso.store.asking import LAST, load_document, load_entity
from sayso.store.database import explain_errors, fetch, fetch_one
from sayso.store.decisions import read_decisions
from sayso.store.holding import load_rejected
from sayso.store.joining import find_parts, refresh
from sayso.store.log import read_entries
from sayso.store.places import Places, cover, find_spans
from sayso.store.rows import Capture, Mark, Shown
from sayso.store.saving import Store, load_placed

_FOUND = 6  # ids that a message lists when a beginning fits several


def show_record(store: Store, id: str) -> Shown:
    """The record with this id or with an id that begins so; NotFoundError when there is none or more than one."""
    refresh(store)
    with explain_errors(store.path):
        whole = _find_id(store, id)
        decision = next((decision for decision in read_decisions(store) if decision.id == whole), None)
        if decision:
            return _show_decision(decision)
        row = fetch_one(store.connection, tuple[int], "SELECT number FROM documents WHERE id = ?", (whole,))
        if row:
            return _show_document(store, row[0])
        sql = (
            "SELECT document, position FROM findings WHERE id = ?1 UNION SELECT document, position FROM found "
            "WHERE id = ?1 ORDER BY document, position LIMIT 1"
        )
        place = fetch_one(store.connection, tuple[int, int], sql, (whole,))
        if place is None:
            sql = (
                "SELECT e.document, e.position FROM joined j JOIN entities e ON e.number = j.entity WHERE j.id = ? "
                "ORDER BY e.document, e.position LIMIT 1"
            )
            if place := fetch_one(store.connection, tuple[int, int], sql, (whole,)):
                return _show_finding(store, *place, entity=whole)
            raise NotFoundError(f"no record has the id {id!r}", where=str(store.folder))
        return _show_finding(store, *place)


def find_captures(store: Store, sha256: str) -> Iterator[Capture]:
    """The addresses at which these bytes were met, each as it was first met there."""
    seen = set()
    for entry in read_entries(store.connection, sha256):
        if entry.captured_at and (entry.address, entry.url) not in seen:
            seen.add((entry.address, entry.url))
            yield Capture(
                address=entry.address,
                url=entry.url,
                captured_at=entry.captured_at,
                collector=entry.collector,
                media_type=entry.media_type,
                headers=entry.headers,
            )


def _find_id(store: Store, id: str) -> str:
    """The whole id; what it was asked by may be its beginning, or the name a document came with."""
    exact = (
        "SELECT id FROM documents WHERE id = ?1 OR name = ?1 UNION SELECT id FROM findings WHERE id = ?1 "
        "UNION SELECT id FROM found WHERE id = ?1 UNION SELECT id FROM decisions WHERE id = ?1 "
        "UNION SELECT id FROM joined_records WHERE id = ?1"
    )
    found = {row[0] for row in fetch(store.connection, tuple[str], exact, (id,))}
    for table in ("documents", "findings", "found", "decisions", "joined_records") if id and not found else ():
        sql = f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? LIMIT ?"
        found |= {row[0] for row in fetch(store.connection, tuple[str], sql, (id, id + LAST, _FOUND))}
    if len(found) == 1:
        return found.pop()
    if not found:
        hint = "List statements, entities or documents to see their ids"
        raise NotFoundError(f"no record has the id {id!r}", where=str(store.folder), hint=hint)
    hint = f"It may be {', '.join(sorted(found)[:_FOUND])}"
    raise NotFoundError(f"more than one id begins with {id!r}", where=str(store.folder), hint=hint)


def _show_decision(decision: Decision) -> Shown:
    return Shown(
        record=decision,
        document=None,
        sentence=None,
        sentence_words="",
        marks=(),
        speaker=None,
        captures=(),
        decisions=(),
    )


def _show_document(store: Store, number: int) -> Shown:
    row, document = load_document(store, number)
    return Shown(
        record=document,
        document=row,
        sentence=None,
        sentence_words="",
        marks=(),
        speaker=None,
        captures=tuple(find_captures(store, row.sha256)),
        decisions=_find_decisions(store, row.id),
    )


def _show_finding(store: Store, number: int, position: int, entity: str | None = None) -> Shown:
    """A finding; for an entity over documents the one that it has in this document, with the record of the whole."""
    row, document = load_document(store, number)
    held = load_placed(store.connection, number) | load_rejected(store.connection, number)
    findings, finding = list(held.values()), held[position]
    marks = _find_marks(document, finding, findings)
    sentence = _find_sentence(document, findings, marks) if not isinstance(finding, Passage) else finding.span
    return Shown(
        record=load_entity(store, entity or finding.id) if isinstance(finding, Entity) else finding,
        document=row,
        sentence=sentence,
        sentence_words=document.text[sentence.start : sentence.end] if sentence else "",
        marks=marks,
        speaker=_find_speaker(document, finding, findings),
        captures=tuple(find_captures(store, row.sha256)),
        decisions=_find_decisions(store, finding.id),
        parts=tuple(find_parts(store, entity)) if entity else (),
    )


def _find_marks(document: Document, finding: AnyFinding, findings: list[AnyFinding]) -> tuple[Mark, ...]:
    """The record's own spans; for an entity those of its mentions in this document."""
    spans = list(find_spans(finding))
    if isinstance(finding, Entity):
        held = set(finding.mentions)
        spans = [("mention", other.span) for other in findings if isinstance(other, Mention) and other.id in held]
    return tuple(Mark(part=part, span=span, words=document.text[span.start : span.end]) for part, span in spans)


def _find_sentence(document: Document, findings: list[AnyFinding], marks: tuple[Mark, ...]) -> Span | None:
    """The sentence around the record; around its first mention for an entity, which stands in many."""
    spans = [mark.span for mark in marks if mark.part != "mention"] or [mark.span for mark in marks[:1]]
    bounds = cover(spans)
    if bounds is None:
        return None
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    return Places(document, passages).find_sentence(*bounds)


def _find_speaker(document: Document, finding: AnyFinding, findings: list[AnyFinding]) -> str | None:
    if not isinstance(finding, Statement) or finding.speaker is None:
        return None
    for other in findings:
        if isinstance(other, Entity) and finding.speaker in other.mentions and other.names:
            return other.names[0]
    for other in findings:
        if isinstance(other, Mention) and other.id == finding.speaker:
            return document.text[other.span.start : other.span.end]
    return None


def _find_decisions(store: Store, id: str) -> tuple[Decision, ...]:
    return tuple(decision for decision in read_decisions(store) if id in decision.about)
