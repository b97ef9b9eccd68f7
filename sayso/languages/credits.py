"""How a language says where a report comes from: `credits.toml` of its folder, checked as it loads.

opening      at the head of a text, `…` stands for the name: "(…) -" in "HALMERE (Meridian Wire) - The quay ..."
closing      a line of its own or the end of one: "Source: …"
corrections  words by which a publisher marks its own correction
translated   words by which a text says that it is a translation or was put together from foreign reports
ourselves    how a publisher names itself where it tells what it reported: we, our report
"""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from sayso.errors import LanguageError


class Credits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The forms of credit lines; each list is empty where a language has none."""

    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    ourselves: tuple[str, ...] = ()


@cache
def load_credits(code: str) -> Credits:
    """The credit forms of a language, without any where its folder has no table of them.

    Raises LanguageError when the table has a mistake.
    """
    path = files("sayso.languages") / code / "credits.toml"
    if not code.isalpha() or not path.is_file():
        return Credits()
    try:
        credits = msgspec.toml.decode(path.read_bytes(), type=Credits)
    except (msgspec.DecodeError, ValueError) as error:
        raise LanguageError(str(error), where=f"{code}/credits.toml") from None
    for form in (*credits.opening, *credits.closing):
        if form.count("…") != 1:
            raise LanguageError(f"{form!r} has no single … for the name", where=f"{code}/credits.toml")
    return credits
