"""Whether two names of one person in two scripts are alike enough, part by part.

A part is a word, or the syllables that stand for one: 西沙瓦·蓬马哈 has two, 敏昂莱 as many as the
name beside it. A name in pinyin must have the very same syllables as its characters.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from sayso.languages.cases import strip_case
from sayso.languages.sounds import list_readers, load_sounds
from sayso.link.sounds import (
    VOWELS,
    compare_sounds,
    find_name_script,
    has_readings,
    is_pinyin,
    sound_out,
    spell,
    spell_native,
)

MOST_PARTS = 6
_LEAST_PART = 0.72  # what each part of two names must have in common
_NATIVE = 4  # characters of the longest Chinese name


class Likeness(Struct, frozen=True):
    """How alike two names are, and how much of them there is to compare."""

    score: float
    consonants: int
    exact: bool  # the same syllables of pinyin


_UNLIKE = Likeness(0.0, 0, False)


@lru_cache(maxsize=262_144)
def compare_names(left: str, right: str) -> Likeness:
    """How alike two names in different scripts sound; nothing for two in one script."""
    scripts = find_name_script(left), find_name_script(right)
    if scripts[0] == scripts[1]:
        return _UNLIKE
    if has_readings(scripts[1]):
        left, right, scripts = right, left, (scripts[1], scripts[0])
    found = _compare_pinyin(left, right) if has_readings(scripts[0]) else None
    if found is not None:
        return found
    best = _UNLIKE
    for first in list_forms(left):
        for second in list_forms(right):
            likeness = _compare_forms(first, second, (has_readings(scripts[0]), has_readings(scripts[1])))
            if likeness.score > best.score:
                best = likeness
    return best


def _compare_pinyin(characters: str, other: str) -> Likeness | None:
    """The verdict on characters and pinyin; None where one of them is not a Chinese name."""
    words = list_forms(other)[0] if list_forms(other) and find_name_script(other) == "Latin" else ()
    if len(characters) > _NATIVE or not words or not is_pinyin(words):
        return None
    letters = {"".join(words), "".join((*words[1:], words[0])), "".join((words[-1], *words[:-1]))}
    if not letters.isdisjoint(spell_native(characters)):
        return Likeness(1.0, 2 * len(characters) - 1, True)
    return None if len(characters) > 2 and len(words) > 2 else _UNLIKE


@lru_cache(maxsize=131_072)
def list_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a name, in Latin letters: without titles, particles, case endings and father's names."""
    script = find_name_script(name)
    readers = list_readers(script)
    particles = {particle for reader in readers for particle in reader.naming.particles}
    titles = {title.word.casefold() for reader in readers for title in reader.titles if title.place == "before"}
    patronymics = tuple({ending for reader in readers for ending in reader.naming.patronymics})
    if has_readings(script):
        honorifics = load_sounds()[script].honorifics
        bare = spell(name[1:]) if len(name) > 3 and name[0] in honorifics and "·" not in name else ()
        return tuple(dict.fromkeys((*spell(name), *bare)))
    words = [word for word in name.replace(",", " ").split() if word.casefold() not in particles] or name.split()
    while len(words) > 2 and words[0].casefold().rstrip(".") in titles:
        words = words[1:]
    shorter = [word for word in words if not (patronymics and word.casefold().endswith(patronymics))]
    forms = [words, shorter if len(shorter) > 1 else words]
    for reader in readers:
        if reader.naming.case_endings:
            forms += [[strip_case(word, reader.naming) for word in form] for form in forms[:2]]
    return tuple(dict.fromkeys(spelled for form in forms for spelled in spell(" ".join(form))))


def _compare_forms(left: tuple[str, ...], right: tuple[str, ...], pinyin: tuple[bool, bool]) -> Likeness:
    best = _UNLIKE
    for parts, others in _align(left, right):
        likeness = _compare_parts(parts, others, pinyin)
        if likeness.score > best.score:
            best = likeness
    return best


def _align(left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The ways to set the parts of two names beside each other."""
    if len(left) == len(right):
        yield left, right
        if len(left) > 1:
            yield left, (right[-1], *right[:-1])
            yield left, (*right[1:], right[0])
    elif len(left) == 1 and 1 < len(right) <= MOST_PARTS:
        for parts in _split(left[0].split(), len(right)):
            yield parts, right
    elif len(right) == 1 and 1 < len(left) <= MOST_PARTS:
        for parts in _split(right[0].split(), len(left)):
            yield left, parts


def _split(syllables: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """The ways to make so many words of the syllables."""
    if count <= len(syllables) <= 10:
        for cuts in combinations(range(1, len(syllables)), count - 1):
            ends = (0, *cuts, len(syllables))
            yield tuple(" ".join(syllables[ends[k] : ends[k + 1]]) for k in range(count))


def _compare_parts(left: tuple[str, ...], right: tuple[str, ...], pinyin: tuple[bool, bool]) -> Likeness:
    sounded = [
        (sound_out(one, pinyin=pinyin[0]), sound_out(other, pinyin=pinyin[1]))
        for one, other in zip(left, right, strict=True)
    ]
    if not all(_fit(one, other) for one, other in sounded):
        return _UNLIKE
    wholes = [tuple(sound for pair in sounded for sound in pair[side]) for side in (0, 1)]
    counts = [sum(sound not in VOWELS for sound in whole) for whole in wholes]
    return Likeness(compare_sounds(wholes[0], wholes[1]), min(counts), False)


def _fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two parts may be one: by their consonants, or by their vowels where they have no others (Oo, ဦး)."""
    if not {*one, *other} <= {*VOWELS, "y", "w", "h"}:
        return compare_sounds(one, other) >= _LEAST_PART
    opened = [next((_NEAR[sound] for sound in part if sound in VOWELS), "") for part in (one, other)]
    return opened[0] == opened[1]


_NEAR = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u"}
