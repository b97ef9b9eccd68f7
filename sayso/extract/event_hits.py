"""The triggers of a sentence: where a pattern of the language stands and the part of speech does not gainsay it."""

from collections.abc import Sequence

from sayso.extract.event_trees import is_passive, make_tree
from sayso.extract.event_units import Hit, Units, stands
from sayso.extract.event_words import (
    AUXILIARY,
    COMMA,
    DETERMINER,
    GENITIVE,
    NAME,
    NEGATOR,
    NO_EVENT,
    PASSIVE,
    STOP,
    Pattern,
    Vocabulary,
    Words,
    keys_of,
    load_vocabulary,
)
from sayso.read.encoder import Word

GAP = 6  # units between the runs of a trigger
PASSIVE_REACH = 4  # units in front of a participle in which its auxiliary is looked for
_NOT_VERBS = frozenset(["NOUN", "PROPN"])
_WRONG = {  # parts of speech that a form of a trigger cannot have
    "noun": frozenset(["VERB", "AUX"]),
    "base": frozenset(["NOUN", "PROPN", "ADJ", "ADV", "ADP"]),
    "third": frozenset(["NOUN", "PROPN", "ADJ"]),
}
_BARE = frozenset(["base", "third"])  # forms of a verb that may be nouns
_ATTRIBUTES = frozenset(["amod", "compound"])  # what a word of a noun is to it
_FREE = frozenset(["fixed", "turned"])
Match = tuple[Pattern, int, list[int]]  # with the unit of the head and the units that are the trigger's own


def find_hits(units: Units, analysed: Sequence[Word], word_starts: Sequence[int]) -> None:
    """Gives the units their triggers in order, and their tree where there is one and a trigger asks for it.

    Of overlapping triggers the longest counts, or all that are the same words.

    Args:
        analysed: the words of the passage as trained weights read them; empty where there are none.
        word_starts: where they begin.
    """
    vocabulary = load_vocabulary(units.reading.language)
    matches = _list_matches(units, vocabulary)
    if not matches:
        return
    if analysed:
        units.tree = make_tree(units.starts, units.ends, analysed, word_starts)
    hits = [(match[0].size, hit) for match in matches if (hit := _make_hit(units, vocabulary, match)) is not None]
    kept: list[Hit] = []
    taken: set[int] = set()
    for _, hit in sorted(hits, key=lambda each: (-each[0], each[1].first)):
        ends = {hit.first, hit.head, hit.last - 1}
        again = any((other.first, other.last) == (hit.first, hit.last) for other in kept)
        if again or not ends & taken:
            taken |= {*ends, *(hit.own if hit.kind == "turned" or hit.last - hit.first > len(hit.own) else ())}
            kept.append(hit)
    units.hits = sorted(kept, key=lambda hit: hit.first)


def _list_matches(units: Units, vocabulary: Vocabulary) -> list[Match]:
    matches: list[Match] = []
    present = frozenset(units.words)
    for number, word in enumerate(units.words):
        if units.flags[number] & (NAME | NO_EVENT) or (number in units.dated and _is_capital(units, number)):
            continue
        for key in keys_of(word):
            for pattern in vocabulary.patterns.get(key, ()):
                match = _match(units, pattern, number) if pattern.further <= present else None
                if match is not None:
                    matches.append(match)
    return matches


def _is_capital(units: Units, number: int) -> bool:
    """Whether a word begins with a capital: the month of March is no march."""
    return units.reading.text[units.starts[number]].isupper()


def _match(units: Units, pattern: Pattern, number: int) -> Match | None:
    if not stands(pattern.runs[0], units.words, number):
        return None
    head = number
    own = list(range(number, number + len(pattern.runs[0])))
    for run in pattern.runs[1:]:
        place = _find_run(units, run, own[-1] + 1)
        if place is None:
            return None
        own += range(place, place + len(run))
        if pattern.kind == "turned":
            head = place
    return pattern, head, own


def _make_hit(units: Units, vocabulary: Vocabulary, match: Match) -> Hit | None:
    pattern, head, own = match
    tree, wrong = units.tree, _WRONG.get(pattern.kind, _NOT_VERBS)
    if tree is not None and pattern.kind not in _FREE and tree.parts[head] in wrong:
        return None
    if tree is not None and pattern.kind == "gerund" and tree.relations[head] in _ATTRIBUTES:
        return None  # "opening hours"
    if units.tree is None and pattern.kind in _BARE and head and _opens_noun(units, head - 1):
        return None
    passive = _is_passive(units, vocabulary, pattern, head)
    if units.tree is not None and pattern.kind in ("past", "participle"):
        passive = is_passive(units.tree, head)
    if pattern.kind == "turned" and not passive:
        return None
    return Hit(
        trigger=pattern.trigger,
        kind=pattern.kind,
        first=own[0],
        last=own[-1] + 1,
        head=head,
        passive=passive,
        own=tuple(own),
    )


def _opens_noun(units: Units, place: int) -> bool:
    """Whether a noun follows there and no verb: "the visit", "of strike", "Chad's attack"."""
    role = units.roles.get(place, ("to", 0))[0]
    return bool(units.flags[place] & (DETERMINER | GENITIVE)) or role != "to"


def _find_run(units: Units, run: Words, start: int) -> int | None:
    for place in range(start, min(start + GAP + 1, len(units.words))):
        if stands(run, units.words, place) and not units.flags[place] & NO_EVENT:
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
