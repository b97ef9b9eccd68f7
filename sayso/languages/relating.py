"""What the engine for relations asks of a language: nouns for places held, verbs that tie, and small words.

A row of `roles.tsv` is a group of nouns for what somebody is to somebody or something else:

forms       base forms separated by `|`; a form may be several words
type        of the relation: role (an office), affiliation (works or belongs there), membership, family, supply,
            alliance, agreement, ownership; successor and predecessor say that the other one held the same place
holder      who may be it: person, body (a public body, organisation, company, group) or land (a country or place)
of          whom it may be of: the same words
understood  what it is of where nothing is named: a kind of body named before ("the chief executive, Ada Lind"); empty
            where that would be a guess
example     a sentence of our own in which it is found

A row of `ties.tsv` is a group of verbs, or of words that take a noun along ("signed a memorandum"):

forms       written forms separated by `|`; `*` at the end of a word stands for any ending, `…` for up to six words
            (twelve characters where words are not separated)
type        as above; any: the noun for the role behind the verb says it
phase       holds, starts, ends: what a date beside it means
holder      where the holder stands: subject or object (of an active verb; the passive turns them round), both: all of
            subject and "with"
of          where the other one stands, the likeliest first: object, subject, with, role (behind the noun for the role),
            post (the place spoken of before: "took up the post")
example     as above

`relations.toml` holds the small words around both, in lower case.
"""

from typing import Literal

from msgspec import Struct

RoleType = Literal[
    "role", "affiliation", "membership", "family", "supply", "alliance", "agreement", "ownership",
    "successor", "predecessor",
]  # fmt: skip
TieType = Literal[
    "role", "affiliation", "membership", "family", "supply", "alliance", "agreement", "ownership", "any",
]  # fmt: skip
End = Literal["person", "body", "land"]
Schema = Literal["Person", "PublicBody", "Organization", "Company", "Group", "Country", "Place"]
Phase = Literal["holds", "starts", "ends"]
Where = Literal["object", "subject", "with", "role", "post"]


class RoleNoun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for what somebody is to somebody else."""

    forms: tuple[str, ...]
    type: RoleType
    holder: tuple[End, ...]
    of: tuple[End, ...]
    understood: tuple[Schema, ...] = ()
    example: str


class Tie(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that tie somebody to somebody else."""

    forms: tuple[str, ...]
    type: TieType
    phase: Phase
    holder: Literal["subject", "object", "both"]
    of: tuple[Where, ...]
    example: str


class Relating(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`relations.toml`: each list is empty where a language has no use for it."""

    of: tuple[str, ...] = ()  # ties a noun to the one in front
    at: tuple[str, ...] = ()  # the same for the place where somebody works: at, for, in, from
    belonging: tuple[str, ...] = ()  # between a person's name and their body: of, из
    along: tuple[str, ...] = ()  # with: "signed a memorandum with"
    agents: tuple[str, ...] = ()  # by: in front of who does it in the passive
    genitives: tuple[str, ...] = ()  # make what stands in front an owner: 's, 的
    determiners: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()  # is, remains
    passives: tuple[str, ...] = ()  # was, 被: make the verb behind them passive
    relatives: tuple[str, ...] = ()
    becoming: tuple[str, ...] = ()  # stands in front of a role behind a verb: as, 为
    own: tuple[str, ...] = ()  # stand for the owner: its, his, 该
    negators: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    former: tuple[str, ...] = ()  # no longer: former, 前; one that ends in a hyphen is written onto its noun: ex-
    terms: tuple[str, ...] = ()  # in front of how long: term, 任期
    beginning: tuple[str, ...] = ()  # in front of a date with which something begins: from, 自
    breaks: tuple[str, ...] = ()  # open a clause of their own
    adjuncts: bool = False  # a body may stand in front of the role without anything in between: Lowport Rail director
    genitive_case: bool = False  # a body may stand behind the role in the genitive case
