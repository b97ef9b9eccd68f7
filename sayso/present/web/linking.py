"""Who is who before a person's eyes: the parts of one entity, and what could be one with it."""

from itertools import islice

from msgspec import Struct

from sayso.case import Case
from sayso.errors import NotFoundError, SaysoError
from sayso.present.web.changes import Made, list_made
from sayso.records import Decision, Entity, Mention
from sayso.store.asking import find_document, load_document, load_entity
from sayso.store.decisions import find_valid_decisions
from sayso.store.joining import find_parts
from sayso.store.places import Places
from sayso.store.rows import DocumentRow, EntityRow
from sayso.store.saving import load_passages, load_placed

MOST_PARTS = 200  # documents from which a part can be told apart at once
FOUND = 12  # entities that a search for the other one shows


class Part(Struct, frozen=True, kw_only=True):
    """What one document has of an entity: its names there and one sentence."""

    id: str
    mention: str  # by which a decision names this part and no other
    document: DocumentRow
    names: tuple[str, ...]
    sentence: str
    lang: str
    reasons: tuple[str, ...]


class Who(Struct, frozen=True, kw_only=True):
    """One entity with its parts, what was decided about it, and who else has words in a name."""

    entity: Entity
    parts: tuple[Part, ...]
    more: int  # parts that are not shown
    others: tuple[EntityRow, ...]
    words: str
    history: tuple[Made, ...]


def make_who(case: Case, id: str, words: str) -> Who:
    """The page on which an entity is split or made one with another."""
    entity = load_entity(case.store, id)
    parts = list_parts(case, id)
    found = case.entities(words) if words else iter(())
    known = {entity.id, *(part.id for part in parts), *entity.mentions}
    decisions = [d for d in find_valid_decisions(case.store) if d.question == "same entity" and known & set(d.about)]
    return Who(
        entity=entity,
        parts=tuple(parts[:MOST_PARTS]),
        more=max(len(parts) - MOST_PARTS, 0),
        others=tuple(islice((row for row in found if row.id != entity.id), FOUND)),
        words=words,
        history=tuple(list_made(case, decisions[::-1], {decision.id for decision in decisions}, set())),
    )


def list_parts(case: Case, id: str) -> list[Part]:
    """What each document has of an entity."""
    held = [(part.document, part.id) for part in find_parts(case.store, id)]
    if not held:
        shown = case.show(id)
        if shown.document is None:
            raise NotFoundError(f"no entity has the id {id!r}", where=str(case.folder))
        held = [(shown.document.id, id)]
    return [part for document, part_id in held if (part := _make_part(case, document, part_id))]


def _make_part(case: Case, document: str, id: str) -> Part | None:
    number = find_document(case.store, document)
    row, text = load_document(case.store, number)
    findings = load_placed(case.store.connection, number).values()
    entity = next((f for f in findings if isinstance(f, Entity) and f.id == id), None)
    mentions = [f for f in findings if isinstance(f, Mention) and entity and f.id in entity.mentions]
    if entity is None or not mentions:
        return None
    first = min(mentions, key=lambda mention: (mention.form != "name", mention.span.start))
    places = Places(text, load_passages(case.store.connection, number))
    sentence = places.find_sentence(first.span.start, first.span.end)
    return Part(
        id=id,
        mention=first.id,
        document=row,
        names=entity.names,
        sentence=text.text[sentence.start : sentence.end],
        lang=places.find_lang(first.span.start),
        reasons=entity.reasons,
    )


def split(case: Case, id: str, mention: str, reviewer: str, note: str) -> list[Decision]:
    """The decisions that tell one part of an entity from all its other parts."""
    parts = list_parts(case, id)
    others = [part.mention for part in parts if part.mention != mention]
    if len(others) == len(parts) or not others:
        raise SaysoError("there are no other parts to tell it from", where=mention, hint="Look at the entity again")
    if len(others) > MOST_PARTS:
        hint = "Decide on single mentions in the reader"
        raise SaysoError(f"it has more than {MOST_PARTS} parts", where=id, hint=hint)
    drafts = [
        Decision(
            id="",
            about=(mention, other),
            question="same entity",
            judgement="negative",
            reviewer=reviewer,
            made_at="",
            note=note,
        )
        for other in others
    ]
    return [case.decide(draft) for draft in drafts]
