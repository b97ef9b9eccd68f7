"""A report as a Word file: headings, paragraphs, a real footnote for every sentence."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from markupsafe import Markup

from sayso.present.export.docx import (
    Layout,
    Links,
    make_footnote_sign,
    make_mention,
    make_paragraph,
    make_reference,
    make_run,
    make_web_link,
    reads_leftwards,
    write_docx,
)
from sayso.present.export.dossier_weighed import ClaimNote, DisputeNote, Part, Telling, read_claims, read_disputes
from sayso.present.export.notes import Note

if TYPE_CHECKING:
    from sayso.present.export.dossier import Dossier

METHOD = (
    "Found by sayso {version} in originals that are kept under their SHA-256. sayso writes down who is said to have "
    "said what; it does not say that anything is so. The offsets of a footnote count characters (Unicode code points) "
    "in the text that sayso read from the original with that SHA-256. An origin is a report that others copied, "
    "translated or retold: they count once."
)


def write_word(dossier: "Dossier", file: BinaryIO) -> None:
    """The report is in the file."""
    layout = Layout(
        title=dossier.scope.title,
        made_by=f"sayso {dossier.scope.version}",
        paper=dossier.options.paper,
        numbered=dossier.options.numbered,
    )
    write_docx(file, layout, lambda: _write_body(dossier), lambda links: _write_footnotes(dossier, links))


def _write_body(dossier: "Dossier") -> Iterator[str]:
    yield make_paragraph(make_run(dossier.scope.title), style="Title")
    yield from _write_scope(dossier)
    yield _make_heading("Chronology")
    day = None
    for note in dossier.read_chronology():
        if note.day != day:
            day = note.day
            yield make_paragraph(make_run(day), style="Heading2")
        yield _make_entry(note)
    yield from _write_part("Claims by independent origins", (_write_claim(claim) for claim in read_claims(dossier)))
    yield _make_heading("Statements by speaker")
    for speaker, notes in dossier.read_speakers():
        yield make_paragraph(make_run(speaker), style="Heading2")
        for note in notes:
            yield from _write_statement(note)
    yield from _write_part("Disputes", (_write_dispute(dispute) for dispute in read_disputes(dossier)))
    yield _make_heading("Method and versions")
    yield make_paragraph(make_run(METHOD.format(version=dossier.scope.version)))
    yield _make_fact("steps", ", ".join(dossier.scope.steps))
    yield _make_fact("log of the case", f"{dossier.scope.log_entries} entries, head {dossier.scope.head}")


def _make_heading(words: str) -> str:
    return make_paragraph(make_run(words), style="Heading1")


def _make_fact(name: str, value: str) -> str:
    return make_paragraph(make_run(f"{name}: ", "b"), make_run(value), style="Fact")


def _write_part(heading: str, items: Iterator[Iterator[str]]) -> Iterator[str]:
    """A part of the report, and nothing where it would be empty."""
    for number, item in enumerate(items):
        if not number:
            yield _make_heading(heading)
        yield from item


def _write_scope(dossier: "Dossier") -> Iterator[str]:
    yield _make_heading("Scope")
    yield make_paragraph(make_run(describe_scope(dossier)))
    for name, value in dossier.scope.limits:
        yield _make_fact(name, value)


def describe_scope(dossier: "Dossier") -> str:
    """The report in numbers, as sentences."""
    scope = dossier.scope
    parts = [f"{scope.statements} statements and {scope.events} events in {scope.documents} documents."]
    if scope.accepted:
        parts.append(f"{scope.accepted} of them were accepted, corrected or added by a reviewer.")
    if scope.rejected:
        parts.append(f"{scope.rejected} that a reviewer rejected are left out.")
    if dossier.redaction.phrases:
        parts.append("Names were taken out; a bar stands for each.")
    return " ".join(parts)


def _make_entry(note: Note) -> str:
    said = " ".join(note.content.split())
    if note.kind == "event":
        told = " (the text gives no day)" if note.undated else ""
        head = [make_run(f"{note.verb} ", "i"), make_run(note.speaker, "b"), make_run(f"{told}: ")]
    else:
        head = [make_run(note.speaker, "b"), make_run(f" {note.verb}: ")]
    return make_paragraph(
        *head,
        make_run(said),
        make_reference(note.number),
        level=note.level,
        denial=note.denial,
    )


def _write_statement(note: Note) -> Iterator[str]:
    head = f"{note.footnote.day}, {note.footnote.publisher}; {note.verb}: "
    yield make_paragraph(
        make_run(head), make_run(" ".join(note.content.split())), make_mention(note.number), denial=note.denial
    )
    yield make_paragraph(
        make_run(" ".join(note.sentence.split())), style="Quote", leftwards=reads_leftwards(note.sentence)
    )


def _write_claim(claim: ClaimNote) -> Iterator[str]:
    yield make_paragraph(
        make_run(f"{claim.origins} ", "b"),
        make_run(f"independent {_count(claim.origins, 'origin')} · {claim.documents} "),
        make_run(f"{_count(claim.documents, 'document')}: "),
        make_run(" ".join(claim.words.split()), "b"),
        style="Heading2",
    )
    yield from _write_parts(claim.parts)
    for role, reason, telling in claim.against:
        yield make_paragraph(
            make_run(f"{role}: ", "i"),
            *_make_telling(telling),
            make_run(f" {reason}"),
            level=1,
            denial=role != "read otherwise",
        )


def _count(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def _write_dispute(dispute: DisputeNote) -> Iterator[str]:
    yield make_paragraph(make_run(f"{dispute.kind}: ", "b"), make_run(dispute.reasons), style="Heading2")
    for number, side in enumerate(dispute.sides, 1):
        about = f"; it is about {side.about}" if side.about else ""
        yield make_paragraph(
            make_run(f"Side {number}", "b"),
            make_run(f", {side.origins} independent {_count(side.origins, 'origin')}{about}"),
        )
        yield from _write_parts(side.parts)


def _write_parts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        copies: list[Markup] = []
        for number, copy in enumerate(part.copies):
            copies.append(make_run(f"{', ' if number else ' — copied or retold by '}{copy.publisher}"))
            copies.append(_make_sign(copy))
        yield make_paragraph(*_make_telling(part.head), *copies, level=1)


def _make_telling(telling: Telling) -> list[Markup]:
    return [
        make_run(telling.speaker, "b"),
        make_run(f", {telling.publisher}, {telling.day}: "),
        make_run(" ".join(telling.words.split())),
        _make_sign(telling),
    ]


def _make_sign(telling: Telling) -> Markup:
    return make_reference(telling.number) if telling.first else make_mention(telling.number)


def _write_footnotes(dossier: "Dossier", links: Links) -> Iterator[tuple[int, str]]:
    for note in dossier.read_footnotes():
        found = note.footnote
        place = make_web_link(found.place, found.link, links) if found.link else make_run(found.place)
        yield (
            note.number,
            make_paragraph(
                make_footnote_sign(),
                make_run(f" {found.publisher}, “{found.title}”, {found.day}, "),
                place,
                make_run(f", characters {found.start}–{found.end}, SHA-256 "),
                make_run(found.sha256, "style:Hash"),
                make_run(f", {found.proof}"),
                style="FootnoteText",
            ),
        )
