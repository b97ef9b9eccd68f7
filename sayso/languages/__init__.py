"""Languages as data: one folder a language, checked as it loads.

`load("zh")` gives the Language of a code, or None where we have no folder for it.
A folder holds `language.toml` (settings and short word lists), `cues.tsv` (reporting
expressions), `titles.tsv` (words in front of or behind a name) and `places.tsv` (countries
and peoples beyond what CLDR gives) and `names.toml` (words that names are made of)
and `values.toml` (numbers, dates and amounts; see `values.py`), `triggers.tsv`, `actors.tsv` and
`events.toml` (events; see `happenings.py`), `roles.tsv`, `ties.tsv` and `relations.toml` (relations; see
`relating.py`). A mistake names its file and line.

What the engine for languages with spaces (`extract/spaced.py`) makes of a row of `cues.tsv`:

forms     all written forms, lower case, separated by `|`; a form may be several words ("according to"),
          and `…` in it stands for up to eight words in between ("by … account").
place     after source    a verb: the source stands before it, or behind it when the content comes first
          before source   "according to": the source follows, the content is the rest of the sentence
          around source   a form with `…`: the source stands in the gap
          no source       "reportedly", "it is said that": the content is the rest of the sentence
          noun            "claim" in "his claim that ...": the source is the possessive or the noun phrase behind "by"
takes     clause          a clause, with or without one of `complementizers`; a noun takes it only with one
          quote           quoted words; such a cue may also stand inside or behind what is said ("..., she said")
          addressee       who is spoken to comes first ("told reporters that ...") and is no part of the content
          object          a noun phrase and what belongs to it ("accused the port of ...")
          infinitive      "to ..." with or without a noun phrase in front ("urged the crew to stay")
          passive         in the passive the subject belongs to the content ("the port was accused of ...")
          that clause     a clause, but only with a complementizer: for forms that are often something else
          object as       an object, but only with one of `namers` behind it: "see the visit as a message"
          predicate       the cue counts only behind a form of "be", whose subject is the source ("is sure that")
          quotation only  the cue counts only beside quoted words ("smiled", "went on")
          participle      a participle behind its noun does the same as the passive ("the firm, accusée d'avoir ...")
          rumour          the cue counts only in front of a participle, in a sentence without any other statement and
                          without a condition ("le ministre aurait quitté le pays")
negated   what a negation in front of the cue makes of it: no statement (default), uncertain, negative, positive.

The word lists it asks for: complementizers, questions, determiners, indefinites, possessives, possessive_endings,
prepositions, attributives, agent_markers, conjunctions, subordinators, relatives, pronouns, object_pronouns,
first_person, auxiliaries, modals, passive_auxiliaries, negators, infinitive_markers, lead_ins, adverbs, adverb_endings,
gerund_endings, participle_endings, times, not_statements, clitics, enclitics, heads, nouns, source_prepositions,
points_back, addressing, approximators, namers. Words are lower case with straight apostrophes; a negator that holds an
apostrophe is also an ending ("n't"), and an ending may be a whole word. An entry of several words ("о том, что", "de
que", "при этом") is read as one word. In not_statements “” stands for a quotation. A word may stand in several lists:
then the engine takes it for whichever fits ("that" opens a clause or is a pronoun). Endings count only for words of
five letters and more that stand in no list. The same form may have several rows ("asked" demands, and asks): the first
row that finds a content wins."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError
from sayso.languages.happenings import ActorWord, EventType, Happenings, Trigger
from sayso.languages.naming import Naming
from sayso.languages.relating import Relating, RoleNoun, Tie
from sayso.languages.unspaced import Unspaced
from sayso.languages.values import ValueTables, read_values
from sayso.records import Act, Polarity

Place = Literal["after source", "before source", "around source", "no source", "noun"]
Takes = Literal[
    "clause",
    "quote",
    "addressee",
    "object",
    "infinitive",
    "passive",
    "quotation only",
    "that clause",
    "object as",
    "predicate",
    "participle",
    "rumour",
]
Negated = Literal["no statement", "uncertain", "negative", "positive"]


class Cue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reporting expression, all its written forms, and what it does.

    `…` inside a form stands for words in between ("据…透露").
    """

    forms: tuple[str, ...]
    act: Act
    polarity: Polarity
    place: Place
    takes: tuple[Takes, ...]  # what may follow or precede as content
    negated: Negated = "no statement"  # what a negation in front of it makes of the polarity
    example: str


class Title(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that shows that a name stands beside it, or that stands for a person itself."""

    word: str
    schema: str  # what the title's bearer is: Person, PublicBody, Organization ...
    place: Literal["before", "after", "either"]  # "either" also stands for a person by itself: the minister
    gender: Literal["", "female", "male"] = ""


class PlaceName(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country, people or well-known place by one of its names."""

    name: str
    country: str  # ISO 3166 alpha-3, or IGO, NGO, MNC; empty for a place in several countries
    kind: Literal["country", "people", "capital", "place", "organization"]
    schema: str = ""  # of an organisation: PublicBody, Organization, Company


class WordLists(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Short lists of words that engines ask for by name; each is empty where a language has none."""

    complementizers: tuple[str, ...] = ()  # that, что, que: opens a reported clause and belongs to it
    apostrophe_words: tuple[str, ...] = ()  # what an apostrophe in front makes of a word: 'em, 'til
    elisions: tuple[str, ...] = ()  # written onto the next word with an apostrophe: d', l', qu'
    enclitics: tuple[str, ...] = ()  # pronouns written behind a hyphen onto their verb: il in affirme-t-il
    clitics: tuple[str, ...] = ()  # pronouns in front of their verb that are no source: se, y, это
    points_back: tuple[str, ...] = ()  # open a sentence that says who said the one before it: об этом
    determiners: tuple[str, ...] = ()
    indefinites: tuple[str, ...] = ()  # determiners that open an apposition behind a name: a, an
    prepositions: tuple[str, ...] = ()
    source_prepositions: tuple[str, ...] = ()  # в: may stand before the source of a verb: в министерстве сообщили
    addressing: tuple[str, ...] = ()  # à: stands before who is spoken to, between an inverted verb and its source
    heads: tuple[str, ...] = ()  # nouns that a subject begins with, where endings show it: министр, глава
    nouns: tuple[str, ...] = ()  # nouns that end like a gerund or a participle
    attributives: tuple[str, ...] = ()  # prepositions that keep a noun phrase going: of, for
    agent_markers: tuple[str, ...] = ()  # by: names the source of a passive cue
    conjunctions: tuple[str, ...] = ()
    subordinators: tuple[str, ...] = ()  # because, when, потому
    questions: tuple[str, ...] = ()  # whether, how: opens a reported clause and is part of it
    auxiliaries: tuple[str, ...] = ()  # has, was: between source and cue
    modals: tuple[str, ...] = ()  # will, would: what stands behind them is not yet said
    passive_auxiliaries: tuple[str, ...] = ()  # was, been: with a cue they make a passive
    infinitive_markers: tuple[str, ...] = ()  # to: what stands behind it is not said
    lead_ins: tuple[str, ...] = ()  # belong to the cue behind them: "went on to" say
    negators: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()  # between source and cue: also, later, 还, 日前
    adverb_endings: tuple[str, ...] = ()  # -ly
    gerund_endings: tuple[str, ...] = ()  # a cue that ends so has its source in the clause before it: -ing
    participle_endings: tuple[str, ...] = ()  # open an adverbial between commas ("reached by telephone"): -ed
    first_person: tuple[str, ...] = ()  # I, we: inside a quotation they name nobody new
    relatives: tuple[str, ...] = ()  # who, which, который
    namers: tuple[str, ...] = ()  # as, como: between what is spoken of and what it is taken for
    approximators: tuple[str, ...] = ()  # prepositions that stand before a number and only make it rough: about
    possessive_endings: tuple[str, ...] = ()  # 's: makes a name the owner of the noun behind it
    possessives: tuple[str, ...] = ()  # determiners that name a speaker: his, their
    pronouns: tuple[str, ...] = ()  # personal pronouns that can be a source
    nobody: tuple[str, ...] = ()  # nobody, никто, 没有人: who says nothing; a sentence about them is no statement
    object_pronouns: tuple[str, ...] = ()  # them, him: an addressee of one word
    times: tuple[str, ...] = ()  # Monday, today: stand beside a cue and are no part of source or content
    not_statements: tuple[str, ...] = ()  # look-alikes: "that said", 比如说, 号称
    citing: tuple[str, ...] = ()  # cues whose object is whom the source has it from: "citing two sailors"
    organization_words: tuple[str, ...] = ()  # a name that has one is an organisation: Company, 公司
    public_body_words: tuple[str, ...] = ()  # ... a public body: Ministry, 部
    abbreviations: tuple[str, ...] = ()  # end in a full stop without ending a sentence: Gen., Mr., г-н.
    ending_abbreviations: tuple[str, ...] = ()  # may end one, when a word that opens a sentence follows: p.m., Inc., г.
    openers: tuple[str, ...] = ()  # more words that open a sentence, beside pronouns, determiners and the like


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `language.toml` says."""

    name: str  # in English
    own_name: str
    alpha3: str = ""  # ISO 639-2, as FollowTheMoney writes languages
    spaced: bool  # words are separated by spaces
    verb_final: bool = False  # the reporting verb ends the sentence (Burmese)
    quotes: tuple[tuple[str, str], ...] = ()  # pairs of quotation marks, opening and closing
    title_marks: tuple[tuple[str, str], ...] = ()  # pairs of marks around titles: 《 》
    weights: str = ""  # the folder of trained weights that read who says what, names and syntax
    quote_dash: bool = False  # a dash at the head of a line opens speech
    quoted_names: bool = False  # names of firms, papers and ships stand in quotation marks: «Норд»
    bare_clauses: bool = True  # a reported clause may stand without a complementizer
    inversion: bool = False  # behind what is said the source follows its verb: сообщил министр
    drops_subjects: bool = False  # a verb without a subject has an understood one: Dijo que
    words: WordLists = WordLists()
    unspaced: Unspaced = Unspaced()


class Language(Struct, frozen=True, kw_only=True):
    """Everything we know of one language as data."""

    code: str
    settings: Settings
    cues: tuple[Cue, ...] = ()
    titles: tuple[Title, ...] = ()
    places: tuple[PlaceName, ...] = ()
    naming: Naming = Naming()
    triggers: tuple[Trigger, ...] = ()
    actors: tuple[ActorWord, ...] = ()
    happenings: Happenings = Happenings()
    roles: tuple[RoleNoun, ...] = ()
    ties: tuple[Tie, ...] = ()
    relating: Relating = Relating()
    values: ValueTables | None = None  # numbers, dates and amounts; None where the folder has no values.toml


Table = TypeVar("Table", Naming, Happenings, Relating)
Row = TypeVar("Row", Cue, Title, PlaceName, Trigger, ActorWord, RoleNoun, Tie)


def list_languages() -> list[str]:
    """The codes of the languages that have a folder, in order."""
    return sorted(entry.name for entry in files(__name__).iterdir() if (entry / "language.toml").is_file())


@cache
def load(code: str) -> Language | None:
    """The language of this code, or None when we have no folder for it.

    Raises LanguageError when a table of it has a mistake.
    """
    folder = files(__name__) / code
    if not code.isalpha() or not (folder / "language.toml").is_file():
        return None
    return Language(
        code=code,
        settings=_read_settings(folder / "language.toml", f"{code}/language.toml"),
        cues=tuple(_read_rows(folder / "cues.tsv", f"{code}/cues.tsv", Cue)),
        titles=tuple(_read_rows(folder / "titles.tsv", f"{code}/titles.tsv", Title)),
        places=tuple(_read_rows(folder / "places.tsv", f"{code}/places.tsv", PlaceName)),
        naming=_read_toml(folder / "names.toml", f"{code}/names.toml", Naming),
        triggers=tuple(_read_rows(folder / "triggers.tsv", f"{code}/triggers.tsv", Trigger)),
        actors=tuple(_read_rows(folder / "actors.tsv", f"{code}/actors.tsv", ActorWord)),
        happenings=_read_toml(folder / "events.toml", f"{code}/events.toml", Happenings),
        roles=tuple(_read_rows(folder / "roles.tsv", f"{code}/roles.tsv", RoleNoun)),
        ties=tuple(_read_rows(folder / "ties.tsv", f"{code}/ties.tsv", Tie)),
        relating=_read_toml(folder / "relations.toml", f"{code}/relations.toml", Relating),
        values=read_values(folder, code),
    )


def _read_settings(path: Traversable, where: str) -> Settings:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=where) from None


def _read_toml(path: Traversable, where: str, table: type[Table]) -> Table:
    """The settings of a file; the defaults where a language has none."""
    if not path.is_file():
        return table()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=table)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=where) from None


def _read_rows(path: Traversable, where: str, row_type: type[Row]) -> Iterator[Row]:
    """The rows of a table; a cell with several values separates them by `|`."""
    if not path.is_file():
        return
    lists = {field.name for field in msgspec.structs.fields(row_type) if "tuple" in str(field.type)}
    reader = csv.reader(io.StringIO(path.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    header: list[str] | None = None
    for number, cells in enumerate(reader, 1):
        if not cells or not cells[0].strip() or cells[0].startswith("#"):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        if len(cells) != len(header):
            raise LanguageError(f"{len(cells)} cells where the head has {len(header)}", where=f"{where} line {number}")
        values = {
            name: tuple(part.strip() for part in cell.split("|") if part.strip()) if name in lists else cell.strip()
            for name, cell in zip(header, cells, strict=True)
        }
        try:
            yield msgspec.convert(values, row_type)
        except msgspec.ValidationError as error:
            raise LanguageError(_explain(str(error), values), where=f"{where} line {number}") from None


def _explain(message: str, values: dict[str, str | tuple[str, ...]]) -> str:
    if "$.act" in message:
        return f"act {values.get('act')!r} is not known. Use one of: {', '.join(get_args(Act))}"
    if "$.event_type" in message:
        return f"event type {values.get('event_type')!r} is not known. Use one of: {', '.join(get_args(EventType))}"
    if "$.polarity" in message:
        return f"polarity {values.get('polarity')!r} is not known. Use one of: {', '.join(get_args(Polarity))}"
    if "$.place" in message:
        return f"place {values.get('place')!r} is not known: {message}"
    return message
