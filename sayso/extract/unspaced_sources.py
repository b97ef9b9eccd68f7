"""Who says it, where words have no spaces: the noun phrase between a clause's head and its cue.

What stands in front of the subject (connectives, dates) and behind it (adverbs, occasions, addressees,
documents) is taken off piece by piece; what is left is the source with all its titles and appositions.
"""

import re

from msgspec import Struct

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_view import FILLER

REACH = 120  # characters in front of a cue that are looked at
MAX_SOURCE = 60
_LONG_SUBJECT = 25
_TAIL = 6  # characters at the right end that adverbs, modals and the words they hide in are looked for
_SHORT = 2  # characters that must follow a preposition; behind fewer it is part of a name (骆以安)
_CLOSING = '\u201d\u2019\u300d\u300f"'  # a mark left over by a quotation that was not closed rightly
_CREDIT = re.compile(  # (早报讯), 中新社雅加达5月6日电 in front of the first sentence
    r"\([^()]*\)|【[^【】]*】|[^,:;。()\s]{2,24}[电讯](?:\s*\([^()]*\)|[ \u3000])"
)
_EDGE = " \t\u3000、"


class Zone(Struct):
    """What stands between the head of a clause and its cue."""

    start: int  # of the source; equal to `end` when it has none
    end: int
    refused: bool = False  # the cue does not report here
    contrast: bool = False  # 则, 却: beside what stands before
    joined: bool = False  # 并, 还: goes on with the subject before
    negator: int | None = None  # where a negation in front of the cue begins
    topic: tuple[int, int] | None = None  # the words behind 对 or 就 right in front of the cue
    cut: bool = False  # something was taken off between source and cue

    @property
    def empty(self) -> bool:
        """Whether the clause names no source."""
        return self.start >= self.end


def read_zone(words: str, grammar: Grammar, low: int, high: int, *, noun_may: bool = True) -> Zone:
    """The source between `low` and the cue at `high`, and what else stands there.

    Args:
        noun_may: the cue word can also be a noun ("要求"), so what makes it one is looked for.
    """
    zone = Zone(max(low, high - REACH), high)
    text = words[zone.start : zone.end]
    if noun_may and _makes_noun(text, grammar):
        zone.refused = True
        return zone
    if _ends_in(text, grammar.passive, "passive"):
        zone.refused = True
        return zone
    _take_lead(words, grammar, zone)
    while not zone.empty and not zone.refused and _take_trail(words, grammar, zone):
        zone.cut = True
    if zone.refused or zone.empty:
        return zone
    _narrow(words, grammar, zone)
    opening = grammar.subjects.preposition.match(words, zone.start, zone.end)
    opened = opening is not None and opening.group() in grammar.lists.topic_markers
    zone.refused = opened or not _can_speak(words[zone.start : zone.end], grammar)
    return zone


def _can_speak(name: str, grammar: Grammar) -> bool:
    """Whether the words can be those of a speaker: not 这, not "some of", not a mere mark."""
    if _opens_with_cue(name, grammar):
        return False
    if len(name) > MAX_SOURCE or grammar.subjects.weak.fullmatch(name) or _has_no_source_head(name, grammar):
        return False
    return FILLER in name or any(character.isalnum() for character in name)


def _has_no_source_head(name: str, grammar: Grammar) -> bool:
    """Whether the words begin like no source does: 的, 如果, 与 (but not 与会者)."""
    word = grammar.subjects.protected.match(name)
    longer = word.end() if word else 0
    return any(name.startswith(head) and longer <= len(head) for head in grammar.lists.no_source_heads)


def _opens_with_cue(name: str, grammar: Grammar) -> bool:
    word = grammar.cue_words.match(name)
    return word is not None and word.group() in grammar.cues and not grammar.document.match(name)


def take_lead(words: str, grammar: Grammar, start: int, end: int) -> int:
    """Where the clause begins behind connectives and dates."""
    zone = Zone(start, end)
    found = grammar.subjects.lead.match(words, start, end)
    while not zone.empty and found and found.group("lead"):
        zone.start = found.end()
        while zone.start < end and words[zone.start] in _EDGE:
            zone.start += 1
        found = grammar.subjects.lead.match(words, zone.start, end)
    return zone.start


def _take_lead(words: str, grammar: Grammar, zone: Zone) -> None:
    while not zone.empty:
        if words[zone.start] in _EDGE + _CLOSING:
            zone.start += 1
            continue
        credit = _CREDIT.match(words, zone.start, zone.end)
        found = grammar.subjects.lead.match(words, zone.start, zone.end)
        if credit:
            end = credit.end()
        elif found and found.group("lead"):
            end = found.end()
        else:
            end = _find_phrase_end(words, grammar, zone) if not found else 0
        if not end:
            return
        _note(words[zone.start : end], grammar, zone)
        zone.start = end


def _find_phrase_end(words: str, grammar: Grammar, zone: Zone) -> int:
    """Where a phrase that opens the clause ends (在…会议上), or 0; 在…的人 is no such phrase."""
    found = grammar.subjects.preposition.match(words, zone.start, zone.end)
    if not found or not found.group("preposition"):
        return 0
    linker = grammar.lists.linker
    for end in range(zone.end - 1, found.end() + 1, -1):
        if linker in words[end : zone.end]:
            return 0
        if grammar.subjects.phrase_end.search(words, max(zone.start, end - 4), end) and end < zone.end:
            return end
    return 0


def _note(piece: str, grammar: Grammar, zone: Zone) -> None:
    zone.contrast = zone.contrast or grammar.subjects.contrast.fullmatch(piece) is not None
    zone.joined = zone.joined or grammar.subjects.join.fullmatch(piece) is not None


def _take_trail(words: str, grammar: Grammar, zone: Zone) -> bool:
    """Take one piece off the right end; False when there is none."""
    while zone.end > zone.start and words[zone.end - 1] in _EDGE:
        zone.end -= 1
    text = words[zone.start : zone.end]
    if not text:
        return False
    tail = max(0, len(text) - _TAIL)
    protected = grammar.subjects.protected_end.search(text, tail)
    kept = protected.start() if protected else len(text)  # 上将 is no 将
    blocked = grammar.subjects.blocked.search(text, tail)
    if blocked and blocked.start() <= kept:
        zone.refused = blocked.group("negator") is None or zone.negator is not None
        zone.negator = zone.end = zone.start + blocked.start()
        return not zone.refused
    for adverb in grammar.subjects.adverbs:
        if text.endswith(adverb) and len(text) - len(adverb) <= kept:
            _note(adverb, grammar, zone)
            zone.end -= len(adverb)
            return True
    found = grammar.subjects.trail.search(text, max(0, len(text) - 40))
    if found and found.start() <= kept:
        zone.end = zone.start + found.start()
        return True
    return _take_phrase(words, grammar, zone)


def _take_phrase(words: str, grammar: Grammar, zone: Zone) -> bool:
    """Take off a phrase with a preposition (对记者, 在会上), or the clause that tells the occasion (…时)."""
    text = words[zone.start : zone.end]
    if grammar.subjects.occasion_end.search(text):
        subject = find_subject(words, grammar, zone.start, zone.end)
        zone.end = subject[1] if subject else zone.start
        return True
    places = [found for found in grammar.subjects.preposition.finditer(text) if found.group("preposition")]
    for found in reversed(places):
        before, behind = text[: found.start()].rstrip(_EDGE), text[found.end() :]
        closed = grammar.subjects.phrase_end.search(behind) is not None
        if (len(behind) < _SHORT and behind not in grammar.pronouns) or (_ends_in_verb(before, grammar) and not closed):
            continue
        if found.group() in grammar.lists.object_markers:
            zone.refused = True  # 将在月底公布: not yet said, or said of what stands in front
            return False
        place = found.group() not in grammar.lists.topic_markers
        if place and grammar.lists.linker in behind and not closed:
            continue
        if found.group() in grammar.lists.topic_markers and not zone.cut:
            zone.topic = (zone.start + found.end(), zone.end)
        if found.start() == 0 and place and not closed and len(behind) > 8:
            return False
        zone.end = zone.start + len(before)
        return True
    return False


def _ends_in_verb(text: str, grammar: Grammar) -> bool:
    return any(found.end() == len(text) and found.group("stop") for found in grammar.subjects.source_end.finditer(text))


def _ends_in(text: str, pattern: re.Pattern[str], group: str) -> bool:
    tail = text[-_TAIL:]
    return any(found.end() == len(tail) and found.group(group) for found in pattern.finditer(tail))


def _makes_noun(text: str, grammar: Grammar) -> bool:
    """Whether what stands right in front of a cue word makes a noun of it: 提出要求, 对要求."""
    if _follows_time(text, grammar):
        return False
    noun = grammar.subjects.noun_before.search(text.rstrip(_EDGE)) is not None
    return noun or _ends_in(text, grammar.subjects.preposition, "preposition")


def _follows_time(text: str, grammar: Grammar) -> bool:
    """Whether the last character is an adverb behind a time: 三年前就承诺 is no "about the promise"."""
    return (
        text.endswith(grammar.subjects.adverbs) and grammar.subjects.time_end.search(text, 0, len(text) - 1) is not None
    )


def _narrow(words: str, grammar: Grammar, zone: Zone) -> None:
    """Cut what follows a verb behind the subject, and what stands before a causative."""
    text = words[zone.start : zone.end]
    for found in grammar.subjects.causative.finditer(text):
        if found.group("causative") and found.end() < len(text):
            zone.start += found.end()
            text = words[zone.start : zone.end]
            break
    for found in grammar.subjects.source_end.finditer(text):
        if found.group("stop") and found.start() and grammar.lists.linker not in text[found.end() :]:
            zone.end = zone.start + found.start()
            break
    if grammar.subjects.written.search(words, zone.start, zone.end):
        zone.end -= 1
    while zone.end > zone.start and words[zone.end - 1] in _EDGE:
        zone.end -= 1


def find_subject(words: str, grammar: Grammar, start: int, end: int, *, whole: bool = False) -> tuple[int, int] | None:
    """The subject of a clause: what stands before its first verb, adverb or preposition; None when nothing does.

    Args:
        whole: a short clause without any of them is a subject by itself, with a comma behind it.
    """
    zone = Zone(start, min(end, start + REACH))
    _take_lead(words, grammar, zone)
    for found in grammar.subjects.subject_end.finditer(words, zone.start, zone.end):
        if found.group("stop") and found.start() > zone.start:
            last = found.start()
            while last > zone.start and words[last - 1] in _EDGE:
                last -= 1
            name = words[zone.start : last]
            if not name or _opens_with_cue(name, grammar) or name.endswith(grammar.lists.linker):
                return None
            if not _can_speak(name, grammar):
                return None
            return zone.start, last
        if found.group("stop") and found.start() == zone.start:
            return None
    if whole and 1 < zone.end - zone.start <= _LONG_SUBJECT and _can_speak(words[zone.start : zone.end], grammar):
        return zone.start, zone.end
    return None


def trim(words: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """The place without white space and the given marks at its ends."""
    while start < end and (words[start].isspace() or words[start] in marks):
        start += 1
    while end > start and (words[end - 1].isspace() or words[end - 1] in marks):
        end -= 1
    return start, end
