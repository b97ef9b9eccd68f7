"""A publication date as ISO 8601, exactly as precise as its words."""

import re
import unicodedata
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from sayso.languages import list_languages

_MORE_LANGUAGES = ("uk", "be", "bg", "de", "it", "pt", "nl", "id", "tr", "ar", "fa", "pl", "th", "vi")
_WORD = re.compile(r"[^\W\d_][^\s\d,.;:()\u2013-]{2,}")

_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?=\s|$)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_HAN = re.compile(r"(\d{4})\s?年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号號])?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_date(words: str | None) -> str | None:
    """The date that the words name: YYYY, YYYY-MM, YYYY-MM-DD or with a time; None when they name none for sure.

    Days and months never come from elsewhere, and 03/04/2027 is not read: it means two days.
    """
    if not words or len(words) > 100:
        return None
    words = "".join(_make_digit(character) for character in words.strip())
    found = _ISO_TIME.match(words)
    if found:
        day, time, zone = found.groups()
        return f"{day}T{time}{_write_zone(zone)}" if _is_real(day) and _is_time(time) else None
    found = _HAN.match(words)
    if found:
        return _write(*found.groups())
    found = _NUMBERS.fullmatch(words)
    if found:
        return _write(found[1], found[3], found[4])
    found = _COMPACT.fullmatch(words)
    if found:
        return _write(*found.groups())
    return _read_mail_date(words) or _read_month_name(words)


def _read_mail_date(words: str) -> str | None:
    """A date as mail headers write it: "Thu, 04 Mar 2027 09:30:00 +0600"."""
    if not re.search(r"\d{1,2} [A-Za-z]{3,9} \d{4}", words):
        return None
    try:
        moment = parsedate_to_datetime(words)
        return moment.date().isoformat() if ":" not in words else moment.isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_month_name(words: str) -> str | None:
    """A date whose month is a word: "March 2031", "4 March 2031", "14 июля 2022 г."."""
    years = re.findall(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)", words)
    months = _load_months()
    found = [(token, months[name]) for token in _WORD.finditer(words) if (name := token.group().casefold()) in months]
    if len(set(years)) != 1 or len({month for _, month in found}) != 1:
        return None
    token, month = found[0]
    before = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?: de)?[ \u00a0]*\Z", words[: token.start()])
    behind = re.match(r"\.?[ \u00a0]*(\d{1,2})(?!\d|:)", words[token.end() :])
    day = before or behind
    return _write(years[0], str(month), day[1] if day else None)


@cache
def _load_months() -> dict[str, int]:
    """The names of the months in the languages of most of the press; a name that means two months is left out."""
    from babel import Locale

    names: dict[str, set[int]] = {}
    for code in {*list_languages(), *_MORE_LANGUAGES}:
        months = Locale.parse(code).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[use][width].items():
                    word = name.casefold().rstrip(".")
                    if len(word) > 2 and _WORD.fullmatch(word):
                        names.setdefault(word, set()).add(number)
    return {name: numbers.pop() for name, numbers in names.items() if len(numbers) == 1}


def _make_digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return str(value) if value is not None and character > "\x7f" else character


def _write(year: str, month: str | None, day: str | None) -> str | None:
    if not 1000 <= int(year) <= 2999 or (month and not 1 <= int(month) <= 12):
        return None
    written = "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])
    return written if not day or _is_real(written) else None


def _write_zone(zone: str | None) -> str:
    if not zone or zone in "Zz":
        return (zone or "").upper()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _is_real(day: str) -> bool:
    try:
        return date.fromisoformat(day).year >= 1000
    except ValueError:
        return False


def _is_time(time: str) -> bool:
    try:
        datetime.strptime(time, "%H:%M:%S" if time.count(":") == 2 else "%H:%M")
    except ValueError:
        return False
    return True
