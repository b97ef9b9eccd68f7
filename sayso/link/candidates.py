"""Which names in different scripts are worth comparing, and how alike they sound.

A name is looked for under the consonants of its parts, as they are, with one left out, and with one left
open. So two names meet if they differ by one consonant, whatever order their parts stand in; what costs
time are the names that nearly agree, not all pairs.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from sayso.link.ledger import Edge, Ledger
from sayso.link.likeness import compare_names, compare_spellings, hear_part, list_forms
from sayso.link.sounds import find_name_script, has_readings, is_pinyin, spell_native

LEAST = 0.83  # how alike two names must be for a link or a proposal; what is less is forgotten
_FEWEST = 2  # consonants of a name that is looked for
_MOST_SYLLABLES = 6  # of a name without marks between its parts that is cut into parts in every way
_LONGEST_NATIVE = 4  # characters of a Chinese name
WHOLE, CUT, OPEN, NATIVE = "whole", "cut", "open", "native"
_LIGHTER = "lighter"  # without one light consonant, which is one of these:
THIN, THICK = "thin", "thick"  # of characters, and of letters, which write more of them


def hear_names(ledger: Ledger, names: Iterable[str]) -> set[str]:
    """The names that have something new beside them: those that were not known, and what sounds like them.

    Args:
        names: each behind the family of what it names: "person|tarvi lindgarden".
    """
    touched: set[str] = set()
    for held in sorted(set(names)):
        if held not in ledger.edges:
            touched |= {held, *_hear_name(ledger, held)}
    return touched


def _hear_name(ledger: Ledger, held: str) -> list[str]:
    """The names that sound like a new one, which is known from now on."""
    family, _, name = held.partition("|")
    script = find_name_script(name)
    near: set[str] = set()
    for kind, skeleton in list_skeletons(name):
        for other in _OPPOSITES[kind]:
            near.update(ledger.sounds.get(_mark(family, other) + skeleton, ()))
        entry = _mark(family, kind) + skeleton
        known = ledger.sounds.get(entry, ())
        if known[-1:] != (held,):  # where two keys of a name are the same
            ledger.sounds[entry] = (*known, held)
    edges = []
    length = len(family) + 1
    for other in sorted(other for other in near if find_name_script(other[length:]) != script):
        plain = other[length:]
        likeness = compare_names(min(name, plain), max(name, plain), LEAST)
        if likeness.score >= LEAST:
            edges.append(Edge(other, likeness.score, likeness.consonants, likeness.exact))
            back = Edge(held, likeness.score, likeness.consonants, likeness.exact)
            ledger.edges[other] = (*ledger.edges.get(other, ()), back)
    ledger.edges[held] = tuple(edges)
    return [edge.other for edge in edges]


def find_spelled_alike(ledger: Ledger, held: str) -> Iterator[tuple[str, float]]:
    """Known names in the same script with the same consonants, and how alike they are."""
    family, _, name = held.partition("|")
    script = find_name_script(name)
    near: set[str] = set()
    for kind, skeleton in list_skeletons(name):
        if kind == WHOLE:
            near.update(ledger.sounds.get(_mark(family, kind) + skeleton, ()))
    for other in sorted(near - {held}):
        plain = other.partition("|")[2]
        if find_name_script(plain) == script:
            yield other, compare_spellings(name, plain)


_OPPOSITES = {
    WHOLE: (WHOLE, CUT),
    CUT: (WHOLE,),
    OPEN: (OPEN,),
    NATIVE: (NATIVE,),
    THIN: (THICK,),
    THICK: (THIN,),
}  # what a key may meet


@lru_cache(maxsize=1024)
def _mark(family: str, kind: str) -> int:
    """What sets apart the keys of one family and kind."""
    return crc32(f"{family}|{kind}|".encode())


@lru_cache(maxsize=131_072)
def _shorten(skeleton: str) -> int:
    """A part's consonants as a number; the sum over the parts stands for the name, in whatever order they are."""
    return crc32(f"{skeleton}|".encode())


def list_skeletons(name: str) -> set[tuple[str, int]]:
    """What a name is looked for by, each with its kind."""
    characters = has_readings(find_name_script(name))
    forms = list_forms(name)
    ways = {
        tuple(sorted(hear_part(part, pinyin=pinyin).skeleton for part in parts))
        for form in forms
        for pinyin in {characters, characters or is_pinyin(form)}
        for parts in _cut_parts(form)
    }
    found = {key for skeletons in ways for key in _list_variants(skeletons, THIN if characters else THICK)}
    if characters and len(name) <= _LONGEST_NATIVE:
        found.update((NATIVE, _shorten(letters)) for letters in spell_native(name))
    elif not characters and forms and is_pinyin(forms[0]):
        turned = ((*forms[0][turn:], *forms[0][:turn]) for turn in range(len(forms[0])))
        found.update((NATIVE, _shorten("".join(words))) for words in turned)
    return found


def _cut_parts(form: tuple[str, ...]) -> Iterator[Sequence[str]]:
    """The parts of a name; where nothing parts its syllables, in every way they can be parted."""
    syllables = form[0].split() if len(form) == 1 else []
    if not 1 < len(syllables) <= _MOST_SYLLABLES:
        yield form
        return
    for count in range(len(syllables)):
        for cuts in combinations(range(1, len(syllables)), count):
            ends = (0, *cuts, len(syllables))
            yield [" ".join(syllables[ends[place] : ends[place + 1]]) for place in range(count + 1)]


def _list_variants(skeletons: Sequence[str], lighter: str) -> Iterator[tuple[str, int]]:
    """The consonants of the parts: whole, with one left out, with one left open.

    Left out or open is only what a name of this length can be alike without.
    """
    total = sum(map(len, skeletons))
    if total < _FEWEST:
        return
    whole = sum(map(_shorten, skeletons))
    yield WHOLE, whole
    for skeleton in dict.fromkeys(skeletons):
        others = whole - _shorten(skeleton)
        most = min(_IN_PART * len(skeleton), _IN_NAME * total)
        for cost, kind, changed in _list_changes(skeleton):
            if cost > most:
                break
            if kind != _LIGHTER:
                yield kind, others + changed
            elif total >= _SHORTEST_LIGHTER:
                yield lighter, others + changed


@lru_cache(maxsize=131_072)
def _list_changes(skeleton: str) -> tuple[tuple[float, str, int], ...]:
    """The consonants of a part with one left out or left open, the cheapest first."""
    found = set()
    for place, sound in enumerate(skeleton):
        before, behind = skeleton[:place], skeleton[place + 1 :]
        less = _shorten(before + (behind[1:] if before[-1:] == behind[:1] else behind))
        found.add((_DROPS[sound], CUT, less))
        if sound in _LIGHT:
            found.add((_DROPS[sound], _LIGHTER, less))
        for mark, change, sounds in _OPENED:
            if sound in sounds:
                found.add((change, OPEN, _shorten(f"{before}{mark}{behind}")))
    return tuple(sorted(found))


_LIGHT = "ntlf"
_SHORTEST_LIGHTER = 5  # consonants of a name that may lack one where the other lacks another
_IN_PART = 0.32  # how much a part may cost a consonant, and a whole name
_IN_NAME = 0.23
# What it costs at least to leave out one of a class of consonants, and to make it one of another class.
_DROPS = {"f": 0.3, "n": 0.5, "t": 0.5, "l": 0.5, "k": 0.7, "s": 0.8, "p": 1.0, "m": 1.0}
_OPENED = (
    ("?", 0.2, "sl"),
    ("!", 0.2, "sk"),
    ("+", 0.3, "mn"),
    ("%", 0.3, "pf"),
    ("-", 0.4, "st"),
    ("*", 1.0, "ptksmnlf"),
)
