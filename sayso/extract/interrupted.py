"""Speech that the reporter interrupts between dashes inside its own quotation marks.

«Мы придём, — сказал он. — Ждите нас», and speech behind a dash at the head of a line: the words that
name the speaker stand among those that are said, set off by dashes. All else in the quotation is content.
"""

from collections.abc import Iterator

from sayso.extract.attributions import Attribution
from sayso.extract.cues import Hit, find_hits
from sayso.extract.drafts import Places
from sayso.extract.lexicon import (
    COMMA,
    DASHES,
    END,
    PRONOUN,
    Lexicon,
)
from sayso.extract.regions import Region
from sayso.extract.sources_behind import find_source_behind

Range = tuple[int, int]

INTERRUPTED = "quotation around its cue"
_MAX_ASIDE = 30  # words between the two dashes


def find_interrupted(region: Region, lexicon: Lexicon) -> list[tuple[Attribution, Hit]]:
    """The quotation of the region with the speaker named inside it, or nothing where no dash sets one off.

    A quotation that names its speaker twice has one statement for each name.
    """
    if region.quote is None or not any(word in DASHES for word in region.words):
        return []
    asides = list(_find_asides(region, lexicon))
    found = []
    for number, (dash, end, source, hit) in enumerate(asides):
        begin = asides[number - 1][1] if number else 0
        stop = asides[number + 1][0] if number + 1 < len(asides) else len(region.words)
        parts = [(begin, dash)] if number == 0 else []
        trimmed = (_trim(region, *part) for part in (*parts, (end, stop)))
        content = tuple(part for part in trimmed if part is not None)
        if content:
            found.append((Attribution((source,) if source else (), hit.places, content, INTERRUPTED), hit))
    return found


def include_marks(region: Region, places: Places) -> Places:
    """The places, with the quotation marks of the region where they reach its first or last word."""
    quote = region.quote
    if quote is None or quote.mark in DASHES:
        return places
    ends = {region.ends[-1]: quote.end} if quote.closed else {}
    starts = {region.starts[0]: quote.start}
    return tuple((starts.get(start, start), ends.get(end, end)) for start, end in places)


def _find_asides(region: Region, lexicon: Lexicon) -> Iterator[tuple[int, int, Range | None, Hit]]:
    """The first dash, the place behind the second, the source and the cue of each aside."""
    reach = 0
    for first, last in region.sentences:
        for hit in find_hits(region, first, last, lexicon):
            aside = _read_aside(region, hit, last) if hit.start > reach else None
            if aside is not None:
                yield aside
                reach = aside[1]


def _read_aside(region: Region, hit: Hit, last: int) -> tuple[int, int, Range | None, Hit] | None:
    before = hit.start - 1
    if hit.cue.place != "after source" or hit.passive or hit.unsaid or hit.negated:
        return None
    subject: Range | None = None
    if before > 0 and region.classes[before] & PRONOUN:
        subject, before = (before, before + 1), before - 1
    if before < 1 or region.words[before] not in DASHES or "quote" not in hit.cue.takes:
        return None
    source = subject or find_source_behind(region, hit.last, last, frozenset())
    start = source[1] if source is not None else hit.last
    return before, _find_aside_end(region, start), source, hit


def _find_aside_end(region: Region, start: int) -> int:
    """Behind the dash with which speech goes on, or the end of the quotation where none follows."""
    for place in range(start, min(len(region.words), start + _MAX_ASIDE)):
        if region.words[place] in DASHES:
            end = place + 1
            while end < len(region.words) and region.classes[end] & (COMMA | END):
                end += 1
            return end
        if region.classes[place] & END and place + 1 < len(region.words) and region.words[place + 1] not in DASHES:
            break
    return len(region.words)


def _trim(region: Region, first: int, last: int) -> Range | None:
    while first < last and region.words[first] in DASHES:
        first += 1
    while last > first and (region.words[last - 1] in DASHES or region.classes[last - 1] & COMMA):
        last -= 1
    return (first, last) if first < last else None
