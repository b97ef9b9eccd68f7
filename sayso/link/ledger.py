"""What linking has worked out, as mappings that may lie in memory or in a case.

Numbers of parties and of components mean nothing outside and depend on the order in which documents came;
nothing that comes out may depend on them.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Literal

from msgspec import Struct

from sayso.link.parties import Party, Piece

ROUNDS = 2  # of linking by sound: who is linked in the first is context for the second


class Edge(Struct, frozen=True, array_like=True):
    """A name in another script that sounds like this one."""

    other: str
    score: float
    consonants: int
    exact: bool  # the same syllables of pinyin


class Partner(Struct, frozen=True, array_like=True):
    """A party that is the same one by the sound of its name."""

    number: int
    score: float
    reason: str


class Home(Struct, frozen=True, array_like=True):
    """Where a piece is: its party and its document."""

    party: int
    document: str
    mark: int = 0


class Verdict(Struct, frozen=True, array_like=True):
    """What a person judged of records, each given by the pieces that it is in."""

    id: str
    judgement: Literal["positive", "negative", "unsure"]
    places: tuple[tuple[str, ...], ...]


class Round(Struct, frozen=True):
    """The outcome of one round of linking by sound."""

    partners: MutableMapping[int, tuple[Partner, ...]]
    groups: MutableMapping[int, int]  # of a party that is not alone: the smallest number of its group
    gathered: MutableMapping[int, tuple[int, ...]]  # the parties of a group by its smallest number

    def find_group(self, party: int) -> tuple[int, ...]:
        """The parties of the group of this one."""
        return self.gathered.get(self.groups.get(party, party), (party,))


class Ledger(Struct, frozen=True):
    """Everything that linking keeps from one change to the next."""

    pieces: Mapping[str, Piece]
    homes: MutableMapping[str, Home]
    members: MutableMapping[int, tuple[str, ...]]  # party: pieces
    parties: MutableMapping[int, Party]
    components: MutableMapping[int, tuple[int, ...]]  # what hangs together by keys: parties
    keys: MutableMapping[str, int]  # key: component
    documents: MutableMapping[str, tuple[str, ...]]  # document: pieces
    sounds: MutableMapping[int, tuple[str, ...]]  # a name's consonants as a number: names
    edges: MutableMapping[str, tuple[Edge, ...]]  # name: names that sound like it
    bearers: MutableMapping[str, tuple[int, ...]]  # name: parties that have it
    verdicts: MutableMapping[str, Verdict]
    counters: MutableMapping[str, int]
    rounds: Sequence[Round]

    def count_up(self, counter: str) -> int:
        """The next number of a counter."""
        number = self.counters.get(counter, 0) + 1
        self.counters[counter] = number
        return number


def make_ledger(pieces: Mapping[str, Piece]) -> Ledger:
    """An empty ledger in memory."""
    return Ledger(
        pieces=pieces,
        homes={},
        members={},
        parties={},
        components={},
        keys={},
        documents={},
        sounds={},
        edges={},
        bearers={},
        verdicts={},
        counters={},
        rounds=[Round(partners={}, groups={}, gathered={}) for _ in range(ROUNDS)],
    )
