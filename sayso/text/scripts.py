"""Which script a character is in, and which script a stretch of text is mostly in.

Scripts are told by blocks of code points; a character that belongs to no script (a digit, a
punctuation mark, a space) has none. Kana covers hiragana and katakana.
"""

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from operator import itemgetter
from typing import Literal

Script = Literal[
    "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi",
    "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan",
    "Burmese", "Georgian", "Hangul", "Ethiopic", "Khmer", "Mongolian", "Kana", "Han",
]  # fmt: skip

_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x005A, "Latin"), (0x0061, 0x007A, "Latin"), (0x00AA, 0x00AA, "Latin"), (0x00BA, 0x00BA, "Latin"),
    (0x00C0, 0x00D6, "Latin"), (0x00D8, 0x00F6, "Latin"), (0x00F8, 0x02B8, "Latin"), (0x0370, 0x0373, "Greek"),
    (0x0376, 0x037D, "Greek"), (0x037F, 0x0386, "Greek"), (0x0388, 0x03FF, "Greek"), (0x0400, 0x052F, "Cyrillic"),
    (0x0531, 0x0556, "Armenian"), (0x0561, 0x0587, "Armenian"), (0x0591, 0x05F4, "Hebrew"),
    (0x0610, 0x061A, "Arabic"), (0x0620, 0x065F, "Arabic"), (0x066E, 0x06D3, "Arabic"), (0x06D5, 0x06EF, "Arabic"),
    (0x06FA, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x0963, "Devanagari"), (0x0970, 0x097F, "Devanagari"), (0x0980, 0x09E3, "Bengali"),
    (0x09F0, 0x09F1, "Bengali"), (0x0A01, 0x0A65, "Gurmukhi"), (0x0A70, 0x0A75, "Gurmukhi"),
    (0x0A81, 0x0AE3, "Gujarati"), (0x0B01, 0x0B63, "Oriya"), (0x0B82, 0x0BE5, "Tamil"), (0x0C00, 0x0C63, "Telugu"),
    (0x0C80, 0x0CE3, "Kannada"), (0x0D00, 0x0D63, "Malayalam"), (0x0D82, 0x0DF3, "Sinhala"),
    (0x0E01, 0x0E3A, "Thai"), (0x0E40, 0x0E4E, "Thai"), (0x0E81, 0x0ECD, "Lao"), (0x0EDC, 0x0EDF, "Lao"),
    (0x0F00, 0x0F00, "Tibetan"), (0x0F40, 0x0FBC, "Tibetan"), (0x1000, 0x103F, "Burmese"),
    (0x1050, 0x108F, "Burmese"), (0x109A, 0x109F, "Burmese"), (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"), (0x1200, 0x135F, "Ethiopic"), (0x1780, 0x17D3, "Khmer"), (0x1820, 0x18AA, "Mongolian"),
    (0x1C80, 0x1C8F, "Cyrillic"), (0x1C90, 0x1CBF, "Georgian"), (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"),
    (0x2DE0, 0x2DFF, "Cyrillic"), (0x3005, 0x3007, "Han"), (0x3041, 0x3096, "Kana"), (0x309D, 0x309F, "Kana"),
    (0x30A1, 0x30FA, "Kana"), (0x30FC, 0x30FF, "Kana"), (0x3131, 0x318E, "Hangul"), (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA640, 0xA69F, "Cyrillic"), (0xA722, 0xA7FF, "Latin"),
    (0xA960, 0xA97F, "Hangul"), (0xA9E0, 0xA9FE, "Burmese"), (0xAA60, 0xAA7F, "Burmese"), (0xAB30, 0xAB6F, "Latin"),
    (0xAC00, 0xD7FB, "Hangul"), (0xF900, 0xFAFF, "Han"), (0xFB00, 0xFB06, "Latin"), (0xFB13, 0xFB17, "Armenian"),
    (0xFB1D, 0xFB4F, "Hebrew"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFC, "Arabic"), (0xFF21, 0xFF3A, "Latin"),
    (0xFF41, 0xFF5A, "Latin"), (0xFF66, 0xFF9F, "Kana"), (0xFFA0, 0xFFDC, "Hangul"), (0x1B000, 0x1B16F, "Kana"),
    (0x20000, 0x323AF, "Han"),
)  # fmt: skip
_STARTS = [start for start, _, _ in _RANGES]

# A Han character says about as much as three Latin letters, a Hangul or Ethiopic syllable as two.
_WEIGHTS: dict[Script, float] = {"Han": 3, "Kana": 2, "Hangul": 2, "Ethiopic": 2}
# Names, initials and brand names are written in Latin letters in the text of any language.
_NAME_WEIGHT = 0.3
_NAME_LIKE = re.compile(r"\b[A-Z][A-Za-z.&'’-]*")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】\n]{0,200}[)）\]】]")


@lru_cache(maxsize=8192)
def find_script(character: str) -> Script | None:
    """The script of one character, or None for digits, marks and spaces that belong to no script."""
    code = ord(character)
    index = bisect_right(_STARTS, code) - 1
    if index < 0:
        return None
    _, end, script = _RANGES[index]
    return script if code <= end else None


def count_scripts(text: str) -> dict[Script, int]:
    """How many characters of each script stand in the text; scripts that do not occur are left out."""
    counts: dict[Script, int] = {}
    for character, number in Counter(text).items():
        script = find_script(character)
        if script is not None:
            counts[script] = counts.get(script, 0) + number
    return counts


def weigh_scripts(text: str) -> dict[Script, float]:
    """How much of what the text says is in each script.

    Where scripts stand side by side, glosses in brackets do not count, and capitalised Latin words
    count little: a Chinese sentence full of Latin names is still a Chinese sentence.
    """
    counts = count_scripts(text)
    if len(counts) > 1:
        outside = count_scripts(_BRACKETED.sub(" ", text))
        counts = outside or counts
    weights: dict[Script, float] = {script: number * _WEIGHTS.get(script, 1.0) for script, number in counts.items()}
    if len(weights) > 1 and "Latin" in weights:
        names = sum(len(found) for found in _NAME_LIKE.findall(_BRACKETED.sub(" ", text)))
        weights["Latin"] -= min(names, counts["Latin"]) * (1 - _NAME_WEIGHT)
    return weights


def find_dominant_script(text: str) -> Script | None:
    """The script that most of the text is in, or None when it has no letters."""
    weights = weigh_scripts(text)
    return max(weights.items(), key=itemgetter(1))[0] if weights else None
