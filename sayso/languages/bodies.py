"""Kinds of public bodies in every language: `bodies.tsv`, so that a ministry is known by its country and its kind.

kind   the same word in all languages
forms  all written forms, separated by `|`, without the country
alone  yes: there is only one in the world, so it is known without a country (the World Bank)
"""

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from sayso.errors import LanguageError
from sayso.languages import list_languages


class BodyKind(Struct, frozen=True, kw_only=True):
    """A kind of public body, or the one body of its kind, with its written forms in one language."""

    lang: str
    kind: str
    forms: tuple[str, ...]
    alone: bool


@cache
def list_bodies() -> tuple[BodyKind, ...]:
    """The rows of all languages; LanguageError for one that has not its three cells."""
    return tuple(row for code in list_languages() for row in _read(code))


def _read(code: str) -> Iterator[BodyKind]:
    path = files("sayso.languages") / code / "bodies.tsv"
    if not path.is_file():
        return
    rows = csv.reader(io.StringIO(path.read_text("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    for number, cells in enumerate(rows, 2):
        if len(cells) != 3 or not cells[0] or not cells[1] or cells[2] not in ("", "yes"):
            where = f"{code}/bodies.tsv line {number}"
            raise LanguageError("a row is a kind, its forms, and yes or nothing", where=where)
        forms = tuple(form for form in cells[1].split("|") if form)
        yield BodyKind(lang=code, kind=cells[0], forms=forms, alone=cells[2] == "yes")
