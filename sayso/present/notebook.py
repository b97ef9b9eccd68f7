"""What a notebook shows of findings and answers: tables, marked text, data frames. Everything is escaped."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice, pairwise
from typing import Any, Literal

from markupsafe import Markup
from msgspec import Struct

from sayso.errors import SaysoError
from sayso.extraction import Extraction
from sayso.present import rows as make
from sayso.present.export.tables import flatten
from sayso.present.happenings import make_event_rows, make_relation_rows
from sayso.present.terminal import Cell
from sayso.present.wording import show_in_xml
from sayso.records import Entity, Finding, Statement

SHOWN = 30  # rows of a table
LONGEST_CELL, LONGEST_TEXT = 300, 20_000  # characters
_STYLES = {
    "source": "text-decoration:underline;text-decoration-thickness:2px",
    "cue": "text-decoration:underline dotted;color:#7a7972",
}
_TABLE = "border-collapse:collapse;font-size:.92em"
_CELL = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid #ccc;white-space:normal"

Row = Mapping[str, Cell]


class View(Struct, frozen=True):
    """How the rows of an answer are made, and which of their columns a notebook shows."""

    make: Callable[[Iterable[Any]], Iterator[Row]]
    columns: tuple[str, ...]


VIEWS = {
    "statements": View(make.make_statement_rows, ("speaker", "act", "content", "publisher", "date", "lang", "id")),
    "events": View(make_event_rows, ("when", "type", "actors", "recipients", "factuality", "words", "id")),
    "relations": View(make_relation_rows, ("holder", "type", "role", "of", "from", "to", "factuality", "id")),
    "documents": View(make.make_document_rows, ("title", "publisher", "date", "lang", "characters", "document")),
    "entities": View(make.make_entity_rows, ("names", "type", "statements", "mentions", "documents", "id")),
    "hits": View(make.make_hit_rows, ("words", "publisher", "date", "document")),
}
_FOUND = ("speaker", "act", "content", "form", "score", "id")


def make_rows(view: str, items: Iterable[object]) -> list[Row]:
    """All rows, with every column."""
    return [{key: cell for key, cell in row.items() if key != "heading"} for row in VIEWS[view].make(items)]


def show_rows(view: str, items: Iterable[object]) -> str:
    """The first rows as an HTML table."""
    first = list(islice(VIEWS[view].make(items), SHOWN + 1))
    more = "There are more; to_frame() gives all." if len(first) > SHOWN else ""
    return show_table(first[:SHOWN], VIEWS[view].columns, more)


def make_finding_rows(extraction: Extraction, findings: Sequence[Finding]) -> list[Row]:
    """One row a finding of a document, words beside all offsets."""
    return [_make_row(extraction, finding) for finding in findings]


def _make_row(extraction: Extraction, finding: Finding) -> Row:
    if not isinstance(finding, Statement):
        return flatten(finding, extraction.document.id, extraction.document.text)
    spans = [*finding.source, *finding.cue, *finding.content]
    return {
        "speaker": extraction.quote(*finding.source) or make.UNNAMED,
        "act": make.show_act(finding.act, finding.polarity),
        "cue": extraction.quote(*finding.cue),
        "content": extraction.quote(*finding.content),
        "form": finding.form,
        "start": min(span.start for span in spans),
        "end": max(span.end for span in spans),
        "inside": finding.inside,
        "score": finding.score,
        "made_by": finding.made_by,
        "id": finding.id,
    }


def show_findings(extraction: Extraction, findings: Sequence[Finding]) -> str:
    """The findings as an HTML table."""
    rows = make_finding_rows(extraction, findings[:SHOWN])
    more = f"{len(findings) - SHOWN} more; to_frame() gives all." if len(findings) > SHOWN else ""
    if findings and isinstance(findings[0], Statement):
        columns: Sequence[str] = _FOUND
    elif findings and isinstance(findings[0], Entity):
        columns = ("names", "schema", "country", "sector", "id")
    else:
        columns = [key for key in (rows[0] if rows else ()) if key not in ("document", "made_by")]
    return show_table(rows, columns, more)


def show_table(rows: Sequence[Row], columns: Sequence[str], more: str = "") -> str:
    """An HTML table of these columns."""
    if not rows:
        return str(Markup("<p>Nothing was found.</p>"))
    head = Markup("").join(Markup('<th style="{}">{}</th>').format(_CELL, column) for column in columns)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(_show_cell(row.get(column)) for column in columns)) for row in rows
    )
    table = Markup('<table style="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(_TABLE, head, body)
    return str(table + (Markup("<p>{}</p>").format(more) if more else ""))


def _show_cell(cell: Cell) -> Markup:
    words = " | ".join(cell) if isinstance(cell, list) else "" if cell is None else str(cell)
    words = words if len(words) <= LONGEST_CELL else words[:LONGEST_CELL] + "…"
    return Markup('<td dir="auto" style="{}">{}</td>').format(_CELL, show_in_xml(words))


def show_extraction(extraction: Extraction) -> str:
    """The text with its statements marked, and under it the statements as a table."""
    document = extraction.document
    head = " · ".join(part for part in (document.title, document.publisher, document.published) if part)
    title = Markup("<p><strong>{}</strong></p>").format(show_in_xml(head)) if head else Markup("")
    text = Markup('<div dir="auto" style="white-space:pre-wrap;line-height:1.7;max-width:46em">{}</div>').format(
        Markup("").join(_mark(document.text[:LONGEST_TEXT], extraction.statements))
    )
    cut = "" if len(document.text) <= LONGEST_TEXT else f"The first {LONGEST_TEXT} of {len(document.text)} characters."
    note = Markup("<p>{}</p>").format(cut) if cut else Markup("")
    return str(title + text + note) + show_findings(extraction, extraction.statements)


def _mark(text: str, statements: Sequence[Statement]) -> Iterator[Markup]:
    """The text in pieces over which the same marks lie: a source underlined, a cue dotted, a content tinted."""
    marks = [
        (span.start, span.end, part)
        for statement in statements
        for part in ("source", "cue", "content")
        for span in getattr(statement, part)
    ]
    edges = sorted({0, len(text), *(edge for mark in marks for edge in mark[:2] if edge <= len(text))})
    for start, end in pairwise(edges):
        over = [part for first, last, part in marks if first <= start and end <= last]
        depth = min(over.count("content"), 3)
        styles = [_STYLES[part] for part in dict.fromkeys(over) if part in _STYLES]
        if depth:
            styles.append(f"background:rgba(240,200,60,{0.25 * depth:.2f})")
        words = show_in_xml(text[start:end])
        yield Markup('<span style="{}">{}</span>').format(";".join(styles), words) if styles else words


def make_frame(rows: Sequence[Row], library: Literal["pandas", "polars"] | None = None) -> object:
    """A data frame of the library asked for; else of pandas or polars, whichever is installed."""
    chosen = library or next((name for name in ("pandas", "polars") if find_spec(name)), None)
    if chosen is None or find_spec(chosen) is None:
        what = f"{chosen} is not installed" if chosen else "neither pandas nor polars is installed"
        raise SaysoError(what, where="to_frame", hint=f"pip install {chosen or 'pandas'}")
    return import_module(chosen).DataFrame([dict(row) for row in rows])
