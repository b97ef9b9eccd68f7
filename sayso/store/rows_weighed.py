"""What a case answers with when it is asked what stands up: origins, claims, disputes."""

from typing import Literal

from msgspec import Struct

from sayso.records import DisputeKind, Evidence, OriginWhy
from sayso.store.rows import DocumentRow, Filters

ClaimOrder = Literal["fewest origins", "most origins", "most denied", "latest", "earliest"]


class ClaimFilters(Struct, frozen=True, kw_only=True):
    """Which claims are asked for, and in which order; what is None does not limit them."""

    made: Filters | None = None  # at least one of the statements passes these; their skip and limit do not count
    document: str | None = None  # a statement or event of this document is in it
    origins: int | None = None  # rests on exactly so many
    least_origins: int | None = None
    denied: bool | None = None  # True: somebody denies it
    several: bool = True  # of two documents or speakers, or contradicted; False: also what one says once
    order: ClaimOrder = "fewest origins"  # and in it what was printed most often first
    skip: int = 0
    limit: int | None = None


class DisputeFilters(Struct, frozen=True, kw_only=True):
    """Which disputes are asked for; those on which most statements stand come first."""

    made: Filters | None = None  # at least one of the statements on either side passes these
    document: str | None = None  # a statement or event of this document is on a side
    kind: DisputeKind | None = None
    inside: bool | None = None  # True: the two sides meet in one document; False: only over documents
    skip: int = 0
    limit: int | None = None


class TellingRow(Struct, frozen=True, kw_only=True):
    """A statement, or an event told in a text, as it stands in a claim or on a side of a dispute."""

    id: str
    kind: Literal["statement", "event"]
    document: DocumentRow
    lang: str
    speaker: str | None  # who says so, as far as named; None where the reporter tells it
    entity: str | None  # the id of who says so
    act: str  # of a statement; the type of an event
    stance: str  # polarity of a statement, factuality of an event
    words: str  # what is said, or the clause that tells the event
    start: int  # where these words begin in the text


class ClaimRow(Struct, frozen=True, kw_only=True):
    """Statements and events that say the same thing, counted."""

    id: str
    head: TellingRow  # the one that stands for all: of the earliest document
    tellings: int
    documents: int
    origins: int  # independent of each other
    speakers: int
    denials: int  # statements and events that say otherwise
    disputes: int
    langs: tuple[str, ...]
    first_day: str | None  # of publication
    last_day: str | None


class OriginPart(Struct, frozen=True, kw_only=True):
    """What one origin adds to a claim: the telling it goes back to, and the copies of it."""

    origin: str
    why: OriginWhy
    head: TellingRow
    copies: tuple[TellingRow, ...]


class Against(Struct, frozen=True, kw_only=True):
    """What stands against a claim."""

    dispute: str
    kind: DisputeKind
    reasons: tuple[str, ...]
    score: float
    claim: ClaimRow
    corrects: bool = False  # it is what the publisher says now instead


class ClaimShown(Struct, frozen=True, kw_only=True):
    """One claim with everything that is said for and against it."""

    claim: ClaimRow
    reasons: tuple[str, ...]  # why these say the same thing
    parts: tuple[OriginPart, ...]
    against: tuple[Against, ...]


class DisputeRow(Struct, frozen=True, kw_only=True):
    """Claims that cannot both be so; or several readings of one event, a claim each."""

    id: str
    kind: DisputeKind
    reasons: tuple[str, ...]
    score: float
    inside: bool  # whether two sides meet in one document
    sides: tuple[ClaimRow, ...]  # of readings, those from most origins first; of a correction, what it corrects first
    hidden: int = 0  # sides that are not given here, because there are very many
    event: str | None = None  # of readings: the sentence that tells what is read, as one of the texts has it
    ends: tuple[
        tuple[str, ...], ...
    ] = ()  # of readings: for each side what it is said to be about, "not" what it is not


class Between(Struct, frozen=True, kw_only=True):
    """In what two sides of a dispute differ."""

    id: str  # under which the dispute of these two is found as well
    sides: tuple[int, int]  # their places
    reasons: tuple[str, ...]
    score: float
    clash: tuple[TellingRow, TellingRow]  # that differ most plainly


class DisputeShown(Struct, frozen=True, kw_only=True):
    """One dispute with all its sides, what each rests on, and how they differ, two by two."""

    dispute: DisputeRow
    parts: tuple[tuple[OriginPart, ...], ...]  # for each side
    clash: tuple[TellingRow, ...]  # for each side the telling in which it differs most plainly
    between: tuple[Between, ...]
    asked: Between  # the two whose dispute was asked for


class Standing(Struct, frozen=True, kw_only=True):
    """What stands behind and against a statement or event of a document, for the margin beside its text."""

    id: str  # of the statement or event
    claim: str
    tellings: int
    documents: int
    origins: int
    speakers: int
    denials: int
    disputes: tuple[str, ...]


class OriginDocument(Struct, frozen=True, kw_only=True):
    """A document as a member of its origin."""

    id: str
    title: str | None
    shown: str  # the title, or else the name or address by which the document came
    publisher: str | None
    day: str | None  # of publication
    langs: tuple[str, ...]
    why: OriginWhy | None  # None for the one that the others go back to
    reasons: tuple[str, ...]  # the evidence in words


class OriginRow(Struct, frozen=True, kw_only=True):
    """Documents that go back to one report; the first member is the report, as far as known."""

    id: str
    why: OriginWhy
    first_day: str | None
    documents: tuple[OriginDocument, ...]
    evidence: tuple[Evidence, ...]
