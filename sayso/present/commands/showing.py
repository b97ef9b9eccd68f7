"""The command that shows one record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from sayso.present.commands.cases import CASE

if TYPE_CHECKING:
    from sayso.case import Case
    from sayso.present.terminal import Cell
    from sayso.store.rows import Shown


@click.command()
@CASE
@click.argument("id")
@click.option("--format", "shape", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def show(case: str, id: str, shape: str) -> None:
    """Show one record with everything that proves it: sentence, document, address, capture, SHA-256.

    ID is that of a statement, event, entity, document, decision, or of a claim, dispute or origin. Its beginning is
    enough where it is the only one that begins so.

    \b
    Example:
      sayso show harbour s-4f1c
    """
    import msgspec

    from sayso.case import open_case

    with open_case(case) as opened:
        if id[:2] in _WEIGHED:
            _print_weighed(opened, id, shape)
            return
        shown = opened.show(id)
        takers = list(_list_takers(opened, shown))
    if shape == "jsonl":
        click.echo(msgspec.json.encode(shown).decode())
    else:
        _print_shown(shown, takers)


_WEIGHED = ("c-", "x-", "o-")  # what follows from several documents: claims, disputes, origins


def _print_weighed(case: "Case", id: str, shape: str) -> None:
    """A claim, dispute or origin as rows."""
    from sayso.present import terminal, weighed

    rows: Iterable[Mapping[str, Cell]]
    if id.startswith("c-"):
        rows = weighed.list_claim(case.claim(id))
        columns: tuple[str, ...] = ("role", "speaker", "content", "publisher")
    elif id.startswith("x-"):
        rows = weighed.list_dispute(case.dispute(id))
        columns = ("side", "speaker", "act", "content", "publisher")
    else:
        found = list(weighed.list_origin(case.origin(id)))
        rows = ({**row, "report": row["document"]} for row in found) if shape == "text" else found
        columns = ("report", "why", "evidence")
    if shape == "text" and not id.startswith("o-"):
        rows = weighed.fit_table(rows)
    terminal.print_rows(rows, columns, shape="table" if shape == "text" else shape)


def _list_takers(case: "Case", shown: "Shown") -> Iterator[tuple[str, str]]:
    """Who takes part in an event, when and where, by name; of an entity what it said, its roles, why it is one."""
    from sayso.case import Filters
    from sayso.present import persons
    from sayso.present.happenings import make_event_rows
    from sayso.records import Entity, Event

    if isinstance(shown.record, Entity):
        yield from persons.list_facts(case, shown.record)
    if not isinstance(shown.record, Event) or shown.document is None:
        return
    id = shown.record.id
    rows = (row for row in case.events(Filters(document=shown.document.id)) if row.event.id == id)
    for row in make_event_rows(rows):
        for name in ("type", "mode", "factuality", "actors", "recipients", "when", "place", "amounts"):
            if value := row[name]:
                yield name, " | ".join(value) if isinstance(value, list) else str(value)


def _print_shown(shown: "Shown", takers: "Iterable[tuple[str, str]]") -> None:
    from sayso.present import terminal

    console = terminal.make_console()
    marks: dict[str, list[tuple[int, int]]] = {}
    for mark in shown.marks:
        marks.setdefault(mark.part, []).append((mark.span.start, mark.span.end))
    if shown.sentence:
        console.print(terminal.mark(shown.sentence_words, shown.sentence.start, marks))
        console.print()
    for name, value in _list_facts(shown, takers):
        console.print(f"{name:<12}{terminal.clean(value)}", soft_wrap=True)


def _list_facts(shown: "Shown", takers: "Iterable[tuple[str, str]]") -> Iterator[tuple[str, str]]:
    """What is known of a record, as names and values in the order of a footnote."""
    import msgspec

    from sayso.records import Document, Entity, Finding, Statement

    record, document = shown.record, shown.document
    yield "record", f"{type(record).__name__} {record.id}"
    if isinstance(record, Statement):
        yield "speaker", shown.speaker or "(unnamed)"
        yield "act", f"{record.act}, {record.polarity}, {record.form}"
        if record.inside:
            yield "inside", record.inside
    elif not isinstance(record, Document):
        fields = msgspec.structs.asdict(record)
        for key in ("schema", "form", "names", "question", "judgement"):
            if key in fields:
                yield key, " / ".join(fields[key]) if isinstance(fields[key], tuple) else str(fields[key])
        yield from takers
    for mark in shown.marks:
        yield mark.part, f"{mark.words}  (characters {mark.span.start} to {mark.span.end})"
    if isinstance(record, Finding):
        yield "made by", f"{record.made_by}, score {record.score:.2f}"
    if document:
        yield "document", f"{document.id}  {document.title or ''}"
        about = {"publisher": document.publisher, "published": document.published, "url": document.url}
        yield from ((name, value) for name, value in about.items() if value)
        yield "sha256", document.sha256
        yield from (("note", note) for note in document.notes)
    for part in shown.parts:
        names = " / ".join(part.names)
        yield "part", f"{part.id} {names}, in {part.document}. {' '.join(part.reasons)}"
    if isinstance(record, Entity):
        yield from (("why", reason) for reason in record.reasons)
    for capture in shown.captures:
        yield "captured", f"{capture.captured_at} from {capture.address} by {capture.collector}"
    for decision in shown.decisions:
        yield "decided", f"{decision.judgement} by {decision.reviewer} at {decision.made_at} {decision.note}"
