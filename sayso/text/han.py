"""Traditional Chinese characters in their simplified form, for comparing only; lengths never change."""

import re
from functools import cache

from opencc import OpenCC

_LONE = re.compile("[\ud800-\udfff]")  # halves of characters, which the converter does not take
_MANY = 100_000  # characters handed to the converter at once


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified characters, as long as it was, so that offsets hold.

    Words decide between several simplified forms of one character; where that would change the
    length of a stretch, it is converted character by character.
    """
    if text.isascii():
        return text
    return "".join(_simplify(text[start : start + _MANY]) for start in range(0, len(text), _MANY))


def _simplify(text: str) -> str:
    text = _LONE.sub("\ufffd", text)
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    singly = (_converter().convert(character) for character in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(singly, text, strict=True))
