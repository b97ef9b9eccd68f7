"""A case: a folder that keeps originals, findings, decisions and a log, and answers questions about them.

    with open_case("harbour") as case:
        case.add(["articles/", "https://example.org/feed.xml"])
        for row in case.statements(Filters(speaker="敏昂莱", act="deny")):
            print(row.document.publisher, row.speaker, row.content_words)

What the command line and the pages do with a case, they do through `Case`. One process may add at a time;
any number may ask, and decide, meanwhile. With `jobs` above 1 a script needs `if __name__ == "__main__":`, because
each reading process imports it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType

import msgspec

from sayso.capture.incoming import make_writable, read_name
from sayso.capture.sources import find_originals
from sayso.errors import SaysoError
from sayso.ids import make_document_id
from sayso.records import Decision, Failure, Original
from sayso.store import (
    asking,
    checks,
    decisions,
    joining,
    lists,
    log,
    rereading,
    saving,
    weighed_origins,
    weighed_queries,
)
from sayso.store.choosing import choose_entity
from sayso.store.comparing import Comparison, load_comparison
from sayso.store.database import fetch, flush, flush_later, hold_adding, transaction
from sayso.store.effective import make_statement_id
from sayso.store.events import EventRow, find_events
from sayso.store.folders import create_store, open_store
from sayso.store.linked import find_proposed
from sayso.store.originals import load_original, make_sha256, remove_leftovers
from sayso.store.relations import RelationRow, find_relations
from sayso.store.rows import (
    Added,
    Counts,
    DocumentRow,
    EntityRow,
    FailureRow,
    Filters,
    Outcome,
    Phrases,
    Problem,
    Progress,
    ProposedLink,
    Reread,
    SearchHit,
    Shown,
    StatementRow,
)
from sayso.store.rows_weighed import (
    ClaimFilters,
    ClaimRow,
    ClaimShown,
    DisputeFilters,
    DisputeRow,
    DisputeShown,
    OriginRow,
    Standing,
)
from sayso.store.saving import Store
from sayso.store.searching import search_texts
from sayso.store.showing import show_record
from sayso.views import Rows
from sayso.workers import Read, read_originals

_PAGE = 100  # originals whose hashes are read at once for a new reading

__all__ = ["Case", "ClaimFilters", "DisputeFilters", "Filters", "create_case", "open_case"]


def create_case(path: str | os.PathLike[str]) -> "Case":
    """A new, empty case in a folder that is new or empty; a creation that was interrupted is completed."""
    return Case(create_store(Path(path)))


def open_case(path: str | os.PathLike[str]) -> "Case":
    """The case in this folder; NotFoundError where there is none, CaseError for one of another version."""
    return Case(open_store(Path(path)))


class Case:
    """An open case; as a context manager it closes itself."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> "Case":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """The case is closed; its folder can be copied or moved."""
        self.store.connection.close()

    @property
    def folder(self) -> Path:
        """Where the case is."""
        return self.store.folder

    # taking in

    def add(
        self,
        sources: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        jobs: int = 1,
        fetch: bool = True,
        allow_private: bool = False,
        weighted: bool = True,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> Added:
        """The counts, when everything the sources lead to is in the case: as a document, a log line, or a failure.

        What the case has already costs a log line, so an add that was interrupted is completed by the same call.

        Args:
            jobs: how many processes read.
            fetch: False asks nothing of any server.
            allow_private: addresses that stand in `sources` themselves may lie in a private network.
            weighted: False reads by rules alone, without trained weights.
            progress: called after each original.
        """
        tally = _Tally(progress)
        paths = [sources] if isinstance(sources, str | os.PathLike) else sources
        with hold_adding(self.folder), flush_later(self.store.connection):
            remove_leftovers(self.store.connection, self.folder)
            try:
                found = find_originals((os.fspath(path) for path in paths), fetch=fetch, allow_private=allow_private)
                for read in read_originals(
                    self._skip_known(found, tally), jobs=jobs, make_id=_make_id, weighted=weighted
                ):
                    self._keep(read, tally)
                    if tally.total() % log.HEAD_EVERY == 0:
                        flush(self.store.connection)
                        log.save_head(self.store.connection, self.folder)
            finally:
                log.save_head(self.store.connection, self.folder)
        return Added(added=tally.counts["added"], again=tally.counts["again"], failed=tally.counts["failed"])

    def reread(self, *, jobs: int = 1) -> Reread:
        """The findings as this version makes them from the stored originals; decisions stay as they are."""
        changed = failed = total = 0
        with hold_adding(self.folder), flush_later(self.store.connection):
            for read in read_originals(self._load_originals(), jobs=jobs, make_id=_make_id):
                total += 1
                if isinstance(read, Failure) or read.document is None:
                    failed += 1
                    continue
                changed += self._keep_again(read)
            saving.rebuild_indexes(self.store)
            with transaction(self.store.connection, self.store.path):
                reason = f"{total} originals, {changed} changed, {failed} failed"
                entry = msgspec.structs.replace(log.draft_entry("reread"), reason=reason)
                log.append_entry(self.store.connection, entry)
            log.save_head(self.store.connection, self.folder)
        lost = decisions.find_lost_decisions(self.store)
        return Reread(read=total, changed=changed, failed=failed, lost=lost)

    def import_list(self, path: str | os.PathLike[str]) -> lists.Imported:
        """The counts of a FollowTheMoney list whose entries mentions link to from now on; all of its lines, or none."""
        with hold_adding(self.folder):
            return lists.import_list(self.store, Path(path))

    # asking

    def statements(self, filters: Filters | None = None) -> Rows[StatementRow]:
        """The statements that pass the filters, one at a time, by document and place."""
        return Rows(lambda: asking.find_statements(self.store, filters or Filters()), "statements")

    def events(self, filters: Filters | None = None, **own: str | None) -> Rows[EventRow]:
        """The events that pass the filters; `own`: event_type, actor, factuality, happened (store/events.py)."""
        return Rows(lambda: find_events(self.store, filters or Filters(), **own), "events")

    def relations(self, filters: Filters | None = None, **ends: str | None) -> Rows[RelationRow]:
        """The relations that pass the filters, narrowed by `relation_type`, `holder` and `of` (store/relations.py)."""
        return Rows(lambda: find_relations(self.store, filters or Filters(), **ends), "relations")

    def search(self, words: Phrases, filters: Filters | None = None) -> Rows[SearchHit]:
        """The sentences in which the words stand side by side; several phrases must all stand in the document."""
        return Rows(lambda: search_texts(self.store, words, filters or Filters()), "hits")

    def show(self, id: str) -> Shown:
        """The record with this id, or with an id that begins so, and everything that proves it."""
        return show_record(self.store, id)

    def documents(self, filters: Filters | None = None) -> Rows[DocumentRow]:
        """The documents, in the order in which they were added; with filters on statements, those that have such."""
        return Rows(lambda: asking.find_documents(self.store, filters or Filters()), "documents")

    def entities(self, words: str | None = None) -> Rows[EntityRow]:
        """Who and what, those who make most statements first; or those who have these words in a name."""
        return Rows(lambda: asking.find_entities(self.store, words), "entities")

    def choose_entity(self, written: str) -> str:
        """The id of the entity that is meant by an id, its beginning, or a name; NotFoundError with the choices."""
        return choose_entity(self.store, written)

    def proposed_links(self) -> Iterator[ProposedLink]:
        """Entities that may be one but were not linked, likeliest first, with what speaks for and against it."""
        return find_proposed(self.store)

    def failures(self) -> Iterator[FailureRow]:
        """What could not be read when it was last tried."""
        return asking.find_failures(self.store)

    def counts(self) -> Counts:
        """How much the case holds."""
        return asking.count_records(self.store)

    def log(self) -> Iterator[log.Entry]:
        """The custody log, in order."""
        return log.read_entries(self.store.connection)

    def head(self) -> str:
        """The hash that stands for the whole log; written down elsewhere, it shows later if the log was rewritten."""
        return log.read_head(self.store.connection)[1]

    def verify(self) -> list[Problem]:
        """Everything that is not as it was left; empty when all is well. Waits while another process adds."""
        with hold_adding(self.folder):
            return list(checks.find_problems(self.store))

    # weighing

    def support(self, filters: ClaimFilters | None = None) -> Iterator[ClaimRow]:
        """What is claimed, by how many independent origins and speakers, and how many say otherwise."""
        return weighed_queries.find_claims(self.store, filters or ClaimFilters())

    def count_claims(self, filters: ClaimFilters | None = None) -> int:
        """How many claims pass the filters."""
        return weighed_queries.count_claims(self.store, filters or ClaimFilters())

    def claim(self, id: str) -> ClaimShown:
        """One claim with all that is said for and against it, by its id or that of a statement or event in it."""
        return weighed_queries.load_claim(self.store, id)

    def disputes(self, filters: DisputeFilters | None = None) -> Iterator[DisputeRow]:
        """Which claims contradict each other, those on which most statements stand first."""
        return weighed_queries.find_disputes(self.store, filters or DisputeFilters())

    def count_disputes(self, filters: DisputeFilters | None = None) -> int:
        """How many disputes pass the filters."""
        return weighed_queries.count_disputes(self.store, filters or DisputeFilters())

    def dispute(self, id: str) -> DisputeShown:
        """One dispute with both sides and what each rests on."""
        return weighed_queries.load_dispute(self.store, id)

    def standing(self, document: str) -> list[Standing]:
        """For each statement and event of a document, in the order of its text, what stands behind and against it."""
        return weighed_queries.find_standing(self.store, document)

    def origins(self, *, several: bool = False, skip: int = 0, limit: int | None = None) -> Iterator[OriginRow]:
        """Which documents go back to one report, with the evidence; those of most documents first."""
        return weighed_origins.find_origins(self.store, several=several, skip=skip, limit=limit)

    def origin(self, id: str) -> OriginRow:
        """One origin, by its id or by one of its documents."""
        return weighed_origins.load_origin(self.store, id)

    def compare(self, document: str, other: str | None = None) -> Comparison:
        """The two versions that a bilingual document holds, or two documents, and where they differ."""
        return load_comparison(self.store, document, other)

    # deciding

    def decide(self, decision: Decision, *, seen: str | None = None) -> Decision:
        """The decision as it is kept; an empty id and time are filled in, and the id of a statement that is added.

        Args:
            seen: the id of the decision in force that the reviewer saw, "" for none; ConflictError when
                another has come in since.
        """
        if decision.question == "same entity":  # what follows from findings may change; a decision names findings
            about = tuple(joining.find_part_id(self.store, id) for id in decision.about)
            decision = msgspec.structs.replace(decision, about=about)
        if decision.question == "stated here" and not decision.about and decision.after:
            decision = msgspec.structs.replace(decision, about=(make_statement_id(decision.after),))
        return decisions.save_decision(self.store, decision, seen)

    def undo(self, id: str, reviewer: str) -> Decision:
        """A new decision that restores what was decided before this one."""
        return decisions.undo_decision(self.store, id, reviewer)

    def decisions(self) -> Iterator[Decision]:
        """Every decision, in the order in which they were made."""
        return decisions.read_decisions(self.store)

    # inside

    def _skip_known(self, found: Iterable[Original | Failure], tally: "_Tally") -> Iterator[Original | Failure]:
        """What is new to the case; what it has already gets its log line here."""
        own = os.path.join(os.path.realpath(self.folder), "")
        for item in map(make_writable, found):
            if os.path.realpath(item.address.partition("#")[0]).startswith(own):
                continue  # the case lies inside a folder that is added to it
            if isinstance(item, Original):
                sha256 = make_sha256(item.content)
                if saving.is_known(self.store, sha256):
                    saving.save_again(self.store, item, sha256)
                    tally.count(item.address, "again")
                    continue
            yield item

    def _keep(self, read: Read | Failure, tally: "_Tally") -> None:
        if isinstance(read, Failure):
            saving.save_failure(self.store, read)
            tally.count(read.address, "failed", read.reason)
            return
        if read.document is not None:
            name = read_name(read.original)
            new = saving.save_document(self.store, read.original, read.document, read.findings, name)
            tally.count(read.original.address, "added" if new else "again")
            return
        failure = read.failure or Failure(address=read.original.address, reason="cannot be read.")
        saving.save_failure(self.store, failure, read.original)
        tally.count(failure.address, "failed", failure.reason)

    def _keep_again(self, read: Read) -> bool:
        """Whether the new reading changed what the case holds."""
        sha256 = make_sha256(read.original.content)
        if read.document is None:
            return False
        if not saving.is_known(self.store, sha256):
            return saving.save_document(
                self.store, read.original, read.document, read.findings, read_name(read.original)
            )
        return rereading.replace_findings(self.store, sha256, read.document, read.findings)

    def _load_originals(self) -> Iterator[Original | Failure]:
        """The originals with the circumstances of their first capture, in that order."""
        last = 0
        sql = "SELECT sha256, log FROM originals WHERE log > ? ORDER BY log LIMIT ?"
        while page := list(fetch(self.store.connection, tuple[str, int], sql, (last, _PAGE))):
            for sha256, number in page:
                last = number
                entry = log.read_entry(self.store.connection, number)
                if entry is None:
                    continue
                try:
                    content = load_original(self.folder, sha256)
                except SaysoError as error:
                    yield Failure(address=entry.address, reason=str(error))
                    continue
                yield Original(
                    content=content,
                    address=entry.address,
                    captured_at=entry.captured_at or entry.at,
                    media_type=entry.media_type,
                    charset=entry.charset,
                    url=entry.url,
                    headers=entry.headers,
                    collector=entry.collector,
                )


class _Tally:
    """Counts what happens during an add and tells whoever listens."""

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self.counts: dict[Outcome, int] = {"added": 0, "again": 0, "failed": 0}
        self.progress = progress

    def count(self, address: str, outcome: Outcome, reason: str = "") -> None:
        self.counts[outcome] += 1
        now = Progress(
            address=address,
            outcome=outcome,
            added=self.counts["added"],
            again=self.counts["again"],
            failed=self.counts["failed"],
            reason=reason,
        )
        self.progress(now)

    def total(self) -> int:
        return sum(self.counts.values())


def _make_id(original: Original) -> str:
    return make_document_id(original.content)
