"""Cases and readings to test with: texts in which the parts of statements are marked by hand."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from sayso.ids import make_document_id, make_entity_id, make_id
from sayso.records import AnyFinding, Document, Entity, Mention, Original, Passage, Span, Statement
from sayso.store.folders import create_store
from sayso.store.originals import make_sha256
from sayso.store.saving import Store, save_document

_MARKS = re.compile(r"\[(?P<source>[^\]]*)\]|\{(?P<cue>[^}]*)\}|<(?P<content>[^>]*)>|~(?P<name>[^~]*)~")


class Reading(Struct, frozen=True):
    """What a reader would hand over."""

    original: Original
    document: Document
    findings: list[AnyFinding]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "case")
    yield store
    store.connection.close()


@pytest.fixture
def read_marked() -> Callable[..., Reading]:
    """A text with one statement a line: `[Ada Quill] {denied} <the quay was closed>.`; `~...~` are further names."""
    return make_reading


@pytest.fixture
def add_marked(store: Store) -> Callable[..., Reading]:
    """Puts such a text into the case."""

    def add(marked: str, **more: str) -> Reading:
        reading = make_reading(marked, **more)
        save_document(store, reading.original, reading.document, reading.findings, more.get("name"))
        return reading

    return add


def make_reading(marked: str, **more: str) -> Reading:
    text, spans = _take_marks(marked)
    content = text.encode()
    id = make_document_id(content)
    address = more.get("address", f"/archive/{id}.txt")
    document = Document(
        id=id,
        text=text,
        publisher=more.get("publisher"),
        published=more.get("published"),
        address=address,
        sha256=make_sha256(content),
    )
    original = Original(content=content, address=address, captured_at="2026-03-01T10:00:00Z", collector="tests")
    whole = Span(id, 0, len(text))
    passage = Passage(id=make_id("p", id, [whole]), made_by="tests", span=whole, lang=more.get("lang", "en"))
    named = [Span(id, start, end) for part, start, end, _ in spans if part in ("source", "name") and start < end]
    mentions = [Mention(id=make_id("m", id, [span]), made_by="tests", span=span, schema="Person") for span in named]
    words: dict[str, list[str]] = {}
    for mention in mentions:
        words.setdefault(text[mention.span.start : mention.span.end], []).append(mention.id)
    entities = [
        Entity(
            id=make_entity_id("Person", [name]), made_by="tests", schema="Person", names=(name,), mentions=tuple(held)
        )
        for name, held in words.items()
    ]
    lines = sorted({line for *_, line in spans})
    statements = [_make_statement(id, [span for span in spans if span[3] == line], mentions, more) for line in lines]
    return Reading(original, document, [passage, *mentions, *statements, *entities])


def _take_marks(marked: str) -> tuple[str, list[tuple[str, int, int, int]]]:
    """The text without its marks, and for each mark its part, start, end and line."""
    text, last, spans = "", 0, []
    for match in _MARKS.finditer(marked):
        text += marked[last : match.start()]
        part = match.lastgroup or ""
        inner, names = match[part], []
        if part == "content":
            inner, names = _take_marks(inner)
        spans.append((part, len(text), len(text) + len(inner), text.count("\n")))
        spans += [(name, len(text) + start, len(text) + end, text.count("\n")) for name, start, end, _ in names]
        text += inner
        last = match.end()
    return text + marked[last:], spans


def _make_statement(
    id: str, spans: list[tuple[str, int, int, int]], mentions: list[Mention], more: dict[str, str]
) -> Statement:
    parts = {
        part: tuple(Span(id, start, end) for kind, start, end, _ in spans if kind == part and start < end)
        for part in ("source", "cue", "content", "name")
    }
    by_span = {mention.span: mention.id for mention in mentions}
    return Statement(
        id=make_id("s", id, [*parts["source"], *parts["cue"], *parts["content"]]),
        made_by="tests",
        source=parts["source"],
        cue=parts["cue"],
        content=parts["content"],
        form="indirect",
        act="deny" if more.get("act") == "deny" else "say",
        polarity="negative" if more.get("act") == "deny" else "positive",
        speaker=by_span[parts["source"][0]] if parts["source"] else None,
        about=tuple(by_span[span] for span in parts["name"]),
    )
