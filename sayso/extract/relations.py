"""Relations: who holds which place in which body or country, and from when to when.

A person's name and the name of a body make a relation where only a word for a role, and what ties nouns together,
stands between them ("Chile's mining minister, Ada Lind", "Ada Lind, a professor at Corlea University"), or a verb that
says so ("elected Ada Lind as its president", "heads the board"). Where a body is only understood there is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.extract.factuality import find_inside
from sayso.ids import make_id
from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.once import once_a_language
from sayso.read.reading import Reading
from sayso.read.wordtrie import compile_words
from sayso.records import DateValue, Mention, Relation, Span, Statement, Value
from sayso.text.han import simplify

STEP = "extract.relations"
VERSION = "0.1"
_BODIES = frozenset(["PublicBody", "Organization", "Company", "Country", "Place", "Group"])
_LONGEST_GAP = 60  # characters between a name and its body
_LONGEST_WORDS = 9
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")
_BREAKS = frozenset(';:.!?。；：！？“”"')


class RoleWords(Struct, frozen=True):
    """A language's words for roles."""

    roles: frozenset[str]
    pattern: re.Pattern[str]  # the same where words are not separated
    ties: frozenset[str]
    verbs: frozenset[str]
    members: frozenset[str]


@once_a_language
def load_role_words(language: Language) -> RoleWords:
    """The words for roles of a language, folded for comparison."""
    titles = [title.word for title in language.titles if title.schema == "Person" and title.place == "either"]
    roles = [*titles, *language.happenings.roles]
    words, happenings = language.settings.words, language.happenings
    places = happenings.adpositions
    ties = [*words.determiners, *words.indefinites, *words.attributives, *happenings.determiners, *happenings.genitives]
    ties += [word for group in ("of", "in", "for", "on", "from", "with") for word in places.get(group, ())]
    return RoleWords(
        roles=frozenset(_fold(part, language) for role in roles for part in (role, role.split()[-1])),
        pattern=compile_words(roles),
        ties=frozenset(ties),
        verbs=frozenset([*happenings.holds_role, *happenings.starts_role]),
        members=frozenset(happenings.members),
    )


def _fold(word: str, language: Language) -> str:
    return strip_case(word, language.naming).lower()


def find_relations(
    readings: Sequence[Reading],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    dates: Sequence[DateValue],
) -> list[Relation]:
    """The relations of a document in order of place; each pair of mentions once."""
    ordered = sorted((m for m in mentions if m.form != "pronoun"), key=lambda m: (m.span.start, -m.span.end))
    starts = [mention.span.start for mention in ordered]
    relations: dict[str, Relation] = {}
    for reading in readings:
        for start, end in reading.sentences:
            inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            for person, body, role in _find_pairs(reading, inside):
                clause = Span(
                    reading.document.id, min(person.span.start, body.span.start), max(person.span.end, body.span.end)
                )
                holding = [date for date in dates if start <= date.value.span.start < end]
                relation = _make(reading, (person, body, role), clause, statements, holding)
                relations.setdefault(relation.id, relation)
    return list(relations.values())


def _find_pairs(reading: Reading, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, Span | None]]:
    persons = [m for m in mentions if m.schema == "Person" and m.form == "name"]
    bodies = [m for m in mentions if m.schema in _BODIES]
    for person in persons:
        found = [(_read_gap(reading, person, body, mentions), body) for body in bodies if not _overlap(person, body)]
        fitting = [(gap, body) for gap, body in found if gap is not None]
        if fitting:
            gap, body = min(fitting, key=lambda each: (each[0].distance, -(each[1].span.end - each[1].span.start)))
            yield person, body, gap.role


class Gap(Struct, frozen=True):
    """What ties a person to a body."""

    distance: int
    role: Span | None


def _overlap(left: Mention, right: Mention) -> bool:
    return left.span.start < right.span.end and right.span.start < left.span.end


def _read_gap(reading: Reading, person: Mention, body: Mention, mentions: Sequence[Mention]) -> Gap | None:
    """The gap between the two where nothing else stands in it than a role and what ties nouns."""
    first, last = sorted((person, body), key=lambda mention: mention.span.start)
    start, end = first.span.end, last.span.start
    if not 0 <= end - start <= _LONGEST_GAP:
        return None
    if any(start <= m.span.start and m.span.end <= end and m.schema == "Person" and m.form == "name" for m in mentions):
        return None
    if reading.language.settings.spaced:
        return _read_words(reading, person, (start, end), first is body)
    return _read_characters(reading, (start, end), first is body)


def _read_words(reading: Reading, person: Mention, gap: tuple[int, int], body_first: bool) -> Gap | None:
    words = load_role_words(reading.language)
    pieces = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(reading.text, *gap)]
    if len(pieces) > _LONGEST_WORDS or any(word in _BREAKS for _, _, word in pieces):
        return None
    roles = [piece for piece in pieces if _fold(piece[2], reading.language) in words.roles]
    commas = sum(word == "," for _, _, word in pieces)
    if roles and commas <= 1 and _is_noun_phrase(reading, pieces, words):
        return Gap(gap[1] - gap[0], Span(reading.document.id, _role_start(pieces, roles, words), roles[-1][1]))
    if any(word.lower() in words.verbs for _, _, word in pieces) and commas == 0 and len(pieces) <= 5:
        return Gap(gap[1] - gap[0] + _LONGEST_GAP, None)
    leads = _find_lead(reading, person if not body_first else None, words)
    tied = all(word.lower() in words.ties or word == "," for _, _, word in pieces)
    if leads and tied and len(pieces) <= 3:
        return Gap(gap[1] - gap[0], leads)
    if body_first and tied and len(pieces) <= 1:
        return _read_lead_of_body(reading, gap, words)
    return None


def _is_noun_phrase(reading: Reading, pieces: Sequence[tuple[int, int, str]], words: RoleWords) -> bool:
    """Whether no verb of speaking and no conjunction stands in the gap."""
    cues = load_cue_words(reading.language)
    return not any(word.lower() in cues or word.lower() in words.verbs for _, _, word in pieces)


@once_a_language
def load_cue_words(language: Language) -> frozenset[str]:
    """The single words that end a noun phrase: reporting verbs, auxiliaries, conjunctions, relatives."""
    words, happenings = language.settings.words, language.happenings
    cues = {form for cue in language.cues for form in cue.forms if " " not in form}
    return frozenset(
        {*cues, *words.auxiliaries, *happenings.conjunctions, *happenings.relatives, *words.relatives, *words.modals}
    )


def _role_start(pieces: Sequence[tuple[int, int, str]], roles: Sequence[tuple[int, int, str]], words: RoleWords) -> int:
    """Where the words for the role begin: behind the article, with the adjectives."""
    start = roles[0][0]
    for begin, _, word in reversed([piece for piece in pieces if piece[0] < start]):
        if not word[0].isalpha() or word.lower() in words.ties or len(word) < 3:
            break
        start = begin
    return start


def _find_lead(reading: Reading, person: Mention | None, words: RoleWords) -> Span | None:
    """A role in front of the name: "Hydrologist Ada Lind of Corlea University"."""
    if person is None:
        return None
    before = [
        (m.start(), m.end(), m.group())
        for m in _WORD.finditer(reading.text, max(0, person.span.start - 40), person.span.start)
    ]
    if before and _fold(before[-1][2], reading.language) in words.roles:
        return Span(reading.document.id, before[-1][0], before[-1][1])
    return None


def _read_lead_of_body(reading: Reading, gap: tuple[int, int], words: RoleWords) -> Gap | None:
    """A role in front of the body: "the ambassador of Peru, Ada Lind", "директор завода Ада Линд"."""
    body_end = gap[0]
    window = max(reading.passage.span.start, body_end - _LONGEST_GAP)
    before = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(reading.text, window, body_end)]
    for begin, stop, word in reversed(before):
        if word in _BREAKS or word == ",":
            return None
        if _fold(word, reading.language) in words.roles:
            return Gap(gap[1] - gap[0] + 1, Span(reading.document.id, begin, stop))
    return None


def _read_characters(reading: Reading, gap: tuple[int, int], body_first: bool) -> Gap | None:
    """The same where words are not separated: the body, perhaps a part of it, the role, the name."""
    words = load_role_words(reading.language)
    text = simplify(reading.text[gap[0] : gap[1]])
    if any(mark in text for mark in "，。；,、！？") or len(text) > 14:
        return None
    found = list(words.pattern.finditer(text))
    if body_first and found and found[-1].end() == len(text.rstrip()):
        return Gap(gap[1] - gap[0], Span(reading.document.id, gap[0], gap[0] + found[-1].end()))
    if not body_first and any(verb in text for verb in words.verbs):
        return Gap(gap[1] - gap[0] + _LONGEST_GAP, None)
    return None


def _make(
    reading: Reading,
    pair: tuple[Mention, Mention, Span | None],
    clause: Span,
    statements: Sequence[Statement],
    dates: Sequence[DateValue],
) -> Relation:
    person, body, role = pair
    inside = find_inside(statements, clause.start, clause.end)
    words = reading.text[role.start : role.end].lower() if role else ""
    listed = load_role_words(reading.language)
    official = any(title.word.lower() in words for title in reading.language.titles if title.schema == "Person")
    kind = "membership" if words in listed.members else "role" if official or not words else "affiliation"
    return Relation(
        id=make_id("r", reading.document.id, [person.span, body.span]),
        made_by=f"{STEP} {reading.language.code} {VERSION}",
        score=0.6,
        relation_type="membership" if kind == "membership" else "role" if kind == "role" else "affiliation",
        subject=person.id,
        object=body.id,
        role=role,
        clause=clause,
        since=_find_bound(dates, "since"),
        until=_find_bound(dates, "until"),
        stated_in=inside.id if inside else None,
    )


def _find_bound(dates: Sequence[DateValue], bound: str) -> Value | None:
    """The date with which the role begins or ends, where the sentence names exactly one; its named end alone."""
    found = [date for date in dates if date.relation == bound and date.value.normal]
    if len(found) != 1:
        return None
    value = found[0].value
    return Value(span=value.span, normal=(value.normal or "").strip("./") or None)
