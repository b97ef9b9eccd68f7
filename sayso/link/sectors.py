"""The sector of an entity, as PLOVER's actors have one, where its schema or a word of its name tells it."""

from collections.abc import Sequence

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


def _read_name(readings: Sequence[Reading], mention: Mention) -> str | None:
    reading = find_reading(readings, mention.span.start)
    naming = reading.language.naming
    name = simplify(reading.text[mention.span.start : mention.span.end]).lower()
    words = frozenset(name.split())
    media = (*(word.lower() for word in naming.media_words), *naming.media_suffixes)
    for sector, lists in (
        (MILITARY, naming.military_words),
        (POLICE, naming.police_words),
        (COURT, naming.court_words),
        (PARLIAMENT, naming.parliament_words),
        (EDUCATION, naming.education_words),
        (MEDIA, media),
    ):
        if any(word in words if reading.language.settings.spaced else word in name for word in lists):
            return sector
    return None
