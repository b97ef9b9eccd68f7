"""What a decision changed, in words: before and after, and what else in the case it touches."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sayso.case import Case
from sayso.errors import NotFoundError
from sayso.records import Decision, Event, Span, Statement
from sayso.store.asking import find_document, load_document
from sayso.store.correcting import FIELDS, SPANNED
from sayso.store.effective import make_text_id
from sayso.store.holding import find_homes
from sayso.store.saving import load_placed

VERDICTS: Mapping[tuple[str, str], str] = {
    ("right as found", "positive"): "accepted",
    ("right as found", "negative"): "rejected",
    ("stated here", "positive"): "added a statement",
    ("same entity", "positive"): "one and the same",
    ("same entity", "negative"): "not the same",
    ("same origin", "positive"): "one origin",
    ("same origin", "negative"): "not one origin",
    ("in dispute", "positive"): "in dispute",
    ("in dispute", "negative"): "no dispute",
    ("remark", "unsure"): "remark",
}


class Change(Struct, frozen=True):
    """One field with its words before and after."""

    field: str
    before: str
    after: str


class Made(Struct, frozen=True, kw_only=True):
    """A decision as people read it."""

    decision: Decision
    verdict: str
    records: tuple[tuple[str, str], ...]  # each record's id with what it says
    changes: tuple[Change, ...]
    touched: tuple[str, ...]  # "2 statements stand inside it"
    in_force: bool
    lost: bool


def show_verdict(decision: Decision) -> str:
    """What a person judged: "accepted", "corrected", "not the same", "left open"."""
    if decision.question == "right as found" and decision.judgement == "positive" and _differ(decision):
        return "corrected"
    return VERDICTS.get((decision.question, decision.judgement), "left open")


def _differ(decision: Decision) -> bool:
    return decision.after is not None and any(
        getattr(decision.before, name, None) != getattr(decision.after, name)
        for name in FIELDS
        if getattr(decision.after, name) is not None and name != "schema"
    )


def show_changes(case: Case, decision: Decision) -> tuple[Change, ...]:
    """The fields in which a decision changed something, in words of the text."""
    after = decision.after
    if after is None or decision.judgement != "positive":
        return ()
    document = next((span.document for name in SPANNED for span in getattr(after, name) or ()), None)
    text = _load_text(case, document) if document else ""
    if after.text and make_text_id(text) != after.text:
        text = ""  # read anew since: the words of then are not known
    changes = []
    for name in FIELDS:
        new = getattr(after, name)
        old = getattr(decision.before, name, None)
        if new is not None and new != old and name != "schema":
            changes.append(Change(name, _show(old, text), _show(new, text)))
    return tuple(changes)


def _load_text(case: Case, document: str) -> str:
    try:
        return load_document(case.store, find_document(case.store, document))[1].text
    except NotFoundError:
        return ""


def _show(value: str | tuple[Span, ...] | None, text: str) -> str:
    if isinstance(value, tuple):
        return " … ".join(text[span.start : span.end] or f"characters {span.start}–{span.end}" for span in value)
    return value or ""


def find_touched(case: Case, decision: Decision) -> tuple[str, ...]:
    """What in its document hangs on the statement that was judged."""
    if decision.question not in ("right as found", "stated here"):
        return ()
    id = decision.about[0]
    inside = told = 0
    for number in find_homes(case.store.connection, [id]):
        for finding in load_placed(case.store.connection, number).values():
            inside += isinstance(finding, Statement) and finding.inside == id
            told += isinstance(finding, Event) and finding.stated_in == id
    found = [
        f"{inside} {'statement stands' if inside == 1 else 'statements stand'} inside it" if inside else "",
        f"{told} {'event is' if told == 1 else 'events are'} told in it" if told else "",
    ]
    return tuple(words for words in found if words)


def list_made(case: Case, decisions: Iterable[Decision], valid: set[str], lost: set[str]) -> list[Made]:
    """The decisions as people read them.

    Args:
        valid: ids of the decisions in force.
        lost: ids of those whose record is gone.
    """
    return [
        Made(
            decision=decision,
            verdict=show_verdict(decision),
            records=tuple((id, describe(case, id)) for id in decision.about),
            changes=show_changes(case, decision),
            touched=find_touched(case, decision) if decision.id in valid else (),
            in_force=decision.id in valid and decision.judgement != "unsure",
            lost=decision.id in lost,
        )
        for decision in decisions
    ]


def describe(case: Case, id: str) -> str:
    """What the record with this id says, in short; empty where it is gone."""
    try:
        shown = case.show(id)
    except NotFoundError:
        return ""
    names: tuple[str, ...] = getattr(shown.record, "names", ())
    if names:
        return " · ".join(names[:3])
    if shown.document is not None and shown.record.id == shown.document.id:
        return shown.document.title or shown.document.name or shown.document.id
    content = " … ".join(mark.words for mark in shown.marks if mark.part == "content")
    if isinstance(shown.record, Statement):
        return f"{shown.speaker or '(unnamed)'}: {content}"
    return " … ".join(mark.words for mark in shown.marks) or shown.sentence_words
