"""What a FollowTheMoney entity is made of: values, each with the place in a text that gives it, where one does.

Only what FollowTheMoney takes is a value: dates as ISO 8601, countries as two letters, languages as three, addresses of
pages as http and https. What cannot be written so is left out.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from babel.core import get_global
from msgspec import Struct

from sayso import languages
from sayso.happened import DateOut, SumOut, Words

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d)?.*")
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
REFERENCES = frozenset({
    "agent", "asset", "beneficiary", "client", "document", "employee", "employer", "entity", "holder", "involved",
    "member", "object", "organization", "organizer", "owner", "payer", "person", "post", "proof", "relative",
    "resolved", "subject",
})  # fmt: skip
_LINES = "\n\r\t"


class Told(Struct, frozen=True, array_like=True):
    """A value, and where a text gives it: the language there, and the place in code points of the document's text."""

    value: str
    lang: str | None = None  # ISO 639-2
    start: int | None = None
    end: int | None = None


class FtmEntity(Struct, frozen=True, kw_only=True):
    """One FollowTheMoney entity."""

    id: str
    schema: str
    properties: dict[str, list[str]]


class Made(Struct, frozen=True, kw_only=True):
    """One FollowTheMoney entity whose values still know their places."""

    id: str
    schema: str
    properties: dict[str, list[Told]]

    def show(self) -> FtmEntity:
        """The entity as FollowTheMoney holds it: each value once."""
        return FtmEntity(
            id=self.id,
            schema=self.schema,
            properties={key: list(dict.fromkeys(t.value for t in told)) for key, told in self.properties.items()},
        )


def make(id: str, schema: str, **properties: Iterable[Told | str | None]) -> Made:
    """An entity without the properties that have no value."""
    held: dict[str, list[Told]] = {}
    for key, values in properties.items():
        for value in values:
            told = value if isinstance(value, Told) else Told(value or "")
            clean = name_entity(told.value) if key in REFERENCES and told.value else _clean(told.value)
            if clean:
                held.setdefault(key, []).append(Told(clean, told.lang, told.start, told.end))
    return Made(id=name_entity(id), schema=schema, properties=held)


def tell(words: Iterable[Words], lang: str) -> Told | None:
    """These words as one value, from where the first begins to where the last ends."""
    spans = list(words)
    if not spans:
        return None
    return Told(" … ".join(span.quote for span in spans), find_language(lang), spans[0].start, spans[-1].end)


def name_entity(id: str) -> str:
    """The id itself where FollowTheMoney takes it, else one made from it: lists and sources give ids of any form."""
    return id if _ID.fullmatch(id) else f"x-{make_key(id)}"


def make_key(*parts: str) -> str:
    """A short id that depends on these words alone."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def find_country(country: str | None) -> str | None:
    """ISO 3166 alpha-2 in lower case, as FollowTheMoney writes countries; None for IGO, NGO and MNC."""
    codes = get_global("territory_aliases").get(country or "", [])
    return codes[0].lower() if len(codes) == 1 else None


def find_language(lang: str) -> str | None:
    """ISO 639-2, as FollowTheMoney writes languages; None for a language that we have no folder for."""
    language = languages.load(lang)
    return language.settings.alpha3 if language else None


def find_page(url: str | None, place: str = "") -> str | None:
    """The address of a page, with a place in its text; None for what is no address on the web."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        return None
    return f"{url}#{place}" if place else url


def show_day(date: str | None) -> str | None:
    """A date as precise as it is, without the time of day; None for what is no single day, month or year."""
    moment = _MOMENT.fullmatch(date or "")
    day = moment[1] if moment else date or ""
    return day if _DAY.fullmatch(day) else None


def show_dates(date: DateOut | None) -> dict[str, list[str | None]]:
    """`date`, or `startDate` and `endDate` of what goes on for a time; nothing where the text gives no date."""
    if date is None or date.iso is None:
        return {}
    start, slash, end = date.iso.partition("/")
    if not slash:
        return {"date": [show_day(start)]}
    return {"startDate": [show_day(start)], "endDate": [show_day(end)]}


def show_money(sums: Iterable[SumOut]) -> dict[str, list[str]]:
    """`amount` and `currency` where there is exactly one sum of money; several could not be told apart."""
    money = [held for held in sums if held.currency and held.value is not None]
    if len(money) != 1:
        return {}
    return {"amount": [f"{money[0].value:.15g}"], "currency": [money[0].currency or ""]}


def _clean(value: str) -> str:
    """Without control characters, which FollowTheMoney would take out."""
    kept = "".join(c for c in value if c in _LINES or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip()
