"""Words and word pieces of a text, each word with its exact offsets: what the encoder reads.

A word is cut into pieces by longest match from the left in a fixed vocabulary, after lower-casing
and dropping accents; the pieces never carry offsets of their own, their word does. What lower-casing
loses (letter case), and what pieces alone do not show (where a paragraph begins, what stands inside
quotation marks), travels beside them as one small number a piece, its shape.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat

from msgspec import Struct

from sayso.read.quotes import find_paragraphs

PIECES_PER_WORD = 16
CACHED_WORDS = 50_000
CASES = 6
LONGEST_WRAPPED = 160  # characters
_LINE = re.compile(r"[^\n]+")
SENTENCE_MARKS = frozenset((".", "!", "?", "…", "...", "。", "！", "？"))
CLOSING_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}


class Vocabulary(Struct, frozen=True):
    """Word pieces with their numbers, and the words already cut."""

    numbers: dict[str, int]
    cut: dict[str, tuple[int, ...]]

    @property
    def unknown(self) -> int:
        return self.numbers["[UNK]"]

    @property
    def opening(self) -> int:
        return self.numbers["[CLS]"]

    @property
    def closing(self) -> int:
        return self.numbers["[SEP]"]


class Words(Struct, frozen=True):
    """The words of one stretch of text, column by column; offsets are absolute."""

    starts: list[int]
    ends: list[int]
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    opens: list[bool]  # the first word of a paragraph
    stops: list[bool]  # a mark that ends sentences, by its shape alone
    quotations: list[tuple[int, int]]  # word ranges with both marks, in order

    def __len__(self) -> int:
        return len(self.starts)


class Window(Struct, frozen=True):
    """Word pieces of consecutive words as the encoder takes them, and where each word's pieces lie."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def make_vocabulary(pieces: Sequence[str]) -> Vocabulary:
    """A vocabulary in which each piece has its place in the list as number."""
    return Vocabulary(numbers={piece: number for number, piece in enumerate(pieces)}, cut={})


def cut_word(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The numbers of a word's pieces, at least one and at most sixteen."""
    known = vocabulary.cut.get(word)
    if known is not None:
        return known
    numbers: list[int] = []
    for part in _split_at_marks(_fold(word)):
        numbers += _cut_part(part, vocabulary)
        if len(numbers) >= PIECES_PER_WORD:
            break
    pieces = tuple(numbers[:PIECES_PER_WORD]) or (vocabulary.unknown,)
    if len(vocabulary.cut) >= CACHED_WORDS:
        vocabulary.cut.clear()
    vocabulary.cut[word] = pieces
    return pieces


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) not in ("Mn", "Cc", "Cf"))


def _split_at_marks(word: str) -> list[str]:
    """Letters and digits together, every other character alone, ideographs too."""
    if word.isalnum() and word.isascii():
        return [word]
    return re.findall(r"[^\W_\u3400-\u9fff\uf900-\ufaff]+|\S", word[:200])


def _cut_part(part: str, vocabulary: Vocabulary) -> list[int]:
    numbers: list[int] = []
    start = 0
    while start < len(part):
        prefix = "##" if start else ""
        for end in range(min(len(part), start + 30), start, -1):
            number = vocabulary.numbers.get(prefix + part[start:end])
            if number is not None:
                numbers.append(number)
                start = end
                break
        else:
            return [vocabulary.unknown]
    return numbers


@lru_cache(maxsize=CACHED_WORDS)
def classify_case(word: str) -> int:
    """0 without letters, 1 lower case, 2 one capital in front, 3 all capitals, 4 mixed, 5 a lone capital."""
    if word.islower():
        return 1
    letters = [letter for letter in word if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if not letters:
        return 0
    if not capitals:
        return 1
    if len(letters) == 1:
        return 5
    if capitals == len(letters):
        return 3
    return 2 if capitals == 1 and letters[0].isupper() else 4


def find_quotations(words: Sequence[str], opens: Sequence[bool]) -> list[tuple[int, int, bool]]:
    """Quotations as (first word, word behind, closed), the marks counted in.

    A mark left open runs to the end of its paragraph.
    """
    quotations: list[tuple[int, int, bool]] = []
    closer, start = "", 0
    for number, (word, opening) in enumerate(zip(words, opens, strict=True)):
        if opening and closer:
            quotations.append((start, number, False))
            closer = ""
        if closer:
            if word in closer:
                quotations.append((start, number + 1, True))
                closer = ""
        elif word in CLOSING_MARKS:
            closer, start = CLOSING_MARKS[word], number
    if closer:
        quotations.append((start, len(words), False))
    return quotations


def shape_words(words: Sequence[str], opens: Sequence[bool], quotations: Sequence[tuple[int, int, bool]]) -> list[int]:
    """Letter case and place of each word in one number below 4 * CASES."""
    quoted = [False] * len(words)
    for first, last, _ in quotations:
        quoted[first:last] = [True] * (last - first)
    return [
        classify_case(word) + CASES * opening + 2 * CASES * inside
        for word, opening, inside in zip(words, opens, quoted, strict=True)
    ]


def find_words(text: str, start: int, end: int, pattern: re.Pattern[str], vocabulary: Vocabulary) -> Words:
    """The words of text[start:end]; every character that is not white space lies in one of them."""
    spans: list[tuple[int, int]] = []
    opens: list[bool] = []
    for first, last in _find_lines(text, start, end):
        found = [match.span() for match in pattern.finditer(text, first, last)]
        spans += found
        opens += [number == 0 for number in range(len(found))]
    return make_words([text[first:last] for first, last in spans], opens, vocabulary, spans)


def _find_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Paragraphs; where some line is too long to have been wrapped, every line break is meant and parts two."""
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    if any(last - first > LONGEST_WRAPPED for first, last in lines):
        return lines
    return find_paragraphs(text, start, end)


def make_words(
    words: Sequence[str], opens: list[bool], vocabulary: Vocabulary, spans: Sequence[tuple[int, int]]
) -> Words:
    """Words already cut, made ready for the encoder."""
    quotations = find_quotations(words, opens)
    return Words(
        starts=[first for first, _ in spans],
        ends=[last for _, last in spans],
        pieces=[cut_word(word, vocabulary) for word in words],
        shapes=shape_words(words, opens, quotations),
        opens=opens,
        stops=[word in SENTENCE_MARKS for word in words],
        quotations=[(first, last) for first, last, closed in quotations if closed],
    )


def make_window(pieces: Sequence[tuple[int, ...]], shapes: Sequence[int], vocabulary: Vocabulary) -> Window:
    """The pieces of some words in a row, between the opening and the closing piece."""
    sizes = [len(word) for word in pieces]
    ends = list(accumulate(sizes))
    return Window(
        pieces=[vocabulary.opening, *chain.from_iterable(pieces), vocabulary.closing],
        shapes=[0, *chain.from_iterable(map(repeat, shapes, sizes)), 0],
        first=[end - size + 1 for end, size in zip(ends, sizes, strict=True)],
        last=ends,
    )
