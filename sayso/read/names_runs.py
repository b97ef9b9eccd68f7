"""Runs of capitalised words in scripts that have capitals, and what surrounds them.

A run is the longest stretch of capitalised words, initials and the small words that stand inside
names ("de", "bin"); a possessive ending or a word that is never a name ends it. What a run names
is for `names_capitals` to say.
"""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.reading import Reading
from sayso.read.wordtrie import join_words

LONGEST_RUN = 9  # words; more in a row are a headline
_UPPER = re.escape("".join(chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()))
_SPACE = "[ \u00a0]"
_LOWER_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Word(Struct, frozen=True, gc=False):
    """A word of a run."""

    start: int
    end: int
    word: str


class Run(Struct, frozen=True, gc=False):
    """Capitalised words in a row."""

    words: tuple[Word, ...]
    opens: bool  # its first word opens a sentence, a line or a quotation
    owns: bool = False  # a possessive ending stands behind it

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end


@once_a_language
def _compile_run(language: Language) -> re.Pattern[str]:
    naming = language.naming
    particles = join_words(naming.particles)
    word = rf"(?:[{_UPPER}]\.(?:[{_UPPER}]\.)*|[{_UPPER}][\w]*(?:[-'’][\w]+)*(?:(?<=\bSt)\.|(?<=\b[MD]r)\.)?)"
    following = rf"{_SPACE}(?:(?:{particles}){_SPACE}){{0,2}}(?:(?:al|el|аль|эль)-)?{word}|-{word}"
    trailing = rf"(?:{_SPACE}(?:uulu|kyzy|ogly|оглы|кызы|уулу)\b)?"
    return re.compile(rf"(?<!\w){word}(?:{following})*{trailing}")


def find_runs(reading: Reading, start: int, end: int, openings: frozenset[int]) -> list[Run]:
    """The runs of capitalised words in `text[start:end]`, in order.

    Args:
        openings: where sentences, lines and quotations begin: a capital there may mean nothing.
    """
    language = reading.language
    runs: list[Run] = []
    for match in _compile_run(language).finditer(reading.text, start, end):
        words, owned = _split_run(match, language)
        runs += _cut_run(words, owned, language, openings)
    return runs


def _split_run(match: re.Match[str], language: Language) -> tuple[list[Word], list[bool]]:
    """The words of a match without elisions in front and possessive endings behind, and which had such an ending."""
    words: list[Word] = []
    owned: list[bool] = []
    elisions = language.settings.words.elisions
    for part in re.finditer(r"[^ \u00a0]+", match.group()):
        start, word, owns = match.start() + part.start(), part.group(), False
        for mark in "'’":
            head, found, rest = word.partition(mark)
            if found and head.lower() in elisions and rest[:1].isupper():
                start, word = start + len(head) + 1, rest
            elif found and not words and head.lower() in elisions and rest[:1].islower():
                word = ""  # "L'avocate Claire Mont": a capital that only opens the sentence
        for ending in language.naming.possessives:
            if len(ending) > 1 and word.endswith(ending) and len(word) > len(ending):
                word, owns = word[: -len(ending)], True
                break
        if word:
            words.append(Word(start, start + len(word), word))
            owned.append(owns)
    return words, owned


def _cut_run(words: list[Word], owned: list[bool], language: Language, openings: frozenset[int]) -> list[Run]:
    """The run in pieces: cut behind possessives and at words that are no names."""
    runs: list[Run] = []
    piece: list[Word] = []
    for word, owns in zip(words, owned, strict=True):
        if word.word in language.naming.not_names:
            runs += _make_run(piece, openings)
            piece = []
            continue
        piece.append(word)
        if owns:
            runs += _make_run(piece, openings, owns=True)
            piece = []
    return runs + _make_run(piece, openings)


def _make_run(piece: list[Word], openings: frozenset[int], *, owns: bool = False) -> list[Run]:
    while piece and not piece[-1].word[:1].isupper() and len(piece) == 1:
        piece = piece[:-1]
    while piece and not piece[0].word[:1].isupper() and "-" not in piece[0].word:
        piece = piece[1:]
    if not piece or len(piece) > LONGEST_RUN:
        return []
    return [Run(words=tuple(piece), opens=piece[0].start in openings, owns=owns)]


def find_openings(reading: Reading) -> frozenset[int]:
    """Where in a passage a capital says nothing: sentences, lines, quotations, and behind a colon or a bullet."""
    span = reading.passage.span
    starts = {start for start, _ in reading.sentences}
    starts.update(match.end() for match in _OPENING.finditer(reading.text, span.start, span.end))
    starts.update(quote.start + 1 for quote in reading.quotes)
    return frozenset(starts)


# bounded, so that a page of brackets costs no more than a page of words
_OPENING = re.compile(r"(?:\n\s{0,20}|[.!?:…]\s{1,20}|[“\"«„‘(\[]\s?|[-–—*•]\s){1,6}(?=\w)")


def collect_lower_words(reading: Reading) -> frozenset[str]:
    """The words that the passage also writes in lower case: at the head of a sentence they are no names."""
    span = reading.passage.span
    words = _LOWER_WORD.findall(reading.text, span.start, span.end)
    return frozenset(word for word in words if word.islower())
