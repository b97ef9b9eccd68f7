"""Claims and disputes in a report: who says the same, from how many independent origins, and who says otherwise."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sayso.case import ClaimFilters, DisputeFilters
from sayso.errors import NotFoundError
from sayso.present import wording
from sayso.present.export.notes import make_shown_note
from sayso.present.export.redaction import redact
from sayso.present.weighed import explain_dispute
from sayso.store.rows_weighed import Against, OriginPart, TellingRow

if TYPE_CHECKING:
    from sayso.present.export.dossier import Dossier


class Telling(Struct, frozen=True, kw_only=True):
    """One statement or event in a claim, with the number of its note."""

    number: int
    first: bool  # whether this note is met here for the first time
    speaker: str
    publisher: str
    day: str
    words: str
    lang: str


class Part(Struct, frozen=True, kw_only=True):
    """What one origin adds: its first telling, and the notes of those that copied it."""

    head: Telling
    copies: tuple[Telling, ...]


class ClaimNote(Struct, frozen=True, kw_only=True):
    """A claim with what is for and against it."""

    words: str
    lang: str
    origins: int
    documents: int
    speakers: int
    parts: tuple[Part, ...]
    against: tuple[tuple[str, str, Telling], ...]  # what it is to the claim, why, and what is said


class SideNote(Struct, frozen=True, kw_only=True):
    """One side of a dispute."""

    origins: int
    about: str  # of a reading: what it says that the event is about
    parts: tuple[Part, ...]


class DisputeNote(Struct, frozen=True, kw_only=True):
    """A dispute with its sides."""

    kind: str
    reasons: str
    sides: tuple[SideNote, ...]


def read_claims(dossier: "Dossier") -> Iterator[ClaimNote]:
    """What more than one text says, or somebody denies, those with most independent origins first."""
    asked = ClaimFilters(made=dossier.filters, order="most origins")
    for claim in dossier.case.support(asked):
        shown = dossier.case.claim(claim.id)
        parts = _make_parts(dossier, shown.parts)
        if not parts:
            continue
        head = parts[0].head
        against = []
        for item in shown.against:
            telling = _make_telling(dossier, item.claim.head)
            if telling:
                against.append((_name_role(item), redact(" ".join(item.reasons), dossier.redaction), telling))
        yield ClaimNote(
            words=head.words,
            lang=head.lang,
            origins=claim.origins,
            documents=claim.documents,
            speakers=claim.speakers,
            parts=parts,
            against=tuple(against),
        )


def _name_role(against: Against) -> str:
    if against.kind == "correction":
        return "corrected to" if against.corrects else "corrects"
    return "read otherwise" if against.kind == "interpretation" else "against it"


def read_disputes(dossier: "Dossier") -> Iterator[DisputeNote]:
    """Who contradicts whom, those disputes first on which most statements stand."""
    for dispute in dossier.case.disputes(DisputeFilters(made=dossier.filters)):
        shown = dossier.case.dispute(dispute.id)
        sides = tuple(_make_parts(dossier, parts) for parts in shown.parts)
        if all(sides):
            yield DisputeNote(
                kind=dispute.kind,
                reasons=redact(explain_dispute(dispute), dossier.redaction),
                sides=tuple(
                    SideNote(
                        origins=claim.origins,
                        about=", ".join(dispute.ends[number]) if dispute.ends else "",
                        parts=parts,
                    )
                    for number, (claim, parts) in enumerate(zip(dispute.sides, sides, strict=True))
                ),
            )


def _make_parts(dossier: "Dossier", parts: Sequence[OriginPart]) -> tuple[Part, ...]:
    """The parts with the numbers of their notes."""
    made = []
    for part in parts:
        tellings = [_make_telling(dossier, row) for row in (part.head, *part.copies)]
        kept = [telling for telling in tellings if telling is not None]
        if kept:
            made.append(Part(head=kept[0], copies=tuple(kept[1:])))
    return tuple(made)


def _make_telling(dossier: "Dossier", row: TellingRow) -> Telling | None:
    """The telling with the number of its note, which is made where the report has none yet."""
    number = dossier.spool.find(row.id)
    first = number is None
    if number is None:
        try:
            shown = dossier.case.show(row.id)
        except NotFoundError:
            return None
        note = make_shown_note(shown, row.lang, dossier.redaction)
        if note is None:
            return None
        number = dossier.spool.append(note)
    redaction = dossier.redaction
    return Telling(
        number=number,
        first=first,
        speaker=redact(row.speaker or "(the reporter)", redaction),
        publisher=redact(row.document.publisher or "unknown publisher", redaction),
        day=wording.show_day(row.document.published),
        words=redact(row.words, redaction),
        lang=row.lang,
    )
