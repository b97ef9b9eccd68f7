"""Languages as data: one folder a language, checked as it loads.

`load("zh")` gives the Language of a code, or None where we have no folder for it.
A folder holds `language.toml` (settings and short word lists), `cues.tsv` (reporting
expressions), `titles.tsv` (words in front of or behind a name) and `places.tsv` (countries
and peoples beyond what CLDR gives). A mistake names its file and line.
"""

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
from sayso.records import Act, Polarity

Place = Literal["after source", "before source", "around source", "no source"]
Takes = Literal["clause", "quote", "object", "infinitive"]


class Cue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reporting expression, all its written forms, and what it does.

    `…` inside a form stands for words in between ("据…透露").
    """

    forms: tuple[str, ...]
    act: Act
    polarity: Polarity
    place: Place
    takes: tuple[Takes, ...]  # what may follow or precede as content
    example: str


class Title(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word that shows that a name stands beside it, or that stands for a person itself."""

    word: str
    schema: str  # what the title's bearer is: Person, PublicBody, Organization ...
    place: Literal["before", "after", "either"]


class PlaceName(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A country, people or well-known place by one of its names."""

    name: str
    country: str  # ISO 3166 alpha-3, IGO
    kind: Literal["country", "people", "capital", "place", "organization"]


class WordLists(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Short lists of words that engines ask for by name; each is empty where a language has none."""

    complementizers: tuple[str, ...] = ()  # that, что, que: opens a reported clause, is not part of it
    apostrophe_words: tuple[str, ...] = ()  # what an apostrophe in front makes of a word: 'em, 'til
    elisions: tuple[str, ...] = ()  # written onto the next word with an apostrophe: d', l', qu'
    determiners: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()  # has, will, was: between source and cue
    negators: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()  # between source and cue: also, later, 还, 日前
    relatives: tuple[str, ...] = ()  # who, which, который
    pronouns: tuple[str, ...] = ()  # personal pronouns that can be a source
    not_statements: tuple[str, ...] = ()  # look-alikes: "that said", 比如说, 号称
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
    quote_dash: bool = False  # a dash at the head of a line opens speech
    words: WordLists = WordLists()


class Language(Struct, frozen=True, kw_only=True):
    """Everything we know of one language as data."""

    code: str
    settings: Settings
    cues: tuple[Cue, ...] = ()
    titles: tuple[Title, ...] = ()
    places: tuple[PlaceName, ...] = ()


Row = TypeVar("Row", Cue, Title, PlaceName)


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
    )


def _read_settings(path: Traversable, where: str) -> Settings:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
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
    if "$.polarity" in message:
        return f"polarity {values.get('polarity')!r} is not known. Use one of: {', '.join(get_args(Polarity))}"
    if "$.place" in message:
        return f"place {values.get('place')!r} is not known: {message}"
    return message
