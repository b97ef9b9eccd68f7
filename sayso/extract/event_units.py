"""A sentence as the engine for events sees it: units, and what each of them is.

Where words are separated, a unit is a word. Where they are not, it is a name, a date, a word of our lists, or the
stretch between two of those.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.extract.event_trees import Tree
from sayso.extract.event_words import (
    CUE,
    GENITIVE,
    NAME,
    NO_EVENT,
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

_GLOSS = re.compile(r"\s?[(（][^()（）\d\n]{1,60}[)）]")  # behind a name: its name in another script


class Hit(Struct, frozen=True, kw_only=True):
    """A trigger where it stands."""

    trigger: Trigger
    kind: str
    first: int
    last: int  # units, the end exclusive
    head: int  # the unit that bears the verb or noun
    passive: bool
    own: tuple[int, ...]  # the units that are the trigger's own words, without those in its gaps


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
    peoples: dict[int, tuple[int, str]]  # adjectives of countries that are several units long
    dated: frozenset[int] = frozenset()  # units that are part of a date
    hits: list[Hit] = []
    tree: Tree | None = None  # where trained weights read the sentence

    def find(self, place: int) -> int:
        """The unit that begins at or behind a place of the text."""
        return bisect_left(self.starts, place)


def make_units(
    reading: Reading,
    sentence: tuple[int, int],
    tokens: Sequence[tuple[int, int, str]],
    mentions: Sequence[Mention],
    cues: Iterable[Span],
    dates: Iterable[Span],
) -> Units:
    """The units of a sentence with their names, adpositions and words for actors; its triggers are found later.

    Args:
        tokens: the words of the sentence, where the language separates them.
        mentions: the names that lie in the sentence, in order.
        cues: words that say that something is said.
        dates: expressions of time.
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
        peoples={},
    )
    _mark_words(units, vocabulary)
    _mark_roles(units, vocabulary)
    _mark_names(units, mentions)
    for cue in cues:
        for number in range(units.find(cue.start), bisect_left(units.starts, cue.end)):
            units.flags[number] |= CUE
    units.dated = frozenset(
        number for date in dates for number in range(units.find(date.start), bisect_left(units.starts, date.end))
    )
    return units


def _cut(reading: Reading, sentence: tuple[int, int], mentions: Sequence[Mention]) -> list[tuple[int, int, str]]:
    """The pieces of a sentence without spaces: names, listed words, and what is left between them.

    A gloss behind a name is left out: no clause ends there.
    """
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
    glosses = [gloss.span() for m in mentions if (gloss := _GLOSS.match(reading.text, m.span.end, sentence[1]))]
    return [piece for piece in pieces if not any(start <= piece[0] < end for start, end in glosses)]


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
            if stands(parts, words, number):
                span = range(number, number + len(parts)) if flag & NO_EVENT else (number,)
                for each in span:
                    units.flags[each] |= flag
        for parts, country in vocabulary.longer_peoples.get(word, ()):
            if stands(parts, words, number):
                units.peoples[number] = (number + len(parts), country)
        for key in keys_of(word):
            for parts, row in vocabulary.actors.get(key, ()):
                if number not in units.actors and stands(parts, words, number):
                    units.actors[number] = (number + len(parts), row)


def _mark_roles(units: Units, vocabulary: Vocabulary) -> None:
    """What the adpositions among the units are; the words of a longer one are none by themselves."""
    behind = 0
    for number, word in enumerate(units.words):
        if number < behind:
            continue
        for parts, role in vocabulary.longer_adpositions.get(word, ()):
            if stands(parts, units.words, number):
                behind = number + len(parts)
                units.roles[number] = (role, behind)
        if number not in units.roles and word in vocabulary.adpositions:
            units.roles[number] = (vocabulary.adpositions[word], number + 1)


def _mark_names(units: Units, mentions: Iterable[Mention]) -> None:
    """Which units are names; a name has no prepositions of its own."""
    for mention in mentions:
        first = units.find(mention.span.start)
        last = bisect_left(units.starts, mention.span.end)
        if first < last and not _is_people(units, first, last):
            units.names[first] = (last, mention)
            for number in range(first, last):
                units.flags[number] = NAME | (units.flags[number] & GENITIVE)
                units.roles.pop(number, None)


def _is_people(units: Units, first: int, last: int) -> bool:
    """Whether a name is only a part of a longer word for a people: "South" in "South African"."""
    return any(start <= first and last < end for start, (end, _) in units.peoples.items())


def stands(parts: Words, words: Sequence[str], number: int) -> bool:
    """Whether the words of a list stand there."""
    return number + len(parts) <= len(words) and all(
        fits(part, words[number + place]) for place, part in enumerate(parts)
    )
