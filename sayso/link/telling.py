"""Which names tell one from all others, so that two documents that use them speak of the same.

A person's name tells when it is full, a public body's when it names its country or is long
("Ministry of Transport" stands in every country), any other single word only when lists know it.
"""

import re
from functools import lru_cache

from sayso.languages.legal_forms import list_legal_forms
from sayso.records import Entity
from sayso.text.han import simplify

SHORTEST_UNSPACED = {"Person": 3, "PublicBody": 6, "Organization": 4, "Company": 4, "Group": 6, "Place": 2}
FEWEST_WORDS = {"Person": 2, "PublicBody": 4, "Organization": 2, "Company": 2, "Group": 4, "Place": 1}
_JOINTS = re.compile(r"[·•‧・]")
_MARKS = re.compile(r"[\s\"“”«»„'‘’《》「」.,]+")
_ARTICLE = re.compile(r"^(?:the|la|le|el|los|las|les) ")


@lru_cache(maxsize=65_536)
def fold_plain(name: str) -> str:
    """A name for comparison across documents: simplified characters, lower case, one mark between its parts."""
    plain = _MARKS.sub(" ", _JOINTS.sub("·", simplify(name).casefold())).strip()
    return _ARTICLE.sub("", plain)


@lru_cache(maxsize=65_536)
def fold_sound(name: str) -> str:
    """A name for comparison by sound: as it is written, in simplified characters and lower case."""
    return " ".join(_JOINTS.sub("·", simplify(name).casefold()).split())


def fold_trade_name(name: str) -> str:
    """A company's name for comparison across documents, without its legal form in front or behind."""
    plain = fold_plain(name)
    spaced = plain.upper() != plain.lower()
    for form in list_legal_forms():
        if spaced and len(plain.split()) - len(form.split()) > 1:
            plain = plain.removesuffix(f" {form}").removeprefix(f"{form} ")
        elif not spaced and len(plain) - len(form) >= SHORTEST_UNSPACED["Company"]:
            plain = plain.removesuffix(form)
    return plain


def is_telling(name: str, entity: Entity) -> bool:
    """Whether the name of an entity of this kind is enough to know it by in another document."""
    plain = fold_plain(name)
    if entity.country and entity.schema != "Person":
        return len(plain) > 1
    if plain.upper() == plain.lower():  # a script without capitals, hence without spaces between words
        return len(plain) >= SHORTEST_UNSPACED.get(entity.schema, 6)
    return len(plain.split()) >= FEWEST_WORDS.get(entity.schema, 4)
