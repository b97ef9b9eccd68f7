"""What a case answers with, and what it is asked by."""

import re
from typing import Literal

from msgspec import Struct

from sayso.records import Act, AnyFinding, Decision, Document, Form, Polarity, Span, Statement

Phrases = str | tuple[str, ...]  # one phrase, or several that must all stand there


class Filters(Struct, frozen=True, kw_only=True):
    """Which statements are asked for; what is None does not limit them."""

    speaker: str | None = None  # words of a name of the speaker, or of the source, in any script
    about: str | None = None  # words of the content, or of any name of whom it mentions, in any script
    act: Act | None = None
    form: Form | None = None
    polarity: Polarity | None = None
    language: str | None = None  # of the passage the statement stands in
    publisher: str | None = None  # words of its name
    since: str | None = None  # published on or after: 2024, 2024-05 or 2024-05-31
    until: str | None = None  # published on or before
    words: Phrases | None = None  # in the sentences of the statement
    document: str | None = None  # id, the beginning of an id, or the name the document came with
    speaker_id: str | None = None  # the entity that speaks
    about_id: str | None = None  # an entity that the content mentions
    entities: tuple[str, ...] | None = None  # ids of entities one of which speaks or is mentioned in the content
    skip: int = 0  # how many that pass are left out at the beginning
    limit: int | None = None


class DocumentRow(Struct, frozen=True, kw_only=True):
    """A document without its text."""

    id: str
    name: str | None  # the id it came with, where it came with one
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    lang: str | None  # as declared
    langs: tuple[str, ...]  # of its passages
    url: str | None
    address: str | None
    sha256: str
    media_type: str | None
    captured_at: str
    characters: int
    notes: tuple[str, ...]


class StatementRow(Struct, frozen=True, kw_only=True):
    """A statement with what a reader wants beside it."""

    statement: Statement
    document: DocumentRow
    lang: str
    speaker: str | None  # the name of who speaks, where one is known
    entity: str | None  # the id of who speaks
    sentence: Span  # the sentences that the statement stands in
    sentence_words: str
    source_words: tuple[str, ...]
    cue_words: tuple[str, ...]
    content_words: tuple[str, ...]


class SearchHit(Struct, frozen=True, kw_only=True):
    """A sentence in which the words stand."""

    document: DocumentRow
    passage: str | None  # id; None where the words stand outside what is read
    lang: str
    sentence: Span
    snippet: str  # the sentence, or a stretch of a long one
    snippet_start: int  # where the snippet begins in the text
    marks: tuple[tuple[int, int], ...]  # where the words stand in the snippet


class EntityRow(Struct, frozen=True, kw_only=True):
    """Who or what, and how often."""

    id: str
    schema: str
    names: tuple[str, ...]
    documents: int
    mentions: int
    statements: int  # that it makes


class ProposedLink(Struct, frozen=True, kw_only=True):
    """Two who may be one, for a person to decide."""

    left: str  # ids of entities, as `show` and `decide` take them
    right: str
    left_names: tuple[str, ...]
    right_names: tuple[str, ...]
    schema: str
    score: float
    reasons: tuple[str, ...]  # what speaks for it
    doubts: tuple[str, ...]  # what speaks against it, or is missing
    left_documents: int
    right_documents: int


class Tie(Struct, frozen=True, kw_only=True):
    """Why mentions of several documents are one: they have these names in common, or two sets of names are linked."""

    left: tuple[str, ...]
    right: tuple[str, ...]  # empty where the names on the left are one by themselves
    reasons: tuple[str, ...]
    parts: int = 0  # entities of single documents that have the names on the left
    score: float = 1.0


class FailureRow(Struct, frozen=True, kw_only=True):
    """Something that could not be read the last time it was tried."""

    address: str
    reason: str
    at: str
    sha256: str | None  # where there are bytes, and then they are kept


class Mark(Struct, frozen=True, kw_only=True):
    """One span of a record, which part of the record it is, and its words."""

    part: str  # source, cue, content, span, trigger, date ...
    span: Span
    words: str


class Capture(Struct, frozen=True, kw_only=True):
    """One address at which the bytes were found."""

    address: str
    url: str | None
    captured_at: str
    collector: str
    media_type: str | None
    headers: tuple[tuple[str, str], ...]


class EntityPart(Struct, frozen=True, kw_only=True):
    """What one document has of an entity."""

    id: str  # as its document's own findings name it
    document: str
    names: tuple[str, ...]
    reasons: tuple[str, ...]  # why the mentions in this document are one


class Shown(Struct, frozen=True, kw_only=True):
    """One record with everything that proves it."""

    record: Document | AnyFinding | Decision
    document: DocumentRow | None  # None for a decision
    sentence: Span | None
    sentence_words: str
    marks: tuple[Mark, ...]
    speaker: str | None
    captures: tuple[Capture, ...]
    decisions: tuple[Decision, ...]  # that name this record
    parts: tuple[EntityPart, ...] = ()  # of an entity over documents: what each has of it


class Counts(Struct, frozen=True, kw_only=True):
    """How much a case holds."""

    documents: int
    originals: int
    failures: int
    decisions: int
    log_entries: int
    findings: tuple[tuple[str, int], ...]  # by type: ("Statement", 1204)


class Problem(Struct, frozen=True, kw_only=True):
    """Something in a case that is not as it was left: what, where, and what to do."""

    where: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.hint}."


Outcome = Literal["added", "again", "failed"]


class Progress(Struct, frozen=True, kw_only=True):
    """What has just happened during an add, and the counts so far."""

    address: str
    outcome: Outcome
    added: int
    again: int
    failed: int
    reason: str = ""


class Added(Struct, frozen=True, kw_only=True):
    """How an add ended; what failed is listed by `failures`."""

    added: int
    again: int
    failed: int


class Reread(Struct, frozen=True, kw_only=True):
    """How a new reading ended."""

    read: int
    changed: int  # documents whose findings differ from before
    failed: int
    lost: tuple[str, ...]  # decisions that name a record which is no longer found


def choose_title(title: str | None, name: str | None, address: str | None, id: str) -> str:
    """What a document is shown as: its title, or else the name or the file or address by which it came."""
    return title or name or re.split(r"[/\\]", address or id)[-1] or id
