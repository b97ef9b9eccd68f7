"""Numbers as they are written: digits with their marks, number words, Han numerals.

Nothing is repaired: digits that break the rules of their language ("1,23,4", "2.0.1") are no number, and
digits that mean one thing in one country of the language and another in the next have no value.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from sayso.languages.values import Numbers
from sayso.read.templates import Item, Number

LONGEST = 18  # digits; what is longer is an identifier, not a number
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": 20, "卅": 30}
_PIECE = re.compile(r"\d[\d.,]*|.")
_MORE = re.compile(r"(?<=[十百千万亿\d])[多余]")
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万亿]|$)")
HAN_NUMBER = (
    r"(?:\d++(?:[.,]\d++)*+|[〇零一二两三四五六七八九十百千万亿兆廿卅]"
    r"|(?<=[一二两三四五六七八九十])点(?=[〇零一二三四五六七八九]{1,6}+(?![分十〇零一二三四五六七八九]))"
    r"|(?<=[十百千万亿\d])[多余](?=[万亿名人户家万亿个万年天月辆架艘吨美元公])|(?<=十)几)++"
)
HAN_VAGUE = r"(?:[数几][十百千万亿]++|[上成][百千万亿]++|成千上万|成百上千)"


def parse_digits(digits: str, numbers: Numbers) -> Decimal | None:
    """The value of ASCII digits with points, commas and spaces by the language's rules; None where they give none."""
    if len(digits) > LONGEST + 8:
        return None
    if " " in digits:
        digits = digits.replace(" ", "")
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return Decimal(digits) if len(digits) <= LONGEST else None
    if points and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
        whole, _, rest = digits.rpartition(decimal)
        group = "," if decimal == "." else "."
        return Decimal(f"{whole.replace(group, '')}.{rest}") if _is_grouped(whole, group) and rest.isdigit() else None
    mark = "." if points else ","
    if points + commas > 1:
        return Decimal(digits.replace(mark, "")) if _is_grouped(digits, mark) else None
    return _parse_one_mark(digits, mark, numbers)


def _parse_one_mark(digits: str, mark: str, numbers: Numbers) -> Decimal | None:
    """One mark only: it opens the decimals unless three digits follow it and say otherwise."""
    whole, _, rest = digits.partition(mark)
    as_decimal = Decimal(f"{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return as_decimal
    if mark == numbers.decimal:
        return as_decimal if numbers.decimal_certain else None
    return Decimal(whole + rest) if mark in numbers.groups else None


def _is_grouped(digits: str, mark: str) -> bool:
    """Groups of three, or as in India a last group of three and groups of two before it."""
    first, *groups = digits.split(mark)
    if not groups or not 1 <= len(first) <= 3 or len(groups[-1]) != 3:
        return False
    before = {len(group) for group in groups[:-1]}
    return before <= {3} or (before == {2} and len(first) <= 2)


def parse_han(words: str, numbers: Numbers) -> Number | None:
    """The number that Han numerals, digits or a mixture of both stand for, with bounds for 三四十 and 十几."""
    if len(words) > 2 * LONGEST:
        return None
    if words.endswith("十几"):
        tens = _sum_han(words[:-1], numbers)
        return None if tens is None else Number(None, tens + 1, tens + 9, approximate=True)
    exact = _MORE.sub("", words)
    neighbours = _NEIGHBOURS.search(exact)
    if neighbours and _DIGITS[neighbours[2]] == _DIGITS[neighbours[1]] + 1 and not _is_positional(exact):
        low = _sum_han(exact[: neighbours.start(2)] + exact[neighbours.end(2) :], numbers)
        high = _sum_han(exact[: neighbours.start(1)] + exact[neighbours.end(1) :], numbers)
        return None if low is None or high is None else Number(None, low, high, approximate=True)
    value = _sum_han(exact, numbers)
    if value is None:
        return None
    plain = exact.rstrip("万亿兆")
    base = _sum_han(plain, numbers) if plain and plain != exact else None
    factor = value / base if base and not set(plain) & set("万亿兆") else Decimal(1)
    return Number(value, approximate=exact != words, factor=factor)


def _is_positional(words: str) -> bool:
    return len(words) > 2 and all(letter in _DIGITS and letter != "两" for letter in words)


def _sum_han(words: str, numbers: Numbers) -> Decimal | None:
    if _is_positional(words):
        return Decimal("".join(str(_DIGITS[letter]) for letter in words)) if len(words) <= LONGEST else None
    whole, point, fraction = words.partition("点")
    decimals = "".join(str(_DIGITS[letter]) for letter in fraction if letter in _DIGITS)
    if point:
        scale = fraction[len(decimals) :]
        base = _sum_han(whole, numbers)
        factor = _sum_han("一" + scale, numbers) if scale else Decimal(1)
        return None if base is None or factor is None else (base + Decimal(f"0.{decimals}")) * factor
    return _sum_sections(_PIECE.findall(words), numbers)


def _sum_sections(pieces: Sequence[str], numbers: Numbers) -> Decimal | None:
    total, section, last_large, last_unit = Decimal(0), Decimal(0), 0, 0
    current: Decimal | None = None
    for number, piece in enumerate(pieces):
        if piece in _SMALL:
            if current is None and (piece != "十" or section % 100):
                return None
            section += (Decimal(1) if current is None else current) * _SMALL[piece]
            current, last_unit = None, _SMALL[piece]
        elif piece in _LARGE:
            section += current or 0
            if not section and not total:
                return None
            total = (total + section) * _LARGE[piece] if _LARGE[piece] > last_large else total + section * _LARGE[piece]
            section, current, last_large, last_unit = Decimal(0), None, _LARGE[piece], _LARGE[piece]
        elif piece in _TENS:
            section += _TENS[piece]
            last_unit = 10
        else:
            digit = Decimal(_DIGITS[piece]) if piece in _DIGITS else parse_digits(piece.rstrip(".,"), numbers)
            if digit is None or (current and number and pieces[number - 1] not in "〇零"):
                return None
            short = number == len(pieces) - 1 and last_unit >= 100 and len(piece) == 1 and piece not in "〇零"
            # 三万五 is 35,000: a last digit right behind a unit counts in the next lower one
            current = digit * last_unit / 10 if short and pieces[number - 1] not in "〇零" else digit
    return total + section + (current or 0)


@lru_cache(maxsize=4096)
def describe_number(value: int, digits: int) -> Mapping[str, str]:
    """The slots that a plain whole number, written with so many digits, can fill."""
    meanings = {"count": ""}
    if digits <= 2:
        text = str(value)
        limits = {"day": 31, "monthnum": 12, "hour": 24, "minute": 59, "centurynum": 30, "quarternum": 4}
        limits = limits if value else {"hour": 24, "minute": 59}
        meanings |= {slot: text for slot, limit in limits.items() if value <= limit}
        if digits == 1 and 1 <= value <= 6:
            meanings["weekdaynum"] = text
        if digits == 2:
            meanings["shortyear"] = text
            if value % 10 == 0:
                meanings["decadenum"] = text
    elif digits == 4 and 1000 <= value <= 2999:
        meanings["year"] = str(value)
        if value % 10 == 0:
            meanings["decadenum"] = str(value)
    if digits <= 4 and value:
        meanings["erayear"] = str(value)
    return meanings


def describe_ordinal(value: int) -> Mapping[str, str]:
    """The slots that an ordinal can fill."""
    limits = {"ordinal": 10**6, "day": 31, "monthnum": 12, "centurynum": 30, "quarternum": 4}
    meanings = {slot: str(value) for slot, limit in limits.items() if 0 < value <= limit}
    is_decade = value % 10 == 0 and (10 <= value <= 90 or 1000 <= value <= 2990)
    return {**meanings, "decadenum": str(value)} if is_decade else meanings


def join_numbers(items: Sequence[Item], numbers: Numbers) -> list[Item]:
    """The items with number words and multipliers put together: "two hundred and fifty thousand" is one number."""
    result: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.number is None and "numword" not in item.meanings and "multiplier" not in item.meanings:
            result.append(item)
            at += 1
            continue
        end, number = _read_phrase(items, at, numbers)
        if number is None or end == at + 1:
            result.append(_as_count(item, number))
        else:
            result.append(Item(item.start, items[end - 1].end, item.joined, {"count": ""}, number=number))
        at = max(end, at + 1)
    return result


def _as_count(item: Item, number: Number | None) -> Item:
    """A number word alone is a count as well; a multiplier alone is not, unless the words give it as a number too."""
    if number is None or item.number is not None:
        return item
    return Item(item.start, item.end, item.joined, {**item.meanings, "count": ""}, number=number)


def _read_phrase(items: Sequence[Item], start: int, numbers: Numbers) -> tuple[int, Number | None]:
    """Where a number that begins at an item ends, and what it is."""
    item = items[start]
    if item.number is not None and item.number.value is None:
        end = start + 1
        while _is_multiplied(items, end):  # several million
            end += 1
        return end, item.number if end == start + 1 else Number(None, approximate=item.number.approximate)
    if item.number is None and "numword" not in item.meanings:
        if not (numbers.multiplier_first and _follows(items, start + 1) and items[start + 1].number):
            return start + 1, None
        following = items[start + 1].number
        if following is None or following.value is None or following.factor > 1 or _is_multiplied(items, start + 2):
            return start + 1, None
        factor = Decimal(item.meanings["multiplier"])
        return start + 2, Number(following.value * factor, factor=factor)
    if item.number is not None and not ({"count"} & item.meanings.keys()):
        return start + 1, item.number
    return _sum_words(items, start)


def _sum_words(items: Sequence[Item], start: int) -> tuple[int, Number]:
    item = items[start]
    digits = item.number is not None
    value = item.number.value if item.number is not None else Decimal(item.meanings["numword"])
    assert value is not None
    total, current, last, largest = Decimal(0), value, value, Decimal(1)
    at, only_scaled = start + 1, True
    while _follows(items, at):
        following = items[at].meanings
        if "multiplier" in following:
            last = Decimal(following["multiplier"])
            if last == 100 and 0 < current < 100:
                current *= last
            elif last > largest and current + total:
                total, current, largest = (total + current) * last, Decimal(0), last
            elif current:
                total, current = total + current * last, Decimal(0)
            else:
                break
            at += 1
        elif "half" in following:
            current += Decimal("0.5") * (last if last >= 1000 and not _is_multiplied(items, at + 1) else 1)
            at += 1
        elif (total or not digits) and (step := _next_word(items, at, last, digits=digits)) is not None:
            at, last = step
            current, only_scaled = current + last, False
        else:
            break
    number = total + current
    return at, Number(number, factor=number / value if only_scaled and value and number > value else Decimal(1))


def _next_word(items: Sequence[Item], at: int, last: Decimal, *, digits: bool) -> tuple[int, Decimal] | None:
    """A smaller number word that continues a number, behind a joiner or not: twenty-five, hundred and six."""
    if "joiner" in items[at].meanings and last >= 20:
        at += 1
    if not _follows(items, at):
        return None
    item = items[at]
    if "numword" in item.meanings:
        value = Decimal(item.meanings["numword"])
    elif digits and last >= 1000 and item.number and item.number.value and _is_multiplied(items, at + 1):
        value = item.number.value
    else:
        return None
    place = Decimal(1)
    while last and last % (place * 10) == 0:
        place *= 10
    return (at + 1, value) if value < place and value else None


def _follows(items: Sequence[Item], at: int) -> bool:
    return at < len(items) and items[at].joined


def _is_multiplied(items: Sequence[Item], at: int) -> bool:
    return _follows(items, at) and "multiplier" in items[at].meanings
