"""Makes sayso/present/atlas/outline.json and capitals.tsv.

    python tools/build_atlas.py WORLD-ATLAS/countries-110m.json ZONE.TAB

The first file is of the npm package world-atlas 2.0.2 (ISC), which carries Natural Earth's countries (public domain);
the second of the time zone database (public domain), whose zones are named after and placed at their main cities. For
capitals that give no zone its name the places stand below, to a tenth of a degree.
"""

import csv
import json
import re
import sys
import unicodedata
from math import hypot
from pathlib import Path

from babel.core import get_global

from sayso.languages.countries import OBSOLETE
from sayso.present.atlas import project

ROOT = Path(__file__).parent.parent
ATLAS = ROOT / "sayso" / "present" / "atlas"
NEAR = 0.35  # points of the drawing that a line may move by
SMALLEST = 1.2  # a part of a country that is smaller in both directions is left out, unless it is the largest
OTHERS = """
ALB 41.3 19.8|AND 42.5 1.5|ARE 24.5 54.4|ATG 17.1 -61.8|AUS -35.3 149.1|BDI -3.4 29.9|BHR 26.2 50.6|BLZ 17.3 -88.8
BRA -15.8 -47.9|BRB 13.1 -59.6|BRN 4.9 114.9|CAN 45.4 -75.7|CHE 46.9 7.4|CHN 39.9 116.4|CMR 3.9 11.5|COM -11.7 43.2
CPV 14.9 -23.5|CRI 9.9 -84.1|DMA 15.3 -61.4|ECU -0.2 -78.5|FJI -18.1 178.4|FSM 6.9 158.2|GRD 12.1 -61.7|GUY 6.8 -58.2
IND 28.6 77.2|JAM 18.0 -76.8|KAZ 51.2 71.4|KWT 29.4 48.0|MAR 34.0 -6.8|MDV 4.2 73.5|MLT 35.9 14.5|MMR 19.8 96.1
MUS -20.2 57.5|MWI -14.0 33.8|NZL -41.3 174.8|PAK 33.7 73.1|PAN 9.0 -79.5|PLW 7.5 134.6|PSE 31.9 35.2|QAT 25.3 51.5
SLB -9.4 160.0|SLV 13.7 -89.2|SYC -4.6 55.5|TON -21.1 -175.2|TUR 39.9 32.9|USA 38.9 -77.0|VNM 21.0 105.8|VUT -17.7 168.3
XKX 42.7 21.2|YEM 15.4 44.2|ZAF -25.7 28.2
"""


def main() -> None:
    """Both files are written anew."""
    world, zones = (Path(name) for name in sys.argv[1:3])
    countries, centres = read_countries(json.loads(world.read_text("utf-8")))
    written = json.dumps({"countries": countries, "centres": centres}, separators=(",", ":"), sort_keys=True)
    (ATLAS / "outline.json").write_text(written + "\n", "utf-8")
    with (ATLAS / "capitals.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["country", "latitude", "longitude"])
        for country, (latitude, longitude) in sorted(read_capitals(zones).items()):
            writer.writerow([country, f"{latitude:.1f}", f"{longitude:.1f}"])


def find_alpha3() -> dict[str, str]:
    """ISO 3166 alpha-3 by numeric code and by alpha-2."""
    aliases = get_global("territory_aliases")
    alpha3 = {}
    for code, territories in aliases.items():
        if len(code) == 3 and code.isalpha() and code not in OBSOLETE and len(territories) == 1:
            alpha3.setdefault(territories[0], code)
    found = dict(alpha3)
    for code, territories in aliases.items():
        if code.isdigit() and len(territories) == 1 and territories[0] in alpha3:
            found[code] = alpha3[territories[0]]
    return found | {"XK": "XKX"}


def read_countries(world: dict) -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
    """Path and centre of each country; borders that two countries share stay shared."""
    scale, shift = world["transform"]["scale"], world["transform"]["translate"]
    arcs = [thin(decode(arc, scale, shift)) for arc in world["arcs"]]
    alpha3 = find_alpha3()
    countries, centres = {}, {}
    for geometry in world["objects"]["countries"]["geometries"]:
        code = alpha3.get(geometry.get("id", "")) or {"Kosovo": "XKX"}.get(geometry["properties"]["name"])
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [join([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]) for part in parts for ring in part]
        largest = max(rings, key=lambda ring: abs(measure_area(ring)))
        name = code or geometry["properties"]["name"]
        if name == "ATA":
            continue
        kept = [ring for ring in rings if ring is largest or is_seen(ring)]
        countries[name] = "".join(draw(ring) for ring in kept)
        if code:
            centres[code] = find_centre(largest)
    return countries, centres


def decode(arc: list, scale: list, shift: list) -> list[tuple[float, float]]:
    """An arc as longitudes and latitudes."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line without the points that it hardly bends at (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = (project(y, x) for x, y in (points[0], points[-1]))
    length = hypot(bx - ax, by - ay)
    furthest, distance = 0, -1.0
    for place, (longitude, latitude) in enumerate(points[1:-1], 1):
        x, y = project(latitude, longitude)
        off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else hypot(x - ax, y - ay)
        if off > distance:
            furthest, distance = place, off
    if distance <= NEAR:
        return [points[0], points[-1]]
    return thin(points[: furthest + 1])[:-1] + thin(points[furthest:])


def join(arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """One ring of arcs that follow each other."""
    ring = list(arcs[0])
    for arc in arcs[1:]:
        ring += arc[1:]
    return unwrap(ring)


def unwrap(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ring in one piece where it crosses the line at which longitudes jump from 180 to -180."""
    whole = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((longitude - whole[-1][0]) / 360)
        whole.append((longitude - 360 * turns, latitude))
    middle = sum(x for x, _ in whole) / len(whole)
    return [(x - 360 * round(middle / 360), y) for x, y in whole]


def is_seen(ring: list[tuple[float, float]]) -> bool:
    """Whether a part of a country is large enough to be seen."""
    places = [project(y, x) for x, y in ring]
    return max(max(v) - min(v) for v in zip(*places, strict=True)) >= SMALLEST


def draw(ring: list[tuple[float, float]]) -> str:
    """The ring as a path, to a tenth of a point, in steps from point to point."""
    places = [tuple(round(v * 10) for v in project(y, x)) for x, y in ring]
    x, y = places[0]
    path = f"M{show(x)} {show(y)}l"
    steps = []
    for nx, ny in places[1:-1]:
        if (nx, ny) != (x, y):
            steps.append(f"{show(nx - x)} {show(ny - y)}")
            x, y = nx, ny
    return re.sub(r" -", "-", path + " ".join(steps)) + "z"


def show(tenths: int) -> str:
    """A number of tenths as short as it can be written."""
    return f"{tenths / 10:.1f}".removesuffix(".0").replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"


def measure_area(ring: list[tuple[float, float]]) -> float:
    """Twice the area of a ring in the drawing."""
    places = [project(y, x) for x, y in ring]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(places, places[1:] + places[:1], strict=True))


def find_centre(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of a ring, as latitude and longitude."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return round(y / (3 * area), 1), round(x / (3 * area), 1)


def read_capitals(zones: Path) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the capital of each country whose capitals places.tsv names."""
    alpha3 = find_alpha3()
    cities = {}
    for line in zones.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, place, zone = line.split("\t")[:3]
            cities[alpha3.get(code, code), fold(zone.rpartition("/")[2])] = read_place(place)
    found = {}
    with (ROOT / "sayso" / "languages" / "en" / "places.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            key = (row["country"], fold(row["name"]))
            if row["kind"] == "capital" and key in cities:
                found.setdefault(row["country"], cities[key])
    for item in re.split(r"[|\n]", OTHERS.strip()):
        country, latitude, longitude = item.split()
        found[country] = (float(latitude), float(longitude))
    return found


def read_place(written: str) -> tuple[float, float]:
    """Latitude and longitude of "+4812+01622" or "-332630-0703930"."""
    numbers = []
    for part in re.findall(r"[+-]\d+", written):
        digits = part[1:]
        whole = 2 if len(digits) in (4, 6) else 3
        minutes, seconds = digits[whole : whole + 2], digits[whole + 2 :] or "0"
        value = int(digits[:whole]) + int(minutes) / 60 + int(seconds) / 3600
        numbers.append(-value if part[0] == "-" else value)
    return numbers[0], numbers[1]


def fold(name: str) -> str:
    """Letters alone, without accents."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in decomposed if c.isalnum() and not unicodedata.combining(c))


if __name__ == "__main__":
    main()
