"""Case forms of names, from a language's own table of endings.

`case_endings` has one row a declension, nominative first; `nominatives` says which endings are
almost surely oblique. A language without the tables has one form a name.
"""

from collections.abc import Iterable
from functools import cache

from sayso.languages.naming import Naming

SHORTEST_STEM = 3
_CONSONANTS_ONLY_AFTER = "аеёиоуыэюяйьъ"


def inflect(name: str, naming: Naming) -> list[str]:
    """All case forms of a name, the name itself first; every word of it stands in the same case."""
    if not naming.case_endings:
        return [name]
    words = [_inflect_word(word, naming.case_endings) for word in name.split(" ")]
    cases = max(len(forms) for forms in words)
    forms = [" ".join(word[case] if case < len(word) else word[0] for word in words) for case in range(cases)]
    return list(dict.fromkeys([name, *forms]))


def _inflect_word(word: str, endings: tuple[tuple[str, ...], ...]) -> list[str]:
    if word.isupper() or (not word[:1].isupper() and len(word) <= SHORTEST_STEM):
        return [word]
    for row in endings:
        nominative = row[0]
        stem = word[: len(word) - len(nominative)]
        if not word.endswith(nominative) or len(stem) < SHORTEST_STEM - 1:
            continue
        if not nominative and word[-1:].lower() in _CONSONANTS_ONLY_AFTER:
            continue
        return [stem + ending for ending in row]
    return [word]


def guess_nominative(name: str, naming: Naming) -> str:
    """The name in the nominative where its ending tells, else as it is written."""
    if not naming.nominatives:
        return name
    return " ".join(_guess_word(word, naming.nominatives) for word in name.split(" "))


def _guess_word(word: str, nominatives: tuple[tuple[str, str], ...]) -> str:
    for oblique, nominative in nominatives:
        if word.endswith(oblique) and len(word) - len(oblique) >= SHORTEST_STEM:
            return word[: len(word) - len(oblique)] + nominative
    return word


def guess_name(name: str, schema: str, naming: Naming) -> str:
    """The name in the nominative where its words tell: a person's given name, the noun that heads a body's name."""
    if schema == "Person":
        return guess_person(name, naming)
    head, space, rest = name.partition(" ")
    if not space or not naming.case_endings:
        return guess_nominative(name, naming)
    bodies = (*naming.body_words, *naming.organization_words)
    found = _list_obliques(bodies, (), (), naming.case_endings).get(head)
    return f"{found[0]} {rest}" if found is not None else name


def guess_person(name: str, naming: Naming) -> str:
    """A person's name in the nominative where its given name tells the case, else as `guess_nominative` has it.

    "Виктора Орленко" and "Анны Павловой" are told by their given names; what both a nominative and
    another case may be stays as it is written.
    """
    given, space, rest = name.partition(" ")
    if not space or not naming.case_endings:
        return guess_nominative(name, naming)
    families = rest.split(" ")
    men, women, both = naming.male_given, naming.female_given, naming.given_of_two
    man = _list_obliques(men, women, both, naming.case_endings).get(given)
    woman = _list_obliques(women, men, both, naming.case_endings).get(given)
    if man is not None and woman is None:
        nominative, cases = man
        return " ".join((nominative, *(_undo_case(word, cases, naming) for word in families)))
    nominative = woman[0] if woman is not None else _guess_word(given, naming.given_genitives)
    if nominative == given:
        return guess_nominative(name, naming)
    return " ".join((nominative, *(_guess_word(word, naming.female_families) for word in families)))


@cache
def _list_obliques(
    given: tuple[str, ...], others: tuple[str, ...], of_two: tuple[str, ...], endings: tuple[tuple[str, ...], ...]
) -> dict[str, tuple[str, frozenset[int]]]:
    """For each case form of a given name its nominative and the cases it may be; none that is a name itself."""
    known = {*given, *others, *of_two}
    found: dict[str, tuple[str, set[int]]] = {}
    for name in given:
        for case, form in enumerate(_inflect_word(name, endings)):
            if form not in known:
                found.setdefault(form, (name, set()))[1].add(case)
    return {form: (name, frozenset(cases)) for form, (name, cases) in found.items()}


def _undo_case(word: str, cases: Iterable[int], naming: Naming) -> str:
    """A man's family name in the nominative, by its longest oblique ending; the word where none fits."""
    rows = [row for row in naming.case_endings if row[0] in naming.male_families]
    fits = [(row[case], row[0]) for row in rows for case in cases if case < len(row) and row[case]]
    for oblique, nominative in sorted(fits, key=lambda pair: -len(pair[0])):
        stem = word[: len(word) - len(oblique)]
        if word.endswith(oblique) and len(stem) >= SHORTEST_STEM:
            if not nominative and stem[-1:].lower() in _CONSONANTS_ONLY_AFTER:
                continue
            return stem + nominative
    return word


def strip_case(word: str, naming: Naming) -> str:
    """The word without its case ending: forms of one name come to one stem."""
    for ending in _list_endings(naming.case_endings):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: len(word) - len(ending)]
    return word


@cache
def _list_endings(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Endings of one declension's worth of vowels only: what is left keeps the suffix (-ов, -ин) of a family name."""
    endings = {ending for row in rows for ending in row if 0 < len(ending) <= 3 and row[0] in _SHORT_NOMINATIVES}
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


_SHORT_NOMINATIVES = ("", "а", "я", "ий", "й", "ия", "ый", "ая", "ь", "о")
