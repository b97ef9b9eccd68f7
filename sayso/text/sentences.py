"""Where sentences begin and end, as offsets; nothing is lost and nothing normalised.

Read from left to right in linear time: at each full stop, question mark or line break one
decides whether the sentence ends there, from the marks and the word before it and the
first letter behind it. What differs between languages (abbreviations, words that open a
sentence) comes from the language's folder; languages without one get the general rules.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso import languages
from sayso.text.scripts import find_script

MAX_SENTENCE = 2_000  # characters; a longer run without a full stop is a table or a dump, and is cut at a pause
_PAUSES = ";；,，、:： \t\n\r\u00a0\u3000"
_MIN_WRAP, _MAX_WRAP = 40, 130  # lines broken by a program are this wide; longer ones are paragraphs
_MIN_HAN_WRAP = 18

_BREAK = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_STOP = re.compile(rf"(?P<marks>[.!?…。！？｡।॥။።፧؟۔։។៕‽‼⁇⁈⁉]+)|(?P<gap>[{_BREAK}]\s*)")
_BLANK_LINE = re.compile(rf"(?:\r\n|[{_BREAK}])[^\S{_BREAK}]*[{_BREAK}]")
_LINE_BREAK = re.compile(rf"\r\n|[{_BREAK}]")
_WIDE = frozenset("。！？｡।॥။።፧؟۔։។៕")  # end a sentence without a space behind them
_ASKING = frozenset("!?‽‼⁇⁈⁉")
_CLOSING = frozenset("”’»›」』）)》〉】〕］]}〞＂*_")
_EITHER = frozenset("\"'“«")  # close a quotation when a space follows, or when one is open
_GOES_ON = frozenset(",，、;；:：")  # a sentence does not begin with these
_OPENING = "“‘\"'«‹„‚「『（(《〈【[¿¡*_—–- \u00a0"
_NOTE_NUMBER = re.compile(r" ?(?:\[\d{1,3}\])+|[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_INNER_SPACE = re.compile(r"[ \u00a0\u202f][»›]")  # French: a space before the closing mark
_WORD_BEFORE = re.compile(r"[^\s“”\"(\[«‘„—–/]*\Z")
_WORD_BEHIND = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_LIST_ITEM = re.compile(r"\s*(?:[-*•·▪►‣–—]|\d{1,3}[.)、]|[（(]\d{1,3}[)）])\s?")


class _Rules(Struct, frozen=True):
    """What one language says of its abbreviations."""

    never_end: frozenset[str]  # Gen. Mr. г-н.
    may_end: frozenset[str]  # p.m. Inc. г.
    openers: frozenset[str]  # words that open a sentence when they are capitalised: The, He, В


class _Block:
    """Lines without an empty line between them, and how wide they are."""

    def __init__(self) -> None:
        self.end = -1
        self.width = 0

    def enter(self, text: str, start: int, end: int) -> None:
        if start < self.end:
            return
        found = _BLANK_LINE.search(text, start, end)
        self.end = found.start() + 1 if found else end
        self.width = max(len(line) for line in _LINE_BREAK.split(text[start : self.end]))


def find_sentences(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, without the white space around them.

    They hold every character that is not white space. A closing quotation mark stays with its
    sentence; an empty line, or a line break that no line width explains, ends one.
    """
    sentences: list[tuple[int, int]] = []
    position = start
    for cut in _find_ends(text, start, end, _load_rules(lang)):
        sentences.extend(_trim(text, position, cut))
        position = cut
    sentences.extend(_trim(text, position, end))
    return sentences


@cache
def _load_rules(lang: str) -> _Rules:
    language = languages.load(lang)
    if language is None:
        return _Rules(frozenset(), frozenset(), frozenset())
    words = language.settings.words
    openers = (*words.pronouns, *words.determiners, *words.prepositions, *words.conjunctions, *words.openers)
    return _Rules(
        never_end=frozenset(word.rstrip(".") for word in words.abbreviations),
        may_end=frozenset(word.rstrip(".") for word in words.ending_abbreviations),
        openers=frozenset(word.casefold() for word in openers),
    )


def _find_ends(text: str, start: int, end: int, rules: _Rules) -> Iterator[int]:
    """The places behind which a new sentence begins."""
    block = _Block()
    line_start = start
    open_quote, counted = False, start  # whether a straight " is open, as far as counted
    last = start
    for found in _STOP.finditer(text, start, end):
        if found.start() < last:
            continue
        if found.lastgroup == "gap":
            block.enter(text, line_start, end)
            if not _is_wrap(text, line_start, found, end, block):
                open_quote, counted = False, found.end()
                yield found.end()
            line_start = found.end()
            continue
        open_quote ^= text.count('"', counted, found.end()) % 2 == 1
        behind = _skip_closing(text, found.end(), end, open_quote)
        open_quote ^= text.count('"', found.end(), behind) % 2 == 1
        counted = behind
        if _is_end(text, (line_start, end), found, behind, rules):
            last = behind
            yield behind


def _skip_closing(text: str, place: int, end: int, open_quote: bool) -> int:
    """The place behind the closing marks at `place`."""
    while place < end:
        mark = text[place]
        if mark in _EITHER:
            closes = place + 1 >= end or text[place + 1].isspace() or text[place + 1] in _CLOSING
            if not closes and not (mark == '"' and open_quote):
                break
            open_quote = open_quote and mark != '"'
        elif mark not in _CLOSING:
            found = _NOTE_NUMBER.match(text, place, end) or _INNER_SPACE.match(text, place, end)
            if not found:
                break
            place = found.end() - 1
        place += 1
    return place


def _is_end(text: str, line: tuple[int, int], found: re.Match[str], behind: int, rules: _Rules) -> bool:
    """Whether the sentence ends behind these marks."""
    line_start, end = line
    marks, mark = found["marks"], found["marks"][-1]
    place = behind
    while place < end and text[place].isspace():
        place += 1
    if place >= end or text[place] in _GOES_ON:
        return place >= end
    spaced = place > behind
    beside_han = _is_han(text[found.start() - 1 : found.start()]) or (not spaced and _is_han(text[place]))
    if mark in _WIDE or (beside_han and mark in _ASKING):
        return True
    if not spaced:
        return marks == "." and beside_han and _is_han(text[place])
    if _goes_on(text, place, end):
        return False
    return (
        marks != "."
        or behind > found.end()
        or not _is_abbreviation(text, line_start, found.start(), (place, end), rules)
    )


def _goes_on(text: str, place: int, end: int) -> bool:
    """Whether what stands at `place` continues a sentence: a small letter, after a dash or a bracket too."""
    while place < end and (text[place] in "—–-([" or text[place].isspace()):
        place += 1
    return place < end and text[place].islower()


def _is_abbreviation(text: str, line_start: int, dot: int, following: tuple[int, int], rules: _Rules) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and does not end the sentence."""
    found = _WORD_BEFORE.search(text, max(line_start, dot - 24), dot)
    word = found.group().lstrip(_OPENING) if found else ""
    if not word or not word[-1].isalnum():
        return False
    forms = {word, word.lower(), word.capitalize()} if "." in word or (len(word) > 1 and word.isupper()) else {word}
    if forms & rules.never_end:
        return True
    if word.isdigit():  # a numbered line: "3. The court ..."
        return len(word) <= 2 and not text[line_start : dot - len(word)].strip()
    if len(word) == 1 or forms & rules.may_end or _DOTTED.fullmatch(word):
        place, end = following
        while place < end and text[place] in _OPENING:
            place += 1
        behind = _WORD_BEHIND.match(text, place, end)
        opens = behind and behind.group().casefold() in rules.openers and text[behind.end() : behind.end() + 1] != "."
        return not opens and place == following[0]
    return False


def _is_wrap(text: str, line_start: int, gap: re.Match[str], end: int, block: _Block) -> bool:
    """Whether a program broke this line because the next word did not fit any more."""
    if len(_LINE_BREAK.findall(gap.group())) != 1 or gap.end() >= end or block.width > _MAX_WRAP:
        return False
    if _LIST_ITEM.match(text, gap.end(), end):
        return False
    line_end = gap.start()
    while line_end > line_start and text[line_end - 1].isspace():
        line_end -= 1
    length = line_end - line_start
    if _is_han(text[line_end - 1 : line_end]) or _is_han(text[gap.end()]):
        return length >= max(_MIN_HAN_WRAP, block.width - 3)
    word_end = gap.end()
    while word_end < min(end, gap.end() + block.width) and not text[word_end].isspace():
        word_end += 1
    return length >= _MIN_WRAP and length + 1 + word_end - gap.end() > block.width


def _is_han(character: str) -> bool:
    return bool(character) and (find_script(character) in {"Han", "Kana"} or "\u3000" <= character <= "\u303f")


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space around it, in pieces of at most MAX_SENTENCE characters."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = _find_pause(text, start, start + MAX_SENTENCE)
        last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end


def _find_pause(text: str, start: int, end: int) -> int:
    """Where to cut an endless sentence: behind its last pause, else before a whole character."""
    for place in range(end, (start + end) // 2, -1):
        if text[place - 1] in _PAUSES:
            return place
    whole = end
    while whole > end - 16 and unicodedata.combining(text[whole]):
        whole -= 1
    return end if unicodedata.combining(text[whole]) else whole
