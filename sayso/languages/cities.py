"""Cities under all their names: what CLDR calls the city of each time zone, and the capitals of `places.tsv`."""

from collections.abc import Iterator
from functools import cache

from sayso.languages import Language, list_languages, load
from sayso.languages.cases import inflect
from sayso.languages.countries import list_places


@cache
def list_cities() -> tuple[tuple[str, str, str], ...]:
    """Every name of a city, what it stands for, the same in all languages, and the language; some have several."""
    codes = list_languages()
    return tuple(found for code in codes if (language := load(code)) for found in _list_names(code, language))


def _list_names(code: str, language: Language) -> Iterator[tuple[str, str, str]]:
    from babel import Locale
    from babel.core import get_global

    for locale in language.naming.cldr:
        zones = Locale.parse(locale).time_zones
        latin = locale in _AS_IN_ZONES
        for zone in get_global("zone_territories"):
            own = zone.rpartition("/")[2].replace("_", " ") if latin else ""  # CLDR leaves out what is the same
            for form in inflect(zones.get(zone, {}).get("city") or own, language.naming):
                if form and "/" in zone:
                    yield form, zone, code
    for place in list_places(code):
        if place.kind == "capital":
            yield place.name, f"capital of {place.country}", code


_AS_IN_ZONES = frozenset(["en", "es", "fr"])  # locales that write a city as the id of its zone does, unless they say so
