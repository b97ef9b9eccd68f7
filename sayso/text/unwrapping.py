"""Lines of a printed page put together into paragraphs: a page keeps where lines end, readers need paragraphs.

A line goes on where the first word of the next one would not have fitted behind it, or where the next one begins in
lower case. Letters that were printed as one sign (ﬁ) are letters again, so that words can be found.
"""

import re

from sayso.text.scripts import find_script

_FULL = 0.87  # of the page's width in characters: letters are not all of one breadth
_LEAST_WIDTH = 25  # a page whose lines are all shorter is a list or a table
_LEAST_HAN_WIDTH = 12
_LIST_ITEM = re.compile(r"\s*(?:[-*•·▪►‣–—]\s|\d{1,3}[.)、]\s?|[（(]\d{1,3}[)）])")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-"}
)


def join_lines(words: str) -> str:
    """The same words with paragraphs parted by empty lines and no line break inside one."""
    lines = [" ".join(line.split()) for line in words.translate(_LIGATURES).split("\n")]
    width = _find_width(lines)
    joined: list[str] = []
    last = ""
    for line in lines:
        if last and line and _goes_on(last, line, width):
            joined[-1] = _join(joined[-1], line, words)
        elif line:
            joined.append(line)
        last = line
    return "\n\n".join(joined)


def _find_width(lines: list[str]) -> int:
    """How many characters a full line holds; the one longest line in ten may be out of order."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[-1 - len(lengths) // 10] if lengths else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    if _LIST_ITEM.match(following):
        return False
    han = _is_han(line[-1]) or _is_han(following[0])
    if width < (_LEAST_HAN_WIDTH if han else _LEAST_WIDTH):
        return False
    if following[0].islower():
        return True
    first = 1 if han else 1 + len(following.split(" ", 1)[0])
    return len(line) + first > _FULL * width


def _join(before: str, line: str, words: str) -> str:
    if _is_han(before[-1]) or _is_han(line[0]):
        return before + line
    if before[-1] == "-" and before[-2:-1].isalpha() and line[0].islower():
        whole = before[:-1].rsplit(" ", 1)[-1] + line.split(" ", 1)[0].rstrip(".,;:!?")
        return (before[:-1] if whole in words else before) + line  # "har-bour" where the page has "harbour" too
    return f"{before} {line}"


def _is_han(character: str) -> bool:
    return find_script(character) == "Han" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"
