"""How alike two names in different scripts sound, from 0 to 1.

Every name is spelled in Latin letters first: characters by their reading, Cyrillic by letter, Burmese by
syllable. What is compared are the sounds these letters stand for, in few classes, because scripts
keep consonants apart that others confuse; vowels count little. Within one script names are compared as
they are written, never by sound.
"""

import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from sayso.languages.sounds import Sounds, load_sounds
from sayso.text.han import simplify
from sayso.text.scripts import find_script

VOWELS = "aeiou"
_JOINTS = re.compile(r"[·•‧・]")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL_WEIGHT = 0.15
_LATIN = re.compile(r"sch|tch|tsh|dzh|ky(?=[aeiou])|sh|ch|zh|th|ph|kh|gh|ts|tz|dz|cz|ck|ng|ny|qu|[a-z]")
_CLASSES = {
    "sch": "s", "tch": "s", "tsh": "s", "dzh": "s", "sh": "s", "ch": "s", "zh": "s", "ts": "s", "tz": "s", "dz": "s",
    "cz": "s", "th": "t", "ph": "p", "kh": "k", "gh": "k", "ck": "k", "ky": "j", "ng": "n", "ny": "n", "qu": "k",
    "b": "p", "c": "k", "d": "t", "f": "f", "g": "k", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n",
    "p": "p", "q": "k", "r": "l", "s": "s", "t": "t", "v": "w", "w": "w", "x": "ks", "y": "y", "z": "s",
}  # fmt: skip
# pinyin: j and q write s-sounds and, in foreign names, k before i; x an s or an h; r an l or the sound in "measure"
_PINYIN = {"j": "j", "q": "j", "x": "x", "c": "s", "z": "s", "r": "r"}
_CHEAP = {
    ("j", "s"): 0.0, ("j", "k"): 0.2, ("j", "y"): 0.2, ("s", "x"): 0.0, ("h", "x"): 0.2, ("l", "r"): 0.1,
    ("r", "s"): 0.2, ("j", "r"): 0.2, ("j", "t"): 0.4, ("f", "p"): 0.3, ("f", "w"): 0.2, ("p", "w"): 0.4,
    ("h", "k"): 0.4, ("f", "h"): 0.5, ("m", "n"): 0.3, ("j", "x"): 0.2, ("s", "t"): 0.5, ("h", "w"): 0.6,
}  # fmt: skip
_DROPPED = {"h": 0.4, "y": 0.2, "w": 0.3, "n": 0.5, "t": 0.5, "l": 0.5, "r": 0.5, "k": 0.7, "s": 0.8}


@lru_cache(maxsize=131_072)
def find_name_script(name: str) -> str:
    """The script of a name's first letter; empty for a name without one."""
    return next((script for character in name if (script := find_script(character))), "")


@lru_cache(maxsize=65_536)
def spell(name: str) -> tuple[tuple[str, ...], ...]:
    """The name in Latin letters, word by word, in each way in which it may be read; () for scripts we cannot read."""
    script = find_name_script(name)
    if script == "Latin":
        return (_spell_latin(name),)
    sounds = load_sounds().get(script)
    if sounds is None:
        return ()
    if sounds.readings:
        return _spell_characters(name)
    if sounds.rimes:
        return (_spell_syllables(name, sounds),)
    return (_spell_letters(name, sounds),)


def _spell_latin(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return tuple(_WORD.findall(re.sub(r"(?<=\w)[-’'](?=\w)", "", plain)))


def fold_spelling(words: Sequence[str]) -> str:
    """The letters of a name, the same for the ways in which Slavic names are written in Latin: Evgeniy, Yevgeny."""
    return "".join(_fold_word(word.replace(" ", "")) for word in words)


def _fold_word(word: str) -> str:
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word


_SPELLINGS = (
    (re.compile("x"), "ks"),
    (re.compile(r"(?<=[aeou])[yj](?=[^aeiou]|$)"), "i"),  # Sergey, Sergej: Sergei
    (re.compile(r"(?:iy|yi|ij|yj|ii|y)$"), "i"),  # Evgeniy, Evgeny
    (re.compile(r"i[yj](?=[aeou])"), "i"),  # Mariya
    (re.compile(r"^[yj]e(?=[a-z]{3})"), "e"),  # Yevgeny, Yelena
)


def _spell_letters(name: str, sounds: Sounds) -> tuple[str, ...]:
    longest = max(map(len, sounds.letters))
    words = []
    for word in _WORD.findall(re.sub(r"(?<=\w)-(?=\w)", "", name.casefold())):
        spelled, place = "", 0
        while place < len(word):
            size = next((size for size in range(longest, 0, -1) if word[place : place + size] in sounds.letters), 1)
            spelled += sounds.letters.get(word[place : place + size], "")
            place += size
        words.append(spelled)
    return tuple(words)


@cache
def _list_readings(table: str) -> dict[str, str]:
    sounds = load_sounds()["Han"]
    tables = {"readings": sounds.readings, "family": sounds.family, "second": sounds.second, "foreign": sounds.foreign}
    rows = tables[table]
    return {character: syllable for syllable, characters in rows.items() for character in characters}


def _spell_characters(name: str) -> tuple[tuple[str, ...], ...]:
    """With the plain readings, and with those of foreign names where they differ."""
    plain, family, foreign = _list_readings("readings"), _list_readings("family"), _list_readings("foreign")
    parts = [part for part in _JOINTS.split(simplify(name)) if part]
    if any(character not in plain for part in parts for character in part):
        return ()
    spelled = [[plain[character] for character in part] for part in parts]
    if len(parts) == 1 and parts[0][0] in family:
        spelled[0][0] = family[parts[0][0]]
    native = tuple(" ".join(syllables) for syllables in spelled)
    tables = (foreign, _list_readings("second"))
    others = [
        tuple(" ".join(table.get(character, plain[character]) for character in part) for part in parts)
        for table in tables
    ]
    return tuple(dict.fromkeys([native, *others]))


@lru_cache(maxsize=65_536)
def spell_native(name: str) -> frozenset[str]:
    """The letters of a Chinese name in each way in which its characters are read; none where one is not known."""
    plain, family, second = _list_readings("readings"), _list_readings("family"), _list_readings("second")
    spelled = [""]
    for place, character in enumerate(simplify(name)):
        ways = {plain.get(character, ""), second.get(character, "")} - {""}
        if not place and character in family:
            ways = {family[character]}
        spelled = [start + way for start in spelled for way in sorted(ways)]
    return frozenset(spelled) - {""}


def _spell_syllables(name: str, sounds: Sounds) -> tuple[str, ...]:
    onsets = sorted(sounds.onsets, key=len, reverse=True)
    rimes = sorted(sounds.rimes, key=len, reverse=True)
    plain = "".join(mark for mark in name if mark not in "့း္" and not mark.isspace())
    spelled: list[str] = []
    place = 0
    while place < len(plain):
        onset = next((sign for sign in onsets if sign and plain.startswith(sign, place)), "")
        place += len(onset) or 1
        if not onset:
            continue
        opening = sounds.onsets[onset]
        while place < len(plain) and plain[place] in sounds.medials:
            sound = sounds.medials[plain[place]]
            opening = sound + opening if sound == "h" else opening + sound
            place += 1
        rime = next(sign for sign in rimes if plain.startswith(sign, place))
        place += len(rime)
        spelled.append(opening + ("" if onset in "ဣဤဥဦဧဩဪ" and not rime else sounds.rimes[rime]))
    return (" ".join(spelled),) if spelled else ()


@lru_cache(maxsize=65_536)
def is_pinyin(words: tuple[str, ...]) -> bool:
    """Whether a name in Latin letters, word by word, can be read as two to four syllables of pinyin."""
    return 2 <= sum(_count_syllables(word) for word in words) <= 4 and all(_count_syllables(word) for word in words)


@lru_cache(maxsize=65_536)
def _count_syllables(word: str) -> int:
    """The fewest syllables of pinyin that make up the word; 0 where none do."""
    known = load_sounds()["Han"].readings
    fewest = [0] + [0] * len(word)
    for end in range(1, len(word) + 1):
        ways = [
            fewest[start] + 1
            for start in range(max(0, end - 6), end)
            if _reaches(fewest, start, word[start:end], known)
        ]
        fewest[end] = min(ways, default=0)
    return fewest[-1]


def _reaches(fewest: Sequence[int], start: int, piece: str, known: Mapping[str, str]) -> bool:
    return piece in known and (start == 0 or fewest[start] > 0)


def has_readings(script: str) -> bool:
    """Whether names of this script are written in characters, each a syllable."""
    sounds = load_sounds().get(script)
    return sounds is not None and bool(sounds.readings)


@lru_cache(maxsize=262_144)
def sound_out(word: str, *, pinyin: bool) -> tuple[str, ...]:
    """The classes of sounds in a word of Latin letters.

    Args:
        pinyin: the word holds syllables of pinyin.
    """
    sounds: list[str] = []
    for syllable in word.split():
        units = _LATIN.findall(syllable)
        for number, unit in enumerate(units):
            following = units[number + 1][:1] if number + 1 < len(units) else ""
            if unit in VOWELS:
                sounds.append(unit)
            elif pinyin and unit in _PINYIN and not (unit == "r" and number):
                sounds.append(_PINYIN[unit])
            elif unit in ("y", "w") and not following.startswith(tuple(VOWELS)):
                sounds.append("i" if unit == "y" else "u")
            elif (unit == "c" and following in tuple("ei")) or (unit == "x" and not number):
                sounds.append("s")
            else:
                sounds.extend(_CLASSES.get(unit, unit))
    kept: list[str] = []
    for sound in sounds:
        if not kept or kept[-1] != sound or " " in word:
            kept.append(sound)
    return tuple(kept)


def make_skeleton(sounds: Sequence[str]) -> str:
    """The consonants of a part of a name in the coarsest classes, without those that scripts often leave out."""
    classes = {"j": "s", "x": "s", "r": "l", "w": "f"}
    kept = [
        classes.get(sound, sound)
        for place, sound in enumerate(sounds)
        if sound not in "aeiouhy" and not (sound == "w" and place and sounds[place - 1] not in VOWELS)  # lw as in Lwin
    ]
    return "".join(sound for place, sound in enumerate(kept) if not place or kept[place - 1] != sound)


def weigh_sounds(sounds: Sequence[str]) -> float:
    """How much there is to compare: consonants, and a little for vowels."""
    return sum(_VOWEL_WEIGHT if sound in VOWELS else 1.0 for sound in sounds)


@lru_cache(maxsize=262_144)
def measure_cost(left: str, right: str) -> float:
    """What it takes to make one sequence of sounds the other; not less than their consonants alone take."""
    drops = [_DROPS[sound] for sound in right]
    row = [0.0]
    for drop in drops:
        row.append(row[-1] + drop)
    for sound in left:
        drop, changes = _DROPS[sound], _CHANGES[sound]
        diagonal = row[0]
        last = diagonal + drop
        after = [last]
        for number, other in enumerate(right, 1):
            above = row[number]
            changed, dropped, added = diagonal + changes[other], above + drop, last + drops[number - 1]
            last = changed if changed < dropped else dropped
            last = added if added < last else last
            after.append(last)
            diagonal = above
        row = after
    return row[-1]


def drop_cost(sound: str) -> float:
    """What it takes to leave a sound out."""
    return 0.1 if sound in VOWELS else _DROPPED.get(sound, 1.0)


def change_cost(left: str, right: str) -> float:
    """What it takes to make one sound another."""
    if left == right:
        return 0.0
    if left in VOWELS and right in VOWELS:
        return 0.07
    if left in VOWELS or right in VOWELS:
        weak = left if right in VOWELS else right
        return 0.3 if weak in "yw" else 1.1
    return _CHEAP.get((left, right) if left < right else (right, left), 1.0)


_SOUNDS = sorted({*VOWELS, *"".join(_CLASSES.values()), *_PINYIN.values(), *string.ascii_lowercase})
_DROPS = {sound: drop_cost(sound) for sound in _SOUNDS}
_CHANGES = {sound: {other: change_cost(sound, other) for other in _SOUNDS} for sound in _SOUNDS}
