"""Pieces of which some must stay apart, put together one after the other in an order that is always the same."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sayso.link.ledger import Verdict
from sayso.link.parties import Party, Piece, Side


class Groups:
    """Which pieces are one so far; those that a person decided apart, and two entries of lists, are never."""

    def __init__(self, pieces: Mapping[str, tuple[Piece, Party]]) -> None:
        self._parties = {piece: party for piece, (_, party) in pieces.items()}
        self._ordered = sorted(pieces, key=lambda piece: _place(pieces[piece][0]))
        self._ranks = {piece: rank for rank, piece in enumerate(self._ordered)}
        self._parents = {piece: piece for piece in pieces}
        self._sides: dict[str, frozenset[Side]] = {
            piece: frozenset(party.sides) for piece, party in self._parties.items()
        }
        self._listed = {piece for piece, party in self._parties.items() if party.entries}

    def find(self, piece: str) -> str:
        """The piece that stands for the group of this one."""
        while self._parents[piece] != piece:
            self._parents[piece] = self._parents[self._parents[piece]]
            piece = self._parents[piece]
        return piece

    def join(self, left: str, right: str) -> None:
        """Makes the groups of two one, unless they must stay apart."""
        first, second = sorted((self.find(left), self.find(right)), key=lambda piece: self._ranks[piece])
        if first == second or self._are_apart(first, second):
            return
        self._parents[second] = first
        self._sides[first] |= self._sides[second]
        if second in self._listed:
            self._listed.add(first)

    def _are_apart(self, left: str, right: str) -> bool:
        if left in self._listed and right in self._listed:
            return True
        theirs = self._sides[right]
        return any(name == other and side != place for name, side in self._sides[left] for other, place in theirs)

    def join_decided(self, verdicts: Sequence[Verdict]) -> None:
        """Joins what persons decided to be one, in the order of what the decisions are about."""
        for verdict in sorted(verdicts, key=lambda verdict: verdict.id):
            held = {piece for pieces in verdict.places for piece in pieces if piece in self._parents}
            ordered = sorted(held, key=lambda piece: self._ranks[piece])
            for piece in ordered[1:]:
                self.join(ordered[0], piece)

    def join_keys(self) -> None:
        """Joins what has a key in common; a key that two entries of lists have leads to neither."""
        first: dict[str, str] = {}
        shared = Counter(key for piece, party in self._parties.items() if party.entries for key in party.keys)
        for piece in self._ordered:
            party = self._parties[piece]
            for key in party.keys:
                if not party.entries or shared[key] < 2:
                    self.join(first.setdefault(key, piece), piece)

    def list_groups(self) -> list[list[str]]:
        """The pieces of each group, in order."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for piece in self._ordered:
            groups[self.find(piece)].append(piece)
        return list(groups.values())


def _place(piece: Piece) -> tuple[str, str, tuple[str, ...]]:
    """Where a piece comes in order: it depends on what is in it alone."""
    return (piece.entity.id, piece.document, piece.entity.mentions)
