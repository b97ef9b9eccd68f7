"""A language's words for names, ready for lookup, and what the words of a name say it is."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.cases import inflect, strip_case
from sayso.languages.naming import Naming
from sayso.languages.once import once_a_language
from sayso.read.names_runs import Word


class Words(Struct, frozen=True):
    """A language's word lists, ready for lookup."""

    titles: frozenset[str]
    opening: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    connectors: frozenset[str]
    possessives: frozenset[str]
    given: frozenset[str]
    company: frozenset[str]
    body: frozenset[str]
    organization: frozenset[str]
    media: frozenset[str]
    place_end: frozenset[str]
    place_lead: frozenset[str]
    prepositions: frozenset[str]
    patronymics: tuple[str, ...]
    family_titles: frozenset[str]
    nouns: dict[str, str]  # company, union: in front of the name of one
    tail: re.Pattern[str]
    ties: frozenset[str]
    place_nouns: frozenset[str]
    speaking: frozenset[str]  # cues of one word with the speaker beside them
    place_genitives: tuple[str, ...]
    given_forms: frozenset[str]
    title_forms: frozenset[str]
    inflected: bool


@once_a_language
def collect_words(language: Language) -> Words:
    """A language's words for names, ready for lookup."""
    naming, words = language.naming, language.settings.words
    opening = (
        *naming.sentence_words, *words.openers, *words.pronouns, *words.determiners, *words.prepositions,
        *words.conjunctions, *words.subordinators, *words.questions, *words.adverbs, *words.auxiliaries,
    )  # fmt: skip
    return Words(
        titles=frozenset(title.word.lower() for title in language.titles),
        opening=frozenset(opening),
        articles=frozenset((*words.determiners, *naming.definites)),
        joiners=frozenset(naming.joiners),
        connectors=frozenset(naming.connectors),
        possessives=frozenset(naming.possessives),
        given=frozenset((*naming.female_given, *naming.male_given)),
        company=_inflect_all(naming.company_words, naming),
        body=_inflect_all(naming.body_words, naming),
        organization=_inflect_all(naming.organization_words, naming),
        media=_inflect_all(naming.media_words, naming),
        place_end=frozenset(naming.place_words),
        place_lead=frozenset(naming.lead_place_words),
        prepositions=frozenset(naming.place_prepositions),
        speaking=frozenset(form for cue in language.cues if cue.place == "after source" for form in cue.forms),
        family_titles=frozenset(naming.family_titles),
        patronymics=naming.patronymics or ("\0",),
        nouns=_collect_nouns(language),
        tail=re.compile(naming.body_tail or r"(?!)"),
        ties=frozenset(word for connector in naming.connectors for word in connector.split()[:1]),
        place_nouns=frozenset(word.lower() for word in naming.place_words),
        place_genitives=naming.place_genitives or ("\0",),
        given_forms=_inflect_all((*naming.female_given, *naming.male_given), naming),
        title_forms=_inflect_all([title.word.lower() for title in language.titles], naming),
        inflected=bool(naming.case_endings),
    )


def _inflect_all(listed: Sequence[str], naming: Naming) -> frozenset[str]:
    return frozenset(form for word in listed for form in inflect(word, naming))


def _collect_nouns(language: Language) -> dict[str, str]:
    """Common nouns that stand right in front of the name of a company or organisation."""
    naming = language.naming
    kinds = (
        ("Organization", (*naming.organization_nouns, *naming.media_nouns)),
        ("Company", naming.company_nouns),
    )
    return {strip_case(word, naming).lower(): schema for schema, nouns in kinds for word in nouns}


def judge_words(pieces: Sequence[Word], words: Words) -> str | None:
    """What the words of a name say it is, or None: its last word first, then its first, then the others.

    A name in capitals is read as if it were written small, but for what is always in capitals, such as LLC.
    """
    if not pieces:
        return None
    written = [piece.word for piece in pieces]
    if all(word.isupper() for word in written):
        written = [word if word in words.company else word.title() for word in written]
    first, last = written[0], written[-1]
    titled = any(word.lower() in words.title_forms for word in written[1:-1])
    rules = (
        ("Company", last in words.company),
        ("Organization", len(written) > 1 and written[-2] in words.media),
        ("PublicBody", last in words.body or first in words.body),
        ("Organization", last in words.organization or first in words.organization),
        ("Place", last in words.place_end or (first in words.place_lead and len(written) > 1)),
        ("Organization", last in words.media or first in words.media),
        ("Company", first in words.company and not titled),  # "Energy Minister Ada Lind"
        ("PublicBody", any(word in words.body for word in written[1:-1])),
        ("Organization", any(word in words.organization for word in written[1:-1])),
    )
    return next((schema for schema, holds in rules if holds), None)
