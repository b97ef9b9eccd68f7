"""What the words of a source say about who speaks: common nouns and pronouns of a language, ready for lookup."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.naming import Naming
from sayso.languages.once import once_a_language
from sayso.text.han import simplify

Gender = Literal["", "female", "male", "neuter", "plural", "first", "own"]


class Lexicon(Struct, frozen=True):
    """The nouns and pronouns of one language; words are folded as `fold_word` does."""

    nouns: dict[str, str]  # noun -> schema of what it stands for
    genders: dict[str, Gender]  # a title's gender: spokeswoman
    pronouns: dict[str, tuple[Gender, ...]]
    possessives: frozenset[str]
    issued: frozenset[str]
    generic: frozenset[str]  # nouns for the last body of their kind
    titles: frozenset[str]
    addresses: frozenset[str]  # stand behind a name only: 先生
    honorifics: frozenset[str]  # stand in front of a name only: Mrs, Gen
    ties: frozenset[str]  # prepositions, and what else ties a noun to the one in front: of, for, by
    cues: frozenset[str]  # first words of what says who speaks before their name: according, según
    articles: frozenset[str]
    auxiliaries: frozenset[str]
    female_given: frozenset[str]
    male_given: frozenset[str]
    spaced: bool


def fold_word(word: str, language: Language) -> str:
    """A word so that its forms compare equal: lower case, no case ending, simplified characters."""
    if language.settings.spaced:
        return strip_case(word, language.naming).lower()
    return simplify(word)


@once_a_language
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language."""
    naming, words = language.naming, language.settings.words
    return Lexicon(
        nouns=_collect_nouns(language),
        genders={fold_word(title.word, language): title.gender for title in language.titles if title.gender},
        pronouns=_collect_pronouns(naming),
        possessives=frozenset(naming.possessive_pronouns),
        issued=_fold_all(naming.issued_nouns, language),
        generic=_fold_all(naming.any_body_nouns, language),
        titles=_fold_all([title.word for title in language.titles if title.place != "before"], language),
        addresses=_fold_all([title.word for title in language.titles if title.place == "after"], language),
        honorifics=_fold_all([title.word for title in language.titles if title.place == "before"], language),
        ties=frozenset((*words.prepositions, *words.attributives, *words.agent_markers, *_list_ties(naming))),
        cues=frozenset(
            form.split()[0].lower() for cue in language.cues if cue.place == "before source" for form in cue.forms
        ),
        articles=frozenset((*words.determiners, *naming.definites)),
        auxiliaries=frozenset((*words.auxiliaries, *words.modals)),
        female_given=_fold_all(naming.female_given, language),
        male_given=_fold_all(naming.male_given, language),
        spaced=language.settings.spaced,
    )


def _fold_all(words: Iterable[str], language: Language) -> frozenset[str]:
    return frozenset(fold_word(word, language) for word in words)


def _collect_nouns(language: Language) -> dict[str, str]:
    """The nouns that stand for somebody, with the schema; a word in several lists counts in the first."""
    naming = language.naming
    lists = (
        ("Group", naming.group_nouns),
        ("Person", [title.word for title in language.titles if title.place != "before"]),
        ("Document", naming.document_nouns),
        ("Organization", (*naming.media_nouns, *naming.organization_nouns)),
        ("PublicBody", naming.body_nouns),
        ("Company", naming.company_nouns),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
        ("PublicBody", naming.body_suffixes),
        ("Company", naming.company_suffixes),
    )
    nouns: dict[str, str] = {}
    for schema, words in lists:
        for word in words:
            nouns.setdefault(fold_word(word, language), schema)
    return nouns


def _collect_pronouns(naming: Naming) -> dict[str, tuple[Gender, ...]]:
    kinds: tuple[tuple[Gender, tuple[str, ...]], ...] = (
        ("female", (*naming.female, *naming.any_gender)),
        ("male", (*naming.male, *naming.any_gender)),
        ("neuter", naming.neuter),
        ("plural", naming.plural),
        ("first", naming.first),
        ("own", naming.first_alone),
    )
    pronouns: dict[str, tuple[Gender, ...]] = {}
    for gender, words in kinds:
        for word in words:
            pronouns[word] = (*pronouns.get(word, ()), gender)
    return pronouns


def _list_ties(naming: Naming) -> list[str]:
    """The small words inside names of bodies that tie what follows to the noun in front: of, de, du."""
    return [
        word for connector in naming.connectors if connector not in naming.joiners for word in connector.split()[:1]
    ]


def find_ending(words: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The longest noun that the words end in, with its schema; for scripts without spaces."""
    for size in range(min(10, len(words)), 0, -1):
        schema = lexicon.nouns.get(words[-size:])
        if schema is not None:
            return words[-size:], schema
    return None
