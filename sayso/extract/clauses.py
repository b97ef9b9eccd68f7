"""A sentence with its cues, and the places where a clause that somebody is said to have said must end."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from sayso.extract.cues import Hit
from sayso.extract.lexicon import (
    ADVERB,
    AGENT,
    AUXILIARY,
    COLON,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    DETERMINER,
    END,
    PREPOSITION,
    QUOTE,
    STOP,
)
from sayso.extract.regions import Region

Range = tuple[int, int]

_BRACKETS = {")": "(", "]": "["}
_ENDS_CLAUSE = (";", ":")


class Sentence(Struct, frozen=True):
    """A sentence of a region with its cues and the places where a reported clause must end."""

    region: Region
    first: int
    last: int
    hits: list[Hit]
    cuts: list[int]  # in order
    subjects: list[Range]  # noun phrases that may hold a relative clause with a cue of its own

    def find_cut(self, start: int) -> int:
        """The first place behind `start` where a clause ends, without the marks before it."""
        number = bisect_left(self.cuts, start + 1)
        end = self.cuts[number] if number < len(self.cuts) else self.last
        end = min([end, *(behind for first, behind in self.subjects if first < start < behind)])
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


def find_content_before(sentence: Sentence, end: int) -> Range | None:
    """The clause that ends before the word `end`: from the sentence's head, or from the last semicolon or colon."""
    classes = sentence.region.classes
    stop = sentence.trim(sentence.first, end)
    start = sentence.first
    for place in range(stop - 1, sentence.first, -1):
        if sentence.region.words[place] in _ENDS_CLAUSE:
            start = place + 1
            break
    while start < stop and classes[start] & (CONJUNCTION | COMMA | STOP):
        start += 1
    return (start, stop) if start < stop else None


def _may_be_inserted(region: Region, hit: Hit, first: int) -> bool:
    """Whether a cue behind a comma has its source behind it: "..., что визит отложен, передаёт агентство"."""
    if not region.settings.inversion or hit.cue.place != "after source" or "object" in hit.cue.takes:
        return False
    if hit.start <= first or not region.classes[hit.start - 1] & COMMA:
        return False
    return not region.classes[hit.last] & (COMMA | COLON | COMPLEMENTIZER | QUOTE | PREPOSITION)


def find_cuts(region: Region, first: int, last: int, hits: Sequence[Hit], sources: Sequence[int]) -> list[int]:
    """The places where a reported clause must end: semicolons, and where a further cue with its source begins.

    Args:
        sources: for each hit the place where its source begins, or its verb group where it has none.
    """
    classes = region.classes
    cuts = {place for place in range(first, last) if region.words[place] == ";"}
    cuts |= {hit.start - 1 for hit in hits if _may_be_inserted(region, hit, first)}
    for hit, source in zip(hits, sources, strict=True):
        place = source
        while place - 1 > first and classes[place - 1] & ADVERB and not classes[place - 1] & (CONJUNCTION | DETERMINER):
            place -= 1
        while place - 1 > first and classes[place - 1] & CONJUNCTION:
            place -= 1
        if not any(classes[behind] & CONJUNCTION for behind in range(place, source)):
            place = source
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
