"""What the normal form of a date stands for: reading and writing ISO 8601 and EDTF.

2024-07-12 day   2024-07 month   2024 year   199X decade   19XX century
2024-21..24 spring to winter     2024-33..36 quarters      2024-40, 2024-41 halves
2024-07-12T23:40 minute          a/b interval, both ends inside; ../b and a/.. open at one end
"""

import calendar
import re
from datetime import date, timedelta

from msgspec import Struct

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(Z|[+-]\d\d:\d\d)?)?)?)?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


class Stretch(Struct, frozen=True):
    """First and last day; None where it is open."""

    first: date | None
    last: date | None


def read_normal(normal: str) -> Stretch:
    """The days that a normal form stands for; ValueError where it is none.

    Seasons are those of the northern half of the earth; a winter runs from December to February, and since
    a winter's year may be that of its beginning or of its end, both are inside.
    """
    if "/" not in normal:
        return _read_point(normal)
    left, _, right = normal.partition("/")
    first = None if left == ".." else _read_point(left).first
    last = None if right == ".." else _read_point(right).last
    if (first is None) == (last is None) and (first is None or last is None or first > last):
        raise ValueError(f"{normal!r} is no interval")
    return Stretch(first, last)


def _read_point(text: str) -> Stretch:
    if re.fullmatch(r"\d{3}X", text) and text >= "001":
        year = int(text[:3]) * 10
        return Stretch(date(year, 1, 1), date(year + 9, 12, 31))
    if re.fullmatch(r"\d\dXX", text) and text >= "01":
        year = int(text[:2]) * 100
        return Stretch(date(year, 1, 1), date(year + 99, 12, 31))
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no date")
    year = int(match.group(1))
    month, day = (int(group) if group else None for group in match.group(2, 3))
    if month is None:
        return Stretch(date(year, 1, 1), date(year, 12, 31))
    if day is not None:
        return Stretch(date(year, month, day), date(year, month, day))
    if month == 24:
        return Stretch(date(year - 1, 12, 1), month_end(year + 1, 2))
    first, last = _SEASONS.get(month) or _QUARTERS.get(month) or (month, month)
    return Stretch(date(year, first, 1), month_end(year, last))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month that lie so many months later."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def week_of(day: date, by: int = 0) -> tuple[date, date]:
    """Monday and Sunday of the week so many weeks after that of a day."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=by)
    return monday, monday + timedelta(days=6)
