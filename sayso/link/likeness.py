"""Whether two names of one person in two scripts are alike enough, part by part.

A part is a word, or the syllables that stand for one: 西沙瓦·蓬马哈 has two, 敏昂莱 as many as the
name beside it. A name in pinyin must have the very same syllables as its characters.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from sayso.languages.cases import strip_case
from sayso.languages.naming import Naming
from sayso.languages.sounds import list_readers, load_sounds
from sayso.link.sounds import (
    VOWELS,
    find_name_script,
    has_readings,
    is_pinyin,
    make_skeleton,
    measure_cost,
    sound_out,
    spell,
    spell_native,
    weigh_sounds,
)

MOST_PARTS = 6
_LEAST_PART = 0.72  # what each part of two names must have in common
_MOST_SYLLABLES = 10  # that are parted in every way
_MOST_OTHER = 2  # classes of consonants that only one of two parts has: one is another, or one is missing
_ROUNDING = 1e-9
_NATIVE = 4  # characters of the longest Chinese name


class Likeness(Struct, frozen=True):
    """How alike two names are, and how much of them there is to compare."""

    score: float
    consonants: int
    exact: bool  # the same syllables of pinyin


_UNLIKE = Likeness(0.0, 0, False)


def compare_names(left: str, right: str, least: float = 0.0) -> Likeness:
    """How alike two names in different scripts sound; nothing for two in one script.

    Args:
        least: what is less alike counts for nothing, and is told sooner.
    """
    scripts = find_name_script(left), find_name_script(right)
    if scripts[0] == scripts[1]:
        return _UNLIKE
    if has_readings(scripts[1]):
        left, right, scripts = right, left, (scripts[1], scripts[0])
    found = _compare_pinyin(left, right) if has_readings(scripts[0]) else None
    if found is not None:
        return found
    best = _UNLIKE
    for first in hear_forms(left):
        for second in hear_forms(right):
            likeness = _compare_forms(first, second, least)
            if likeness.score > best.score:
                best = likeness
    return best


def compare_spellings(left: str, right: str) -> float:
    """How alike two names in one script sound, from 0 to 1."""
    pairs = ((first, second) for first in hear_forms(left) for second in hear_forms(right))
    return max((_compare_forms(first, second).score for first, second in pairs), default=0.0)


def _compare_pinyin(characters: str, other: str) -> Likeness | None:
    """The verdict on characters and pinyin; None where one of them is not a Chinese name."""
    words = list_forms(other)[0] if list_forms(other) and find_name_script(other) == "Latin" else ()
    if len(characters) > _NATIVE or not words or not is_pinyin(words):
        return None
    letters = {"".join(words), "".join((*words[1:], words[0])), "".join((words[-1], *words[:-1]))}
    if not letters.isdisjoint(spell_native(characters)):
        return Likeness(1.0, 2 * len(characters) - 1, True)
    return None if len(characters) > 2 and len(words) > 2 else _UNLIKE


class _Dress(Struct, frozen=True):
    """What stands around the words of names in one script."""

    particles: frozenset[str]
    titles: frozenset[str]
    patronymics: tuple[str, ...]
    cased: tuple[Naming, ...]  # of languages whose names have case endings


@cache
def _load_dress(script: str) -> _Dress:
    readers = list_readers(script)
    return _Dress(
        particles=frozenset(particle for reader in readers for particle in reader.naming.particles),
        titles=frozenset(
            title.word.casefold() for reader in readers for title in reader.titles if title.place == "before"
        ),
        patronymics=tuple({ending for reader in readers for ending in reader.naming.patronymics}),
        cased=tuple(reader.naming for reader in readers if reader.naming.case_endings),
    )


@lru_cache(maxsize=131_072)
def list_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a name, in Latin letters: without titles, particles, case endings and father's names."""
    script = find_name_script(name)
    if has_readings(script):
        honorifics = load_sounds()[script].honorifics
        bare = spell(name[1:]) if len(name) > 3 and name[0] in honorifics and "·" not in name else ()
        return tuple(dict.fromkeys((*spell(name), *bare)))
    dress = _load_dress(script)
    whole = name.replace(",", " ").split()
    words = [word for word in whole if not _is_particle(word, dress)] or whole
    while len(words) > 2 and words[0].casefold().rstrip(".") in dress.titles:
        words = words[1:]
    shorter = [word for word in words if not (dress.patronymics and word.casefold().endswith(dress.patronymics))]
    forms = [words, shorter if len(shorter) > 1 else words]
    for naming in dress.cased:
        forms += [[strip_case(word, naming) for word in form] for form in forms[:2]]
    spelled = [spelled for form in forms for spelled in spell(" ".join(form))]
    if len(words) < len(whole) and not _is_particle(whole[-1], dress):
        spelled.append(_tie_particles(whole, dress))
    return tuple(dict.fromkeys(spelled))


def _is_particle(word: str, dress: _Dress) -> bool:
    """Whether a word is a particle of names in its own script, or of names in Latin letters when it is spelled so."""
    if word.casefold() in dress.particles:
        return True
    spelled = spell(word) if dress.particles else ()
    return bool(spelled) and "".join(spelled[0]) in _load_dress("Latin").particles


def _tie_particles(words: Sequence[str], dress: _Dress) -> tuple[str, ...]:
    """The words in Latin letters with the particles as part of the word behind them, as characters write them."""
    tied, held = [], ""
    for word in words:
        letters = "".join("".join(form) for form in spell(word)[:1])
        held += letters
        if not _is_particle(word, dress):
            tied.append(held)
            held = ""
    return tuple(tied)


def _compare_forms(left: tuple["Sounded", ...], right: tuple["Sounded", ...], least: float = 0.0) -> Likeness:
    """The likeness of two readings in the first way to set their parts beside each other in which all fit."""
    if len(left) == len(right):
        for turned in (right, (right[-1], *right[:-1]), (*right[1:], right[0]))[: len(right)]:
            likeness = _compare_parts(left, turned, least)
            if likeness.score:
                return likeness
        return _UNLIKE
    whole, parts = (left, right) if len(left) < len(right) else (right, left)
    if len(whole) > 1 or len(parts) > MOST_PARTS:
        return _UNLIKE
    best = _UNLIKE
    syllables = whole[0].words.split()
    for cut in _cut(syllables, parts, pinyin=whole[0].pinyin) if len(syllables) <= _MOST_SYLLABLES else ():
        likeness = _compare_parts(cut, parts, least)
        if likeness.score > best.score:
            best = likeness
    return best


def _cut(syllables: Sequence[str], parts: Sequence["Sounded"], *, pinyin: bool) -> Iterator[list["Sounded"]]:
    """The ways to make of the syllables a part for each of these, which may be that part."""
    last = len(syllables) - len(parts) + 1
    for end in range(1 if len(parts) > 1 else last, last + 1):
        part = hear_part(" ".join(syllables[:end]), pinyin=pinyin)
        if not part.words or _find_floor(part, parts[0]) is None:
            continue
        for behind in _cut(syllables[end:], parts[1:], pinyin=pinyin) if len(parts) > 1 else ([],):
            yield [part, *behind]


def _compare_parts(left: Sequence["Sounded"], right: Sequence["Sounded"], least: float) -> Likeness:
    pairs = list(zip(left, right, strict=True))
    whole = 0.0
    for one, other in pairs:
        floor = _find_floor(one, other)
        if floor is None:
            return _UNLIKE
        whole += floor
    most = max(sum(part.weight for part in left), sum(part.weight for part in right))
    if not most or 1 - whole / most < least - _ROUNDING:
        return _UNLIKE
    whole = 0.0
    for one, other in pairs:
        cost = measure_cost(one.sounds, other.sounds)
        if _costs_too_much(one, other, cost):
            return _UNLIKE
        whole += cost
    score = 1 - whole / most
    if score < max(least, 0.0):
        return _UNLIKE
    consonants = min(sum(part.consonants for part in left), sum(part.consonants for part in right))
    return Likeness(score, consonants, False)


def _find_floor(one: "Sounded", other: "Sounded") -> float | None:
    """What it takes at least to make one part the other, by their consonants; None where they cannot be one.

    By their vowels only where they have nothing else (Oo, ဦး).
    """
    if one.opening and other.opening:
        return 0.0 if one.opening == other.opening else None
    if one.skeleton != other.skeleton and (
        abs(len(one.skeleton) - len(other.skeleton)) > 1 or len(one.classes ^ other.classes) > _MOST_OTHER
    ):
        return None
    floor = measure_cost(one.frame, other.frame) if one.frame != other.frame else 0.0
    return None if _costs_too_much(one, other, floor) else floor


def _costs_too_much(one: "Sounded", other: "Sounded", cost: float) -> bool:
    """Whether two parts have too little in common; what has vowels only is not asked."""
    if one.opening or other.opening:
        return False
    return 1 - cost / max(one.weight, other.weight) < _LEAST_PART


class Sounded(Struct, frozen=True):
    """One part of a name as it sounds."""

    words: str
    pinyin: bool
    sounds: str
    frame: str  # the consonants among them
    weight: float
    consonants: int
    opening: str  # the class of the first vowel, where there are no consonants
    skeleton: str
    classes: frozenset[str]  # of consonants in the skeleton


@lru_cache(maxsize=131_072)
def hear_part(part: str, *, pinyin: bool) -> Sounded:
    """A part of a name in Latin letters as it sounds."""
    sounds = sound_out(part, pinyin=pinyin)
    weak = _WEAK.issuperset(sounds)
    skeleton = make_skeleton(sounds)
    return Sounded(
        words=part,
        pinyin=pinyin,
        sounds="".join(sounds),
        frame="".join(sound for sound in sounds if sound not in VOWELS),
        weight=weigh_sounds(sounds),
        consonants=sum(sound not in VOWELS for sound in sounds),
        opening=_NEAR[sounds[0]] if sounds and weak else "",
        skeleton=skeleton,
        classes=frozenset(skeleton),
    )


@lru_cache(maxsize=131_072)
def hear_forms(name: str) -> tuple[tuple[Sounded, ...], ...]:
    """The ways to read a name, part by part as they sound."""
    pinyin = has_readings(find_name_script(name))
    return tuple(dict.fromkeys(tuple(hear_part(part, pinyin=pinyin) for part in form) for form in list_forms(name)))


_WEAK = frozenset(VOWELS)
_NEAR = {"a": "a", "e": "i", "i": "i", "o": "u", "u": "u"}
