"""The description of the API (/api/openapi.json), made from the records that it sends and takes."""

from collections.abc import Callable, Mapping
from typing import get_args

import msgspec
from starlette.requests import Request

from sayso import __version__
from sayso.case import Case, Filters
from sayso.present.web import api, deciding, lists
from sayso.records import Decision
from sayso.store.queue import ORDERS
from sayso.store.rows import Shown

JSON = "application/json"
Schema = Mapping[str, object]
# What answers with one record, and the type of the answer.
SHOWN: dict[str, Callable[[Case, Request], object]] = {
    "/api/statements/{id}": deciding.show_statement,
    "/api/records/{id}": deciding.show_record,
    "/api/documents/{id}/parties": deciding.show_parties,
    "/api/queue": deciding.show_queue,
}
_ANSWERS: dict[str, tuple[str, object]] = {
    "/api/statements/{id}": ("A statement as it holds, and what was decided about it.", deciding.StatementAnswer),
    "/api/records/{id}": ("Any record with everything that proves it.", Shown),
    "/api/documents/{id}/parties": ("Who and what a document names, with the words.", list[deciding.PartyAnswer]),
    "/api/queue": ("What waits to be reviewed, in order.", deciding.QueueAnswer),
}


def make_description() -> Schema:
    """The description in the form of OpenAPI 3.1."""
    types: list[object] = [kind for _, kind in _ANSWERS.values()]
    types += [deciding.Draft, deciding.Undo, deciding.Refusal, Decision]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = {str(kind): schema for kind, schema in zip(types, schemas, strict=True)}
    paths: dict[str, Schema] = {
        path: {"get": _describe(words, _list_parameters(path), {"200": _send(words, by_type[str(kind)])})}
        for path, (words, kind) in _ANSWERS.items()
    }
    for name in api.LISTS:
        paths[f"/api/{name}"] = {"get": _describe_list(name)}
    created = {"201": _send("The decision as it is kept.", by_type[str(Decision)])}
    conflict = {"409": _send("Somebody was faster; nothing was kept.", _refuse())}
    take = {
        **_describe("Decide something.", [], {**created, **conflict}),
        "requestBody": _take(by_type, deciding.Draft),
    }
    paths["/api/decisions"] = {**paths["/api/decisions"], "post": take}
    words = "Undo a decision that is in force: a new decision restores what was decided before."
    undo = _describe(words, _list_parameters("{id}"), created)
    paths["/api/decisions/{id}/undo"] = {"post": {**undo, "requestBody": _take(by_type, deciding.Undo, False)}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "sayso", "version": __version__, "description": _ABOUT},
        "security": [{"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "apiKey", "in": "cookie", "name": "sayso-…"}},
        },
    }


_ABOUT = (
    "Open the printed link once (GET /?token=...) and keep the cookie it sets. What changes something must carry the "
    "Origin of these pages. Offsets count code points of the document's text; ends are exclusive; a span is "
    "[document, start, end]."
)


def _describe(words: str, parameters: list[Schema], answers: Mapping[str, Schema]) -> Schema:
    refusals = {"400": _send("What was asked cannot be meant.", _refuse()), "403": {"description": "Not let in."},
                "404": _send("There is no such record.", _refuse())}  # fmt: skip
    return {"summary": words, "parameters": parameters, "responses": {**answers, **refusals}}


def _describe_list(name: str) -> Schema:
    words = f"The list of {name}, one object a line, or as CSV with format=csv."
    rows = {"application/x-ndjson": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}}
    parameters = [_ask("format", {"enum": ["jsonl", "csv"]}), *_list_filters()]
    if name in ("search", "people"):
        parameters = [p for p in parameters if p["name"] != "words"]
        parameters.append(_ask("q" if name == "search" else "words", {"type": "string"}))
    return _describe(words, parameters, {"200": {"description": words, "content": rows}})


def _list_parameters(path: str) -> list[Schema]:
    if "{id}" in path:
        return [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    return [_ask("order", {"enum": list(ORDERS)}), *_list_filters()]


def _list_filters() -> list[Schema]:
    """The filters that every list takes, with the values that they may have."""
    found = []
    for field in msgspec.structs.fields(Filters):
        if field.name in lists.FIELDS:
            choices = [choice for part in get_args(field.type) for choice in get_args(part) if isinstance(choice, str)]
            found.append(_ask(field.name, {"enum": choices} if choices else {"type": "string"}))
    return found


def _ask(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


def _send(words: str, schema: Schema) -> Schema:
    return {"description": words, "content": {JSON: {"schema": schema}}}


def _take(by_type: Mapping[str, Schema], kind: object, required: bool = True) -> Schema:
    return {"required": required, "content": {JSON: {"schema": by_type[str(kind)]}}}


def _refuse() -> Schema:
    return {"$ref": "#/components/schemas/Refusal"}
