"""Speech behind or before its speaker's name, without a word of saying.

A turn is a paragraph behind its speaker's name and a colon, in a row of such paragraphs where a speaker comes
back ("WALSH: ...", "记者：……"). A signed quotation fills its paragraph, and a name follows behind a dash
("“I will not go.” — Ana Lind, nurse"). Both look alike in every language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from sayso.read.quotes import Quote

LONGEST_LABEL = 120
BETWEEN = 4  # paragraphs between two turns in which the first speaker may go on
LEAST_TURNS = 3
LONG_TURN = 80  # bytes in the mean: fields of a form hold less
LONG = 30  # letters from which on a signed quotation without a mark at its end is no title or term

_WORD = r"(?:(?![a-zа-я])[^\W\d_][\w.’'-]*)"  # a word of a name: no small letter in front, as far as the script has any
_SMALL = r"(?:de|da|del|della|di|dos|la|le|al|el|bin|ibn|van|von|der|den|of|the|for|du|des|y|e)"
_NAME = rf"{_WORD}(?:[ \t]+(?:{_SMALL}[ \t]+){{0,2}}{_WORD}){{0,5}}"
_LABEL = re.compile(
    rf"(?P<name>{_NAME})(?:,[ \t]*[^\n:：,.!?]{{1,40}}|[ \t]*[(（\[][^\n)）\]]{{1,40}}[)）\]])?"
    r"[ \t]*(?P<colon>[:：])"
)
_SIGNED = re.compile(
    rf"[.,]?(?:[ \t]*\n?|[ \t]*\n[ \t]*\n)[ \t]*(?P<dash>[―—–⸺]{{1,2}}|--?(?=[ \t]*[^\s-]))[ \t]*(?P<name>{_NAME})"
    r"(?:[ \t]*[,，、(（][^\n]{0,80})?[ \t]*(?=\n|\Z)"
)
_LINE = re.compile(r"[^\n]+")
_ASIDE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")  # (LAUGHTER)
_ASKS = "?？؟"
_ENDS = frozenset('.!?…。！？။"”’»」』')
Place = tuple[int, int]


class Labelled(Struct, frozen=True):
    """What stands under a speaker's name."""

    kind: Literal["turn", "signature"]
    name: Place
    mark: Place  # the colon behind the name, or the dash before it
    said: tuple[Place, ...]  # one place a paragraph


class _Turn(Struct, frozen=True):
    """A label with what stands behind it, or on the next line where the label stands alone."""

    name: Place
    colon: Place
    said: Place
    first: int  # the number of the label's line among the lines of the passage
    last: int  # that of the words


def find_labelled(text: str, span: Place, quotes: Sequence[Quote]) -> list[Labelled]:
    """Turns and signed quotations of a passage, each kind in the order of the text."""
    return [*_find_turns(text, span), *_find_signed(text, span, quotes)]


def _find_turns(text: str, span: Place) -> Iterator[Labelled]:
    lines = [_strip(text, match.span()) for match in _LINE.finditer(text, *span) if not match[0].isspace()]
    parted = text.find("\n\n", *span) >= 0
    for row in _list_rows(_read_labels(text, lines), text):
        for turn, following in zip(row, [*row[1:], None], strict=True):
            end = following.first if following else _find_end(text, lines, turn.last) if parted else turn.last + 1
            further = (line for line in lines[turn.last + 1 : end] if not _ASIDE.fullmatch(text, *line))
            yield Labelled("turn", turn.name, turn.colon, (turn.said, *further))


def _find_end(text: str, lines: Sequence[Place], number: int) -> int:
    """The first line behind a last turn that an empty line parts from it."""
    for following in range(number + 1, len(lines)):
        if text.count("\n", lines[following - 1][1], lines[following][0]) > 1:
            return following
    return len(lines)


def _read_labels(text: str, lines: Sequence[Place]) -> Iterator[_Turn]:
    labels = [_LABEL.match(text, start, min(end, start + LONGEST_LABEL)) for start, end in lines]
    for number, label in enumerate(labels):
        if label is None:
            continue
        said, last = _strip(text, (label.end(), lines[number][1])), number
        if said[0] >= said[1] and number + 1 < len(lines) and labels[number + 1] is None:
            said, last = lines[number + 1], number + 1
        if said[0] < said[1]:
            yield _Turn(label.span("name"), label.span("colon"), said, number, last)


def _list_rows(turns: Iterator[_Turn], text: str) -> Iterator[list[_Turn]]:
    """Turns that follow one another closely, where it is a conversation."""
    row: list[_Turn] = []
    for turn in turns:
        if row and turn.first - row[-1].last > BETWEEN + 1:
            yield from _keep_conversation(row, text)
            row = []
        row.append(turn)
    yield from _keep_conversation(row, text)


def _keep_conversation(row: list[_Turn], text: str) -> list[list[_Turn]]:
    """The row, or nothing where it is a list of fields: two speakers at least, one comes back, most say sentences.

    Somebody asks, or what is said is of some length.
    """
    names = Counter(text[slice(*turn.name)].rsplit(maxsplit=1)[-1].casefold() for turn in row)  # ADA LIND, later LIND
    said = [text[slice(*turn.said)] for turn in row]
    sentences = sum(each[-1] in _ENDS for each in said)
    asked = any(mark in each for each in said for mark in _ASKS)
    long = sum(len(each.encode()) for each in said) >= LONG_TURN * len(row)
    talk = len(row) >= LEAST_TURNS and len(names) > 1 and max(names.values()) > 1 and 2 * sentences > len(row)
    return [row] if talk and (asked or long) else []


def _strip(text: str, place: Place) -> Place:
    start, end = place
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _find_signed(text: str, span: Place, quotes: Sequence[Quote]) -> Iterator[Labelled]:
    for quote in quotes:
        if quote.depth or quote.title or quote.name or not quote.closed or not _fills_its_line(text, quote):
            continue
        signature = _SIGNED.match(text, quote.end, min(span[1], quote.end + 200))
        if signature is not None and _is_speech(text, quote):
            place = (quote.start, quote.end)
            yield Labelled("signature", signature.span("name"), signature.span("dash"), (place,))


def _is_speech(text: str, quote: Quote) -> bool:
    """Whether the words are a sentence, by the mark at their end or by their length, and no title or term."""
    quoted = text[quote.start + 1 : quote.end - 1].rstrip()
    marks = quoted[-1:] + text[quote.end : quote.end + 1]
    return any(mark in _ENDS for mark in marks) or sum(map(str.isalnum, quoted)) >= LONG


def _fills_its_line(text: str, quote: Quote) -> bool:
    return not text[text.rfind("\n", 0, quote.start) + 1 : quote.start].strip()
