"""Rules of dates and amounts that no single example shows: anchors, offsets, the listed failures of other tools."""

import pytest

from sayso import languages
from sayso.languages.values import Numbers
from sayso.read.dates import PRODUCTIONS as DATE_PASSES
from sayso.read.dates_normal import read_normal
from sayso.read.dates_resolve import UNITS
from sayso.read.items import load_lexicon
from sayso.read.numbers import parse_digits, parse_han
from sayso.read.reading import Reading
from sayso.read.values import find_amounts, find_dates
from sayso.records import Document, Passage, Span


def make_reading(text: str, lang: str, start: int = 0) -> Reading:
    language = languages.load(lang)
    assert language is not None
    return Reading(
        document=Document(id="d", text=text),
        passage=Passage(id="p", made_by="test", span=Span("d", start, len(text)), lang=lang),
        language=language,
        sentences=((start, len(text)),),
        tokens=(),
        quotes=(),
    )


def read_dates(text: str, lang: str, anchor: str | None) -> list[tuple[str, str | None]]:
    found = find_dates(make_reading(text, lang), anchor)
    return [(text[date.value.span.start : date.value.span.end], date.value.normal) for date in found]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Yesterday, on Monday and late last month it rained.", "en"),
        ("上个月底和昨天下了雨,本周一又下。", "zh"),
        ("Вчера и на прошлой неделе шёл дождь.", "ru"),
        ("Ayer y el mes pasado llovió.", "es"),
        ("Hier et la semaine dernière il a plu.", "fr"),
        ("မနေ့က မိုးရွာသည်။ ပြီးခဲ့သည့်လ", "my"),
    ],
)
def test_without_a_publication_date_relative_dates_keep_their_words_and_have_no_value(text: str, lang: str) -> None:
    found = find_dates(make_reading(text, lang), None)
    assert len(found) >= 2
    assert all(date.value.normal is None and date.relative for date in found)


def test_absolute_dates_need_no_publication_date() -> None:
    assert read_dates("On 4 March 2024 and in the 1990s", "en", None) == [
        ("4 March 2024", "2024-03-04"),
        ("1990s", "199X"),
    ]
    assert read_dates("On 4 March, not before", "en", None) == [("4 March", None)]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("2024", ["2023", None, None]),
        ("2024-08", ["2023", "2024-07", None]),
        ("2024-08-09", ["2023", "2024-07", "2024-08-08"]),
        ("2024-08-09T23:59:00+02:00", ["2023", "2024-07", "2024-08-08"]),
        ("2024-13-09", [None, None, None]),
        ("soon", [None, None, None]),
        ("", [None, None, None]),
    ],
)
def test_a_vague_publication_date_gives_only_what_it_can(anchor: str, expected: list[str | None]) -> None:
    assert [normal for _, normal in read_dates("last year; last month; yesterday", "en", anchor)] == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("7月12日", "zh", "2024-07-12"),
        ("late last month", "en", "2024-07"),
        ("Feb. 1, 2021", "en", "2021-02-01"),
        ("2017年期间", "zh", "2017"),
        ("2017年", "zh", "2017"),
        ("2021年2月1日", "zh", "2021-02-01"),
        ("本周", "zh", "2024-08-05/2024-08-11"),
        ("in May 2023", "en", "2023-05"),
        ("去年12月", "zh", "2023-12"),
        ("上个月底", "zh", "2024-07"),
        ("2000年左右", "zh", "2000"),
        ("二〇二一年二月一日", "zh", "2021-02-01"),
        ("7月12日至14日", "zh", "2024-07-12/2024-07-14"),
        ("12 июля", "ru", "2024-07-12"),
        ("1 февраля 2021 года", "ru", "2021-02-01"),
        ("в конце прошлого месяца", "ru", "2024-07"),
        ("ဇူလိုင်လ ၁၂ ရက်", "my", "2024-07-12"),
        ("在7月12日", "zh", "2024-07-12"),
    ],
)
def test_what_date_libraries_misread(text: str, lang: str, expected: str) -> None:
    assert [normal for _, normal in read_dates(text, lang, "2024-08-09")] == [expected]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("US$406 million", "en", "406000000 USD"),
        ("4.06亿美元", "zh", "406000000 USD"),
        ("$406m", "en", "406000000 USD"),
        ("406 млн долларов", "ru", "406000000 USD"),
        ("二十亿元", "zh", "2000000000 CNY"),
        ("三千万元", "zh", "30000000 CNY"),
        ("4亿600万元", "zh", "406000000 CNY"),
        ("20,000 tons", "en", "20000 ton"),
        ("3,000 people", "en", "3000 person"),
    ],
)
def test_what_amount_libraries_misread(text: str, lang: str, expected: str) -> None:
    assert [amount.value.normal for amount in find_amounts(make_reading(text, lang))] == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("二十亿", 2_000_000_000), ("三千万", 30_000_000), ("4亿600万", 406_000_000), ("4.06亿", 406_000_000), ("3万5千", 35_000),
        ("2.3万", 23_000), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百二十", 120), ("一千二", 1200), ("三万五", 35_000),
        ("两千零二十", 2020), ("一万零三百", 10_300), ("二〇二一", 2021), ("廿五", 25), ("卅", 30), ("1.1万亿", 1_100_000_000_000),
        ("一点五亿", 150_000_000), ("十万", 100_000), ("一兆", 1_000_000_000_000), ("三百六十五", 365), ("一千万零一", 10_000_001),
    ],
)  # fmt: skip
def test_han_numerals(words: str, expected: int) -> None:
    number = parse_han(words, Numbers(han=True, groups=(",",)))
    assert number is not None
    assert number.value == expected


@pytest.mark.parametrize("words", ["万", "百万", "三一二万四五", "十百", "亿亿", "2.0.1"])
def test_han_numerals_that_are_no_number(words: str) -> None:
    assert parse_han(words, Numbers(han=True, groups=(",",))) is None


@pytest.mark.parametrize(
    ("digits", "decimal", "groups", "expected"),
    [
        ("1,234.5", ".", (",",), "1234.5"), ("1.234,5", ",", (".",), "1234.5"), ("1 234,5", ",", (" ",), "1234.5"),
        ("1,234,567", ".", (",",), "1234567"), ("12,34,567", ".", (",",), "1234567"), ("1.234", ".", (",",), "1.234"),
        ("1,234", ".", (",",), "1234"), ("1.234", ",", (".",), "1234"), ("1,234", ",", (" ",), "1.234"), ("2.0.1", ".", (",",), None),
        ("1,23,4", ".", (",",), None), ("1.234", ",", (" ",), None), ("0,125", ",", (" ",), "0.125"), ("1" * 40, ".", (), None),
    ],
)  # fmt: skip
def test_digits_by_the_rules_of_a_language(
    digits: str, decimal: str, groups: tuple[str, ...], expected: str | None
) -> None:
    value = parse_digits(digits, Numbers(decimal=decimal, groups=groups))
    assert (None if value is None else str(value)) == expected


@pytest.mark.parametrize(
    ("text", "lang", "words", "normal"),
    [
        ("😀🇲🇲 on 12 July 2024 it began", "en", "12 July 2024", "2024-07-12"),
        ("cafe\u0301 ouvert le 12 juillet 2024", "fr", "12 juillet 2024", "2024-07-12"),
        ("el oton\u0303o de 2023", "es", "oton\u0303o de 2023", "2023-23"),
        ("𠮷野家２０２４年７月１２日", "zh", "２０２４年７月１２日", "2024-07-12"),
        ("في ١٢ on ١٢ July ٢٠٢٤", "en", "١٢ July ٢٠٢٤", "2024-07-12"),
        ("12\u00a0июля\u202f2024 года", "ru", "12\u00a0июля\u202f2024 года", "2024-07-12"),
    ],
)
def test_offsets_hold_in_any_script(text: str, lang: str, words: str, normal: str) -> None:
    assert read_dates(text, lang, "2024-08-09") == [(words, normal)]


def test_only_the_passage_is_read() -> None:
    text = "On 4 March 2024. On 5 March 2024."
    found = find_dates(make_reading(text, "en", start=17), None)
    assert [date.value.normal for date in found] == ["2024-03-05"]


def test_a_number_of_a_date_is_no_amount() -> None:
    assert find_amounts(make_reading("three days ago, in the last five years", "en")) == []


@pytest.mark.parametrize(
    ("normal", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-07-12T23:40", "2024-07-12", "2024-07-12"),
        ("199X", "1990-01-01", "1999-12-31"), ("19XX", "1900-01-01", "1999-12-31"), ("2023-23", "2023-09-01", "2023-11-30"),
        ("2024-35", "2024-07-01", "2024-09-30"), ("2024-41", "2024-07-01", "2024-12-31"), ("2019/2021-03", "2019-01-01", "2021-03-31"),
        ("2023-24", "2022-12-01", "2024-02-29"), ("../2027", "None", "2027-12-31"), ("2021-02/..", "2021-02-01", "None"),
    ],
)  # fmt: skip
def test_the_days_of_a_normal_form(normal: str, first: str, last: str) -> None:
    stretch = read_normal(normal)
    assert (str(stretch.first), str(stretch.last)) == (first, last)


@pytest.mark.parametrize(
    "normal", ["", "2024-13", "2024-02-30", "24", "2024/2023", "../..", "2024-07-12T25:00", "soon", "000X"]
)
def test_what_is_no_normal_form(normal: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_normal(normal)


MADE_BY_THE_ENGINE = {
    "count", "day", "monthnum", "year", "shortyear", "erayear", "hour", "minute", "centurynum", "quarternum", "decadenum", "decade",
    "weekdaynum", "ordinal", "iso", "clock", "vague", "date", "any", "amount",
    *(f"rel{unit}" for unit in UNITS), *(f"lone_{slot}" for slot in ("day", "month", "season", "quarter", "half_year", "year")),
}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in languages.list_languages() if load_lexicon(code)])
def test_every_slot_of_a_template_can_be_filled(code: str) -> None:
    lexicon = load_lexicon(code)
    assert lexicon is not None
    known = MADE_BY_THE_ENGINE | {slot for meanings in lexicon.words.values() for slot in meanings}
    tables = lexicon.tables
    templates = [*tables.dates.templates.items(), *tables.amounts.templates.items()]
    slots = {
        slot
        for _, rows in templates
        for row in rows
        for word in row.split()
        for slot in word.removesuffix("?").strip("()").split("|")
    }
    assert slots - known == set()
    productions = {production for group in DATE_PASSES for production in group}
    assert set(tables.dates.templates) - productions == set()
    assert set(tables.amounts.templates) - {"none", "bounds", "sum", "share", "between"} == set()
