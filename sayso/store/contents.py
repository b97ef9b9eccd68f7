"""What one document holds beside its statements: who its mentions are, and who says what is told in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from msgspec import Struct

from sayso.records import Amount, AnyFinding, Entity, Mention, Passage, Span
from sayso.store.asking import Condition, cut, find_statements, join_conditions, limit_documents, limit_statements
from sayso.store.asking import load_document as load_row
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.rows import DocumentRow, Filters
from sayso.store.saving import FINDING_DECODER, Store

Row = TypeVar("Row")
_BESIDE = ("Entity", "Mention", "Passage", "Amount")
_LINKED = (
    "SELECT e.id, COALESCE(j.id, e.id) FROM entities e LEFT JOIN joined j ON j.entity = e.number WHERE e.document = ?"
)
_SPEAKERS = (
    "SELECT s.id, COALESCE(NULLIF(e.name, ''), s.speaker) FROM statements s "
    "LEFT JOIN entities e ON e.number = s.entity WHERE s.document = ?"
)


class Taker(Struct, frozen=True, kw_only=True):
    """One who takes part in an event or a relation."""

    id: str | None  # the entity, as it is linked over documents
    name: str
    country: str | None
    sector: str | None


class Contents(Struct, frozen=True, kw_only=True):
    """The findings of one document of the kinds asked for, and what they point at, by id."""

    row: DocumentRow
    text: str
    placed: list[tuple[int, AnyFinding]]  # with their positions among the document's findings
    mentions: Mapping[str, Mention]
    entities: Mapping[str, Entity]  # by mention
    linked: Mapping[str, str]  # by id of an entity of the document, that over documents
    speakers: Mapping[str, str | None]  # by statement, the name of who says it
    passages: list[Passage]
    amounts: Mapping[Span, Amount]

    def find_lang(self, place: int) -> str:
        """The language of the passage that holds a place of the text."""
        return next((p.lang for p in self.passages if p.span.start <= place < p.span.end), "und")

    def find_taker(self, mention: str) -> Taker:
        """Who a mention is, under the name that the entity goes by in its document."""
        entity, found = self.entities.get(mention), self.mentions.get(mention)
        name = entity.names[0] if entity and entity.names else self.cut(found.span) if found else mention
        return Taker(
            id=self.linked.get(entity.id, entity.id) if entity else None,
            name=name,
            country=entity.country if entity else None,
            sector=entity.sector if entity else None,
        )

    def cut(self, span: Span) -> str:
        """The words of a span."""
        return cut(self.text, (span,))[0]


def load_contents(store: Store, number: int, kind: str) -> Contents:
    """The findings of a document that are of one kind, with what they may point at."""
    row, document = load_row(store, number)
    kinds = (kind, *_BESIDE)
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT position, record FROM findings WHERE document = ? AND type IN ({marks}) ORDER BY position"
    refresh(store)
    with explain_errors(store.path):
        records = list(fetch(store.connection, tuple[int, bytes], sql, (number, *kinds)))
        linked = dict(fetch(store.connection, tuple[str, str], _LINKED, (number,)))
        speakers = dict(fetch(store.connection, tuple[str, str | None], _SPEAKERS, (number,)))
    placed = [(position, FINDING_DECODER.decode(record)) for position, record in records]
    findings = [finding for _, finding in placed]
    return Contents(
        row=row,
        text=document.text,
        placed=placed,
        mentions={f.id: f for f in findings if isinstance(f, Mention)},
        entities={mention: f for f in findings if isinstance(f, Entity) for mention in f.mentions},
        linked=linked,
        speakers=speakers,
        passages=[f for f in findings if isinstance(f, Passage)],
        amounts={f.value.span: f for f in findings if isinstance(f, Amount)},
    )


def list_holding(store: Store, filters: Filters, kind: str) -> list[int]:
    """The documents that pass the filters on documents and hold a finding of this kind, by number."""
    holds = Condition("d.number IN (SELECT f.document FROM findings f WHERE f.type = ?)", (kind,))
    where = join_conditions([*limit_documents(store, filters), holds])
    sql = f"SELECT d.number FROM documents d WHERE {where.sql} ORDER BY d.number"
    with explain_errors(store.path):
        return [number for (number,) in fetch(store.connection, tuple[int], sql, where.values)]


def find_told(store: Store, filters: Filters) -> set[str] | None:
    """The statements that pass the filters on statements; None where there are no such filters."""
    if not limit_statements(filters):
        return None
    unlimited = msgspec.structs.replace(filters, limit=None, skip=0, words=None)
    return {row.statement.id for row in find_statements(store, unlimited)}


def take(rows: Iterable[Row], filters: Filters) -> Iterator[Row]:
    """Those of the rows that the filters' `skip` and `limit` leave."""
    for number, row in enumerate(rows):
        if filters.limit is not None and number >= filters.limit + filters.skip:
            return
        if number >= filters.skip:
            yield row
