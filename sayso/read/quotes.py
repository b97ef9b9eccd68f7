"""Pairs of quotation marks, read paragraph by paragraph in one pass.

Which marks pair is the language's `quotes`; `title_marks` (《》) pair too and are told apart by
`title`. What a mark does is decided by its shape first and by the characters beside it where the
shape leaves it open ("…", '…', a “ that closes after „, a mark typed the wrong way round). An
apostrophe is no mark. Marks without a partner: an opening one runs to the end of its paragraph,
a closing one is passed over, unless the paragraph before was left open: then the quotation goes
on from the head of this paragraph.
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.languages import Language

MAX_DEPTH = 6  # marks opened deeper than this are passed over
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n\s*")
_OPENS_AFTER = "([{<—–-/:¿¡=*_"  # a mark behind one of these, or behind white space, looks like an opening one
_CLOSES_BEFORE = ")]}>—–-/:;,.!?…*_。，、！？；：）"
_SINGLE = "'’‘‚"


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation: from its opening mark to behind its closing mark."""

    start: int
    end: int
    depth: int = 0  # 0 outermost
    closed: bool = True  # False: no closing mark in its paragraph
    continues: bool = False  # takes up the quotation that the paragraph before left open
    title: bool = False  # marks a title (《》), not speech


class _Marks(Struct, frozen=True):
    """The quotation marks of a language."""

    closers: dict[str, str]  # opening mark -> the marks that close it
    mirrors: dict[
        str, str
    ]  # closing mark that opens nothing by itself -> what closes it when typed the wrong way round
    titles: frozenset[str]
    pattern: re.Pattern[str]
    elided: re.Pattern[str] | None  # what follows an apostrophe that stands for left-out letters


class _Open(Struct):
    start: int
    mark: str
    closers: str
    continues: bool = False


def find_paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of `text[start:end]` that hold anything, without the line breaks between them.

    Empty lines part paragraphs; in a text without empty lines every line is one, unless it goes on in lower case.
    """
    breaks: Iterator[re.Match[str]]
    if _BLANK_LINE.search(text, start, end):
        breaks = _BLANK_LINE.finditer(text, start, end)
    else:
        breaks = (
            found
            for found in _LINE_BREAK.finditer(text, start, end)
            if not text[found.end() : found.end() + 1].islower()
        )
    paragraphs = []
    position = start
    for found in breaks:
        if not text[position : found.start()].isspace() and position < found.start():
            paragraphs.append((position, found.start()))
        position = found.end()
    if position < end and not text[position:end].isspace():
        paragraphs.append((position, end))
    return paragraphs


def find_quotes(text: str, start: int, end: int, language: Language) -> list[Quote]:
    """The quotations of `text[start:end]` in order, outer before inner; one left open ends with its paragraph."""
    marks = _collect_marks(
        language.settings.quotes, language.settings.title_marks, language.settings.words.apostrophe_words
    )
    quotes: list[Quote] = []
    left_open: _Open | None = None
    for first, last in find_paragraphs(text, start, end):
        found = _find_in_paragraph(text, (first, last), marks, left_open)
        quotes += found
        left_open = _find_left_open(text, found, last)
    return sorted(quotes, key=lambda quote: (quote.start, -quote.end))


def _find_left_open(text: str, quotes: list[Quote], last: int) -> _Open | None:
    """The outermost quotation that runs to the paragraph's end without a closing mark."""
    for quote in quotes:
        if not quote.closed and quote.depth == 0 and quote.end >= last - 1:
            return _Open(quote.start, text[quote.start], "")
    return None


@cache
def _collect_marks(
    pairs: tuple[tuple[str, str], ...], titles: tuple[tuple[str, str], ...], apostrophe_words: tuple[str, ...]
) -> _Marks:
    closers: dict[str, str] = {}
    for opening, closing in (*pairs, *titles):
        closers[opening] = closers.get(opening, "") + closing
    mirrors: dict[str, str] = {}
    for opening, closing in pairs:
        if closing not in closers:
            mirrors[closing] = mirrors.get(closing, closing) + opening
    elided = "|".join(sorted(map(re.escape, apostrophe_words), key=len, reverse=True))
    return _Marks(
        closers=closers,
        mirrors=mirrors,
        titles=frozenset(opening for opening, _ in titles),
        pattern=re.compile("[" + re.escape("".join({*closers, *"".join(closers.values())})) + "]"),
        elided=re.compile(rf"(?:{elided}|\d\d(?:s|\b))\b", re.IGNORECASE) if apostrophe_words else None,
    )


def _find_in_paragraph(text: str, paragraph: tuple[int, int], marks: _Marks, left_open: _Open | None) -> list[Quote]:
    first, last = paragraph
    places = [found.start() for found in marks.pattern.finditer(text, first, last)]
    places = [place for place in places if not _is_apostrophe(text, place, marks)]
    head = first + len(text[first:last]) - len(text[first:last].lstrip())
    quotes: list[Quote] = []
    stack: list[_Open] = []
    for number, place in enumerate(places):
        mark = text[place]
        opens, closes = _looks_opening(text, place, first), _looks_closing(text, place, last)
        level = _find_level(stack, mark, opens=opens, closes=closes)
        if level is not None and not _is_possessive(text, places, number, last):
            quotes += _end(stack[level:], level, text, place, marks)
            del stack[level:]
        elif mark in marks.closers and (opens or not closes or mark not in marks.closers[mark]):
            if not _is_stray_single(text, places, number, marks) and len(stack) < MAX_DEPTH:
                resumes = left_open is not None and place == head and not stack and mark in left_open.mark
                stack.append(_Open(place, mark, marks.closers[mark], resumes))
        elif mark in marks.mirrors and opens and not closes and mark not in _SINGLE and len(stack) < MAX_DEPTH:
            stack.append(_Open(place, mark, marks.mirrors[mark]))
        elif left_open and closes and not stack and not quotes and mark in marks.closers.get(left_open.mark, ""):
            quotes.append(Quote(start=head, end=place + 1, continues=True))
    return quotes + _end(stack, 0, text, last, marks, closed=False)


def _find_level(stack: list[_Open], mark: str, *, opens: bool, closes: bool) -> int | None:
    """Which open quotation the mark closes, counted from the outermost, or None when it closes none."""
    for level in range(len(stack) - 1, -1, -1):
        if mark in stack[level].closers:
            return None if opens and not closes and mark == stack[level].mark else level
        if mark == stack[level].mark and closes and not opens and mark not in _SINGLE:
            return level  # “Hello“: an opening mark typed where a closing one is meant
    return None


def _end(opened: list[_Open], level: int, text: str, place: int, marks: _Marks, *, closed: bool = True) -> list[Quote]:
    """The quotations that end at `place`: the outermost with its mark, those left open inside it before it."""
    quotes: list[Quote] = []
    for depth, one in enumerate(opened, level):
        has_mark = closed and depth == level
        end = place + 1 if has_mark else one.start + len(text[one.start : place].rstrip())
        if any(character.isalnum() for character in text[one.start : end]):
            quotes.append(
                Quote(
                    start=one.start,
                    end=end,
                    depth=depth,
                    closed=has_mark,
                    continues=one.continues,
                    title=one.mark in marks.titles,
                )
            )
    return quotes


def _looks_opening(text: str, place: int, first: int) -> bool:
    before = text[place - 1] if place > first else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return (before.isspace() or before in _OPENS_AFTER) and not after.isspace()


def _looks_closing(text: str, place: int, last: int) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < last else " "
    return (after.isspace() or after in _CLOSES_BEFORE) and not before.isspace()


def _is_apostrophe(text: str, place: int, marks: _Marks) -> bool:
    """Whether a single mark stands for left-out letters: don’t, ’em, the ’90s."""
    if text[place] not in _SINGLE:
        return False
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() and after.isalnum():
        return True
    return not before.isalnum() and marks.elided is not None and marks.elided.match(text, place + 1) is not None


def _is_possessive(text: str, places: list[int], number: int, last: int) -> bool:
    """Whether ’ behind an s is the workers’ and not the end of a quotation: another mark follows that can close it."""
    place = places[number]
    if (
        text[place] not in "'’"
        or text[place - 1 : place].lower() != "s"
        or not text[place + 1 : place + 3].strip().isalnum()
    ):
        return False
    if number + 1 == len(places):
        return False
    follower = places[number + 1]
    return text[follower] in "'’" and _looks_closing(text, follower, last) and not _looks_opening(text, follower, place)


def _is_stray_single(text: str, places: list[int], number: int, marks: _Marks) -> bool:
    """Whether a single mark that could open has no mark behind it in the paragraph that could close it."""
    mark = text[places[number]]
    if mark not in _SINGLE:
        return False
    closers = marks.closers.get(mark, "")
    return not any(text[place] in closers for place in places[number + 1 : number + 9])
