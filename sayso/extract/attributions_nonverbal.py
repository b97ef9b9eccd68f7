"""Attributions whose cue is no verb of its source: "according to", "reportedly", "his claim that"."""

from collections.abc import Sequence

from sayso.extract.attributions import Attribution, as_ranges, find_rest, list_starts_behind
from sayso.extract.clauses import Sentence, find_content_before
from sayso.extract.contents import find_content_behind
from sayso.extract.cues import Hit
from sayso.extract.lexicon import (
    ADVERB,
    AGENT,
    AUXILIARY,
    BREAK,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    DETERMINER,
    END,
    NEGATOR,
    PARTICIPLE,
    PASSIVE,
    POSSESSIVE,
    PRONOUN,
    QUESTION,
    RELATIVE,
    STOP,
)
from sayso.extract.sources import find_source_before
from sayso.extract.sources_behind import find_source_behind

Range = tuple[int, int]

_MOST_NAME = 5  # words of a name that a comma sets off behind a source


def read_preposition(sentence: Sentence, hit: Hit) -> Attribution | None:
    """ "According to the port office, ..." and "..., according to the port office"."""
    classes = sentence.region.classes
    cue: tuple[Range, ...]
    if hit.behind_gap is not None:
        cue = ((hit.first, hit.last), hit.behind_gap)
        source: Range | None = (hit.last, hit.behind_gap[0])
        end = hit.behind_gap[1]
    else:
        cue = ((hit.first, hit.last),)
        source = None
        end = hit.last
    head = hit.first
    while head > sentence.first and classes[head - 1] & (CONJUNCTION | ADVERB) and not classes[head - 1] & DETERMINER:
        head -= 1
    if hit.behind_gap is None:
        set_off = COMPLEMENTIZER | COMMA if sentence.region.settings.inversion else COMPLEMENTIZER
        opens = head == sentence.first or bool(classes[head - 1] & set_off)
        source = _find_named(sentence, hit, opens=opens)
        end = source[1] if source else end
    if source is None:
        return None
    content: list[Range] = []
    if head > sentence.first and not classes[head - 1] & (STOP | COMPLEMENTIZER) and not _opens_clause(classes, head):
        before = find_content_before(sentence, head)
        content += [before] if before is not None else []
    reach = end + (1 if hit.behind_gap is not None else 12)
    comma = next((place for place in range(end, min(reach, sentence.last)) if classes[place] & COMMA), None)
    marked = _find_that(sentence, end)
    if marked is not None:
        content = [marked]
    elif not content:
        start = comma + 1 if comma is not None else end
        stop = sentence.find_cut(start)
        content += [(start, stop)] if stop > start else []
    else:
        content += find_rest(sentence, end)
    return Attribution((source,), cue, tuple(content), "according to") if content else None


def _opens_clause(classes: Sequence[int], head: int) -> bool:
    """Whether a preposition between commas stands right behind "that": "что, по словам егеря, ..."."""
    return bool(classes[head - 1] & COMMA) and head > 1 and bool(classes[head - 2] & COMPLEMENTIZER)


def _find_that(sentence: Sentence, end: int) -> Range | None:
    """The clause behind a source and its "that": "со ссылкой на источник, что ..."."""
    classes = sentence.region.classes
    place = end + 1 if end < sentence.last and classes[end] & COMMA else end
    if sentence.region.settings.bare_clauses or place + 1 >= sentence.last or not classes[place] & COMPLEMENTIZER:
        return None
    return place + 1, sentence.find_cut(place + 1)


def _find_named(sentence: Sentence, hit: Hit, *, opens: bool) -> Range | None:
    """The source behind a preposition: at the head of a sentence all that stands before the comma."""
    classes = sentence.region.classes
    source = find_source_behind(sentence.region, hit.last, sentence.last, list_starts_behind(sentence, hit))
    if source is None:
        return None
    if not opens:
        return source[0], _skip_name(sentence, source[1])
    for place in range(hit.last, min(sentence.last, hit.last + 25)):
        if classes[place] & COMMA and not (place + 1 < len(classes) and classes[place + 1] & RELATIVE):
            return source[0], _skip_name(sentence, place)
        if classes[place] & (END | STOP):
            break
    return source


def _skip_name(sentence: Sentence, end: int) -> int:
    """Behind the name that a comma sets off at the end of a clause, where one is: "según el alcalde, Otto Brae"."""
    region = sentence.region
    last = min(sentence.last, end + _MOST_NAME + 2)
    if end >= last or not region.classes[end] & COMMA:
        return end
    stop = next(
        (place for place in range(end + 1, last) if region.classes[place] & (COMMA | END | STOP)), sentence.last
    )
    named = all(region.text[region.starts[place]].isupper() for place in range(end + 1, stop))
    return stop if named and 1 < stop - end <= _MOST_NAME + 1 else end


def read_impersonal(sentence: Sentence, hit: Hit) -> Attribution | None:
    """ "reportedly", "it is said that": the sentence without the cue."""
    found = find_content_behind(sentence, hit, hit.last) if "clause" in hit.cue.takes else None
    cue = ((hit.first, hit.last),)
    if found is not None and found.how in ("that", "question", "clause"):
        return Attribution((), cue, found.ranges, "no source")
    before = find_content_before(sentence, hit.first)
    stop = sentence.find_cut(hit.last)
    behind = (hit.last, stop)
    while behind[0] < stop and sentence.region.classes[behind[0]] & COMMA:
        behind = (behind[0] + 1, stop)
    content = [part for part in (before, behind) if part is not None and part[0] < part[1]]
    return Attribution((), cue, tuple(content), "no source") if content else None


def read_rumour(sentence: Sentence, hit: Hit) -> list[Attribution]:
    """ "Le ministre aurait quitté le pays": what a form of the verb marks as heard; nothing in a condition."""
    classes = sentence.region.classes
    following = classes[hit.last] if hit.last < sentence.last else 0
    conditions = any(one & QUESTION for one in classes[sentence.first : sentence.last])
    if conditions or not following & (PARTICIPLE | PASSIVE | ADVERB | NEGATOR):
        return []
    found = read_impersonal(sentence, hit)
    return [found] if found is not None else []


def read_noun(sentence: Sentence, hit: Hit) -> Attribution | None:
    """ "his claim that ...", "the warning by the union that ..."."""
    region, classes = sentence.region, sentence.region.classes
    start = hit.last
    source: Range | None = None
    if classes[start] & AGENT:
        source = find_source_behind(region, start + 1, sentence.last, frozenset())
        start = source[1] if source else start
    for place in range(hit.first - 1, max(sentence.first, hit.first - 4) - 1, -1):
        if source is None and classes[place] & POSSESSIVE:
            if classes[place] & DETERMINER:
                source = (place, place + 1)
            else:
                source = find_source_before(region, sentence.first, place + 1, sentence.first)
        if classes[place] & (BREAK | PRONOUN | DETERMINER):
            break
    while start < sentence.last and not classes[start] & COMPLEMENTIZER:
        start += 1
    stop = sentence.find_cut(start)
    if stop <= start + 1 or classes[start + 1] & AUXILIARY:
        return None
    return Attribution(as_ranges(source), ((hit.first, hit.last),), ((start + 1, stop),), "noun")
