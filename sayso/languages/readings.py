"""How a language says what an event is for or what it shows: `readings.toml` of its folder, checked as it loads.

marks      announce what is made of an event: the real aim, is seen as, shows that
loose      do so only where an end is named too: is about, came to
rejecting  turn down the end that stands in the same clause: nothing to do with
moves      stand for whatever has just been told: the move, this step
occasions  for a kind of event the nouns that name it: visit, trip
ends       for an end the words that name it; the ends bear the same English names in all languages

Words are lower case. Where words are separated, an entry that ends in `*` stands for every word that begins so, and
an entry of several words for these words in a row; elsewhere an entry counts wherever its characters stand. `…`
stands for a few words or characters.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError

KINDS: Mapping[str, frozenset[str]] = {  # of events, and the PLOVER types as which they are coded
    "visit": frozenset(["CONSULT"]),
    "talks": frozenset(["CONSULT"]),
    "deal": frozenset(["AGREE", "COOPERATE"]),
    "exercise": frozenset(["MOBILIZE", "COOPERATE"]),
    "law": frozenset(),
    "vote": frozenset(),
    "attack": frozenset(["ASSAULT"]),
    "protest": frozenset(["PROTEST"]),
    "arrest": frozenset(["COERCE"]),
    "release": frozenset(["RETREAT", "CONCEDE"]),
    "resignation": frozenset(["RETREAT", "CONCEDE"]),
    "appointment": frozenset(["SUPPORT"]),
    "speech": frozenset(),
    "sanctions": frozenset(["SANCTION"]),
    "ban": frozenset(["COERCE", "SANCTION"]),
    "closure": frozenset(["COERCE"]),
    "delay": frozenset(["REJECT"]),
    "ceasefire": frozenset(["RETREAT", "AGREE"]),
    "withdrawal": frozenset(["RETREAT"]),
    "sale": frozenset(["COOPERATE", "AID"]),
    "aid": frozenset(["AID"]),
    "launch": frozenset(["MOBILIZE", "THREATEN"]),
    "seizure": frozenset(["COERCE", "SANCTION"]),
    "verdict": frozenset(["SANCTION", "COERCE"]),
    "inquiry": frozenset(["ACCUSE"]),
    "plan": frozenset(["AGREE"]),
    "expulsion": frozenset(["SANCTION", "COERCE"]),
    "reshuffle": frozenset(["RETREAT", "SUPPORT"]),
}
ENDS = frozenset(
    [
        "recognition", "arms", "debt", "investment", "trade", "energy", "votes", "a counterweight", "distraction",
        "peace", "friendship", "security", "pressure", "staying in power", "relief", "weakness", "success",
        "publicity", "routine", "justice", "safety", "costs", "revenge", "territory", "migration", "silencing critics",
    ]
)  # fmt: skip


class ReadingWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words by which an event is interpreted; each list is empty where a language has none."""

    marks: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    rejecting: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    occasions: Mapping[str, tuple[str, ...]] = {}
    ends: Mapping[str, tuple[str, ...]] = {}


@cache
def load_reading_words(code: str) -> ReadingWords:
    """The words of a language, none where its folder has no table of them.

    Raises LanguageError when the table has a mistake.
    """
    path = files("sayso.languages") / code / "readings.toml"
    if not code.isalpha() or not path.is_file():
        return ReadingWords()
    where = f"{code}/readings.toml"
    try:
        words = msgspec.toml.decode(path.read_bytes(), type=ReadingWords)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=where) from None
    for name in (*(words.occasions.keys() - KINDS.keys()), *(words.ends.keys() - ENDS)):
        hint = f"Use one of: {', '.join([*KINDS, *sorted(ENDS)])}"
        raise LanguageError(f"{name!r} is no kind of event and no end", where=where, hint=hint)
    return words
