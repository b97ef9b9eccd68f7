"""Which country those belong to who are named without one: by the words behind them, else by the only one in sight.

What is concluded so carries its reason, in the words of the function that found it.
"""

from collections.abc import Callable

from sayso.extract.event_sentences import Sentence
from sayso.extract.event_trees import ROOT
from sayso.extract.event_units import Units
from sayso.extract.event_words import COMMA, CUE, STOP
from sayso.extract.parties import Party

_AT_HOME = frozenset(["of", "in", "from"])
_INTERNATIONAL = frozenset(["IGO", "NGO", "MNC"])
_REACH = 4  # units between somebody and the place that says where they belong
_STEPS = 4
Home = tuple[str, str]  # the country, and why
Finder = Callable[[Sentence, Party], str | None]


def find_home(sentence: Sentence, party: Party) -> Home | None:
    """The country of a party that names none itself, and the reason; None where nothing says it."""
    if party.kind == "pronoun":
        return None
    if sentence.cast.find_country(party) is not None:
        lived = find_dwelling(sentence, party) if _is_people(party) else None
        return (lived, _explain(find_dwelling)) if lived else None
    for finder in (find_named_behind, find_owners_home, find_stage, find_only_country):
        country = finder(sentence, party)
        if country is not None:
            return country, _explain(finder)
    return None


def _explain(finder: Finder) -> str:
    return " ".join((finder.__doc__ or "").split())


def _is_people(party: Party) -> bool:
    """Whether only a people is named, without any word for what they are."""
    return party.kind == "noun" and party.noun is None and party.mention is None and party.last - party.first == 1


def find_dwelling(sentence: Sentence, party: Party) -> str | None:
    """A people of this country: "the Albanians of Serbia"."""
    behind = [other for other in sentence.parties if other.role == "of" and _follows(sentence.units, other, party)]
    return sentence.cast.find_country(behind[0]) if behind else None


def find_named_behind(sentence: Sentence, party: Party) -> str | None:
    """The words that go with it name this country."""
    named = party.mention is not None and party.mention.schema == "Person"
    for other in sentence.parties:
        if other is party or other.role not in _AT_HOME or (named and other.role == "in"):
            continue
        country = sentence.cast.find_country(other)
        if country is None or country in _INTERNATIONAL:
            continue
        if (
            _hangs_on(sentence.units, other, party)
            if sentence.units.tree is not None
            else _follows(sentence.units, other, party)
        ):
            return country
    return None


def _hangs_on(units: Units, other: Party, party: Party) -> bool:
    """Whether the tree puts one party into the phrase of another."""
    tree = units.tree
    if tree is None:
        return False
    at = tree.find_top(other.first, other.last)
    for _ in range(_STEPS):
        relation = tree.relations[at]
        if relation in ("conj", "appos", "parataxis", "advcl", "ccomp", "root"):
            return False
        at = tree.heads[at]
        if at == ROOT:
            return False
        if party.first <= at < party.last:
            return True
    return False


def _follows(units: Units, other: Party, party: Party) -> bool:
    """Whether one party stands right behind another."""
    if not units.reading.language.settings.spaced:
        return False
    gap = range(party.last, other.first)
    return 0 < len(gap) <= _REACH and not any(
        units.flags[place] & (COMMA | STOP | CUE) or any(hit.first <= place < hit.last for hit in units.hits)
        for place in gap
    )


def find_owners_home(sentence: Sentence, party: Party) -> str | None:
    """It belongs to the one named before it, who is of this country."""
    units = sentence.units
    if party.noun is None or not party.first or units.words[party.first - 1] not in _list_possessives(units):
        return None
    before = [other for other in sentence.parties if other.last <= party.first and other.kind != "pronoun"]
    found = [country for other in before if (country := sentence.cast.find_country(other))]
    return found[0] if found else None


def _list_possessives(units: Units) -> tuple[str, ...]:
    return units.reading.language.settings.words.possessives


def find_stage(sentence: Sentence, party: Party) -> str | None:
    """It acts in this country, and no other is named."""
    if not _is_domestic(party):
        return None
    found = {
        country
        for other in sentence.parties
        if other.role == "in" and other.mention is not None and (country := sentence.cast.find_country(other))
    }
    return found.pop() if len(found) == 1 else None


def find_only_country(sentence: Sentence, party: Party) -> str | None:
    """Its sentence names no other country."""
    if not _is_domestic(party):
        return None
    found = {country for other in sentence.parties if (country := sentence.cast.find_country(other))} - _INTERNATIONAL
    return found.pop() if len(found) == 1 else None


def _is_domestic(party: Party) -> bool:
    return party.ethnic or (party.noun is not None and bool(party.noun.domestic))
