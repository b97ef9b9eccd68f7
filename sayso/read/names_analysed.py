"""Names by the trained weights that read a passage as a whole, where its language has them.

The weights know persons, bodies and places; what kind of body a name is, its words say.
"""

from sayso.read.candidates import TRAINED, Candidate
from sayso.read.names_runs import Word
from sayso.read.names_words import collect_words, judge_words
from sayso.read.reading import Reading
from sayso.read.tokens import find_tokens

_SCHEMAS = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "FAC": "Place"}
_BODIES = frozenset({"PublicBody", "Organization", "Company"})
SURE = 0.6  # a less certain name is left to the rules


def find_analysed(reading: Reading, text: str) -> list[Candidate]:
    """The names that the analysis of the passage found; none where there is no analysis."""
    if reading.analysis is None:
        return []
    words = collect_words(reading.language)
    candidates = []
    for name in reading.analysis.names:
        schema = _SCHEMAS.get(name.label)
        if schema is None or name.score < SURE:
            continue
        if schema == "Organization":
            pieces = [Word(*token) for token in find_tokens(text, name.start, name.end)]
            judged = judge_words(pieces, words)
            schema = judged if judged in _BODIES else schema
        candidates.append(Candidate(name.start, name.end, schema, TRAINED))
    return candidates
