"""Case forms of names, from a language's own table of endings.

`case_endings` has one row a declension, nominative first; `nominatives` says which endings are
almost surely oblique. A language without the tables has one form a name.
"""

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
