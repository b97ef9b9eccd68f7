"""The drawings of the pages, each also as a file: SVG, or PNG with the fonts of this machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from sayso.case import Case, open_case
from sayso.errors import NotFoundError
from sayso.present.plots.cases import make_timeline
from sayso.present.plots.matrix import draw_matrix
from sayso.present.plots.network import draw_network
from sayso.present.plots.svg import Drawing, make_file, render_png
from sayso.present.plots.timeline import draw_timeline
from sayso.present.web import events, lists
from sayso.present.web.overview import draw_origins, lead_to
from sayso.store.columns import load_columns, remember
from sayso.store.event_lists import list_events
from sayso.store.events import EventRow
from sayso.store.figures import find_pairs
from sayso.store.network import count_days, find_ties, load_node
from sayso.store.rows import Filters

MATRIX_SIZE = 24
MOST_NODES = 40
MOST_EVENTS = 200
NAMES = ("braid", "matrix", "network", "timeline")


def draw(case: Case, name: str, query: Mapping[str, str]) -> Drawing:
    """The drawing with this name of what passes the filters in an address."""
    if name == "timeline":
        return draw_events(case, list_events(case.store, events.read_asked(query), limit=MOST_EVENTS))
    if name == "braid":
        return draw_origins(case)
    filters = lists.read_filters(query)
    if name == "matrix":
        return draw_matrix(find_pairs(case.store, MATRIX_SIZE, filters), "Who speaks about whom", lead_to)
    if name == "network":
        return remember(load_columns(case.store), ("network", filters), lambda: _draw_network(case, filters))
    raise NotFoundError(f"no drawing is called {name!r}", hint=f"Use one of: {', '.join(NAMES)}")


def _draw_network(case: Case, filters: Filters) -> Drawing:
    ties = list(find_ties(case.store, filters, MOST_NODES))
    ids = dict.fromkeys(end for tie in ties for end in (tie.speaker, tie.about))
    nodes = [load_node(case.store, id) for id in ids]
    return draw_network(nodes, ties, "Who speaks about whom", lead_to)


def draw_events(case: Case, rows: Sequence[EventRow]) -> Drawing:
    """These events by their own day, under the statements of the case by day of publication."""
    timeline = make_timeline(count_days(case.store, Filters()), rows)
    return draw_timeline(timeline, "Events and statements over time", lead_to)


def send_drawing(folder: Path, request: Request) -> Response:
    """The drawing as a file."""
    name, shape = str(request.path_params["name"]), str(request.path_params["shape"])
    if shape not in ("svg", "png"):
        raise NotFoundError(f"a drawing is no {shape!r}", hint="Use svg or png")
    with open_case(folder) as case:
        drawing = draw(case, name, request.query_params)
    content = make_file(drawing).encode() if shape == "svg" else render_png(drawing)
    kind = "image/svg+xml" if shape == "svg" else "image/png"
    headers = {
        "content-disposition": f'attachment; filename="{name}.{shape}"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type=kind, headers=headers)
