"""The braid: time from left to right, one lane an origin, a tick for every document that goes back to it.

A filled red tick holds a denial; a ring is a publisher's own correction. A document without a day stands at the right.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from sayso.present.plots.scale import draw_axis, make_scale
from sayso.present.plots.svg import (
    COLOURS,
    DENIAL,
    PAPER,
    SOFT,
    Drawing,
    Link,
    join,
    lead_nowhere,
    make_element,
    make_link,
    make_text,
    shorten,
)
from sayso.records import Origin
from sayso.store.figures import Arrival

MOST_LANES = 40
WIDTH, LEFT, RIGHT = 1000.0, 250.0, 130.0
LANE, TOP, STEP = 24.0, 30.0, 9.0


class _Lane(Struct, frozen=True):
    origin: Origin | None  # None: could not be compared with others
    members: list[Arrival]


def draw_braid(
    arrivals: Sequence[Arrival], origins: Sequence[Origin], title: str = "Origins", link: Link = lead_nowhere
) -> Drawing:
    """The documents as ticks on the lanes of their origins; the lanes with most documents, by first day."""
    lanes = _group(arrivals, origins)
    shown = sorted(lanes, key=lambda lane: -len(lane.members))[:MOST_LANES]
    shown.sort(key=lambda lane: (lane.members[0].day is None, lane.members[0].day or "", lane.members[0].number))
    days = [date.fromisoformat(arrival.day) for lane in shown for arrival in lane.members if arrival.day]
    undated = any(arrival.day is None for lane in shown for arrival in lane.members)
    right = WIDTH - (RIGHT if undated else 30)
    scale = make_scale(days, LEFT + 20, right - 40)
    places: dict[str | None, float] = {None: right + 40}
    places |= {day.isoformat(): scale.place(day) for day in days}
    bottom = TOP + LANE * len(shown) + 8
    body = [draw_axis(scale, 15, bottom)]
    if undated:
        body.append(make_text("no date", right + 40, 15, text_anchor="middle", font_size=11, fill=SOFT, class_="day"))
    body += [_draw_lane(lane, TOP + LANE * (index + 0.5), places, link) for index, lane in enumerate(shown)]
    hidden = len(lanes) - len(shown)
    note = "A lane is one origin, a tick one document; a filled tick holds a denial, a ring is a correction."
    note += f" {hidden} more origins are not drawn." if hidden else ""
    body.append(make_text(note, 16, bottom + 20, font_size=11, fill=SOFT, class_="note"))
    return Drawing(
        name="braid",
        title=title,
        description=f"{len(arrivals)} documents over time, one lane for each of {len(lanes)} origins. {note}",
        width=WIDTH,
        height=bottom + 32,
        body=join(body),
    )


def _group(arrivals: Sequence[Arrival], origins: Sequence[Origin]) -> list[_Lane]:
    """The documents of each origin by day; one that could not be compared with others is a lane of its own."""
    origin_of = {document: origin for origin in origins for document in origin.documents}
    lanes: dict[str, _Lane] = {}
    for arrival in sorted(arrivals, key=lambda arrival: (arrival.day is None, arrival.day or "", arrival.number)):
        origin = origin_of.get(arrival.id)
        lanes.setdefault(origin.id if origin else arrival.id, _Lane(origin, [])).members.append(arrival)
    return list(lanes.values())


def _draw_lane(lane: _Lane, y: float, places: Mapping[str | None, float], link: Link) -> Markup:
    members, origin = lane.members, lane.origin
    corrections = {
        end
        for item in (origin.evidence if origin else ())
        if item.why == "correction"
        for end in (item.left, item.right)
        if origin and end != origin.first
    }
    xs: list[float] = []
    for arrival in members:
        xs.append(max(places[arrival.day], xs[-1] + STEP if xs else 0.0))
    more = f" + {len(members) - 1}" if len(members) > 1 else ""
    name = _name_lane(lane)
    why = origin.why if origin and more else ""
    return make_element(
        "g",
        make_element("title", f"{name}{more}{': ' + why if why else ''}"),
        make_text(shorten(name, LEFT - 30 - len(more) * 7) + more, LEFT - 12, y + 4, text_anchor="end", class_="name"),
        make_element("line", x1=xs[0], x2=xs[-1], y1=y, y2=y, stroke=SOFT, stroke_width=1.5, class_="thread"),
        *(
            _draw_tick(arrival, x, y, corrects=arrival.id in corrections, link=link)
            for arrival, x in zip(members, xs, strict=True)
        ),
        class_="lane",
    )


def _name_lane(lane: _Lane) -> str:
    """Who published the document that the others go back to."""
    first = lane.members[0]
    if lane.origin:
        first = next((arrival for arrival in lane.members if arrival.id == lane.origin.first), first)
    return first.publisher or first.shown


def _draw_tick(arrival: Arrival, x: float, y: float, *, corrects: bool, link: Link) -> Markup:
    denies = arrival.denials > 0
    tick = make_element(
        "rect",
        x=x - 3,
        y=y - 7,
        width=6,
        height=14,
        rx=1,
        fill=DENIAL if denies else PAPER,
        stroke=DENIAL if denies else COLOURS[0],
        stroke_width=1.5,
        class_="tick denial" if denies else "tick",
    )
    ring = (
        make_element("circle", cx=x, cy=y, r=10, fill="none", stroke=SOFT, stroke_width=1.2, class_="correction")
        if corrects
        else Markup("")
    )
    words = (
        f"{arrival.publisher or 'unknown publisher'}, {arrival.day or 'no date'}: {arrival.shown} "
        f"({arrival.statements} statements, {arrival.denials} denials{', a correction' if corrects else ''})"
    )
    return make_link(link("document", arrival.id), tick, ring, title=words)
