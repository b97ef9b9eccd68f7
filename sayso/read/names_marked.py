"""Names that marks show: «…» or “…” behind a word for a body, 《…》 around a newspaper's title."""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.once import once_a_language
from sayso.read.candidates import MARKED, Candidate
from sayso.read.reading import Reading

LONGEST_NAME = 40
LONGEST_LINKED = 10  # of a name with 的 in it
_LAST_WORD = re.compile(r"([^\W\d_]+)\s?$")
_WINDOW = 24


class _Heads(Struct, frozen=True):
    """Common nouns in front of a name in quotation marks, and what they make of it."""

    words: dict[str, str]  # spaced scripts: the word's stem
    endings: tuple[tuple[str, str], ...]  # scripts without spaces: what the text ends in
    media: tuple[str, ...]


@once_a_language
def _collect_heads(language: Language) -> _Heads:
    naming = language.naming
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Company", (*naming.company_nouns, *naming.company_suffixes)),
        ("PublicBody", (*naming.body_nouns, *naming.body_suffixes)),
        ("Organization", (*naming.organization_nouns, *naming.organization_suffixes)),
        ("Organization", (*naming.media_nouns, *naming.media_suffixes)),
    )
    if not language.settings.spaced:  # 军方“说谎”: behind a bare body stand its words, not its name
        kinds = tuple(kind for kind in kinds if kind[0] != "PublicBody")
    words = {strip_case(word, naming).lower(): schema for schema, nouns in kinds for word in nouns}
    endings = tuple(sorted(((word, schema) for schema, nouns in kinds for word in nouns), key=lambda row: -len(row[0])))
    return _Heads(words=words, endings=endings, media=naming.media_suffixes)


def find_marked(reading: Reading, text: str) -> list[Candidate]:
    """The names of a passage that stand in quotation marks or title marks."""
    heads = _collect_heads(reading.language)
    candidates = []
    for quote in reading.quotes:
        start, end = quote.start + 1, quote.end - 1
        if not quote.closed or not 1 < end - start <= LONGEST_NAME or text[end - 1] in ".,!?。,!?;;":
            continue
        if not reading.language.settings.spaced and _is_phrase(text[start:end], reading.language):
            continue
        schema = _judge_title(text[start:end], heads) if quote.title else _judge_head(reading, text, quote.start, heads)
        if schema and not (reading.language.settings.spaced and text[start].islower()):
            candidates.append(Candidate(start, end, schema, MARKED))
    return candidates


def _is_phrase(words: str, language: Language) -> bool:
    """Whether the words are said and no name: the company “never got the order”."""
    linker = language.settings.unspaced.linker
    return len(words) > LONGEST_LINKED and linker in words if linker else False


def _judge_title(name: str, heads: _Heads) -> str | None:
    return "Organization" if name.endswith(heads.media or ("\0",)) else None


def _judge_head(reading: Reading, text: str, place: int, heads: _Heads) -> str | None:
    before = text[max(0, place - _WINDOW) : place]
    if reading.language.settings.spaced:
        word = _LAST_WORD.search(before)
        return heads.words.get(strip_case(word.group(1), reading.language.naming).lower()) if word else None
    for ending, schema in heads.endings:
        if before.endswith(ending):
            return schema
    return None
