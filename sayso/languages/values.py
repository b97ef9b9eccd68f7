"""What `values.toml` says of a language: its numbers, dates, currencies and units, as words and templates.

A template is a row of slots separated by spaces. A slot is the name of a class of words or of a kind of
number; `?` behind it makes it optional, `a|b` stands for either, and `(a)` must stand there but is no part
of what is found. The engine in sayso.read puts the meanings of the slots together; it knows no language.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError

Words = tuple[str, ...]
Table = dict[str, Words]  # a value and the words that stand for it


class Numbers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How numbers are written."""

    decimal: str = "."
    groups: Words = ()  # marks between groups of three digits; " " is any narrow or wide space
    decimal_certain: bool = True  # False: another country of the language writes it the other way round
    han: bool = False  # numbers may be written in Han numerals
    multiplier_first: bool = False  # "million 5" is five million
    words: Table = {}
    multipliers: Table = {}
    endings: Table = {}  # multipliers that stand right behind the digits: 406m
    ordinals: Table = {}
    ordinal_endings: Words = ()  # 12th
    decade_endings: Words = ()  # 1990s
    joiners: Words = ()  # two hundred and fifty
    halves: Words = ()  # two and a half million
    vague: Words = ()  # dozens: a number that the words do not give
    fractions: Table = {}  # "1/3": a third of


class Era(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of counting years: year 1 of it is `offset` + 1 of ours and begins in month `begins`."""

    words: Words
    offset: int
    begins: int = 1


class Dates(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How points and stretches of time are written. A word with a capital letter is found only with it."""

    numeric_order: str | None = None  # "dmy" where 03/04/2025 can only be the third of April
    next_weekday: str = "week"  # "next Tuesday": of next week; or "first": the first one to come
    future_words: Words = ()  # show that a clause tells of what is to come
    future_endings: Words = ()  # ... by the end of a word
    past_words: Words = ()  # show that it tells of what has been
    future_not: Words = ()  # look like future words and are none
    months: tuple[Words, ...] = ()
    weekdays: tuple[Words, ...] = ()  # from Monday
    seasons: tuple[Words, ...] = ()  # from spring
    units: Table = {}  # day, week, weekend, month, quarter, half, year, decade, century, hour
    shifts: Table = {}  # "-1": last
    days: Table = {}  # "-1": yesterday
    relatives: dict[str, Table] = {}  # for a unit, words that are a shifted one of it: year "-1": 去年
    parts: Table = {}  # early, mid, late
    quarters: Table = {}  # "1": first quarter
    halves: Table = {}  # "1": first half of the year
    dayparts: Table = {}  # am, pm
    zones: Table = {}  # "Z": GMT
    eras: tuple[Era, ...] = ()
    glue: Table = {}  # classes of small words that the templates name
    blocks: Words = ()  # look like dates and are none: Black Friday
    templates: dict[str, Words] = {}


class Amounts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sums and quantities are written."""

    currencies: Table = {}  # ISO 4217 code and words that can be nothing else in this language's news
    nouns: Table = {}  # dollar, peso, franc: needs a country to be a currency
    countries: Table = {}  # the country words that make a noun a currency
    units: Table = {}
    glue: Table = {}  # classes of small words that the templates name; about, at_least, at_most
    blocks: Words = ()
    templates: dict[str, Words] = {}


class ValueTables(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language's `values.toml`."""

    numbers: Numbers = Numbers()
    variants: dict[str, str] = {}  # characters read as others: traditional as simplified
    dates: Dates = Dates()
    amounts: Amounts = Amounts()


class Currencies(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`currencies.toml`, the same for all languages."""

    symbols: Table  # ISO 4217 code, or a noun where the sign alone does not tell: "$" is written by many
    codes: Words
    nouns: dict[str, dict[str, str]]  # noun, country: ISO 4217 code


def read_values(folder: Traversable, code: str) -> ValueTables | None:
    """The value tables in a language's folder, or None where it has none; a mistake is a LanguageError."""
    path = folder / "values.toml"
    if not path.is_file():
        return None
    try:
        return msgspec.toml.decode(path.read_bytes(), type=ValueTables)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=f"{code}/values.toml") from None


def read_currencies() -> Currencies:
    """Currency signs, codes, and which country's dollar is which."""
    path = files("sayso.languages") / "currencies.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Currencies)
