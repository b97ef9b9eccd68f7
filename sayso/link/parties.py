"""Pieces and parties: what one document has of somebody, and all that is known of those that are one by their keys.

A party is a sum over its pieces that does not depend on their order, so a piece can be added without
looking at the others again. What could grow without bound is cut where it stops to matter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from sayso.link.bodies import find_body
from sayso.link.cities import find_cities
from sayso.link.folding import find_family
from sayso.link.reasons import Reason, is_same_in_letters, is_same_letters
from sayso.link.sounds import find_name_script, fold_spelling, has_readings, is_pinyin, spell
from sayso.link.telling import fold_plain, fold_sound, fold_trade_name, is_telling
from sayso.records import Entity

WIDE = 50  # documents; who is named in more of them is no context for others, and has enough context in these
_ANYWHERE = ("IGO", "NGO", "MNC")
Side = tuple[str, int]  # a decision that keeps apart, and on which of its sides one stands


class Piece(Struct, frozen=True):
    """An entity of one document, or an entry of a list, which stands in none."""

    entity: Entity
    document: str = ""
    mark: int = 0  # by which the store knows again what it gave

    @property
    def is_listed(self) -> bool:
        return not self.document


class Party(Struct, frozen=True, array_like=True):
    """What is known of pieces that are one."""

    family: str
    component: int = 0
    names: dict[str, int] = {}  # and in how many pieces each stands
    schemas: dict[str, int] = {}
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()  # telling names, folded, that may be compared by sound
    documents: tuple[str, ...] = ()  # the first ones and one more than count
    score: float = 1.0
    notes: tuple[str, ...] = ()  # why mentions of one document are one
    reasons: tuple[str, ...] = ()  # why the pieces are one
    entries: tuple[str, ...] = ()  # pieces that are entries of a list
    sides: tuple[Side, ...] = ()
    first: str = ""  # the smallest id of a mention or entry
    size: int = 1
    mentions: int = 0

    @property
    def is_wide(self) -> bool:
        return len(self.documents) > WIDE

    @property
    def sounding(self) -> tuple[str, ...]:
        """The names that are compared by sound, with what they can be compared with."""
        return tuple(f"{self.family}|{name}" for name in self.heard)

    @property
    def country(self) -> str | None:
        """The one country that it has; IGO, NGO and MNC are none."""
        return self.countries[0] if len(self.countries) == 1 and self.countries[0] not in _ANYWHERE else None


def list_keys(entity: Entity) -> list[str]:
    """What an entity may be joined by: its country's code, its country and kind, or its telling names, folded."""
    if entity.schema == "Country":
        return [f"country|{entity.country}"] if entity.country else []
    family = find_family(entity.schema)
    telling = [name for name in entity.names if is_telling(name, entity)]
    keys = [f"{family}|{fold_plain(name)}" for name in telling]
    if family == "body":
        bodies = (find_body(name, _keep_country(entity)) for name in entity.names)
        keys += [f"kind of body|{body}" for body in bodies if body is not None]
    if entity.schema in ("Company", "Organization"):
        keys += [f"trade name|{fold_trade_name(name)}" for name in telling]
    if family == "place":
        keys += [f"city|{city}" for name in telling for city in find_cities(name)]
    if family == "person":
        keys += [f"letters|{letters}" for name in telling if (letters := _fold_letters(name))]
    return list(dict.fromkeys(keys))


def find_spellings(party: Party) -> set[Reason]:
    """Why names of the same letters in a party of persons are one: spaced in different ways, or in two scripts."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for key in party.keys:
        family, _, name = key.partition("|")
        letters = _fold_letters(name) if family == "person" else None
        if letters:
            held[letters].append(find_name_script(name))
    reasons: set[Reason] = set()
    for scripts in held.values():
        if len(set(scripts)) > 1:
            reasons.add(is_same_in_letters)
        if len(set(scripts)) < len(scripts):
            reasons.add(is_same_letters)
    return reasons


def _keep_country(entity: Entity) -> str | None:
    return entity.country if entity.country not in _ANYWHERE else None


@lru_cache(maxsize=65_536)
def _fold_letters(name: str) -> str | None:
    """The letters of a person's name without accents, hyphens and spaces; None for a script of characters."""
    if has_readings(find_name_script(name)):
        return None
    forms = spell(name)
    if not forms:
        return None
    return "".join(forms[0]).replace(" ", "") if is_pinyin(forms[0]) else fold_spelling(forms[0])


def describe_piece(number: str, piece: Piece, sides: Iterable[Side] = ()) -> Party:
    """A party of this piece alone."""
    entity = piece.entity
    family = find_family(entity.schema)
    keys = list_keys(entity)
    telling = [name for name in entity.names if is_telling(name, entity)]
    if family == "body":  # what characters say of a body is mostly meaning, not sound
        telling = [name for name in telling if not has_readings(find_name_script(name))]
    return Party(
        family=family,
        names=dict.fromkeys(entity.names, 1),
        schemas={entity.schema: 1},
        countries=(entity.country,) if entity.country else (),
        sectors=(entity.sector,) if entity.sector else (),
        keys=tuple(sorted(keys)),
        heard=tuple(sorted({fold_sound(name) for name in telling})) if entity.schema != "Country" else (),
        documents=(piece.document,) if piece.document else (),
        score=entity.score,
        notes=tuple(sorted(set(entity.reasons))),
        entries=(number,) if piece.is_listed else (),
        sides=tuple(sorted(set(sides))),
        first=min(entity.mentions, default=entity.id),
        mentions=len(entity.mentions),
    )


def sum_parties(parties: Sequence[Party], component: int = 0, reasons: Iterable[str] = ()) -> Party:
    """What is known of all of these together, which are one for these reasons."""
    names: Counter[str] = Counter()
    schemas: Counter[str] = Counter()
    for party in parties:
        names.update(party.names)
        schemas.update(party.schemas)
    return Party(
        family=min(party.family for party in parties),
        component=component,
        names=dict(names),
        schemas=dict(schemas),
        countries=_unite(party.countries for party in parties),
        sectors=_unite(party.sectors for party in parties),
        keys=_unite(party.keys for party in parties),
        heard=_unite(party.heard for party in parties),
        documents=_unite(party.documents for party in parties)[: WIDE + 1],
        score=min(party.score for party in parties),
        notes=_unite(party.notes for party in parties),
        reasons=tuple(sorted({*reasons, *(reason for party in parties for reason in party.reasons)})),
        entries=_unite(party.entries for party in parties),
        sides=tuple(sorted({side for party in parties for side in party.sides})),
        first=min(party.first for party in parties),
        size=sum(party.size for party in parties),
        mentions=sum(party.mentions for party in parties),
    )


def _unite(held: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All that is in any of these, each in order, in order."""
    kinds = {many for many in held if many}
    return kinds.pop() if len(kinds) == 1 else tuple(sorted({one for many in kinds for one in many}))


def are_apart(left: Party, right: Party) -> bool:
    """Whether a person decided that somebody in one is somebody else than one in the other, or two entries say so."""
    if left.entries and right.entries:
        return True
    if not left.sides or not right.sides:
        return False
    return any(name == other and side != place for name, side in left.sides for other, place in right.sides)
