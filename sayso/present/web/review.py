"""One statement after another before a person's eyes: the queue, the question, the decision, its undoing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from sayso.case import Case, Filters
from sayso.errors import NotFoundError
from sayso.present.web.changes import Made, list_made
from sayso.present.web.marking import Block, cut_blocks
from sayso.present.web.reader import Card, find_judgements, make_cards, make_marks
from sayso.records import Decision
from sayso.store.asking import find_document, load_document
from sayso.store.decisions import UNDOES, find_valid_decisions
from sayso.store.queue import ORDERS, Order, count_decided, find_queue
from sayso.store.rejected import find_rejected
from sayso.store.rows import DocumentRow
from sayso.store.saving import load_passages
from sayso.store.tallies import count_statements

QUESTION: Final = "right as found"
SURE = 0.75  # a score from which on it speaks for a statement
FAR = 200  # characters between a source and its words that make a reader look twice
LISTED = 100  # decisions at the end of a review
WINDOW = 2_000  # statements that the queue looks ahead beyond those that are decided


class Item(Struct, frozen=True, kw_only=True):
    """One statement to be judged, in its paragraph."""

    card: Card
    document: DocumentRow
    blocks: tuple[Block, ...]
    outer: Card | None  # the statement that holds it
    seen: str  # the id of the decision in force about it, "" for none
    history: tuple[Made, ...]
    reasons: tuple[str, ...]  # that speak for it
    doubts: tuple[str, ...]  # that speak against it


class Queue(Struct, frozen=True, kw_only=True):
    """Where a reviewer stands."""

    item: Item | None  # None: nothing is left
    group: str  # what the order puts together: a speaker's name, an act
    order: Order
    previous: str | None
    following: str | None
    decided: int
    total: int
    undoable: Decision | None  # the reviewer's last decision, as long as it is in force
    mine: tuple[Made, ...]  # when nothing is left: what this reviewer decided, the last first


def read_order(query: Mapping[str, str], filters: Filters) -> Order:
    """The order in an address; without one, a document by its text and a case by what is least certain."""
    asked = query.get("order", "")
    usual: Order = "document" if filters.document is not None else "score"
    return next((order for order in ORDERS if order == asked), usual)


def make_queue(case: Case, filters: Filters, order: Order, at: str | None, reviewer: str) -> Queue:
    """The statement asked for, or the first that is undecided; its neighbours; how much is done."""
    judgements = find_judgements(case)
    done = {id for id, decision in judgements.items() if decision.judgement != "unsure"}
    queued = find_queue(case.store, filters, order, WINDOW + len(done))
    ids = [item.id for item in queued]
    rejected = sum(item.rejected for item in queued)
    place = ids.index(at) if at in ids else next((i for i, id in enumerate(ids) if id not in done), None)
    found = None if place is None else queued[place]
    return Queue(
        item=None if found is None else make_item(case, found.id, found.document),
        group=found.group if found else "",
        order=order,
        previous=ids[place - 1] if place else None,
        following=None if place is None else _find_next(ids, place, done),
        decided=count_decided(case.store, filters, done) + rejected,
        total=count_statements(case.store, filters) + rejected,
        undoable=find_undoable(case, reviewer),
        mine=() if found else list_mine(case, reviewer),
    )


def list_mine(case: Case, reviewer: str) -> tuple[Made, ...]:
    """What this reviewer decided and what is in force, the last first."""
    mine = [d for d in find_valid_decisions(case.store) if d.reviewer == reviewer and d.judgement != "unsure"]
    shown = mine[::-1][:LISTED]
    return tuple(list_made(case, shown, {decision.id for decision in shown}, set()))


def _find_next(ids: list[str], place: int, done: set[str]) -> str | None:
    """The next statement that is undecided, from here to the end and then from the beginning."""
    return next((id for id in [*ids[place + 1 :], *ids[:place]] if id not in done), None)


def make_item(case: Case, id: str, document_id: str) -> Item:
    """One statement in its paragraph, with what was decided about it."""
    number = find_document(case.store, document_id)
    row, document = load_document(case.store, number)
    rows = [*case.statements(Filters(document=row.id)), *find_rejected(case.store, row.id)]
    cards = make_cards(rows, find_judgements(case))
    card = next((card for card in cards if card.row.statement.id == id), None)
    if card is None:
        raise NotFoundError(
            f"no statement has the id {id!r}", where=str(case.folder), hint="It may have been read anew"
        )
    blocks = cut_blocks(document, load_passages(case.store.connection, number), make_marks(card))
    history = [decision for decision in case.decisions() if id in decision.about]
    return Item(
        card=card,
        document=row,
        blocks=tuple(block for block in blocks if block.start < card.end and block.end > card.start),
        outer=next((other for other in cards if other.row.statement.id == card.row.statement.inside), None),
        seen=find_seen(history),
        history=tuple(list_made(case, history, set(), set())),
        reasons=tuple(find_reasons(card)),
        doubts=tuple(find_doubts(card)),
    )


def find_reasons(card: Card) -> Iterator[str]:
    """What speaks for a statement, in words for who judges it."""
    statement, row = card.row.statement, card.row
    if row.cue_words:
        yield f"“{' … '.join(row.cue_words)}” says that it is said"
    if statement.form == "direct":
        yield "the words stand between quotation marks"
    elif statement.form == "mixed":
        yield "some of the words stand between quotation marks"
    if row.speaker and any(row.speaker in words for words in row.source_words):
        yield "the source names who speaks"
    if statement.score >= SURE:
        yield f"score {statement.score:.2f}"


def find_doubts(card: Card) -> Iterator[str]:
    """What speaks against a statement, in words for who judges it."""
    statement, row = card.row.statement, card.row
    if not row.cue_words:
        yield "no word says that it is said"
    if not row.source_words:
        yield "nobody is named as its source"
    elif not row.speaker:
        yield "who the source is was not found"
    elif not any(row.speaker in words or words in row.speaker for words in row.source_words):
        yield f"“{' … '.join(row.source_words)}” was taken for {row.speaker}"
    if statement.source and statement.content:
        gap = min(abs(s.start - c.end) for s in statement.source for c in statement.content)
        if gap > FAR and not any(c.start - s.end < FAR for s in statement.source for c in statement.content):
            yield f"{gap} characters lie between source and words"
    if statement.score < SURE:
        yield f"score {statement.score:.2f}"


def find_seen(history: Iterable[Decision]) -> str:
    """The id of the decision in force on whether a statement is right as found; empty for none."""
    return next((d.id for d in reversed(list(history)) if d.question == QUESTION and len(d.about) == 1), "")


def find_undoable(case: Case, reviewer: str) -> Decision | None:
    """The last decision that this reviewer made and that nobody has undone or replaced."""
    mine = [
        decision
        for decision in find_valid_decisions(case.store)
        if decision.reviewer == reviewer and decision.question != "remark" and not decision.note.startswith(UNDOES)
    ]
    return mine[-1] if mine else None
