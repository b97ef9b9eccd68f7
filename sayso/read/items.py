"""From text to items: every word and number that the date and amount grammar of a language knows.

The text is read through a view of the same length, in which digits of all scripts are ASCII digits, wide
spaces are spaces and traditional characters are simplified ones; so offsets in the view are offsets in the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from sayso import languages
from sayso.languages.values import Currencies, ValueTables, read_currencies
from sayso.read.numbers import (
    HAN_NUMBER,
    HAN_VAGUE,
    describe_number,
    describe_ordinal,
    join_numbers,
    parse_digits,
    parse_han,
)
from sayso.read.templates import Item, Number

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
          "XVIII", "XIX", "XX", "XXI")  # fmt: skip
_ISO = (
    r"(?P<iso>\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d)?Z?)?+|\d{4}(?P<mark>[/.])\d\d?(?P=mark)\d\d?"
    r"|\d\d?(?P<sign>[/.-])\d\d?(?P=sign)\d{4})(?![\d/-]|\.\d)"
)
_CLOCK = r"(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?+)(?![\d:])"
_BURMESE_END = r"(?![\u102b-\u103e]|[\u1000-\u1021]\u1037?[\u1039\u103a])"  # the syllable must not go on
VAGUE = Number(None, approximate=True)
_LETTER = r"[^\W\d_]"


class Lexicon(Struct, frozen=True):
    """A language's words with their slots, and the pattern that finds them and the numbers."""

    code: str
    tables: ValueTables
    spaced: bool
    pattern: re.Pattern[str]
    words: dict[str, Mapping[str, str]]
    view: dict[int, int]


def find_items(text: str, start: int, end: int, lexicon: Lexicon) -> list[Item]:
    """Every word and number of `text[start:end]` that the grammar knows, in order; number words are put together."""
    view = text[start:end].translate(lexicon.view)
    items: list[Item] = []
    last_end = -1
    for match in lexicon.pattern.finditer(view):
        first, last = match.span()
        joined = first == last_end or (last_end >= 0 and _is_gap(view[last_end:first]))
        last_end = -1  # what is no item parts its neighbours
        if match.lastgroup == "word":
            meanings = lexicon.words.get(_fold_spaces(match.group()))
            if meanings is not None:
                number = VAGUE if "vague" in meanings else None
                items.append(Item(start + first, start + last, joined, meanings, number))
                last_end = last
            continue
        if _is_inside_word(view, first, last, lexicon, items, start):
            continue
        item = _read_number(match, start, joined, lexicon)
        if item is not None:
            items.append(item)
            last_end = item.end - start
    return join_numbers(items, lexicon.tables.numbers)


def _is_gap(between: str) -> bool:
    return len(between) <= 4 and between.isspace() and between.count("\n") < 2


def _fold_spaces(word: str) -> str:
    return " ".join(word.split()) if "\n" in word or "  " in word or "\t" in word else word


def _is_inside_word(view: str, first: int, last: int, lexicon: Lexicon, known: Sequence[Item], offset: int) -> bool:
    """Digits that belong to a name, as in G20, F-16 or 5G, unless the letters are a word of ours (RMB500)."""
    before, farther = view[first - 1 : first], view[first - 2 : first - 1] if first > 1 else ""
    touches = bool(known) and known[-1].end == offset + first  # a word of ours ends where the digits begin
    if before == "-" and farther.isalpha():
        spelled = touches and (len(known) > 1 and known[-2].end == offset + first - 1)  # mid-2021
        return not spelled and (farther.isascii() or lexicon.spaced)
    if before.isalpha() and (before.isascii() or lexicon.spaced):
        return not touches
    if before in ("/", ".", ":", "_") and farther.isdigit():
        return True
    after = view[last : last + 1]
    return not lexicon.spaced and after.isascii() and after.isalpha() and not lexicon.pattern.match(view, last)


def _read_number(match: re.Match[str], offset: int, joined: bool, lexicon: Lexicon) -> Item | None:
    start, end = offset + match.start(), offset + match.end()
    kind, written = match.lastgroup, match.group()
    numbers = lexicon.tables.numbers
    if kind in ("iso", "clock"):
        return Item(start, end, joined, {kind: written})
    if kind == "vague":
        return Item(start, end, joined, {"vague": "", "count": ""}, number=VAGUE)
    if kind == "han":
        return _read_han(written, start, end, joined, lexicon)
    ending = match.group("ending") or ""
    digits = written[: len(written) - len(ending)].rstrip("-'") if ending else written
    value = parse_digits(digits, numbers)
    if value is None:
        unsure = digits.count(".") + digits.count(",") == 1 and len(digits) < 12
        return Item(start, end, joined, {"count": ""}, number=Number(None)) if unsure and not ending else None
    if ending in numbers.decade_endings and value % 10:  # July 2024's
        end, ending = start + len(digits), ""
    if ending:
        return _read_ending(value, ending, Item(start, end, joined, {}), lexicon)
    plain = digits.isdigit()
    meanings = describe_number(int(value), len(digits)) if plain and len(digits) <= 4 else {"count": ""}
    return Item(start, end, joined, meanings, number=Number(value))


def _read_ending(value: Decimal, ending: str, item: Item, lexicon: Lexicon) -> Item | None:
    """Digits with letters right behind them: 12th, 1990s, 406m."""
    scale = lexicon.words.get(ending, {}).get("ending")
    if scale is not None:
        number = Number(value * Decimal(scale), factor=Decimal(scale))
        return Item(item.start, item.end, item.joined, {"count": "", "shortened": ""}, number=number)
    if value != int(value):
        return None
    if ending in lexicon.tables.numbers.decade_endings and value % 10 == 0:
        return Item(item.start, item.end, item.joined, {"decade": str(int(value))})
    if ending in lexicon.tables.numbers.ordinal_endings:
        return Item(item.start, item.end, item.joined, describe_ordinal(int(value)))
    return None


def _read_han(written: str, start: int, end: int, joined: bool, lexicon: Lexicon) -> Item | None:
    number = parse_han(written, lexicon.tables.numbers)
    if number is None:
        unsure = re.fullmatch(r"\d+[.,]\d+", written)
        return Item(start, end, joined, {"count": ""}, number=Number(None)) if unsure else None
    value = number.value
    whole = value is not None and not number.approximate and number.factor == 1 and value == int(value)
    if value is None or not whole or "." in written or "," in written:
        return Item(start, end, joined, {"count": ""}, number=number)
    positional = len(written) == 4 and value >= 1000 and not set(written) & set("十百千")
    if written.isdigit() or positional:
        return Item(start, end, joined, describe_number(int(value), len(written)), number=number)
    if value > 99:
        return Item(start, end, joined, {"count": "", "erayear": str(int(value))}, number=number)
    described = describe_number(int(value), len(str(int(value))))
    meanings = {slot: text for slot, text in described.items() if slot != "shortyear"}
    return Item(start, end, joined, meanings, number=number)


@cache
def load_lexicon(code: str) -> Lexicon | None:
    """The lexicon of a language, or None where it has no value tables."""
    language = languages.load(code)
    if language is None or language.values is None:
        return None
    tables, spaced = language.values, language.settings.spaced
    words: dict[str, dict[str, str]] = {}
    for word, slot, meaning in _list_words(tables, read_currencies()):
        for form in _vary(word, spaced):
            words.setdefault(form, {}).setdefault(slot, meaning)
    if spaced:
        for number, roman in enumerate(_ROMAN, 1):
            for ending in ("", *tables.numbers.ordinal_endings):  # XXe siècle
                words.setdefault(roman + ending, {}).update(centurynum=str(number))
    return Lexicon(
        code=code,
        tables=tables,
        spaced=spaced,
        pattern=_compile(tables, spaced, words),
        words={word: dict(meanings) for word, meanings in words.items()},
        view=_make_view(tables.variants),
    )


def _list_words(tables: ValueTables, currencies: Currencies) -> Iterator[tuple[str, str, str]]:
    """Each word of the tables with its slot and its meaning there."""
    numbers, dates, amounts = tables.numbers, tables.dates, tables.amounts
    for slot, table in (
        ("numword", numbers.words), ("multiplier", numbers.multipliers), ("ending", numbers.endings),
        ("fraction", numbers.fractions), ("unit", dates.units), ("shift", dates.shifts), ("relday", dates.days),
        ("part", dates.parts), ("quarter", dates.quarters), ("half_year", dates.halves), ("daypart", dates.dayparts),
        ("zone", dates.zones), ("currency", amounts.currencies), ("noun", amounts.nouns),
        ("country", amounts.countries), ("measure", amounts.units), ("symbol", currencies.symbols),
        *((f"rel{unit}", table) for unit, table in dates.relatives.items()),
    ):  # fmt: skip
        yield from ((word, slot, meaning) for meaning, found in table.items() for word in found)
    for value, found in numbers.ordinals.items():
        yield from ((word, slot, text) for word in found for slot, text in describe_ordinal(int(value)).items())
    for slot, rows in (("month", dates.months), ("weekday", dates.weekdays), ("season", dates.seasons)):
        yield from ((word, slot, str(number)) for number, row in enumerate(rows, 1) for word in row)
    for slot, row in (
        ("joiner", numbers.joiners), ("half", numbers.halves), ("vague", numbers.vague), ("count", numbers.vague),
        ("block", dates.blocks), ("block", amounts.blocks), *dates.glue.items(), *amounts.glue.items(),
    ):  # fmt: skip
        yield from ((word, slot, "") for word in row)
    for number, era in enumerate(dates.eras):
        yield from ((word, "era", str(number)) for word in era.words)
    yield from ((code, "code", "CNY" if code == "RMB" else code) for code in currencies.codes)


def _vary(word: str, spaced: bool) -> Iterable[str]:
    """The spellings of a word that count: lower case stands for all cases, a capital only for itself and capitals."""
    forms = {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}
    if not spaced:
        return forms
    for form in tuple(forms):
        if len(form) > 2:
            forms.add(form.upper())
        if form[0].islower():
            forms.add(form[0].upper() + form[1:])
    return forms


def _compile(tables: ValueTables, spaced: bool, words: Mapping[str, Mapping[str, str]]) -> re.Pattern[str]:
    numbers = tables.numbers
    scales = (word for row in numbers.endings.values() for word in row)
    endings = [*numbers.ordinal_endings, *numbers.decade_endings, *scales]
    ending = f"(?P<ending>{_join(endings, '')})" if endings else "(?P<ending>(?!))"
    if spaced:
        lexicon = _join((word for word in words if set(words[word]) != {"ending"}), rf"(?!{_LETTER}|[\u0300-\u036f])")
        word = rf"(?P<word>(?:(?<!{_LETTER})|(?=[^\w\s])){lexicon})"
        groups = r"\d{1,3}(?: \d{3})++(?!\d)(?:[.,]\d++)?+|" if " " in numbers.groups else ""
        number = rf"(?P<number>(?:{groups}\d++(?:[.,]\d++)*+)(?:[-']?{ending}(?!\w))?+)"
    else:
        word = rf"(?P<word>{_join(words, _BURMESE_END)})"
        number = rf"(?P<number>\d++(?:[.,]\d++)*+(?:{ending}(?![A-Za-z]))?+)"
    if numbers.han:
        word, number = rf"(?P<vague>{HAN_VAGUE})|{word}", rf"(?P<han>{HAN_NUMBER})"
    return re.compile(rf"(?<!\d){_ISO}|(?<![\d:]){_CLOCK}|{word}|{number}")


def _join(words: Iterable[str], boundary: str) -> str:
    """A pattern for a set of words that looks at each letter once, since words with the same beginning share it.

    The longest word wins; behind a letter the boundary must hold, behind a full stop or a sign nothing need.
    """
    tree: dict[str, object] = {}
    for word in words:
        node = tree
        for letter in word:
            following = node.setdefault(letter, {})
            assert isinstance(following, dict)
            node = following
        is_letter = word[-1].isalnum() or unicodedata.category(word[-1]).startswith("M")
        node[""] = boundary if is_letter else ""
    return _write_tree(tree)


def _write_tree(tree: dict[str, object]) -> str:
    branches = []
    for letter, rest in tree.items():
        if letter:
            assert isinstance(rest, dict)
            branches.append((r"[ \t\n]++" if letter == " " else re.escape(letter)) + _write_tree(rest))
    if "" in tree:
        branches.append(str(tree[""]))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _make_view(variants: Mapping[str, str]) -> dict[int, int]:
    view = {number: ord(str(unicodedata.digit(chr(number)))) for number in _list_digits()}
    view |= {number: number - 0xFEE0 for number in range(0xFF01, 0xFF5F) if number - 0xFEE0 not in view}
    view |= {
        ord(mark): ord(plain) for mark, plain in zip("’‘ʼ‐‑\u00a0\u202f\u2009\u2007\u3000", "'''--     ", strict=True)
    }
    return view | {ord(left): ord(right) for left, right in variants.items()}


@cache
def _list_digits() -> tuple[int, ...]:
    """The digits of all scripts; Unicode has them in its first two planes."""
    return tuple(map(ord, re.findall(r"\d", "".join(map(chr, range(0x80, 0x20000))))))
