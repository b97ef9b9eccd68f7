"""How a language contradicts: `contradictions.toml` of its folder, checked as it loads.

negations  make what is said its opposite: not, never
harmless   hold a negation and turn nothing: not only, no fewer than
untrue     say of another's words that they are not so: a lie, untrue
replies    cues that answer somebody: replied, countered
contrasts  open a sentence that tells otherwise: but, however
readings   announce what is really behind something: the real reason
explaining say why or what for something is, or that nothing is behind it: because, aimed at, routine
anaphors   stand for what somebody has just said: it, this, such remarks
deaths     words of a count of dead: killed, bodies
stops      words that tell nothing about what a statement is about

Words are lower case. Where words are separated, an entry that ends in `*` stands for every word that begins so,
and an entry of several words for these words in a row; elsewhere an entry counts wherever its characters stand.
"""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError


class Contradictions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words by which statements contradict; each list is empty where a language has none."""

    negations: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    explaining: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    deaths: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@cache
def load_contradictions(code: str) -> Contradictions:
    """The words of a language, none where its folder has no table of them.

    Raises LanguageError when the table has a mistake.
    """
    path = files("sayso.languages") / code / "contradictions.toml"
    if not code.isalpha() or not path.is_file():
        return Contradictions()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Contradictions)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=f"{code}/contradictions.toml") from None
