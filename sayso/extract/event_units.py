"""A sentence as the engine for events sees it: units, what each of them is, and the triggers among them.

Where words are separated, a unit is a word. Where they are not, it is a name, a date, a word of our lists, or the
stretch between two of those.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.extract.event_words import (
    AUXILIARY,
    COMMA,
    CUE,
    GENITIVE,
    NAME,
    NEGATOR,
    NO_EVENT,
    PASSIVE,
    STOP,
    Pattern,
    Vocabulary,
    Words,
    fits,
    keys_of,
    load_vocabulary,
)
from sayso.languages import Language
from sayso.languages.happenings import ActorWord, Trigger
from sayso.languages.once import once_a_language
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_words
from sayso.records import Mention, Span
from sayso.text.han import simplify

GAP = 6  # units between the runs of a trigger
PASSIVE_REACH = 4  # units in front of a participle in which its auxiliary is looked for


class Hit(Struct, frozen=True, kw_only=True):
    """A trigger where it stands."""

    trigger: Trigger
    kind: str
    first: int
    last: int  # units, the end exclusive
    head: int  # the unit that bears the verb or noun
    passive: bool


class Units(Struct, kw_only=True):
    """One sentence in units."""

    reading: Reading
    start: int
    end: int
    starts: list[int]
    ends: list[int]
    words: list[str]  # lower case, simplified
    flags: list[int]
    roles: dict[int, tuple[str, int]]  # unit to what an adposition there is, and the unit behind it
    actors: dict[int, tuple[int, ActorWord]]  # unit to the unit behind it, and what it is
    names: dict[int, tuple[int, Mention]]
    hits: list[Hit] = []

    def find(self, place: int) -> int:
        """The unit that begins at or behind a place of the text."""
        return bisect_left(self.starts, place)


def make_units(
    reading: Reading,
    sentence: tuple[int, int],
    tokens: Sequence[tuple[int, int, str]],
    mentions: Sequence[Mention],
    cues: Iterable[Span],
) -> Units:
    """The units of a sentence with their names, adpositions, words for actors and triggers.

    Args:
        tokens: the words of the sentence, where the language separates them.
        mentions: the names that lie in the sentence, in order.
        cues: words that say that something is said.
    """
    vocabulary = load_vocabulary(reading.language)
    spaced = reading.language.settings.spaced
    pieces = list(tokens) if spaced else _cut(reading, sentence, mentions)
    units = Units(
        reading=reading,
        start=sentence[0],
        end=sentence[1],
        starts=[piece[0] for piece in pieces],
        ends=[piece[1] for piece in pieces],
        words=[piece[2].lower().replace("’", "'") for piece in pieces],
        flags=[0] * len(pieces),
        roles={},
        actors={},
        names={},
    )
    _mark_words(units, vocabulary)
    for mention in mentions:
        first = units.find(mention.span.start)
        last = bisect_left(units.starts, mention.span.end)
        if first < last:
            units.names[first] = (last, mention)
            for number in range(first, last):
                units.flags[number] = NAME | (units.flags[number] & GENITIVE)
                units.roles.pop(number, None)
    for cue in cues:
        for number in range(units.find(cue.start), bisect_left(units.starts, cue.end)):
            units.flags[number] |= CUE
    units.hits = _find_hits(units, vocabulary)
    return units


def _cut(reading: Reading, sentence: tuple[int, int], mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """The pieces of a sentence without spaces: names, listed words, and what is left between them."""
    text = simplify(reading.text[sentence[0] : sentence[1]])
    pattern = _compile_listed(reading.language)
    pieces: list[tuple[int, int, str]] = []
    place = 0

    def fill(start: int, end: int) -> None:
        if end > start and text[start:end].strip():
            pieces.append((sentence[0] + start, sentence[0] + end, text[start:end]))

    for begin, stop in [*((m.span.start - sentence[0], m.span.end - sentence[0]) for m in mentions), (len(text), 0)]:
        for match in pattern.finditer(text, place, max(place, begin)):
            fill(place, match.start())
            fill(match.start(), match.end())
            place = match.end()
        fill(place, begin)
        if stop > place:
            fill(max(begin, place), stop)
            place = stop
    return pieces


@once_a_language
def _compile_listed(language: Language) -> re.Pattern[str]:
    vocabulary = load_vocabulary(language)
    words = [*vocabulary.flags, *vocabulary.adpositions, *vocabulary.peoples]
    words += [run[0] for patterns in vocabulary.patterns.values() for pattern in patterns for run in pattern.runs]
    words += [words[0] for rows in vocabulary.actors.values() for words, _ in rows]
    return compile_words(word.rstrip("*") for word in words if word.rstrip("*"))


def _mark_words(units: Units, vocabulary: Vocabulary) -> None:
    """Flags, adpositions and words for actors of every unit."""
    words = units.words
    for number, written in enumerate(words):
        units.flags[number] |= vocabulary.flags.get(written, 0)
        ending = next((e for e in vocabulary.genitive_endings if written.endswith(e) and len(written) > len(e)), "")
        if ending:
            units.flags[number] |= GENITIVE
            words[number] = written[: -len(ending)]
        word = words[number]
        for parts, flag in vocabulary.phrases.get(word, ()):
            if _stands(parts, words, number):
                span = range(number, number + len(parts)) if flag & NO_EVENT else (number,)
                for each in span:
                    units.flags[each] |= flag
        for parts, role in vocabulary.longer_adpositions.get(word, ()):
            if _stands(parts, words, number):
                units.roles[number] = (role, number + len(parts))
        if number not in units.roles and word in vocabulary.adpositions:
            units.roles[number] = (vocabulary.adpositions[word], number + 1)
        for key in keys_of(word):
            for parts, row in vocabulary.actors.get(key, ()):
                if number not in units.actors and _stands(parts, words, number):
                    units.actors[number] = (number + len(parts), row)


def _stands(parts: Words, words: Sequence[str], number: int) -> bool:
    return number + len(parts) <= len(words) and all(
        fits(part, words[number + place]) for place, part in enumerate(parts)
    )


def _find_hits(units: Units, vocabulary: Vocabulary) -> list[Hit]:
    """The triggers of the sentence in order; of overlapping ones the longest, or all that are the same words."""
    found: list[tuple[int, Hit]] = []
    for number, word in enumerate(units.words):
        if units.flags[number] & (NAME | NO_EVENT):
            continue
        for key in keys_of(word):
            for pattern in vocabulary.patterns.get(key, ()):
                hit = _match(units, vocabulary, pattern, number)
                if hit is not None:
                    found.append((pattern.size, hit))
    kept: list[Hit] = []
    taken: set[int] = set()
    for _, hit in sorted(found, key=lambda each: (-each[0], each[1].first)):
        ends = {hit.first, hit.head, hit.last - 1}
        again = any((other.first, other.last) == (hit.first, hit.last) for other in kept)
        if again or not ends & taken:
            taken |= ends
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _match(units: Units, vocabulary: Vocabulary, pattern: Pattern, number: int) -> Hit | None:
    if not _stands(pattern.runs[0], units.words, number):
        return None
    head = number
    last = number + len(pattern.runs[0])
    for run in pattern.runs[1:]:
        place = _find_run(units, run, last)
        if place is None:
            return None
        if pattern.kind == "turned":
            head = place
        last = place + len(run)
    passive = _is_passive(units, vocabulary, pattern, head)
    if pattern.kind == "turned" and not passive:
        return None
    return Hit(trigger=pattern.trigger, kind=pattern.kind, first=number, last=last, head=head, passive=passive)


def _find_run(units: Units, run: Words, start: int) -> int | None:
    for place in range(start, min(start + GAP + 1, len(units.words))):
        if _stands(run, units.words, place):
            return place
        if units.flags[place] & (COMMA | STOP):
            return None
    return None


def _is_passive(units: Units, vocabulary: Vocabulary, pattern: Pattern, head: int) -> bool:
    """Whether the verb is a passive one: a participle behind its auxiliary or in front of its agent."""
    if pattern.kind not in ("past", "participle", "turned", "fixed"):
        return False
    if vocabulary.short_participles and units.words[head].endswith(vocabulary.short_participles):
        return True
    if not units.reading.language.settings.spaced:
        return any(
            units.flags[place] & PASSIVE or units.roles.get(place, ("", 0))[0] == "agent"
            for place in _list_before(units, head)
        )
    if pattern.kind == "fixed" and not any(run[0].endswith("*") for run in pattern.runs):
        return False
    for place in range(head - 1, max(-1, head - PASSIVE_REACH - 1), -1):
        if units.flags[place] & PASSIVE:
            return True
        if not units.flags[place] & (AUXILIARY | NEGATOR) and not units.words[place].endswith("ly"):
            break
    behind = next(
        (units.roles[place][0] for place in range(head + 1, min(head + 3, len(units.words))) if place in units.roles),
        "",
    )
    return behind == "agent" and pattern.kind != "fixed"


def _list_before(units: Units, head: int) -> list[int]:
    places = []
    for place in range(head - 1, -1, -1):
        if units.flags[place] & (COMMA | STOP):
            break
        places.append(place)
    return places
