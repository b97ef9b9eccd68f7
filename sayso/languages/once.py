"""What an engine makes of a language's data, made once a language and kept."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sayso.languages import Language

Made = TypeVar("Made")


def once_a_language(make: Callable[[Language], Made]) -> Callable[[Language], Made]:
    """The function, so that it runs once for each language; a language is known by being the same object."""
    kept: dict[int, tuple[Language, Made]] = {}  # the language is kept too, or its number could be given again

    @wraps(make)
    def made(language: Language) -> Made:
        known = kept.get(id(language))
        if known is None:
            known = kept[id(language)] = (language, make(language))
        return known[1]

    return made
