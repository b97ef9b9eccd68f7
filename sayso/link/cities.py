"""Which city a name stands for, in any language that knows it."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from sayso.languages.cities import list_cities
from sayso.link.telling import fold_plain

_CAPITAL = "capital of "


def find_cities(name: str) -> tuple[str, ...]:
    """What the city is known by, the same in all languages; nothing for a name that two cities share."""
    return _index_cities().get(_fold(name), ())


@cache
def _index_cities() -> dict[str, tuple[str, ...]]:
    zones: defaultdict[str, set[str]] = defaultdict(set)
    capitals: defaultdict[str, set[str]] = defaultdict(set)
    spoken: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for written, city, code in list_cities():
        name = _fold(written)
        (capitals if city.startswith(_CAPITAL) else zones)[name].add(city)
        spoken[city, code].add(name)
    unsure = {city for (city, _), names in spoken.items() if city.startswith(_CAPITAL) and _are_several(names, zones)}
    found = {}
    for name in {*zones, *capitals}:
        seats = capitals[name] - unsure
        if len(zones[name]) < 2 and len(seats) < 2 and (seats or zones[name]):
            found[name] = tuple(sorted(zones[name] | seats))
    return found


def _are_several(names: set[str], zones: Mapping[str, set[str]]) -> bool:
    """Whether a language has two cities for one capital: names of which one is a zone's and another is not."""
    held = [zones[name] for name in names]
    return any(not one for one in held) and any(held)


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", fold_plain(name))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
