"""How much a text reads like writing: the test that a guessed encoding has to pass.

Bytes read in the wrong encoding give real characters, but not those that people write: rare Han
characters, capitals inside words, letters of two alphabets in one word, half-width kana. So each
character beyond ASCII is worth between -1 and 1 by what it is and what stands beside it, and an
encoding is worth the mean over the bytes. 1 is the most common writing, under 0.2 is chance.
"""

from functools import lru_cache

from sayso.text.scripts import Script, find_script

_BROKEN = -3.0  # a byte that the encoding does not know weighs more than a rare character

# The characters that carry the grammar, and so stand in every text of some length.
_COMMON_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出会可也你对就年说同后月日"
    "這為個國時來們對會說後與從將於被及其此並没没沒已由而所表示政府记者報報道報导"
)
_COMMON_HANGUL = frozenset("이다의에는을를하고가은로기지사한서도시리아어자해인정대일부그라나들수과있전")
_PUNCTUATION = frozenset("，。、：；？！“”‘’（）《》「」『』【】—…·〈〉　–«»„’‚№€£¿¡°º•₽％～／")
_LATIN_LETTERS = frozenset("éèàáíóúñçãõüöäßêâîôûëïåøæœìòùÉÈÀÁÍÓÚÑÇÜÖÄÊÂÎÔÅØ")

# Encodings of one alphabet: the alphabet and its commonest letters.
_ALPHABETS: dict[str, tuple[Script, frozenset[str]]] = {
    "cp1251": ("Cyrillic", frozenset("оеаинтсрвлкмдпуяыьгз")),
    "koi8_r": ("Cyrillic", frozenset("оеаинтсрвлкмдпуяыьгз")),
    "cp866": ("Cyrillic", frozenset("оеаинтсрвлкмдпуяыьгз")),
    "iso8859_5": ("Cyrillic", frozenset("оеаинтсрвлкмдпуяыьгз")),
    "cp1253": ("Greek", frozenset("αοιετσνηυρπκμλς")),
    "cp1255": ("Hebrew", frozenset("יוהלאמתרבשנד")),
    "cp1256": ("Arabic", frozenset("اليمنورتبةعدسفهك")),
    "cp874": ("Thai", frozenset("กนรอมางเยลว่้ี")),
}
_WESTERN = ("cp1252", "latin-1")
CANDIDATES = (
    "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", *_ALPHABETS, "cp1252", "utf-16-le", "utf-16-be", "latin-1",
)  # fmt: skip


@lru_cache(maxsize=256)
def judge_encoding(sample: bytes, charset: str) -> float:
    """How much the sample reads like writing in this encoding: 1 common writing, under 0.2 chance, -1 impossible."""
    text = _decode_sample(sample, charset)
    if text is None:
        return -1.0
    total, size = 0.0, 0
    for index, character in enumerate(text):
        if character < "\x80" and (character >= " " or character in "\t\n\r\x0c") and not charset.startswith("utf-16"):
            continue
        width = _find_width(character, charset)
        size += width
        beside = text[index - 1 : index], text[index + 1 : index + 2]
        total += width * _judge_character(character, beside, charset)
    return total / size if size else 0.0


def judge_text(text: str) -> float:
    """How much a text reads like writing where nothing is known of its encoding: broken and control characters tell."""
    if not text:
        return 0.0
    bad = sum(1 for character in text if character == "\ufffd" or (character < " " and character not in "\t\n\r\x0c"))
    bad += sum(1 for character in text if "\x7f" <= character <= "\x9f" or "\ue000" <= character <= "\uf8ff")
    return max(-1.0, 0.5 - 20 * bad / len(text))


def _decode_sample(sample: bytes, charset: str) -> str | None:
    if charset.startswith("utf-16"):
        sample = sample[: len(sample) // 2 * 2]
    text = sample.decode(charset, "replace")
    whole = text[:-1] if text.endswith("\ufffd") else text  # the sample may end inside a character
    broken = whole.count("\ufffd")
    return None if broken > max(1, len(whole) // 200) else whole


def _find_width(character: str, charset: str) -> int:
    if charset.startswith("utf-16"):
        return 2
    if charset in _ALPHABETS or charset in _WESTERN:
        return 1
    return 1 if "\uff61" <= character <= "\uff9f" else 2


def _judge_character(character: str, beside: tuple[str, str], charset: str) -> float:
    if character in _PUNCTUATION:
        return 0.7
    if character == "\ufffd" or "\x00" <= character < "\x20" or "\x7f" <= character <= "\x9f":
        return 0.3 if character in "\t\n\r" else _BROKEN if character == "\ufffd" else -1.0
    if "\ue000" <= character <= "\uf8ff":
        return -1.0
    if charset in _ALPHABETS:
        return _judge_letter(character, beside, *_ALPHABETS[charset])
    if charset in _WESTERN:
        return _judge_latin(character, beside) - (0.05 if charset == "latin-1" else 0.0)
    return _judge_unit(character) if charset.startswith("utf-16") else _judge_east_asian(character, charset)


def _judge_letter(character: str, beside: tuple[str, str], script: Script, common: frozenset[str]) -> float:
    """A letter of an alphabet: common ones count; two alphabets or a capital inside a word count against."""
    if find_script(character) != script:
        return -0.3
    before, after = beside
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return -1.0
    if not before.isalpha() and not after.isalpha():
        return 0.1  # a letter alone may be anything
    if character.isupper():
        if before.islower():
            return -1.0
        return 0.6 if after.islower() else 0.25
    return 1.0 if character in common else 0.6


def _judge_latin(character: str, beside: tuple[str, str]) -> float:
    """An accented letter: stands among plain letters; runs of them are another alphabet."""
    if find_script(character) != "Latin":
        return -0.2
    before, after = beside
    if character.isupper() and before.islower():
        return -1.0
    if before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha():
        return -0.6
    plain = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if character in _LATIN_LETTERS:
        return 1.0 if plain else 0.2
    return 0.1 if plain else -0.3


def _judge_unit(character: str) -> float:
    """A unit of UTF-16: half of all byte pairs are Han characters, so only common ones count."""
    if character < "\x80":
        return 0.8
    script = find_script(character)
    if script == "Han":
        return max(_judge_east_asian(character, "gb18030"), _judge_east_asian(character, "big5hkscs"))
    if script in {"Hangul", "Kana"}:
        return _judge_east_asian(character, "cp949" if script == "Hangul" else "cp932")
    if script in {"Latin", "Cyrillic", "Greek", "Arabic", "Burmese", "Hebrew", "Thai"}:
        return 0.8
    return -0.5


@lru_cache(maxsize=16384)
def _judge_east_asian(character: str, charset: str) -> float:
    """A Han character, kana or syllable: the standards put the common ones first."""
    script = find_script(character)
    if charset in {"cp932", "euc_jp"}:
        if script == "Kana":
            return -0.4 if character >= "\uff61" else (0.95 if character < "\u30a0" else 0.7)
        return _judge_row(character, "euc_jp", 0xB0, 0xCF) if script == "Han" else -0.4
    if charset == "cp949" and script == "Hangul":
        return 1.0 if character in _COMMON_HANGUL else _judge_row(character, "euc_kr", 0xB0, 0xC8)
    if charset == "cp949" or script != "Han":
        return 0.0 if script in {"Han", "Kana", "Hangul"} else -0.2
    if character in _COMMON_HAN:
        return 1.0
    return _judge_row(character, *(("gb2312", 0xB0, 0xD7) if charset == "gb18030" else ("big5", 0xA4, 0xC6)))


def _judge_row(character: str, standard: str, first: int, last: int) -> float:
    try:
        coded = character.encode(standard)
    except UnicodeEncodeError:
        return 0.0
    return 0.6 if len(coded) == 2 and first <= coded[0] <= last else 0.1
