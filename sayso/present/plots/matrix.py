"""Who speaks about whom, as a matrix: a row for each speaker, a column for each who is spoken of."""

from collections.abc import Sequence

from markupsafe import Markup

from sayso.present.plots.svg import (
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
    shorten,
)
from sayso.store.figures import Pair, Party

CELL = 30.0
LEFT, SLANT = 230.0, 200.0  # room for the names at the left, and for those that stand slanted on top
SHADES = (PAPER, "#eaf1f8", "#cfe0f0", "#a9c8e4", "#7fadd5", "#5792c6")


def draw_matrix(pairs: Sequence[Pair], title: str = "Who speaks about whom", link: Link = lead_nowhere) -> Drawing:
    """The matrix; the darker a cell, the more statements, and each holds its number.

    Args:
        link: asked for "entity" with an id, and for "pair" with two ids and a space between them.
    """
    counts = {(pair.speaker.id, pair.about.id): pair.count for pair in pairs}
    speakers = rank_parties([(pair.speaker, pair.count) for pair in pairs])
    abouts = rank_parties([(pair.about, pair.count) for pair in pairs])
    most = max(counts.values(), default=1)
    top = 150.0
    body = [_draw_column(about, LEFT + CELL * (number + 0.5), top - 8, link) for number, about in enumerate(abouts)]
    for row, speaker in enumerate(speakers):
        y = top + CELL * row
        name = make_text(shorten(speaker.name, LEFT - 26), LEFT - 10, y + CELL / 2 + 4, text_anchor="end")
        body.append(make_link(link("entity", speaker.id), name, title=speaker.name))
        for column, about in enumerate(abouts):
            count = counts.get((speaker.id, about.id), 0)
            shade = SHADES[-(-(len(SHADES) - 1) * count // most)]
            words = f"{speaker.name} about {about.name}: {count} statements"
            drawn = _draw_cell(LEFT + CELL * column, y, count, shade)
            address = link("pair", f"{speaker.id} {about.id}") if count else None
            body.append(make_link(address, drawn, title=words if count else ""))
    note = "rows speak, columns are spoken of"
    body.append(make_text(note, LEFT - 10, top - 8, text_anchor="end", font_size=11, fill=SOFT, class_="note"))
    return Drawing(
        name="matrix",
        title=title,
        description=f"Statements of {len(speakers)} speakers about {len(abouts)} who are spoken of.",
        width=LEFT + CELL * len(abouts) + SLANT,
        height=top + CELL * len(speakers) + 16,
        body=join(body),
    )


def rank_parties(pairs: Sequence[tuple[Party, int]]) -> list[Party]:
    """Everybody once, those with most statements first."""
    totals: dict[Party, int] = {}
    for party, count in pairs:
        totals[party] = totals.get(party, 0) + count
    return sorted(totals, key=lambda party: (-totals[party], party.name, party.id))


def _draw_column(about: Party, x: float, y: float, link: Link) -> Markup:
    name = make_text(shorten(about.name, SLANT), x, y, transform=f"rotate(-40 {x:.1f} {y:.1f})")
    return make_link(link("entity", about.id), name, title=about.name)


def _draw_cell(x: float, y: float, count: int, shade: str) -> Markup:
    cell = make_element("rect", x=x, y=y, width=CELL, height=CELL, fill=shade, stroke=LINE, class_="cell")
    if not count:
        return cell
    number = make_text(
        str(count), x + CELL / 2, y + CELL / 2 + 4, text_anchor="middle", fill=INK, font_size=11, class_="count"
    )
    return join([cell, number])
