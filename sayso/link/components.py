"""Parties put together from pieces by their keys and by what persons decided, touching only what hangs together.

What shares no key and no decision with a new piece is not looked at. A component in which nobody was kept
apart is one party, and a new piece is added to its sum; any other is put together again from all its pieces.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sayso.link.groups import Groups
from sayso.link.ledger import Home, Ledger, Verdict
from sayso.link.parties import Party, Piece, Side, describe_piece, sum_parties
from sayso.link.reasons import explain, is_decided, is_same_body, is_same_country, is_same_name

_REASONS = {"country": is_same_country, "kind of body": is_same_body}


class Change(Struct, frozen=True):
    """What a change of pieces and decisions did to the parties."""

    changed: set[int]  # parties that are new or know more
    gone: dict[int, Party]
    documents: set[str]  # whose parties are others now, or count or no longer count as context


def place_pieces(ledger: Ledger, added: Iterable[str], removed: Iterable[str], verdicts: Sequence[Verdict]) -> Change:
    """The parties as they follow from the pieces and verdicts that hold now."""
    return _Placing(ledger, verdicts).run(set(added), set(removed))


class _Placing:
    def __init__(self, ledger: Ledger, verdicts: Sequence[Verdict]) -> None:
        self.ledger = ledger
        self.verdicts = {verdict.id: verdict for verdict in verdicts}
        self.sides: defaultdict[str, list[Side]] = defaultdict(list)
        self.ties = [verdict for verdict in verdicts if verdict.judgement == "positive"]
        for verdict in verdicts:
            for place, pieces in enumerate(verdict.places) if verdict.judgement == "negative" else ():
                for piece in pieces:
                    self.sides[piece].append((verdict.id, place))
        self.tied: defaultdict[str, list[Verdict]] = defaultdict(list)
        for verdict in self.ties:
            for piece in {piece for pieces in verdict.places for piece in pieces}:
                self.tied[piece].append(verdict)
        self.change = Change(changed=set(), gone={}, documents=set())
        self.removed: set[str] = set()
        self.loose: dict[str, Party] = {}

    def run(self, added: set[str], removed: set[str]) -> Change:
        ledger = self.ledger
        self.removed = removed
        for piece in sorted(removed | self._list_judged()):
            home = ledger.homes.get(piece)
            if home is not None:
                self._dissolve(ledger.parties[home.party].component)
        for piece in sorted(added):
            self._loosen(piece, ledger.pieces[piece].document)
        for pieces, components in self._find_classes():
            self._settle(pieces, components)
        self._keep_verdicts()
        return self.change

    def _list_judged(self) -> set[str]:
        """The pieces of verdicts that were not there before, or say something else now."""
        before = self.ledger.verdicts
        ids = {id for id in {*before, *self.verdicts} if before.get(id) != self.verdicts.get(id)}
        held = (verdict for id in ids for verdict in (before.get(id), self.verdicts.get(id)) if verdict is not None)
        return {piece for verdict in held for pieces in verdict.places for piece in pieces}

    def _keep_verdicts(self) -> None:
        for id in [id for id in self.ledger.verdicts if id not in self.verdicts]:
            del self.ledger.verdicts[id]
        for id, verdict in self.verdicts.items():
            if self.ledger.verdicts.get(id) != verdict:
                self.ledger.verdicts[id] = verdict

    def _dissolve(self, component: int) -> list[str]:
        """The pieces of a component, which is no more."""
        ledger, pieces = self.ledger, []
        for number in ledger.components.pop(component):
            party = ledger.parties[number]
            for key in party.keys:
                ledger.keys.pop(key, None)
            self._drop(number)
            for piece in ledger.members.pop(number):
                home = ledger.homes.pop(piece)
                if piece in self.removed:
                    self._forget(piece, home.document)
                else:
                    self._loosen(piece, home.document)
                    pieces.append(piece)
        return pieces

    def _drop(self, number: int) -> None:
        """A party is no more, and nobody bears its names."""
        party = self.ledger.parties.pop(number)
        self.change.gone[number] = party
        self.change.changed.discard(number)
        if not party.is_wide:
            self.change.documents.update(party.documents)
        self._bear(number, party, None)

    def _bear(self, number: int, before: Party | None, now: Party | None) -> None:
        """The names that the party had and has know who bears them."""
        bearers = self.ledger.bearers
        had, has = ({*party.sounding} if party else set() for party in (before, now))
        for name in had - has:
            left = tuple(other for other in bearers.get(name, ()) if other != number)
            if left:
                bearers[name] = left
            else:
                bearers.pop(name, None)
        for name in has - had:
            bearers[name] = (*bearers.get(name, ()), number)

    def _loosen(self, piece: str, document: str) -> None:
        ledger = self.ledger
        self.loose[piece] = describe_piece(piece, ledger.pieces[piece], self.sides.get(piece, ()))
        held = ledger.documents.get(document, ())
        if document and piece not in held:
            ledger.documents[document] = (*held, piece)

    def _forget(self, piece: str, document: str) -> None:
        left = tuple(other for other in self.ledger.documents.get(document, ()) if other != piece)
        if left:
            self.ledger.documents[document] = left
        else:
            self.ledger.documents.pop(document, None)

    def _find_classes(self) -> Iterator[tuple[list[str], list[int]]]:
        """What hangs together now: loose pieces, and components that were there."""
        roots = _Roots()
        for piece in sorted(self.loose):
            for key in self.loose[piece].keys:
                component = self.ledger.keys.get(key)
                roots.join(piece, f"key {key}" if component is None else component)
        for verdict in self.ties:
            nodes = [node for pieces in verdict.places for piece in pieces if (node := self._find_node(piece))]
            for node in nodes[1:]:
                roots.join(nodes[0], node)
        classes: defaultdict[str | int, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
        for piece in sorted(self.loose):
            classes[roots.find(piece)][0].append(piece)
        for component in sorted(node for node in roots.parents if isinstance(node, int)):
            classes[roots.find(component)][1].append(component)
        yield from list(classes.values())

    def _find_node(self, piece: str) -> str | int | None:
        if piece in self.loose:
            return piece
        home = self.ledger.homes.get(piece)
        return self.ledger.parties[home.party].component if home is not None else None

    def _settle(self, pieces: list[str], components: list[int]) -> None:
        if not pieces and len(components) < 2:
            return
        numbers = [number for component in components for number in self.ledger.components[component]]
        parties = [self.ledger.parties[number] for number in numbers]
        if _is_plain([*parties, *(self.loose[piece] for piece in pieces)]):
            self._add_up(pieces, components, numbers)
            return
        for component in components:
            pieces = [*pieces, *self._dissolve(component)]
        groups = Groups({piece: (self.ledger.pieces[piece], self.loose[piece]) for piece in pieces})
        groups.join_decided([verdict for piece in pieces for verdict in self.tied.get(piece, ())])
        groups.join_keys()
        component = self.ledger.count_up("component")
        self.ledger.components[component] = tuple(
            self._make_party(members, component) for members in groups.list_groups()
        )

    def _add_up(self, pieces: Sequence[str], components: Sequence[int], numbers: Sequence[int]) -> None:
        """One party of all, under the number of the largest that was there."""
        ledger = self.ledger
        component = components[0] if components else ledger.count_up("component")
        kept = max(numbers, key=lambda number: (ledger.parties[number].size, -number), default=None)
        held: list[str] = []
        parties = []
        for number in numbers:
            parties.append(ledger.parties[number])
            if number != kept:
                held += ledger.members.pop(number)
                self._drop(number)
        for other in components[1:]:
            del ledger.components[other]
        before = parties[list(numbers).index(kept)] if kept is not None else None
        number = self._make_party([*held, *pieces], component, parties, kept)
        ledger.components[component] = (number,)
        now = ledger.parties[number]
        if before is not None and before.is_wide != now.is_wide:
            self.change.documents.update(before.documents, now.documents)

    def _make_party(
        self, pieces: Sequence[str], component: int, parties: Sequence[Party] = (), kept: int | None = None
    ) -> int:
        """The number of a party of these parties and pieces; pieces of the parties may be among the pieces."""
        ledger = self.ledger
        units = [*parties, *(self.loose[piece] for piece in pieces if piece in self.loose)]
        number = ledger.count_up("party") if kept is None else kept
        party = sum_parties(units, component, _list_reasons(units) | self._list_decided(pieces))
        self._bear(number, ledger.parties[kept] if kept is not None else None, party)
        ledger.parties[number] = party
        ledger.members[number] = (*(ledger.members[number] if kept is not None else ()), *pieces)
        for piece in pieces:
            known: Home | Piece = ledger.homes.get(piece) or ledger.pieces[piece]
            ledger.homes[piece] = Home(party=number, document=known.document, mark=known.mark)
        for key in party.keys:
            if ledger.keys.get(key) != component:
                ledger.keys[key] = component
        if kept is None and not party.is_wide:
            self.change.documents.update(party.documents)
        self.change.changed.add(number)
        return number

    def _list_decided(self, pieces: Sequence[str]) -> set[str]:
        """The reason that a person gave for putting some of these together; those that were before have it already."""
        here = set(pieces)
        for piece in pieces:
            for verdict in self.tied.get(piece, ()):
                if len({one for held in verdict.places for one in held} & here) > 1:
                    return {explain(is_decided)}
        return set()


def _list_reasons(units: Sequence[Party]) -> set[str]:
    """The kinds of the keys that several have; of letters, the names themselves tell later (`find_spellings`)."""
    shared = Counter(key for unit in units for key in unit.keys if not key.startswith("letters|"))
    return {explain_key(key) for key, count in shared.items() if count > 1}


def explain_key(key: str) -> str:
    """The sentence for a key that two have."""
    return explain(_REASONS.get(key.partition("|")[0], is_same_name))


def _is_plain(parties: Sequence[Party]) -> bool:
    """Whether nothing keeps any of these apart."""
    if sum(len(party.entries) for party in parties) > 1:
        return False
    sides = {side for party in parties for side in party.sides}
    return len({name for name, _ in sides}) == len(sides)


class _Roots:
    """Which nodes hang together."""

    def __init__(self) -> None:
        self.parents: dict[str | int, str | int] = {}

    def find(self, node: str | int) -> str | int:
        self.parents.setdefault(node, node)
        while self.parents[node] != node:
            self.parents[node] = self.parents[self.parents[node]]
            node = self.parents[node]
        return node

    def join(self, left: str | int, right: str | int) -> None:
        self.parents[self.find(right)] = self.find(left)
