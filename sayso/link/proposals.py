"""Links that were not made for want of proof, for a person to decide, with what speaks for and against them."""

from collections.abc import Iterator

from msgspec import Struct

from sayso.link.candidates import find_spelled_alike
from sayso.link.ledger import ROUNDS, Ledger
from sayso.link.parties import are_apart
from sayso.link.reasons import (
    Reason,
    explain,
    has_other_names,
    has_rivals,
    is_other_name,
    is_read_alike,
    is_spelled_alike,
    lacks_context,
    shares_others,
    sounds_alike,
)
from sayso.link.rounds import Relinking, Rival, disagree, open_round
from sayso.link.sounds import find_name_script, has_readings

_ALIKE = 0.83  # names in two scripts, from four consonants on
_SHORT_ALIKE = 0.9  # the same, shorter
_SPELLED_ALIKE = 0.95  # names in one script
_FEWEST = 3  # consonants


class Proposal(Struct, frozen=True):
    """Two parties that may be one."""

    left: int
    right: int
    score: float
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def propose_links(ledger: Ledger) -> list[Proposal]:
    """The links that were not made but might be, likeliest first; what persons judged is not asked again."""
    last = open_round(ledger, ROUNDS - 1)
    judged = _list_judged(ledger)
    found = [*_propose_sounds(ledger, last), *_propose_spellings(ledger)]
    best: dict[frozenset[int], Proposal] = {}
    for row in sorted(found, key=lambda row: _rank(ledger, row)):
        best.setdefault(frozenset((_show(ledger, row.left), _show(ledger, row.right))), row)
    return [row for pair, row in best.items() if pair not in judged]


def _rank(ledger: Ledger, row: Proposal) -> tuple[float, list[tuple[tuple[str, ...], str]]]:
    """Where a proposal comes in order, whatever the numbers of its parties."""
    parties = (ledger.parties[number] for number in (row.left, row.right))
    return (-row.score, sorted((party.heard, party.first) for party in parties))


def _propose_sounds(ledger: Ledger, last: Relinking) -> Iterator[Proposal]:
    for number in ledger.parties:
        for rival in last.find_rivals(number):
            if rival.number > number and not _are_settled(ledger, number, rival.number) and _is_worth(rival):
                yield _propose_sound(ledger, last, number, rival)


def _is_worth(rival: Rival) -> bool:
    edge = rival.edge
    least = _ALIKE if edge.consonants > _FEWEST else _SHORT_ALIKE
    return edge.exact or (edge.consonants >= _FEWEST and edge.score >= least)


def _propose_sound(ledger: Ledger, last: Relinking, number: int, rival: Rival) -> Proposal:
    reasons: list[Reason] = [is_read_alike if rival.edge.exact else sounds_alike]
    reasons += [shares_others] if rival.support else []
    doubts: list[Reason] = [lacks_context] if rival.reason is None else []
    if rival.reason is not None and not last.is_best(number, rival):
        doubts.append(has_rivals)
    if disagree(ledger.parties[number], ledger.parties[rival.number]):
        doubts.append(has_other_names)
    return _make(number, rival.number, rival.score, (reasons, doubts))


def _propose_spellings(ledger: Ledger) -> Iterator[Proposal]:
    for number, party in ledger.parties.items():
        for held in party.sounding:
            if has_readings(find_name_script(held.partition("|")[2])):
                continue
            for other, score in find_spelled_alike(ledger, held):
                for bearer in ledger.bearers.get(other, ()) if score >= _SPELLED_ALIKE else ():
                    if bearer > number and not _are_settled(ledger, number, bearer):
                        yield _make(number, bearer, round(score - 0.1, 4), ([is_spelled_alike], [is_other_name]))


def _make(left: int, right: int, score: float, told: tuple[list[Reason], list[Reason]]) -> Proposal:
    reasons, doubts = (tuple(explain(reason) for reason in held) for held in told)
    return Proposal(left=left, right=right, score=min(score, 0.99), reasons=reasons, doubts=doubts)


def _are_settled(ledger: Ledger, left: int, right: int) -> bool:
    """Whether two are one already, or were decided apart, or belong to two countries."""
    parties = ledger.parties[left], ledger.parties[right]
    countries = {party.country for party in parties if party.country}
    return right in ledger.rounds[-1].find_group(left) or len(countries) > 1 or are_apart(*parties)


def _list_judged(ledger: Ledger) -> set[frozenset[int]]:
    """The groups that persons judged together, whatever they said."""
    judged = set()
    for verdict in ledger.verdicts.values():
        homes = [ledger.homes[piece].party for pieces in verdict.places for piece in pieces if piece in ledger.homes]
        judged |= {frozenset((_show(ledger, one), _show(ledger, other))) for one in homes for other in homes}
    return judged


def _show(ledger: Ledger, number: int) -> int:
    return ledger.rounds[-1].find_group(number)[0]
