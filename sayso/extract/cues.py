"""Where a sentence has a cue, with the words of its verb group, and what they make of it.

"has repeatedly denied" is one group around one cue; "was accused" is passive, "could not confirm"
negated, "to say" and "would say" are not said. Nouns that look like a cue ("the claims") are told
apart by the word before them.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from sayso.extract.lexicon import (
    ADVERB,
    AGENT,
    AUXILIARY,
    BREAK,
    CAPITAL,
    CLITIC,
    COLON,
    COMPLEMENTIZER,
    DETERMINER,
    END,
    GERUND,
    INFINITIVE,
    MODAL,
    NEGATOR,
    NUMBER,
    PASSIVE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    VERB_GROUP,
    Form,
    Lexicon,
    match_forms,
)
from sayso.extract.regions import Region
from sayso.languages import Cue

_MAX_GROUP = 6  # words of a verb group in front of its cue


class Hit(Struct, frozen=True):
    """A cue where it stands; places count in the region's words."""

    cue: Cue
    start: int  # the first word of its verb group
    first: int  # the first word of the cue itself
    last: int  # behind the last
    behind_gap: tuple[int, int] | None = None
    negated: bool = False
    unsaid: bool = False  # behind "will", "would" or "to"
    passive: bool = False
    gerund: bool = False
    asked: tuple[int, int] | None = None  # the pronoun inside its verb group: "a-t-elle ajouté"
    others: "tuple[Hit, ...]" = ()  # what else stands here: "asked" demands or asks, "claim" is a verb or a noun

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The words of its verb group, without a pronoun inside it."""
        if self.asked is None:
            return ((self.start, self.last),)
        return ((self.start, self.asked[0]), (self.asked[1], self.last))


def find_hits(region: Region, first: int, last: int, lexicon: Lexicon) -> list[Hit]:
    """The cues of region.words[first:last] in order; none overlaps another."""
    hits: list[Hit] = []
    words, forms, look_alikes = region.words, lexicon.forms, lexicon.look_alikes
    place = first
    while place < last:
        word = words[place]
        if word in look_alikes:
            skipped = _skip_look_alike(region, place, last, look_alikes[word])
            if skipped > place:
                place = skipped
                continue
        if word in forms:
            found = list(_read_forms(region, first, last, place, lexicon))
            if found:
                hits.append(msgspec.structs.replace(found[0], others=tuple(found[1:])) if found[1:] else found[0])
                place = found[0].last
                continue
        place += 1
    return hits


def _skip_look_alike(region: Region, place: int, last: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    for phrase in phrases:
        end = place + len(phrase)
        if end <= last and tuple(region.words[place:end]) == phrase:
            return end
    return place


def _read_forms(region: Region, first: int, last: int, place: int, lexicon: Lexicon) -> Iterator[Hit]:
    for form, gap in match_forms(region.words, place, last, lexicon.forms[region.words[place]]):
        if form.cue.place == "after source":
            hit = _read_verb(region, first, place, form, lexicon)
        elif form.cue.place == "noun":
            hit = _read_noun(region, last, place, form)
        else:
            behind = (gap, gap + len(form.behind_gap)) if form.behind_gap else None
            hit = Hit(form.cue, place, place, place + len(form.words), behind)
        if hit is not None:
            yield hit


def _read_verb(region: Region, first: int, place: int, form: Form, lexicon: Lexicon) -> Hit | None:
    classes, takes = region.classes, form.cue.takes
    group = _find_group(region, first, place, lexicon)
    if group is None or _is_name(region, first, place):
        return None
    start, seen = group
    asked = _find_asked(region, first, start)
    if asked is not None:
        start, seen = asked[0] - 1, seen | AUXILIARY
    before = classes[start - 1] if start > first else 0
    if before & RELATIVE and before & CLITIC:
        return None  # "которого обвиняют": whoever it stands for says nothing
    gerund = bool(classes[place] & GERUND) and not seen & PASSIVE
    if _is_no_verb(form, seen, before, gerund=gerund):
        return None
    while gerund and start < place and classes[start] & ADVERB:
        start += 1
    raised = not (classes[place] & GERUND or before & INFINITIVE or "predicate" in takes)
    last = place + len(form.words)
    if seen & NEGATOR and last < len(classes) and classes[last] & NEGATOR:
        last += 1  # "ne pense pas"
    return Hit(
        cue=form.cue,
        start=start,
        first=place,
        last=last,
        negated=bool(seen & NEGATOR),
        unsaid=bool(seen & MODAL) or bool(before & INFINITIVE),
        passive="participle" in takes or (bool(seen & PASSIVE) and raised),
        gerund=gerund,
        asked=asked,
    )


def _find_group(region: Region, first: int, place: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the verb group of a cue begins and the classes of its words before the cue; None behind a bare "to"."""
    classes = region.classes
    start, seen = place, 0
    if start > first and classes[start - 1] & INFINITIVE:
        start = _match_lead_in(region, first, start, lexicon)
        if start == place:
            return None
    while start > first and place - start < _MAX_GROUP + 4 and classes[start - 1] & VERB_GROUP:
        if classes[start - 1] & DETERMINER and not classes[start - 1] & AUXILIARY:
            break
        start -= 1
        seen |= classes[start]
    while start < place and classes[start] & CLITIC and not classes[start] & AUXILIARY:
        start += 1
    return start, seen


def _is_no_verb(form: Form, seen: int, before: int, *, gerund: bool) -> bool:
    """Whether the word before the group shows that the cue is a noun, or not used as its row says."""
    if gerund:
        noun = bool(before & (DETERMINER | POSSESSIVE)) and not before & PRONOUN
    else:
        noun = not seen & (AUXILIARY | MODAL | CLITIC) and _is_noun_place(before)
    reduced = "participle" in form.cue.takes and before & (DETERMINER | PREPOSITION)
    lonely = "predicate" in form.cue.takes and not seen & PASSIVE
    return noun or bool(reduced) or lonely


def _find_asked(region: Region, first: int, start: int) -> tuple[int, int] | None:
    """The pronoun written onto an auxiliary in front of the verb: "a-t-elle ajouté"."""
    if start - 2 < first or not region.classes[start - 1] & PRONOUN or not region.classes[start - 2] & AUXILIARY:
        return None
    return (start - 1, start) if region.text[region.ends[start - 2]] == "-" else None


def _is_name(region: Region, first: int, place: int) -> bool:
    """Whether a capitalised word inside a sentence belongs to a name ("the United States"), not to a headline."""
    classes = region.classes
    if not classes[place] & CAPITAL or place == first or classes[place - 1] & (QUOTE | COLON):
        return False
    following = classes[place + 1] if place + 1 < len(classes) else END
    named = classes[place - 1] & CAPITAL
    if named and not following & (CAPITAL | PREPOSITION | COMPLEMENTIZER | DETERMINER | QUOTE | BREAK | NUMBER):
        return True
    around = classes[max(first, place - 6) : place] + classes[place + 1 : place + 7]
    plain = sum(1 for one in around if one & (CAPITAL | BREAK) == 0)
    return plain * 2 > len(around)


def _is_noun_place(before: int) -> bool:
    """Whether the word before the group shows that a noun or an infinitive follows, no finite verb."""
    if before & (PRONOUN | BREAK):
        return False
    if before & GERUND and not before & CAPITAL:
        return True
    return bool(before & (DETERMINER | POSSESSIVE | PREPOSITION | AGENT | INFINITIVE))


def _match_lead_in(region: Region, first: int, end: int, lexicon: Lexicon) -> int:
    """The first word of a lead-in ("went on to") that ends before `end`, or `end` where there is none."""
    for phrase in lexicon.lead_ins.get(region.words[end - 1], ()):
        start = end - len(phrase)
        if start >= first and tuple(region.words[start:end]) == phrase:
            return start
    return end


def _read_noun(region: Region, last: int, place: int, form: Form) -> Hit | None:
    """A noun of speech with its clause: "his claim that", "a statement saying" has a verb of its own."""
    classes = region.classes
    end = place + len(form.words)
    behind = end
    if behind < last and classes[behind] & AGENT:
        while behind < min(last, end + 10) and not classes[behind] & (COMPLEMENTIZER | BREAK):
            behind += 1
    if behind < last and classes[behind] & COMPLEMENTIZER:
        return Hit(form.cue, place, place, end)
    return None
