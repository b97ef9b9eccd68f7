"""A passage without spaces cut into regions, sentences and clauses, with all that is quoted masked.

Patterns look at `words`: the text in the script of the language's lists and with half-width marks,
character for character as long as the original, with the inside of quotations, titles and brackets
replaced by a filler. So no rule is misled by a full stop or a verb inside them, or by the width of
a comma. What is quoted at length is a region of its own.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from msgspec import Struct
from opencc import OpenCC

from sayso.languages import Language
from sayso.read.names_han import find_titled
from sayso.read.quotes import Quote
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_words

FILLER = "□"
MAX_CLAUSES = 60  # of one sentence; a longer run without a full stop is cut
MAX_CLAUSE = 400  # characters; behind them a run without any mark is cut
MIN_REGION = 12  # a shorter quotation holds no statement of its own
MAX_DEPTH = 2
_HALF_WIDTH = str.maketrans(
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | {"\uff61": "。", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
)
_MARK = re.compile(r"[。!?;:,\n]|(?<=[^\x00-\x7f])\.(?![A-Za-z0-9])|——+")
_BRACKETS = re.compile(r"\([^()\n]{0,80}\)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WRAPPED = 20  # a line break behind a line at least this long, inside a paragraph, is only a wrapped line


class Clause(NamedTuple):
    """A stretch between two marks; `before` and `after` are those marks: `,` `;` `:` `。` or nothing."""

    start: int
    end: int
    before: str
    after: str


class Sentence(NamedTuple):
    """Clauses up to a full stop; `paragraph` counts paragraphs."""

    clauses: tuple[Clause, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Where the first clause begins."""
        return self.clauses[0].start

    @property
    def end(self) -> int:
        """Where the last clause ends, without the full stop."""
        return self.clauses[-1].end


class Region(Struct, frozen=True):
    """The running text of a passage, or of one quotation in it; offsets count in `words`."""

    words: str
    base: int  # where `words` begins in the document
    quotes: dict[int, Quote]  # the outermost of this region by where they open, titles left out
    quote_ends: dict[int, Quote]
    sentences: tuple[Sentence, ...]
    quoted: bool  # this region is itself inside quotation marks


def open_regions(reading: Reading) -> list[Region]:
    """The regions of a passage: its running text first, then each longer quotation, outer before inner."""
    start, end = reading.passage.span.start, reading.passage.span.end
    matched = match_script(reading.text[start:end], reading.language.settings.unspaced.matching)
    matched = _mask_names(matched.translate(_HALF_WIDTH), reading.language)
    regions = [_make_region(matched, start, [quote for quote in reading.quotes if _is_outer(quote, 0)], 0)]
    for number, quote in enumerate(reading.quotes):
        if not quote.title and quote.depth < MAX_DEPTH and quote.end - quote.start >= MIN_REGION:
            inside = matched[quote.start + 1 - start : quote.end - quote.closed - start]
            held = [other for other in _find_held(reading.quotes, number) if _is_outer(other, quote.depth + 1)]
            regions.append(_make_region(inside, quote.start + 1, held, quote.depth + 1))
    return regions


def _mask_names(words: str, language: Language) -> str:
    """The words with what looks like a small word in a person's name masked: 部长曾文瑞, and 曾文瑞 further on."""
    listed = language.settings.words
    small = {
        word for word in (*listed.prepositions, *listed.adverbs, *listed.modals, *listed.negators) if len(word) == 1
    }
    names = {words[start:end] for start, end in find_titled(language, words, 0, len(words))}
    names = {name for name in names if not small.isdisjoint(name)}
    if not names:
        return words
    characters = list(words)
    for found in compile_words(names).finditer(words):
        for place in range(found.start(), found.end()):
            if words[place] in small:
                characters[place] = FILLER
    return "".join(characters)


def match_script(text: str, conversion: str) -> str:
    """The text in the script that the lists are in, as long as the original."""
    if not conversion:
        return text
    try:
        converted = str(_load_converter(conversion).convert(text))
    except UnicodeError:  # a lone surrogate half
        converted = ""
    if len(converted) == len(text):
        return converted
    return "".join(_convert_character(character, conversion) for character in text)


@cache
def _load_converter(conversion: str) -> OpenCC:
    return OpenCC(conversion)


@cache
def _convert_character(character: str, conversion: str) -> str:
    try:
        converted = str(_load_converter(conversion).convert(character))
    except UnicodeError:
        return character
    return converted if len(converted) == 1 else character


def _is_outer(quote: Quote, depth: int) -> bool:
    return quote.depth == depth or quote.title


def _find_held(quotes: tuple[Quote, ...], number: int) -> Iterator[Quote]:
    for other in quotes[number + 1 :]:
        if other.start >= quotes[number].end:
            return
        yield other


def _make_region(matched: str, base: int, quotes: list[Quote], depth: int) -> Region:
    places = [(quote, quote.start - base, quote.end - base) for quote in quotes]
    words = matched
    if places or "(" in matched:
        characters = list(matched)
        for found in _BRACKETS.finditer(matched):
            _mask(characters, found.start() + 1, found.end() - 1)
        for quote, first, last in places:
            _mask(characters, first + 1, last - quote.closed)
        words = "".join(characters)
    speech = [(quote, first, last) for quote, first, last in places if not quote.title]
    return Region(
        words=words,
        base=base,
        quotes={first: quote for quote, first, _ in speech},
        quote_ends={last: quote for quote, _, last in speech},
        sentences=tuple(_split(words, matched, speech)),
        quoted=depth > 0,
    )


def _mask(characters: list[str], start: int, end: int) -> None:
    if end > start:
        characters[start:end] = FILLER * (end - start)


def _split(words: str, matched: str, quotes: list[tuple[Quote, int, int]]) -> Iterator[Sentence]:
    clauses: list[Clause] = []
    paragraph, position, before = 0, 0, "。"
    for mark_start, mark_end, kind in [*_find_marks(words, matched, quotes), (len(words), len(words), "。")]:
        while mark_start - position > MAX_CLAUSE:
            clauses.append(Clause(position, position + MAX_CLAUSE, before, ""))
            position, before = position + MAX_CLAUSE, ""
        first, last = _strip(words, position, mark_start)
        if first < last:
            clauses.append(Clause(first, last, before, kind[0]))
            before = kind[0]
        if (kind[0] == "。" or len(clauses) >= MAX_CLAUSES) and clauses:
            yield Sentence(tuple(clauses), paragraph)
            clauses, before = [], "。"
        paragraph += kind == "。\n"
        position = max(position, mark_end)


def _find_marks(words: str, matched: str, quotes: list[tuple[Quote, int, int]]) -> list[tuple[int, int, str]]:
    """Where clauses end, in order: a mark's start and end, and its kind (。 with a line break: a paragraph ends)."""
    blank_lines = _BLANK_LINE.search(words) is not None
    marks: list[tuple[int, int, str]] = []
    for found in _MARK.finditer(words):
        kind = _judge_mark(words, found, blank_lines)
        if kind:
            marks.append((found.start(), found.end(), kind))
    for quote, start, end in quotes:
        kind = _judge_quote(words, matched, start, end) if quote.closed else ""
        if kind:
            marks.append((end, end, kind))
    return sorted(marks)


def _judge_mark(words: str, found: re.Match[str], blank_lines: bool) -> str:
    mark = found.group()
    if mark == "\n":
        line = words.rfind("\n", 0, found.start()) + 1
        last = words[found.start() - 1 : found.start()]
        wrapped = blank_lines and found.start() - line >= _WRAPPED and (last.isalnum() or last in ",、")
        return "" if wrapped and words[found.end() : found.end() + 1] not in ("\n", " ", "") else "。\n"
    if mark in ",:":
        around = words[found.start() - 1 : found.start()] + words[found.end() : found.end() + 1]
        if len(around) == 2 and around.isascii() and around.isalnum() and any(map(str.isdigit, around)):
            return ""
    if mark in "!?.":
        return "。"
    return "," if mark.startswith("—") else mark


def _judge_quote(words: str, matched: str, start: int, end: int) -> str:
    """Whether the end of a quotation ends a sentence or a clause too, by the mark it ends with."""
    last = matched[end - 2]
    follower = words[end : end + 1]
    if follower and follower in ",、;:)。":
        return ""
    head = words[:start].rstrip()[-1:] if start < 3 else words[start - 2 : start].rstrip()[-1:]
    if last in "。." or (last in "!?…" and (not head or not head.isalnum())):
        return "。"
    return "," if last == "," else ""


def _strip(words: str, start: int, end: int) -> tuple[int, int]:
    while start < end and words[start].isspace():
        start += 1
    while end > start and words[end - 1].isspace():
        end -= 1
    return start, end
