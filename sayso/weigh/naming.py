"""Whether two tellings name the same or others: another town, other people, another trade.

Most of those whom documents name are not known to be the same or not, and yet a name tells something: two words of
one script that have nothing in common name two towns, two names in two scripts that sound alike name one speaker.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from sayso import languages
from sayso.languages.concepts import find_concepts
from sayso.link.likeness import compare_names
from sayso.link.sounds import find_name_script

ALIKE = 0.6  # of two names in two scripts, from which on they may be one
SURELY_ALIKE, FEWEST_CONSONANTS = 0.8, 3  # ... and are, where they say the same
STEM = 5  # letters by which two forms of a name are one
FEWEST_KEPT, PLACE_ENDING = 2, 2  # characters of a name without the word for village or quay behind it, and of that
BY_SOUND = frozenset(["Person", "Company", "Place"])  # whose names are written by their sound in another script


class Party(Struct, frozen=True, order=True):
    """Somebody, or some place, as a telling calls them."""

    id: str
    name: str  # folded
    schema: str
    named: bool  # by a name, not by a noun
    trades: tuple[str, ...]  # what the words mean, alike in all languages: police, government


def make_party(id: str, names: Iterable[str], schema: str, lang: str, *, named: bool) -> Party:
    """Somebody by the longest of their names."""
    name = max(names, key=lambda name: (len(name), name), default="")
    return Party(id, name, schema, named, find_trades(name, lang))


@lru_cache(maxsize=65_536)
def find_trades(name: str, lang: str) -> tuple[str, ...]:
    """What the words of a folded name mean."""
    language = languages.load(lang)
    return find_concepts(name, lang, spaced=language.settings.spaced) if language else ()


def name_others(left: Iterable[Party], right: Iterable[Party]) -> bool:
    """Whether both name somebody or some place, and nothing that one names can be what the other names.

    Countries are compared with countries alone: one names the country, the other the town.
    """
    ours, theirs = ({p.id: p for p in side if p.named} for side in (left, right))
    mine = [party for id, party in ours.items() if id not in theirs]
    others = [party for id, party in theirs.items() if id not in ours]
    for country in (False, True):
        own, against = ([p for p in side if (p.schema == "Country") == country] for side in (mine, others))
        if own and against and all(_are_others(one, other) for one in own for other in against):
            return True
    return False


def _are_others(left: Party, right: Party) -> bool:
    """Whether two names cannot be of one: they share no word; in two scripts, where both go by sound, no sound."""
    if find_name_script(left.name) == find_name_script(right.name):
        return not _share_words(left.name, right.name)
    return left.schema in BY_SOUND and right.schema in BY_SOUND and not _sounds_like(left, right)


def may_be_one(left: Party, right: Party) -> bool:
    """Whether something shows that two may be one: a word, the sound, the trade."""
    if left.id == right.id:
        return True
    if not left.named or not right.named:
        return not set(left.trades).isdisjoint(right.trades)
    if find_name_script(left.name) == find_name_script(right.name):
        return _share_words(left.name, right.name)
    return _sounds_like(left, right) or not set(left.trades).isdisjoint(right.trades)


def _sounds_like(left: Party, right: Party) -> bool:
    pairs = ((one, other) for one in _list_forms(left) for other in _list_forms(right))
    return any(compare_names(one, other).score >= ALIKE for one, other in pairs)


def is_like_named(left: Iterable[str], right: Iterable[str], langs: tuple[str, str]) -> bool:
    """Whether two speakers have one name, or names in two scripts that sound alike; words for a trade are no name."""
    ours = [name for name in sorted(left) if name and not find_trades(name, langs[0])]
    theirs = [name for name in sorted(right) if name and not find_trades(name, langs[1])]
    return any(one == other or _sound_alike(one, other) for one in ours for other in theirs)


def _sound_alike(one: str, other: str) -> bool:
    likeness = compare_names(one, other)
    return likeness.score >= SURELY_ALIKE and likeness.consonants >= FEWEST_CONSONANTS


def _list_forms(party: Party) -> list[str]:
    """The name, and without its last characters, which may say what kind of place it is: 奥斯克码头."""
    unspaced = party.name.upper() == party.name.lower() and " " not in party.name
    most = min(PLACE_ENDING, len(party.name) - FEWEST_KEPT) if unspaced else 0
    return [party.name, *(party.name[:-cut] for cut in range(1, most + 1))]


def may_be_names_of_one(left: str, right: str) -> bool:
    """Whether two folded names in one script have a word in common, or one holds the other; True for two scripts."""
    return find_name_script(left) != find_name_script(right) or _share_words(left, right)


def _share_words(left: str, right: str) -> bool:
    if left.upper() == left.lower():
        return left in right or right in left
    return not {word[:STEM] for word in left.split()}.isdisjoint(word[:STEM] for word in right.split())
