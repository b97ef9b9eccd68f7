"""A publication date as ISO 8601, exactly as precise as its words."""

import re
import unicodedata
from datetime import date, datetime
from email.utils import parsedate_to_datetime

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
    return _read_mail_date(words)


def _read_mail_date(words: str) -> str | None:
    """A date as mail headers write it: "Thu, 04 Mar 2027 09:30:00 +0600"."""
    if not re.search(r"\d{1,2} [A-Za-z]{3,9} \d{4}", words):
        return None
    try:
        moment = parsedate_to_datetime(words)
        return moment.date().isoformat() if ":" not in words else moment.isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


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
