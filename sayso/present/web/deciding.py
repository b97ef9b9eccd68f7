"""Decisions over HTTP: as JSON under /api for programs and the pages' own scripts, as forms for pages without scripts.

The name of who decides comes from the request, or from the cookie in which the browser keeps it. Whatever is refused
says why: 400 what cannot be meant, 404 what is not there, 409 where somebody was faster.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, unquote

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.case import Case, Filters, open_case
from sayso.errors import ConflictError, NotFoundError, SaysoError
from sayso.present.web import lists
from sayso.present.web.review import QUESTION, find_seen, read_order
from sayso.records import Correction, Decision, Entity, Judgement, Mention, Question, Span
from sayso.store.asking import find_document, load_document
from sayso.store.decisions import find_decision
from sayso.store.queue import Queued, count_rejected, find_queue
from sayso.store.rejected import find_rejected
from sayso.store.rows import Shown, StatementRow
from sayso.store.saving import load_placed
from sayso.store.tallies import count_statements

LONGEST_BODY = 256_000  # bytes; a decision with a long note and many pieces
LONGEST_NAME = 80  # characters of a reviewer's name
MOST_QUEUED = 1_000
REVIEWER = "sayso-reviewer"  # the cookie that holds who reviews in this browser
Asked = TypeVar("Asked")


class Draft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision as it is asked for."""

    question: Question
    about: tuple[str, ...] = ()  # of a statement that is added: empty
    judgement: Judgement = "positive"
    note: str = ""
    after: Correction | None = None
    seen: str | None = None  # the decision in force that the reviewer saw, "" for none; then a newer one is a conflict
    reviewer: str = ""  # without one, the name that this browser reviews under


class Refusal(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why nothing was done."""

    error: str
    in_force: Decision | None = None  # what somebody decided meanwhile


class StatementAnswer(Struct, frozen=True, kw_only=True):
    """A statement as it holds, and what was decided about it."""

    statement: StatementRow
    rejected: bool
    speaker: Span | None  # the mention that heads the source
    seen: str  # the decision in force, to be given back with the next one
    history: tuple[Decision, ...]


class MentionAnswer(Struct, frozen=True, kw_only=True):
    """A mention with its words."""

    id: str
    span: Span
    words: str


class PartyAnswer(Struct, frozen=True, kw_only=True):
    """Who or what a document names, and where."""

    id: str  # as the document's own findings name it
    schema: str
    names: tuple[str, ...]
    mentions: tuple[MentionAnswer, ...]


class QueueAnswer(Struct, frozen=True, kw_only=True):
    """What waits to be reviewed, in order."""

    total: int
    items: tuple[Queued, ...]


def read_reviewer(request: Request) -> str:
    """Who reviews in this browser; empty as long as nobody has said so."""
    return unquote(request.cookies.get(REVIEWER, "")).strip()[:LONGEST_NAME]


async def read_body(request: Request) -> bytes:
    """What a request carries; SaysoError where it is more than a decision needs."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            raise SaysoError(f"a request may hold {LONGEST_BODY} bytes", hint="Shorten the note")
    return body


def read_form(body: bytes) -> Mapping[str, list[str]]:
    """The fields of a form, each with all its values."""
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000)


def answer(value: object, status: int = 200) -> Response:
    """The value as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def refuse(error: Exception, in_force: Decision | None = None) -> Response:
    """Why nothing was done, as JSON."""
    if isinstance(error, HTTPException):
        return answer(Refusal(error=error.detail), error.status_code)
    status = 409 if isinstance(error, ConflictError) else 404 if isinstance(error, NotFoundError) else 400
    return answer(Refusal(error=str(error), in_force=in_force), status)


def take_decision(folder: Path, request: Request, body: bytes) -> Response:
    """POST /api/decisions: the decision as it is kept."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return refuse(SaysoError("a decision is sent as JSON", hint="Say so: Content-Type: application/json"))
    try:
        draft = msgspec.json.decode(body, type=Draft)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return refuse(SaysoError(str(error), where="request", hint="See /api/openapi.json"))
    with open_case(folder) as case:
        decision = make_decision(draft, draft.reviewer or read_reviewer(request))
        try:
            return answer(case.decide(decision, seen=draft.seen), 201)
        except ConflictError as error:
            return refuse(error, find_decision(case.store, decision))
        except SaysoError as error:
            return refuse(error)


def make_decision(draft: Draft, reviewer: str) -> Decision:
    """The decision that is asked for."""
    return Decision(
        id="",
        about=draft.about,
        question=draft.question,
        judgement=draft.judgement,
        reviewer=reviewer,
        made_at="",
        note=draft.note.strip(),
        after=draft.after,
    )


def take_undo(folder: Path, request: Request, body: bytes) -> Response:
    """POST /api/decisions/{id}/undo: the decision that restores what was decided before."""
    try:
        reviewer = msgspec.json.decode(body, type=Undo).reviewer if body else ""
        with open_case(folder) as case:
            return answer(case.undo(str(request.path_params["id"]), reviewer or read_reviewer(request)), 201)
    except msgspec.DecodeError as error:
        return refuse(SaysoError(str(error), where="request", hint="See /api/openapi.json"))
    except SaysoError as error:
        return refuse(error)


class Undo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who undoes; without a name, who reviews in this browser."""

    reviewer: str = ""


def show_statement(case: Case, request: Request) -> StatementAnswer:
    """GET /api/statements/{id}."""
    shown = case.show(str(request.path_params["id"]))
    if shown.document is None:
        raise NotFoundError(f"no statement has the id {shown.record!r}", where=str(case.folder))
    rejected = find_rejected(case.store, shown.document.id)
    rows = [*case.statements(Filters(document=shown.document.id)), *rejected]
    id = shown.record.id
    row = next((row for row in rows if row.statement.id == id), None)
    if row is None:
        raise NotFoundError(f"{id} is no statement", where=str(case.folder))
    held = load_placed(case.store.connection, find_document(case.store, shown.document.id)).values()
    speaker = next((f.span for f in held if isinstance(f, Mention) and f.id == row.statement.speaker), None)
    return StatementAnswer(
        statement=row,
        rejected=row in rejected,
        speaker=speaker,
        seen=find_seen(shown.decisions),
        history=shown.decisions,
    )


def show_record(case: Case, request: Request) -> Shown:
    """GET /api/records/{id}."""
    return case.show(str(request.path_params["id"]))


def show_parties(case: Case, request: Request) -> list[PartyAnswer]:
    """GET /api/documents/{id}/parties."""
    number = find_document(case.store, str(request.path_params["id"]))
    text = load_document(case.store, number)[1].text
    held = load_placed(case.store.connection, number).values()
    spans = {f.id: f.span for f in held if isinstance(f, Mention)}
    parties = [
        PartyAnswer(
            id=entity.id,
            schema=entity.schema,
            names=entity.names,
            mentions=tuple(
                MentionAnswer(id=id, span=spans[id], words=text[spans[id].start : spans[id].end])
                for id in entity.mentions
                if id in spans
            ),
        )
        for entity in held
        if isinstance(entity, Entity)
    ]
    return sorted(parties, key=lambda party: (-len(party.mentions), party.names))


def show_queue(case: Case, request: Request) -> QueueAnswer:
    """GET /api/queue."""
    filters = lists.read_filters(request.query_params)
    items = find_queue(case.store, filters, read_order(request.query_params, filters), MOST_QUEUED)
    total = count_statements(case.store, filters) + count_rejected(case.store, filters)
    return QueueAnswer(total=total, items=tuple(items))


def read_draft(form: Mapping[str, list[str]]) -> Draft:
    """The decision that a form asks for."""

    def get(name: str) -> str:
        return form.get(name, [""])[-1].strip()

    fields: dict[str, object] = {
        "question": get("question") or QUESTION,
        "about": [id.strip() for name in ("about", "id") for id in form.get(name, []) if id.strip()],
        "judgement": get("judgement"),
        "note": get("note"),
        "seen": get("seen") if "seen" in form else None,
    }
    after = {name: get(name) for name in ("act", "polarity", "form") if get(name)}
    if after:
        fields["after"] = after
    try:
        return msgspec.convert(fields, Draft)
    except msgspec.ValidationError as error:
        raise SaysoError(str(error), where="form", hint="Go back and try again") from None
