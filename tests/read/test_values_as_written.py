"""Values as the words give them: a day that does not exist and a sum without currency get none; goods by their unit."""

import pytest

from sayso.pipeline import read_document
from sayso.records import Amount, DateValue, Document, Event


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "Norway asked Ghana to reply by 31 June 2027.", "31 June 2027"),
        ("en", "Norway attacked Ghana on 29 February 2027.", "29 February 2027"),
        ("zh", "挪威要求加纳在2027年6月31日前答复。", "6月31日"),
        ("ru", "Норвегия напала на Гану 31 июня 2027 года.", "31 июня 2027"),
        ("es", "Noruega atacó Ghana el 31 de junio de 2027.", "31 de junio de 2027"),
        ("fr", "La Norvège a attaqué le Ghana le 31 juin 2027.", "31 juin 2027"),
    ],
)
def test_a_date_that_does_not_exist_has_no_value(lang: str, text: str, words: str) -> None:
    findings = read_document(Document(id="d", text=text, lang=lang, published="2027-05-01"), weighted=False)
    dates = [f for f in findings if isinstance(f, DateValue)]
    assert [date.value.normal for date in dates] == [None]
    assert words in text[dates[0].value.span.start : dates[0].value.span.end]
    assert all(f.date is None or f.date.normal is None for f in findings if isinstance(f, Event))


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "Norway gave Ghana 20 million in aid."), ("zh", "挪威向加纳提供援助2000万。")],
)
def test_a_sum_without_a_currency_has_none(lang: str, text: str) -> None:
    findings = read_document(Document(id="d", text=text, lang=lang, published="2027-05-01"), weighted=False)
    assert all(f.currency is None for f in findings if isinstance(f, Amount))


@pytest.mark.parametrize(
    ("lang", "text", "normal"),
    [
        ("en", "Norway gave Ghana 15 ambulances.", "15 ambulance"),
        ("es", "Noruega donará a Ghana 12 ambulancias.", "12 ambulance"),
        ("zh", "挪威查獲四公噸大麻。", "4 tonne"),
        ("zh", "挪威查獲一千五百立方公尺木料。", "1500 cubic metre"),
        ("ru", "Норвегия передала 12 машин скорой помощи.", "12 ambulance"),
    ],
)
def test_goods_are_counted_by_their_unit(lang: str, text: str, normal: str) -> None:
    findings = read_document(Document(id="d", text=text, lang=lang, published="2027-05-01"), weighted=False)
    assert [f.value.normal for f in findings if isinstance(f, Amount)] == [normal]
