"""Words of a text with spaces between words."""

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|\S")


class Token(NamedTuple):
    """A word or a punctuation mark."""

    start: int
    end: int
    word: str  # as written


def find_tokens(text: str, start: int, end: int) -> list[Token]:
    """Every word and every punctuation mark of `text[start:end]`, in order."""
    return [Token(match.start(), match.end(), match.group()) for match in _WORD.finditer(text, start, end)]
