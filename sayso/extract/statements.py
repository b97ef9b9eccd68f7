"""Statements: who says it, the words that say so, what is said."""

from collections.abc import Sequence

from sayso.extract import spaced, unspaced
from sayso.extract.drafts import Draft, Places
from sayso.extract.nesting import find_outer
from sayso.ids import make_id
from sayso.read.quotes import Quote
from sayso.read.reading import Reading
from sayso.records import Form, Span, Statement

STEP = "extract.statements"
VERSION = "0.1"


def find_statements(readings: Sequence[Reading]) -> list[Statement]:
    """The statements of one document in order of their cues, each with the statement that it stands inside."""
    statements: list[Statement] = []
    for reading in readings:
        engine = spaced if reading.language.settings.spaced else unspaced
        drafts = [draft for draft in engine.find_drafts(reading) if draft.content]
        drafts.sort(key=lambda draft: (draft.cue or draft.content, draft.content))
        found = {_make_id(reading, draft): draft for draft in drafts}
        outer = find_outer(found)
        statements += [_make_statement(reading, id, draft, outer[id]) for id, draft in found.items()]
    return statements


def _make_id(reading: Reading, draft: Draft) -> str:
    document = reading.document.id
    return make_id("s", document, _spans(document, draft.source + draft.cue + draft.content))


def _make_statement(reading: Reading, id: str, draft: Draft, inside: str | None) -> Statement:
    document = reading.document.id
    return Statement(
        id=id,
        made_by=f"{STEP} {reading.language.code} {VERSION} {draft.rule}",
        score=draft.score,
        source=_spans(document, draft.source),
        cue=_spans(document, draft.cue),
        content=_spans(document, draft.content),
        form=find_form(reading.text, draft.content, reading.quotes),
        act=draft.act,
        polarity=draft.polarity,
        inside=inside,
    )


def _spans(document: str, places: Places) -> tuple[Span, ...]:
    return tuple(Span(document, start, end) for start, end in places)


def find_form(text: str, content: Places, quotes: Sequence[Quote]) -> Form:
    """Direct when all words of the content are quoted, mixed when some are, indirect when none are."""
    quoted = unquoted = 0
    for start, end in content:
        inside = [
            (max(start, q.start), min(end, q.end)) for q in quotes if q.depth == 0 and q.start < end and start < q.end
        ]
        words = sum(1 for char in text[start:end] if char.isalnum())
        held = sum(1 for left, right in inside for char in text[left:right] if char.isalnum())
        quoted, unquoted = quoted + held, unquoted + words - held
    if not quoted:
        return "indirect"
    return "mixed" if unquoted > 0 else "direct"
