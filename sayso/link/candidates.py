"""Which names in different scripts may be one person's, and which of them are, with the reason.

Only names whose consonants agree but for one are compared. A link is made only where each name is the
other's best, by a margin, and the name is long and alike enough, or the documents name the same others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from sayso.link.likeness import Likeness, compare_names, list_forms
from sayso.link.reasons import Reason, is_same_pinyin, is_same_sound, is_similar_sound
from sayso.link.sounds import find_name_script, has_readings, is_pinyin, make_skeleton, spell_native

MARGIN = 0.03  # by which a name must be nearer than the next
_MOST_IN_BLOCK = 60  # names with the same consonants; more of them tell nothing
_SHORTEST_CUT = 4  # consonants of a name that one may be dropped from
_WIDESPREAD = 0.5  # of the documents; who is named in more of them is no context
_FEW = 8  # documents of which each counts


class Party(Struct, frozen=True):
    """A group of entities with what it is known by."""

    number: int
    names: tuple[str, ...]  # telling ones
    documents: frozenset[str]
    country: str | None


class Link(Struct, frozen=True):
    """Two parties that are one."""

    left: int
    right: int
    score: float
    reason: Reason


def find_links(parties: Sequence[Party], contexts: Mapping[str, frozenset[str]]) -> list[Link]:
    """The parties that are one by the sound of their names, surest first.

    Args:
        contexts: for a document whom else it names.
    """
    widespread = _find_widespread(contexts)
    found: defaultdict[tuple[int, str], list[tuple[float, int, Link]]] = defaultdict(list)
    links = []
    for left, right in _find_pairs(parties):
        link, scripts = _compare(parties[left], parties[right], contexts, widespread)
        if link is None:
            continue
        links.append((left, right, link, scripts))
        found[left, scripts[1]].append((link.score, right, link))
        found[right, scripts[0]].append((link.score, left, link))
    best = {key: sorted((score, number) for score, number, _ in rows) for key, rows in found.items()}
    kept = [
        link
        for left, right, link, scripts in links
        if _is_best(best[left, scripts[1]], right) and _is_best(best[right, scripts[0]], left)
    ]
    return sorted(kept, key=lambda link: (-link.score, link.left, link.right))


def _is_best(rows: Sequence[tuple[float, int]], number: int) -> bool:
    return rows[-1][1] == number and (len(rows) == 1 or rows[-1][0] - rows[-2][0] >= MARGIN)


def _find_pairs(parties: Sequence[Party]) -> list[tuple[int, int]]:
    """The pairs that share the consonants of a name, but for one, in two scripts."""
    blocks: defaultdict[str, dict[int, set[str]]] = defaultdict(dict)
    for place, party in enumerate(parties):
        for name in party.names:
            for key in set(list_skeletons(name)):
                blocks[key].setdefault(place, set()).add(find_name_script(name))
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if 1 < len(block) <= _MOST_IN_BLOCK:
            pairs.update(
                (left, right) for left, right in combinations(sorted(block), 2) if len(block[left] | block[right]) > 1
            )
    return sorted(pairs)


def list_skeletons(name: str) -> Iterator[str]:
    """The keys under which a name is looked for: its consonants, whole and with one left out, in both orders."""
    pinyin = has_readings(find_name_script(name))
    native = [(letters,) for letters in sorted(spell_native(name))] if pinyin and len(name) < 5 else []
    for form in (*list_forms(name), *native):
        orders = [form, (*form[1:], form[0]), (form[-1], *form[:-1])] if len(form) > 1 else [form]
        ways = [(order, way) for order in orders for way in {pinyin, pinyin or is_pinyin(form)}]
        for order, way in ways:
            skeleton = make_skeleton(order, pinyin=way)
            if len(skeleton) > 1:
                yield skeleton
            if len(skeleton) >= _SHORTEST_CUT:
                yield from (skeleton[:cut] + skeleton[cut + 1 :] for cut in range(len(skeleton)))


def _find_widespread(contexts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    counts: defaultdict[str, int] = defaultdict(int)
    for named in contexts.values():
        for one in named:
            counts[one] += 1
    limit = max(_FEW, len(contexts) * _WIDESPREAD)
    return frozenset(one for one, count in counts.items() if count > limit)


def _compare(
    left: Party, right: Party, contexts: Mapping[str, frozenset[str]], widespread: frozenset[str]
) -> tuple[Link | None, tuple[str, str]]:
    """The link that the two parties' best pair of names allows, and the scripts of that pair."""
    pairs = ((compare_names(one, other), one, other) for one in left.names for other in right.names)
    likeness, one, other = max(pairs, key=lambda row: (row[0].score, row[1], row[2]))
    scripts = (find_name_script(one), find_name_script(other))
    if left.country and right.country and left.country != right.country:
        return None, scripts
    support = _count_support(left, right, contexts, widespread)
    reason = _find_reason(likeness, support, characters=any(has_readings(script) for script in scripts))
    if reason is None:
        return None, scripts
    score = round(likeness.score + 0.02 * min(support, 3), 4)
    return Link(left.number, right.number, score, reason), scripts


def _find_reason(likeness: Likeness, support: int, *, characters: bool) -> Reason | None:
    """Why two names are one's, where they are alike enough for the support they have."""
    score, consonants = likeness.score, likeness.consonants
    if likeness.exact:
        return is_same_pinyin if support >= (1 if consonants > 3 else 2) else None
    if (score >= 0.97 and consonants >= 5 and not characters) or (
        (score >= 0.9 and consonants >= 7) or (score >= 0.95 and consonants >= 6)
    ):
        return is_same_sound
    if (score >= 0.83 and consonants >= 4 and support >= 1) or (score >= 0.95 and consonants >= 3 and support >= 2):
        return is_similar_sound
    return None


def _count_support(
    left: Party, right: Party, contexts: Mapping[str, frozenset[str]], widespread: frozenset[str]
) -> int:
    """How many others both are named with; a document that names both in two scripts counts two."""
    others: list[set[str]] = []
    for party in (left, right):
        few = sorted(party.documents)[:50]
        others.append({one for document in few for one in contexts.get(document, frozenset())})
    shared = (others[0] & others[1]) - widespread - {str(left.number), str(right.number)}
    return (
        len(shared) + 2 * bool(left.documents & right.documents) + bool(left.country and left.country == right.country)
    )
