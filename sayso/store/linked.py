"""Links between entities of a case: why those that were made are there, and those left for a person to decide."""

from collections.abc import Iterator

from msgspec import Struct

from sayso.link.parties import find_spellings, sum_parties
from sayso.link.proposals import propose_links
from sayso.link.reasons import explain
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import Joining, refresh
from sayso.store.rows import ProposedLink, Tie
from sayso.store.saving import Store


class _Side(Struct, frozen=True):
    id: str
    schema: str
    names: tuple[str, ...]
    documents: int


def find_proposed(store: Store) -> Iterator[ProposedLink]:
    """The links that might be made, likeliest first, with what speaks for and against each."""
    refresh(store)
    with explain_errors(store.path):
        joining = Joining(store)
        for proposal in propose_links(joining.ledger):
            left, right = (_describe(joining, number) for number in (proposal.left, proposal.right))
            yield ProposedLink(
                left=left.id,
                right=right.id,
                left_names=left.names,
                right_names=right.names,
                schema=left.schema,
                score=proposal.score,
                reasons=proposal.reasons,
                doubts=proposal.doubts,
                left_documents=left.documents,
                right_documents=right.documents,
            )


def _describe(joining: Joining, number: int) -> _Side:
    """Who a party is part of: under the id of the entity over documents, or that of the one document's entity."""
    ledger = joining.ledger
    group = ledger.rounds[-1].find_group(number)
    party = sum_parties([ledger.parties[one] for one in group])
    pieces = [piece for one in group for piece in ledger.members[one]]
    return _Side(
        id=joining.shown.get(number) or ledger.pieces[pieces[0]].entity.id,
        schema=min(party.schemas, key=lambda schema: (-party.schemas[schema], schema)),
        names=tuple(sorted(party.names, key=lambda name: (-party.names[name], -len(name), name))),
        documents=len({ledger.homes[piece].document for piece in pieces} - {""}),
    )


def find_ties(store: Store, id: str) -> list[Tie]:
    """Why the parts of an entity over documents are one: for each set of names, and between two sets of names."""
    refresh(store)
    ties = []
    with explain_errors(store.path):
        joining = Joining(store)
        ledger = joining.ledger
        rows = fetch(store.connection, tuple[int], "SELECT entity FROM joined WHERE id = ?", (id,))
        numbers = sorted({ledger.homes[str(entity)].party for (entity,) in rows})
        for number in numbers:
            party = ledger.parties[number]
            if party.size > 1:
                reasons = tuple(sorted({*party.reasons, *map(explain, find_spellings(party))}))
                ties.append(Tie(left=tuple(sorted(party.names)), right=(), reasons=reasons, parts=party.size))
        for number in numbers:
            for partner in ledger.rounds[-1].partners.get(number, ()):
                if number < partner.number and partner.number in numbers:
                    left, right = (tuple(sorted(ledger.parties[one].names)) for one in (number, partner.number))
                    ties.append(Tie(left=left, right=right, reasons=(partner.reason,), score=min(partner.score, 0.99)))
    return ties
