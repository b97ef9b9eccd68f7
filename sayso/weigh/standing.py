"""What stands up, over all documents at once: every telling in a claim, claims in dispute.

`compare_all` finds what is the same and what clashes, two documents or two tellings at a time; `conclude` puts the
findings together. A case does the same in its tables for what has changed, with the same functions.
"""

from collections.abc import Iterable, Sequence

from sayso.records import Claim, Decision, Dispute, Origin
from sayso.weigh.comparing import (
    Contrast,
    Link,
    compare_documents,
    compare_inside,
    compare_tellings,
    pair_documents,
    pair_tellings,
)
from sayso.weigh.support import Member, find_disputes, join_tellings, make_claims
from sayso.weigh.told import Told


def weigh(told: Sequence[Told], origins: Sequence[Origin], decisions: Iterable[Decision] = ()) -> list[Dispute | Claim]:
    """Every statement and event of the documents in exactly one claim, and the claims that are in dispute."""
    links, contrasts = compare_all(told, origins)
    origin_of = {document: origin.id for origin in origins for document in origin.documents}
    members = [member for item in told for member in list_members(item, origin_of.get(item.document, item.document))]
    groups, reasons = join_tellings([member.id for member in members], links, contrasts)
    homes = {member.id: member.document for member in members}
    disputes = find_disputes(groups, homes, contrasts, decisions)
    return [*disputes, *make_claims(members, groups, reasons, disputes)]


def compare_all(told: Sequence[Told], origins: Sequence[Origin]) -> tuple[set[Link], set[Contrast]]:
    """All pairs of tellings that say the same or contradict each other."""
    links: set[Link] = set()
    contrasts: set[Contrast] = set()
    for item in told:
        same, unlike = compare_inside(item)
        links.update(same)
        contrasts.update(unlike)
    for left, right, between in pair_documents(told, origins):
        same, unlike = compare_documents(told[left], told[right], between)
        links.update(same)
        contrasts.update(unlike)
    published = {item.document: item.published for item in told}
    origin_of = {document: origin.id for origin in origins for document in origin.documents}
    for one, other in pair_tellings(told):
        days = published[one.document], published[other.document]
        together = origin_of.get(one.document, one.document) == origin_of.get(other.document, other.document)
        found = compare_tellings(one, other, days, one_origin=together)
        if isinstance(found, Link):
            links.add(found)
        elif found is not None:
            contrasts.add(found)
    return links, contrasts


def list_members(told: Told, origin: str) -> list[Member]:
    """The tellings of a document as claims count them."""
    return [
        Member(id=telling.id, document=told.document, origin=origin, place=telling.place, voice=telling.voice)
        for telling in told.tellings
    ]
