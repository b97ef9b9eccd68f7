"""The words that name who speaks, before a cue.

Without a parser, a noun phrase is what stands between a cue and the nearest thing that cannot be
part of one: a comma that opens no apposition, a conjunction between clauses, "that", the verb of
another clause. Appositions and relative clauses between commas belong to it; adverbials do not.
"""

from sayso.extract.lexicon import (
    ADVERB,
    ATTRIBUTIVE,
    AUXILIARY,
    BREAK,
    CAPITAL,
    CLITIC,
    COLON,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    DASHES,
    DETERMINER,
    END,
    GERUND,
    HEAD,
    INDEFINITE,
    MODAL,
    NUMBER,
    OBJECT_PRONOUN,
    PARTICIPLE,
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
_MAX_BRACKETS = 12  # words between brackets behind a name
_MAX_INSERTED = 35  # words between the two commas of an apposition
_VERB = AUXILIARY | MODAL | PASSIVE


def find_source_before(region: Region, first: int, end: int, clause: int) -> Range | None:
    """The noun phrase that ends before the word `end`, not reaching back over `first`; None where there is none.

    Args:
        clause: behind the cue before: only a noun phrase with something between commas may reach back over it.
    """
    place = _skip_times(region, first, end)
    while place > first and region.classes[place - 1] & CLITIC:
        place -= 1
    if place <= first:
        return None
    classes = region.classes[place - 1]
    if classes & COMMA:
        return _find_with_apposition(region, first, place - 1)
    if region.words[place - 1] in DASHES:
        opening = _find_dash_before(region, first, place - 1)
        return None if opening is None else _find_phrase_before(region, first, opening)
    if classes & RELATIVE:
        return _find_relative(region, max(first, min(clause, place - 1)), place)
    return _find_beside(region, first, place, clause)


def _find_beside(region: Region, first: int, place: int, clause: int) -> Range | None:
    """The noun phrase that ends right before the word `place`."""
    classes = region.classes[place - 1]
    closes = region.words[place - 1] == ")"
    if classes & (CONJUNCTION | SUBORDINATOR | PREPOSITION | BREAK) and not (closes or classes & (PRONOUN | CAPITAL)):
        return None
    found = _find_phrase_before(region, max(first, min(clause, place)), place)
    if found is None or not region.classes[found[0]] & RELATIVE:
        return found
    if found[1] - found[0] > 1 and region.classes[found[0] + 1] & (DETERMINER | CAPITAL | PRONOUN):
        return found[0] + 1, found[1]  # "whom the government accuses"
    if found[0] - 1 > first:
        head = _find_phrase_before(region, first, found[0] - 1) if region.classes[found[0] - 1] & COMMA else None
        return (head[0], found[1]) if head is not None else found
    return found


def _skip_times(region: Region, first: int, end: int) -> int:
    """Steps back over "on Monday" and "last week" in front of a cue."""
    place = end
    while place - 1 > first and region.classes[place - 1] & (TIME if place == end else TIME | NUMBER):
        place -= 1
    if place == end or place - 1 <= first:
        return place
    if region.classes[place - 1] & PREPOSITION:
        place -= 1
    return place


def _find_relative(region: Region, first: int, end: int) -> Range | None:
    """The words that "who" stands for, with it."""
    antecedent = end - 1
    if antecedent > first and region.classes[antecedent - 1] & COMMA:
        antecedent -= 1
    if antecedent <= first or region.classes[antecedent - 1] & (BREAK | CONJUNCTION | PREPOSITION):
        return end - 1, end
    found = _find_phrase_before(region, first, antecedent)
    if found is None:
        return end - 1, end
    start = found[0]
    for place in range(found[0], found[1]):  # the nearest noun phrase alone: "told by a man who"
        if region.classes[place] & PREPOSITION and not region.classes[place] & ATTRIBUTIVE:
            start = place + 1
    return (start if start < found[1] else found[0]), end


def _find_with_apposition(region: Region, first: int, comma: int) -> Range | None:
    """The noun phrase before a pair of commas; what stands between them belongs to it unless it is an adverbial."""
    opening = _find_comma_before(region, first, comma)
    if opening is None:
        return None
    head = _find_phrase_before(region, first, opening)
    named = bool(region.classes[opening + 1] & CAPITAL)  # "a spokeswoman, Anna White, said"
    while head is not None and not named and _is_part_of_list(region, first, head):
        outer = _find_comma_before(region, first, head[0] - 1)
        before = _find_phrase_before(region, first, head[0] - 1) if outer is None or outer < head[0] - 1 else None
        if before is None or before[0] >= head[0]:
            break
        head = (before[0], head[1])
        if before[0] == first or not region.classes[before[0] - 1] & COMMA:
            break
    if head is None:
        return None
    opens = region.classes[opening + 1]
    adverbial = opens & (PREPOSITION | GERUND | PARTICIPLE | SUBORDINATOR | TIME | ADVERB | PASSIVE) and not opens & (
        RELATIVE | DETERMINER | CAPITAL
    )
    if opens & CAPITAL and opens & (PREPOSITION | TIME | SUBORDINATOR):
        adverbial = True
    return (head[0], opening) if adverbial else (head[0], comma)


def _is_part_of_list(region: Region, first: int, head: Range) -> bool:
    """Whether a phrase between commas is an age or a further apposition, so that the name stands before it."""
    start = head[0]
    if start <= first + 1 or not region.classes[start - 1] & COMMA:
        return False
    classes = region.classes[start]
    if classes & NUMBER and head[1] - start <= 2:
        return True
    return not classes & (CAPITAL | DETERMINER | PRONOUN) or bool(classes & INDEFINITE)


def _find_dash_before(region: Region, first: int, end: int) -> int | None:
    for place in range(end - 1, max(first, end - _MAX_INSERTED) - 1, -1):
        if region.words[place] in DASHES:
            return place
        if region.classes[place] & END:
            return None
    return None


def _find_comma_before(region: Region, first: int, end: int) -> int | None:
    for place in range(end - 1, max(first, end - _MAX_INSERTED) - 1, -1):
        classes = region.classes[place]
        if classes & COMMA:
            return place
        if classes & (COLON | STOP | END):
            return None
        if classes & QUOTE and region.classes[place - 1] & COMMA:
            return None
    return None


def _find_phrase_before(region: Region, first: int, end: int) -> Range | None:
    classes = region.classes
    if end <= first:
        return None
    last = classes[end - 1]
    if last & PRONOUN and not last & DETERMINER:
        return end - 1, end
    start = end
    limit = max(first, end - _MAX_PHRASE)
    while start > limit:
        before = classes[start - 1]
        if region.words[start - 1] == ")":
            start = _skip_brackets(region, limit, start - 1)
            continue
        if before & (COMMA | COLON | STOP | END | COMPLEMENTIZER | QUESTION):
            break
        if before & QUOTE and not (start - 1 > first and classes[start - 2] & (DETERMINER | PREPOSITION)):
            break
        start -= 1
    start = _cut_clause(region, start, end)
    start = _trim_front(region, start, end)
    set_phrase = PREPOSITION | ADVERB  # "в интервью" says how it was said
    end = next((place for place in range(start + 1, end) if classes[place] & set_phrase == set_phrase), end)
    named = any(word[0].isalnum() for word in region.words[start:end])
    return (start, end) if named else None


def _skip_brackets(region: Region, first: int, closing: int) -> int:
    """The opening bracket of the one that closes at `closing`, or the place itself."""
    for place in range(closing - 1, max(first, closing - _MAX_BRACKETS) - 1, -1):
        if region.words[place] == "(":
            return place
    return closing


def _cut_clause(region: Region, start: int, end: int) -> int:
    """Moves the start behind the verb of another clause, but not behind one inside a relative clause."""
    classes = region.classes
    relative = False
    cut = start
    for place in range(start, end):
        one = classes[place]
        if one & RELATIVE:
            relative = True
        elif one & SUBORDINATOR and place + 1 < end:
            cut, relative = place + 1, False
        elif one & _VERB and not relative and not one & (CAPITAL | DETERMINER) and place + 1 < end:
            cut = place + 1
        elif one & CONJUNCTION and place > start and place + 1 < end and _joins_clauses(region, cut, place):
            cut, relative = place + 1, False
        elif one & PRONOUN and not one & (DETERMINER | RELATIVE) and place + 1 < end and not relative:
            cut = place if place + 2 == end else cut
    return cut


def _joins_clauses(region: Region, start: int, conjunction: int) -> bool:
    """Whether "and" joins two clauses, not two names."""
    left = region.classes[start:conjunction]
    if conjunction - start > 8:
        return True
    if any(one & (PRONOUN | _VERB | OBJECT_PRONOUN) for one in left) and not any(one & RELATIVE for one in left):
        return True
    right = region.classes[conjunction + 1]
    return bool(right & PRONOUN) and not right & DETERMINER


def _trim_front(region: Region, start: int, end: int) -> int:
    """Moves the start behind conjunctions, adverbs, dates and adverbials of place in front of a noun phrase."""
    classes = region.classes
    while start < end:
        one = classes[start]
        sign = not one and not region.words[start][0].isalnum()  # a sign of no kind: an emoji, a bullet
        adverb = one & (CONJUNCTION | ADVERB | SUBORDINATOR) and not one & (DETERMINER | PREPOSITION)
        if sign or adverb or one & TIME:
            start += 1
        elif one & PREPOSITION and not one & DETERMINER:
            start = _skip_adverbial(region, start, end)
        else:
            break
    return start


def _skip_adverbial(region: Region, start: int, end: int) -> int:
    """Behind "in May" or "at the gate" where a noun phrase follows without a comma."""
    classes = region.classes
    for place in range(start + 1, end):
        if classes[place] & HEAD and not classes[place - 1] & PREPOSITION:
            return place
    if classes[start] & SOURCE_PREPOSITION and start + 1 < end and not classes[start + 1]:
        return start + 1  # "в пресс-службе суда «Маяку» подтвердили"
    for place in range(min(end - 1, start + 4), start, -1):
        if classes[place] & (TIME | NUMBER):
            return place + 1
    for place in range(end - 1, start + 1, -1):
        if classes[place] & DETERMINER:
            return place
    name = end
    while name - 1 > start + 1 and classes[name - 1] & CAPITAL:
        name -= 1
    return name if name < end else start + 1


def find_subject(region: Region, first: int, end: int) -> Range | None:
    """The noun phrase at the head of region.words[first:end]: the subject of a clause whose verb is not known."""
    classes = region.classes
    start = _skip_opening(region, first, end)
    if start >= end or classes[start] & (BREAK | _VERB | COMPLEMENTIZER):
        return None
    if classes[start] & PRONOUN and not classes[start] & DETERMINER:
        return start, start + 1
    place = start
    while place < end and classes[place] & DETERMINER:
        place += 1
    named = False
    while place < end and not classes[place] & (BREAK | _VERB | TIME | GERUND | PRONOUN | RELATIVE | PREPOSITION):
        capital = bool(classes[place] & CAPITAL)
        if not capital and (named or place >= start + 3 or region.classes[place] & PARTICIPLE):
            break
        named = named or (capital and place > first)
        place += 1
    return (start, place) if place > start else None


def _skip_opening(region: Region, first: int, end: int) -> int:
    """Behind an adverbial clause with its comma at the head of a sentence."""
    start = _trim_front(region, first, end)
    opens = region.classes[first]
    adverbial = opens & (PREPOSITION | SUBORDINATOR | GERUND | PARTICIPLE | NUMBER) and not opens & DETERMINER
    for place in range(first, min(end, first + (20 if adverbial else 6))):
        if region.classes[place] & COMMA and (adverbial or region.classes[place - 1] & TIME):
            return _trim_front(region, place + 1, end)
    return start


def find_described(region: Region, first: int, end: int) -> Range | None:
    """The noun phrase that a participle at `end` describes, with or without a comma between: "the firm, accused of"."""
    comma = end - 1 > first and region.classes[end - 1] & COMMA
    found = _find_phrase_before(region, first, end - 1 if comma else end)
    if found is None:
        return None
    start = found[0]
    for place in range(*found):
        opens = region.classes[place] & DETERMINER and not region.classes[place] & ATTRIBUTIVE
        start = place if opens else start
    return start, found[1]
