"""The tables for relations of a language, ready for lookup, and the letters that pieces of a sentence get."""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.countries import list_places
from sayso.languages.naming import Naming
from sayso.languages.once import once_a_language
from sayso.languages.relating import Relating, RoleNoun, Tie
from sayso.read.wordtrie import compile_words
from sayso.text.han import simplify

PERSON, BODY, LAND, ROLE, TIE, DATE, LENGTH = "PBLRVDU"
PEOPLE, OWN, NOUN, PRONOUN, FORMER = "Ahyqe"
OF, AT, ALONG, AGENT, AS, COPULA, RELATIVE, AND = "oijgz=w&"
WORD, NAME, CUE, STOP, COMMA, BREAK = "mNc.,b"
NOT, PLANNED, MAYBE = "nf?"
_DETERMINER, _GENITIVE = "ds"
_LETTERS: tuple[tuple[str, str], ...] = (
    ("of", OF), ("at", AT), ("along", ALONG), ("agents", AGENT), ("becoming", AS), ("genitives", _GENITIVE),
    ("copulas", COPULA), ("passives", COPULA), ("relatives", RELATIVE), ("conjunctions", AND), ("own", OWN),
    ("determiners", _DETERMINER), ("negators", NOT), ("planned", PLANNED), ("possible", MAYBE), ("former", FORMER),
    ("breaks", BREAK),
)  # fmt: skip
MARKS = dict.fromkeys(",，()（）–—-", COMMA) | dict.fromkeys(';；:：.。!！?？"“”„«»「」『』။၊\n', STOP) | {"、": AND}
_MOST_FOLDED = 50_000  # words kept with their folded form
_STEM = 4  # letters by which verbs with any ending are looked up
Words = tuple[str, ...]


class RelationWords(Struct, frozen=True):
    """Everything that is looked up, by the first word of a form; a word's own letter where it has one."""

    letters: dict[str, str]
    longer: dict[str, list[tuple[Words, str]]]
    roles: dict[str, list[tuple[Words, RoleNoun]]]
    ties: dict[str, list[tuple[Words, str, Tie]]]  # with what must follow further on, where a form has a gap
    stems: dict[str, list[tuple[str, Tie]]]  # of ties, by their first letters
    peoples: dict[str, str]
    adjectives: dict[str, str]  # stems of adjectives of countries
    pronouns: frozenset[str]
    genders: dict[str, frozenset[str]]  # of pronouns and possessives
    nouns: dict[str, str]  # for a body named before, with its kind
    generic: frozenset[str]  # those that may stand for any kind
    cues: frozenset[str]
    honorifics: frozenset[str]  # stand in front of a name: Mrs, ဦး
    heads: tuple[str, ...]  # written onto the word behind them: d', ex-
    cut: re.Pattern[str]  # all of it, where words are not separated
    folded: dict[str, str]  # words already folded
    language: Language

    def fold(self, word: str) -> str:
        """The word as `fold_role` makes it."""
        known = self.folded.get(word)
        if known is None:
            known = fold_role(word, self.language)
            if len(self.folded) < _MOST_FOLDED:
                self.folded[word] = known
        return known

    def find_stems(self, word: str) -> list[tuple[str, Tie]]:
        """The verbs with any ending that may begin as the word does."""
        return self.stems.get(word[:_STEM], [])

    def may_tell(self, word: str) -> bool:
        """Whether a role or a tie may begin with the word."""
        return word in self.ties or self.fold(word) in self.roles or word[:_STEM] in self.stems

    def may_begin(self, word: str) -> bool:
        """Whether any form may."""
        return word in self.longer or self.may_tell(word)


@once_a_language
def load_relation_words(language: Language) -> RelationWords:
    """The tables of a language, ready for lookup."""
    spaced = language.settings.spaced
    naming = language.naming
    letters, longer = _collect_letters(language.relating, spaced)
    roles = _collect_roles(language)
    ties, stems = _collect_ties(language)
    pronouns = frozenset({*naming.female, *naming.male} - {*naming.possessive_pronouns})
    honorifics = frozenset(fold_role(title.word, language) for title in language.titles if title.place == "before")
    cues = frozenset(form for cue in language.cues for form in cue.forms if " " not in form and "…" not in form)
    listed = [*letters, *roles, *ties, *pronouns, *cues, *honorifics, *language.relating.terms] if not spaced else []
    return RelationWords(
        letters=letters,
        longer=longer,
        roles=roles,
        ties=ties,
        stems=stems,
        peoples={p.name.lower(): p.country for p in list_places(language.code) if p.kind == "people" and p.country},
        adjectives=language.happenings.demonyms,
        pronouns=pronouns,
        genders=_collect_genders(naming),
        nouns=_collect_nouns(language),
        generic=frozenset(fold_role(word, language) for word in naming.any_body_nouns),
        cues=cues,
        honorifics=honorifics,
        heads=(
            *(f"{part}'" for part in language.settings.words.elisions),
            *(word for word in language.relating.former if word.endswith("-")),
        ),
        cut=compile_words(listed),
        folded={},
        language=language,
    )


def _collect_genders(naming: Naming) -> dict[str, frozenset[str]]:
    genders: dict[str, frozenset[str]] = {}
    for gender, words in (("female", naming.female), ("male", naming.male)):
        for word in (*words, *naming.any_gender):
            genders[word] = genders.get(word, frozenset()) | {gender}
    return genders


def _collect_nouns(language: Language) -> dict[str, str]:
    naming = language.naming
    kinds = (
        ("Organization", (*naming.media_nouns, *naming.organization_nouns)),
        ("PublicBody", naming.body_nouns),
        ("Company", naming.company_nouns),
    )
    nouns: dict[str, str] = {}
    for schema, words in kinds:
        for word in words:
            nouns.setdefault(fold_role(word, language), schema)
    return nouns


def _collect_letters(relating: Relating, spaced: bool) -> tuple[dict[str, str], dict[str, list[tuple[Words, str]]]]:
    letters: dict[str, str] = {}
    longer: dict[str, list[tuple[Words, str]]] = {}
    for name, letter in _LETTERS:
        words: tuple[str, ...] = getattr(relating, name)
        for word in words:
            parts = tuple(word.split()) if spaced else (word,)
            if len(parts) == 1:
                letters.setdefault(word, letter)
            else:
                longer.setdefault(parts[0], []).append((parts, letter))
    return MARKS | letters, longer


def fold_role(word: str, language: Language) -> str:
    """A word so that its forms compare equal: lower case, no case ending, simplified characters."""
    if not language.settings.spaced:
        return simplify(word)
    return strip_case(word.replace("ё", "е"), language.naming).lower()


def _split(form: str, language: Language) -> Words:
    return tuple(form.split()) if language.settings.spaced else (form,)


def _collect_roles(language: Language) -> dict[str, list[tuple[Words, RoleNoun]]]:
    """By the first word; titles that have no row of their own are affiliations with a body, without an example."""
    roles: dict[str, list[tuple[Words, RoleNoun]]] = {}

    def add(form: str, row: RoleNoun) -> None:
        parts = tuple(fold_role(word, language) for word in _split(form, language))
        known = roles.setdefault(parts[0], [])
        if all(words != parts for words, _ in known):
            known.append((parts, row))

    for row in language.roles:
        for form in row.forms:
            add(form, row)
    if language.roles:
        for title in language.titles:
            if title.schema == "Person" and title.place == "either":
                add(title.word, RoleNoun(forms=(), type="affiliation", holder=("person",), of=("body",), example=""))
    for rows in roles.values():
        rows.sort(key=lambda each: -len(each[0]))
    return roles


def _collect_ties(
    language: Language,
) -> tuple[dict[str, list[tuple[Words, str, Tie]]], dict[str, list[tuple[str, Tie]]]]:
    ties: dict[str, list[tuple[Words, str, Tie]]] = {}
    stems: dict[str, list[tuple[str, Tie]]] = {}
    for row in language.ties:
        for form in row.forms:
            before, _, behind = form.partition("…")
            parts = _split(before.strip(), language)
            if parts[0].endswith("*"):
                stems.setdefault(parts[0][:_STEM], []).append((parts[0][:-1], row))
            else:
                ties.setdefault(parts[0], []).append((parts, behind.strip(), row))
    for rows in ties.values():
        rows.sort(key=lambda each: -len(each[0]))
    return ties, stems
