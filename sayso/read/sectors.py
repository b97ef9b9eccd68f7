"""The sector of an entity, as PLOVER's actors have one, where its schema or a word of its name tells it."""

from collections.abc import Sequence

from sayso.languages.naming import Naming
from sayso.read.names import find_reading
from sayso.read.reading import Reading
from sayso.records import Mention
from sayso.text.han import simplify

GOVERNMENT, MILITARY, POLICE, COURT, PARLIAMENT = "GOV", "MIL", "COP", "JUD", "LEG"
BUSINESS, MEDIA, EDUCATION = "BUS", "MED", "EDU"


def find_sector(readings: Sequence[Reading], schema: str, named: Sequence[Mention], country: str | None) -> str | None:
    """The sector of the one that these names stand for, or None where nothing tells it."""
    if schema == "Company":
        return BUSINESS
    if schema not in ("PublicBody", "Organization") or not named:
        return None
    for mention in named:
        sector = _read_name(readings, mention)
        if sector is not None:
            return sector
    return GOVERNMENT if schema == "PublicBody" and country not in ("IGO", "NGO", "MNC") else None


def find_noun_sector(naming: Naming, word: str) -> str | None:
    """The sector of those that a common noun stands for: army, police, court."""
    for sector, words in _list_sectors(naming)[:-1]:
        if word in words:
            return sector
    return None


def _list_sectors(naming: Naming) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (MILITARY, naming.military_words),
        (POLICE, naming.police_words),
        (COURT, naming.court_words),
        (PARLIAMENT, naming.parliament_words),
        (EDUCATION, naming.education_words),
        (MEDIA, (*(word.lower() for word in naming.media_words), *naming.media_suffixes)),
    )


def _read_name(readings: Sequence[Reading], mention: Mention) -> str | None:
    reading = find_reading(readings, mention.span.start)
    naming = reading.language.naming
    name = simplify(reading.text[mention.span.start : mention.span.end]).lower()
    words = frozenset(name.split())
    for sector, lists in _list_sectors(naming):
        if any(word in words if reading.language.settings.spaced else word in name for word in lists):
            return sector
    return None
