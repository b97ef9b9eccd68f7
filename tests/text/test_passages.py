"""Passages: the language of each stretch, and what stays together."""

import pytest

from sayso.records import Document, Part
from sayso.text.passages import read_declared, split_passages

ENGLISH = "The convoy reached the town on Sunday, said its leader, and brought medicine for a month."
CHINESE = "车队星期天抵达该镇,负责人说,他们带来了可用一个月的药品,其余的卡车还停在路上。"
RUSSIAN = "Колонна прибыла в город в воскресенье, сообщил её начальник, и привезла лекарства на месяц."


def langs(text: str, lang: str | None = None, *parts: Part) -> list[tuple[str, str]]:
    passages = split_passages(Document(id="d", text=text, lang=lang, parts=parts))
    return [(passage.lang, text[passage.span.start : passage.span.end]) for passage in passages]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", ENGLISH),
        ("zh", CHINESE),
        ("zh", "車隊星期天抵達該鎮,負責人說,他們帶來了可用一個月的藥品,其餘的卡車還停在路上。"),
        ("ru", RUSSIAN),
        ("uk", "Колона прибула до міста в неділю, повідомив її начальник, і привезла ліки на місяць."),
        ("my", "ယာဉ်တန်းသည် တနင်္ဂနွေနေ့တွင် မြို့သို့ ရောက်ရှိခဲ့ပြီး ဆေးဝါးများ ယူဆောင်လာသည်။"),
        ("ja", "車列は日曜日に町に到着し、一か月分の薬を運んできたと責任者は述べた。"),
        ("ko", "차량 행렬은 일요일에 마을에 도착했으며 한 달치 약을 가져왔다고 책임자가 말했다."),
        ("ko", "정부(政府)는 日曜日에 회담(會談)을 연다고 책임자가 말했다."),
        ("es", "El convoy llegó al pueblo el domingo, dijo su jefe, y trajo medicinas para un mes."),
        ("fr", "Le convoi est arrivé dimanche dans la ville, a dit son chef, avec des médicaments pour un mois."),
        ("de", "Der Konvoi erreichte die Stadt am Sonntag und brachte Medikamente für einen Monat."),
        ("ar", "وصلت القافلة إلى المدينة يوم الأحد، وقال قائدها إنها جلبت أدوية تكفي لمدة شهر."),
        ("fa", "کاروان روز یکشنبه به شهر رسید و رئیس آن گفت که برای یک ماه دارو آورده است."),
        ("th", "ขบวนรถมาถึงเมืองเมื่อวันอาทิตย์และนำยามาสำหรับหนึ่งเดือน"),
        ("el", "Η αυτοκινητοπομπή έφτασε στην πόλη την Κυριακή."),
    ],
)
def test_one_language(lang: str, text: str) -> None:
    assert langs(text) == [(lang, text)]


def test_a_bilingual_file_alternates() -> None:
    found = langs(
        f"水灾后的车队\n\n{CHINESE}\n\n* * *\n\nConvoy after floods\n\n{ENGLISH}\n\n{ENGLISH}\n\n更正\n{CHINESE}"
    )
    assert [lang for lang, _ in found] == ["zh", "en", "zh"]
    assert found[1][1].startswith("Convoy after floods")
    assert found[2][1].startswith("更正")


def test_paragraphs_of_one_language_are_one_passage() -> None:
    text = f"{ENGLISH}\n\n{ENGLISH}\n\n{ENGLISH}"
    assert langs(text) == [("en", text)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "北岭联盟主席亨特 (Robert Hunter, chairman of the Northern Ridge Alliance of Growers) 表示同意。"),
        ("zh", "Lindsund Harbour Holding首席执行官Ruta Ozol周二对Harbour Post表示,码头三月开放。"),
        ("en", "The leader, Ding Heqiao (丁鹤桥), told the council of Jiangbei (江北) that the pier would open."),
        ("ru", "Компания Lindsund Harbour Holding заявила, что причал откроют в марте."),
        ("zh", "该品牌「のぞみ」的车队星期天抵达,负责人说他们带来了药品。"),
    ],
)
def test_two_scripts_in_one_sentence_stay_one_passage(lang: str, text: str) -> None:
    assert langs(text) == [(lang, text)]


def test_a_short_line_takes_the_language_of_the_document() -> None:
    text = f"Tumaco\n\n{'El convoy llegó al pueblo el domingo y trajo medicinas para un mes. ' * 2}\n\nPor Ana Ruiz"
    assert langs(text) == [("es", text)]


def test_the_declared_language_helps_a_short_text_only() -> None:
    assert langs("Portland", "de")[0][0] == "de"
    assert langs(ENGLISH, "fr")[0][0] == "en"
    assert langs("会谈", "ja")[0][0] == "ja"
    assert langs("会谈")[0][0] == "zh"


def test_a_japanese_heading_without_kana() -> None:
    text = "首脳会談開催\n\n車列は日曜日に町に到着し、一か月分の薬を運んできたと責任者は述べた。"
    assert langs(text) == [("ja", text)]


def test_roles_are_kept_apart() -> None:
    text = f"Pier opens\n\n{ENGLISH}\n\n{ENGLISH}"
    parts = (Part(start=0, end=10, role="headline"), Part(start=12, end=len(text)))
    passages = split_passages(Document(id="d", text=text, parts=parts))
    assert [(passage.role, passage.lang) for passage in passages] == [("headline", "en"), ("body", "en")]


def test_what_stands_outside_the_parts_is_not_read() -> None:
    text = f"title: Pier\n{ENGLISH}"
    assert langs(text, None, Part(start=12, end=len(text))) == [("en", ENGLISH)]


@pytest.mark.parametrize("text", ["", " \n\n", "* * *", "—"])
def test_no_words_no_passage(text: str) -> None:
    assert langs(text) == []


def test_digits_alone_are_of_no_known_language() -> None:
    assert langs("12 345") == [("und", "12 345")]


def test_digits_go_with_what_stands_beside_them() -> None:
    assert langs(f"2031\n{CHINESE}\n\n7") == [("zh", f"2031\n{CHINESE}\n\n7")]


@pytest.mark.parametrize(
    ("declared", "codes"),
    [("zh+en", ["zh", "en"]), ("zh-Hant_TW", ["zh"]), ("eng", ["en"]), ("", []), (None, []), ("?!", []), ("ru, my", ["ru", "my"])],
)  # fmt: skip
def test_declarations(declared: str | None, codes: list[str]) -> None:
    assert read_declared(declared) == codes


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from sayso.text import detector

    def refuse(*_: object) -> None:
        raise AssertionError("the detector opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    detector._load.cache_clear()
    assert langs(ENGLISH)[0][0] == "en"
