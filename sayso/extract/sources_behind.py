"""The words that name who speaks, behind a cue: "said the mayor", "according to the port office"."""

from sayso.extract.lexicon import (
    ADDRESSING,
    ADVERB,
    ATTRIBUTIVE,
    AUXILIARY,
    BREAK,
    CAPITAL,
    COLON,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    DETERMINER,
    END,
    GERUND,
    HEAD,
    MODAL,
    NUMBER,
    OBJECT_PRONOUN,
    PASSIVE,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    QUOTE,
    RELATIVE,
    SOURCE_PREPOSITION,
    STOP,
    SUBORDINATOR,
    TIME,
)
from sayso.extract.regions import Region

Range = tuple[int, int]

_MAX_PHRASE = 30  # words of a noun phrase with its relative clause
_MAX_INSERTED = 35  # words of an apposition
_MAX_ADDRESSEE = 9  # words between a verb and the subject behind it
_VERB = AUXILIARY | MODAL | PASSIVE


def find_source_behind(region: Region, start: int, last: int, stops: frozenset[int]) -> Range | None:
    """The noun phrase that begins at `start`: to the next comma, unless an apposition follows, or to an adverbial.

    Args:
        stops: places where a cue or another clause begins; no source reaches over one.
    """
    classes = region.classes
    if region.settings.inversion:
        start = _skip_addressee(region, start, last)
    if start >= last:
        return None
    if classes[start] & (PRONOUN | OBJECT_PRONOUN) and not classes[start] & DETERMINER:
        return start, start + 1
    if classes[start] & (BREAK | CONJUNCTION | SUBORDINATOR | COMPLEMENTIZER | TIME | QUESTION | ADVERB | _VERB):
        return None
    if classes[start] & PREPOSITION and not classes[start] & DETERMINER:
        return None
    end = _find_phrase_end(region, start, last, stops)
    while start < end < last and classes[end] & COMMA:
        closing = _find_apposition_end(region, end, last, stops)
        if closing is None:
            break
        age = closing == end + 2 and bool(classes[end + 1] & NUMBER)  # "Moira Kane, 61, a fish seller"
        end = closing
        if not age:
            break
    return (start, end) if end > start else None


def _skip_addressee(region: Region, start: int, last: int) -> int:
    """Behind what may stand between a verb and its subject: "сказала в среду журналистам ..."; before the source."""
    classes = region.classes
    while start < last:
        one = classes[start]
        following = classes[start + 1] if start + 1 < last else 0
        goes_on = start + 1 < last and not following & BREAK
        if one & (TIME | ADVERB) or (one & OBJECT_PRONOUN and not one & PRONOUN and goes_on):
            start += 1
        elif one & ADDRESSING and _find_second_determiner(region, start + 2, last):
            start = _find_second_determiner(region, start + 2, last)
        elif one & CAPITAL and _find_head(region, start, last):
            start = _find_head(region, start, last)
        elif one & PREPOSITION and following & (TIME | OBJECT_PRONOUN):
            start += 2
        else:
            return start + 1 if one & SOURCE_PREPOSITION else start
    return start


def _find_second_determiner(region: Region, start: int, last: int) -> int:
    """Where the subject begins behind "a la prensa" or "à RFI": with the next determiner; or 0."""
    for place in range(start, min(last, start + _MAX_ADDRESSEE)):
        if region.classes[place] & (BREAK & ~QUOTE):
            break
        if region.classes[place] & DETERMINER and not region.classes[place - 1] & PREPOSITION:
            return place
    return 0


def _find_head(region: Region, start: int, last: int) -> int:
    """The noun that a subject begins with, behind the name of an addressee: "сообщил «Маяку» капитан ..."; or 0."""
    for place in range(start + 1, min(last, start + _MAX_ADDRESSEE)):
        one = region.classes[place]
        if one & (BREAK & ~QUOTE):
            break
        if one & HEAD and not region.classes[place - 1] & PREPOSITION:
            return place
    return 0


def _find_phrase_end(region: Region, start: int, last: int, stops: frozenset[int]) -> int:
    classes = region.classes
    relative = False
    for place in range(start, min(last, start + _MAX_PHRASE)):
        one = classes[place]
        if one & (BREAK & ~QUOTE) or place in stops:
            return place
        if one & QUOTE and place > start and not classes[place - 1] & (DETERMINER | PREPOSITION):
            return place
        if one & RELATIVE and place > start:
            relative = True
        if place == start or relative:
            continue
        if one & (TIME | COMPLEMENTIZER | _VERB) or (one & SUBORDINATOR and not one & PREPOSITION):
            return place - 1 if classes[place - 1] & PREPOSITION else place
        if _ends_phrase(region, place, last):
            return place
    return min(last, start + _MAX_PHRASE)


def _ends_phrase(region: Region, place: int, last: int) -> bool:
    """Whether a preposition, a gerund or a conjunction begins something that is no part of the noun phrase."""
    one = region.classes[place]
    if one & PREPOSITION:
        return _opens_adverbial(region, place, last)
    if one & CONJUNCTION and place + 1 < last:
        return bool(region.classes[place + 1] & (PRONOUN | _VERB | ADVERB | SUBORDINATOR))
    return bool(one & GERUND and not one & CAPITAL)


def _opens_adverbial(region: Region, place: int, last: int) -> bool:
    """Whether a preposition behind a name says where or when it was said ("in a statement", "on Monday")."""
    following = region.classes[place + 1] if place + 1 < last else 0
    if place + 1 < last and not following and not region.classes[place] & ATTRIBUTIVE and region.settings.inversion:
        return True  # behind an inverted source stand the adverbials of its verb
    if region.classes[place] & ATTRIBUTIVE or not following:
        return bool(following & GERUND) and not following & CAPITAL
    if following & (TIME | NUMBER | OBJECT_PRONOUN | GERUND):
        return True
    return bool(following & DETERMINER) or not following & CAPITAL


def _find_apposition_end(region: Region, comma: int, last: int, stops: frozenset[int]) -> int | None:
    """Where an apposition or relative clause behind the comma ends, or None where something else follows."""
    opens = region.classes[comma + 1] if comma + 1 < last else 0
    name = comma + 1
    while name < last and region.classes[name] & CAPITAL:
        name += 1
    if comma + 1 < name <= comma + 4 and (name == last or region.classes[name] & END):
        return name
    if not opens & (DETERMINER | RELATIVE | NUMBER) and not _is_plain_noun(region, comma + 1, last):
        return None
    if opens & PRONOUN and not opens & (DETERMINER | RELATIVE):
        return None
    for place in range(comma + 1, min(last, comma + _MAX_INSERTED)):
        if region.classes[place] & (COMMA | STOP | END | COLON) or (place in stops and not opens & RELATIVE):
            return place if place > comma + 1 else None
    return None if last > comma + _MAX_INSERTED else last


def _is_plain_noun(region: Region, place: int, last: int) -> bool:
    """Whether a lower-case word of no class opens what follows: "director of the port office"."""
    return place < last and region.classes[place] == 0 and region.words[place].isalpha()
