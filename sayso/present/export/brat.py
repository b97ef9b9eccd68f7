"""Statements as brat standoff: a folder of texts with annotations beside them, to be corrected there and read back.

A statement is an event: its cue is the trigger, source, content and speaker are its arguments, act, polarity and form
its attributes; without a cue its content is the trigger ("Uncued"). Offsets count code points, as brat does. Names are
entities. `sayso.json` beside the files says what was handed out, so that what comes back is compared with that and not
with what the case holds by then.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.errors import SaysoError
from sayso.present.web.review import find_seen
from sayso.records import Act, Decision, Form, Mention, Polarity, Span, Statement
from sayso.store.asking import find_document, load_document
from sayso.store.correcting import SCHEMATA
from sayso.store.effective import make_text_id
from sayso.store.saving import load_placed

HANDED_OUT = "sayso.json"
CUED, UNCUED = "Statement", "Uncued"
_BREAK = re.compile(r"[^\r\n]+")
ATTRIBUTES = {"Act": get_args(Act), "Polarity": get_args(Polarity), "Form": get_args(Form)}
_CONFIGURATION = f"""[entities]
Source
Content
{chr(10).join(SCHEMATA)}
[relations]
[events]
{CUED}\tSource*:Source, Content+:Content, Speaker?:<ENTITY>
{UNCUED}\tSource*:Source, Speaker?:<ENTITY>
[attributes]
{chr(10).join(f"{name}{chr(9)}Arg:<EVENT>, Value:{'|'.join(values)}" for name, values in ATTRIBUTES.items())}
"""


class HandedOut(Struct, frozen=True, kw_only=True):
    """One statement as it was handed out."""

    statement: Statement
    speaker: Span | None
    seen: str  # the decision in force about it, "" for none


class DocumentOut(Struct, frozen=True, kw_only=True):
    """One document as it was handed out."""

    text: str  # how the SHA-256 of its text begins
    statements: dict[str, HandedOut]


class Folder(Struct, frozen=True, kw_only=True):
    """What a folder holds: the documents by the names of their files without the ending, and the log's head then."""

    head: str
    documents: dict[str, DocumentOut]


def write_brat(case: Case, folder: Path) -> dict[str, int]:
    """How many documents and statements stand in the folder now; one with files of its own is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    strangers = [path.name for path in folder.iterdir() if path.suffix not in (".txt", ".ann", ".conf", ".json")]
    if strangers:
        raise SaysoError(f"holds other files ({strangers[0]})", where=str(folder), hint="Name a new or empty folder")
    documents: dict[str, DocumentOut] = {}
    by_statement: dict[str, list[Decision]] = {}
    for decision in case.decisions():
        for id in decision.about:
            by_statement.setdefault(id, []).append(decision)
    for row in case.documents():
        text, made, lines = _make_document(case, row.id, by_statement)
        (folder / f"{row.id}.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        (folder / f"{row.id}.ann").write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        documents[row.id] = made
    (folder / "annotation.conf").write_text(_CONFIGURATION, "utf-8")
    (folder / HANDED_OUT).write_bytes(msgspec.json.encode(Folder(head=case.head(), documents=documents)))
    return {"documents": len(documents), "statements": sum(len(made.statements) for made in documents.values())}


def _make_document(case: Case, id: str, decisions: dict[str, list[Decision]]) -> tuple[str, DocumentOut, list[str]]:
    number = find_document(case.store, id)
    text = load_document(case.store, number)[1].text
    held = load_placed(case.store.connection, number).values()
    mentions = {f.id: f for f in held if isinstance(f, Mention)}
    statements = [row.statement for row in case.statements(Filters(document=id))]
    spans = {s.id: mentions[s.speaker].span for s in statements if s.speaker in mentions}
    made = DocumentOut(
        text=make_text_id(text),
        statements={
            s.id: HandedOut(statement=s, speaker=spans.get(s.id), seen=find_seen(decisions.get(s.id, ())))
            for s in statements
        },
    )
    return text, made, list(_write_lines(text, mentions.values(), made.statements.values()))


def _write_lines(text: str, mentions: Iterable[Mention], handed: Iterable[HandedOut]) -> Iterator[str]:
    """The lines of an annotation file: T words, E statements, A attributes, # what ties a statement to the case."""
    numbers: dict[Span, str] = {}
    count = 0
    for mention in mentions:
        if mention.form == "name" and mention.schema in SCHEMATA and mention.span not in numbers:
            count += 1
            numbers[mention.span] = f"T{count}"
            yield _write_words(f"T{count}", mention.schema, (mention.span,), text)
    attributes = 0
    for number, out in enumerate(handed, 1):
        statement = out.statement
        parts: list[tuple[str, tuple[Span, ...]]] = [("Source", statement.source)]
        if statement.cue:
            parts = [(CUED, statement.cue), *parts, ("Content", statement.content)]
        else:
            parts = [(UNCUED, statement.content), *parts]
        roles = []
        for kind, spans in parts:
            if spans:
                count += 1
                yield _write_words(f"T{count}", kind, spans, text)
                roles.append(f"{kind}:T{count}")
        if out.speaker is not None:
            if out.speaker not in numbers:
                count += 1
                numbers[out.speaker] = f"T{count}"
                yield _write_words(f"T{count}", SCHEMATA[0], (out.speaker,), text)
            roles.append(f"Speaker:{numbers[out.speaker]}")
        yield f"E{number}\t{' '.join(roles)}"
        for name in ATTRIBUTES:
            attributes += 1
            yield f"A{attributes}\t{name} E{number} {getattr(statement, name.lower())}"
        yield f"#{number}\tAnnotatorNotes E{number}\tsayso {statement.id}"


def _write_words(id: str, kind: str, spans: Sequence[Span], text: str) -> str:
    """One line for words; brat has no words over a line end, so there they are cut in pieces."""
    pieces = [match.span() for span in spans for match in _BREAK.finditer(text, span.start, span.end)]
    places = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{id}\t{kind} {places}\t{' '.join(text[start:end] for start, end in pieces)}"
