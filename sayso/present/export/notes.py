"""Notes: a statement or event as a report gives it, with the footnote that leads to its words; names redacted."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from sayso.present import wording
from sayso.present.export.redaction import Redaction, redact, redact_address
from sayso.records import Decision, Event, Finding, Span, Statement
from sayso.store.events import EventRow, Taker
from sayso.store.rows import DocumentRow, Shown, StatementRow

SETTLED = ("right as found", "stated here")  # questions whose answer stands in a footnote


class Footnote(Struct, frozen=True, kw_only=True):
    """Everything that leads a stranger to the words: who printed them, when, where, which characters and bytes."""

    publisher: str
    title: str
    day: str  # of publication
    url: str | None
    link: str | None  # where the address may be followed
    address: str
    start: int
    end: int
    sha256: str
    captured_at: str
    id: str
    made_by: str
    score: float
    decided: str  # who accepted, corrected or added it, and when; empty where nobody did

    @property
    def place(self) -> str:
        """Where it was published, or else the name of the file it came in."""
        return self.url or self.address

    @property
    def proof(self) -> str:
        """What made it and who agreed, behind the hash."""
        agreed = f"; {self.decided}" if self.decided else ""
        return f"captured {self.captured_at}; {self.id}, {self.made_by}, score {self.score:.2f}{agreed}."


class Note(Struct, frozen=True, kw_only=True):
    """One statement or event."""

    kind: Literal["statement", "event"]
    id: str
    day: str  # as it is shown; of an event its own day, where the text gives one
    undated: bool  # an event whose day the text does not give, or a statement in a document without one
    speaker: str  # who says it, or who takes part
    verb: str
    denial: bool
    level: int
    content: str
    sentence: str
    lang: str
    footnote: Footnote
    number: int = 0  # of the footnote


def make_statement_note(row: StatementRow, level: int, decision: Decision | None, redaction: Redaction) -> Note:
    """The note on a statement, on the day of publication."""
    statement = row.statement
    spans = (*statement.source, *statement.cue, *statement.content)
    return Note(
        kind="statement",
        id=statement.id,
        day=wording.show_day(row.document.published),
        undated=row.document.published is None,
        speaker=redact(wording.show_speaker(row), redaction),
        verb=wording.show_verb(statement),
        denial=wording.is_denial(statement),
        level=level,
        content=redact(" … ".join(row.content_words), redaction),
        sentence=redact(row.sentence_words, redaction),
        lang=row.lang,
        footnote=make_footnote(row.document, statement, spans, decision, redaction),
    )


def make_event_note(row: EventRow, decision: Decision | None, redaction: Redaction) -> Note:
    """The note on an event, on its own day; where the text gives none, on the day it was told."""
    event = row.event
    normal = event.date.normal if event.date else None
    sides = [_name(side) for side in (row.actors or row.participants, row.recipients)]
    return Note(
        kind="event",
        id=event.id,
        day=normal or wording.show_day(row.document.published),
        undated=normal is None,
        speaker=redact(" → ".join(side for side in sides if side) or "(nobody named)", redaction),
        verb=event.event_type if event.factuality == "asserted" else f"{event.event_type} ({event.factuality})",
        denial=event.factuality == "denied",
        level=0,
        content=redact(" ".join(row.clause_words.split()), redaction),
        sentence=redact(" ".join(row.clause_words.split()), redaction),
        lang=row.lang,
        footnote=make_footnote(row.document, event, (event.clause or event.trigger,), decision, redaction),
    )


def make_shown_note(shown: Shown, lang: str, redaction: Redaction) -> Note | None:
    """The note on a record that was looked up by its id; None for anything but a statement or event."""
    record, document = shown.record, shown.document
    if document is None or not isinstance(record, Statement | Event):
        return None
    settled = [item for item in shown.decisions if item.question in SETTLED]
    decision = settled[-1] if settled and settled[-1].judgement == "positive" else None
    wanted = "content" if isinstance(record, Statement) else "clause"
    words = [mark.words for mark in shown.marks if mark.part == wanted] or [mark.words for mark in shown.marks][:1]
    named = [mark.words for mark in shown.marks if mark.part == "source"]
    return Note(
        kind="statement" if isinstance(record, Statement) else "event",
        id=record.id,
        day=wording.show_day(document.published),
        undated=document.published is None,
        speaker=redact(shown.speaker or " … ".join(named) or "(unnamed)", redaction),
        verb=wording.show_verb(record) if isinstance(record, Statement) else record.event_type,
        denial=wording.is_denial(record) if isinstance(record, Statement) else record.factuality == "denied",
        level=0,
        content=redact(" … ".join(words), redaction),
        sentence=redact(shown.sentence_words, redaction),
        lang=lang,
        footnote=make_footnote(document, record, [mark.span for mark in shown.marks], decision, redaction),
    )


def make_footnote(
    document: DocumentRow, finding: Finding, spans: Sequence[Span], decision: Decision | None, redaction: Redaction
) -> Footnote:
    """The footnote of a finding, redacted."""
    url = redact_address(document.url, redaction) if document.url else None
    title = wording.show_title(document)
    return Footnote(
        publisher=redact(document.publisher or "unknown publisher", redaction),
        # Where a file's name stands for the title, that is an address.
        title=redact(title, redaction) if document.title else redact_address(title, redaction),
        day=wording.show_day(document.published),
        url=url,
        link=wording.find_link(url),
        # Where the file lay says who held it; its name and its hash say which it is.
        address=redact_address(re.split(r"[/\\]", document.address or "")[-1], redaction),
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        sha256=document.sha256,
        captured_at=document.captured_at,
        id=finding.id,
        made_by=finding.made_by,
        score=finding.score,
        decided=redact(_describe_decision(decision), redaction) if decision else "",
    )


def _describe_decision(decision: Decision) -> str:
    what = "added" if decision.question == "stated here" else "accepted" if decision.after is None else "corrected"
    return f"{what} by {decision.reviewer}, {decision.made_at}"


def _name(takers: Sequence[Taker]) -> str:
    return " and ".join(dict.fromkeys(taker.name for taker in takers))
