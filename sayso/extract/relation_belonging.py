"""Somebody named with their body and no title: "Lin Roshi of the Torvik Institute", "Громов из Института"."""

import re
from collections.abc import Iterator

from sayso.extract.relation_line import Line
from sayso.extract.relation_words import COMMA, PERSON

_BODY = re.compile(r"[dmNA]{0,3}(B)")
_SCHEMAS = frozenset(["Company", "Organization", "PublicBody"])


def find_belonging(line: Line) -> Iterator[tuple[int, int]]:
    """The pieces of a person and of the body that stands behind the name with nothing but "of" in between."""
    words = line.reading.language.relating.belonging
    for place, letter in enumerate(line.letters):
        if letter != PERSON or place not in line.mentions:
            continue
        tie = place + 2 if line.letters[place + 1 : place + 2] == COMMA else place + 1
        match = (
            _BODY.match(line.letters, tie + 1) if tie < len(line.letters) and line.pieces[tie].word in words else None
        )
        body = line.mentions.get(match.start(1)) if match else None
        if match and body is not None and body.schema in _SCHEMAS:
            yield place, match.start(1)
