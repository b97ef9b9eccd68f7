"""Names by trained weights that read character by character, where a language has them.

The weights know persons, bodies and places; what kind of body a name is, its ending says.
"""

import re
from typing import TYPE_CHECKING

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.candidates import LISTED, MARKED, TRAINED, Candidate
from sayso.read.names_places import gazetteer_of
from sayso.read.reading import Reading
from sayso.read.wordtrie import join_words

if TYPE_CHECKING:
    from sayso.read.tagger import TaggedName

_SURE = 0.9  # a foreign name with joints that the weights are as sure of ends where they say
_MARK = re.compile(r"[\s,,;;:::。、!!??()()【】\[\]“”「」《》]")
_HAN = re.compile(r"[\u3400-\u9fff]")
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
    endings, common = list_endings(reading.language), _collect_common(reading.language)
    places = gazetteer_of(reading.language).pattern
    candidates = []
    leads = _collect_leads(reading.language)
    industries = _compile_industries(reading.language)
    joints = reading.language.naming.transliteration_joint
    goes_on = re.compile(f"[{re.escape(reading.language.naming.transliteration)}]{{0,3}}[-‐－]{_HAN.pattern}{{2}}")
    for name in tag_passage(text, span.start, span.end, tagger):
        start, end = _trim(text, name.start, name.end)
        start = _skip_lead(text, start, end, leads)
        words = text[start:end]
        if _MARK.search(words) or not _HAN.search(words):
            continue
        industry = industries.match(text, end, span.end) if name.label == "ORG" else None
        if industry:
            candidates.append(Candidate(start, industry.end(), "Company", MARKED))
        elif _is_sure(name, words, joints) and not goes_on.match(text, end):
            candidates.append(Candidate(start, end, "Person", LISTED))
        elif len(words) > 1 and name.label in _SCHEMAS and words not in common:
            longer = places.fullmatch(words) is None and places.search(words) is not None
            schema = _choose_schema(words, name.label, endings)
            candidates.append(Candidate(start, end, schema, LISTED if longer else TRAINED))
    return candidates


def _is_sure(name: "TaggedName", words: str, joints: str) -> bool:
    return name.label == "PER" and name.score >= _SURE and any(joint in words for joint in joints)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without the marks and spaces at its ends."""
    while start < end and _MARK.match(text[start]):
        start += 1
    while start < end and _MARK.match(text[end - 1]):
        end -= 1
    return start, end


def _skip_lead(text: str, start: int, end: int, leads: tuple[str, ...]) -> int:
    """Where the name begins behind a word that only says whose words follow: 据县公安局."""
    lead = next((lead for lead in leads if text.startswith(lead, start, end)), "")
    return start + len(lead) if end - start - len(lead) > 1 else start


@once_a_language
def _collect_leads(language: Language) -> tuple[str, ...]:
    """The cues in front of a source that stand inside no name."""
    forms = (form for cue in language.cues if cue.place == "before source" for form in cue.forms)
    return tuple(form for form in forms if form in language.naming.left_ends)


@once_a_language
def _compile_industries(language: Language) -> re.Pattern[str]:
    """What a company's name may end with behind the name proper: 航运, 能源."""
    return re.compile(join_words(language.naming.industries) if language.naming.industries else "(?!)")


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
def list_endings(language: Language) -> tuple[tuple[str, str], ...]:
    """The endings of the names of bodies with the schema that each shows, the longest first."""
    naming = language.naming
    kinds = (
        ("Company", naming.company_suffixes),
        ("PublicBody", naming.body_suffixes),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
    )
    return tuple(sorted(((word, schema) for schema, words in kinds for word in words), key=lambda row: -len(row[0])))
