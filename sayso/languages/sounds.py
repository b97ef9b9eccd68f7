"""How names sound, script by script: `sounds.toml` of the languages that have one.

A script's table gives what its signs stand for in Latin letters. Han has `readings` of single
characters (with their own reading as a family name, and in foreign names), an alphabet has
`letters`, Burmese `onsets`, `medials` and `rimes` of syllables.
"""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError
from sayso.languages import Language, list_languages, load


class Sounds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the signs of one script stand for, in Latin letters."""

    script: str
    readings: dict[str, str] = {}  # syllable -> its characters
    family: dict[str, str] = {}
    second: dict[str, str] = {}
    foreign: dict[str, str] = {}
    letters: dict[str, str] = {}  # one or more letters -> Latin letters
    onsets: dict[str, str] = {}
    medials: dict[str, str] = {}
    rimes: dict[str, str] = {}
    honorifics: str = ""  # characters that stand in front of a foreign name as its title


@cache
def load_sounds() -> dict[str, Sounds]:
    """The tables of all languages by their script; LanguageError for one with a mistake."""
    found: dict[str, Sounds] = {}
    for code in list_languages():
        path = files("sayso.languages") / code / "sounds.toml"
        if path.is_file():
            try:
                sounds = msgspec.toml.decode(path.read_bytes(), type=Sounds)
            except (msgspec.DecodeError, ValueError) as error:
                raise LanguageError(str(error), where=f"{code}/sounds.toml") from None
            found[sounds.script] = sounds
    return found


@cache
def list_readers(script: str) -> tuple[Language, ...]:
    """The languages written in a script, as far as their tables tell: by `sounds.toml`, else the Latin script."""
    codes = {code: _find_script(code) for code in list_languages()}
    return tuple(language for code, found in codes.items() if found == script and (language := load(code)))


def _find_script(code: str) -> str:
    path = files("sayso.languages") / code / "sounds.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Sounds).script if path.is_file() else "Latin"
