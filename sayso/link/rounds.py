"""Parties linked by the sound of their names: each with the other's best, and why.

A link is made only where each name is the other's best, by a margin, and the name is long and alike
enough, or the documents name the same others. A round looks again only at parties of which something is
new, at what sounds like them, and at whom they were linked with.
"""

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from sayso.link.contexts import Contexts
from sayso.link.ledger import Edge, Ledger, Partner, Round
from sayso.link.parties import Party, are_apart, sum_parties
from sayso.link.reasons import Reason, explain, is_same_pinyin, is_same_sound, is_similar_sound
from sayso.link.sounds import find_name_script, has_readings

MARGIN = 0.03  # by which a name must be nearer than the next
_COUNTED = 3  # others named with both that add to how sure a link is
_SUPPORT = 0.02  # that each adds


class Rival(Struct, frozen=True):
    """Another party whose name sounds like one's own."""

    number: int
    edge: Edge
    name: str  # one's own
    support: int
    reason: Reason | None  # to say that it is the same one; None where there is not enough
    score: float

    @property
    def script(self) -> str:
        return find_name_script(self.edge.other.partition("|")[2])


def relink(ledger: Ledger, place: int, dirty: Iterable[int], gone: Collection[int]) -> set[int]:
    """The parties that are in another group now than before this round; those that are gone are among them."""
    return open_round(ledger, place).run(set(dirty), set(gone))


def open_round(ledger: Ledger, place: int) -> "Relinking":
    """A round as the ledger has it, with the groups of the round before as context."""
    groups = ledger.rounds[place - 1].groups if place else {}
    return Relinking(ledger, ledger.rounds[place], Contexts(ledger, groups))


class Relinking:
    """One round, worked out around what is new."""

    def __init__(self, ledger: Ledger, held: Round, contexts: Contexts) -> None:
        self.ledger = ledger
        self.held = held
        self.contexts = contexts
        self._rivals: dict[int, list[Rival]] = {}

    def run(self, dirty: set[int], gone: set[int]) -> set[int]:
        ledger, held = self.ledger, self.held
        before = {partner.number for number in gone for partner in held.partners.pop(number, ())}
        scope = {number for number in before | dirty if number in ledger.parties}
        scope |= {rival.number for number in list(scope) for rival in self.find_rivals(number)}
        found = {number: self.find_partners(number) for number in scope}
        beside = {
            partner.number
            for number in scope
            for partner in (*found[number], *held.partners.get(number, ()))
            if partner.number in ledger.parties and partner.number not in scope
        }
        found |= {number: self.find_partners(number) for number in beside}
        changed = {number for number, partners in found.items() if partners != held.partners.get(number, ())}
        for number in changed:
            if found[number]:
                held.partners[number] = found[number]
            else:
                del held.partners[number]
        return self._regroup(changed | (dirty & ledger.parties.keys()), gone)

    def find_rivals(self, number: int) -> list[Rival]:
        """The parties with a name that sounds like one of this party's."""
        known = self._rivals.get(number)
        if known is not None:
            return known
        ledger = self.ledger
        party = ledger.parties[number]
        best: dict[int, tuple[tuple[float, bool, list[str]], Edge, str]] = {}
        for held in party.sounding:
            for edge in ledger.edges.get(held, ()):
                rank = (edge.score, edge.exact, sorted((held, edge.other)))
                for other in ledger.bearers.get(edge.other, ()):
                    if other != number and (other not in best or rank > best[other][0]):
                        best[other] = (rank, edge, held)
        found = [self._make_rival(number, other, edge, name) for other, (_, edge, name) in best.items()]
        self._rivals[number] = found
        return found

    def _make_rival(self, number: int, other: int, edge: Edge, name: str) -> Rival:
        support = self.contexts.count_support(number, other)
        characters = any(has_readings(find_name_script(one.partition("|")[2])) for one in (name, edge.other))
        reason = find_reason(edge, support, characters=characters)
        parties = self.ledger.parties[number], self.ledger.parties[other]
        countries = {party.country for party in parties if party.country}
        if len(countries) > 1 or are_apart(*parties):
            reason = None
        score = round(edge.score + _SUPPORT * min(support, _COUNTED), 4)
        return Rival(number=other, edge=edge, name=name, support=support, reason=reason, score=score)

    def find_partners(self, number: int) -> tuple[Partner, ...]:
        """The parties that are this one's best, and it theirs."""
        partners = []
        for rival in self.find_rivals(number):
            if rival.reason is not None and self.is_best(number, rival):
                partners.append(Partner(number=rival.number, score=rival.score, reason=explain(rival.reason)))
        return tuple(sorted(partners, key=lambda partner: partner.number))

    def is_best(self, number: int, rival: Rival) -> bool:
        """Whether each is the other's best, and no other that may be linked comes near in the same script."""
        back = next(other for other in self.find_rivals(rival.number) if other.number == number)
        return self._has_no_near(number, rival) and self._has_no_near(rival.number, back)

    def _has_no_near(self, number: int, rival: Rival) -> bool:
        return all(
            other.number == rival.number or other.reason is None or rival.score - other.score >= MARGIN
            for other in self.find_rivals(number)
            if other.script == rival.script
        )

    def _regroup(self, seeds: set[int], gone: set[int]) -> set[int]:
        """Puts together what hangs together by partners, around the seeds; the parties whose group is another."""
        held = self.held
        before: dict[int, tuple[int, ...]] = {}
        for number in sorted(seeds | gone):
            for member in held.find_group(number):
                before.setdefault(member, held.find_group(member))
        reached = self._reach({number for number in {*seeds, *before} if number in self.ledger.parties})
        for number in reached:
            before.setdefault(number, held.find_group(number))
        for number in before:
            label = held.groups.pop(number, None)
            if label is not None:
                held.gathered.pop(label, None)
        for group in self._group(reached):
            label = group[0]
            held.gathered[label] = group
            for number in group:
                held.groups[number] = label
        return {number for number, group in before.items() if number in gone or held.find_group(number) != group}

    def _reach(self, seeds: set[int]) -> set[int]:
        reached, ahead = set(seeds), list(seeds)
        while ahead:
            for partner in self.held.partners.get(ahead.pop(), ()):
                if partner.number not in reached:
                    reached.add(partner.number)
                    ahead.append(partner.number)
        return reached

    def _group(self, reached: set[int]) -> list[tuple[int, ...]]:
        """The groups of more than one: surest links first, none against what persons decided or names say."""
        parties = self.ledger.parties
        links = [
            (number, partner)
            for number in reached
            for partner in self.held.partners.get(number, ())
            if number < partner.number
        ]
        links.sort(key=lambda link: (-link[1].score, sorted(_place(parties[n]) for n in (link[0], link[1].number))))
        owner = {number: number for number in reached}
        members = {number: [number] for number in reached}
        summed = {number: parties[number] for number in reached}
        for left, partner in links:
            first, second = owner[left], owner[partner.number]
            if first == second or are_apart(summed[first], summed[second]) or disagree(summed[first], summed[second]):
                continue
            summed[first] = sum_parties([summed[first], summed[second]])
            members[first] += members.pop(second)
            for number in members[first]:
                owner[number] = first
        return [tuple(sorted(group)) for group in members.values() if len(group) > 1]


def find_reason(edge: Edge, support: int, *, characters: bool) -> Reason | None:
    """Why two names are one's, where they are alike enough for the support they have."""
    score, consonants = edge.score, edge.consonants
    if edge.exact:
        return is_same_pinyin if support >= (1 if consonants > 3 else 2) else None
    if (score >= 0.97 and consonants >= 5 and not characters) or (
        (score >= 0.9 and consonants >= 7) or (score >= 0.95 and consonants >= 6)
    ):
        return is_same_sound
    if (score >= 0.83 and consonants >= 4 and support >= 1) or (score >= 0.95 and consonants >= 3 and support >= 2):
        return is_similar_sound
    return is_similar_sound if score >= 0.85 and consonants >= 2 and support >= 4 else None


def disagree(left: Party, right: Party) -> bool:
    """Whether two have names in one script, none of which is the same or a part of the other's."""
    scripts = [_list_by_script(party.heard) for party in (left, right)]
    for script in scripts[0].keys() & scripts[1].keys():
        if not any(one in other or other in one for one in scripts[0][script] for other in scripts[1][script]):
            return True
    return False


def _list_by_script(names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(find_name_script(name), []).append(name)
    return found


def _place(party: Party) -> tuple[tuple[str, ...], str]:
    """What two parties are told apart by, whatever their numbers."""
    return (party.heard, party.first)
