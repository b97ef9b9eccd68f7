"""The lists as CSV and JSON Lines, row by row: /api/statements?format=csv and so on, with the filters of the pages."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.case import Case, open_case
from sayso.errors import NotFoundError, SaysoError
from sayso.present import rows
from sayso.present.terminal import Cell, escape
from sayso.present.web import lists
from sayso.records import Decision

Rows = Iterator[Mapping[str, Cell]]
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}


def send_rows(folder: Path, request: Request) -> Response:
    """The rows of one list, in the form the address asks for."""
    name, shape = str(request.path_params["name"]), request.query_params.get("format", "jsonl")
    if name not in LISTS:
        raise NotFoundError(f"no list is called {name!r}", hint=f"Use one of: {', '.join(LISTS)}")
    if shape not in _TYPES:
        raise SaysoError(f"{shape!r} is not known", where="format", hint="Use csv or jsonl")
    lines = _write_lines(folder, LISTS[name], request.query_params, shape)
    # The first line is made here: a filter that cannot be meant is answered as such, not in the middle of a file.
    first = next(lines, "")
    headers = {"content-disposition": f'attachment; filename="{name}.{shape}"'}
    return StreamingResponse(chain([first], lines), media_type=_TYPES[shape], headers=headers)


def _write_lines(
    folder: Path, make: Callable[[Case, Mapping[str, str]], Rows], query: Mapping[str, str], shape: str
) -> Iterator[str]:
    with open_case(folder) as case:
        header = False
        for row in make(case, query):
            held = {key: cell for key, cell in row.items() if key != "heading"}
            if shape == "jsonl":
                yield json.dumps(held, ensure_ascii=False) + "\n"
                continue
            line = io.StringIO()
            writer = csv.DictWriter(line, fieldnames=list(held), lineterminator="\n")
            if not header:
                writer.writeheader()
                header = True
            writer.writerow({key: escape(cell) for key, cell in held.items()})
            yield line.getvalue()


def _make_statements(case: Case, query: Mapping[str, str]) -> Rows:
    return rows.make_statement_rows(case.statements(lists.read_filters(query)))


def _make_documents(case: Case, query: Mapping[str, str]) -> Rows:
    return rows.make_document_rows(case.documents(lists.read_filters(query)))


def _make_people(case: Case, query: Mapping[str, str]) -> Rows:
    return rows.make_entity_rows(case.entities(query.get("words") or None))


def _make_hits(case: Case, query: Mapping[str, str]) -> Rows:
    return rows.make_hit_rows(case.search(lists.split_phrases(query.get("q", "")), lists.read_filters(query)))


def _make_decisions(case: Case, _query: Mapping[str, str]) -> Rows:
    return map(_make_decision_row, case.decisions())


def _make_decision_row(decision: Decision) -> Mapping[str, Cell]:
    return {
        "id": decision.id,
        "about": list(decision.about),
        "question": decision.question,
        "judgement": decision.judgement,
        "reviewer": decision.reviewer,
        "made_at": decision.made_at,
        "note": decision.note,
    }


def _make_failures(case: Case, _query: Mapping[str, str]) -> Rows:
    return (msgspec.structs.asdict(failure) for failure in case.failures())


LISTS: dict[str, Callable[[Case, Mapping[str, str]], Rows]] = {
    "statements": _make_statements,
    "documents": _make_documents,
    "people": _make_people,
    "search": _make_hits,
    "decisions": _make_decisions,
    "failures": _make_failures,
}
