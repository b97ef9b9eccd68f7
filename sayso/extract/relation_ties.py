"""Verbs that tie somebody to somebody: who holds, of what, by which noun, and whether it is so."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.extract.relation_line import Line
from sayso.extract.relation_phrases import Phrase, fits, read_flags
from sayso.extract.relation_words import AGENT, COMMA, PERSON, STOP, TIE
from sayso.languages.relating import Phase, Tie, Where
from sayso.records import Factuality

_PASSIVE = re.compile(r"=[nf?mD]{0,2}$")
_OBJECT = re.compile(r"[dhmNAeis]{0,4}(?:y[mN]{0,2}(?=[PBL]))?([PBLyq])")
_REACH = 16  # pieces in which a subject or an object is looked for
_PERSONAL = frozenset(["role", "affiliation", "family", "any"])
_LANDS_TOO = frozenset(["supply", "alliance", "agreement", "membership"])


class Tied(Struct, kw_only=True):
    """What one verb ties together; numbers count pieces."""

    tie: Tie
    place: int
    holders: list[int]
    owner: int | None
    phrase: Phrase | None
    where: Where | None  # which of the row's places the owner stands in; role where it is only understood
    factuality: Factuality
    first: int
    last: int

    @property
    def phase(self) -> Phase:
        """What a date beside the verb means."""
        return self.tie.phase


def find_tied(line: Line, phrases: Sequence[Phrase]) -> list[Tied]:
    """What the verbs of a sentence tie, in order."""
    found = []
    for place in sorted(line.ties):
        if line.letters[place] == TIE:
            tied = _read_tie(line, place, phrases)
            if tied is not None:
                found.append(tied)
    return found


def _read_tie(line: Line, place: int, phrases: Sequence[Phrase]) -> Tied | None:
    tie = line.ties[place]
    passive = _is_passive(line, place)
    ends = _list_ends(tie)
    phrase = _find_phrase(line, place, phrases) if "role" in tie.of else None
    if tie.holder == "both":
        return _read_pair(line, tie, place)
    left_side = (tie.holder == "subject") != passive
    holder = _find_left(line, place, ends) if left_side else _find_right(line, place, ends, passive=passive)
    if phrase is not None and tie.holder == "object" and not passive and holder is not None:
        phrase = _find_phrase(line, place, phrases, holder)
    if holder is None:
        return None
    owner, where = _find_owner(line, tie, place, holder, phrase, passive)
    if tie.type == "any" and phrase is None and where != "post":
        where = "post" if tie.holder == "object" and passive else None  # "was appointed in May": to the place named
    if where is None:
        return None
    last = max(place + 1, holder + 1, phrase.last if phrase else 0, owner + 1 if owner is not None else 0)
    first = min(place, holder, owner if owner is not None else place)
    return Tied(
        tie=tie,
        place=place,
        holders=[holder],
        owner=owner,
        phrase=phrase,
        where=where,
        factuality=_read_factuality(line, place),
        first=first,
        last=last,
    )


def _list_ends(tie: Tie) -> tuple[str, ...]:
    if tie.type in _PERSONAL:
        return ("person",)
    return (
        ("person", "body", "land")
        if tie.type == "membership"
        else ("body", "land")
        if tie.type in _LANDS_TOO
        else ("body", "person")
    )


def _is_passive(line: Line, place: int) -> bool:
    before = line.letters[max(0, place - 4) : place]
    return bool(_PASSIVE.search(before)) or line.letters[place + 1 : place + 2] == AGENT


def _find_left(line: Line, place: int, ends: tuple[str, ...]) -> int | None:
    """The nearest name in front that is no part of an adverbial, and no further than the sentence before."""
    letters = line.letters
    for number in range(place - 1, max(-1, place - _REACH - 1), -1):
        letter = letters[number]
        if letter in (STOP, "b") or (letter == "c" and letters[number + 1 : number + 2] != COMMA):
            return None
        if letter in "PBLq" and fits(line, ends, number) and not _is_governed(line, number):
            return number
    return None


def _is_governed(line: Line, place: int) -> bool:
    """Whether a preposition or a genitive makes the name a part of something else."""
    letters = line.letters
    before = place - 1
    while before >= 0 and letters[before] in "dmNA" and place - before <= 2:
        before -= 1
    owns = letters[place + 1 : place + 2] == "s"
    return (
        owns
        or (before >= 0 and letters[before] in "oijg" and letters[place] != PERSON)
        or (before >= 0 and before == place - 1 and letters[before] in "oij")
    )


def _find_right(line: Line, place: int, ends: tuple[str, ...], *, passive: bool) -> int | None:
    """The nearest name behind: the object, or the agent of a passive."""
    letters = line.letters
    for number in range(place + 1, min(len(letters), place + _REACH + 1)):
        letter = letters[number]
        if letter in (STOP, TIE, "c", "b") or (letter == COMMA and not passive):
            return None
        if letter in "PBLq" and fits(line, ends, number):
            return number
    return None


def _find_phrase(line: Line, place: int, phrases: Sequence[Phrase], holder: int | None = None) -> Phrase | None:
    """The role the verb gives: behind "as", else the first one; not the one that only describes the holder."""
    reach: list[Phrase] = []
    for phrase in phrases:
        if place < phrase.core[0] <= place + _REACH:
            ends = {STOP, TIE, "c", "b", *((COMMA,) if line.ties[place].holder == "subject" else ())}
            if set(line.letters[place + 1 : phrase.first]) & ends:
                break
            reach.append(phrase)
    marked = next((p for p in reach if "z" in line.letters[max(place, p.first - 2) : p.first + 1]), None)
    if marked is not None or holder is None or holder < place:
        return marked or (reach[0] if reach else None)
    return next((p for p in reach if p.first > holder), None) or (reach[0] if reach else None)


def _find_owner(
    line: Line, tie: Tie, place: int, holder: int, phrase: Phrase | None, passive: bool
) -> tuple[int | None, Where | None]:
    """Where the other end stands, and in which of the row's places."""
    for where in tie.of:
        if where == "post":
            return None, where
        if where == "role" and phrase is not None:
            if phrase.owner is not None and phrase.owner != holder:
                return phrase.owner, where
            if "subject" not in tie.of or phrase.own is not None or phrase.people:
                subject = _find_left(line, place, phrase.row.of) if phrase.own is not None else None
                return (subject if subject != holder else None), where
        if where in ("object", "subject"):
            found = _find_side(line, tie, place, phrase, behind=(where == "object") != passive)
            if found is not None and found != holder:
                return found, where
    return None, "role" if phrase is not None and "role" in tie.of else None


def _find_side(line: Line, tie: Tie, place: int, phrase: Phrase | None, *, behind: bool) -> int | None:
    """The other end on one side of the verb: right behind an active verb, as the agent of a passive, or in front."""
    ends = phrase.row.of if phrase is not None else _other_ends(tie)
    if not behind:
        return _find_left(line, place, ends)
    if _is_passive(line, place):
        return _find_right(line, place, ends, passive=True)
    match = _OBJECT.match(line.letters, place + 1)
    found = match.start(1) if match else None
    return found if found is not None and fits(line, ends, found) else None


def _other_ends(tie: Tie) -> tuple[str, ...]:
    if tie.type == "family":
        return ("person",)
    return ("body",) if tie.type in ("membership", "ownership") else ("body", "land")


def _read_pair(line: Line, tie: Tie, place: int) -> Tied | None:
    """Two who do it together: "X and Y signed", "X signed with Y", 与 Y 签署."""
    letters = line.letters
    ends = _list_ends(tie)
    behind = re.compile(r"[^.cV]{0,8}?j[dmNAy]{0,3}([BL])").match(letters, place + 1)
    right = behind.start(1) if behind and line.reading.language.settings.spaced else None
    lefts = [
        number
        for number in range(max(0, place - _REACH), place)
        if letters[number] in "BL" and fits(line, ends, number) and STOP not in letters[number:place]
    ]
    together = [
        (left, other) for left, other in pairwise(lefts) if re.fullmatch(r"[&j][dmNAy]{0,2}", letters[left + 1 : other])
    ]
    free = [number for number in lefts if not _is_governed(line, number)]
    pair = (free[-1], right) if right is not None and free else together[-1] if together else None
    if pair is None:
        return None
    return Tied(
        tie=tie,
        place=place,
        holders=[pair[0]],
        owner=pair[1],
        phrase=None,
        where="with",
        factuality=_read_factuality(line, place),
        first=min(pair[0], place),
        last=max(pair[1], place) + 1,
    )


def _read_factuality(line: Line, place: int) -> Factuality:
    """By the small words between the verb and the name or comma in front of it."""
    flags = ""
    for number in range(place - 1, max(-1, place - 6), -1):
        letter = line.letters[number]
        if letter in "PBLyq,.V":
            break
        flags += letter
    return read_flags(flags)
