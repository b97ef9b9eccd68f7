"""How tellings, claims and disputes are made from their tables into rows."""

import json
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from sayso.errors import NotFoundError
from sayso.records import DisputeKind, Event, Fingerprint, Gist, Interpretation, Origin, Span, Statement
from sayso.store.asking import cut, load_document
from sayso.store.database import fetch, fetch_one
from sayso.store.rows import DocumentRow
from sayso.store.rows_weighed import Between, ClaimRow, DisputeRow, OriginPart, TellingRow
from sayso.store.saving import FINDING_DECODER, Store

CLAIM = (
    "c.number, c.id, c.head, c.tellings, c.documents, c.origins, c.speakers, c.denials, c.disputes, c.langs, "
    "c.first_day, c.last_day"
)

MOST_SIDES = 60  # of a dispute that are given
MOST_READ = 20  # tellings of a side that are asked what they read


class ClaimColumns(Struct, frozen=True, array_like=True):
    """What the table says of a claim."""

    number: int
    id: str
    head: int
    tellings: int
    documents: int
    origins: int
    speakers: int
    denials: int
    disputes: int
    langs: str
    first_day: str | None
    last_day: str | None


class DisputeColumns(Struct, frozen=True, array_like=True):
    """What the table says of a dispute."""

    id: str
    kind: DisputeKind
    one: int
    other: int
    score: float
    inside: int
    clash_one: int
    clash_other: int
    reasons: str
    lead: int  # the number of the dispute that leads it


class _Words(Struct, frozen=True):
    """What a telling is, and its words."""

    kind: Literal["statement", "event"]
    act: str
    stance: str
    spans: tuple[Span, ...]


class Reader:
    """Makes rows, and keeps the documents that it has read while it does."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.documents: dict[int, tuple[DocumentRow, str]] = {}

    def load(self, number: int) -> tuple[DocumentRow, str]:
        """A document's row and its text."""
        if number not in self.documents:
            row, document = load_document(self.store, number)
            self.documents[number] = row, document.text
        return self.documents[number]

    def make_telling(self, key: int) -> TellingRow:
        """The row of a telling."""
        sql = (
            "SELECT t.document, t.lang, f.record, COALESCE(NULLIF(e.name, ''), s.speaker), COALESCE(j.id, e.id) "
            "FROM tellings t JOIN findings f ON f.document = t.document AND f.position = t.position "
            "LEFT JOIN statements s ON s.document = t.document AND s.id = COALESCE("
            "json_extract(CAST(f.record AS TEXT), '$.stated_in'), t.id) "
            "LEFT JOIN entities e ON e.number = s.entity LEFT JOIN joined j ON j.entity = s.entity WHERE t.key = ?"
        )
        row = fetch_one(self.store.connection, tuple[int, str, bytes, str | None, str | None], sql, (key,))
        if row is None:
            raise NotFoundError(f"telling {key} is gone", where=str(self.store.folder), hint="Ask again")
        number, lang, record, speaker, entity = row
        document, text = self.load(number)
        finding = FINDING_DECODER.decode(record)
        if isinstance(finding, Statement):
            told = _Words("statement", finding.act, finding.polarity, finding.content)
            speaker = speaker or " … ".join(cut(text, finding.source)) or None
        elif isinstance(finding, Event):
            told = _Words("event", finding.event_type, finding.factuality, (finding.clause or finding.trigger,))
        else:
            raise NotFoundError(f"{finding.id} is no telling", where=str(self.store.folder), hint="Run sayso verify")
        return TellingRow(
            id=finding.id,
            kind=told.kind,
            document=document,
            lang=lang,
            speaker=speaker,
            entity=entity,
            act=told.act,
            stance=told.stance,
            words=" … ".join(cut(text, told.spans)),
            start=told.spans[0].start,
        )

    def make_claim(self, columns: ClaimColumns) -> ClaimRow:
        """The row of a claim."""
        return ClaimRow(
            id=columns.id,
            head=self.make_telling(columns.head),
            tellings=columns.tellings,
            documents=columns.documents,
            origins=columns.origins,
            speakers=columns.speakers,
            denials=columns.denials,
            disputes=columns.disputes,
            langs=tuple(columns.langs.split()),
            first_day=columns.first_day,
            last_day=columns.last_day,
        )

    def load_claim(self, number: int) -> ClaimRow:
        """The row of the claim with this number."""
        sql = f"SELECT {CLAIM} FROM claims c WHERE c.number = ?"
        return self.make_claim(next(fetch(self.store.connection, ClaimColumns, sql, (number,))))

    def make_dispute(self, edges: Sequence[DisputeColumns], sides: Sequence[int]) -> DisputeRow:
        """The row of a dispute, from all that hang together; the one that leads them first.

        Args:
            sides: the numbers of its claims; the first of them are given.
        """
        kept = sides[:MOST_SIDES]
        ordered = sorted(edges, key=lambda edge: (-edge.score, edge.id)) if len(edges) > 1 else edges
        return DisputeRow(
            id=edges[0].id,
            kind=edges[0].kind,
            reasons=tuple(dict.fromkeys(reason for edge in ordered for reason in read_words(edge.reasons))),
            score=max(edge.score for edge in edges),
            inside=any(edge.inside for edge in edges),
            sides=tuple(self.load_claim(claim) for claim in kept),
            hidden=len(sides) - len(kept),
            event=self._tell_event(edges[0]),
            ends=self._list_ends(kept) if edges[0].kind == "interpretation" else (),
        )

    def _list_ends(self, sides: Sequence[int]) -> tuple[tuple[str, ...], ...]:
        """For each claim the ends that its readings name, and with a "not" those that they turn down."""
        sql = "SELECT key FROM tellings WHERE claim = ? ORDER BY key LIMIT ?"
        found = []
        for side in sides:
            keys = [key for (key,) in fetch(self.store.connection, tuple[int], sql, (side, MOST_READ))]
            read = [reads for _, reads in map(self._load_reading, keys) if reads]
            named = sorted({end for reads in read for end in reads.ends})
            turned = sorted({end for reads in read for end in reads.rejected} - {*named})
            found.append((*named, *(f"not {end}" for end in turned)))
        return tuple(found)

    def _tell_event(self, edge: DisputeColumns) -> str | None:
        """The sentence that tells the event of which the sides of a dispute are readings."""
        for key in (edge.clash_one, edge.clash_other) if edge.kind == "interpretation" else ():
            document, reads = self._load_reading(key)
            if reads and reads.told:
                return " … ".join(cut(self.load(document)[1], reads.told))
        return None

    def _load_reading(self, key: int) -> tuple[int, Interpretation | None]:
        """The document of a telling, and what it makes of which event."""
        sql = (
            "SELECT t.document, f.record FROM tellings t LEFT JOIN findings f ON f.document = t.document "
            "AND f.type = 'Gist' AND json_extract(CAST(f.record AS TEXT), '$.statement') = t.id WHERE t.key = ?"
        )
        document, record = next(fetch(self.store.connection, tuple[int, bytes | None], sql, (key,)))
        finding = FINDING_DECODER.decode(record) if record else None
        return document, finding.reads if isinstance(finding, Gist) else None

    def make_between(self, edge: DisputeColumns, sides: Sequence[int]) -> Between:
        """How two sides of a dispute differ.

        Args:
            sides: the numbers of all its claims.
        """
        ends = (edge.one, edge.clash_one), (edge.other, edge.clash_other)
        (one, first), (other, second) = sorted(ends, key=lambda end: sides.index(end[0]))
        return Between(
            id=edge.id,
            sides=(sides.index(one), sides.index(other)),
            reasons=read_words(edge.reasons),
            score=edge.score,
            clash=(self.make_telling(first), self.make_telling(second)),
        )

    def make_parts(self, claim: int) -> tuple[OriginPart, ...]:
        """What each origin adds to a claim: the one that most stand on first, in it what it goes back to.

        An event that a statement of the claim tells is not told again by that.
        """
        sql = (
            "SELECT t.key, o.id, o.record, d.id FROM tellings t JOIN origin_of f "
            "ON f.document = t.document JOIN origins o ON o.number = f.origin JOIN documents d "
            "ON d.number = t.document JOIN findings x ON x.document = t.document AND x.position = t.position "
            "WHERE t.claim = ? AND NOT EXISTS (SELECT 1 FROM tellings s WHERE s.document = t.document AND "
            "s.claim = t.claim AND s.id = json_extract(CAST(x.record AS TEXT), '$.stated_in')) "
            "ORDER BY d.first_day IS NULL, d.first_day, t.id GLOB 'v-*', d.id, t.place"
        )
        held: dict[str, list[tuple[int, str]]] = {}
        origins: dict[str, Origin] = {}
        for key, id, record, document in fetch(self.store.connection, tuple[int, str, bytes, str], sql, (claim,)):
            held.setdefault(id, []).append((key, document))
            if id not in origins:
                origins[id] = msgspec.json.decode(record, type=Origin)
        parts = []
        for id, tellings in sorted(held.items(), key=lambda item: -len(item[1])):
            ordered = sorted(tellings, key=lambda telling: telling[1] != origins[id].first)
            rows = [self.make_telling(key) for key, _ in ordered]
            parts.append(OriginPart(origin=id, why=origins[id].why, head=rows[0], copies=tuple(rows[1:])))
        return tuple(parts)


def list_sides(store: Store, edges: Sequence[DisputeColumns]) -> list[int]:
    """The claims of disputes that hang together: of more than two the widest first, of a correction the wrong one."""
    if len(edges) == 1:
        ends = [(edges[0].clash_one, edges[0].one), (edges[0].clash_other, edges[0].other)]
        if edges[0].kind == "correction":
            ends.sort(key=lambda end: _rank_correction(store, end[0]))
        return [claim for _, claim in ends]
    numbers = sorted({number for edge in edges for number in (edge.one, edge.other)})
    sql = (
        "SELECT c.number FROM json_each(?) k JOIN claims c ON c.number = k.value "
        "ORDER BY c.origins DESC, c.tellings DESC, c.first_day IS NULL, c.first_day, c.id"
    )
    return [row[0] for row in store.connection.execute(sql, (json.dumps(numbers),))]


def _rank_correction(store: Store, telling: int) -> tuple[bool, str, str]:
    """Whether the document of a telling calls itself a correction, then when it was published."""
    sql = (
        "SELECT d.id, d.first_day, f.record FROM tellings t JOIN documents d ON d.number = t.document "
        "LEFT JOIN findings f ON f.document = t.document AND f.type = 'Fingerprint' WHERE t.key = ?"
    )
    rows = list(fetch(store.connection, tuple[str, str | None, bytes | None], sql, (telling,)))
    prints = [FINDING_DECODER.decode(record) for _, _, record in rows if record]
    marked = any(isinstance(f, Fingerprint) and "correction" in f.marks for f in prints)
    return marked, rows[0][1] or "", rows[0][0]


def read_words(reasons: str) -> tuple[str, ...]:
    """Sentences as they stand in a table."""
    return msgspec.json.decode(reasons, type=tuple[str, ...])
