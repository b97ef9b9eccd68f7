"""The review on a terminal: one statement after the other, the same keys and the same decisions as on the pages."""

from collections.abc import Callable
from itertools import islice
from typing import get_args

import click
import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.errors import ConflictError, SaysoError
from sayso.present import terminal, wording
from sayso.present.rows import describe_document
from sayso.present.web.changes import show_verdict
from sayso.present.web.review import Item, Queue, make_queue
from sayso.records import Act, Correction, Decision, Form, Judgement, Polarity, Question, Span
from sayso.store.asking import find_document, load_document
from sayso.store.queue import Order

KEYS = "a accept  r reject  c correct  m who speaks?  n remark  j next  k previous  u undo  q quit"
PIECES = "…"  # between words that stand apart


class Reviewer(Struct, frozen=True, kw_only=True):
    """Who reviews what, and in which order."""

    name: str
    filters: Filters
    order: Order


def review(case: Case, reviewer: Reviewer) -> None:
    """One statement after the other until nothing is left or the reviewer has enough."""
    at: str | None = None
    while True:
        queue = make_queue(case, reviewer.filters, reviewer.order, at, reviewer.name)
        if queue.item is None:
            click.echo(f"{queue.decided} of {queue.total} decided; nothing is left.")
            if queue.undoable is None:
                return
            click.echo("u undo  any other key ends")
            if click.getchar().lower() != "u":
                return
            at = _undo(case, reviewer, queue.undoable)
            continue
        _show(queue, queue.item)
        key = click.getchar().lower()
        click.echo(key if key.isprintable() else "")
        if key in ("q", "\x04", "\x1b"):
            click.echo(f"{queue.decided} of {queue.total} decided. The rest waits: the same command goes on from here.")
            return
        try:
            at = _act(case, reviewer, queue, key)
        except ConflictError as error:
            click.echo(terminal.clean(f"Somebody was faster; nothing was kept. {error}"))
            at = queue.item.card.row.statement.id
        except SaysoError as error:
            click.echo(terminal.clean(f"Not kept: {error}"))
            at = queue.item.card.row.statement.id


def _show(queue: Queue, item: Item) -> None:
    row = item.card.row
    marks: dict[str, list[tuple[int, int]]] = {}
    for part in ("source", "cue", "content"):
        spans: tuple[Span, ...] = getattr(row.statement, part)
        marks[part] = [(span.start, span.end) for span in spans]
    console = terminal.make_console()
    console.print()
    console.print(
        f"{queue.decided} of {queue.total} decided   {terminal.clean(describe_document(row.document))}", markup=False
    )
    console.print(terminal.mark(row.sentence_words, row.sentence.start, marks))
    who = " … ".join(row.source_words) or "somebody who is not named"
    content = " … ".join(row.content_words)
    asked = f"Does {who} here {row.statement.act} this ({row.statement.polarity}, {row.statement.form})?  {content}"
    console.print(terminal.clean(asked), markup=False)
    if row.speaker:
        console.print(terminal.clean(f"  speaker: {row.speaker}"), markup=False)
    for sign, reasons in (("+", item.reasons), ("-", item.doubts)):
        for words in reasons:
            console.print(terminal.clean(f"  {sign} {words}"), markup=False)
    for made in item.history:
        decided = f"  {made.decision.made_at} {made.decision.reviewer}: {made.verdict} {made.decision.note}"
        console.print(terminal.clean(decided), markup=False)
    console.print(KEYS, markup=False)


def _act(case: Case, reviewer: Reviewer, queue: Queue, key: str) -> str | None:
    """What a key does; the statement to show next, None for the first that is undecided."""
    item = queue.item
    if item is None:
        return None
    id = item.card.row.statement.id
    following: str | None = id
    match key:
        case "a" | "r":
            _decide(case, reviewer, item, "positive" if key == "a" else "negative")
            following = queue.following
        case "c":
            _correct(case, reviewer, item)
        case "m":
            _merge(case, reviewer, item)
        case "n":
            note = click.prompt("remark", default="", show_default=False)
            if note.strip():
                _keep(case, reviewer, (id,), "remark", "unsure", note)
        case "j":
            following = queue.following or id
        case "k":
            following = queue.previous or id
        case "u" if queue.undoable:
            following = _undo(case, reviewer, queue.undoable)
        case _:
            pass
    return following


def _undo(case: Case, reviewer: Reviewer, decision: Decision) -> str:
    """Undoes a decision; what it was about."""
    about = case.undo(decision.id, reviewer.name).about[0]
    click.echo(f"Undone: {show_verdict(decision)}.")
    return about


def _decide(
    case: Case, reviewer: Reviewer, item: Item, judgement: Judgement, after: Correction | None = None, note: str = ""
) -> None:
    decision = _draft(reviewer, (item.card.row.statement.id,), "right as found", judgement, note)
    case.decide(msgspec.structs.replace(decision, after=after), seen=item.seen)


def _keep(
    case: Case, reviewer: Reviewer, about: tuple[str, ...], question: Question, judgement: Judgement, note: str
) -> None:
    case.decide(_draft(reviewer, about, question, judgement, note))


def _draft(reviewer: Reviewer, about: tuple[str, ...], question: Question, judgement: Judgement, note: str) -> Decision:
    return Decision(
        id="", about=about, question=question, judgement=judgement, reviewer=reviewer.name, made_at="", note=note
    )


def _correct(case: Case, reviewer: Reviewer, item: Item) -> None:
    """Asks for every field, with what it holds as the answer that Enter gives."""
    row = item.card.row
    text = load_document(case.store, find_document(case.store, item.document.id))[1].text
    find = _make_finder(text, row.document.id, item.card.start)
    after: dict[str, object] = {}
    for name, held in (("source", row.source_words), ("cue", row.cue_words), ("content", row.content_words)):
        words = click.prompt(name, default=f" {PIECES} ".join(held), value_proc=str.strip)
        if words != f" {PIECES} ".join(held).strip():
            after[name] = find(words)
    for name, kind in (("act", Act), ("polarity", Polarity), ("form", Form)):
        value = click.prompt(name, default=getattr(row.statement, name), type=click.Choice(get_args(kind)))
        if value != getattr(row.statement, name):
            after[name] = value
    if not after:
        click.echo("Nothing is changed.")
        return
    note = click.prompt("why", default="", show_default=False)
    correction = msgspec.convert(msgspec.to_builtins(after), Correction)
    _decide(case, reviewer, item, "positive", correction, note)


def _make_finder(text: str, document: str, near: int) -> Callable[[str], tuple[Span, ...]]:
    """Finds typed words in the text, each piece where it stands nearest to the statement."""

    def find(words: str) -> tuple[Span, ...]:
        spans = []
        for piece in (part.strip() for part in words.split(PIECES)):
            if not piece:
                continue
            places = [
                place for place in (text.find(piece, near), text.rfind(piece, 0, near + len(piece))) if place >= 0
            ]
            if not places:
                hint = "Type them as they stand there"
                raise SaysoError(f"{piece!r} does not stand in the document", where="words", hint=hint)
            start = min(places, key=lambda place: abs(place - near))
            spans.append(Span(document, start, start + len(piece)))
        return tuple(sorted(spans, key=lambda span: span.start))

    return find


def _merge(case: Case, reviewer: Reviewer, item: Item) -> None:
    """Asks who the speaker is one with."""
    row = item.card.row
    if row.statement.speaker is None:
        click.echo("No mention heads its source; correct it in the browser and give it a speaker.")
        return
    words = click.prompt(f"{terminal.clean(wording.show_speaker(row))} is one with (words of a name)", default="")
    found = list(islice((e for e in case.entities(words) if e.id != row.entity), 9)) if words.strip() else []
    for number, entity in enumerate(found, 1):
        click.echo(terminal.clean(f"  {number}  {' / '.join(entity.names[:4])}  {entity.statements} statements"))
    if not found:
        click.echo("Nobody else has these words in a name.")
        return
    chosen = click.prompt("which (0 for none)", type=click.IntRange(0, len(found)), default=0)
    if chosen:
        about = (row.statement.speaker, found[chosen - 1].id)
        _keep(case, reviewer, about, "same entity", "positive", click.prompt("why", default="", show_default=False))
