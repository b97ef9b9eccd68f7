"""Everything that a case holds, record by record, as it was stored: for exports, which must not miss any."""

from collections.abc import Iterator
from itertools import groupby

import msgspec
from msgspec import Struct

from sayso.records import Document, Origin
from sayso.store.asking import load_document
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.rows import DocumentRow
from sayso.store.saving import Store
from sayso.store.weighing import refresh_weighed


class Held(Struct, frozen=True, kw_only=True):
    """A document with the findings of its text, as JSON, in their order."""

    row: DocumentRow
    document: Document
    findings: tuple[bytes, ...]


def stream_documents(store: Store) -> Iterator[Held]:
    """The documents with what was found in them, one at a time, in the order in which they were added."""
    sql = "SELECT record FROM findings WHERE document = ? ORDER BY position"
    with explain_errors(store.path):
        for (number,) in fetch(store.connection, tuple[int], "SELECT number FROM documents ORDER BY number"):
            row, document = load_document(store, number)
            found = tuple(record for (record,) in fetch(store.connection, tuple[bytes], sql, (number,)))
            yield Held(row=row, document=document, findings=found)


def stream_joined(store: Store) -> Iterator[bytes]:
    """The entities over documents, as JSON, by id."""
    refresh(store)
    with explain_errors(store.path):
        for (record,) in fetch(store.connection, tuple[bytes], "SELECT record FROM joined_records ORDER BY id"):
            yield record


def load_owners(store: Store, document: str) -> dict[str, str]:
    """For the entities of one document the ids of the entities over documents that they are part of."""
    sql = (
        "SELECT e.id, j.id FROM joined j JOIN entities e ON e.number = j.entity JOIN documents d "
        "ON d.number = e.document WHERE d.id = ?"
    )
    refresh(store)
    with explain_errors(store.path):
        return dict(fetch(store.connection, tuple[str, str], sql, (document,)))


def stream_origins(store: Store) -> Iterator[Origin]:
    """Every origin, also of one document alone, by id."""
    refresh_weighed(store)
    with explain_errors(store.path):
        for (record,) in fetch(store.connection, tuple[bytes], "SELECT record FROM origins ORDER BY id"):
            yield msgspec.json.decode(record, type=Origin)


class HeldClaim(Struct, frozen=True, kw_only=True):
    """A claim with the ids of the statements and events that make it."""

    id: str
    origins: int
    documents: int
    speakers: int
    denials: int
    first_day: str | None  # of publication
    last_day: str | None
    tellings: tuple[str, ...]
    reasons: tuple[str, ...]


class HeldDispute(Struct, frozen=True, kw_only=True):
    """A dispute with the claims of its two sides."""

    id: str
    kind: str
    sides: tuple[str, str]
    inside: bool
    score: float
    reasons: tuple[str, ...]


def stream_claims(store: Store) -> Iterator[HeldClaim]:
    """Every claim, also of one statement alone, by number."""
    refresh_weighed(store)
    sql = (
        "SELECT c.id, c.origins, c.documents, c.speakers, c.denials, c.first_day, c.last_day, c.reasons, t.id "
        "FROM claims c JOIN tellings t ON t.claim = c.number ORDER BY c.number, t.key"
    )
    with explain_errors(store.path):
        found = fetch(store.connection, tuple[str, int, int, int, int, str | None, str | None, str, str], sql)
        for _, group in groupby(found, key=lambda row: row[0]):
            rows = list(group)
            id, origins, documents, speakers, denials, first, last, reasons, _ = rows[0]
            yield HeldClaim(
                id=id,
                origins=origins,
                documents=documents,
                speakers=speakers,
                denials=denials,
                first_day=first,
                last_day=last,
                tellings=tuple(row[-1] for row in rows),
                reasons=msgspec.json.decode(reasons, type=tuple[str, ...]),
            )


def stream_disputes(store: Store) -> Iterator[HeldDispute]:
    """Every dispute, by id."""
    refresh_weighed(store)
    sql = (
        "SELECT x.id, x.kind, a.id, b.id, x.inside, x.score, x.reasons FROM disputes x "
        "JOIN claims a ON a.number = x.one JOIN claims b ON b.number = x.other ORDER BY x.id"
    )
    with explain_errors(store.path):
        found = fetch(store.connection, tuple[str, str, str, str, int, float, str], sql)
        for id, kind, one, other, inside, score, reasons in found:
            yield HeldDispute(
                id=id,
                kind=kind,
                sides=(one, other),
                inside=bool(inside),
                score=score,
                reasons=msgspec.json.decode(reasons, type=tuple[str, ...]),
            )
