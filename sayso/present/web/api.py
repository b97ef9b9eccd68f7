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
from sayso.present.happenings import make_event_rows
from sayso.present.terminal import Cell, escape
from sayso.present.web import events, lists, weighing
from sayso.present.weighed import make_dispute_rows, make_origin_rows, make_support_rows
from sayso.records import Decision
from sayso.store.event_lists import count_places, list_events
from sayso.store.figures import find_pairs

MOST_PARTIES = 1_000  # speakers, and of whom they speak, in the table of who speaks about whom
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


def _make_events(case: Case, query: Mapping[str, str]) -> Rows:
    return make_event_rows(list_events(case.store, events.read_asked(query)))


def _make_pairs(case: Case, query: Mapping[str, str]) -> Rows:
    for pair in find_pairs(case.store, MOST_PARTIES, lists.read_filters(query)):
        yield {
            "speaker": pair.speaker.name,
            "speaker_id": pair.speaker.id,
            "about": pair.about.name,
            "about_id": pair.about.id,
            "statements": pair.count,
        }


def _make_places(case: Case, query: Mapping[str, str]) -> Rows:
    for place in count_places(case.store, events.read_asked(query)):
        point = events.find_point(place.name, place.country)
        yield {
            "place": place.name,
            "id": place.id,
            "country": place.country,
            "events": place.count,
            "latitude": point[0] if point else None,
            "longitude": point[1] if point else None,
            "precision": None if point is None else "city" if point[2] else "country",
        }


def _make_disputes(case: Case, query: Mapping[str, str]) -> Rows:
    return make_dispute_rows(case, weighing.read_disputes(query))


def _make_claims(case: Case, query: Mapping[str, str]) -> Rows:
    return make_support_rows(case, weighing.read_claims(query))


def _make_origins(case: Case, query: Mapping[str, str]) -> Rows:
    return make_origin_rows(case, everything=query.get("all") == "yes")


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
    "claims": _make_claims,
    "disputes": _make_disputes,
    "events": _make_events,
    "origins": _make_origins,
    "people": _make_people,
    "network": _make_pairs,
    "places": _make_places,
    "search": _make_hits,
    "decisions": _make_decisions,
    "failures": _make_failures,
}
