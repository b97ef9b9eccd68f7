"""Where on a drawn map a country or a capital lies, and the outline of the land.

The outline is Natural Earth's, in the public domain, as `tools/build_atlas.py` cut it down; NOTICE says from what.
Points are drawn by the Equal Earth projection, in which areas keep their sizes.
"""

import csv
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

import msgspec
from msgspec import Struct

WIDTH, HEIGHT = 1000.0, 442.0
_TOP = 1.3070  # of what is drawn, in the projection's own units: 84 degrees north
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_SCALE = WIDTH / (2 * 2.7066)  # half the width of the equator is 2.7066


class Outline(Struct, frozen=True):
    """The countries as paths of a drawing that is WIDTH wide and HEIGHT high, by ISO 3166 alpha-3."""

    countries: dict[str, str]
    centres: dict[str, tuple[float, float]]  # latitude and longitude of a point inside the largest part


@cache
def load_outline() -> Outline:
    """The outline of all countries."""
    return msgspec.json.decode(files(__name__).joinpath("outline.json").read_bytes(), type=Outline)


@cache
def load_capitals() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the capital of each country."""
    with files(__name__).joinpath("capitals.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["country"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the earth stands in the drawing."""
    a1, a2, a3, a4 = _A
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return round(WIDTH / 2 + x * _SCALE, 1), round((_TOP - y) * _SCALE, 1)
