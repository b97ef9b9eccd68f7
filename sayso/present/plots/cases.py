"""The plots of a case, ready to be drawn: what each takes from the store, within the limits of what can be seen."""

from collections.abc import Iterable
from datetime import date

import msgspec

from sayso.case import Case, Filters
from sayso.present.plots.braid import draw_braid
from sayso.present.plots.matrix import draw_matrix
from sayso.present.plots.network import draw_network
from sayso.present.plots.svg import Drawing, Link, lead_nowhere
from sayso.present.plots.timeline import Day, Happening, Timeline, draw_timeline
from sayso.read.dates_normal import read_normal
from sayso.records import Value
from sayso.store.events import EventRow
from sayso.store.figures import find_arrivals, find_pairs
from sayso.store.network import DayCount, count_days, find_ties, load_node
from sayso.store.weighed_origins import load_origins

MOST_EVENTS = 400
MOST_NODES = 40
MOST_DOCUMENTS = 5_000  # in the braid; a tick has to stay a tick
MATRIX_SIZE = 12


def plot_timeline(case: Case, filters: Filters | None = None, title: str = "", link: Link = lead_nowhere) -> Drawing:
    """Statements by day of publication and events by their own day, those that pass the filters."""
    timeline = collect_timeline(case, filters or Filters())
    return draw_timeline(timeline, title or f"Timeline of {case.folder.absolute().name}", link)


def plot_network(
    case: Case, filters: Filters | None = None, title: str = "", link: Link = lead_nowhere, most: int = MOST_NODES
) -> Drawing:
    """Who speaks about whom in the statements that pass the filters, among those named most."""
    ties = list(find_ties(case.store, filters or Filters(), most))
    ids = dict.fromkeys(end for tie in ties for end in (tie.speaker, tie.about))
    nodes = [load_node(case.store, id) for id in ids]
    return draw_network(nodes, ties, title or f"Who speaks about whom in {case.folder.absolute().name}", link)


def plot_braid(case: Case, title: str = "", link: Link = lead_nowhere) -> Drawing:
    """The documents over time, one lane an origin."""
    arrivals = find_arrivals(case.store, MOST_DOCUMENTS)
    return draw_braid(arrivals, load_origins(case.store), title or f"Origins in {case.folder.absolute().name}", link)


def plot_matrix(case: Case, title: str = "", link: Link = lead_nowhere) -> Drawing:
    """Who speaks about whom, as a matrix."""
    pairs = find_pairs(case.store, MATRIX_SIZE)
    return draw_matrix(pairs, title or f"Who speaks about whom in {case.folder.absolute().name}", link)


def collect_timeline(case: Case, filters: Filters) -> Timeline:
    """The days and events of what passes the filters."""
    return make_timeline(count_days(case.store, filters), case.events(filters))


def make_timeline(counts: Iterable[DayCount], rows: Iterable[EventRow]) -> Timeline:
    """The days and events that the plot shows, what is told alike as one, and how many it does not show."""
    days, undated = [], 0
    for count in counts:
        if count.day is None:
            undated += count.statements
        else:
            days.append(Day(date.fromisoformat(count.day), count.statements, count.denials))
    found: dict[tuple[str, ...], Happening] = {}
    left_out = unknown = 0
    for row in rows:
        ends = find_ends(row.event.date)
        if ends is None:
            unknown += 1
            continue
        happening = _make_happening(row, *ends)
        key = (happening.event_type, str(happening.first), str(happening.last), happening.label, happening.factuality)
        same = found.get(key)
        if same is not None:
            found[key] = msgspec.structs.replace(same, told=same.told + 1)
        elif len(found) < MOST_EVENTS:
            found[key] = happening
        else:
            left_out += 1
    return Timeline(
        days=tuple(days),
        happenings=tuple(found.values()),
        undated_statements=undated,
        undated_events=unknown,
        left_out=left_out,
    )


def find_ends(value: Value | None) -> tuple[date, date] | None:
    """The first and last day of a date; of one that is open at one end, the end that is known."""
    if value is None or value.normal is None:
        return None
    try:
        stretch = read_normal(value.normal)
    except ValueError:
        return None
    first, last = stretch.first or stretch.last, stretch.last or stretch.first
    return (first, last) if first and last else None


def _make_happening(row: EventRow, first: date, last: date) -> Happening:
    sides = [" and ".join(taker.name for taker in side) for side in (row.actors or row.participants, row.recipients)]
    return Happening(
        id=row.event.id,
        event_type=row.event.event_type,
        first=first,
        last=last,
        label=" → ".join(side for side in sides if side) or " ".join(row.clause_words.split()),
        words=" ".join(row.clause_words.split()),
        factuality=row.event.factuality,
    )
