"""What the lists show: filters as they stand in an address, facets with their numbers, pages of rows."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from sayso.case import Case, Filters
from sayso.store.rows import Phrases
from sayso.store.tallies import Choice, count_choices

PAGE = 50
FIELDS = (
    "speaker", "about", "act", "form", "polarity", "language", "publisher", "since", "until", "words", "document",
    "speaker_id", "about_id",
)  # fmt: skip
_FACETS = (("act", "act"), ("language", "lang"), ("publisher", "publisher"), ("form", "form"), ("polarity", "polarity"))
_PHRASES = re.compile(r"\"([^\"]+)\"|“([^”]+)”|「([^」]+)」|(\S+)")


class Facet(Struct, frozen=True, kw_only=True):
    """One column with the values that the other filters leave."""

    name: str  # of the filter
    chosen: str
    choices: tuple[Choice, ...]
    title: str = ""  # where it is not the filter's name


class Page(Struct, frozen=True, kw_only=True):
    """Where a list stands: the addresses of the page before and after."""

    skip: int
    previous: str | None
    following: str | None
    query: str  # the filters as an address, without the place in the list


def read_filters(query: Mapping[str, str]) -> Filters:
    """The filters in an address; empty fields do not limit, unknown ones are left alone."""
    given = {name: query[name].strip() for name in FIELDS if query.get(name, "").strip()}
    return msgspec.structs.replace(Filters(), **given)


def read_place(query: Mapping[str, str]) -> int:
    """How many rows the address leaves out at the beginning."""
    words = query.get("skip", "")
    return int(words) if words.isdecimal() and len(words) < 10 else 0


def show_filters(filters: Filters) -> str:
    """The filters as they stand in an address."""
    values = ((name, getattr(filters, name)) for name in FIELDS)
    return urlencode([(name, str(value)) for name, value in values if value is not None])


def make_page(path: str, query: str, skip: int, more: bool, size: int = PAGE) -> Page:
    """The neighbours of a page of a list."""

    def find_address(place: int) -> str:
        return f"{path}?{query}&skip={place}" if query else f"{path}?skip={place}"

    return Page(
        skip=skip,
        previous=find_address(max(skip - size, 0)) if skip else None,
        following=find_address(skip + size) if more else None,
        query=query,
    )


def count_facets(case: Case, filters: Filters) -> list[Facet]:
    """The values of each column among the statements that pass the other filters."""
    facets = []
    for name, column in _FACETS:
        chosen: str | None = getattr(filters, name)
        others = msgspec.structs.replace(filters, **{name: None})
        choices = tuple(count_choices(case.store, others, column))
        if len(choices) > 1 or chosen:
            facets.append(Facet(name=name, chosen=chosen or "", choices=choices))
    return facets


def split_phrases(words: str) -> Phrases:
    """What a search field asks for: words between quotation marks stand side by side, all others anywhere."""
    return tuple("".join(groups) for groups in _PHRASES.findall(words))


def encode(values: Mapping[str, str]) -> str:
    """The values as they stand in an address; empty ones are left out."""
    return urlencode([(name, value) for name, value in values.items() if value])
