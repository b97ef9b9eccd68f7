"""Which party of a sentence stands in which place of a trigger: subject, object, behind a preposition, owner."""

from collections.abc import Mapping, Sequence

from sayso.extract.event_units import Hit, Units
from sayso.extract.event_words import (
    AUXILIARY,
    COMMA,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    DETERMINER,
    RELATIVE,
    STOP,
    SUBORDINATOR,
)
from sayso.extract.parties import Party
from sayso.extract.sides_governed import Scene, find_governed, list_joined

_OWN_WORDS = 4  # units behind a cue in which its speaker may still be the subject
_AFTER_THIS = STOP | COMPLEMENTIZER | SUBORDINATOR | RELATIVE


def find_side(units: Units, parties: Sequence[Party], hit: Hit, places: Sequence[str]) -> list[Party]:
    """The parties in the first of these places that holds one, joined ones with it; empty when none does."""
    if units.tree is not None:
        for place in places:
            found = find_governed(Scene(units, units.tree, parties), hit, place)
            if found is not None:
                return _list_group(units, parties, found)
    for place in places:
        found = _find_place(units, parties, hit, place)
        if found is not None:
            return _list_group(units, parties, found)
    return []


def _list_group(units: Units, parties: Sequence[Party], found: Party) -> list[Party]:
    """A party with those that are joined to it."""
    joined = [
        party for party in parties if party.group == found.group and (party.owner == found.owner or party is found)
    ]
    if units.tree is None:
        return joined
    others = list_joined(Scene(units, units.tree, parties), found)
    return [party for party in parties if party in joined or party in others]


def _find_place(units: Units, parties: Sequence[Party], hit: Hit, place: str) -> Party | None:
    finders = {"subject": find_subject, "object": find_object, "agent": find_agent}
    if hit.passive:
        finders |= {"subject": find_agent, "object": find_subject}
    finders |= {"owner": _find_owner, "clause": _find_clause}
    if place in finders:
        return finders[place](units, parties, hit)
    return _find_behind(units, parties, hit, place) or _find_in_front(units, parties, hit, place)


def clause_end(units: Units, start: int) -> int:
    """The unit at which the clause that holds `start` ends."""
    for place in range(start, len(units.words)):
        flags = units.flags[place]
        if flags & _AFTER_THIS and not (flags & SUBORDINATOR and place in units.roles):
            return place
        if flags & COMMA and not _goes_on(units, place):
            return place
    return len(units.words)


def clause_start(units: Units, end: int) -> int:
    """The unit at which the clause that ends in front of `end` begins."""
    for place in range(end - 1, -1, -1):
        flags = units.flags[place]
        if flags & (_AFTER_THIS | COMMA) and not (flags & SUBORDINATOR and place in units.roles):
            return place + 1
    return 0


def _goes_on(units: Units, comma: int) -> bool:
    """Whether a comma only parts the members of a list."""
    behind = units.flags[comma + 1 : comma + 4]
    return (
        bool(behind)
        and comma + 1 in units.names
        and any(flag & CONJUNCTION for flag in behind[1:])
        and not any(flag & CUE for flag in behind)
    )


def find_subject(units: Units, parties: Sequence[Party], hit: Hit) -> Party | None:
    """The bare party that opens the clause in front of the verb; behind "and", that of the clause before."""
    by_unit = {place: party for party in parties for place in range(party.first, party.last)}
    place = hit.first - 1
    while place >= 0 and units.flags[place] & AUXILIARY and place not in by_unit:
        place -= 1
    shared = place >= 0 and bool(units.flags[place] & CONJUNCTION)  # "accused the union and promised": one subject
    skipped = 0
    segment: Party | None = None
    while place >= 0:
        flags = units.flags[place]
        party = by_unit.get(place)
        if party is not None:
            bare = party.kind != "people" and not party.owner
            if not party.role and (bare or (party.owner and segment is None)):
                segment = party
            place = party.first - 1
            continue
        if flags & (RELATIVE | SUBORDINATOR) and place not in units.roles:
            segment = None if flags & SUBORDINATOR or skipped else segment
            if flags & RELATIVE and not skipped:
                return _before(parties, place) or segment
        elif flags & (STOP | COMPLEMENTIZER):
            break
        elif flags & COMMA:
            if segment is not None and not _opens_apposition(units, place, by_unit):
                return segment
            segment = None
            skipped += 1
        elif flags & CUE and segment is None and not shared and _is_told(units, hit, place):
            return None  # "denied that the goods were seized": the goods are nobody
        elif segment is not None and not shared and (_is_verb(units, hit, place) or flags & CUE):
            return segment
        place -= 1
    return segment


def _is_told(units: Units, hit: Hit, cue: int) -> bool:
    """Whether what is said has words of its own in front of the verb, so that it is not the speaker who acts."""
    return hit.passive or (hit.first - cue > _OWN_WORDS and not units.reading.language.settings.spaced)


def _opens_apposition(units: Units, comma: int, by_unit: Mapping[int, Party]) -> bool:
    """Whether a comma behind a party opens an apposition: "Peru, an ally of Chile, refused"."""
    behind = units.flags[comma + 1] if comma + 1 < len(units.flags) else 0
    return bool(behind & DETERMINER) and comma - 1 in by_unit and not by_unit[comma - 1].role


def _before(parties: Sequence[Party], place: int) -> Party | None:
    """The party right in front of a relative clause."""
    return next((party for party in reversed(parties) if party.last <= place and place - party.last <= 2), None)


def _is_verb(units: Units, hit: Hit, place: int) -> bool:
    return (
        any(other is not hit and other.head == place and other.kind not in ("noun", "gerund") for other in units.hits)
        and units.reading.language.settings.spaced
    )


def find_object(units: Units, parties: Sequence[Party], hit: Hit) -> Party | None:
    """What the verb acts on: marked in front of it, or the first party behind it that no preposition governs."""
    marked = _find_in_front(units, parties, hit, "object")
    if marked is not None:
        return marked
    end = clause_end(units, hit.last)
    inside = [
        party
        for party in parties
        if party.first >= hit.first
        and party.last > hit.head
        and party.first < end
        and not (party.first <= hit.head < party.last)
    ]
    for party in inside:
        if any(
            other.first < party.first
            and other.head > hit.head
            and other.kind not in ("noun", "gerund")
            and other is not hit
            for other in units.hits
        ):
            return None
        if party.role in ("", "of"):
            return party
        if party.role == "agent":
            continue
    return None


def find_agent(units: Units, parties: Sequence[Party], hit: Hit) -> Party | None:
    """Who a passive verb or a noun says did it."""
    found = _find_in_front(units, parties, hit, "agent") or _find_behind(units, parties, hit, "agent")
    if found is not None or units.reading.language.settings.spaced:
        return found
    marks = [
        place
        for place in range(clause_start(units, hit.first), hit.head)
        if units.roles.get(place, ("", 0))[0] == "agent"
    ]
    between = [party for party in parties if marks and marks[0] < party.first < hit.head]
    return between[-1] if between else None


def _find_owner(units: Units, parties: Sequence[Party], hit: Hit) -> Party | None:
    """The adjective or possessive in front of a noun."""
    if hit.kind not in ("noun", "gerund", "fixed", "turned"):
        return None
    for party in reversed(parties):
        if party.last <= hit.first and hit.first - party.last <= 3:
            gap = range(party.last, hit.first)
            if any(units.flags[place] & (COMMA | STOP | CUE) or place in units.roles for place in gap):
                return None
            if party.owner or party.kind in ("people", "name", "noun", "place"):
                return party
            return None
    return None


def _find_clause(units: Units, parties: Sequence[Party], hit: Hit) -> Party | None:
    """The subject of the clause that the trigger takes ("demanded that Chad withdraw")."""
    end = min(len(units.words), hit.last + 12)
    for place in range(hit.last, end):
        if units.flags[place] & COMPLEMENTIZER:
            return next(
                (
                    party
                    for party in parties
                    if place < party.first <= place + 8 and not party.role and party.kind != "pronoun"
                ),
                None,
            )
        if units.flags[place] & (STOP | COMMA):
            return None
    return None


def _find_behind(units: Units, parties: Sequence[Party], hit: Hit, role: str) -> Party | None:
    end = clause_end(units, hit.last)
    return next((party for party in parties if party.role == role and hit.first < party.first < end), None)


def _find_in_front(units: Units, parties: Sequence[Party], hit: Hit, role: str) -> Party | None:
    """A party behind a preposition in front of the verb, as word order or an opening phrase puts it."""
    start = clause_start(units, hit.first)
    found = [party for party in parties if party.role == role and start <= party.first < hit.head]
    return found[-1] if found else None
