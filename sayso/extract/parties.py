"""Who stands in a sentence: names, nouns for actors and adjectives of countries, put together to noun phrases.

"Belgium's foreign minister, Ada Lind," is one party: the mention is the name, the country comes from the possessive,
the sector from the noun. A party knows the preposition in front of it and whether it is only the owner of something.
"""

from msgspec import Struct

from sayso.extract.event_units import Units
from sayso.extract.event_words import (
    COMMA,
    CONJUNCTION,
    CUE,
    DETERMINER,
    GENITIVE,
    NAME,
    PRONOUN,
    Vocabulary,
    load_vocabulary,
)
from sayso.languages.happenings import ActorWord
from sayso.records import Mention
from sayso.text.han import simplify

_ADJECTIVES = 2  # plain words between a country and the noun it belongs to
_DATELINE = 14  # units in which a dateline ends
_LISTING = (",", "，", "、", "،")
_DASHES = ("-", "–", "—")
_BETWEEN_TITLES = 8  # characters between a body, a title and a name
_BODIES = frozenset(["Company", "Organization", "PublicBody"])
_OFFICES = frozenset(["GOV", "MIL", "COP"])
_LONGEST_OFFICE = 8  # characters between a body and the title of who serves it, where words are not separated
_PLAIN_CHARACTERS = 4  # the same where words are not separated


class Party(Struct, kw_only=True):
    """One who may act or be acted on."""

    first: int
    last: int  # units, the end exclusive
    mention: Mention | None = None  # the name that heads it
    noun: ActorWord | None = None
    noun_units: tuple[int, int] | None = None
    country: str | None = None
    sector: str | None = None
    kind: str = "noun"  # name, place, people, noun, pronoun
    role: str = ""  # what stands in front: with, to, ...; empty for a bare one
    owner: bool = False
    ethnic: bool = False  # a people by descent, which does not say where they live
    group: int = 0  # parties joined by "and" share it


def find_parties(units: Units) -> list[Party]:
    """The parties of a sentence in order."""
    vocabulary = load_vocabulary(units.reading.language)
    anchors = _find_anchors(units, vocabulary)
    parties: list[Party] = []
    for anchor in anchors:
        if parties and _belongs(units, parties[-1], anchor):
            _merge(parties[-1], anchor)
        else:
            parties.append(anchor)
    for number, party in enumerate(parties):
        _take_noun(units, party)
        party.group = number
        _place(units, party)
    _place_dateline(units, parties)
    _join_groups(units, parties)
    return parties


def _place_dateline(units: Units, parties: list[Party]) -> None:
    """A place that opens the text in front of a dash says where the news comes from: "OSLO (Wire) - ..."."""
    if not parties or parties[0].first != 0 or parties[0].kind != "place":
        return
    inside = False  # parentheses
    for place in range(parties[0].last, min(_DATELINE, len(units.words))):
        word = units.words[place]
        if word in _DASHES:
            parties[0].role = "in"
            return
        inside = word == "(" or (inside and word != ")")
        if not (inside or word in (")", ",") or place in units.dated):
            return


def _take_noun(units: Units, party: Party) -> None:
    """An adjective of a country with a noun that no list has behind it stands for somebody: "a Polish glazier"."""
    behind = party.last
    if party.kind != "people" or behind >= len(units.words) or not units.reading.language.settings.spaced:
        return
    taken = any(hit.first <= behind < hit.last for hit in units.hits) or behind in units.roles
    if not taken and not units.flags[behind] and units.words[behind].isalpha():
        party.kind, party.last = "noun", behind + 1


def _find_anchors(units: Units, vocabulary: Vocabulary) -> list[Party]:
    anchors: list[Party] = []
    triggers = {place for hit in units.hits for place in (hit.first, hit.head, hit.last - 1)}
    number = 0
    while number < len(units.words):
        anchor = None
        if number in units.names:
            anchor = _read_name(units, vocabulary, number)
        elif units.flags[number] & PRONOUN:
            anchor = Party(first=number, last=number + 1, kind="pronoun")
        elif number not in triggers and not units.flags[number] & NAME and not _is_adjective(units, number):
            anchor = _read_word(units, vocabulary, number)
        if anchor is None:
            number += 1
            continue
        anchor.owner = bool(units.flags[anchor.last - 1] & GENITIVE)
        anchors.append(anchor)
        number = anchor.last
    return anchors


def _is_adjective(units: Units, number: int) -> bool:
    """Whether a word for somebody only describes the noun behind it: "an official visit", "a general strike"."""
    if units.words[number] not in units.reading.language.happenings.adjectives:
        return False
    if units.tree is not None:
        return units.tree.parts[number] == "ADJ"
    return any(hit.head == number + 1 and hit.kind == "noun" for hit in units.hits)


def _read_name(units: Units, vocabulary: Vocabulary, number: int) -> Party:
    last, mention = units.names[number]
    name = simplify(units.reading.text[mention.span.start : mention.span.end])
    country, kind = vocabulary.places.get(name) or vocabulary.places.get(name.title()) or ("", "")
    if not country and mention.schema != "Person":
        country = _find_international(vocabulary, name)
    if not country:
        country = next((found for at in range(number, last) if (found := _find_word(units, vocabulary, at))), "")
    shown = "place" if kind in ("capital", "place") or mention.schema == "Place" else "name"
    sector = "GOV" if kind == "capital" else None
    return Party(first=number, last=last, mention=mention, kind=shown, country=country or None, sector=sector)


def _find_international(vocabulary: Vocabulary, name: str) -> str:
    """IGO where a name begins with that of an international body: "United Nations Relief Coordinator"."""
    words = name.split()
    for size in range(len(words) - 1, 0, -1):
        country, _ = vocabulary.places.get(" ".join(words[:size])) or ("", "")
        if country == "IGO":
            return country
    return ""


def _find_word(units: Units, vocabulary: Vocabulary, number: int) -> str | None:
    """The country that one word of a name gives: an adjective, or the country itself."""
    found = find_people(units, vocabulary, number)
    if found is None and units.reading.language.settings.spaced:
        written = units.reading.text[units.starts[number] : units.ends[number]].removesuffix("'s").removesuffix("’s")
        country, kind = vocabulary.places.get(written) or ("", "")
        found = country if kind == "country" else None
    return found


def _read_word(units: Units, vocabulary: Vocabulary, number: int) -> Party | None:
    country = find_people(units, vocabulary, number)
    if number in units.actors:
        last, row = units.actors[number]
        return Party(first=number, last=last, noun=row, noun_units=(number, last), sector=row.sector, country=country)
    last = number + 1
    if number in units.peoples:
        last, country = units.peoples[number]
    if country:
        kind = "noun" if _is_noun(units, vocabulary, last - 1) else "people"
        ethnic = number > 0 and units.words[number - 1] in units.reading.language.happenings.ethnic
        return Party(first=number, last=last, kind=kind, country=None if ethnic else country, ethnic=ethnic)
    return None


def _is_noun(units: Units, vocabulary: Vocabulary, number: int) -> bool:
    """Whether the name of a people stands for its members ("Kenyans protested") and is no adjective."""
    if units.words[number].removesuffix("s") in vocabulary.peoples and units.words[number].endswith("s"):
        return True
    behind = number + 1
    return behind == len(units.words) or bool(units.flags[behind] & (COMMA | CUE)) or behind in units.roles


def find_people(units: Units, vocabulary: Vocabulary, number: int) -> str | None:
    """The country of an adjective or a people."""
    word = units.words[number]
    if word in vocabulary.peoples:
        capital = units.reading.text[units.starts[number]]
        return vocabulary.peoples[word] if capital.isupper() or not capital.islower() else None
    for ending in vocabulary.origins:
        if word.endswith(ending) and (found := vocabulary.peoples.get(word.removesuffix(ending))):
            return found
    for size in range(min(len(word), 14), 3, -1):
        if word[:size] in vocabulary.stems:
            return vocabulary.stems[word[:size]]
    return None


def _belongs(units: Units, left: Party, right: Party) -> bool:
    """Whether the right anchor goes on with the noun phrase of the left one."""
    gap = range(left.last, right.first)
    flags = [units.flags[place] for place in gap]
    if "pronoun" in (left.kind, right.kind) or any(hit.first <= p < hit.last for hit in units.hits for p in gap):
        return False
    roles = [units.roles[place][0] for place in gap if place in units.roles]
    if roles:
        if units.reading.language.happenings.postpositions:
            body = left.mention is not None and left.mention.schema in ("PublicBody", "Organization")
            return roles[0] == "from" and body and right.noun is not None and len(gap) == 1
        tied = roles[0] in ("of", "from") and gap[0] in units.roles and len(gap) <= 2
        return tied and left.noun is not None and left.mention is None and bool(right.mention) and not right.noun
    if len(gap) == 1 and flags[0] & COMMA:
        return _is_apposition(left, right)
    if right.kind == "people" or any(flag & ~GENITIVE for flag in flags):
        return False
    return _fills(units, left, right, gap) if gap else _continues(left, right)


def _fills(units: Units, left: Party, right: Party, gap: range) -> bool:
    """Whether the plain words in between belong to one phrase with both: adjectives, titles, an owner behind."""
    happenings = units.reading.language.happenings
    written = units.reading.text[units.ends[left.last - 1] : units.starts[right.first]]
    if happenings.postpositions:  # a ministry, its minister and her name in one row
        named = right.mention is not None and right.mention.schema == "Person"
        fits = right.noun is not None if left.mention is not None and left.noun is None else named
        return fits and len(written) <= _BETWEEN_TITLES and written[0].isspace()
    if happenings.bare_genitives and left.noun is not None and left.mention is None:
        return len(gap) <= 1 and right.mention is not None and right.mention.schema in ("Country", "PublicBody")
    if units.reading.language.settings.spaced:
        return len(gap) <= _ADJECTIVES and right.noun is not None and (left.kind == "people" or left.owner)
    body = left.mention is not None and left.mention.schema in _BODIES and not left.noun
    if body and right.noun is not None and right.noun.sector in _OFFICES and len(written) <= _LONGEST_OFFICE:
        return written.isalnum()  # 缅军北部军区司令
    leads = left.kind == "people" or left.owner or (left.country and not left.noun)
    return bool(leads) and len(gap) == 1 and len(written) <= _PLAIN_CHARACTERS and right.noun is not None


def _continues(left: Party, right: Party) -> bool:
    """Whether two anchors side by side are one phrase: a country and its minister, a minister and the name."""
    if left.mention and right.mention:
        leads = left.mention.schema == "Country" and bool(left.country) and right.mention.schema != "Country"
        return leads or left.noun is not None
    return not (left.mention and left.mention.schema == "Person")


def _is_apposition(left: Party, right: Party) -> bool:
    """ "the minister, Ada Lind," names one party."""
    named = right.mention is not None and right.mention.schema == "Person"
    return left.noun is not None and left.mention is None and named


def _merge(left: Party, right: Party) -> None:
    """The right anchor becomes part of the left party; a name heads it, else the last noun."""
    if (
        right.mention is not None
        and (right.mention.schema != "Country" or left.mention is None)
        and not (left.noun is not None and right.kind in ("name", "place") and (right.country or right.kind == "place"))
    ):
        if left.mention is not None and left.mention.schema == "Country":
            left.country = left.country or right.country
        left.mention, left.kind = right.mention, "name"
    elif right.noun is not None:
        if left.mention is not None and left.mention.schema in ("Country", "Place"):
            left.mention = None
        left.kind = "name" if left.mention else "noun"
    if right.noun is not None:
        start = left.noun_units[0] if left.noun_units else right.first
        left.noun, left.noun_units = right.noun, (start, right.last)
        left.sector = right.sector
    left.country = left.country or right.country
    if left.sector is None:
        left.sector = right.sector
    left.last, left.owner = right.last, right.owner


def _place(units: Units, party: Party) -> None:
    """The preposition that governs the party."""
    if units.reading.language.happenings.postpositions:
        for place in range(party.last, min(party.last + 2, len(units.words))):
            if place in units.roles:
                party.role = units.roles[place][0]
                return
        return
    place = party.first - 1
    spaced = units.reading.language.settings.spaced
    reach = 4 if spaced else 2
    while place >= 0 and reach:
        behind = next(
            (units.roles[at] for at in (place, place - 1) if at in units.roles and units.roles[at][1] > place), None
        )
        if behind:
            if behind[0] == "of" and place and units.flags[place - 1] & DETERMINER:
                place, reach = place - 1, 4  # "dozens of", "a group of"
                continue
            if behind[0] == "amount":
                place, reach = place - 2, 4  # "up to"
                continue
            if behind[0] != "other" or not any(place in hit.own for hit in units.hits):
                party.role = behind[0]  # "up" in "picked up" governs nothing
            return
        if place in units.dated:
            return  # "on Monday the ministry"
        flags = units.flags[place]
        short = spaced or units.ends[place] - units.starts[place] <= _PLAIN_CHARACTERS
        plain = (not flags & ~(DETERMINER | GENITIVE) and short) or flags & DETERMINER
        if not plain or any(hit.first <= place < hit.last for hit in units.hits):
            return
        place -= 1
        reach -= 1


def _join_groups(units: Units, parties: list[Party]) -> None:
    """Parties with only "and" or a comma in between share a group, a preposition, and the noun behind them."""
    for number in range(len(parties) - 1, 0, -1):
        left, right = parties[number - 1], parties[number]
        if left.role == "in" and right.kind != "place" and units.roles.get(left.last, ("", 0))[0] == "with":
            right.role = "with"  # 在昆明与官员: the place is not joined to those who are met there
            continue
        gap = [units.flags[place] for place in range(left.last, right.first)]
        if not gap or "pronoun" in (left.kind, right.kind):
            continue
        joined = any(flag & CONJUNCTION for flag in gap) and all(
            flag & (CONJUNCTION | COMMA | DETERMINER) for flag in gap
        )
        comma = (
            all(flag & (COMMA | DETERMINER) for flag in gap)
            and sum(units.words[place] in _LISTING for place in range(left.last, right.first)) == 1
            and number + 1 < len(parties)
            and parties[number + 1].group == right.group
        )
        if joined or comma:
            _share(left, right, parties)


def _share(left: Party, right: Party, parties: list[Party]) -> None:
    old = right.group
    for party in parties:
        if party.group == old:
            party.group = left.group
            if party.role in ("", "with", "of") or party.role == left.role:
                party.role = left.role
    if (
        left.kind in ("people", "name", "place")
        and left.noun is None
        and right.noun is not None
        and right.country
        and left.country
    ):
        left.noun, left.sector, left.owner = right.noun, right.sector, False
        if left.kind == "people":
            left.kind = "noun"
    if left.noun is not None and left.country is None and left.noun.domestic and right.country and left.mention is None:
        left.country = right.country
    if (
        right.noun is not None
        and right.country is None
        and right.noun.domestic
        and left.country
        and right.mention is None
    ):
        right.country = left.country
