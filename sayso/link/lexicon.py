"""What the words of a source say about who speaks: common nouns and pronouns of a language, ready for lookup."""

from typing import Literal

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.naming import Naming
from sayso.languages.once import once_a_language
from sayso.text.han import simplify

Gender = Literal["", "female", "male", "neuter", "plural", "first"]


class Lexicon(Struct, frozen=True):
    """The nouns and pronouns of one language; words are folded as `fold_word` does."""

    nouns: dict[str, str]  # noun -> schema of what it stands for
    endings: tuple[tuple[str, str], ...]  # the same for scripts without spaces, longest first
    genders: dict[str, Gender]  # a title's gender: spokeswoman
    pronouns: dict[str, tuple[Gender, ...]]
    possessives: frozenset[str]
    issued: frozenset[str]
    generic: frozenset[str]  # nouns for the last body of their kind
    titles: frozenset[str]
    ties: frozenset[str]  # prepositions, and what else ties a noun to the one in front: of, for, by
    articles: frozenset[str]
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
    nouns: dict[str, str] = {}
    lists = (
        ("Document", naming.document_nouns),
        ("Group", naming.group_nouns),
        ("Organization", (*naming.media_nouns, *naming.organization_nouns)),
        ("PublicBody", naming.body_nouns),
        ("Company", naming.company_nouns),
        ("Organization", (*naming.organization_suffixes, *naming.media_suffixes)),
        ("PublicBody", naming.body_suffixes),
        ("Company", naming.company_suffixes),
    )
    for title in language.titles:
        if title.place != "before":
            nouns.setdefault(fold_word(title.word, language), "Person")
    for schema, listed in lists:
        for word in listed:
            nouns.setdefault(fold_word(word, language), schema)
    pronouns: dict[str, tuple[Gender, ...]] = {}
    kinds: tuple[tuple[Gender, tuple[str, ...]], ...] = (
        ("female", (*naming.female, *naming.any_gender)),
        ("male", (*naming.male, *naming.any_gender)),
        ("neuter", naming.neuter),
        ("plural", naming.plural),
        ("first", naming.first),
    )
    for gender, listed in kinds:
        for word in listed:
            pronouns[word] = (*pronouns.get(word, ()), gender)
    return Lexicon(
        nouns=nouns,
        endings=tuple(sorted(nouns.items(), key=lambda row: (-len(row[0]), row[0]))),
        genders={fold_word(title.word, language): title.gender for title in language.titles if title.gender},
        pronouns=pronouns,
        possessives=frozenset(naming.possessive_pronouns),
        issued=frozenset(fold_word(word, language) for word in naming.issued_nouns),
        generic=frozenset(fold_word(word, language) for word in naming.any_body_nouns),
        titles=frozenset(fold_word(title.word, language) for title in language.titles if title.place != "before"),
        ties=frozenset((*words.prepositions, *words.attributives, *words.agent_markers, *_list_ties(naming))),
        articles=frozenset((*words.determiners, *naming.definites)),
        female_given=frozenset(fold_word(word, language) for word in naming.female_given),
        male_given=frozenset(fold_word(word, language) for word in naming.male_given),
        spaced=language.settings.spaced,
    )


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
