"""Every record of a case as CSV: a folder with one table for each type, words beside all offsets.

Statements, events, entities and documents have the columns of their lists; all other findings those of their record,
a span as its words with where they begin and end. A cell that a spreadsheet would run as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, get_args

import msgspec

from sayso.case import Case, ClaimFilters, DisputeFilters
from sayso.errors import SaysoError
from sayso.present.happenings import make_event_rows
from sayso.present.rows import make_document_rows, make_entity_rows, make_statement_rows
from sayso.present.terminal import Cell, escape
from sayso.present.weighed import make_dispute_rows, make_origin_rows, make_support_rows
from sayso.present.writing import replace_file
from sayso.records import (
    Amount,
    DateValue,
    Difference,
    Finding,
    Fingerprint,
    Gist,
    Mention,
    Passage,
    Relation,
    Span,
    Value,
    Versions,
)
from sayso.store.saving import FINDING_DECODER
from sayso.store.streaming import stream_documents

Row = Mapping[str, Cell]
FINDINGS: dict[str, type[Finding]] = {
    "passages": Passage, "mentions": Mention, "relations": Relation, "dates": DateValue, "amounts": Amount,
    "versions": Versions, "differences": Difference, "gists": Gist, "fingerprints": Fingerprint,
}  # fmt: skip
TABLES: dict[str, Callable[[Case], Iterator[Row]]] = {
    "documents": lambda case: make_document_rows(case.documents()),
    "statements": lambda case: make_statement_rows(case.statements()),
    "events": lambda case: make_event_rows(case.events()),
    "entities": lambda case: make_entity_rows(case.entities()),
    "origins": lambda case: make_origin_rows(case, everything=True),
    "claims": lambda case: make_support_rows(case, ClaimFilters(several=False)),
    "disputes": lambda case: make_dispute_rows(case, DisputeFilters()),
    "decisions": lambda case: map(_flatten_plain, case.decisions()),
    "failures": lambda case: map(_flatten_plain, case.failures()),
    "log": lambda case: map(_flatten_plain, case.log()),
}


def write_tables(case: Case, folder: Path) -> dict[str, int]:
    """How many rows are in each table of the folder now, which is made where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "Name a folder in a place that you may write in"
        raise SaysoError(f"cannot be made ({error.strerror})", where=str(folder), hint=hint) from None
    counts = {}
    for name, make in TABLES.items():
        with replace_file(folder / f"{name}.csv") as file:
            counts[name] = write_rows(make(case), file)
    for name, kind in FINDINGS.items():
        with replace_file(folder / f"{name}.csv") as file:
            counts[name] = write_rows(_list_findings(case, kind), file)
    return counts


def write_rows(rows: Iterable[Row], file: BinaryIO) -> int:
    """How many rows are in the file now, under a line with the names of the columns."""
    words = io.TextIOWrapper(file, "utf-8", errors="backslashreplace", newline="", write_through=True)
    writer: csv.DictWriter[str] | None = None
    count = 0
    for row in rows:
        count += 1
        cells = {key: escape(cell) for key, cell in row.items() if key != "heading"}
        if writer is None:
            writer = csv.DictWriter(words, fieldnames=list(cells), lineterminator="\n")
            writer.writeheader()
        writer.writerow(cells)
    words.detach()
    return count


def _list_findings(case: Case, kind: type[Finding]) -> Iterator[Row]:
    tag = f'"type":"{kind.__name__}"'.encode()
    for held in stream_documents(case.store):
        for record in held.findings:
            if tag not in record:
                continue
            finding = FINDING_DECODER.decode(record)
            if type(finding) is kind:
                yield flatten(finding, held.document.id, held.document.text)


def flatten(finding: Finding, document: str, text: str) -> Row:
    """The fields of a finding as cells, the same columns for all of one type."""
    row: dict[str, Cell] = {"document": document}
    for field in msgspec.structs.fields(type(finding)):
        value: object = getattr(finding, field.name)
        kinds = {field.type, *get_args(field.type)}
        if Span in kinds:
            row |= _show_span(field.name, value if isinstance(value, Span) else None, text)
        elif Value in kinds:
            held = value if isinstance(value, Value) else None
            row[field.name] = held.normal if held else None
            row |= _show_span(f"{field.name}_words", held.span if held else None, text)
        else:
            row[field.name] = _show(value)
    return row


def _show_span(name: str, span: Span | None, text: str) -> dict[str, Cell]:
    start, end = (span.start, span.end) if span else (None, None)
    return {name: text[start:end] if span else None, f"{name}_start": start, f"{name}_end": end}


def _flatten_plain(record: msgspec.Struct) -> Row:
    return {name: _show(getattr(record, name)) for name in record.__struct_fields__}


def _show(value: object) -> Cell:
    """A value as a cell: lists of words as they are, everything deeper as JSON."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return [str(item) for item in value]
    return msgspec.json.encode(value).decode() if value != () else None
