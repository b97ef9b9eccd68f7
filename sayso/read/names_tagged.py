"""Names by trained weights that read character by character, where a language has them.

The weights know persons, bodies and places; what kind of body a name is, its ending says.
"""

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.candidates import LISTED, TRAINED, Candidate
from sayso.read.names_places import gazetteer_of
from sayso.read.reading import Reading

_SCHEMAS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


def find_tagged(reading: Reading, text: str) -> list[Candidate]:
    """The names of a passage that the language's weights find; none where it has no weights."""
    weights = reading.language.naming.weights
    if not (weights and reading.weighted):
        return []
    from sayso.read.tagger import load_tagger, tag_passage

    tagger = load_tagger(weights)
    if tagger is None:
        return []
    span = reading.passage.span
    endings, common = _collect_endings(reading.language), _collect_common(reading.language)
    places = gazetteer_of(reading.language).pattern
    candidates = []
    for name in tag_passage(text, span.start, span.end, tagger):
        words = text[name.start : name.end]
        if len(words) > 1 and name.label in _SCHEMAS and words not in common:
            longer = places.fullmatch(words) is None and places.search(words) is not None
            schema = _choose_schema(words, name.label, endings)
            candidates.append(Candidate(name.start, name.end, schema, LISTED if longer else TRAINED))
    return candidates


@once_a_language
def _collect_common(language: Language) -> frozenset[str]:
    """Words that are no names though they stand where names do: titles, days, what ends a name on its left."""
    titles = (title.word for title in language.titles)
    return frozenset((*language.naming.left_end_words, *language.naming.not_bodies, *titles))


def _choose_schema(name: str, label: str, endings: tuple[tuple[str, str], ...]) -> str:
    if label == "ORG":
        return next((schema for ending, schema in endings if name.endswith(ending)), _SCHEMAS[label])
    return _SCHEMAS[label]


@once_a_language
def _collect_endings(language: Language) -> tuple[tuple[str, str], ...]:
    naming = language.naming
    kinds = (
        ("Company", naming.company_suffixes),
        ("PublicBody", naming.body_suffixes),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
    )
    return tuple(sorted(((word, schema) for schema, words in kinds for word in words), key=lambda row: -len(row[0])))
