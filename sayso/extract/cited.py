"""Whom a source refers to: "The group, citing two dock workers, claimed that ..." are the dock workers' words.

Without its own clause "citing" says whose words the statement beside it hands on. So whoever is
cited becomes the source of an inner statement with the same content.
"""

import re
from collections.abc import Sequence

import msgspec

from sayso.extract.drafts import Draft
from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.once import once_a_language
from sayso.read.reading import Reading

CITED = "cited"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LONGEST = 60  # characters of a noun phrase that is cited
_GAP = 4  # characters between it and the cue that goes on


def turn_cited(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, in the same order; one that only names whom its source cites tells what those have said."""
    citing = reading.language.settings.words.citing
    if not citing:
        return list(drafts)
    return [_turn(reading, draft, drafts) if _cue_of(reading, draft) in citing else draft for draft in drafts]


def _cue_of(reading: Reading, draft: Draft) -> str:
    return reading.text[draft.cue[0][0] : draft.cue[-1][1]].lower() if draft.cue else ""


def _turn(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    told = _find_told(reading, draft, drafts)
    if told is None:
        return draft
    return msgspec.structs.replace(
        draft, source=draft.content, content=told.content, act="say", polarity="positive", rule=CITED
    )


def _find_told(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The statement of the same source right beside, whose content those who are cited stand for."""
    if len(draft.content) != 1 or not draft.source or not _may_speak(reading, *draft.content[0]):
        return None
    start, end = draft.content[0]
    for other in drafts:
        if other is draft or not other.cue or not other.source or other.source[0][0] != draft.source[0][0]:
            continue
        behind = 0 <= other.cue[0][0] - end <= _GAP and other.content and other.content[0][0] > end
        before = 0 <= draft.cue[0][0] - other.cue[-1][1] <= _GAP and other.content and other.content[-1][1] < start
        if behind or before:
            return other
    return None


def _may_speak(reading: Reading, start: int, end: int) -> bool:
    """Whether a short noun phrase names people, bodies or papers: two dock workers, but no ill health."""
    if end - start > _LONGEST:
        return False
    speakers = _collect_speakers(reading.language)
    words = _WORD.findall(reading.text[start:end])
    return any(word[0].isupper() or strip_case(word, reading.language.naming).lower() in speakers for word in words)


@once_a_language
def _collect_speakers(language: Language) -> frozenset[str]:
    naming = language.naming
    nouns = (
        *naming.group_nouns, *naming.document_nouns, *naming.body_nouns, *naming.organization_nouns,
        *naming.media_nouns, *naming.company_nouns, *(title.word for title in language.titles),
    )  # fmt: skip
    return frozenset(strip_case(noun, naming).lower() for noun in nouns)
