"""From what the words of a date say to the days they mean.

A Partial holds what the words say and nothing else. `resolve_partial` gives the point or stretch of time, or
None where the words need a publication date and there is none, where it is not precise enough ("yesterday"
in a paper of "May 2024"), or where the calendar has no such day. The rules for what the words leave out:

- A yearless day, month, quarter, half-year or season is the last one that had begun by the publication date,
  unless its clause tells of what is to come: then it is the next one, today and the running month included.
  Without such a word one that begins within the next 65 days is the coming one ("a hearing on 12 May" in April).
  "Since" takes the last one in any case, "by" and "before" the next.
- A bare weekday is the last one up to and including the publication date, or in a clause about what is to come
  the first from that day on. "Last Tuesday" is the last one before that day; "next Tuesday" that of the next
  week, or the first to come, as the language's table says.
- A day without a month is the last such day up to the publication date, or the next one.
- Weeks run from Monday to Sunday. A decade of two digits ("the 90s") is the last such; "the 20s" stays open.
"""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sayso.read.dates_normal import month_end, shift_month, week_of
from sayso.records import Precision

UNITS = ("day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "hour")
SOON = 65  # days
EARLY, MID, LATE = 1, 2, 3


class Partial(Struct, frozen=True, kw_only=True):
    """What the words of a date say."""

    year: int | None = None
    era_begins: int | None = None  # the month in which a year of another calendar begins
    decade: int | None = None
    century: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    zone: int | None = None  # minutes before Greenwich time
    part: int | None = None  # early, mid, late
    shift: int | None = None  # of the weekday, month or season that is named
    day_shift: int | None = None
    week_shift: int | None = None
    weekend_shift: int | None = None
    month_shift: int | None = None
    quarter_shift: int | None = None
    half_shift: int | None = None
    season_shift: int | None = None
    year_shift: int | None = None
    decade_shift: int | None = None
    century_shift: int | None = None
    count: int | None = None  # with unit and direction: three days ago
    unit: int | None = None  # its place in UNITS
    direction: int | None = None  # -1 ago, 1 from now, 0 the last so many up to now, 2 the next so many
    so_far: int | None = None  # -1: earlier in the stretch; 1: later in it
    broken: bool = False  # the words do not come to a value


class Point(Struct, frozen=True):
    """A point or stretch of time: its normal form, first and last day."""

    normal: str
    first: date
    last: date


class Setting(Struct, frozen=True):
    """What a date is read against: the publication date, and whether its clause tells of what is to come."""

    anchor: date | None
    ahead: bool = False
    begun: bool = False  # it must have begun: "since June"
    next_weekday: str = "week"


_ABSOLUTE = ("year", "decade", "century")


def needs_anchor(partial: Partial) -> bool:
    """Whether the words mean nothing without the publication date."""
    if partial.decade is not None and partial.decade < 100 and partial.century is None:
        return True
    return all(getattr(partial, name) is None for name in _ABSOLUTE)


def name_precision(partial: Partial) -> Precision:
    """How precise the words are, whether they come to a value or not."""
    if partial.hour is not None:
        return "time"
    if partial.count is not None and partial.unit is not None:
        if partial.direction in (0, 2):
            return "range"
        return _UNIT_PRECISION[UNITS[partial.unit]]
    for names, precision in _PRECISIONS:
        if any(getattr(partial, name) is not None for name in names):
            return precision
    return "day"


_PRECISIONS: tuple[tuple[tuple[str, ...], Precision], ...] = (
    (("day", "weekday", "day_shift"), "day"),
    (("weekend_shift",), "weekend"),
    (("week_shift",), "week"),
    (("month", "month_shift"), "month"),
    (("season", "season_shift"), "season"),
    (("quarter", "quarter_shift"), "quarter"),
    (("half", "half_shift"), "half"),
    (("year", "year_shift"), "year"),
    (("decade", "decade_shift"), "decade"),
    (("century", "century_shift"), "century"),
)
_UNIT_PRECISION: dict[str, Precision] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "half": "half",
    "season": "season", "year": "year", "decade": "decade", "century": "century", "hour": "day",
}  # fmt: skip


def resolve_partial(partial: Partial, setting: Setting) -> Point | None:
    """The point or stretch of time that the words mean, or None where they come to none."""
    if partial.broken or (setting.anchor is None and needs_anchor(partial)):
        return None
    try:
        if setting.anchor is None:
            return _resolve_absolute(partial)
        return _resolve_anchored(partial, setting, setting.anchor)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None


def _resolve_anchored(partial: Partial, setting: Setting, anchor: date) -> Point | None:
    if partial.count is not None:
        return _resolve_count(partial, anchor)
    if partial.day_shift is not None:
        return _at_time(anchor + timedelta(days=partial.day_shift), partial)
    if partial.weekday is not None and partial.day is None:
        return _at_time(_find_weekday(partial, setting, anchor), partial)
    if partial.week_shift is not None or partial.weekend_shift is not None:
        return _resolve_week(partial, setting, anchor)
    filled = _fill_year(partial, setting, anchor)
    return None if filled is None else _cut_so_far(_resolve_absolute(filled), partial, anchor)


def _resolve_week(partial: Partial, setting: Setting, anchor: date) -> Point | None:
    if partial.week_shift is not None:
        return _cut_so_far(_stretch(*week_of(anchor, partial.week_shift)), partial, anchor)
    shift = partial.weekend_shift or 0
    if shift == 0 and not setting.ahead and anchor.weekday() < 5:
        shift = -1  # "at the weekend", told before it has begun, is the last one
    monday, sunday = week_of(anchor, shift)
    return _stretch(monday + timedelta(days=5), sunday)


def _resolve_absolute(partial: Partial) -> Point | None:
    """The point of a partial that has its year, decade or century."""
    year = partial.year
    if year is None:
        return _resolve_long(partial)
    if partial.era_begins is not None and partial.era_begins > 1:
        return _resolve_era_year(year, partial)
    if partial.month is not None and partial.day is not None:
        return _at_time(date(year, partial.month, partial.day), partial)
    if partial.month is not None:
        return Point(f"{year:04d}-{partial.month:02d}", date(year, partial.month, 1), month_end(year, partial.month))
    return None if partial.day is not None or partial.hour is not None else _resolve_part_of_year(year, partial)


def _resolve_era_year(year: int, partial: Partial) -> Point | None:
    """A year that holds parts of two of ours; a month of ours in it could lie in either."""
    if partial.month is not None or partial.era_begins is None:
        return None
    months = f"{year:04d}-{partial.era_begins:02d}/{year + 1:04d}-{partial.era_begins:02d}"
    return Point(months, date(year, partial.era_begins, 1), month_end(year + 1, partial.era_begins))


def _resolve_part_of_year(year: int, partial: Partial) -> Point:
    """A season, quarter or half-year in EDTF's numbers, or the year."""
    if partial.season is not None:
        return Point(f"{year:04d}-{partial.season + 20}", *_season_days(year, partial.season))
    if partial.quarter is not None:
        last_month = partial.quarter * 3
        return Point(f"{year:04d}-{partial.quarter + 32}", date(year, last_month - 2, 1), month_end(year, last_month))
    if partial.half is not None:
        last_month = partial.half * 6
        return Point(f"{year:04d}-{partial.half + 39}", date(year, last_month - 5, 1), month_end(year, last_month))
    return Point(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _resolve_long(partial: Partial) -> Point | None:
    """Decades and centuries; the 20th century is 19XX, as EDTF writes it."""
    if partial.decade is not None:
        start = partial.decade
        if partial.century is not None:
            start = (partial.century - 1) * 100 + start % 100
        elif start < 100:
            return None
        return Point(f"{start // 10:03d}X", date(start, 1, 1), date(start + 9, 12, 31))
    if partial.century is not None and 2 <= partial.century <= 30:
        start = (partial.century - 1) * 100
        return Point(f"{start // 100:02d}XX", date(start, 1, 1), date(start + 99, 12, 31))
    return None


def _season_days(year: int, season: int) -> tuple[date, date]:
    """Northern seasons; a winter is named by the year in which it begins."""
    if season == 4:
        return date(year, 12, 1), month_end(year + 1, 2)
    return date(year, season * 3, 1), month_end(year, season * 3 + 2)


def _at_time(day: date, partial: Partial) -> Point | None:
    if partial.hour is None:
        return Point(day.isoformat(), day, day)
    if partial.hour > 23 or (partial.minute or 0) > 59:
        return None
    return Point(f"{day.isoformat()}T{partial.hour:02d}:{partial.minute or 0:02d}{_write_zone(partial.zone)}", day, day)


def _write_zone(minutes: int | None) -> str:
    if not minutes:
        return "" if minutes is None else "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _stretch(first: date, last: date) -> Point:
    return Point(f"{first.isoformat()}/{last.isoformat()}", first, last)


def _cut_so_far(point: Point | None, partial: Partial, anchor: date) -> Point | None:
    """ "Earlier this week": up to the publication date; "later this year": from then on."""
    if point is None or partial.so_far is None or not point.first <= anchor <= point.last:
        return point
    monthly = partial.week_shift is None and (point.last - point.first).days > 31
    first, last = (point.first, anchor) if partial.so_far < 0 else (anchor, point.last)
    if not monthly:
        return _stretch(first, last)
    left, right = f"{first.year:04d}-{first.month:02d}", f"{last.year:04d}-{last.month:02d}"
    return Point(left if left == right else f"{left}/{right}", first, last)


def _resolve_count(partial: Partial, anchor: date) -> Point | None:
    """Three days ago, in two weeks, over the past five years."""
    count, unit = partial.count or 0, UNITS[partial.unit or 0]
    if not 0 < count < 3000:
        return None
    if partial.direction in (0, 2):
        far = _shift_unit(anchor, unit, -count if partial.direction == 0 else count)
        near = _shift_unit(anchor, unit if unit != "week" else "day", 0)
        if far is None or near is None:
            return None
        first, last = (far, near) if partial.direction == 0 else (near, far)
        return Point(f"{first.normal.split('/')[0]}/{last.normal.split('/')[-1]}", first.first, last.last)
    point = _shift_unit(anchor, unit, count * (partial.direction or -1))
    if point is not None and partial.hour is not None:
        return _at_time(point.first, partial) if unit == "day" else None
    return point


def _shift_unit(anchor: date, unit: str, by: int) -> Point | None:
    if unit == "day":
        day = anchor + timedelta(days=by)
        return Point(day.isoformat(), day, day)
    if unit == "week":
        return _stretch(*week_of(anchor, by))
    if unit == "month":
        year, month = shift_month(anchor.year, anchor.month, by)
        return Point(f"{year:04d}-{month:02d}", date(year, month, 1), month_end(year, month))
    if unit in ("year", "decade", "century"):
        year = anchor.year + by * {"year": 1, "decade": 10, "century": 100}[unit]
        return Point(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))
    return None


def _find_weekday(partial: Partial, setting: Setting, anchor: date) -> date:
    assert partial.weekday is not None
    target = partial.weekday - 1
    if partial.week_shift is not None:
        return week_of(anchor, partial.week_shift)[0] + timedelta(days=target)
    back = (anchor.weekday() - target) % 7
    if partial.shift is None:
        return anchor + timedelta(days=(7 - back) % 7 if setting.ahead else -back)
    if partial.shift < 0:
        return anchor - timedelta(days=back or 7)
    if partial.shift == 0:
        return week_of(anchor)[0] + timedelta(days=target)
    if setting.next_weekday == "first":
        return anchor + timedelta(days=(7 - back) % 7 or 7)
    return week_of(anchor, 1)[0] + timedelta(days=target)


def _fill_year(partial: Partial, setting: Setting, anchor: date) -> Partial | None:
    """The partial with its year, found from the publication date where the words leave it out."""
    if partial.year is not None or partial.century is not None:
        return partial
    if partial.decade is not None:
        return _fill_decade(partial, anchor)
    shifted = _fill_shifted(partial, anchor)
    if shifted is not None:
        return shifted
    if partial.day is not None and partial.month is None:
        return _fill_month(partial, setting, anchor)
    return _choose_year(partial, setting, anchor)


def _fill_shifted(partial: Partial, anchor: date) -> Partial | None:
    """ "Last year", "this quarter", "the next century": the year counted from that of publication."""
    filled: Partial | None = None
    if partial.century_shift is not None:
        filled = replace(partial, century=anchor.year // 100 + 1 + partial.century_shift)
    elif partial.decade_shift is not None:
        filled = replace(partial, decade=(anchor.year // 10 + partial.decade_shift) * 10)
    elif partial.year_shift is not None:
        filled = replace(partial, year=anchor.year + partial.year_shift)
    elif partial.month_shift is not None:
        year, month = shift_month(anchor.year, anchor.month, partial.month_shift)
        filled = replace(partial, year=year, month=month)
    elif partial.quarter_shift is not None:
        index = anchor.year * 4 + (anchor.month - 1) // 3 + partial.quarter_shift
        filled = replace(partial, year=index // 4, quarter=index % 4 + 1)
    elif partial.half_shift is not None:
        index = anchor.year * 2 + (anchor.month - 1) // 6 + partial.half_shift
        filled = replace(partial, year=index // 2, half=index % 2 + 1)
    return filled


def _fill_decade(partial: Partial, anchor: date) -> Partial | None:
    decade = partial.decade or 0
    if decade >= 100:
        return partial
    if partial.century_shift is not None:
        return replace(partial, century=anchor.year // 100 + 1 + partial.century_shift)
    if decade < 30:
        return None
    start = anchor.year // 100 * 100 + decade
    return replace(partial, decade=start if start <= anchor.year else start - 100)


def _fill_month(partial: Partial, setting: Setting, anchor: date) -> Partial | None:
    """The last such day up to the publication date; in a clause about what is to come the next."""
    day = partial.day or 0
    for by in (0, 1) if setting.ahead else (0, -1):
        year, month = shift_month(anchor.year, anchor.month, by)
        if by or (day >= anchor.day if setting.ahead else day <= anchor.day):
            return replace(partial, year=year, month=month)
    return None


def _choose_year(partial: Partial, setting: Setting, anchor: date) -> Partial | None:
    """The year of a month, season, quarter or half-year that is named without one; see the rules above."""
    points: list[tuple[int, Point]] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        if not MINYEAR < year < MAXYEAR:  # a winter reaches into the year beside it
            continue
        try:
            point = _resolve_absolute(replace(partial, year=year, hour=None))
        except ValueError:  # 29 February
            continue
        if point is not None:
            points.append((year, point))
    if not points or all(getattr(partial, name) is None for name in ("month", "season", "quarter", "half")):
        return None
    if partial.weekday is not None:
        points = [(year, point) for year, point in points if point.first.weekday() == partial.weekday - 1] or points
    begun = [year for year, point in points if point.first <= anchor]
    coming = [(year, point) for year, point in points if point.last >= anchor]
    if partial.shift is not None:
        return _choose_shifted(partial, points, anchor)
    soon = bool(coming) and not setting.begun and (coming[0][1].first - anchor).days <= SOON
    if coming and (setting.ahead or (soon and not partial.season) or not begun):
        return replace(partial, year=coming[0][0])
    return replace(partial, year=begun[-1]) if begun else None


def _choose_shifted(partial: Partial, points: list[tuple[int, Point]], anchor: date) -> Partial | None:
    """ "Last May", "this autumn", "next spring"."""
    if partial.shift == 0:
        running = [year for year, point in points if point.first <= anchor <= point.last]
        return replace(partial, year=running[0] if running else anchor.year)
    if (partial.shift or 0) < 0:
        over = [year for year, point in points if point.last < anchor]
        return replace(partial, year=over[-1]) if over else None
    coming = [year for year, point in points if point.first > anchor]
    return replace(partial, year=coming[0]) if coming else None
