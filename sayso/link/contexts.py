"""Who else is named where somebody is: the context that speaks for two parties being one.

Who is named in many documents is named by chance, and counts for nothing; so what is context for whom depends
on few documents, however many there are.
"""

from collections.abc import Mapping

from sayso.link.ledger import Ledger
from sayso.link.parties import WIDE

SAME_DOCUMENT = 2  # others that one document counts for which names both in two scripts


class Contexts:
    """The context of parties, worked out when it is asked for."""

    def __init__(self, ledger: Ledger, groups: Mapping[int, int]) -> None:
        self._ledger = ledger
        self._groups = groups
        self._named: dict[str, frozenset[int]] = {}
        self._others: dict[int, frozenset[int]] = {}

    def count_support(self, left: int, right: int) -> int:
        """How many others both are named with, and whether one document names both; one country counts one."""
        parties = self._ledger.parties[left], self._ledger.parties[right]
        shared = self._list_others(left) & self._list_others(right)
        shared -= {self._groups.get(left, left), self._groups.get(right, right)}
        together = not set(parties[0].documents).isdisjoint(parties[1].documents)
        country = parties[0].country is not None and parties[0].country == parties[1].country
        return len(shared) + SAME_DOCUMENT * together + country

    def _list_others(self, number: int) -> frozenset[int]:
        held = self._others.get(number)
        if held is None:
            documents = self._ledger.parties[number].documents[:WIDE]
            held = frozenset().union(*(self._list_named(document) for document in documents))
            self._others[number] = held
        return held

    def _list_named(self, document: str) -> frozenset[int]:
        """The groups that a document names and that few others name."""
        held = self._named.get(document)
        if held is None:
            homes = (self._ledger.homes[piece].party for piece in self._ledger.documents.get(document, ()))
            few = {number for number in homes if not self._ledger.parties[number].is_wide}
            held = frozenset(self._groups.get(number, number) for number in few)
            self._named[document] = held
        return held
