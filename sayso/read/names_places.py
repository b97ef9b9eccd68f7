"""Countries, capitals, well-known places and international bodies, from lists.

Peoples and adjectives ("Peruvian") are in the lists too, but are no names by themselves: other
rules ask for them, since they stand in front of titles and inside the names of bodies.
"""

import re

from msgspec import Struct

from sayso.languages import Language, PlaceName
from sayso.languages.countries import list_places
from sayso.languages.once import once_a_language
from sayso.read.candidates import LISTED, MARKED, Candidate
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_whole_words, compile_words, join_words
from sayso.text.han import simplify

_SCHEMAS = {"country": "Country", "capital": "Place", "place": "Place"}


class Gazetteer(Struct, frozen=True):
    """The places of one language by name, and patterns that find them."""

    names: dict[str, PlaceName]
    pattern: re.Pattern[str]
    pairs: re.Pattern[str]  # countries named by one character each, two or more in a row
    peoples: frozenset[str]

    def find(self, name: str) -> PlaceName | None:
        """The place of this name, also when it is written in capitals."""
        return self.names.get(name) or (self.names.get(name.title()) if name.isupper() and len(name) > 3 else None)


@once_a_language
def gazetteer_of(language: Language) -> Gazetteer:
    """The places of a language, ready to be found in a text."""
    spaced = language.settings.spaced
    names = {simplify(place.name): place for place in reversed(list_places(language.code))}
    found = [name for name, place in names.items() if place.kind != "people" and len(name) > 1]
    short = "".join(sorted(name for name in names if len(name) == 1))
    follows = join_words(language.naming.pair_follows)
    return Gazetteer(
        names=names,
        pattern=compile_whole_words([*found, *(name.upper() for name in found if len(name) > 3)])
        if spaced
        else compile_words(found),
        pairs=re.compile(rf"[{short}]{{2,4}}(?={follows})" if short else r"(?!)"),
        peoples=frozenset(name for name, place in names.items() if place.kind == "people"),
    )


def find_listed(reading: Reading, text: str) -> list[Candidate]:
    """The names of the passage that stand in a list of places or bodies.

    Args:
        text: the document's text, with traditional characters as simplified ones.
    """
    gazetteer = gazetteer_of(reading.language)
    counted = reading.language.naming.not_after or ("\0",)
    span = reading.passage.span
    candidates = []
    for match in gazetteer.pattern.finditer(text, span.start, span.end):
        place = gazetteer.find(match.group())
        behind = text[match.end() : match.end() + 12].split(maxsplit=1)
        if place is not None and not (behind and behind[0].startswith(counted)):
            schema = place.schema or _SCHEMAS.get(place.kind, "Place")
            candidates.append(Candidate(match.start(), match.end(), schema, _weigh(place)))
    for match in gazetteer.pairs.finditer(text, span.start, span.end):
        candidates += [Candidate(place, place + 1, "Country", LISTED) for place in range(match.start(), match.end())]
    return candidates


def _weigh(place: PlaceName) -> int:
    """A capital's name is also a family name, and a city's one of a newspaper: less sure than a country's."""
    return LISTED if place.kind in ("country", "organization") else MARKED
