"""What the engine for events asks of a language: triggers, words for actors, and the words around both.

A row of `triggers.tsv` is a group of words that tell one kind of event:

forms      base forms separated by `|`; a form may be several words, `…` stands for up to six words in between
           (twelve characters where words are not separated), and `*` at the end of a word for any ending
word       verb, noun: inflected by `[inflection]` of `events.toml` where the language has it; fixed: as written
event_type PLOVER, and `mode` where the words show it
actor      the grammatical places that may hold the actor, the likeliest first; `recipient` likewise:
           subject    the subject (in the passive the agent)      object   what the verb acts on (passive: the subject)
           owner      "Chad’s attack", "the Chadian attack"       clause   the subject of the clause behind it
           agent, with, to, from, against, on, of, for, in, between: behind a preposition of that group in `events.toml`
           speaker    who says the statement that it stands in    place    the country in which it happens
sides      symmetric: all take part alike; turned: the one in the actor's place is the recipient (host and guest);
           empty: they act and are acted on
needs      actor, recipient: without a country, body, group or person in that place it is not an event
blocks     words in the same clause that make it something else: "budget" for "attack"; `*` as in forms
example    a sentence of our own in which it is found

A row of `actors.tsv` is a group of words for those who act: forms, the PLOVER sector, the schema of what they stand
for, and whether they belong to the country in which they act ("police", "protesters") where no other is named.
"""

from typing import Literal

from msgspec import Struct

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Mode = Literal[
    "", "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access",
    "resign", "assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest",
    "relations", "expel", "territory", "violence", "demo", "riot", "strike", "hunger", "boycott", "obstruct",
    "vandalize", "convict", "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "curfew",
    "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture", "sexual",
    "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone",
    "heavy-weapons", "crowd-control", "unconventional",
]  # fmt: skip
Where = Literal[
    "subject", "object", "owner", "clause", "agent", "with", "to", "from", "against", "on", "of", "for", "in",
    "between", "speaker", "place",
]  # fmt: skip
Sector = Literal[
    "", "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "REL", "SOC",
]  # fmt: skip


class Trigger(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell one kind of event, and where its sides stand."""

    forms: tuple[str, ...]
    word: Literal["verb", "noun", "fixed"]
    event_type: EventType
    mode: Mode = ""
    actor: tuple[Where, ...]
    recipient: tuple[Where, ...]
    sides: Literal["", "symmetric", "turned"] = ""
    needs: tuple[Literal["actor", "recipient"], ...] = ()
    blocks: tuple[str, ...] = ()
    example: str


class ActorWord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Common nouns for those who act, with their sector."""

    forms: tuple[str, ...]
    sector: Sector
    schema: Literal["Person", "PublicBody", "Organization", "Company", "Group"]
    domestic: Literal["", "yes"] = ""


class Inflection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forms of verbs and nouns by their ending; the first row whose first cell ends the word counts."""

    verb: tuple[tuple[str, ...], ...] = ()  # ending, then base, third person, past, participle, gerund
    noun: tuple[tuple[str, ...], ...] = ()  # ending, then singular, plural
    irregular: tuple[tuple[str, ...], ...] = ()  # base, third person, past, participle, gerund


class Happenings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`events.toml`: what stands around triggers; each is empty where a language has no use for it."""

    inflection: Inflection = Inflection()
    adpositions: dict[str, tuple[str, ...]] = {}  # group of `Where`, or "at", to the words of the language
    demonyms: dict[str, str] = {}  # stems of adjectives and peoples, to countries: "сирийск" to SYR
    origins: tuple[str, ...] = ()  # endings that make the adjective of a country one of who acts: -led
    ethnic: tuple[str, ...] = ()  # in front of a people: they live in the country that the sentence names
    postpositions: bool = False  # they stand behind their noun
    genitives: tuple[str, ...] = ()  # endings or words that make a noun an owner: 's, 的
    bare_genitives: bool = False  # an owner stands behind its noun without a word in between: министр Мьянмы
    passives: tuple[str, ...] = ()  # words that make the verb behind them passive: was, 被
    passive_endings: tuple[str, ...] = ()  # endings of short participles: -ена
    auxiliaries: tuple[str, ...] = ()  # has, is: between a subject and its verb
    conjunctions: tuple[str, ...] = ()  # and, 和
    complementizers: tuple[str, ...] = ()
    subordinators: tuple[str, ...] = ()  # open a clause of their own: after, because
    relatives: tuple[str, ...] = ()
    determiners: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()  # third person subjects
    negators: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()  # will, plans to: not yet
    hypothetical: tuple[str, ...] = ()  # may, could
    reported_future: tuple[str, ...] = ()  # would: planned in what somebody says, else only possible
    conditions: tuple[str, ...] = ()  # if, unless: everything in the sentence hangs on them
    failed: tuple[str, ...] = ()  # failed to, was not allowed to
    ignored: tuple[str, ...] = ()  # a trigger behind them is none: fear of, talk of
    not_political: tuple[str, ...] = ()  # match, coach, novel: a conflict in such a sentence is none
    no_events: tuple[str, ...] = ()  # phrases that hold a trigger and tell no event: price war
    adjectives: tuple[str, ...] = ()  # words for somebody that are adjectives too: official, general
    accidents: tuple[str, ...] = ()  # what nobody does: in such a sentence nobody hurt those who are hurt
    weapons: tuple[str, ...] = ()  # what kills for somebody: a bomb, a rocket
    contexts: dict[str, tuple[str, ...]] = {}  # PLOVER context to words that show it
