"""How a new reading of a document takes the place of the one before, and what people decided goes over to it.

A decision names records. Where the new reading finds another record in nearly the same words, the decision is made
again about that one, with its reviewer, note and corrections, and says which decision it continues; a new entry in the
log, so the old one stays as it was. What finds no such record is left as it is and listed as lost.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.errors import NotFoundError, SaysoError
from sayso.records import AnyFinding, Correction, Decision, Document, Entity, Mention, Span
from sayso.store.correcting import is_record
from sayso.store.database import fetch, fetch_one, transaction
from sayso.store.decisions import append_decision, find_decision, find_valid_decisions
from sayso.store.effective import apply_decisions, make_statement_id, make_text_id
from sayso.store.holding import hold, load_found_records, load_rejected, load_text
from sayso.store.log import Entry, append_entry
from sayso.store.places import find_spans
from sayso.store.saving import (
    FINDING_DECODER,
    Encoded,
    Store,
    delete_findings,
    describe_capture,
    encode,
    index_document,
    load_placed,
    save_reading,
)
from sayso.store.words import join_words

SAME = 0.5  # of the characters of two records that they have in common, to be one record


def replace_findings(store: Store, sha256: str, document: Document, findings: Sequence[AnyFinding]) -> bool:
    """Whether the new reading of a document differs from the one before, whose place it has then taken."""
    encoded = encode(document, findings)
    sql = "SELECT d.number, CAST(l.entry AS BLOB) FROM documents d JOIN log l ON l.number = d.log WHERE d.id = ?"
    row = fetch_one(store.connection, tuple[int, bytes], sql, (document.id,))
    if row is None:
        raise NotFoundError(f"no document has the id {document.id!r}", where=str(store.folder))
    number, entry = row
    if msgspec.json.decode(entry, type=Entry).digest == encoded.digest and _is_unchanged(store, number, encoded):
        return False
    with transaction(store.connection, store.path):
        text = _load_words(store, number)
        old = _load_known(store, number)
        again = describe_capture("reread", None, sha256, document=document.id, digest=encoded.digest)
        store.connection.execute(
            "UPDATE documents SET log = ? WHERE number = ?", (append_entry(store.connection, again), number)
        )
        delete_findings(store.connection, number)
        store.connection.execute("DELETE FROM found WHERE document = ?", (number,))
        if text != document.text:
            store.connection.execute(
                "INSERT INTO document_index(document_index, rowid, words) VALUES('delete', ?, ?)",
                (number, join_words(text)),
            )
            index_document(store.connection, number, document.text)
        store.connection.execute("DELETE FROM failures WHERE sha256 = ?", (sha256,))
        save_reading(store.connection, number, document, findings, encoded)
        hold(store, number, find_valid_decisions(store))
        if old:
            _carry_over(store, number, old, text)
    return True


def _load_words(store: Store, number: int) -> str:
    row = fetch_one(store.connection, tuple[str], "SELECT text FROM documents WHERE number = ?", (number,))
    return row[0] if row else ""


def _is_unchanged(store: Store, number: int, encoded: Encoded) -> bool:
    """Whether the tables still hold what they were given; a damaged row is replaced like an outdated one."""
    sql = "SELECT CAST(record AS BLOB), text FROM documents WHERE number = ?"
    kept = fetch_one(store.connection, tuple[bytes, str], sql, (number,))
    found = tuple(record for _, _, record in load_found_records(store.connection, number))
    if kept != (encoded.record, encoded.text) or found != encoded.findings:
        return False
    if fetch_one(store.connection, tuple[int], "SELECT 1 FROM found WHERE document = ? LIMIT 1", (number,)) is None:
        return True
    document = load_text(store.connection, number)
    findings = [FINDING_DECODER.decode(record) for record in found]
    held = apply_decisions(document, findings, find_valid_decisions(store))
    return load_placed(store.connection, number) == held


def _load_known(store: Store, number: int) -> dict[str, AnyFinding]:
    """What decisions may name in a document: what holds and what was rejected; empty where nothing was decided."""
    sql = "SELECT CAST(record AS BLOB) FROM findings WHERE document = ?"
    records = [record for (record,) in fetch(store.connection, tuple[bytes], sql, (number,))]
    try:
        held = [FINDING_DECODER.decode(record) for record in records]
        rejected = load_rejected(store.connection, number).values()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}  # a damaged reading is replaced; its ids are looked for among the new ones
    known = {finding.id: finding for finding in (*held, *rejected)}
    named = {id for decision in find_valid_decisions(store) for id in decision.about}
    return known if known.keys() & named else {}


def _carry_over(store: Store, number: int, old: Mapping[str, AnyFinding], text: str) -> None:
    """Decisions on records that are gone are made again on those that stand in their place."""
    document = load_text(store.connection, number)
    shift = _Shift(text, document.text)
    new = [*load_placed(store.connection, number).values(), *load_rejected(store.connection, number).values()]
    carried = False
    for decision in find_valid_decisions(store):
        gone = [id for id in decision.about if id in old and (shift.moves or not is_record(store, id))]
        moved = shift.move_correction(decision.after) if decision.about[0] in old else decision.after
        if not gone or (decision.after is not None and moved is None):
            continue
        if decision.question == "stated here" and moved is not None:
            about: tuple[str | None, ...] = (make_statement_id(moved),)
        else:
            about = tuple(_find_place(old[id], old, new, shift) if id in gone else id for id in decision.about)
        placed = tuple(id for id in about if id is not None)
        if len(placed) == len(about) and (placed, moved) != (decision.about, decision.after):
            carried |= _decide_again(store, decision, placed, moved)
    if carried:
        hold(store, number, find_valid_decisions(store))


def _decide_again(store: Store, decision: Decision, about: tuple[str, ...], after: Correction | None) -> bool:
    again = msgspec.structs.replace(
        decision, id="", about=about, made_at="", after=after, before=None, replaces="", carried_from=decision.id
    )
    last = find_decision(store, again)
    if last is not None and last.id != decision.id:
        return False  # somebody has decided about the new record already
    try:
        append_decision(store, again, last)
    except SaysoError:
        return False  # its correction no longer fits; the decision is listed as lost
    return True


def _find_place(
    finding: AnyFinding, old: Mapping[str, AnyFinding], new: Iterable[AnyFinding], shift: "_Shift"
) -> str | None:
    """The id of the record of the same kind that stands in the most of its characters, if in enough of them."""
    wanted = _list_characters(_list_spans(finding, old.values()), shift)
    found = list(new)
    scores = []
    for other in found:
        if type(other) is type(finding):
            held = _list_characters(_list_spans(other, found), None)
            common = len(wanted & held)
            if common:
                scores.append((common / len(wanted | held), other.id))
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] >= SAME else None


def _list_spans(finding: AnyFinding, among: Iterable[AnyFinding]) -> list[tuple[str, Span]]:
    if isinstance(finding, Entity):
        held = set(finding.mentions)
        return [("mention", other.span) for other in among if isinstance(other, Mention) and other.id in held]
    return list(find_spans(finding))


def _list_characters(spans: Iterable[tuple[str, Span]], shift: "_Shift | None") -> set[tuple[str, int]]:
    moved = ((part, shift.move(span) if shift else span) for part, span in spans)
    return {(part, place) for part, span in moved if span for place in range(span.start, span.end)}


class _Shift:
    """Where characters of one text stand in another that was read from the same bytes."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.moves = old != new

    def move(self, span: Span) -> Span | None:
        """The same words in the new text, those nearest to their old place; None where they do not stand there."""
        if not self.moves:
            return span
        words = self.old[span.start : span.end]
        before = self.new.rfind(words, 0, span.end)
        behind = self.new.find(words, span.start)
        places = [place for place in (before, behind) if place >= 0]
        if not words or not places:
            return None
        start = min(places, key=lambda place: abs(place - span.start))
        return Span(span.document, start, start + len(words))

    def move_correction(self, given: Correction | None) -> Correction | None:
        """The correction in the new text; None where one of its words is gone."""
        if given is None or not self.moves:
            return given
        fields: dict[str, tuple[Span, ...]] = {}
        for name in ("source", "cue", "content", "speaker"):
            spans: tuple[Span, ...] | None = getattr(given, name)
            if spans is None:
                continue
            moved = [place for span in spans if (place := self.move(span))]
            if len(moved) < len(spans):
                return None
            fields[name] = tuple(sorted(moved, key=lambda span: span.start))
        return msgspec.structs.replace(given, text=make_text_id(self.new) if given.text else "", **fields)
