"""What one cue in a sentence makes of the words around it: a source, a content, and the rule that said so."""

from msgspec import Struct

from sayso.extract.clauses import Sentence, find_content_before
from sayso.extract.contents import Found, ends_like_speech, find_content_behind, take_quotes
from sayso.extract.cues import Hit
from sayso.extract.lexicon import (
    ADVERB,
    AGENT,
    ATTRIBUTIVE,
    AUXILIARY,
    BREAK,
    CAPITAL,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    DASHES,
    DETERMINER,
    END,
    GERUND,
    INDEFINITE,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TIME,
)
from sayso.extract.sources import find_source_before, find_subject
from sayso.extract.sources_behind import find_source_behind

Range = tuple[int, int]

_MAX_ADVERBIAL = 7  # words in front of a cue that may only say when or where,
_MAX_ADVERBIAL_INVERTED = (
    3  # and where a verb may come first, so that a whole clause may open so: "В долине сошёл сель"
)

_RULES = {
    "that": "clause with that",
    "question": "question",
    "quote": "quotation behind its cue",
    "colon": "colon",
    "clause": "clause",
    "object": "object",
    "infinitive": "infinitive",
}


class Attribution(Struct, frozen=True):
    """Source, cue and content as places in the words of a region."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    rule: str


def read_verb(sentence: Sentence, hit: Hit, subject: Range | None, previous: tuple[Range, ...]) -> Attribution | None:
    """The attribution of an active verb, or None.

    Args:
        subject: the noun phrase before it.
        previous: the source of the cue before it in the sentence, which a verb without a subject shares.
    """
    cue = hit.places
    found = find_content_behind(sentence, hit, hit.last)
    if not hit.gerund:
        spoken = _read_speech_before(sentence, hit, subject, found)
        if spoken is not None:
            return spoken
    if "quotation only" in hit.cue.takes and (found is None or found.how not in ("quote", "colon")):
        return None
    if _may_be_inverted(sentence, hit, subject, found):
        inserted = _read_inserted(sentence, hit, None)
        if inserted is not None:
            return inserted
    if found is not None:
        if subject is not None:
            return Attribution((subject,), cue, found.ranges, _RULES[found.how])
        return _read_without_subject(sentence, hit, found, previous)
    return None if hit.gerund else _read_inserted(sentence, hit, subject)


def _may_be_inverted(sentence: Sentence, hit: Hit, subject: Range | None, found: Found | None) -> bool:
    """Whether what stands behind the cue is rather its source than what is said: "..., said Ann Ley"."""
    if found is not None and found.how == "clause":
        return _names_speaker(sentence, hit)
    if not sentence.region.settings.inversion or hit.start <= sentence.first or hit.gerund:
        return False
    before = sentence.region.classes[hit.start - 1]
    if found is None:
        return bool(before & (COMMA | STOP))
    return found.how == "object" and bool(before & COMMA) and subject is None


def _names_speaker(sentence: Sentence, hit: Hit) -> bool:
    """Whether a comma and a bare name stand around the cue: "..., said Ann Ley, the mayor"."""
    classes = sentence.region.classes
    if hit.start <= sentence.first or not classes[hit.start - 1] & COMMA:
        return False
    place, names = hit.last, 0
    while place < sentence.last and place < hit.last + 9 and not classes[place] & (COMMA | END):
        one = classes[place]
        if one & CAPITAL and not one & (PRONOUN | CONJUNCTION | SUBORDINATOR):
            names += 1
        elif (names and not one & ATTRIBUTIVE and sentence.region.words[place].isalnum()) or (
            one & (PRONOUN | AUXILIARY | PARTICIPLE | COMPLEMENTIZER | BREAK) and not one & DETERMINER
        ):
            return False
        place += 1
    return names > 0 and (place >= sentence.last or bool(classes[place] & (COMMA | END)))


def _read_without_subject(
    sentence: Sentence, hit: Hit, found: Found, previous: tuple[Range, ...]
) -> Attribution | None:
    """A gerund, or a further verb of the subject before: "and added that"."""
    cue = hit.places
    classes = sentence.region.classes
    before = classes[hit.start - 1] if hit.start > sentence.first else 0
    if hit.gerund:
        source = _find_gerund_source(sentence, hit, previous)
        return Attribution(source, cue, found.ranges, "gerund")
    if hit.start == sentence.first:
        return _read_dropped(sentence, hit, found)
    if before & COMMA:
        inserted = _read_inserted(sentence, hit, None)
        if inserted is not None:
            return inserted
    if before & (CONJUNCTION | COMMA):
        source = previous or as_ranges(find_subject(sentence.region, sentence.first, hit.start))
        return (
            Attribution(source, cue, found.ranges, "shared subject") if source else _read_dropped(sentence, hit, found)
        )
    return _read_dropped(sentence, hit, found)


def _read_dropped(sentence: Sentence, hit: Hit, found: Found) -> Attribution | None:
    """A verb whose subject is understood: "Dijo que ..."."""
    if not sentence.region.settings.drops_subjects or found.how not in ("that", "question", "quote", "colon"):
        return None
    return Attribution((), hit.places, found.ranges, _RULES[found.how])


def _find_gerund_source(sentence: Sentence, hit: Hit, previous: tuple[Range, ...]) -> tuple[Range, ...]:
    """Whose saying it is: the noun just before it, the subject it opens the sentence for, or the subject before."""
    region, first = sentence.region, sentence.first
    before = region.classes[hit.start - 1] if hit.start > first else 0
    if hit.start <= first + 1:
        return as_ranges(find_subject(region, first, sentence.last))
    if not before & (BREAK | PREPOSITION | CONJUNCTION | SUBORDINATOR | AUXILIARY | ADVERB):
        return as_ranges(find_source_before(region, first, hit.start, first)) or previous
    return previous or as_ranges(find_subject(region, first, hit.start))


def as_ranges(found: Range | None) -> tuple[Range, ...]:
    """A source as an attribution holds it: one range or none."""
    return (found,) if found is not None else ()


def _read_speech_before(sentence: Sentence, hit: Hit, subject: Range | None, found: Found | None) -> Attribution | None:
    """ "...", she said; "...", said the mayor: with a further quotation behind the cue, too."""
    if "quote" not in hit.cue.takes:
        return None
    region = sentence.region
    head = _skip_subordinator(sentence, min(subject[0], hit.start) if subject else hit.start)
    place = _step_over_dash(sentence, head) - 1
    dash = place + 1 < head
    comma = place > sentence.first and bool(region.classes[place] & COMMA)
    place -= comma
    if place < sentence.first or not region.classes[place] & QUOTE:
        return None
    if not comma and not dash and not ends_like_speech(region, place):
        return None
    if not region.classes[sentence.first] & QUOTE and (
        "clause" not in hit.cue.takes or (found is not None and found.how != "quote")
    ):
        return None
    source = subject or find_source_behind(region, hit.last, sentence.last, list_starts_behind(sentence, hit))
    before = find_content_before(sentence, place + 1)
    if before is None or (source is None and not region.settings.drops_subjects):
        return None
    content = [before]
    end = max(source[1], hit.last) if source is not None else hit.last
    content += _find_quotes_behind(sentence, end, found)
    return Attribution(as_ranges(source), hit.places, tuple(content), "quotation before its cue")


def _skip_subordinator(sentence: Sentence, head: int) -> int:
    """Before the "as" of "as the mayor said" in front of a cue and its source."""
    if head - 1 > sentence.first and sentence.region.classes[head - 1] & SUBORDINATOR:
        return head - 1
    return head


def _step_over_dash(sentence: Sentence, head: int) -> int:
    """Before the dash of "...", — said the mayor."""
    if head - 1 > sentence.first and sentence.region.words[head - 1] in DASHES:
        return head - 1
    return head


def list_starts_behind(sentence: Sentence, hit: Hit) -> frozenset[int]:
    """The places where the verb groups of the cues behind this one begin."""
    return frozenset(other.start for other in sentence.hits if other.start > hit.start)


def _find_quotes_behind(sentence: Sentence, start: int, found: Found | None) -> list[Range]:
    """The quotation that goes on behind "she said": at once or behind an adverbial."""
    if found is not None and found.how == "quote":
        return list(found.ranges)
    classes = sentence.region.classes
    for place in range(start, min(sentence.last - 1, start + 14)):
        if classes[place] & COMMA and classes[place + 1] & QUOTE:
            return list(take_quotes(sentence, place + 1).ranges)
        if classes[place] & (END | STOP):
            break
    return []


def _read_inserted(sentence: Sentence, hit: Hit, subject: Range | None) -> Attribution | None:
    """A cue behind or inside what is said without quotation marks: "The quay was closed, she said." """
    region, classes = sentence.region, sentence.region.classes
    denies = (
        region.settings.inversion and hit.cue.polarity == "negative"
    )  # "ФСИН это отрицает" denies what is not there
    closes = hit.last >= sentence.last or bool(classes[hit.last] & END)
    takes = "clause" in hit.cue.takes or ("that clause" in hit.cue.takes and closes and subject is not None)
    if denies or not takes:
        return None
    source = subject
    end = hit.last
    head = _step_over_dash(sentence, _skip_subordinator(sentence, min(subject[0], hit.start) if subject else hit.start))
    dash = region.settings.inversion and region.words[head] in DASHES
    if head <= sentence.first or not (classes[head - 1] & COMMA or dash):
        return None
    if source is None:
        source = find_source_behind(region, hit.last, sentence.last, list_starts_behind(sentence, hit))
        if source is None:
            return None
        end = source[1]
    before = find_content_before(sentence, head)
    rest = find_rest(sentence, end)
    if subject is not None and _is_reduced_relative(sentence, subject):
        return None
    if before is None or (not rest and (before[1] - before[0] < 2 or _is_adverbial(sentence, before))):
        return None
    content = [before, *rest]
    return Attribution((source,), hit.places, tuple(content), "inserted")


def _is_reduced_relative(sentence: Sentence, subject: Range) -> bool:
    """Whether "a charge the ministry" is no subject but a noun with the subject of a relative clause."""
    classes = sentence.region.classes
    if not classes[subject[0]] & INDEFINITE:
        return False
    inner = (place for place in range(subject[0] + 2, subject[1]) if classes[place] & DETERMINER)
    return any(not classes[place - 1] & (PREPOSITION | CONJUNCTION | COMMA) for place in inner)


def _is_adverbial(sentence: Sentence, before: Range) -> bool:
    """Whether the words before the cue only say when or where: "On Monday, she said"."""
    classes = sentence.region.classes
    one = classes[before[0]]
    opens = one & (PREPOSITION | SUBORDINATOR | ADVERB | TIME | GERUND) and not one & (DETERMINER | PRONOUN)
    most = _MAX_ADVERBIAL_INVERTED if sentence.region.settings.inversion else _MAX_ADVERBIAL
    if before[1] - before[0] > most:
        return False
    return bool(opens) and not any(two & COMMA for two in classes[before[0] : before[1]])


def find_rest(sentence: Sentence, start: int) -> list[Range]:
    """What goes on behind an inserted "she said,"."""
    classes = sentence.region.classes
    place = start
    while place < sentence.last and place < start + 10 and not classes[place] & BREAK:
        if not classes[place] & (TIME | PREPOSITION | DETERMINER | ADVERB) and place > start + 4:
            return []
        place += 1
    if place + 2 >= sentence.last or not classes[place] & COMMA:
        return []
    opens = classes[place + 1]
    if opens & (CONJUNCTION | GERUND | RELATIVE | SUBORDINATOR):
        return []
    end = sentence.find_cut(place + 1)
    return [(place + 1, end)] if end > place + 1 else []


def read_passive(sentence: Sentence, hit: Hit, subject: Range | None) -> Attribution | None:
    """ "was accused by the union of ...", "it is alleged that ...": the subject is no source."""
    region, classes = sentence.region, sentence.region.classes
    cue = hit.places
    start = hit.last
    source: tuple[Range, ...] = ()
    if start < sentence.last and classes[start] & AGENT:
        agent = find_source_behind(region, start + 1, sentence.last, list_starts_behind(sentence, hit))
        if agent is not None:
            source, start = (agent,), agent[1]
    found = find_content_behind(sentence, hit, start)
    if found is not None and found.how in ("that", "question"):
        return Attribution(source, cue, found.ranges, "passive")
    if "passive" not in hit.cue.takes or subject is None:
        return None
    if found is None and not source:
        return None
    ranges = found.ranges if found is not None else ()
    if "participle" in hit.cue.takes and hit.start > sentence.first and classes[hit.start - 1] & COMMA:
        ranges = tuple(_cut_at_comma(sentence, *part) for part in ranges)
    return Attribution(source, cue, (subject, *ranges), "passive")


def _cut_at_comma(sentence: Sentence, start: int, end: int) -> Range:
    classes = sentence.region.classes
    return start, next((place for place in range(start, end) if classes[place] & COMMA), end)
