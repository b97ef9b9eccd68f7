"""Names taken out of a text: a solid bar of one length stands for each, and nothing of the name is left.

A name is found in any case, in simplified and traditional characters, and inside addresses. Taken out with it are the
other names that the case has for the same person or body, and its parts where they stand as names of their own
("Lind" with "Ada Lind").
"""

from collections.abc import Iterable
from urllib.parse import unquote

from msgspec import Struct

from sayso.case import Case
from sayso.store.words import find_phrases, fold_words

BAR = "█████"


class Redaction(Struct, frozen=True):
    """What is taken out: names as they are written, and as they are compared."""

    names: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


def make_redaction(case: Case, names: Iterable[str]) -> Redaction:
    """The names, with what else the case calls those who have them."""
    asked = {words: name for name in names if (words := fold_words(name))}
    if not asked:
        return Redaction()
    found = dict(asked)
    others: dict[tuple[str, ...], str] = {}
    for entity in case.entities():
        folded = {words: name for name in entity.names if (words := fold_words(name))}
        others |= folded
        if not asked.keys().isdisjoint(folded):
            found |= folded
    found |= {words: name for words, name in others.items() if any(_lies_in(words, whole) for whole in tuple(found))}
    ordered = sorted(found, key=lambda words: (-len(words), words))
    return Redaction(tuple(found[words] for words in ordered), tuple(ordered))


def _lies_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def redact(text: str, redaction: Redaction) -> str:
    """The text with a bar for every name."""
    if not redaction.phrases:
        return text
    pieces, position = [], 0
    for start, end in find_phrases(text, redaction.phrases):
        if start < position:
            position = max(position, end)  # two names overlap: one bar covers both
            continue
        pieces += [text[position:start], BAR]
        position = end
    return "".join([*pieces, text[position:]])


def redact_address(address: str, redaction: Redaction) -> str:
    """The address, or a bar where a name stands in it in any way."""
    if not redaction.phrases:
        return address
    plain = unquote(address)
    run = "".join(fold_words(plain))
    if find_phrases(plain, redaction.phrases) or any("".join(words) in run for words in redaction.phrases):
        return BAR
    return address
