"""Countries, peoples, capitals and international bodies of a language by all their names.

CLDR gives the names of countries, `places.tsv` what CLDR lacks: aliases, peoples, capitals,
well-known places, international bodies. Codes are ISO 3166 alpha-3; IGO, NGO and MNC stand for
international bodies, organisations and companies, as in PLOVER.
"""

from functools import cache

from sayso.languages import Language, PlaceName, load
from sayso.languages.cases import inflect

OBSOLETE = frozenset(["ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"])
_NOT_COUNTRIES = frozenset(["EZ", "QO", "UN", "EU", "ZZ"])  # bodies and regions; bodies are in places.tsv


@cache
def list_places(code: str) -> tuple[PlaceName, ...]:
    """Every name of a country, people, capital, place or international body in this language, with its case forms.

    What `places.tsv` says of a name comes before what CLDR says.
    """
    language = load(code)
    if language is None:
        return ()
    known: dict[str, PlaceName] = {}
    for place in (*language.places, *_list_countries(language)):
        for form in inflect(place.name, language.naming):
            known.setdefault(form, place)
    return tuple(
        PlaceName(name=form, country=place.country, kind=place.kind, schema=place.schema)
        for form, place in known.items()
    )


def _list_countries(language: Language) -> list[PlaceName]:
    from babel import Locale
    from babel.core import get_global

    alpha3: dict[str, str] = {"XK": "XKX"}
    for code, territories in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and code not in OBSOLETE:
            for territory in territories:
                alpha3.setdefault(territory, code)
    countries: list[PlaceName] = []
    for locale in language.naming.cldr:
        for territory, written in Locale.parse(locale).territories.items():
            if len(territory) == 2 and territory.isalpha() and territory in alpha3 and territory not in _NOT_COUNTRIES:
                countries += [
                    PlaceName(name=name, country=alpha3[territory], kind="country") for name in _split_name(written)
                ]
    return countries


def _split_name(written: str) -> list[str]:
    """The names that CLDR writes as one: "Myanmar (Burma)" has two."""
    plain = written.replace("（", "(").replace("）", ")").replace("’", "'")
    head, _, rest = plain.partition("(")
    inner = rest.partition(")")[0].strip()
    names = [written, written.replace("’", "'")]
    if inner:
        names += [head.strip(), inner] if len(inner) > 3 and head.strip() not in _SHARED_HEADS else [plain]
    return [name for name in names if len(name) > 1]


_SHARED_HEADS = frozenset(["刚果", "剛果", "Congo"])
