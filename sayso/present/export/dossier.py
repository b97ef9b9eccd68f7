"""A report on what a case holds: chronology, claims, statements by speaker, disputes, a footnote for every sentence.

The same case with the same choices gives the same bytes: nothing in it comes from the clock or from the machine.
What a person rejected is not in the case's lists and so not here; its number is given. The notes wait on disk, so a
report may be longer than memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from sayso import __version__
from sayso.case import Case, Filters
from sayso.errors import SaysoError
from sayso.present.export.notes import SETTLED, Note, make_event_note, make_statement_note
from sayso.present.export.redaction import Redaction, make_redaction, redact
from sayso.present.export.spool import Spool
from sayso.read.dates_normal import read_normal
from sayso.records import Decision
from sayso.store.asking import load_entity
from sayso.store.decisions import find_valid_decisions
from sayso.store.events import EventRow
from sayso.store.joining import find_parts
from sayso.store.queue import count_rejected

Paper = Literal["a4", "letter"]


class DossierOptions(Struct, frozen=True, kw_only=True):
    """How a report is made."""

    title: str = ""  # the name of the case where it is empty
    redacted_names: tuple[str, ...] = ()  # names that must not be in the file, in each script they are written in
    paper: Paper = "a4"
    numbered: bool = False  # numbers in the margin: of lines in Word, of paragraphs in HTML


class Scope(Struct, frozen=True, kw_only=True):
    """What the report is about, in numbers and words."""

    title: str
    limits: tuple[tuple[str, str], ...]  # the filters, and what they were
    statements: int
    events: int
    documents: int
    rejected: int
    accepted: int
    steps: tuple[str, ...]  # what found the statements and events
    version: str
    log_entries: int
    head: str
    taken_out: tuple[str, ...]  # for whoever asked for it; not for the file


class Dossier:
    """The report, whatever it is written as; closed, its notes are gone."""

    def __init__(self, case: Case, filters: Filters, options: DossierOptions) -> None:
        self.case, self.filters, self.options = case, filters, options
        self.redaction: Redaction = make_redaction(case, options.redacted_names)
        self.spool = Spool()
        try:
            self.scope = _fill(self)
        except BaseException:
            self.spool.close()
            raise

    def __enter__(self) -> "Dossier":
        return self

    def __exit__(self, *_error: object) -> None:
        self.spool.close()

    def read_chronology(self) -> Iterator[Note]:
        """The notes by day, those without a day last."""
        return self.spool.read_chronology()

    def read_speakers(self) -> Iterator[tuple[str, Iterator[Note]]]:
        """Who speaks, those with most statements first, each with theirs by day."""
        return self.spool.read_speakers()

    def read_footnotes(self) -> Iterator[Note]:
        """Every note by number: those of the chronology, then what claims and disputes lead to besides."""
        return self.spool.read_all()


def make_dossier(case: Case, filters: Filters | None = None, options: DossierOptions | None = None) -> Dossier:
    """The report on the statements and events that pass the filters; SaysoError where none does."""
    return Dossier(case, filters or Filters(), options or DossierOptions())


def _fill(dossier: Dossier) -> Scope:
    """What the report is about; its notes are in the spool."""
    case, redaction = dossier.case, dossier.redaction
    decisions = {
        decision.about[0]: decision
        for decision in find_valid_decisions(case.store)
        if decision.question in SETTLED and decision.judgement == "positive"
    }
    documents: set[str] = set()
    steps: set[str] = set()
    statements = _add_statements(dossier, decisions, documents, steps)
    events = _add_events(dossier, decisions, documents, steps)
    if not statements + events:
        raise SaysoError("no statement or event passes the filters", where=str(case.folder), hint="Loosen them")
    dossier.spool.number_notes()
    counts = case.counts()
    title = dossier.options.title or case.folder.absolute().name
    return Scope(
        title=redact(title, redaction),
        limits=tuple((name, redact(value, redaction)) for name, value in _describe(case, dossier.filters)),
        statements=statements,
        events=events,
        documents=len(documents),
        rejected=count_rejected(case.store, dossier.filters),
        accepted=sum(bool(note.footnote.decided) for note in dossier.read_chronology()),
        steps=tuple(sorted(steps)),
        version=__version__,
        log_entries=counts.log_entries,
        head=case.head(),
        taken_out=redaction.names,
    )


def _add_statements(dossier: Dossier, decisions: Mapping[str, Decision], documents: set[str], steps: set[str]) -> int:
    """How many statements are in the spool now."""
    names: dict[str, str] = {}
    levels: dict[str, int] = {}
    document, count = "", 0
    for row in dossier.case.statements(dossier.filters):
        if row.document.id != document:
            document, levels = row.document.id, {}
        levels[row.statement.id] = level = levels.get(row.statement.inside or "", -1) + 1
        note = make_statement_note(row, level, decisions.get(row.statement.id), dossier.redaction)
        key = row.entity or note.speaker
        if key not in names:
            names[key] = _name_speaker(dossier, row.entity) or note.speaker
        dossier.spool.add(note, (row.document.published or "")[:10] or None, key, names[key])
        documents.add(row.document.id)
        steps.add(row.statement.made_by)
        count += 1
    return count


def _name_speaker(dossier: Dossier, entity: str | None) -> str | None:
    """The names of a speaker in all scripts, redacted."""
    if entity is None:
        return None
    names = load_entity(dossier.case.store, entity).names
    return redact(" · ".join(dict.fromkeys(names[:4])), dossier.redaction) if names else None


def _add_events(dossier: Dossier, decisions: Mapping[str, Decision], documents: set[str], steps: set[str]) -> int:
    """How many events are in the spool now."""
    count = 0
    for row in _find_events(dossier):
        note = make_event_note(row, decisions.get(row.event.id), dossier.redaction)
        dossier.spool.add(note, _find_day(row), "", "")
        documents.add(row.document.id)
        steps.add(row.event.made_by)
        count += 1
    return count


def _find_events(dossier: Dossier) -> Iterator[EventRow]:
    """The events that the filters leave; of chosen entities those in which one of them takes part."""
    case, filters = dossier.case, dossier.filters
    chosen = filters.entities
    if chosen is None:
        return case.events(filters)
    parts = {part.id for id in chosen for part in find_parts(case.store, id)} | set(chosen)
    rows = case.events(msgspec.structs.replace(filters, entities=None))
    return (
        row for row in rows if any(taker.id in parts for taker in (*row.actors, *row.recipients, *row.participants))
    )


def _find_day(row: EventRow) -> str | None:
    """The day by which an event is sorted: its own first day, else that of publication."""
    normal = row.event.date.normal if row.event.date else None
    if normal is not None:
        try:
            stretch = read_normal(normal)
        except ValueError:
            pass
        else:
            day = stretch.first or stretch.last
            return day.isoformat() if day else None
    return (row.document.published or "")[:10] or None


def _describe(case: Case, filters: Filters) -> Iterable[tuple[str, str]]:
    """The filters as a reader of the report wants them."""
    for field in msgspec.structs.fields(Filters):
        value: object = getattr(filters, field.name)
        if value is None or field.name == "skip":
            continue
        if field.name == "entities" and filters.entities:
            for id in filters.entities:
                names = " · ".join(load_entity(case.store, id).names[:4])
                yield "entity", f"{names} ({id})" if names else id
        else:
            shown = " ".join(value) if isinstance(value, tuple) else str(value)
            yield field.name.replace("_", " "), shown


def write_dossier(
    case: Case, path: Path, filters: Filters | None = None, options: DossierOptions | None = None
) -> Scope:
    """What the report is about; it is in the file, as HTML, Markdown or Word by the file's ending.

    Nothing is written where that fails, and what was there before stays.
    """
    from sayso.present.export.dossier_files import check_shape, write_shape

    options = options or DossierOptions()
    check_shape(path.suffix, options)
    with make_dossier(case, filters, options) as dossier:
        write_shape(dossier, path)
        return dossier.scope
