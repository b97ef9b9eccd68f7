"""What is known of one person or body, as names and values: what `sayso show` prints of an entity."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from sayso.case import Case, Filters
from sayso.present.rows import show_act
from sayso.records import Entity
from sayso.store.event_lists import AskedEvents, list_events
from sayso.store.linked import find_ties
from sayso.store.roles import list_roles
from sayso.store.rows import DocumentRow, StatementRow, Tie
from sayso.store.tallies import count_statements
from sayso.text.scripts import find_dominant_script

SHOWN = 5  # of what they said, of what is said of them, and of events; a list has the rest
_LONGEST = 140  # characters of a content


def list_facts(case: Case, entity: Entity) -> Iterator[tuple[str, str]]:
    """Names by script, what they said and what is said of them, roles over time, events, and why they are one."""
    by_script: defaultdict[str, list[str]] = defaultdict(list)
    for name in entity.names:
        by_script[find_dominant_script(name) or "other"].append(name)
    for script in sorted(by_script):
        yield f"in {script}", " / ".join(by_script[script])
    if entity.country or entity.sector:
        yield "of", " ".join(filter(None, (entity.country, entity.sector)))
    yield "mentions", str(len(entity.mentions))
    yield from _list_statements(case, "said", Filters(speaker_id=entity.id))
    yield from _list_statements(case, "spoken of", Filters(about_id=entity.id))
    for role in islice(list_roles(case.store, entity.id), SHOWN):
        time = f"{role.first or '?'} to {role.last or '?'}: " if role.first or role.last else ""
        yield "role", f"{time}{role.words}, {role.other}  ({_describe(role.document)})"
    for row in list_events(case.store, AskedEvents(party=entity.id), limit=SHOWN):
        day = row.event.date.normal if row.event.date and row.event.date.normal else "?"
        yield "event", f"{row.event.event_type} {day}: {_cut(row.clause_words or row.trigger_words)}  {row.event.id}"
    for tie in find_ties(case.store, entity.id):
        yield "linked", _show_tie(tie)


def _list_statements(case: Case, label: str, filters: Filters) -> Iterator[tuple[str, str]]:
    count = count_statements(case.store, filters)
    yield label, f"{count} statements"
    rows: Iterable[StatementRow] = islice(case.statements(filters), SHOWN)
    for row in rows:
        act = show_act(row.statement.act, row.statement.polarity)
        who = f"{row.speaker}: " if label != "said" and row.speaker else ""
        words = _cut(" … ".join(row.content_words))
        yield "", f"{who}{act}: {words}  ({_describe(row.document)}) {row.statement.id}"


def _describe(document: DocumentRow) -> str:
    return ", ".join(filter(None, (document.publisher or document.title or document.id, document.published)))


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _show_tie(tie: Tie) -> str:
    left, reasons = " / ".join(tie.left), " ".join(tie.reasons)
    if tie.right:
        return f"{left} = {' / '.join(tie.right)}  {reasons} ({tie.score:.2f})"
    return f"{left}  {reasons} ({tie.parts} parts)"
