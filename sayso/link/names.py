"""Names of one document put together: the same name, a part of it, a short form, a gloss, one country."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sayso.link.clusters import Clusters
from sayso.link.folding import find_family, fold_name
from sayso.link.reasons import (
    Name,
    Reason,
    explain,
    is_glossed,
    is_part_of_name,
    is_same_country,
    is_same_name,
    is_short_form,
)
from sayso.read.names import find_reading
from sayso.read.names_places import gazetteer_of
from sayso.read.reading import Reading
from sayso.records import Mention
from sayso.text.han import simplify

LONGEST_NAME = 10  # parts of longer names are not looked for
SHORTEST_TAIL = 3  # characters of a body's name without what stands in front
LONGEST_TAIL = 40
_OPENS = re.compile(r"\s?[(（\[]\s?[\"“«‘「]?(?:[^\W\d_]+:\s?)?")
_CLOSES = re.compile(r"[\"”»’」]?\s?[)）\],,]")
Groups = Mapping[Name, Sequence[Mention]]


def join_names(readings: Sequence[Reading], names: Sequence[Mention], clusters: Clusters) -> None:
    """Joins the named mentions of a document that stand for one; namesakes with different full names stay apart."""
    families: defaultdict[str, defaultdict[Name, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in names:
        reading = find_reading(readings, mention.span.start)
        name = reading.text[mention.span.start : mention.span.end]
        families[find_family(mention.schema)][fold_name(name, reading.language)].append(mention)
    for groups in families.values():
        for key, group in groups.items():
            _join_all(group[0], group[1:], clusters, is_same_name if key else None)
    _join_countries(readings, names, clusters)
    _join_glosses(readings, names, clusters)
    _join_parts(families["person"], clusters)
    _join_short_forms(families["body"], clusters)


def _join_all(first: Mention, others: Sequence[Mention], clusters: Clusters, reason: Reason | None) -> None:
    for other in others if reason is not None else ():
        clusters.join(first.id, other.id, explain(reason) if reason else "")


def find_country(readings: Sequence[Reading], mention: Mention) -> str | None:
    """The code of the country or kind of international body that a named mention is, or stands in."""
    reading = find_reading(readings, mention.span.start)
    gazetteer = gazetteer_of(reading.language)
    name = simplify(reading.text[mention.span.start : mention.span.end])
    place = gazetteer.find(name)
    if place is not None:
        return place.country or None
    if find_family(mention.schema) != "body":
        return None
    inside = gazetteer.pattern.search(name)
    place = gazetteer.find(inside.group()) if inside else None
    if place is None and reading.language.settings.spaced:
        place = next((found for word in name.split() if (found := gazetteer.find(word)) is not None), None)
    return place.country or None if place is not None and place.kind != "organization" else None


def _join_countries(readings: Sequence[Reading], names: Sequence[Mention], clusters: Clusters) -> None:
    first: dict[str, Mention] = {}
    for mention in names:
        code = find_country(readings, mention) if mention.schema == "Country" else None
        if code is not None:
            clusters.join(first.setdefault(code, mention).id, mention.id, explain(is_same_country))


def _join_glosses(readings: Sequence[Reading], names: Sequence[Mention], clusters: Clusters) -> None:
    for left, right in pairwise(names):
        if find_family(left.schema) != find_family(right.schema) or left.schema in ("Place", "Country"):
            continue
        text = find_reading(readings, left.span.start).text
        opens = _OPENS.fullmatch(text, left.span.end, right.span.start)
        if opens and _CLOSES.match(text, right.span.end):
            clusters.join(left.id, right.id, explain(is_glossed))


def _join_parts(groups: Groups, clusters: Clusters) -> None:
    """Joins a part of a name with the one full name that has it; where several have it, with none."""
    fulls: defaultdict[Name, set[Name]] = defaultdict(set)
    for key in groups:
        if 1 < len(key) <= LONGEST_NAME:
            for start in range(len(key)):
                for end in range(start + 1, len(key) + 1):
                    if end - start < len(key):
                        fulls[key[start:end]].add(key)
        elif len(key) == 1 and not key[0].isascii() and 2 < len(key[0]) <= 4:
            fulls[(key[0][:1],)].add(key)  # a Chinese family name, as it stands before a title
            fulls[(key[0][:2],)].add(key)
    for key, group in groups.items():
        longest = _keep_longest(fulls.get(key, set()))
        if len(longest) == 1:
            clusters.join(groups[longest[0]][0].id, group[0].id, explain(is_part_of_name))


def _keep_longest(keys: set[Name]) -> list[Name]:
    """The names that are no part of another one among them."""
    ordered = sorted(keys, key=lambda key: (-len(key), key))[:20]
    return [key for key in ordered if not any(other != key and is_part_of_name(key, other) for other in ordered)]


def _join_short_forms(groups: Groups, clusters: Clusters) -> None:
    fulls: defaultdict[Name, set[Name]] = defaultdict(set)
    for key in groups:
        for size in range(1, min(len(key), LONGEST_NAME)):
            fulls[key[:size]].add(key)
        for tail in _list_tails(key):
            fulls[tail].add(key)
    initials = _list_initials(groups)
    for key, group in groups.items():
        found = _keep_longest(fulls.get(key, set())) or initials.get(key, [])
        if len(found) == 1:
            clusters.join(groups[found[0]][0].id, group[0].id, explain(is_short_form))


def _list_tails(key: Name) -> Sequence[Name]:
    """What may be left of a body's name when it is clear whose it is: the ministry's name without the country's."""
    if len(key) == 1 and key[0].upper() == key[0].lower():  # a script without spaces between words
        return [(key[0][start:],) for start in range(1, len(key[0]) - SHORTEST_TAIL + 1)][-LONGEST_TAIL:]
    return [key[start:] for start in range(1, len(key) - 1)][-LONGEST_NAME:]


def _list_initials(groups: Groups) -> dict[Name, list[Name]]:
    """For an abbreviation the bodies whose capitals spell it."""
    found: defaultdict[Name, list[Name]] = defaultdict(list)
    for key in groups:
        if 2 < len(key) <= LONGEST_NAME:
            found["".join(part[0] for part in key if len(part) > 3),].append(key)
            found["".join(part[0] for part in key),].append(key)
    return {key: list(dict.fromkeys(names)) for key, names in found.items() if len(key[0]) > 2}
