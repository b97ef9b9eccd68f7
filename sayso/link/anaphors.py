"""Pronouns and short noun phrases that may stand for someone named before: "the company", 该公司, "it".

Most pronouns of a text are left aside. Taken are those that open a sentence or what is said
("said he was late"), and noun phrases with a word for "the" in front, or, in scripts without
spaces, in which a body named before ends. They count only if they are joined with somebody.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.link.heads import make_mention
from sayso.link.lexicon import load_lexicon
from sayso.link.places import MentionMap
from sayso.read.names import find_reading
from sayso.read.reading import Reading
from sayso.read.wordtrie import join_words
from sayso.records import Mention, Statement
from sayso.text.han import simplify

_SCHEMAS = frozenset(["Company", "Organization", "PublicBody"])
_FIRST_WORD = re.compile(r"[^\w]*([^\W\d_]+)")
_SPACE = re.compile(r"[ \u00a0]+")
_HAN = r"[\u3400-\u9fff]"


class _Patterns(Struct, frozen=True):
    """What finds noun phrases for bodies and pronouns of a language."""

    phrase: re.Pattern[str]
    personal: re.Pattern[str]  # opens a sentence
    told: re.Pattern[str]  # opens what is said


@once_a_language
def _compile(language: Language) -> _Patterns:
    naming = language.naming
    nouns = (*naming.company_nouns, *naming.body_nouns, *naming.organization_nouns, *naming.media_nouns)
    definites = join_words(naming.definites)
    persons = join_words(word for word in (*naming.female, *naming.male) if word not in naming.possessive_pronouns)
    things = join_words(word for word in naming.neuter if word not in naming.possessive_pronouns)
    if language.settings.spaced:
        elided = join_words(word for word in naming.definites if word.endswith(("'", "’")))
        owner = r"(?![ \u00a0](?:of|de|du|des)\b)"  # the company of ...: not one named before
        noun = rf"((?i:{join_words(nouns)}))(?!\w)"
        phrase = rf"(?<!\w)(?:(?:{definites})[ \u00a0]|{elided}){noun}{owner}"
        after = r"(?!\w)"
    else:
        phrase = rf"(?:{definites})({join_words(nouns)})(?!{_HAN})|(?:(?<!{_HAN})|(?<=[向与对]))({join_words(nouns)})"
        after = r"(?![\u3400-\u9fff]?们)"
    return _Patterns(
        phrase=re.compile(phrase, re.IGNORECASE),
        personal=re.compile(rf"(?:{persons}){after}", re.IGNORECASE),
        told=re.compile(rf"(?:{persons}|{things}){after}", re.IGNORECASE),
    )


def find_anaphors(readings: Sequence[Reading], statements: Sequence[Statement], mentions: MentionMap) -> list[Mention]:
    """Mentions that stand for someone if the document names somebody who fits; none lies on a mention of its form."""
    found: list[Mention] = []
    for reading in readings:
        text = simplify(reading.text) if not reading.language.settings.spaced else reading.text
        found += _find_phrases(reading, text)
        found += _find_opening(reading, text)
    for statement in statements:
        for span in statement.content[:1]:
            found += _find_told(find_reading(readings, span.start), span.start, span.end)
    return [mention for mention in found if not _is_taken(mention, mentions)]


def _is_taken(mention: Mention, mentions: MentionMap) -> bool:
    """Whether the phrase lies in or on a name, or is a mention already."""
    return any(
        neighbour.span.end > mention.span.start
        for form in ("name", mention.form)
        if (neighbour := mentions.find_last_before(mention.span.end, form)) is not None
    )


def _find_phrases(reading: Reading, text: str) -> list[Mention]:
    patterns, lexicon = _compile(reading.language), load_lexicon(reading.language)
    span = reading.passage.span
    mentions = []
    for match in patterns.phrase.finditer(text, span.start, span.end):
        noun = match.group(match.lastindex or 0)
        schema = lexicon.nouns.get(noun) or lexicon.nouns.get(noun.lower()) or "Organization"
        mentions.append(make_mention(reading, match.start(), match.end(), schema, "nominal"))
    return mentions


def _find_opening(reading: Reading, text: str) -> list[Mention]:
    pattern = _compile(reading.language).personal
    return [
        make_mention(reading, match.start(), match.end(), "Person", "pronoun")
        for start, end in reading.sentences
        if (match := pattern.match(text, start, end)) is not None
    ]


def _find_told(reading: Reading, start: int, end: int) -> list[Mention]:
    first = _FIRST_WORD.match(reading.text, start, min(end, start + 40))
    if first is None or reading.text[start : first.start(1)].strip():
        return []  # a quotation mark in front: the words of the speaker, who does not call himself "she"
    match = _compile(reading.language).told.match(reading.text, _skip_that(reading, first), end)
    if match is None:
        return []
    lexicon = load_lexicon(reading.language)
    kinds = lexicon.pronouns.get(match.group().lower(), ())
    schema = "Person" if "female" in kinds or "male" in kinds else "Organization"
    return [make_mention(reading, match.start(), match.end(), schema, "pronoun")]


def _skip_that(reading: Reading, first: re.Match[str]) -> int:
    """Where the clause begins behind the "that" which opens it."""
    if first[1].lower() not in reading.language.settings.words.complementizers:
        return first.start(1)
    behind = _SPACE.match(reading.text, first.end(1))
    return behind.end() if behind else first.end(1)
