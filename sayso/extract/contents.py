"""Where what is said begins and ends, behind a cue, before it, or on both sides of it."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from sayso.extract.cues import Hit
from sayso.extract.lexicon import (
    ADVERB,
    AGENT,
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
    INFINITIVE,
    MODAL,
    NEGATOR,
    OBJECT_PRONOUN,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TIME,
)
from sayso.extract.regions import Region

Range = tuple[int, int]

_MAX_BETWEEN = 18  # words between a cue and its "that" or its quotation


class Sentence(Struct, frozen=True):
    """A sentence of a region with its cues and the places where a reported clause must end."""

    region: Region
    first: int
    last: int
    hits: list[Hit]
    cuts: list[int]  # in order

    def find_cut(self, start: int) -> int:
        """The first place behind `start` where a clause ends, without the marks before it."""
        number = bisect_left(self.cuts, start + 1)
        end = self.cuts[number] if number < len(self.cuts) else self.last
        return self.trim(start, end)

    def trim(self, start: int, end: int) -> int:
        """`end` without the commas and full stops before it."""
        classes = self.region.classes
        while end > start and classes[end - 1] & (COMMA | COLON | STOP | END) and not self._closes(start, end - 1):
            end -= 1
        return end

    def _closes(self, start: int, place: int) -> bool:
        """Whether the mark is a bracket that closes one opened inside."""
        words = self.region.words
        return words[place] in _BRACKETS and _BRACKETS[words[place]] in words[max(start, place - 30) : place]


_BRACKETS = {")": "(", "]": "["}


class Found(Struct, frozen=True):
    """A content and how it was found."""

    ranges: tuple[Range, ...]
    how: str  # that, question, quote, colon, clause, object, infinitive


def find_content_behind(sentence: Sentence, hit: Hit, start: int) -> Found | None:
    """What the cue takes at or behind the word `start`, or None where nothing follows."""
    region, last = sentence.region, sentence.last
    if start >= last:
        return None
    takes = hit.cue.takes
    classes = region.classes
    place = start
    while place < last and classes[place] & TIME:
        place += 1
    if place >= last:
        return None
    marked = _find_marked(sentence, hit, place)
    if marked is not None:
        return marked
    one = classes[place]
    if one & (COMMA | COLON | STOP | END) or (one & CONJUNCTION and not one & DETERMINER):
        return None
    if "addressee" in takes:
        return _find_behind_addressee(sentence, hit, place)
    if one & INFINITIVE and "infinitive" in takes:
        return _finish(sentence, place, "infinitive")
    if one & INFINITIVE and hit.passive and "passive" in takes:
        return _finish(sentence, place, "infinitive")
    if "object" in takes or (hit.passive and "passive" in takes):
        return _finish(sentence, place, "object")
    if "infinitive" in takes and not one & PREPOSITION and _has_infinitive(sentence, place):
        return _finish(sentence, place, "infinitive")
    if "clause" in takes and not one & (PREPOSITION | ADVERB | SUBORDINATOR | GERUND | RELATIVE):
        return _finish(sentence, place, "clause")
    if "clause" in takes and one & (PREPOSITION | ADVERB | SUBORDINATOR) and one & (CAPITAL | DETERMINER):
        return _finish(sentence, place, "clause")
    return None


def _finish(sentence: Sentence, start: int, how: str) -> Found | None:
    end = sentence.find_cut(start)
    if how == "object":
        end = min(end, _find_object_end(sentence, start, end))
    return Found(((start, end),), how) if end > start else None


def _find_object_end(sentence: Sentence, start: int, end: int) -> int:
    """The comma that ends a noun phrase with what belongs to it; a comma inside a list does not."""
    classes = sentence.region.classes
    for place in range(start + 1, end):
        if not classes[place] & COMMA or place + 1 >= end:
            continue
        following = classes[place + 1]
        if following & (GERUND | SUBORDINATOR | RELATIVE | PRONOUN | CONJUNCTION | ADVERB | PREPOSITION | AUXILIARY):
            return sentence.trim(start, place)
    return end


def _has_infinitive(sentence: Sentence, start: int) -> bool:
    classes = sentence.region.classes
    for place in range(start, min(sentence.last, start + _MAX_BETWEEN)):
        if classes[place] & (COMMA | STOP | END):
            return False
        if classes[place] & INFINITIVE:
            return True
    return False


def _find_marked(sentence: Sentence, hit: Hit, start: int) -> Found | None:
    """A content behind "that", "whether", a colon or a quotation mark, with an adverbial or an addressee before it."""
    classes = sentence.region.classes
    takes = hit.cue.takes
    may_skip = bool(classes[start] & (PREPOSITION | ADVERB | TIME)) or "addressee" in takes
    for place in range(start, min(sentence.last, start + _MAX_BETWEEN)):
        one = classes[place]
        if (
            one & COMPLEMENTIZER
            and ("clause" in takes or "that clause" in takes or hit.passive)
            and _opens_clause(sentence, place, start)
        ):
            return _finish(sentence, place + 1, "that")
        if one & QUESTION and "clause" in takes and place + 1 < sentence.last:
            return _finish(sentence, place, "question")
        if one & COMMA:
            following = classes[place + 1] if place + 1 < sentence.last else 0
            if following & QUOTE and "quote" in takes:
                return take_quotes(sentence, place + 1)
            if following & COMPLEMENTIZER and ("clause" in takes or "that clause" in takes):
                return _finish(sentence, place + 2, "that")
            return None
        if one & COLON and "quote" in takes and place + 1 < sentence.last:
            if classes[place + 1] & QUOTE:
                return take_quotes(sentence, place + 1)
            return Found(((place + 1, sentence.trim(place + 1, sentence.last)),), "colon")
        if one & QUOTE and place > start and may_skip and "quote" in takes and not classes[place - 1] & PREPOSITION:
            return take_quotes(sentence, place) if _is_speech(sentence, place) else None
        if one & QUOTE and place == start and "quote" in takes:
            return _finish(sentence, place, "quote")
        if one & (STOP | END) or not may_skip:
            return None
        if place > start and one & (AUXILIARY | MODAL | RELATIVE):
            return None
    return None


def _opens_clause(sentence: Sentence, place: int, start: int) -> bool:
    """Whether "that" opens a clause and does not stand for something: "said that", "said that was"."""
    if place + 1 >= sentence.last:
        return False
    following = sentence.region.classes[place + 1]
    if following & (END | STOP):
        return False
    return not (following & (AUXILIARY | MODAL) and place == start)


def _is_speech(sentence: Sentence, place: int) -> bool:
    """Whether a quotation is whole words of somebody and no name inside an adverbial."""
    region = sentence.region
    return region.ends[place] - region.starts[place] > 20 or place + 1 >= sentence.last


def take_quotes(sentence: Sentence, place: int) -> Found:
    """A quotation, those that follow it at once, and words between that belong to one sentence with it."""
    classes = sentence.region.classes
    end = place + 1
    while end < sentence.last and classes[end] & QUOTE:
        end += 1
    if end < sentence.last and not classes[end] & (COMMA | END | STOP):
        cut = sentence.find_cut(place)
        if cut > end and not classes[end] & (CONJUNCTION | PREPOSITION | SUBORDINATOR | ADVERB | TIME):
            end = cut
    return Found(((place, end),), "quote")


def _find_behind_addressee(sentence: Sentence, hit: Hit, start: int) -> Found | None:
    """A clause or infinitive without "that" behind the words for who is spoken to."""
    classes = sentence.region.classes
    place = start
    last = min(sentence.last, start + _MAX_BETWEEN)
    if classes[place] & (COMMA | END | STOP | CONJUNCTION):
        return None
    if classes[place] & OBJECT_PRONOUN:
        place += 1
    else:
        place = _skip_noun_phrase(sentence, place, last)
    while place < last and classes[place] & TIME:
        place += 1
    if place >= sentence.last:
        return None
    one = classes[place]
    if one & INFINITIVE and "infinitive" in hit.cue.takes:
        return _finish(sentence, place, "infinitive")
    if one & NEGATOR and place + 1 < last and classes[place + 1] & INFINITIVE:
        return _finish(sentence, place, "infinitive")
    if "clause" not in hit.cue.takes or one & (BREAK | CONJUNCTION | PREPOSITION | ADVERB | SUBORDINATOR | INFINITIVE):
        return None
    found = _finish(sentence, place, "clause")
    return found if found is not None and _may_be_clause(classes[place : found.ranges[0][1]]) else None


def _may_be_clause(classes: Sequence[int]) -> bool:
    """Whether these words can be a clause and are not the rest of a name."""
    return len(classes) > 5 or any(one & (PRONOUN | AUXILIARY | MODAL | PARTICIPLE) for one in classes)


def _skip_noun_phrase(sentence: Sentence, start: int, last: int) -> int:
    """Behind a short noun phrase: "two diplomats", "the Port Office", "reporters"."""
    classes = sentence.region.classes
    place = start
    while place < last and classes[place] & DETERMINER:
        place += 1
    capital = classes[place] & CAPITAL if place < last else 0
    head = place
    while place < last and not classes[place] & (BREAK | DETERMINER | PRONOUN | INFINITIVE | PREPOSITION | TIME):
        if classes[place] & (AUXILIARY | MODAL | NEGATOR | ADVERB | CONJUNCTION) or (
            place > head and bool(classes[place] & CAPITAL) != bool(capital)
        ):
            break
        place += 1
    return place


def find_content_before(sentence: Sentence, end: int) -> Range | None:
    """The clause that ends before the word `end`: from the sentence's head, or from the last semicolon."""
    classes = sentence.region.classes
    stop = sentence.trim(sentence.first, end)
    start = sentence.first
    for place in range(stop - 1, sentence.first, -1):
        if sentence.region.words[place] in (";", ":"):
            start = place + 1
            break
    while start < stop and classes[start] & (CONJUNCTION | COMMA | STOP):
        start += 1
    return (start, stop) if start < stop else None


def ends_like_speech(region: Region, place: int) -> bool:
    """Whether the quotation at `place` ends with a mark that lets a cue follow: “..., ” or “...?”."""
    quote = region.quotes.get(place)
    if quote is None:
        return False
    end = quote.end - len(quote.mark) if quote.closed else quote.end
    return region.text[end - 1 : end] in (",", "?", "!", "—", "…", ".", "-", "，")


def find_cuts(region: Region, first: int, last: int, hits: Sequence[Hit], sources: Sequence[int]) -> list[int]:
    """The places where a reported clause must end: semicolons, and where a further cue with its source begins.

    Args:
        sources: for each hit the place where its source begins, or its verb group where it has none.
    """
    classes = region.classes
    cuts = {place for place in range(first, last) if region.words[place] == ";"}
    for hit, source in zip(hits, sources, strict=True):
        place = source
        while place - 1 > first and classes[place - 1] & (CONJUNCTION | ADVERB) and not classes[place - 1] & DETERMINER:
            place -= 1
        if place <= first:
            continue
        comma = bool(classes[place - 1] & COMMA)
        joined = place < source
        if (hit.gerund or hit.cue.place in ("before source", "around source")) and comma:
            cuts.add(place - 1)
        elif source == hit.start and joined:
            cuts.add(place - 1 if comma else place)
        elif comma and (
            joined or hit.last >= last or classes[hit.last] & (COMMA | END) or "addressee" in hit.cue.takes
        ):
            cuts.add(place - 1)
        elif hit.cue.place == "before source":
            cuts.add(place)
    for place in range(first + 1, last - 2):
        if classes[place] & COMMA and classes[place + 1] & CONJUNCTION and classes[place + 2] & (AUXILIARY | AGENT):
            cuts.add(place)
    return sorted(cuts)
