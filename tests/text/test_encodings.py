"""Encodings: told without a declaration from forty characters on, and declarations that are wrong."""

import pytest

from sayso.errors import UnreadableError
from sayso.text.encodings import decode

TEXTS = {
    "zh": "昨天下午，江北市政府发言人表示，新的渡口将在明年三月开工，总投资约两亿元。记者问到补偿问题时，他没有回答。",
    "zh-Hant": "昨天下午，港務局發言人表示，新的碼頭將在明年三月開工，總投資約兩億元。記者問到補償問題時，他沒有回答。",
    "ru": "Вчера представитель порта заявил, что новый причал откроют в марте. Жители посёлка этим недовольны.",
    "ja": "昨日の午後、港の担当者は新しい桟橋を来年三月に開くと発表した。住民はこの計画に反対している。",
    "ko": "어제 오후 항구 대변인은 새 부두를 내년 삼월에 열 것이라고 밝혔다. 주민들은 이에 반대하고 있다.",
    "fr": "Le porte-parole du port a déclaré hier que le quai serait fermé. Les habitants s'inquiètent déjà.",
    "es": "El portavoz aseguró ayer que el muelle abrirá en marzo. Los vecinos señalan que nadie los consultó.",
    "de": "Der Sprecher erklärte gestern, die neue Brücke werde im März eröffnet. Die Bürger müssen warten.",
    "el": "Ο εκπρόσωπος του λιμανιού δήλωσε χθες ότι η νέα αποβάθρα θα ανοίξει τον Μάρτιο.",
    "ar": "قال المتحدث باسم الميناء أمس إن الرصيف الجديد سيفتح في مارس. السكان غير راضين عن ذلك.",
}
CASES = [
    ("zh", "gb18030"), ("zh", "utf-16-le"), ("zh", "utf-16-be"), ("zh", "utf-16"), ("zh", "utf-8"),
    ("zh-Hant", "big5"), ("zh-Hant", "gb18030"), ("zh-Hant", "utf-16-le"), ("ru", "cp1251"), ("ru", "koi8-r"),
    ("ru", "cp866"), ("ru", "iso8859-5"), ("ru", "utf-16-le"), ("ja", "shift_jis"), ("ja", "euc-jp"),
    ("ja", "utf-16-be"), ("ko", "euc-kr"), ("ko", "utf-16-le"), ("fr", "cp1252"), ("fr", "utf-16-le"),
    ("es", "latin-1"), ("es", "cp1252"), ("de", "latin-1"), ("el", "cp1253"), ("ar", "cp1256"), ("fr", "utf-32"),
]  # fmt: skip


@pytest.mark.parametrize("length", [40, 60, 200])
@pytest.mark.parametrize(("text", "charset"), CASES)
def test_undeclared(text: str, charset: str, length: int) -> None:
    words = TEXTS[text][:length]
    assert decode(words.encode(charset), "a.txt").text == words


@pytest.mark.parametrize(("text", "charset"), CASES)
def test_declared(text: str, charset: str) -> None:
    assert decode(TEXTS[text].encode(charset), "a.txt", (charset,)).text == TEXTS[text]


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "klingon", "", "utf-7", "zlib", "shift_jis"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode(TEXTS["ru"].encode("cp1251"), "a.txt", (declared,)).text == TEXTS["ru"]
    assert decode(TEXTS["ru"].encode("utf-8"), "a.txt", (declared,)).text == TEXTS["ru"]


def test_the_encoding_is_noted() -> None:
    assert "cp1251" in decode(TEXTS["ru"].encode("cp1251"), "a.txt").notes[0]
    assert decode(TEXTS["ru"].encode(), "a.txt").notes == ()


def test_one_damaged_place_keeps_the_rest() -> None:
    content = TEXTS["zh"].encode()
    decoded = decode(content[:61] + b"\xff" + content[61:], "a.txt")
    assert decoded.charset == "utf-8"
    assert "江北市政府发言人" in decoded.text
    assert "could not be read" in decoded.notes[0]


def test_a_character_cut_at_the_end() -> None:
    assert decode(TEXTS["zh"].encode()[:-1], "a.txt").text[:-1] == TEXTS["zh"][:-1]


@pytest.mark.parametrize("content", [bytes(500), bytes(range(256)) * 9, b"\x01\x02\x03\x04\xfe\xed\xfa\xce" * 90])
def test_binary_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"a\.txt"):
        decode(content, "a.txt")
