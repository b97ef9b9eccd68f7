"""A report on what a case holds: chronology, statements by speaker, and a footnote for every sentence.

The same case with the same choices gives the same bytes: nothing in it comes from the clock or from the machine.
Statements that a person rejected are left out, and their number is given.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from sayso import __version__
from sayso.case import Case, Filters
from sayso.errors import SaysoError
from sayso.present import wording
from sayso.present.export.redaction import Redaction, make_redaction, redact, redact_address
from sayso.records import Decision
from sayso.store.decisions import find_valid_decisions
from sayso.store.queue import count_rejected
from sayso.store.rows import DocumentRow, StatementRow

SHAPES = {".html": "dossier.html", ".md": "dossier.md"}
_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]|~$^"} | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
_OPENERS = re.compile(r"^([-+#=]|\d+(?=[.)](?:\s|$)))")  # what makes a list or a heading at the beginning of a line


class Note(Struct, frozen=True, kw_only=True):
    """One statement with the footnote that leads to its words."""

    number: int
    id: str
    day: str
    speaker: str
    verb: str
    denial: bool
    level: int
    content: str
    sentence: str
    lang: str
    publisher: str
    title: str
    url: str | None
    link: str | None  # where the address may be followed
    address: str
    start: int
    end: int
    sha256: str
    captured_at: str
    made_by: str
    score: float
    decided: str  # who accepted it and when; empty where nobody did


class Dossier(Struct, frozen=True, kw_only=True):
    """The report, whatever it is written as."""

    title: str
    scope: tuple[tuple[str, str], ...]
    documents: int
    rejected: int
    accepted: int
    notes: tuple[Note, ...]  # by day
    speakers: tuple[tuple[str, tuple[Note, ...]], ...]
    steps: tuple[str, ...]
    version: str
    log_entries: int
    head: str
    redacted: bool
    redaction: Redaction  # for whoever asked for it; not for the file


def make_dossier(case: Case, filters: Filters, *, title: str = "", redacted_names: Iterable[str] = ()) -> Dossier:
    """The report on the statements that pass the filters.

    Args:
        title: the name of the case where it is empty.
        redacted_names: names that must not be in the file, in each script in which they are written.
    """
    redaction = make_redaction(case, redacted_names)
    decisions = {
        decision.about[0]: decision
        for decision in find_valid_decisions(case.store)
        if decision.question == "right as found" and decision.judgement != "unsure"
    }
    kept = list(case.statements(filters))
    if not kept:
        raise SaysoError("no statement passes the filters", where=str(case.folder), hint="Loosen them")
    notes = _make_notes(kept, decisions, redaction)
    counts = case.counts()
    return Dossier(
        title=redact(title or case.folder.absolute().name, redaction),
        scope=tuple((name, redact(value, redaction)) for name, value in _describe(filters)),
        documents=len({row.document.id for row in kept}),
        rejected=count_rejected(case.store, filters),
        accepted=sum(bool(note.decided) for note in notes),
        notes=tuple(notes),
        speakers=tuple(_group_speakers(notes)),
        steps=tuple(sorted({row.statement.made_by for row in kept})),
        version=__version__,
        log_entries=counts.log_entries,
        head=case.head(),
        redacted=bool(redaction.phrases),
        redaction=redaction,
    )


def _describe(filters: Filters) -> list[tuple[str, str]]:
    """The filters as a reader of the report wants them."""
    found = []
    for field in msgspec.structs.fields(Filters):
        value: object = getattr(filters, field.name)
        if value is not None and field.name != "skip":
            found.append((field.name.replace("_", " "), " ".join(value) if isinstance(value, tuple) else str(value)))
    return found


def _make_notes(rows: Sequence[StatementRow], decisions: dict[str, Decision], redaction: Redaction) -> list[Note]:
    """The statements by day of publication, those without a day last, numbered in that order."""
    levels: dict[str, int] = {}
    for row in rows:
        levels[row.statement.id] = levels.get(row.statement.inside or "", -1) + 1
    ordered = sorted(rows, key=lambda row: (row.document.published is None, (row.document.published or "")[:10]))
    return [
        _make_note(number, row, levels[row.statement.id], decisions.get(row.statement.id), redaction)
        for number, row in enumerate(ordered, 1)
    ]


def _make_note(number: int, row: StatementRow, level: int, decision: Decision | None, redaction: Redaction) -> Note:
    document, spans = row.document, (*row.statement.source, *row.statement.cue, *row.statement.content)
    url = redact_address(document.url, redaction) if document.url else None
    decided = f"{decision.reviewer}, {decision.made_at}" if decision else ""
    return Note(
        number=number,
        id=row.statement.id,
        day=wording.show_day(document.published),
        speaker=redact(wording.show_speaker(row), redaction),
        verb=wording.show_verb(row.statement),
        denial=wording.is_denial(row.statement),
        level=level,
        content=redact(" … ".join(row.content_words), redaction),
        sentence=redact(row.sentence_words, redaction),
        lang=row.lang,
        publisher=redact(document.publisher or "unknown publisher", redaction),
        title=_make_title(document, redaction),
        url=url,
        link=wording.find_link(url),
        # Where the file lay says who held it; its name and its hash say which it is.
        address=redact_address(re.split(r"[/\\]", document.address or "")[-1], redaction),
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        sha256=document.sha256,
        captured_at=document.captured_at,
        made_by=row.statement.made_by,
        score=row.statement.score,
        decided=redact(decided, redaction),
    )


def _make_title(document: DocumentRow, redaction: Redaction) -> str:
    """The title; where a file's name stands for it, that is an address."""
    title = wording.show_title(document)
    return redact(title, redaction) if document.title else redact_address(title, redaction)


def _group_speakers(notes: Sequence[Note]) -> list[tuple[str, tuple[Note, ...]]]:
    """Who speaks, those with most statements first, each with theirs by day."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.speaker, []).append(note)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(speaker, tuple(group)) for speaker, group in ordered]


def write_dossier(dossier: Dossier, path: Path) -> None:
    """The report is in the file, as HTML or Markdown by the file's ending."""
    content = render_dossier(dossier, path.suffix).encode("utf-8")
    try:
        path.write_bytes(content)
    except OSError as error:
        hint = "Name a file in a folder that you may write in"
        raise SaysoError(f"cannot be written ({error.strerror})", where=str(path), hint=hint) from None


def render_dossier(dossier: Dossier, suffix: str) -> str:
    """The report as HTML (".html") or Markdown (".md"); SaysoError for any other ending."""
    template = SHAPES.get(suffix.lower())
    if template is None:
        hint = "End the file's name in .html or .md"
        raise SaysoError(f"{suffix or 'no ending'} is not known", where="-o", hint=hint)
    markdown = template.endswith(".md")
    environment = Environment(
        loader=PackageLoader("sayso.present.export"),
        autoescape=not markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_show_in_markdown if markdown else _show_in_html,
    )
    return environment.get_template(template).render(dossier=dossier)


def _show_in_html(value: object) -> object:
    return wording.make_visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _show_in_markdown(value: object) -> object:
    """One line in which no sign of the document is taken as Markdown or HTML."""
    if not isinstance(value, str):
        return value
    line = " ".join(wording.make_visible(value).split()).translate(_MARKDOWN)
    return _OPENERS.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", line)
