"""Speakers: for each statement the mention that heads its source, or the speaker who is understood.

A statement without a source of its own goes on with the speaker before it where the grammar says
so ("..., and added that ..."); a passive or impersonal one ("is accused of", "it is said") has none.
"""

import re
from collections.abc import Sequence

import msgspec

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.link.heads import find_head
from sayso.link.places import MentionMap
from sayso.read.names import find_reading
from sayso.read.reading import Reading
from sayso.records import Statement

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_BEFORE_CUE = 40  # characters in front of a cue in which a conjunction is looked for
_CARRIED_WORDS = 4
_CARRIED_FROM = 1_500  # characters: a speaker is not carried over more text than this


def find_speakers(
    readings: Sequence[Reading], mentions: MentionMap, statements: Sequence[Statement]
) -> list[Statement]:
    """The statements, each with its speaker where one is named or understood; mentions that speaking adds are added."""
    spoken: list[Statement] = []
    previous: Statement | None = None
    for statement in statements:
        place = _find_place(statement)
        if place is None:
            spoken.append(statement)
            continue
        reading = find_reading(readings, place)
        speaker = _find_named(readings, statement, mentions) or _find_carried(reading, statement, place, previous)
        done = msgspec.structs.replace(statement, speaker=speaker)
        spoken.append(done)
        if speaker is not None and done.inside is None:
            previous = done
    return spoken


def _find_place(statement: Statement) -> int | None:
    spans = statement.cue or statement.content
    return spans[0].start if spans else None


def _find_named(readings: Sequence[Reading], statement: Statement, mentions: MentionMap) -> str | None:
    """The speaker that the words of the source name; the longest piece of a source in pieces decides."""
    for span in sorted(statement.source, key=lambda span: (span.start - span.end, span.start)):
        head = find_head(find_reading(readings, span.start), span.start, span.end, mentions)
        if head is not None:
            return head.id
    return None


def _find_carried(reading: Reading, statement: Statement, place: int, previous: Statement | None) -> str | None:
    """The speaker of the statement before, where this one has no source because it goes on with that one."""
    if statement.source or previous is None or previous.speaker is None:
        return None
    before = _find_place(previous)
    if before is None or not 0 < place - before < _CARRIED_FROM:
        return None
    words = reading.text[statement.cue[0].start : statement.cue[-1].end].lower() if statement.cue else ""
    if words in _list_impersonal(reading.language):
        return None
    naming = reading.language.naming
    same_sentence = _find_sentence(reading, before) == _find_sentence(reading, place)
    if same_sentence and _follows_conjunction(reading, place):
        return previous.speaker
    carries = naming.carries_subject and statement.form == "direct"
    return previous.speaker if carries or (not statement.cue and statement.form == "direct") else None


@once_a_language
def _list_impersonal(language: Language) -> frozenset[str]:
    """The cues that have no source: "it is said", 据说."""
    return frozenset(form.lower() for cue in language.cues if cue.place == "no source" for form in cue.forms)


def _find_sentence(reading: Reading, place: int) -> int:
    low, high = 0, len(reading.sentences) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if reading.sentences[middle][0] <= place:
            low = middle
        else:
            high = middle - 1
    return low


def _follows_conjunction(reading: Reading, place: int) -> bool:
    """Whether a conjunction that carries the subject on stands right before the cue."""
    conjunctions = reading.language.naming.carrying_conjunctions
    before = reading.text[max(0, place - _BEFORE_CUE) : place]
    if reading.language.settings.spaced:
        return any(word.lower() in conjunctions for word in _WORD.findall(before)[-_CARRIED_WORDS:])
    return before.rstrip().endswith(conjunctions or ("\0",))
