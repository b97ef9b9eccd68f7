"""SVG as text: elements whose words are escaped, drawings for a page or a file, and the file as PNG.

Colours and fonts stand as attributes of the elements, because a page's security policy refuses styles inside it; a
page's own style sheet may override them by the classes. Sizes are those of a screen's points.
"""

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from sayso.errors import SaysoError
from sayso.present.wording import show_in_xml
from sayso.present.writing import replace_file

INK, SOFT, LINE, PAPER, DENIAL = "#1d1d1b", "#5d5c57", "#dcd9d0", "#ffffff", "#b3261e"
COLOURS = ("#0b6fb8", "#c04a00", "#00785a", "#a8327f", "#5a3fb0", "#8a6500", "#1c7d8c", "#b32238", "#4f6b12", "#6b4a35")
FONTS = (
    "'Noto Sans', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'PingFang SC', 'Noto Sans CJK SC', "
    "'Noto Sans SC', 'Microsoft YaHei', 'Noto Sans Myanmar', 'Myanmar Text', Padauk, sans-serif"
)
SIZE = 12.0  # of ordinary words
PNG_ZOOM = 2.0
LARGEST_PNG = 16_000  # points of a side

Link = Callable[[str, str], str | None]  # kind of record and its id to an address


def lead_nowhere(_kind: str, _id: str) -> str | None:
    """No address: for a drawing outside the pages."""
    return None


class Drawing(Struct, frozen=True, kw_only=True):
    """A finished drawing."""

    name: str  # class of the outermost element: "timeline"
    title: str
    description: str
    width: float
    height: float
    body: Markup


def make_element(tag: str, *inside: str, **attributes: str | float | None) -> Markup:
    """One element; words in it and in its attributes are escaped, what is Markup already stays as it is.

    Args:
        attributes: `class_` and `stroke_width` are written as `class` and `stroke-width`; None is left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_write_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    content = "".join(show_in_xml(piece) for piece in inside)
    return Markup(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")


def _write_value(value: str | float) -> str:
    if isinstance(value, str):
        return show_in_xml(value)
    return f"{value:.1f}".removesuffix(".0")


def make_text(words: str, x: float, y: float, **attributes: str | float | None) -> Markup:
    """Words at a place; their own direction is kept, whatever stands beside them."""
    return make_element("text", words, **({"x": x, "y": y} | attributes))


def make_link(address: str | None, *inside: Markup, title: str = "") -> Markup:
    """What is drawn, as a link where there is an address, with words that show when it is pointed at."""
    named = (make_element("title", title), *inside) if title else inside
    return make_element("a", *named, href=address) if address else make_element("g", *named)


def join(pieces: Iterable[Markup]) -> Markup:
    """The elements one after the other."""
    return Markup("\n").join(pieces)


def measure(words: str, size: float = SIZE) -> float:
    """About how wide the words are: fonts differ, so leave a little room."""
    return size * sum(_measure_character(character) for character in words)


def _measure_character(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in "iljtfr.,;:'|!()[] ":
        return 0.34
    return 0.86 if character in "mwMW@%—…" else 0.66 if character.isupper() else 0.58


def shorten(words: str, room: float, size: float = SIZE) -> str:
    """The words on one line, cut with "…" where they would be wider than the room."""
    words = " ".join(words.split())
    if measure(words, size) <= room:
        return words
    kept, left = [], room - measure("…", size)
    for character in words:
        left -= size * _measure_character(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def show_inline(drawing: Drawing) -> Markup:
    """The drawing as part of a page: as wide as its place, no background."""
    holds_links = "<a " in drawing.body
    return make_element(
        "svg",
        make_element("desc", drawing.description),
        drawing.body,
        class_=f"plot {drawing.name}",
        viewBox=f"0 0 {_write_value(drawing.width)} {_write_value(drawing.height)}",
        role="group" if holds_links else "img",  # what is inside an image is not there for a screen reader
        aria_label=drawing.title,
        xmlns="http://www.w3.org/2000/svg",
        **_LETTERS,
    )


def make_file(drawing: Drawing) -> str:
    """The drawing as a file of its own, on white, with its title."""
    head = 34.0
    width, height = drawing.width, drawing.height + head
    inside = make_element(
        "svg",
        make_element("title", drawing.title),
        make_element("desc", drawing.description),
        make_element("rect", width=width, height=height, fill=PAPER),
        make_text(shorten(drawing.title, width - 32, 15), 16, 23, font_size=15, font_weight="bold", fill=INK),
        make_element("g", drawing.body, transform=f"translate(0 {_write_value(head)})"),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {_write_value(width)} {_write_value(height)}",
        **_LETTERS,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inside}\n'


_LETTERS: dict[str, str | float | None] = {"font_family": FONTS, "font_size": SIZE, "fill": INK}


def write_drawing(drawing: Drawing, path: Path) -> None:
    """The drawing is in the file, as SVG or PNG by the file's ending; SaysoError, and no file, for any other."""
    suffix = path.suffix.lower()
    if suffix == ".svg":
        content = make_file(drawing).encode()
    elif suffix == ".png":
        content = render_png(drawing)
    else:
        hint = "End the file's name in .svg or .png"
        raise SaysoError(f"{suffix or 'no ending'} is not known", where=str(path), hint=hint)
    with replace_file(path) as file:
        file.write(content)


def render_png(drawing: Drawing) -> bytes:
    """The file as a picture, with the fonts of this machine."""
    import resvg_py

    zoom = min(PNG_ZOOM, LARGEST_PNG / max(drawing.width, drawing.height))
    return resvg_py.svg_to_bytes(svg_string=make_file(drawing), zoom=zoom, languages=["en"])
