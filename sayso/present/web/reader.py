"""What the reader shows of one document: its blocks with their marks, a card for each statement, versions beside."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.present import wording
from sayso.present.web.marking import Block, Mark, Part, cut_blocks
from sayso.records import Decision, Difference, Passage, Span, Versions
from sayso.store.asking import find_document, load_document
from sayso.store.decisions import find_valid_decisions
from sayso.store.event_lists import list_document_events
from sayso.store.events import EventRow
from sayso.store.figures import find_neighbour
from sayso.store.places import cover
from sayso.store.rejected import find_rejected
from sayso.store.rows import Capture, DocumentRow, StatementRow
from sayso.store.rows_weighed import OriginDocument, Standing
from sayso.store.saving import load_passages
from sayso.store.showing import find_captures

NOTHING = -1  # the number of a mark that no card stands for
INNERMOST = 99  # the level of an event's words, which lie inside all statements
MAIN_SHARE = 0.2  # of a text that a language must have for its part to count as a version


class Card(Struct, frozen=True, kw_only=True):
    """One statement as it stands in the margin."""

    row: StatementRow
    number: int
    level: int
    colour: int
    speaker: str
    verb: str
    denial: bool
    start: int
    end: int
    footnote: str
    decision: Decision | None
    events: tuple["EventCard", ...] = ()  # that it tells
    standing: Standing | None = None  # what stands behind and against it, where that was asked for

    @property
    def rejected(self) -> bool:
        """Whether a person rejected it, so that it is in no list."""
        return self.decision is not None and self.decision.judgement == "negative"


class EventCard(Struct, frozen=True, kw_only=True):
    """One event as it stands in the margin: in the card of the statement that tells it, or by itself."""

    row: EventRow
    number: int
    start: int
    end: int
    standing: Standing | None = None


class Section(Struct, frozen=True, kw_only=True):
    """A block with the cards of what begins in it."""

    block: Block
    cards: tuple[Card, ...]
    events: tuple[EventCard, ...] = ()  # told in the reporter's own voice
    differences: tuple[Difference, ...] = ()  # between the versions, whose words stand in it


class Reading(Struct, frozen=True, kw_only=True):
    """One document as a page."""

    document: DocumentRow
    captures: tuple[Capture, ...]
    sections: tuple[Section, ...]
    versions: tuple[str, ...]  # the languages that stand side by side; fewer than two: one version
    rows: tuple[tuple[tuple[Section, ...], ...], ...]  # of the versions: one cell a language in each
    origin: str
    copies: tuple[OriginDocument, ...]  # other documents that go back to the same report
    previous: str | None
    following: str | None
    text: str

    @property
    def has_events(self) -> bool:
        """Whether words in the text name an event."""
        return any(section.events or any(card.events for card in section.cards) for section in self.sections)

    @property
    def has_differences(self) -> bool:
        """Whether two versions in the text differ somewhere."""
        return any(section.differences for section in self.sections)


def make_reading(case: Case, id: str) -> Reading:
    """The document with this id as a page."""
    number = find_document(case.store, id)
    row, document = load_document(case.store, number)
    passages = load_passages(case.store.connection, number)
    rows = [*case.statements(Filters(document=row.id)), *find_rejected(case.store, row.id)]
    cards = make_cards(rows, find_judgements(case))
    events = make_event_cards(list_document_events(case.store, row.id), len(cards))
    standing = {item.id: item for item in case.standing(row.id)}
    cards = [msgspec.structs.replace(card, standing=standing.get(card.row.statement.id)) for card in cards]
    events = [msgspec.structs.replace(event, standing=standing.get(event.row.event.id)) for event in events]
    compared = case.compare(row.id)
    marks = [mark for card in cards for mark in make_marks(card)]
    marks += [mark_event(event) for event in events]
    marks += [mark for difference in compared.differences for mark in mark_difference(difference)]
    sections = _join_sections(
        cut_blocks(document, passages, marks), _give_events(cards, events), events, compared.differences
    )
    versions, origin = find_versions(passages), case.origin(row.id)
    return Reading(
        document=row,
        captures=tuple(find_captures(case.store, row.sha256)),
        sections=tuple(sections),
        versions=versions,
        rows=tuple(pair_versions(sections, versions, compared.versions)),
        origin=origin.id,
        copies=tuple(other for other in origin.documents if other.id != row.id),
        previous=find_neighbour(case.store, number, -1),
        following=find_neighbour(case.store, number, 1),
        text=document.text,
    )


def make_event_cards(rows: Sequence[EventRow], number: int) -> list[EventCard]:
    """A card for each event, numbered on from those of the statements."""
    return [
        EventCard(row=row, number=number + place, start=row.event.trigger.start, end=row.event.trigger.end)
        for place, row in enumerate(rows)
    ]


def mark_event(card: EventCard) -> Mark:
    """The words that name the event, with its type behind them."""
    event = card.row.event
    return Mark(
        start=card.start,
        end=card.end,
        part="event",
        number=card.number,
        level=INNERMOST,
        label=event.event_type,
        look=event.factuality,
    )


def mark_difference(difference: Difference) -> list[Mark]:
    """Where two versions differ, in both."""
    return [
        Mark(start=span.start, end=span.end, part="differs", number=NOTHING, label=f"▲ {difference.aspect}")
        for span in (difference.left, difference.right)
    ]


def _give_events(cards: Sequence[Card], events: Sequence[EventCard]) -> list[Card]:
    """The cards with the events that their statements tell."""
    told: dict[str | None, list[EventCard]] = {}
    for event in events:
        told.setdefault(event.row.event.stated_in, []).append(event)
    return [msgspec.structs.replace(card, events=tuple(told.get(card.row.statement.id, ()))) for card in cards]


def make_cards(rows: Sequence[StatementRow], judgements: Mapping[str, Decision]) -> list[Card]:
    """A card for each statement: documents as they come, each in the order of its text, outer before inner."""
    turns = {row.document.id: turn for turn, row in reversed(list(enumerate(rows)))}
    inside = {row.statement.id: row.statement.inside for row in rows}
    bounds = {row.statement.id: find_bounds(row) for row in rows}
    levels = {id: find_level(id, inside) for id in inside}
    ordered = sorted(
        rows, key=lambda row: (turns[row.document.id], bounds[row.statement.id][0], levels[row.statement.id])
    )
    return [
        Card(
            row=row,
            number=number,
            level=levels[row.statement.id],
            colour=wording.choose_colour(row.entity, row.speaker),
            speaker=wording.show_speaker(row),
            verb=wording.show_verb(row.statement),
            denial=wording.is_denial(row.statement),
            start=bounds[row.statement.id][0],
            end=bounds[row.statement.id][1],
            footnote=make_footnote(row),
            decision=judgements.get(row.statement.id),
        )
        for number, row in enumerate(ordered)
    ]


def make_footnote(row: StatementRow) -> str:
    """Who says what, in the words of the text, and where that stands."""
    start, end = find_bounds(row)
    words = f"{wording.show_speaker(row)} {wording.show_verb(row.statement)}: {' … '.join(row.content_words)}"
    return f"{words} — {wording.make_footnote(row.document, Span(row.document.id, start, end))}"


def find_bounds(row: StatementRow) -> tuple[int, int]:
    """From the first to the last character of a statement."""
    statement = row.statement
    return cover((*statement.source, *statement.cue, *statement.content)) or (row.sentence.start, row.sentence.end)


def find_level(id: str, inside: Mapping[str, str | None]) -> int:
    """How many statements hold this one."""
    seen: list[str] = []
    outer = inside.get(id)
    while outer is not None and outer in inside and outer not in seen:
        seen.append(outer)
        outer = inside[outer]
    return len(seen)


def make_marks(card: Card) -> list[Mark]:
    """The marks of one statement; of a rejected one, only that something stood there."""
    statement = card.row.statement
    if card.rejected:
        return [Mark(start=span.start, end=span.end, part="rejected", number=card.number, level=card.level, colour=0)
                for span in statement.content]  # fmt: skip
    found: list[Mark] = []
    parts: tuple[tuple[Part, tuple[Span, ...]], ...] = (
        ("source", statement.source),
        ("cue", statement.cue),
        ("content", statement.content),
    )
    for part, spans in parts:
        for span in spans:
            found.append(
                Mark(
                    start=span.start,
                    end=span.end,
                    part=part,
                    number=card.number,
                    level=card.level,
                    colour=card.colour,
                )
            )
    return found


def find_judgements(case: Case) -> dict[str, Decision]:
    """The decision in force about each statement that has one."""
    return {
        decision.about[0]: decision
        for decision in find_valid_decisions(case.store)
        if decision.question == "right as found" and len(decision.about) == 1
    }


def _join_sections(
    blocks: Sequence[Block],
    cards: Sequence[Card],
    events: Sequence[EventCard],
    differences: Sequence[Difference],
) -> list[Section]:
    """Each block with the cards of the statements and events that begin in it, and the differences that lie in it."""
    told = {event.number for card in cards for event in card.events}
    alone = [event for event in events if event.number not in told]
    sections = []
    for index, block in enumerate(blocks):
        until = blocks[index + 1].start if index + 1 < len(blocks) else max([block.end, *(c.end for c in cards)]) + 1
        since = 0 if index == 0 else block.start
        sections.append(
            Section(
                block=block,
                cards=tuple(card for card in cards if since <= card.start < until),
                events=tuple(event for event in alone if since <= event.start < until),
                differences=tuple(
                    difference
                    for difference in differences
                    if any(block.start <= span.start < block.end for span in (difference.left, difference.right))
                ),
            )
        )
    return sections


def find_versions(passages: Iterable[Passage]) -> tuple[str, ...]:
    """The languages of a file that says the same in several, in the order of the text; empty for any other."""
    sizes: dict[str, int] = {}
    for passage in passages:
        if passage.role == "body":
            sizes[passage.lang] = sizes.get(passage.lang, 0) + passage.span.end - passage.span.start
    main = tuple(lang for lang, size in sizes.items() if size >= MAIN_SHARE * sum(sizes.values()))
    return main if len(main) > 1 else ()


def pair_versions(
    sections: Sequence[Section], langs: Sequence[str], versions: Sequence[Versions] = ()
) -> list[tuple[tuple[Section, ...], ...]]:
    """The versions as rows of a table, so that passages which say the same stand beside each other.

    Equally many paragraphs stand beside each other one by one; otherwise a row ends where both sides have a
    statement that is a version of the other's.
    """
    if not langs:
        return []
    columns = [[section for section in sections if section.block.lang == lang] for lang in langs]
    if len({len(column) for column in columns}) == 1:
        return [tuple((section,) for section in row) for row in zip(*columns, strict=True)]
    cuts = _find_cuts(columns, versions) if len(columns) == 2 else []
    ends = [*cuts, tuple(len(column) for column in columns)]
    begins = [tuple(0 for _ in columns), *cuts]
    return [
        tuple(tuple(column[first:last]) for column, first, last in zip(columns, begin, end, strict=True))
        for begin, end in zip(begins, ends, strict=True)
    ]


def _find_cuts(columns: Sequence[Sequence[Section]], versions: Sequence[Versions]) -> list[tuple[int, ...]]:
    """Where both sides of two versions may be cut: before paragraphs with statements that answer each other."""
    homes = [
        {card.row.statement.id: place for place, section in enumerate(column) for card in section.cards}
        for column in columns
    ]
    pairs = {pair if pair[0] in homes[0] else pair[::-1] for item in versions for pair in item.statements}
    cuts: list[tuple[int, ...]] = []
    found = {(homes[0][one], homes[1][other]) for one, other in pairs if one in homes[0] and other in homes[1]}
    for cut in sorted(found):
        if min(cut) > 0 and (not cuts or (cut[0] > cuts[-1][0] and cut[1] > cuts[-1][1])):
            cuts.append(cut)
    return cuts
