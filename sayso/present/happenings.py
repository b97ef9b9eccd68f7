"""Events and relations as flat rows: for tables, CSV, JSON Lines, and the table that conflict scholars load."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sayso.present.rows import describe_document
from sayso.present.terminal import Cell
from sayso.store.events import EventRow, Taker, find_event_days
from sayso.store.relations import RelationRow
from sayso.store.rows import DocumentRow

_QUADS = {
    "Verbal Cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "Material Cooperation": "COOPERATE AID RETREAT",
    "Verbal Conflict": "REQUEST ACCUSE REJECT THREATEN",
    "Material Conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}


def make_event_rows(rows: Iterable[EventRow]) -> Iterator[Mapping[str, Cell]]:
    """One row an event, everything that is known of it."""
    for row in rows:
        event = row.event
        yield {
            "heading": describe_document(row.document),
            "id": event.id,
            "type": event.event_type,
            "mode": event.mode,
            "contexts": list(event.contexts),
            "actors": _describe(row.actors or row.participants),
            "recipients": _describe(row.recipients),
            "symmetric": "yes" if event.participants else "no",
            "when": event.date.normal if event.date else None,
            "when_words": row.date_words,
            "precision": event.precision,
            "place": row.place.name if row.place else None,
            "amounts": list(row.amounts),
            "factuality": event.factuality,
            "stated_in": event.stated_in,
            "stated_by": row.stated_by,
            "words": row.clause_words,
            "trigger": row.trigger_words,
            "start": event.trigger.start,
            "end": event.trigger.end,
            "lang": row.lang,
            **_show_document(row.document),
            "made_by": event.made_by,
            "score": event.score,
        }


def make_relation_rows(rows: Iterable[RelationRow]) -> Iterator[Mapping[str, Cell]]:
    """One row a relation, everything that is known of it."""
    for row in rows:
        relation = row.relation
        yield {
            "heading": describe_document(row.document),
            "id": relation.id,
            "type": relation.relation_type,
            "holder": row.subject.name,
            "holder_country": row.subject.country,
            "role": row.role_words,
            "of": row.object.name,
            "of_country": row.object.country,
            "from": relation.since.normal if relation.since else None,
            "from_precision": relation.since_precision,
            "from_words": row.since_words,
            "to": relation.until.normal if relation.until else None,
            "to_precision": relation.until_precision,
            "to_words": row.until_words,
            "ended": "yes" if relation.ended else "no",
            "factuality": relation.factuality,
            "stated_in": relation.stated_in,
            "stated_by": row.stated_by,
            "words": row.clause_words,
            "start": relation.clause.start,
            "end": relation.clause.end,
            "lang": row.lang,
            **_show_document(row.document),
            "made_by": relation.made_by,
            "score": relation.score,
        }


def make_polecat_rows(rows: Iterable[EventRow]) -> Iterator[Mapping[str, Cell]]:
    """One row an event under the column names of POLECAT; several values stand in one cell, with semicolons.

    POLECAT dates an event to a day. What the text says less precisely stands in "Event Date" as it is (EDTF), with
    its precision and the first and last day that it may mean in columns of our own; an open end is empty.
    """
    for row in rows:
        event = row.event
        first, last = find_event_days(event) or ("", "")
        yield {
            "Event ID": event.id,
            "Event Date": (event.date.normal or "") if event.date else "",
            "Event Date Precision": event.precision or "",
            "Event Date First": first,
            "Event Date Last": last,
            "Event Type": event.event_type,
            "Event Mode": event.mode or "",
            "Contexts": ";".join(event.contexts),
            "Quad Code": next(name for name, types in _QUADS.items() if event.event_type in types.split()),
            **_show_side("Actor", row.actors or row.participants),
            **_show_side("Recipient", row.recipients),
            "Placename": row.place.name if row.place else "",
            "Country": (row.place.country or "") if row.place else "",
            "Amounts": ";".join(row.amounts),
            "Factuality": event.factuality,
            "Stated By": row.stated_by or "",
            "Statement ID": event.stated_in or "",
            "Language": row.lang,
            "Source": row.document.publisher or "",
            "Publication Date": row.document.published or "",
            "Headline": row.document.title or "",
            "Story ID": row.document.id,
            "Story URL": row.document.url or "",
            "Event Text": " ".join(row.clause_words.split()),
        }


def _show_side(side: str, takers: Sequence[Taker]) -> Mapping[str, Cell]:
    return {
        f"{side} Name": _join(taker.name for taker in takers),
        f"{side} Country": _join(taker.country for taker in takers),
        f"Primary {side} Sector": next((taker.sector for taker in takers if taker.sector), ""),
        f"{side} Sectors": _join(taker.sector for taker in takers),
    }


def _show_document(document: DocumentRow) -> Mapping[str, Cell]:
    return {
        "document": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.published,
        "url": document.url,
        "sha256": document.sha256,
    }


def _describe(takers: Sequence[Taker]) -> list[str]:
    """The names, each with country and sector in brackets: "Moscow (RUS GOV)"."""
    shown = []
    for taker in takers:
        codes = " ".join(code for code in (taker.country, taker.sector) if code)
        shown.append(f"{taker.name} ({codes})" if codes else taker.name)
    return shown


def _join(values: Iterable[str | None]) -> str:
    return ";".join(value or "" for value in values)
