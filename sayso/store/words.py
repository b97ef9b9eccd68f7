"""How search sees a text: as words with their places, alike in every script.

`find_words` gives the words of a text; `find_phrases` where phrases stand in it. Where a script has
no spaces a word is a unit of writing: a Han character, a kana, a Korean or Burmese syllable, a Thai,
Lao or Khmer letter with its marks. So a query of one or two Han characters is a phrase like any
other, and no database has to know any script: the index gets words with spaces between them
(`join_words`), made here and nowhere else.

Two words are the same when they are after folding: case, traditional and simplified Chinese,
full and half width, composed and decomposed letters, invisible joiners. Accents count.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

LONGEST_WORD = 500  # characters of a folded word that count; a run of letters without end is no word
BETWEEN = "\ue000"  # a word of no text: keeps a phrase from matching across two names

# Soft hyphen, joiners, direction and variation marks, Arabic stretching: inside a word, but not of it.
_UNSEEN = "\u00ad\u0640\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN += "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HAN = "\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNITS = (
    _HAN
    + "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d\uac00-\ud7a3"  # kana, Hangul
    + "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf\u1780-\u17b3"
)
_BURMESE = "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
_BURMESE += "\ua9e0-\ua9e4\ua9e6-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a\uaa7e\uaa7f"  # Shan, Mon, Khamti

# What the conversion of single characters leaves alone because it depends on the word they stand in.
_MORE_HAN = str.maketrans("著瞭藉甚衹祇妳", "着了借什只只你")
_TURKISH = str.maketrans("ı", "i")


def find_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text in order: start, end and folded form."""
    for match in _word_pattern().finditer(text):
        folded = _fold_word(match.group())
        if folded:
            yield match.start(), match.end(), folded


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(folded for word in _word_pattern().findall(text) if (folded := _fold_word(word)))


def join_words(*texts: str) -> str:
    """The folded words with spaces between them, for an index; no phrase reaches from one text into the next."""
    return f" {BETWEEN} ".join(" ".join(fold_words(text)) for text in texts)


def find_phrases(text: str, phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where phrases of folded words stand in a text, in order of place; empty phrases stand nowhere."""
    words = list(find_words(text))
    places: dict[str, list[int]] = {}
    for index, (_, _, folded) in enumerate(words):
        places.setdefault(folded, []).append(index)
    found = set()
    for phrase in phrases:
        for index in places.get(phrase[0], ()) if phrase else ():
            last = index + len(phrase) - 1
            if last < len(words) and all(words[index + n][2] == word for n, word in enumerate(phrase)):
                found.add((words[index][0], words[last][1]))
    return sorted(found)


def make_match(phrases: Sequence[Sequence[str]], column: str = "") -> str:
    """The FTS5 query for all of these phrases; nothing a user typed is ever read as query syntax.

    Folded words hold no ASCII but letters and digits, and they stand between quotation marks.
    """
    head = f"{column} : " if column else ""
    return " AND ".join(f'{head}"{" ".join(phrase)}"' for phrase in phrases)


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    """The form in which two words are compared; empty when nothing of the word can be seen."""
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    seen = _unseen_pattern().sub("", word)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    folded = folded.replace("i\u0307", "i").translate(_TURKISH)
    if _han_pattern().search(folded):
        folded = folded.translate(_simplified()).translate(_MORE_HAN)
    # Compatibility forms may bring ASCII signs ("⑴" is "(1)"), at which an index would split the word.
    return "".join(c for c in folded if c.isalnum() or (not c.isascii() and not c.isspace()))[:LONGEST_WORD]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Units of writing, Burmese syllables, and runs of other letters, digits and marks."""
    inside = f"[{_marks()}\uff9e\uff9f{_UNSEEN}]"  # the two are the half-width voicing marks of kana
    letter = rf"[^\W_{_UNITS}{_BURMESE}{_UNSEEN}]|[\ue001-\uf8ff]"
    burmese = f"[{_BURMESE}]"
    # A consonant that carries a killer or a stacked letter ends its syllable; any other begins one.
    syllable = rf"{burmese}(?:\u1039{burmese}|{inside}|{burmese}(?=\u1037?[\u103a\u1039]))*"
    return re.compile(f"[{_UNITS}]{inside}*|{syllable}|(?:{letter})(?:{letter}|{inside})*")


@cache
def _unseen_pattern() -> re.Pattern[str]:
    return re.compile(f"[{_UNSEEN}]")


@cache
def _han_pattern() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}]")


@cache
def _marks() -> str:
    """Every combining mark, as ranges for a regular expression."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@cache
def _simplified() -> dict[int, str]:
    """The simplified form of each traditional character, one by one: a character alone and in a word fold alike."""
    from opencc import OpenCC

    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x323B0)]
    converted = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    return {code: simple for code, simple in zip(codes, converted, strict=True) if chr(code) != simple}
