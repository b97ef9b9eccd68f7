"""Public bodies by composition: a country and a kind of body name the same one in every language.

Everything in the name must be accounted for: the kind, the country, small words. What is left over tells the
body from the country's own ("Moscow district court", 江右省卫生厅), and then it has no key.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache

from sayso.languages import list_languages, load
from sayso.languages.bodies import list_bodies
from sayso.languages.cases import strip_case
from sayso.languages.countries import list_places
from sayso.languages.sounds import list_readers
from sayso.link.sounds import find_name_script
from sayso.text.han import simplify

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65_536)
def find_body(name: str, country: str | None) -> str | None:
    """What a body's name comes to, the same in all languages: its country's code and its kind; None where unsure.

    Args:
        country: the country that the name holds, as its document says.
    """
    script = find_name_script(name)
    spaced = all(reader.settings.spaced for reader in list_readers(script))
    plain = _fold(name, script)
    alone = _list_alone(script).get(plain)
    if alone is not None:
        return alone
    for form, kind in _list_kinds(script):
        if form not in plain or (spaced and f" {form} " not in f" {plain} "):
            continue
        rest = f" {plain} ".replace(f" {form} ", " ", 1) if spaced else plain.replace(form, "", 1)
        code = _find_country(rest, script, spaced=spaced)
        if code is not None and country in (None, code):
            return f"{code} {kind}"
    return None


@lru_cache(maxsize=65_536)
def find_kind(name: str) -> str | None:
    """The kind of body that a name holds, the same in all languages, whosesoever it is; None where none is known."""
    script = find_name_script(name)
    spaced = all(reader.settings.spaced for reader in list_readers(script))
    plain = _fold(name, script)
    kinds = (kind for form, kind in _list_kinds(script) if (f" {form} " in f" {plain} " if spaced else form in plain))
    return next(kinds, None)


def _find_country(rest: str, script: str, *, spaced: bool) -> str | None:
    """The country that is all that is left of a name."""
    return _list_countries(script).get(_drop_small(rest, script) if spaced else rest.strip())


def _drop_small(words: str, script: str) -> str:
    return " ".join(word for word in words.split() if word not in _list_small(script))


@cache
def _list_small(script: str) -> frozenset[str]:
    """The words that only tie a name together: of, the, de la; with what an apostrophe parts (d’, l’)."""
    lists = (
        (
            *reader.naming.connectors,
            *reader.naming.definites,
            *reader.naming.particles,
            *reader.settings.words.determiners,
        )
        for reader in list_readers(script)
    )
    return frozenset(part for words in lists for word in words for part in _WORD.findall(word))


@cache
def _list_kinds(script: str) -> tuple[tuple[str, str], ...]:
    found = {
        _fold(form, script): row.kind
        for row in list_bodies()
        if not row.alone
        for form in row.forms
        if find_name_script(form) == script
    }
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item)))


@cache
def _list_alone(script: str) -> dict[str, str]:
    rows = (row for row in list_bodies() if row.alone)
    return {_fold(form, script): row.kind for row in rows for form in row.forms if find_name_script(form) == script}


@cache
def _list_countries(script: str) -> dict[str, str]:
    """The names of countries and peoples in this script; one that two countries share stands for none."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for code in list_languages():
        if load(code) is None:
            continue
        for place in list_places(code):
            if place.kind != "organization" and len(place.country) == 3 and find_name_script(place.name) == script:
                codes[_drop_small(_fold(place.name, script), script)].add(place.country)
    return {name: next(iter(found)) for name, found in codes.items() if len(found) == 1 and name}


def _fold(name: str, script: str) -> str:
    """Words in lower case without case endings or possessives; characters simplified, without spaces."""
    readers = list_readers(script)
    if not all(reader.settings.spaced for reader in readers):
        return simplify(name).replace(" ", "").casefold()
    words = _WORD.findall(re.sub(r"[’']s\b", "", name.casefold().replace("ё", "е")))
    for reader in readers:
        if reader.naming.case_endings:
            words = [strip_case(word, reader.naming) for word in words]
    return " ".join(words)
