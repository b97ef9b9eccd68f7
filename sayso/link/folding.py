"""Names folded for comparison: the same words in any case, letter case or Chinese script give the same tuple."""

import re

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.link.reasons import Name
from sayso.text.han import simplify

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BODIES = frozenset(["Company", "Organization", "PublicBody", "Group"])


def fold_name(name: str, language: Language) -> Name:
    """The parts of a name: words, or what the joints (·) of a foreign name part; a name of one piece has one part."""
    naming = language.naming
    if language.settings.spaced:
        words = ["-".join(strip_case(part, naming) for part in word.split("-")) for word in _WORD.findall(name)]
        words = [word.lower().replace("’", "'") for word in words]
        while len(words) > 1 and words[0] in naming.definites:
            words = words[1:]
        return tuple(words)
    plain = simplify(name).lower()
    for joint in naming.transliteration_joint:
        plain = plain.replace(joint, "·")
    return tuple(part.strip() for part in plain.strip('《》“”"「」 ').split("·") if part.strip())


def find_family(schema: str) -> str:
    """What a name's schema is comparable with: persons with persons, bodies of every kind with each other."""
    return "body" if schema in _BODIES else schema.lower()
