"""From what the templates made of the words to what the words say: one or two partials and how they are bound."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sayso.languages.values import Dates
from sayso.read.dates_resolve import UNITS, Partial
from sayso.read.templates import Item
from sayso.records import TimeRelation

RELATIONS: dict[str, TimeRelation] = {
    "since": "since", "until": "until", "by": "by", "before": "before", "after": "after",
}  # fmt: skip
_FIELDS = {
    "year": "year", "month": "month", "monthnum": "month", "day": "day", "weekday": "weekday", "weekdaynum": "weekday",
    "season": "season", "quarter": "quarter", "quarternum": "quarter", "half_year": "half", "decade": "decade",
    "decadenum": "decade", "centurynum": "century", "shift": "shift", "hour": "hour", "minute": "minute",
    "zone": "zone",
    "erayear": "erayear", "era": "era", "shortyear": "shortyear",
    **{f"rel{unit}": f"{unit}_shift" for unit in UNITS if unit != "hour"},
}  # fmt: skip
_DIRECTIONS = {"ago": -1, "hence": 1}
_STRETCHES = {-1: 0, 1: 2}  # the last five years, the next five years
_SO_FAR = {"sofar": -1, "later": 1}
_WORDS: dict[tuple[str, str], dict[str, int]] = {
    ("part", "early"): {"part": 1}, ("part", "mid"): {"part": 2}, ("part", "late"): {"part": 3},
    ("daypart", "am"): {"afternoon": 0}, ("daypart", "pm"): {"afternoon": 1}, ("half_past", ""): {"minute": 30},
    ("one", ""): {"count": 1}, ("some", ""): {"count": 1, "broken": 1}, ("sunday", ""): {"weekday": 7},
    ("coming", ""): {"shift": 1}, ("first_half", ""): {"half": 1}, ("second_half", ""): {"half": 2},
    ("fall", ""): {"season": 3},  # only where its year stands by it; else it is a fall
}  # fmt: skip
_BETWEEN = frozenset(("comma", "the", "of"))  # do not part a range in two: "12-14 July, 2024"
_YEARS = ("year", "year_shift", "decade", "century", "era_begins")

Fields = dict[str, int]


class Expression(Struct, frozen=True):
    """One date as the words have it."""

    start: int
    end: int
    relation: TimeRelation
    left: Partial
    right: Partial | None = None


def read_expressions(item: Item, dates: Dates) -> Iterator[Expression]:
    """The dates that the words of an item name: several for a list ("12 and 14 July"), else one."""
    sides = _read_sides(item, dates)
    if len(sides) == 2 and "shortyear" in sides[1][2]:  # 2019-21
        sides[1][2]["year"] = sides[0][2].get("year", 0) // 100 * 100 + sides[1][2].pop("shortyear")
    partials = [_make_partial(fields, dates) for _, _, fields in sides]
    for number in range(1, len(partials)):
        partials[number - 1], partials[number] = _complete(partials[number - 1], partials[number])
    if item.production == "list":
        for (start, end, _), partial in zip(sides, partials, strict=True):
            yield Expression(start, end, "in", partial)
    elif partials:
        relation = RELATIONS.get(item.production, "in")
        yield Expression(item.start, item.end, relation, partials[0], partials[1] if len(partials) == 2 else None)


def _read_sides(item: Item, dates: Dates) -> list[tuple[int, int, Fields]]:
    """What stands on each side of the small words that part a range or a list; else all in one."""
    sides: list[tuple[int, int, Fields]] = []
    parted = item.production not in ("range", "list")
    going_on = parted
    for role, part in zip(item.roles, item.parts, strict=True):
        fields = _read_role(role, part, dates)
        if not fields:
            going_on = parted or (going_on and role in _BETWEEN)
        elif sides and going_on:
            start, _, known = sides[-1]
            sides[-1] = (start, part.end, {**known, **fields})
        else:
            sides.append((part.start, part.end, fields))
            going_on = True
    own = _own_fields(item)
    return [(start, end, {**fields, **own}) for start, end, fields in sides]


def _own_fields(item: Item) -> Fields:
    """What a production says beyond its parts."""
    if item.production == "stretch":
        return {"stretch": 1}
    if item.production in _DIRECTIONS:
        return {"direction": _DIRECTIONS[item.production]}
    if item.production in _SO_FAR:
        return {"so_far": _SO_FAR[item.production]}
    return {"broken": 1} if item.production == "broken" else {}


def _read_role(role: str, part: Item, dates: Dates) -> Fields:
    """The fields that one part of a template gives; none for small words."""
    if part.parts:
        inside: Fields = {}
        for name, piece in zip(part.roles, part.parts, strict=True):
            inside |= _read_role(name, piece, dates)
        return inside | _own_fields(part)
    meaning = part.meanings.get(role, "")
    if role in _FIELDS:
        return {_FIELDS[role]: int(meaning)}
    if role == "iso":
        return _read_numeric(meaning, dates.numeric_order)
    if role == "count":
        return _read_count(part)
    return dict(_WORDS.get((role, meaning)) or _read_word(role, meaning))


def _read_word(role: str, meaning: str) -> Fields:
    if role == "unit":
        return {"unit": UNITS.index(meaning)}
    if role == "clock":
        hour, minute = meaning.split(":")[:2]
        return {"hour": int(hour), "minute": int(minute)}
    return {}


def _read_count(part: Item) -> Fields:
    value = part.number.value if part.number else None
    if value is None or value != int(value) or value >= 10**6:
        return {"count": 1, "broken": 1}
    return {"count": int(value)}


def _read_numeric(written: str, order: str | None) -> Fields:
    """2024-07-12 and its like; 03/04/2025 only where one reading is possible or the language knows but one."""
    day_part, _, clock = written.partition("T")
    numbers = [int(number) for number in day_part.replace("/", "-").replace(".", "-").split("-")]
    fields: Fields = {}
    if clock:
        fields = {"hour": int(clock[:2]), "minute": int(clock[3:5]), **({"zone": 0} if clock.endswith("Z") else {})}
    if day_part[:4].isdigit():
        return {"year": numbers[0], "month": numbers[1], "day": numbers[2], **fields}
    first, second, year = numbers
    if first > 12 or order == "dmy" or first == second:
        return {"year": year, "month": second, "day": first}
    if second > 12 or order == "mdy":
        return {"year": year, "month": first, "day": second}
    return {"year": year, "month": first, "day": second, "broken": 1}


def _make_partial(fields: Fields, dates: Dates) -> Partial:
    known = dict(fields)
    afternoon, hour = known.pop("afternoon", None), known.get("hour")
    if afternoon is not None and hour is not None and 0 < hour <= 12:
        known["hour"] = hour % 12 + 12 * afternoon
    broken = known.pop("broken", None) is not None
    broken = known.pop("shortyear", None) is not None or broken
    era, number = known.pop("era", None), known.pop("erayear", None)
    if era is not None and number is not None:
        known["year"] = dates.eras[era].offset + number
        known["era_begins"] = dates.eras[era].begins
    if known.pop("stretch", 0):
        direction = _STRETCHES.get(known.pop("shift", -1))
        broken = broken or direction is None
        known["direction"] = direction or 0
    if "direction" in known:
        known.setdefault("count", 1)  # год назад: a year ago
    return Partial(**known, broken=broken)


def _complete(left: Partial, right: Partial) -> tuple[Partial, Partial]:
    """Both sides of a range with what the other one says for both: "12 to 14 July 2024", "July 2023 to May"."""
    if left.day is not None and left.month is None and right.month is not None:
        both_months = right.day is None  # 4至6月: a number alone is what the other end is
        left = replace(left, day=None if both_months else left.day, month=left.day if both_months else right.month)
    if right.day is not None and right.month is None and right.month_shift is None:
        right = replace(right, month=left.month, month_shift=left.month_shift)
    if left.day is not None and left.month is None and left.month_shift is None:
        left = replace(left, month_shift=right.month_shift)
    if left.decade is not None and left.decade < 100 and left.century is None:
        left = replace(left, century=right.century)
    if _names_part_of_year(left) and not _has_year(left) and _has_year(right):
        year = right.year - 1 if right.year is not None and _is_later(left, right) else right.year
        left = replace(left, year=year, year_shift=right.year_shift)
    elif _names_part_of_year(right) and not _has_year(right) and _has_year(left):
        year = left.year + 1 if left.year is not None and _is_later(left, right) else left.year
        right = replace(right, year=year, year_shift=left.year_shift)
    return left, right


def _names_part_of_year(partial: Partial) -> bool:
    return any(value is not None for value in (partial.month, partial.season, partial.quarter, partial.half))


def _has_year(partial: Partial) -> bool:
    return partial.month_shift is not None or any(getattr(partial, name) is not None for name in _YEARS)


def _is_later(left: Partial, right: Partial) -> bool:
    """Whether a month and day stand later in the year than another."""
    return (left.month or 0, left.day or 0) > (right.month or 0, right.day or 32)
