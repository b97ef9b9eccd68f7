"""Where what is said begins and ends behind its cue."""

from collections.abc import Sequence

from msgspec import Struct

from sayso.extract.clauses import Sentence
from sayso.extract.cues import Hit
from sayso.extract.lexicon import (
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
    INFINITIVE,
    MODAL,
    NEGATOR,
    NUMBER,
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
_INNER_MARKS = "'’”\" \u00a0»"
_VERB = AUXILIARY | MODAL | RELATIVE


class Found(Struct, frozen=True):
    """A content and how it was found."""

    ranges: tuple[Range, ...]
    how: str  # that, question, quote, colon, clause, object, infinitive


def find_content_behind(sentence: Sentence, hit: Hit, start: int) -> Found | None:
    """What the cue takes at or behind the word `start`, or None where nothing follows."""
    classes, last = sentence.region.classes, sentence.last
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
    return _find_unmarked(sentence, hit, place)


def _find_unmarked(sentence: Sentence, hit: Hit, place: int) -> Found | None:
    """A clause, an object or an infinitive without "that", at `place` or behind an adverbial."""
    takes, last = hit.cue.takes, sentence.last
    one = sentence.region.classes[place]
    if "addressee" in takes:
        return _find_behind_addressee(sentence, hit, place)
    rough = _is_rough(sentence, place)
    adverbial = bool(one & PREPOSITION) and not one & (DETERMINER | INFINITIVE) and not rough
    infinitive = _find_infinitive(sentence, place) if adverbial and "infinitive" in takes else None
    if infinitive is not None:
        return _finish(sentence, infinitive, "infinitive")
    if adverbial and "clause" in takes and sentence.region.settings.bare_clauses:
        behind = _skip_adverbials(sentence, place)
        place = place if behind == last and one & ATTRIBUTIVE else behind
    how = _choose_unmarked(sentence, hit, place) if place < last else ""
    return _finish(sentence, place, how) if how else None


def _is_rough(sentence: Sentence, place: int) -> bool:
    """Whether a rough number stands there: "about 6,000 people gathered"."""
    region = sentence.region
    if place + 1 >= sentence.last or not region.classes[place + 1] & NUMBER:
        return False
    return region.words[place] in region.settings.words.approximators


def _is_taken_for(sentence: Sentence, start: int) -> bool:
    """Whether the words behind a verb say for what something is taken: "the visit as a message"."""
    region, namers = sentence.region, sentence.region.settings.words.namers
    for place in range(start, min(sentence.last - 1, start + _MAX_BETWEEN)):
        if region.classes[place] & BREAK:
            return False
        if place > start and region.words[place] in namers:
            return not region.classes[place + 1] & PRONOUN  # "saw him as he left"
    return False


def _find_infinitive(sentence: Sentence, start: int) -> int | None:
    """The infinitive behind "on Sunday" or "in a speech", or None where a mark comes first."""
    classes = sentence.region.classes
    for place in range(start, min(sentence.last, start + 8)):
        if classes[place] & INFINITIVE and not classes[place - 1] & INFINITIVE:
            return place
        if classes[place] & BREAK:
            break
    return None


def _skip_adverbials(sentence: Sentence, start: int) -> int:
    """Behind "in a statement on Friday" where a clause follows without "that", else behind all words."""
    classes = sentence.region.classes
    place, end = start, sentence.find_cut(start)
    while place < end and classes[place] & (PREPOSITION | TIME) and not classes[place] & DETERMINER:
        place = place + 1 if classes[place] & TIME else _skip_noun_phrase(sentence, place + 1, end)
    rest = classes[place:end]
    opens = place < end and classes[place] & (DETERMINER | PRONOUN | CAPITAL)
    return place if opens and any(one & (AUXILIARY | MODAL) for one in rest) else sentence.last


def _choose_unmarked(sentence: Sentence, hit: Hit, place: int) -> str:
    """What begins at `place` without "that", or nothing where it cannot be what the cue takes."""
    takes = hit.cue.takes
    one = sentence.region.classes[place]
    raised = hit.passive and "passive" in takes
    if one & INFINITIVE and ("infinitive" in takes or raised):
        return "infinitive"
    if "object" in takes or raised or ("object as" in takes and _is_taken_for(sentence, place)):
        return "object"
    if "infinitive" in takes and not one & PREPOSITION and _has_infinitive(sentence, place):
        return "infinitive"
    rough = _is_rough(sentence, place)
    opens = not one & (PREPOSITION | ADVERB | SUBORDINATOR | GERUND | RELATIVE) or bool(one & DETERMINER) or rough
    return "clause" if "clause" in takes and opens and sentence.region.settings.bare_clauses else ""


def _finish(sentence: Sentence, start: int, how: str) -> Found | None:
    while start < sentence.last and sentence.region.classes[start] & COMMA:
        start += 1  # "warned that, unless they were freed, the strike would spread"
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
        if any(hit.start == place + 1 for hit in sentence.hits):
            return sentence.trim(start, place)
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
    infinitive = classes[start] & INFINITIVE and "infinitive" in hit.cue.takes
    adverbial = classes[start] & (PREPOSITION | ADVERB | TIME) and not infinitive
    may_skip = bool(adverbial) or "addressee" in hit.cue.takes
    for place in range(start, min(sentence.last, start + _MAX_BETWEEN)):
        one = classes[place]
        found = _read_mark(sentence, hit, place, start, may_skip=may_skip)
        if found is not None:
            return found
        if not may_skip or one & (COMMA | COLON | STOP | END) or (place > start and one & _VERB):
            return None
    return None


def _read_mark(sentence: Sentence, hit: Hit, place: int, start: int, *, may_skip: bool) -> Found | None:
    one = sentence.region.classes[place]
    takes = hit.cue.takes
    if one & COMPLEMENTIZER:
        fits = hit.passive or "clause" in takes or "that clause" in takes
        return _finish(sentence, place + 1, "that") if fits and _opens_clause(sentence, place, start) else None
    if one & QUESTION:
        return _finish(sentence, place, "question") if "clause" in takes and place + 1 < sentence.last else None
    if one & (COMMA | COLON) and place + 1 < sentence.last:
        return _read_behind_mark(sentence, hit, place)
    if one & QUOTE and "quote" in takes:
        return _read_quotation(sentence, place, start, may_skip=may_skip)
    return None


def _read_behind_mark(sentence: Sentence, hit: Hit, place: int) -> Found | None:
    """What follows a comma or a colon behind the cue."""
    following = sentence.region.classes[place + 1]
    takes = hit.cue.takes
    if following & QUOTE and "quote" in takes:
        return take_quotes(sentence, place + 1)
    if following & QUESTION and "clause" in takes and not sentence.region.settings.bare_clauses:
        return _finish(sentence, place + 1, "question")
    if following & COMPLEMENTIZER and ("clause" in takes or "that clause" in takes):
        return _finish(sentence, place + 2, "that")
    if following & (ADVERB | PREPOSITION | TIME) and sentence.region.classes[place] & COMMA:
        return _read_behind_insertion(sentence, hit, place + 1)
    if sentence.region.classes[place] & COLON and "quote" in takes:
        return Found(((place + 1, sentence.trim(place + 1, sentence.last)),), "colon")
    return None


def _read_behind_insertion(sentence: Sentence, hit: Hit, start: int) -> Found | None:
    """What follows a word or phrase between commas behind the cue: "said, however, that ..."."""
    classes = sentence.region.classes
    for place in range(start + 1, min(sentence.last - 1, start + 8)):
        if classes[place] & COMMA:
            marked = classes[place + 1] & (COMPLEMENTIZER | QUOTE)
            return _read_behind_mark(sentence, hit, place) if marked else None
        if classes[place] & (BREAK | _VERB):
            break
    return None


def _read_quotation(sentence: Sentence, place: int, start: int, *, may_skip: bool) -> Found | None:
    if place == start:
        return _finish(sentence, place, "quote")
    if may_skip and not sentence.region.classes[place - 1] & PREPOSITION and _is_speech(sentence, place):
        return take_quotes(sentence, place)
    return None


def _opens_clause(sentence: Sentence, place: int, start: int) -> bool:
    """Whether "that" opens a clause and does not stand for something: "said that", "said that was"."""
    if place + 1 >= sentence.last:
        return False
    following = sentence.region.classes[place + 1]
    if following & (END | STOP):
        return False
    stands = bool(following & (AUXILIARY | MODAL)) and place == start
    return not (stands and sentence.region.settings.bare_clauses)


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
    bare = "clause" in hit.cue.takes and sentence.region.settings.bare_clauses
    if not bare or one & (BREAK | CONJUNCTION | PREPOSITION | ADVERB | SUBORDINATOR | INFINITIVE):
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


def ends_like_speech(region: Region, place: int) -> bool:
    """Whether the quotation at `place` ends with a mark that lets a cue follow: “..., ” or “...?”."""
    quote = region.quotes.get(place)
    if quote is None:
        return False
    end = quote.end - len(quote.mark) if quote.closed else quote.end
    return region.text[quote.start : end].rstrip(_INNER_MARKS)[-1:] in (",", "?", "!", "—", "…", ".", "-", "，")
