"""Noun phrases for a place held: "Chile's mining minister, Ada Lind", "a professor of law at Corlea University".

A phrase is found around its nouns for a role: what they are of, on either side, and who holds it, in front, behind,
or over a verb of being. All of it is read from the letters of `relation_line`.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.extract.relation_line import Line
from sayso.extract.relation_words import (
    AS,
    BODY,
    COMMA,
    COPULA,
    FORMER,
    LAND,
    MAYBE,
    NAME,
    NOT,
    NOUN,
    OWN,
    PEOPLE,
    PERSON,
    PLANNED,
    WORD,
)
from sayso.languages.relating import RoleNoun
from sayso.records import Factuality

_CORE = re.compile(r"R(?:[mNAe]?R|&d?[mNA]{0,2}R)*")
_TAIL = re.compile(r"od?[mNA]{1,2}(?![mNA])")
_OF = re.compile(r"(?:o?d?[mNA]{1,3}?)??([oij])[dh]?(?:y[mN]?(?=[BLP]))?[mNA]{0,2}([BLPy])(?:i[dh]?L)?")
_CASE = re.compile(r"(?:y[mN]{0,2}(?=[BL]))?[mN]{0,2}([BLy])(?:iL)?")
_BEHIND_HOLDER = re.compile(r"P[oij]d?(?:y(?=[BL]))?[mN]{0,2}([BL])")
_OVER_VERB = re.compile(r"([PBLq])(?:,?w)?([nf?m]{0,4})=([nf?mD]*)$")
_INSERTED = re.compile(r"([PBLq]),[^,.cV]{1,12},(n?)=(n?)$")
_MODIFIERS = 3  # words between an owner and the role
_LONGEST_PLAIN = 10  # characters of the same where words are not separated
_REACH = 24  # letters in front of a phrase in which its subject is looked for
_ENDS = {PERSON: "person", BODY: "body", LAND: "land"}


class Phrase(Struct, kw_only=True):
    """A noun phrase for a role; numbers count pieces, ends are exclusive."""

    row: RoleNoun
    core: tuple[int, int]
    first: int
    last: int
    role_first: int
    role_last: int
    owner: int | None = None  # what it is of
    own: int | None = None  # its, his
    people: str | None = None  # the country of an adjective
    former: bool = False


class Held(Struct, frozen=True, kw_only=True):
    """Who holds what a phrase says, and how that is said."""

    holder: int
    owner: int | None  # where the holder stands in front of it
    factuality: Factuality = "asserted"
    last: int  # the piece behind all of it
    told: bool = False  # by a verb, so that a denial of the sentence denies it


def find_phrases(line: Line) -> Iterator[Phrase]:
    """The phrases of a sentence in order."""
    for match in _CORE.finditer(line.letters):
        yield _read_phrase(line, match.start(), match.end())


def _read_phrase(line: Line, start: int, end: int) -> Phrase:
    last_role = max(number for number in range(start, end) if number in line.roles)
    phrase = Phrase(
        row=line.roles[last_role],
        core=(start, end),
        first=start,
        last=end,
        role_first=start,
        role_last=end,
        former=FORMER in line.letters[start:end],
    )
    _read_left(line, phrase)
    while line.letters[phrase.role_first] == FORMER:
        phrase.role_first += 1
    _read_right(line, phrase)
    return phrase


def _read_left(line: Line, phrase: Phrase) -> None:
    """The owner in front, by genitive, by a word for "its", or side by side."""
    letters, relating = line.letters, line.reading.language.relating
    place = phrase.core[0] - 1
    least = max(-1, place - _MODIFIERS)
    plain = 0
    while place >= 0:
        letter = letters[place]
        if letter == "s" and place and letters[place - 1] in "BLPy":
            phrase.owner = place - 1 if fits(line, phrase.row.of, place - 1) else None
            phrase.first, phrase.role_first = place - 1, place + 1
            return
        if letter == OWN:
            phrase.own, phrase.first, phrase.role_first = place, place, place + 1
            return
        if (
            letter in "BLP"
            and relating.adjuncts
            and fits(line, phrase.row.of, place)
            and _is_adjunct(line, place, phrase)
        ):
            phrase.owner, phrase.first, phrase.role_first = place, place, place + 1
            return
        if letter in ("d", COMMA):
            phrase.first, phrase.role_first = (place if letter == "d" else place + 1), place + 1
            return
        if letter == FORMER:
            phrase.former = True
        elif letter == PEOPLE:
            phrase.people, phrase.first, phrase.role_first = line.peoples[place], place, place + 1
        plain += line.pieces[place].end - line.pieces[place].start
        if letter not in "mNAes" or place <= least or not (_is_spaced(line) or plain <= _LONGEST_PLAIN):
            return
        place -= 1


def _is_spaced(line: Line) -> bool:
    return line.reading.language.settings.spaced


def _is_adjunct(line: Line, place: int, phrase: Phrase) -> bool:
    """Whether a name side by side with a role is its owner: only adjectives and parts of the body in between."""
    between = line.letters[place + 1 : phrase.core[0]]
    if _is_spaced(line):
        return (
            not set(between) - {NAME, PEOPLE, WORD}
            and (len(between) < 3)
            and not line.has_verb(place + 1, phrase.core[0])
        )
    return "c" not in between


def fits(line: Line, ends: tuple[str, ...], place: int) -> bool:
    """Whether what stands there is one of the ends a row asks for."""
    letter = line.letters[place]
    return _ENDS.get(letter, "body" if letter == "y" else "person" if letter == "q" else "") in ends


def _read_right(line: Line, phrase: Phrase) -> None:
    """The owner behind, and the words for what the office is about ("of commerce")."""
    letters, relating = line.letters, line.reading.language.relating
    end = phrase.core[1]
    of = _OF.match(letters, end)
    if of and (of.group(1) == "o" or letters[of.start(2)] != LAND) and fits(line, phrase.row.of, of.start(2)):
        phrase.last = of.end()
        if phrase.owner is None:
            phrase.owner = of.start(2)
            phrase.role_last = phrase.last if letters[phrase.owner] == NOUN else max(end, of.start(1))
        return
    case = _CASE.match(letters, end) if relating.genitive_case else None
    if case and fits(line, phrase.row.of, case.start(1)):
        phrase.last = case.end()
        phrase.role_last = phrase.last if letters[case.start(1)] == NOUN else case.start(1)
        phrase.owner = phrase.owner if phrase.owner is not None else case.start(1)
        return
    behind = end + 1 if letters[end : end + 1] == PEOPLE else end
    if behind > end:
        phrase.people = phrase.people or line.peoples[end]
    tail = _TAIL.match(letters, behind)
    plain = re.compile(r"[m]{1,2}(?=,?P)").match(letters, behind) if relating.genitive_case else None
    phrase.last = phrase.role_last = tail.end() if tail else plain.end() if plain else behind


def find_held(line: Line, phrase: Phrase) -> Held | None:
    """Who holds it: the name behind, the one in front of a comma, the subject of "is", or the name behind a comma."""
    letters, last = line.letters, phrase.last
    holders = phrase.row.holder
    if last < len(letters) and letters[last] in "PBL" and fits(line, holders, last) and last != phrase.owner:
        return _take_behind(line, phrase, last)
    before = phrase.first - 2
    if before >= 0 and letters[before + 1] == COMMA and fits(line, holders, before) and letters[before] != "q":
        return Held(holder=before, owner=phrase.owner, last=last)
    over = _find_subject(line, phrase)
    if over is not None:
        return over
    behind = last + 1
    determined = phrase.owner is not None or phrase.own is not None or phrase.people or letters[phrase.first] == "d"
    if determined and letters[last : last + 1] == COMMA and behind < len(letters) and fits(line, holders, behind):
        return _take_behind(line, phrase, behind) if letters[behind] in "PBL" else None
    return None


def _take_behind(line: Line, phrase: Phrase, holder: int) -> Held:
    of = _BEHIND_HOLDER.match(line.letters, holder) if phrase.owner is None and line.letters[holder] == PERSON else None
    if of and fits(line, phrase.row.of, of.start(1)) and line.letters[of.start(1)] == BODY:
        return Held(holder=holder, owner=of.start(1), last=of.end())
    return Held(holder=holder, owner=phrase.owner, last=max(holder + 1, phrase.last))


def _find_subject(line: Line, phrase: Phrase) -> Held | None:
    """The subject of a verb of being in front of the phrase."""
    start = max(0, phrase.first - _REACH)
    front = line.letters[start : phrase.first].removesuffix("d").removesuffix(AS)
    for pattern in (_OVER_VERB, _INSERTED):
        match = pattern.search(front)
        if match and front.endswith(COPULA + match.group(3)):
            place = start + match.start(1)
            if fits(line, phrase.row.holder, place):
                flags = match.group(2) + match.group(3)
                return Held(holder=place, owner=phrase.owner, factuality=read_flags(flags), last=phrase.last, told=True)
    return None


def read_flags(flags: str) -> Factuality:
    """What the small words beside a verb make of it."""
    if NOT in flags:
        return "denied"
    if MAYBE in flags:
        return "hypothetical"
    return "planned" if PLANNED in flags else "asserted"
