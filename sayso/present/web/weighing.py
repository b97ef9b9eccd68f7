"""What the pages of claims, disputes and origins show: what is asked for, sides beside each other, what differs."""

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import get_args
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from sayso.case import ClaimFilters, DisputeFilters, Filters
from sayso.errors import SaysoError
from sayso.present import wording
from sayso.present.web import lists
from sayso.present.wording import VERBS
from sayso.records import DisputeKind
from sayso.store.rows_weighed import ClaimOrder, ClaimRow, DisputeShown, OriginPart, TellingRow

_FLAGS = {"yes": True, "no": False}
ORDERS: tuple[ClaimOrder, ...] = ("fewest origins", "most origins", "most denied", "latest", "earliest")


_VERBS: dict[str, str] = {str(act): verb for act, verb in VERBS.items()}


class Side(Struct, frozen=True, kw_only=True):
    """One side of a dispute: what it claims, what it rests on, the words in which it clashes."""

    claim: ClaimRow
    parts: tuple[OriginPart, ...]
    clash: TellingRow


def read_claims(query: Mapping[str, str]) -> ClaimFilters:
    """The filters on claims that stand in an address."""
    order = query.get("order", "").strip() or ORDERS[0]
    if order not in ORDERS:
        raise SaysoError(f"{order!r} is no order", where="order", hint=f"Use one of: {', '.join(ORDERS)}")
    return ClaimFilters(
        made=_read_made(query),
        document=query.get("document", "").strip() or None,
        origins=_read_number(query, "origins"),
        least_origins=_read_number(query, "least_origins"),
        denied=_FLAGS.get(query.get("denied", "")),
        several=query.get("several", "yes") != "no",
        order=next(known for known in ORDERS if known == order),
    )


def read_disputes(query: Mapping[str, str]) -> DisputeFilters:
    """The filters on disputes that stand in an address."""
    kinds: dict[str, DisputeKind] = {kind: kind for kind in get_args(DisputeKind)}
    return DisputeFilters(
        made=_read_made(query),
        document=query.get("document", "").strip() or None,
        kind=kinds.get(query.get("kind", "")),
        inside=_FLAGS.get(query.get("inside", "")),
    )


def _read_made(query: Mapping[str, str]) -> Filters | None:
    made = msgspec.structs.replace(lists.read_filters(query), document=None)
    return None if made == Filters() else made


def _read_number(query: Mapping[str, str], name: str) -> int | None:
    words = query.get(name, "").strip()
    return int(words) if words.isdecimal() and len(words) < 6 else None


def show_asked(query: Mapping[str, str], *names: str) -> str:
    """The filters as they stand in an address."""
    own = urlencode([(name, query[name]) for name in names if query.get(name, "").strip()])
    return "&".join(part for part in (lists.show_filters(lists.read_filters(query)), own) if part)


def show_telling(telling: TellingRow) -> str:
    """What somebody does by telling it: "denies", "reports (uncertain)"; of an event nothing."""
    if telling.kind == "event":
        return ""
    verb = _VERBS.get(telling.act, telling.act)
    return verb if telling.stance == "positive" or telling.act == "deny" else f"{verb} ({telling.stance})"


def name_telling(telling: TellingRow) -> str:
    """Who says it; the reporter's own voice where nobody is named."""
    if telling.speaker:
        return telling.speaker
    return "the reporter" if telling.kind == "event" else "(unnamed)"


def choose_colour(telling: TellingRow) -> int:
    """The colour of who says it, the same as everywhere in the case."""
    return wording.choose_colour(telling.entity, telling.speaker)


def list_sides(dispute: DisputeShown) -> list[Side]:
    """The sides of a dispute, each in a column of its own."""
    rows = zip(dispute.dispute.sides, dispute.parts, dispute.clash, strict=True)
    return [Side(claim=claim, parts=parts, clash=clash) for claim, parts, clash in rows]


_WORD = re.compile(r"\d[\d.,:]*\d|\w+|[^\w\s]", re.UNICODE)


def find_difference(left: str, right: str) -> tuple[str, str] | None:
    """The words in which two sentences differ, where they are alike but for a few; None where they are not."""
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    start = next((place for place, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other), len(ours))
    if start >= min(len(ours), len(theirs)):
        return None
    tail = 0
    while tail < min(len(ours), len(theirs)) - start and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    one, other = ours[start : len(ours) - tail], theirs[start : len(theirs) - tail]
    alike = start + tail
    if not one or not other or max(len(one), len(other)) > 4 or alike < len(one):
        return None
    return " ".join(one), " ".join(other)
