"""Days as places on a line; long stretches in which nothing happens are drawn shorter, and marked."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from markupsafe import Markup
from msgspec import Struct

from sayso.present.plots.svg import LINE, SOFT, join, make_element, make_text

WIDEST_GAP = 0.15  # of the line that a stretch without anything may take
LABEL_ROOM = 84.0


class Scale(Struct, frozen=True):
    """Where each day stands."""

    places: Mapping[int, float]  # day numbers to x
    breaks: tuple[float, ...]  # where a stretch is drawn shorter than it was

    def place(self, day: date) -> float:
        """The x of a day that the scale was made for."""
        return self.places[day.toordinal()]


def make_scale(days: Iterable[date], left: float, right: float) -> Scale:
    """A line from left to right on which the days keep their order, and their distances up to a longest."""
    numbers = sorted({day.toordinal() for day in days})
    gaps = [after - before for before, after in pairwise(numbers)]
    longest = _find_longest(gaps)
    total = sum(min(gap, longest) for gap in gaps) or 1.0
    places, breaks, position = {}, [], left
    for number, gap in zip(numbers, [*gaps, 0], strict=False):
        places[number] = round(position, 1)
        step = min(gap, longest) / total * (right - left)
        if gap > longest * 1.01:
            breaks.append(round(position + step / 2, 1))
        position += step
    return Scale(places, tuple(breaks))


def _find_longest(gaps: list[int]) -> float:
    """The length above which a stretch without anything is cut."""
    longest = float(max(gaps, default=1))
    share = max(WIDEST_GAP, 1.5 / max(len(gaps), 1))
    if share >= 1:
        return longest
    for _ in range(200):
        total = sum(min(gap, longest) for gap in gaps)
        longest = max(1.0, min(longest, share * total))
    return longest


def draw_axis(scale: Scale, top: float, bottom: float) -> Markup:
    """The days that can be written without touching, each with a line down; a zigzag where time is cut short."""
    drawn, last = [], float("-inf")
    for number, x in scale.places.items():
        if x - last < LABEL_ROOM:
            continue
        last = x
        drawn.append(make_element("line", x1=x, x2=x, y1=top + 6, y2=bottom, stroke=LINE, class_="grid"))
        day = date.fromordinal(number).isoformat()
        drawn.append(make_text(day, x, top, text_anchor="middle", font_size=11, fill=SOFT, class_="day"))
    drawn += [_draw_break(x, bottom) for x in scale.breaks]
    return join(drawn)


def _draw_break(x: float, y: float) -> Markup:
    points = f"{x - 6:.1f},{y + 4:.1f} {x - 2:.1f},{y - 4:.1f} {x + 2:.1f},{y + 4:.1f} {x + 6:.1f},{y - 4:.1f}"
    line = make_element("polyline", points=points, fill="none", stroke=SOFT, class_="break")
    return make_element("g", make_element("title", "A longer time is cut short here."), line)
