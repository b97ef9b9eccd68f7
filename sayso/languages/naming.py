"""What engines for names ask of a language beyond titles and places: `names.toml`, one field a question.

A language may leave any field out; an engine finds nothing of that sort there. Words are written
as in running text; lists that end in `_nouns` are common nouns in lower case in spaced scripts.
"""

from typing import Literal

from msgspec import Struct


class Naming(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Word lists for names, what stands for a name, and pronouns."""

    cldr: tuple[str, ...] = ()  # CLDR locales whose names of countries this language uses

    weights: str = ""  # the folder of trained weights that find names character by character
    extra: str = ""  # the package that finds names where it is installed: natasha

    # names in scripts with capitals
    particles: tuple[str, ...] = ()  # de, van, bin: small words inside a person's name
    connectors: tuple[str, ...] = ()  # of, and, for: small words inside the name of a body
    joiners: tuple[str, ...] = ()  # those of them that only add a part: and, &
    possessives: tuple[str, ...] = ()  # ’s: written onto a name, not part of it
    not_names: tuple[str, ...] = ()  # capitalised and no name: Monday, March, English
    sentence_words: tuple[str, ...] = ()  # capitalised only because they open a sentence
    not_after: tuple[str, ...] = ()  # behind a country they make it a kind of something: dollars
    place_prepositions: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()  # end the name of a place: River, Region
    lead_place_words: tuple[str, ...] = ()  # begin it: Lake, Mount
    company_words: tuple[str, ...] = ()
    body_words: tuple[str, ...] = ()
    organization_words: tuple[str, ...] = ()
    media_words: tuple[str, ...] = ()
    family_titles: tuple[str, ...] = ()  # titles that are family names too: Baker, King
    patronymics: tuple[str, ...] = ()  # endings of a father's name, which stands second in a person's name
    body_tail: str = ""  # pattern of what follows the first word of a body in lower case: Ministère de la défense
    female_given: tuple[str, ...] = ()
    male_given: tuple[str, ...] = ()
    verb_genders: tuple[
        tuple[str, Literal["female", "male"]], ...
    ] = ()  # ends of a verb and the gender of whoever does it: -ла, female
    article_genders: tuple[
        tuple[str, Literal["female", "male"]], ...
    ] = ()  # articles and the gender of the person they stand before: la, female
    case_endings: tuple[tuple[str, ...], ...] = ()  # nominative first, the other cases in the order of that table
    nominatives: tuple[tuple[str, str], ...] = ()  # endings that are almost surely oblique, and the nominative's
    given_genitives: tuple[tuple[str, str], ...] = ()  # the same for a woman's given name before her family name
    given_of_two: tuple[str, ...] = ()  # a given name that is also another's genitive
    male_families: tuple[str, ...] = ()  # rows of `case_endings`, by nominative, that men's family names follow
    female_families: tuple[tuple[str, str], ...] = ()  # ends of women's in other cases, and the nominative's
    place_genitives: tuple[str, ...] = ()  # endings of a country's genitive that stands between title and name

    # names in scripts without spaces
    surnames: str = ""  # characters that are family names
    double_surnames: tuple[str, ...] = ()
    not_given: str = ""  # characters that hardly stand in a given name
    industries: tuple[str, ...] = ()  # 航运, 能源: end a company's name behind the name proper
    given_ends: str = ""  # those of them that may end one
    transliteration: str = ""  # characters that foreign names are written with
    transliteration_joint: str = ""  # marks between the parts of a foreign name: ·
    honorific_names: bool = False  # a person's name is what stands between an honorific and a particle
    name_ends: tuple[str, ...] = ()  # particles that end a name
    weak_suffixes: tuple[str, ...] = ()  # endings that end a name only where the clause goes on with a verb: 能源
    not_suffix_words: tuple[
        str, ...
    ] = ()  # words that end like a body, and in which nothing of that sort is named: 签署
    left_ends: str = ""  # characters that do not stand inside the name of a body: what is left of them is not its name
    left_end_words: tuple[str, ...] = ()
    joint_words: tuple[str, ...] = ()  # words that hold such a character and may stand inside: 和平
    right_ends: str = ""  # characters that may follow a person's name
    place_leads: tuple[str, ...] = ()  # words in front of a place: 在, 前往
    place_follows: str = ""  # characters that may follow a place behind such a word
    place_suffixes: tuple[str, ...] = ()
    company_suffixes: tuple[str, ...] = ()
    body_suffixes: tuple[str, ...] = ()
    organization_suffixes: tuple[str, ...] = ()
    media_suffixes: tuple[str, ...] = ()
    suffix_breaks: tuple[str, ...] = ()  # words that begin with a suffix, so that it ends no name: 部长
    pair_follows: tuple[str, ...] = ()  # words behind countries named by one character each: 中美 in 中美关系
    not_bodies: tuple[str, ...] = ()  # words that end like a body and are none by themselves: 全部, 公司
    office_words: tuple[str, ...] = ()  # bodies named by their office alone: 国防部

    # what stands for a name
    company_nouns: tuple[str, ...] = ()
    body_nouns: tuple[str, ...] = ()
    organization_nouns: tuple[str, ...] = ()
    any_body_nouns: tuple[str, ...] = ()  # stand for the last body of their kind: the company, the group
    media_nouns: tuple[str, ...] = ()
    group_nouns: tuple[str, ...] = ()
    document_nouns: tuple[str, ...] = ()
    issued_nouns: tuple[str, ...] = ()  # documents that speak for their issuer: statement, 声明
    definites: tuple[str, ...] = ()  # in front of a noun for one already spoken of: the, 该
    indefinites: tuple[str, ...] = ()  # in front of a noun for one not yet spoken of: a, several, 一名

    # sectors of bodies, by a word of their name
    military_words: tuple[str, ...] = ()
    police_words: tuple[str, ...] = ()
    court_words: tuple[str, ...] = ()
    parliament_words: tuple[str, ...] = ()
    education_words: tuple[str, ...] = ()

    # pronouns
    female: tuple[str, ...] = ()
    male: tuple[str, ...] = ()
    neuter: tuple[str, ...] = ()
    any_gender: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    first: tuple[str, ...] = ()  # we: the publisher, or the body that issues the text
    question_labels: tuple[str, ...] = ()  # over what an interviewer asks: Q
    answer_labels: tuple[str, ...] = ()  # over what is answered: A
    first_alone: tuple[str, ...] = ()  # I: whoever speaks
    possessive_pronouns: tuple[str, ...] = ()
    carrying_conjunctions: tuple[str, ...] = ()  # "and" in "she said X and added Y"
    carries_subject: bool = False  # a verb without a subject speaks of the subject before it (Spanish)
