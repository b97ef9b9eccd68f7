"""The speakers' network: who speaks about whom, laid out the same way each time.

A circle is as large as its statements are many, an arrow leads from who speaks to who is spoken of and is as wide as
its statements are many; it is dashed where half of them or more are denials.
"""

from collections.abc import Mapping, Sequence
from math import hypot

import numpy as np
from markupsafe import Markup
from msgspec import Struct
from numpy.typing import NDArray

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
    measure,
    shorten,
)
from sayso.present.wording import choose_colour
from sayso.store.network import Node, Tie

WIDTH, HEIGHT, MARGIN = 1000.0, 700.0, 60.0
ROUNDS = 300
NAME = 150.0  # room for a name
SMALLEST, LARGEST = 5.0, 17.0  # radius


class _Placed(Struct, frozen=True):
    node: Node
    x: float
    y: float
    radius: float


def draw_network(
    nodes: Sequence[Node], ties: Sequence[Tie], title: str = "Who speaks about whom", link: Link = lead_nowhere
) -> Drawing:
    """The network.

    Args:
        link: asked for "entity" with an id, and for "pair" with two ids and a space between them.
    """
    placed = _place(nodes, ties)
    most = max((tie.count for tie in ties), default=1)
    arrows = [
        _draw_tie(tie, placed[tie.speaker], placed[tie.about], most, link)
        for tie in reversed(ties)
        if tie.speaker in placed and tie.about in placed
    ]
    circles = [_draw_node(item, link) for item in placed.values()]
    note = "A circle grows with its statements; an arrow leads from who speaks to who is spoken of, dashed for denials."
    foot = make_text(note, 16, HEIGHT + 16, font_size=11, fill=SOFT, class_="note")
    return Drawing(
        name="network",
        title=title,
        description=f"{len(nodes)} who speak or are spoken of, {len(ties)} pairs. {note}",
        width=WIDTH,
        height=HEIGHT + 28,
        body=join([*arrows, *circles, foot]),
    )


def _place(nodes: Sequence[Node], ties: Sequence[Tie]) -> dict[str, _Placed]:
    """Each node with its place and size."""
    weights = dict.fromkeys((node.id for node in nodes), 0)
    for tie in ties:
        for end in (tie.speaker, tie.about):
            weights[end] = weights.get(end, 0) + tie.count
    most = max(weights.values(), default=1) or 1
    radii = {id: SMALLEST + (LARGEST - SMALLEST) * (weight / most) ** 0.5 for id, weight in weights.items()}
    order = sorted(nodes, key=lambda node: (-weights[node.id], node.id))
    numbers = {node.id: number for number, node in enumerate(order)}
    known = [tie for tie in ties if tie.speaker in numbers and tie.about in numbers]
    edges = np.array([(numbers[tie.speaker], numbers[tie.about]) for tie in known], dtype=np.int64).reshape(-1, 2)
    pulls = np.array([1 + np.log(tie.count) for tie in known])
    places = spread(lay_out(len(order), edges, pulls), [_measure_node(node, radii) for node in order])
    return {
        node.id: _Placed(node, round(float(x), 1), round(float(y), 1), radii[node.id])
        for node, (x, y) in zip(order, places, strict=True)
    }


def _measure_node(node: Node, radii: Mapping[str, float]) -> tuple[float, float]:
    """Width and height of a circle with its name under it."""
    return max(2 * radii[node.id], measure(shorten(node.name, NAME, 11), 11)) + 10, 2 * radii[node.id] + 22


def lay_out(size: int, edges: NDArray[np.int64], pulls: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places between -1 and 1 by springs along the ties and repulsion between all, from a spiral outwards.

    Those with most statements start in the middle. Nothing is random, so the same network gives the same places.
    """
    turns = np.arange(size) * 2.399963  # the golden angle
    radius = np.sqrt((np.arange(size) + 0.5) / max(size, 1))
    places = np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=1)
    ideal = 1.6 / np.sqrt(max(size, 1))
    for turn in range(ROUNDS):
        difference = places[:, None, :] - places[None, :, :]
        distance = np.sqrt((difference**2).sum(axis=2)) + 1e-6
        moves = (difference / distance[..., None] * (ideal**2 / distance)[..., None]).sum(axis=1)
        along = places[edges[:, 0]] - places[edges[:, 1]]
        pull = along * (np.sqrt((along**2).sum(axis=1)) / ideal * pulls * 0.5)[:, None]
        np.subtract.at(moves, edges[:, 0], pull)
        np.add.at(moves, edges[:, 1], pull)
        moves -= places * 0.6  # what hangs together with nothing stays near
        length = np.sqrt((moves**2).sum(axis=1)) + 1e-9
        step = 0.12 * (1 - turn / ROUNDS)
        places = places + moves / length[:, None] * np.minimum(length, step)[:, None]
    return np.asarray(places / max(float(np.abs(places).max(initial=0.0)), 1e-6))


def spread(places: NDArray[np.float64], sizes: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Places on the sheet where no name lies over another, as far as there is room."""
    room = np.array([WIDTH / 2 - MARGIN - NAME / 3, HEIGHT / 2 - MARGIN])
    found = places * room + np.array([WIDTH / 2, HEIGHT / 2])
    if not sizes:
        return np.asarray(found)
    needed = np.array(sizes)
    half = (needed[:, None, :] + needed[None, :, :]) / 2
    for _ in range(200):
        difference = found[:, None, :] - found[None, :, :]
        over = half - np.abs(difference)
        np.einsum("iij->ij", over)[:] = 0
        touching = (over > 0).all(axis=2)
        if not touching.any():
            break
        thinner = over[..., 0] < over[..., 1]  # moved apart the shorter way
        sign = np.where(difference > 0, 1.0, np.where(difference < 0, -1.0, _choose_side(len(sizes))[..., None]))
        push = np.where(np.stack([thinner, ~thinner], axis=2), over * sign * 0.3, 0.0)
        found = found + (push * touching[..., None]).sum(axis=1)
        low, high = needed / 2, np.array([WIDTH, HEIGHT]) - needed / 2
        found = np.clip(found, low, high)
    return np.asarray(found)


def _choose_side(size: int) -> NDArray[np.float64]:
    """Two at one place: the earlier goes one way, the later the other."""
    order = np.arange(size)
    return np.asarray(np.sign(order[:, None] - order[None, :]), dtype=np.float64)


def _draw_node(item: _Placed, link: Link) -> Markup:
    colour = COLOURS[choose_colour(item.node.id, item.node.name) % len(COLOURS)]
    circle = make_element(
        "circle", cx=item.x, cy=item.y - 8, r=item.radius, fill=colour, stroke=PAPER, stroke_width=1.5, class_="node"
    )
    name = shorten(item.node.name, NAME, 11)
    y = item.y - 8 + item.radius + 12
    halo: dict[str, str | float | None] = {
        "paint_order": "stroke",
        "stroke": PAPER,
        "stroke_width": 3.0,
        "stroke_linejoin": "round",
    }
    words = make_text(name, item.x, y, text_anchor="middle", font_size=11, class_="name", **halo)
    return make_link(link("entity", item.node.id), circle, words, title=item.node.name)


def _draw_tie(tie: Tie, left: _Placed, right: _Placed, most: int, link: Link) -> Markup:
    """A curve from edge to edge with a head; the two directions of a pair bend to different sides."""
    x, y, end_x, end_y = left.x, left.y - 8, right.x, right.y - 8
    length = hypot(end_x - x, end_y - y) or 1.0
    along_x, along_y = (end_x - x) / length, (end_y - y) / length
    bend = min(40.0, length * 0.14)
    middle_x, middle_y = (x + end_x) / 2 - along_y * bend, (y + end_y) / 2 + along_x * bend
    back_x, back_y = end_x - middle_x, end_y - middle_y
    back = hypot(back_x, back_y) or 1.0
    width = 1.0 + 4.0 * tie.count / most
    tip_x, tip_y = end_x - back_x / back * (right.radius + 2), end_y - back_y / back * (right.radius + 2)
    size = 5.0 + width
    foot_x, foot_y = tip_x - back_x / back * size, tip_y - back_y / back * size
    side_x, side_y = -back_y / back * size * 0.45, back_x / back * size * 0.45
    denies = 2 * tie.denials >= tie.count
    colour = DENIAL if denies else SOFT
    curve = make_element(
        "path", d=f"M{x:.1f} {y:.1f} Q{middle_x:.1f} {middle_y:.1f} {foot_x:.1f} {foot_y:.1f}", fill="none",
        stroke=colour, stroke_width=width, stroke_opacity="0.55", stroke_dasharray="6 4" if denies else None,
        class_="tie denial" if denies else "tie",
    )  # fmt: skip
    points = (
        f"{tip_x:.1f},{tip_y:.1f} {foot_x + side_x:.1f},{foot_y + side_y:.1f} {foot_x - side_x:.1f},"
        f"{foot_y - side_y:.1f}"
    )
    head = make_element("polygon", points=points, fill=colour, fill_opacity="0.75", class_="head")
    words = f"{left.node.name} about {right.node.name}: {tie.count} statements, {tie.denials} denials"
    return make_link(link("pair", f"{tie.speaker} {tie.about}"), curve, head, title=words)
