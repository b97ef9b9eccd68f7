"""What words mean, alike in all languages: `concepts.tsv` of a language's folder, checked as it loads.

Every row gives a concept of the news (a border, to open, grain) and the words that stand for it. By concepts, what is
said in one language is compared with what is said in another, and "begin work" with "start up". Two concepts whose
names differ in their last sign alone, + and -, are opposites.

Words are lower case. Where words are separated, a word that ends in `*` stands for every word that begins so;
elsewhere a word counts wherever its characters stand, the longest first.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.errors import LanguageError

_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = r"(?![\u102b-\u103e]|[\u1000-\u1021]\u103a)"  # no part of a longer syllable of Burmese
_NAME = re.compile(r"[a-z]+[+-]?")


class Concepts(Struct, frozen=True, kw_only=True):
    """The words of a language that stand for concepts; empty where it has no table."""

    whole: Mapping[str, str] = {}
    beginnings: Mapping[str, str] = {}
    lengths: tuple[int, ...] = ()  # of the beginnings, longest first

    def find(self, words: str) -> str | None:
        """The concept of a word in lower case, as far as one is known: of the longest beginning that fits."""
        found = self.whole.get(words)
        if found is not None:
            return found
        fitting = (self.beginnings.get(words[:length]) for length in self.lengths if length <= len(words))
        return next((concept for concept in fitting if concept), None)


def find_concepts(content: str, code: str, *, spaced: bool) -> tuple[str, ...]:
    """The concepts that a text names, each once, in the order of their first words.

    Args:
        content: in lower case; Chinese in simplified characters.
    """
    table = load_concepts(code)
    if not table.whole and not table.beginnings:
        return ()
    if spaced:
        found = (table.find(word) for word in _WORD.findall(content))
        return tuple(dict.fromkeys(concept for concept in found if concept))
    return tuple(dict.fromkeys(table.whole[match] for match in _compile(code).findall(content)))


@cache
def load_concepts(code: str) -> Concepts:
    """The words of a language by their concepts.

    Raises LanguageError when the table has a mistake.
    """
    path = files("sayso.languages") / code / "concepts.tsv"
    if not code.isalpha() or not path.is_file():
        return Concepts()
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        concept, _, words = line.partition("\t")
        if not _NAME.fullmatch(concept) or not words:
            raise LanguageError(
                f"line {number}: a concept in small letters, a tab, its words", where=f"{code}/{path.name}"
            )
        for word in words.split("|"):
            held = beginnings if word.endswith("*") else whole
            if held.setdefault(word.removesuffix("*"), concept) != concept:
                raise LanguageError(f"line {number}: {word} stands for {concept} too", where=f"{code}/{path.name}")
    return Concepts(
        whole=whole, beginnings=beginnings, lengths=tuple(sorted({len(word) for word in beginnings}, reverse=True))
    )


@cache
def _compile(code: str) -> re.Pattern[str]:
    words = sorted(load_concepts(code).whole, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}){_SYLLABLE}")


def are_opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one names a concept and the other its opposite, and neither names both."""
    ours, theirs = one - other, other - one
    return any(turn(concept) in theirs for concept in ours if concept[-1] in "+-")


def turn(concept: str) -> str:
    """The opposite of a concept that has one: open+, open-."""
    return concept[:-1] + ("-" if concept.endswith("+") else "+")
