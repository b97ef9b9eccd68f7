"""Events and statements over time: above how many statements each day brought, below the events by type.

A statement stands on the day its document was published, an event on the day the text gives for it. What has no day
is counted under the plot and nowhere drawn. An event is a filled mark when told as fact, a hollow one when planned, a
dashed one when only possible, a struck one when denied.
"""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from sayso.present.plots.scale import Scale, draw_axis, make_scale
from sayso.present.plots.svg import (
    DENIAL,
    INK,
    LINE,
    PAPER,
    SOFT,
    Drawing,
    Link,
    join,
    lead_nowhere,
    make_element,
    make_link,
    make_text,
    measure,
    shorten,
)
from sayso.records import Factuality

WIDTH, LEFT, RIGHT = 1000.0, 130.0, 170.0
BARS = 70.0  # height of the statements
ROW, MARK = 18.0, 9.0
MOST_ROWS = 8  # of one type; what does not fit is drawn without words
LABEL = 230.0


class Day(Struct, frozen=True):
    """How many statements were published on a day."""

    day: date
    statements: int
    denials: int


class Happening(Struct, frozen=True, kw_only=True):
    """An event with its days; where several texts tell the same of the same parties and day, the first of them."""

    id: str
    event_type: str
    first: date
    last: date
    label: str  # who, and to whom
    words: str
    factuality: Factuality
    told: int = 1  # how often


class Timeline(Struct, frozen=True, kw_only=True):
    """Everything that the plot shows."""

    days: tuple[Day, ...]
    happenings: tuple[Happening, ...]
    undated_statements: int = 0
    undated_events: int = 0
    left_out: int = 0  # events beyond those that are drawn


class _Placed(Struct, frozen=True):
    happening: Happening
    x: float
    end: float
    row: int
    label: str


def draw_timeline(timeline: Timeline, title: str = "Timeline", link: Link = lead_nowhere) -> Drawing:
    """The plot."""
    ends = [day for item in timeline.happenings for day in (item.first, item.last)]
    scale = make_scale([*(day.day for day in timeline.days), *ends], LEFT + 10, WIDTH - RIGHT)
    lanes = [(name, _pack(lane, scale)) for name, lane in _group(timeline.happenings)]
    y = 26.0
    body = []
    if timeline.days:
        body.append(_draw_days(timeline.days, scale, y, link))
        y += BARS + 16
    for name, placed in lanes:
        height = ROW * (1 + max((item.row for item in placed), default=0)) + 6
        body.append(_draw_lane(name, placed, y, link))
        y += height
    axis = draw_axis(scale, 14, y)
    note = _describe_rest(timeline)
    legend = _draw_legend(y + 22) if lanes else Markup("")
    words = make_text(note, 16, y + 44, font_size=11, fill=SOFT, class_="note") if note else Markup("")
    return Drawing(
        name="timeline",
        title=title,
        description=f"{sum(day.statements for day in timeline.days)} statements by day of publication and "
        f"{sum(item.told for item in timeline.happenings)} events by their own day. {note}".strip(),
        width=WIDTH,
        height=y + 56,
        body=join([axis, *body, legend, words]),
    )


def _group(happenings: Sequence[Happening]) -> list[tuple[str, list[Happening]]]:
    """The events of each type by day; the type that begins first stands first."""
    lanes: dict[str, list[Happening]] = {}
    for item in sorted(happenings, key=lambda item: (item.first, item.last, item.id)):
        lanes.setdefault(item.event_type, []).append(item)
    return list(lanes.items())


def _pack(lane: Sequence[Happening], scale: Scale) -> list[_Placed]:
    """The events in rows, each with as many words as fit before the next; without words where rows run out."""
    ends: list[float] = []
    placed = []
    for item in lane:
        x, end = scale.place(item.first), max(scale.place(item.last), scale.place(item.first))
        often = f" ×{item.told}" if item.told > 1 else ""
        label = shorten(item.label, min(LABEL, WIDTH - 8 - end - MARK) - measure(often, 11), 11) + often
        reach = end + MARK + measure(label, 11) + 10
        row = next((row for row, taken in enumerate(ends) if taken <= x - MARK), len(ends))
        if row >= MOST_ROWS:
            row = min(range(MOST_ROWS), key=lambda row: ends[row])
            label, reach = "", max(ends[row], end + MARK)
        ends[row:] = [reach, *ends[row + 1 :]]
        placed.append(_Placed(item, x, end, row, label))
    return placed


def _draw_days(days: Sequence[Day], scale: Scale, top: float, link: Link) -> Markup:
    """A bar a day, the denials dark at its foot."""
    most = max(day.statements for day in days)
    foot = top + BARS
    drawn = [
        make_text("statements", LEFT - 14, foot, text_anchor="end", class_="name"),
        make_text(f"most: {most}", LEFT - 14, top + 10, text_anchor="end", font_size=11, fill=SOFT, class_="note"),
        make_element("line", x1=LEFT, x2=WIDTH - RIGHT + 10, y1=foot, y2=foot, stroke=LINE, class_="grid"),
    ]
    for day in days:
        x, height = scale.place(day.day), BARS * day.statements / most
        denied = BARS * day.denials / most
        bar = make_element(
            "rect", x=x - 4, y=foot - height, width=8, height=height, fill="#a9c8e4", stroke="#0b6fb8", class_="bar"
        )
        dark = make_element("rect", x=x - 4, y=foot - denied, width=8, height=denied, fill=DENIAL, class_="bar denial")
        words = f"{day.day.isoformat()}: {day.statements} statements, {day.denials} denials"
        drawn.append(make_link(link("day", day.day.isoformat()), bar, *([dark] if day.denials else []), title=words))
    return join(drawn)


def _draw_lane(name: str, placed: Sequence[_Placed], top: float, link: Link) -> Markup:
    drawn = [
        make_element("line", x1=16, x2=WIDTH - 16, y1=top, y2=top, stroke=LINE, class_="grid"),
        make_text(name, LEFT - 14, top + 16, text_anchor="end", font_size=11, class_="name"),
    ]
    for item in placed:
        y = top + 3 + ROW * (item.row + 0.5)
        words = (
            make_text(item.label, item.end + MARK, y + 4, font_size=11, class_="label") if item.label else Markup("")
        )
        drawn.append(
            make_link(
                link("event", item.happening.id),
                draw_mark(item.x, item.end, y, item.happening.factuality),
                words,
                title=_describe(item.happening),
            )
        )
    return make_element("g", *drawn, class_="lane")


def draw_mark(x: float, end: float, y: float, factuality: Factuality) -> Markup:
    """The sign of one event, from its first to its last day."""
    half = MARK / 2
    sign = make_element(
        "rect",
        x=x - half,
        y=y - half,
        width=end - x + MARK,
        height=MARK,
        rx=half,
        fill=INK if factuality == "asserted" else PAPER,
        stroke=INK,
        stroke_width=1.3,
        stroke_dasharray="2 2" if factuality == "hypothetical" else None,
        class_=f"mark {factuality}",
    )
    if factuality != "denied":
        return sign
    strike = make_element(
        "line", x1=x - half - 2, x2=end + half + 2, y1=y + half, y2=y - half, stroke=DENIAL, stroke_width=1.6,
        class_="strike",
    )  # fmt: skip
    return join([sign, strike])


def _describe(item: Happening) -> str:
    days = item.first.isoformat() if item.first == item.last else f"{item.first} to {item.last}"
    often = f", told {item.told} times" if item.told > 1 else ""
    return f"{days}: {item.event_type} ({item.factuality}{often}) {item.label}: {shorten(item.words, 2000)}"


def _draw_legend(y: float) -> Markup:
    signs: tuple[tuple[Factuality, str], ...] = (
        ("asserted", "told as fact"), ("planned", "planned"), ("hypothetical", "possible"), ("denied", "denied"),
    )  # fmt: skip
    drawn = []
    for number, (factuality, words) in enumerate(signs):
        x = LEFT + number * 120
        drawn += [draw_mark(x, x, y - 4, factuality), make_text(words, x + 10, y, font_size=11, fill=SOFT)]
    return make_element("g", *drawn, class_="legend")


def _describe_rest(timeline: Timeline) -> str:
    """What is not drawn, in words."""
    rest = (
        (timeline.undated_statements, "statements in documents without a date"),
        (timeline.undated_events, "events for which the text gives no date"),
        (timeline.left_out, "more events"),
    )
    parts = [f"{number} {words}" for number, words in rest if number]
    return f"Not drawn: {'; '.join(parts)}." if parts else ""
