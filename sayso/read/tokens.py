"""Words of a text with spaces between words.

A word keeps its hyphens, its inner apostrophes ("didn’t", "vice-chair"), the full stops of
initials ("U.S.") and the points and commas of a number ("3.2", "41,000"); every other mark is a
token of its own. Where a language writes a short word before an apostrophe onto the next word
("qu’il", "d’après"), the list `elisions` of its word lists tells the two apart; `enclitics` does so
for what is written behind a hyphen ("affirme-t-il"), whose hyphen belongs to neither word.
"""

import re
from functools import cache
from typing import NamedTuple

# Vowel signs and accents written as characters of their own belong to the word they stand in.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0dff\u0e31-\u0e4e\u1000-\u109f\u200c\u200d"
)
_LETTER = rf"[\w{_MARKS}]"
_WORD = rf"\d+(?:[.,:]\d+)+|(?:[^\W\d_]\.){{2,}}|{_LETTER}+(?:[-'’]{_LETTER}+)*|\S"


class Token(NamedTuple):
    """A word or a punctuation mark."""

    start: int
    end: int
    word: str  # as written


def find_tokens(
    text: str, start: int, end: int, elisions: tuple[str, ...] = (), enclitics: tuple[str, ...] = ()
) -> list[Token]:
    """Every word and every punctuation mark of `text[start:end]`, in order.

    Args:
        elisions: words that end in an apostrophe and are written onto the next word, without the apostrophe.
        enclitics: words that are written behind a hyphen onto the word before.
    """
    words = _find_word(elisions, enclitics).finditer(text, start, end)
    return [Token(match.start(), match.end(), match.group()) for match in words if match.lastgroup != "joint"]


@cache
def _find_word(elisions: tuple[str, ...], enclitics: tuple[str, ...]) -> re.Pattern[str]:
    pattern = _WORD
    if enclitics:
        joined = rf"(?i:{'|'.join(map(re.escape, enclitics))})(?![\w-])"
        pattern = rf"(?P<joint>(?<=\w)-(?:t-)?(?={joined}))|{_LETTER}+(?=-(?:t-)?{joined})|{pattern}"
    if elisions:
        shortened = "|".join(sorted(map(re.escape, elisions), key=len, reverse=True))
        pattern = rf"(?<!\w)(?i:{shortened})['’](?=[\w«“\"])|{pattern}"
    return re.compile(pattern)
