"""Statements in languages that put spaces between words.

Each sentence is looked at on each level of quotation: its cues (`cues`), the noun phrase that
goes with each (`sources`) and what is said (`contents`). Which words do what is the language's data.
Each rule below has a name, and its score is the share of its finds, content and source, that the
annotators of PolNeAR agree with (924 English articles, the training and development parts); a rule
that English does not have takes the score of its neighbour.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, structs

from sayso.extract.attributions import Attribution, read_passive, read_verb
from sayso.extract.attributions_nonverbal import read_impersonal, read_noun, read_preposition, read_rumour
from sayso.extract.clauses import Sentence, find_cuts
from sayso.extract.contents import find_content_behind
from sayso.extract.cues import Hit, find_hits
from sayso.extract.drafts import Draft, Places
from sayso.extract.interrupted import INTERRUPTED, find_interrupted, include_marks
from sayso.extract.lexicon import (
    BACK,
    BREAK,
    CAPITAL,
    COMMA,
    COMPLEMENTIZER,
    DASHES,
    END,
    FIRST_PERSON,
    NUMBER,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    STOP,
    TIME,
    Lexicon,
    load_lexicon,
)
from sayso.extract.regions import Region, split_regions
from sayso.extract.sources import find_described, find_source_before
from sayso.extract.sources_behind import find_source_behind
from sayso.languages import Place
from sayso.read.reading import Reading

Range = tuple[int, int]

SCORES = {
    "quotation before its cue": 0.96,
    "quotation behind its cue": 0.88,
    "quotation around its cue": 0.88,
    "clause with that": 0.87,
    "clause": 0.81,
    "question": 0.75,
    "colon": 0.5,
    "object": 0.68,
    "infinitive": 0.62,
    "inserted": 0.78,
    "according to": 0.8,
    "shared subject": 0.56,
    "passive": 0.62,
    "gerund": 0.58,
    "noun": 0.4,
    "no source": 0.35,
    "rumour": 0.35,
    "points back": 0.6,
}


_OWN_WORDS = ("quotation around its cue", "quotation before its cue", "quotation behind its cue", "colon")
_MAX_SPEAKER = 25  # words in which a sentence behind a quotation must name its speaker


class Speech(Struct, frozen=True):
    """The last quotation with a speaker, so that one without can follow it."""

    number: int  # of its draft
    paragraph: int
    end: int  # the place behind its last word
    waits: bool  # it ended in a colon: what follows is said, in the next paragraph too


def find_drafts(reading: Reading) -> list[Draft]:
    """The attributions of a passage, outer and inner ones, in order of their cue."""
    lexicon = load_lexicon(reading.language)
    drafts: list[Draft] = []
    for region in split_regions(reading, lexicon):
        speech = find_interrupted(region, lexicon)
        drafts += [_make_draft(region, found, hit) for found, hit in speech]
        drafts += _read_region(region, lexicon, frozenset(hit.first for _, hit in speech))
    return sorted(drafts, key=lambda draft: (draft.cue, draft.content))


def _read_region(region: Region, lexicon: Lexicon, done: frozenset[int]) -> list[Draft]:
    drafts: list[Draft] = []
    more: dict[int, list[tuple[int, int]]] = {}  # what bare quotations add to a draft
    speech: Speech | None = None
    before: tuple[Range, int] | None = None  # the sentence before, where it is nobody's yet, and its paragraph
    for first, last, paragraph in _join_sentences(region, lexicon):
        told, before = before, ((first, last), paragraph)
        if any(first <= place < last for place in done):
            speech = None
            continue
        if speech is not None and _is_bare_quotation(region, first, last):
            if _follows(region, speech, first, paragraph):
                more.setdefault(speech.number, []).append(_trim_quotation(region, first, last))
                speech = Speech(speech.number, paragraph, last, False)
            continue
        hits = find_hits(region, first, last, lexicon)
        if not hits:
            speech = None if speech is not None and paragraph != speech.paragraph else speech
            continue
        found = _read_sentence(region, (first, last), hits)
        if told is not None and paragraph - told[1] <= 1:
            found = _point_back(region, (first, last), hits, told[0], found)
        before = None if found else before
        speech = _find_speech(found, len(drafts), last, paragraph)
        drafts += found
    for number, places in more.items():
        drafts[number] = structs.replace(drafts[number], content=(*drafts[number].content, *places))
    return drafts


def _point_back(region: Region, place: Range, hits: Sequence[Hit], told: Range, found: list[Draft]) -> list[Draft]:
    """Also what a sentence says of the one before it: "Мост закрыт. Об этом сообщил мэр, добавив, что ..."."""
    first, last = place
    hit = hits[0]
    if not region.classes[first] & BACK or hit.cue.place != "after source" or hit.gerund or hit.passive or hit.negated:
        return found
    if not {"clause", "that clause"} & {*hit.cue.takes} or any(
        one & BREAK for one in region.classes[first : hit.start]
    ):
        return found
    starts = frozenset(other.start for other in hits[1:])
    source = find_source_before(region, first + 1, hit.start, first + 1)
    source = source or find_source_behind(region, hit.last, last, starts)
    start, end = _skip_dateline(region, *told), told[1]
    while end > start and region.classes[end - 1] & END:
        end -= 1
    if source is None or end == start:
        return found
    back = _make_draft(region, Attribution((source,), hit.places, ((start, end),), "points back"), hit)
    more = (draft for draft in found if draft.cue != back.cue)
    return [back, *(structs.replace(one, source=back.source) if one.rule == "gerund" else one for one in more)]


def _join_sentences(region: Region, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """The sentences with their paragraphs; "... ?" and the "Ann Ley said" behind it are one."""
    begin: int | None = None
    for number, ((first, last), paragraph) in enumerate(zip(region.sentences, region.paragraphs, strict=True)):
        begin = first if begin is None else begin
        following = number + 1
        if (
            following < len(region.sentences)
            and region.paragraphs[following] == paragraph
            and _is_bare_quotation(region, begin, last)
            and _only_names_speaker(region, region.sentences[following], lexicon)
        ):
            continue
        yield begin, last, paragraph
        begin = None


def _only_names_speaker(region: Region, place: Range, lexicon: Lexicon) -> bool:
    """Whether a sentence says who said what stands before it, and nothing of what was said."""
    first, last = place
    hits = find_hits(region, first, min(last, first + _MAX_SPEAKER), lexicon)
    if not hits or "quote" not in hits[0].cue.takes or hits[0].gerund or hits[0].passive:
        return False
    subject = _find_subject(region, first, hits[0], first)
    if subject is None or subject[0] != first:
        return False
    sentence = Sentence(region, first, last, hits, [], [])
    return find_content_behind(sentence, hits[0], hits[0].last) is None


def _is_bare_quotation(region: Region, first: int, last: int) -> bool:
    return all(one & (QUOTE | END | COMMA | STOP) for one in region.classes[first:last]) and bool(
        region.classes[first] & QUOTE
    )


def _follows(region: Region, speech: Speech, first: int, paragraph: int) -> bool:
    if paragraph == speech.paragraph or speech.waits:
        return True
    return region.quotes[first].continues


def _trim_quotation(region: Region, first: int, last: int) -> tuple[int, int]:
    end = last
    while end > first + 1 and not region.classes[end - 1] & QUOTE:
        end -= 1
    return region.span(first, end)


def _find_speech(found: Sequence[Draft], count: int, last: int, paragraph: int) -> Speech | None:
    for number in range(len(found) - 1, -1, -1):
        if found[number].rule.startswith("quotation") or found[number].rule == "inserted":
            return Speech(count + number, paragraph, last, False)
    return None


def _read_sentence(region: Region, place: Range, hits: list[Hit]) -> list[Draft]:
    first, last = place
    first = _skip_dateline(region, first, last)
    rumours = [hit for hit in hits if "rumour" in hit.cue.takes]
    hits = [hit for hit in hits if "rumour" not in hit.cue.takes]
    behind = [first, *(hit.last if hit.start > first else first for hit in hits)]
    subjects = [_find_subject(region, first, hit, clause) for hit, clause in zip(hits, behind, strict=False)]
    subjects = [_cut_subject(region, subject, hits) for subject in subjects]
    begins = [min(subject[0], hit.start) if subject else hit.start for hit, subject in zip(hits, subjects, strict=True)]
    long_subjects = [subject for subject in subjects if subject is not None and subject[1] - subject[0] > 2]
    sentence = Sentence(region, first, last, hits, find_cuts(region, first, last, hits, begins), long_subjects)
    drafts: list[Draft] = []
    previous: tuple[Range, ...] = ()  # the source of the cue before, which a further verb shares
    main: tuple[Range, ...] = ()  # that of the first, which a gerund behind a comma goes with
    for hit, subject in zip(hits, subjects, strict=True):
        for one in (hit, *hit.others):
            found = _read_hit(sentence, one, subject, main if one.gerund else previous)
            if found is not None and not _is_idle(region, found, one, drafts):
                drafts.append(_make_draft(region, found, one))
                previous = found.source or previous
                main = main or previous
                break
        else:
            previous = (subject,) if subject is not None else previous
            main = main or previous
    return drafts or [_make_draft(region, found, hit) for hit in rumours for found in read_rumour(sentence, hit)]


def _cut_subject(region: Region, subject: Range | None, hits: Sequence[Hit]) -> Range | None:
    """The subject without an inserted "she said" that its two commas enclose; a relative clause stays."""
    if subject is None or not any(subject[0] < hit.first < subject[1] for hit in hits):
        return subject
    for place in range(subject[0] + 1, subject[1]):
        if region.classes[place] & COMMA:
            return subject if region.classes[place + 1] & (RELATIVE | PREPOSITION) else (subject[0], place)
    return subject


def _is_idle(region: Region, found: Attribution, hit: Hit, drafts: Sequence[Draft]) -> bool:
    """Whether a statement adds no speaker: "said in a statement that", or "we think" inside a quotation."""
    if found.rule == "noun":
        return any(draft.content[0][0] == _find_places(region, found)[0][0] for draft in drafts)
    if found.rule == "inserted" and len(found.content) == 1 and drafts and drafts[-1].source:
        words = region.span(*found.content[0])  # "По данным порта, мэр узнал ...": the port is what was said of none
        if words[0] == drafts[-1].cue[0][0] and words[1] <= drafts[-1].source[-1][1]:
            return True
    source = found.source[0] if found.source else None
    own = source is not None and bool(region.classes[source[0]] & FIRST_PERSON)
    return own and region.depth > 0 and hit.cue.act == "believe"


def _skip_dateline(region: Region, first: int, last: int) -> int:
    """Behind "MOMBASA - " or "LONDON, May 3 (Agency) — " at the head of a sentence."""
    for place in range(first, min(last - 1, first + 9)):
        if place > first and region.words[place] in DASHES:
            plain = not region.classes[place + 1] & (CAPITAL | NUMBER | QUOTE) and region.settings.inversion
            return first if plain else place + 1
        if not region.classes[place] & (CAPITAL | NUMBER | COMMA | STOP | TIME):
            break
    return first


def _find_subject(region: Region, first: int, hit: Hit, clause: int) -> Range | None:
    if hit.cue.place != "after source" or hit.gerund:
        return None
    if hit.asked is not None:
        return hit.asked
    if "participle" in hit.cue.takes:
        return find_described(region, first, hit.start)
    return find_source_before(region, first, hit.start, clause)


def _read_hit(sentence: Sentence, hit: Hit, subject: Range | None, previous: tuple[Range, ...]) -> Attribution | None:
    if hit.negated and hit.cue.negated == "no statement":
        return None
    if hit.unsaid and not hit.negated:
        return None
    if hit.cue.place == "after source":
        return read_passive(sentence, hit, subject) if hit.passive else read_verb(sentence, hit, subject, previous)
    return _READERS[hit.cue.place](sentence, hit)


_READERS: dict[Place, Callable[[Sentence, Hit], Attribution | None]] = {
    "before source": read_preposition,
    "around source": read_preposition,
    "no source": read_impersonal,
    "noun": read_noun,
}


def _make_draft(region: Region, found: Attribution, hit: Hit) -> Draft:
    polarity = hit.cue.negated if hit.negated else hit.cue.polarity
    if polarity == "negative" and not hit.negated and found.rule in _OWN_WORDS:
        polarity = "positive"  # he denied it: "I never sold it"
    if polarity == "no statement":
        raise AssertionError(found)
    return Draft(
        source=tuple(region.span(*part) for part in found.source),
        cue=tuple(region.span(*part) for part in found.cue),
        content=_find_places(region, found),
        act=hit.cue.act,
        polarity=polarity,
        rule=found.rule,
        score=SCORES[found.rule],
    )


def _find_places(region: Region, found: Attribution) -> Places:
    places = tuple(region.span(*_include_that(region, part, found.cue)) for part in found.content)
    return include_marks(region, places) if region.quote is not None and found.rule == INTERRUPTED else places


def _include_that(region: Region, part: Range, cue: tuple[Range, ...]) -> Range:
    """What is said with the "that" that opens it, as trained annotators mark it (PolNeAR)."""
    before = part[0] - 1
    opened = before >= 0 and region.classes[before] & COMPLEMENTIZER
    return (before, part[1]) if opened and not any(first <= before < last for first, last in cue) else part
