"""Pairs of quotation marks, read paragraph by paragraph in one pass.

Which marks pair is the language's `quotes`; `title_marks` (《》) pair too and are told apart by
`title`. What a mark does is decided by its shape first and by the characters beside it where the
shape leaves it open ("…", '…', a “ that closes after „, a mark typed the wrong way round). An
apostrophe is no mark. Marks without a partner: an opening one runs to the end of its paragraph,
a closing one is passed over, unless the paragraph before was left open: then the quotation goes
on from the head of this paragraph.

Where a language says so, a dash at the head of a paragraph opens speech (— Нет, — сказал он.), and a
short quotation in capitals that a noun carries is a name («Норд»), not speech.
"""

import re
from collections.abc import Container, Iterator
from functools import cache

from msgspec import Struct, structs

from sayso.languages import Language

MAX_DEPTH = 6  # marks opened deeper than this are passed over
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_ENDS_SENTENCE = tuple(".!?:…”»\"’'。！？」")
_LINE_BREAK = re.compile(r"\n\s*")
_OPENS_AFTER = "([{<—–-/:¿¡=*_"  # a mark behind one of these, or behind white space, looks like an opening one
_CLOSES_BEFORE = ")]}>—–-/:;,.!?…*_。，、！？；：）"
_SINGLE = ("'", "’", "‘", "‚")
_APOSTROPHES = ("'", "’")
_SPEECH_DASHES = ("—", "–", "-")
_INNER_DASH = re.compile(r"[,.!?…»”\"]\s+[—–-]\s|\s[—–](?=[^\W\d_])")  # ends what is said: "— Нет, — сказал он"
_NAME_WORDS = 5
_NAME = re.compile(r"\w[^.,;:!?…\n]*\w")


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation: from its opening mark to behind its closing mark."""

    start: int
    end: int
    mark: str = ""  # the opening one; the closing one where the quotation has no other
    depth: int = 0  # 0 outermost
    closed: bool = True  # False: no closing mark in its paragraph
    continues: bool = False  # takes up the quotation that the paragraph before left open
    title: bool = False  # marks a title (《》), not speech
    name: bool = False  # a name in quotation marks (газета «Норд»), not speech


class _Marks(Struct, frozen=True):
    """The quotation marks of a language."""

    closers: dict[str, tuple[str, ...]]  # opening mark -> the marks that close it
    mirrors: dict[str, tuple[str, ...]]  # a closing mark typed where an opening one is meant -> what closes it then
    titles: frozenset[str]
    pattern: re.Pattern[str]
    elided: re.Pattern[str] | None  # what follows an apostrophe that stands for left-out letters


class _Mark(Struct, frozen=True):
    start: int
    end: int
    mark: str
    opens: bool  # by what stands beside it
    closes: bool


class _Open(Struct):
    start: int
    mark: str
    closers: tuple[str, ...]
    continues: bool = False
    title: bool = False


def find_paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs of `text[start:end]` that hold anything, without the line breaks between them.

    Empty lines part paragraphs, and line breaks behind the end of a sentence; in a text without empty lines every
    line is a paragraph, unless it goes on in lower case.
    """
    lines = _BLANK_LINE.search(text, start, end) is None
    breaks = (
        found
        for found in _LINE_BREAK.finditer(text, start, end)
        if _parts(text, found.start(), found.end(), lines=lines)
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


def _parts(text: str, first: int, last: int, *, lines: bool) -> bool:
    """Whether a line break, with the white space behind it, parts paragraphs."""
    if text.find("\n", first + 1, last) >= 0:
        return True
    if text[last : last + 1].islower():
        return False
    return lines or text[first - 1 : first] in _ENDS_SENTENCE


def find_quotes(text: str, start: int, end: int, language: Language) -> list[Quote]:
    """The quotations of `text[start:end]` in order, outer before inner; one left open ends with its paragraph."""
    marks = _collect_marks(
        language.settings.quotes, language.settings.title_marks, language.settings.words.apostrophe_words
    )
    quotes: list[Quote] = []
    left_open = ""  # the mark that the paragraph before left open
    for first, last in find_paragraphs(text, start, end):
        found = _find_in_paragraph(text, (first, last), marks, left_open)
        dash = (
            text[first] in _SPEECH_DASHES
            and text[first : first + 2] != "--"
            and not text[first + 1 : first + 2].isdigit()
        )
        if language.settings.quote_dash and dash and _INNER_DASH.search(text, first + 1, last):
            found = [Quote(start=first, end=last, mark=text[first], closed=False), *map(_deepen, found)]
        quotes += found
        open_quotes = [quote for quote in found if not quote.closed and quote.depth == 0 and quote.end >= last - 1]
        left_open = open_quotes[0].mark if open_quotes and open_quotes[0].mark not in _SPEECH_DASHES else ""
    if language.settings.quoted_names:
        quotes = [_tell_name(text, start, quote) for quote in quotes]
    return sorted(quotes, key=lambda quote: (quote.start, -quote.end))


def _deepen(quote: Quote) -> Quote:
    return structs.replace(quote, depth=quote.depth + 1)


def _tell_name(text: str, start: int, quote: Quote) -> Quote:
    """The quotation, marked as a name where it is short, begins with a capital and goes with the words around it."""
    words = text[quote.start + len(quote.mark) : quote.end - 1].strip(" \u00a0\u202f")
    if not quote.closed or not words[:1].isupper() or len(words.split()) > _NAME_WORDS or not _NAME.fullmatch(words):
        return quote
    before = text[max(start, quote.start - 2) : quote.start].strip(" ")
    behind = text[quote.end : quote.end + 2].strip(" ")
    carried = bool(before) and (before[-1].isalnum() or before[-1] == "(")
    opens = (not before or before[-1] in ".!?\n") and bool(behind) and (behind[0].isalnum() or behind[0] == "(")
    return structs.replace(quote, name=True) if carried or opens else quote


@cache
def _collect_marks(
    pairs: tuple[tuple[str, str], ...], titles: tuple[tuple[str, str], ...], apostrophe_words: tuple[str, ...]
) -> _Marks:
    closers: dict[str, tuple[str, ...]] = {}
    for opening, closing in (*pairs, *titles):
        closers[opening] = (*closers.get(opening, ()), closing)
    closings = {closing for _, closing in (*pairs, *titles)}
    mirrors: dict[str, tuple[str, ...]] = {}
    for opening, closing in pairs:
        if closing not in closers:
            mirrors[closing] = (*mirrors.get(closing, (closing,)), opening)
    elided = "|".join(sorted(map(re.escape, apostrophe_words), key=len, reverse=True))
    return _Marks(
        closers=closers,
        mirrors=mirrors,
        titles=frozenset(opening for opening, _ in titles),
        pattern=re.compile("|".join(sorted(map(re.escape, {*closers, *closings}), key=len, reverse=True))),
        elided=re.compile(rf"(?:{elided}|\d\d(?:s|\b))\b", re.IGNORECASE) if apostrophe_words else None,
    )


def _find_in_paragraph(text: str, paragraph: tuple[int, int], marks: _Marks, left_open: str) -> list[Quote]:
    first, last = paragraph
    found = list(_find_marks(text, first, last, marks))
    head = first + len(text[first:last]) - len(text[first:last].lstrip())
    quotes: list[Quote] = []
    stack: list[_Open] = []
    for number, mark in enumerate(found):
        level = _find_level(stack, mark, marks.closers)
        turned = mark.opens and not mark.closes and mark.mark in marks.mirrors and mark.mark not in _SINGLE
        if level is not None and not _is_possessive(text, found, number):
            quotes += _end(stack[level:], level, text, mark.start, mark.end)
            del stack[level:]
        elif _may_open(mark, marks) and not _is_stray_single(found, number, marks) and len(stack) < MAX_DEPTH:
            resumes = mark.start == head and not stack and mark.mark == left_open
            stack.append(_Open(mark.start, mark.mark, marks.closers[mark.mark], resumes, mark.mark in marks.titles))
        elif turned and len(stack) < MAX_DEPTH:
            stack.append(_Open(mark.start, mark.mark, marks.mirrors[mark.mark]))
        elif mark.closes and not stack and not quotes and mark.mark in marks.closers.get(left_open, ()):
            quotes.append(Quote(start=head, end=mark.end, mark=left_open, continues=True))
    return quotes + _end(stack, 0, text, last, None)


def _find_marks(text: str, first: int, last: int, marks: _Marks) -> Iterator[_Mark]:
    """The marks of a paragraph that are no apostrophes, and what the characters beside each make of it."""
    for found in marks.pattern.finditer(text, first, last):
        mark, start, end = found.group(), found.start(), found.end()
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        if mark in _SINGLE:
            if before.isalnum() and after.isalnum():
                continue
            if not before.isalnum() and marks.elided is not None and marks.elided.match(text, end):
                continue
        opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
        closes = (after.isspace() or after in _CLOSES_BEFORE) and not before.isspace()
        yield _Mark(start, end, mark, opens, closes)


def _may_open(mark: _Mark, marks: _Marks) -> bool:
    closers = marks.closers.get(mark.mark)
    return closers is not None and (mark.opens or not mark.closes or mark.mark not in closers)


def _find_level(stack: list[_Open], mark: _Mark, openers: Container[str]) -> int | None:
    """Which open quotation the mark closes, counted from the outermost, or None when it closes none."""
    for level in range(len(stack) - 1, -1, -1):
        same = mark.mark == stack[level].mark
        if mark.mark in stack[level].closers:
            return None if mark.opens and not mark.closes and mark.mark in openers else level
        if same and mark.closes and not mark.opens and mark.mark not in _SINGLE:
            return level  # “Hello“: an opening mark typed where a closing one is meant
    return None


def _end(opened: list[_Open], level: int, text: str, before: int, behind: int | None) -> list[Quote]:
    """The quotations that a mark ends: the outermost with the mark, those left open inside it before it.

    Args:
        before: where the mark begins, or the paragraph's end.
        behind: where the mark ends, or None where there is no mark.
    """
    quotes: list[Quote] = []
    for depth, one in enumerate(opened, level):
        closed = behind is not None and depth == level
        end = behind if behind is not None and closed else one.start + len(text[one.start : before].rstrip())
        if any(character.isalnum() for character in text[one.start : end]):
            quotes.append(
                Quote(
                    start=one.start,
                    end=end,
                    mark=one.mark,
                    depth=depth,
                    closed=closed,
                    continues=one.continues,
                    title=one.title,
                )
            )
    return quotes


def _is_possessive(text: str, found: list[_Mark], number: int) -> bool:
    """Whether ’ behind an s is the workers’ and not the end of a quotation: another mark follows that can close it."""
    mark = found[number]
    if mark.mark not in _APOSTROPHES or text[mark.start - 1 : mark.start].lower() != "s":
        return False
    if not text[mark.end : mark.end + 2].strip().isalnum() or number + 1 == len(found):
        return False
    follower = found[number + 1]
    return follower.mark in _APOSTROPHES and follower.closes and not follower.opens


def _is_stray_single(found: list[_Mark], number: int, marks: _Marks) -> bool:
    """Whether a single mark that could open has no mark behind it in the paragraph that could close it."""
    mark = found[number].mark
    if mark not in _SINGLE:
        return False
    return not any(one.mark in marks.closers[mark] for one in found[number + 1 : number + 9])
