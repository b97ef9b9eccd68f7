"""Entities of many documents as they are put together, one pair after the other, within what was decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Decision, Entity


class Groups:
    """Which entities are one so far, and why; what a person decided apart is never put together."""

    def __init__(self, entities: Sequence[Entity], listed: Iterable[int] = ()) -> None:
        self.entities = entities
        self.listed = {number: number for number in listed}  # the entry of a list that a group has
        self._parents = list(range(len(entities)))
        self._reasons: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)

    def find(self, number: int) -> int:
        """The number of the entity that stands for the group of this one."""
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, left: int, right: int, reason: str) -> bool:
        """Whether two are in one group now; not so where they were decided apart."""
        first, second = sorted((self.find(left), self.find(right)))
        if first == second:
            return True
        if self.are_apart(first, second) or (first in self.listed and second in self.listed):
            return False
        self._parents[second] = first
        self._reasons[first] |= self._reasons.pop(second, {}) | {reason: None}
        if second in self.listed:
            self.listed[first] = self.listed.pop(second)
        for other in self._apart.pop(second, set()):
            self._apart[other].discard(second)
            self._apart[other].add(first)
            self._apart[first].add(other)
        return True

    def part(self, left: int, right: int) -> None:
        """Keeps two apart from now on, unless they are one already."""
        first, second = self.find(left), self.find(right)
        if first != second:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def are_apart(self, left: int, right: int) -> bool:
        """Whether the groups of two were decided apart."""
        return self.find(right) in self._apart.get(self.find(left), ())

    def list_reasons(self, number: int) -> tuple[str, ...]:
        """Why the group of this one is one."""
        return tuple(sorted(self._reasons.get(self.find(number), ())))

    def list_groups(self) -> dict[int, list[int]]:
        """For what stands for a group, its members in order."""
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self.entities)):
            groups[self.find(number)].append(number)
        return dict(groups)


def list_valid(decisions: Iterable[Decision]) -> list[Decision]:
    """The last decision on each pair of records about being the same, in the order of their ids."""
    last: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        if decision.question == "same entity":
            last[frozenset(decision.about)] = decision
    return sorted(last.values(), key=lambda decision: (sorted(decision.about), decision.id))


def apply_decisions(groups: Groups, decisions: Iterable[Decision], reason: str) -> None:
    """Joins and parts what was decided, by the ids of entities or of their mentions; parting comes first."""
    places = _find_places(groups.entities)
    valid = list_valid(decisions)
    for judgement in ("negative", "positive"):
        for decision in valid:
            if decision.judgement != judgement:
                continue
            found = [number for id in decision.about for number in places.get(id, [])[:1]]
            every = [number for id in decision.about for number in places.get(id, [])]
            if judgement == "positive":
                for number in every[1:]:
                    groups.join(every[0], number, reason)
            elif len(found) > 1:
                _part_all(groups, places, decision)


def _part_all(groups: Groups, places: Mapping[str, list[int]], decision: Decision) -> None:
    """Parts every place of each record judged from every place of the others."""
    for left_id in decision.about:
        for right_id in decision.about:
            if left_id < right_id:
                for left in places.get(left_id, []):
                    for right in places.get(right_id, []):
                        groups.part(left, right)


def _find_places(entities: Sequence[Entity]) -> Mapping[str, list[int]]:
    """Where a record is: an entity's own id in every document, a mention's in the entity that has it."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        places[entity.id].append(number)
        for mention in entity.mentions:
            places[mention].append(number)
    return places
