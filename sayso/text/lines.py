"""One document written as a JSON object: a line of JSON Lines, or a file that holds one object."""

import msgspec
from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.records import Original, Part
from sayso.text.composing import Draft, clean_words, refuse_long
from sayso.text.encodings import decode
from sayso.text.media import JSON_DOCUMENT
from sayso.text.plain import read_front_matter, read_published

_FORM = 'Write {"id": ..., "text": ...} with text in quotes, one object a line.'


class _Fields(Struct, kw_only=True):
    text: str
    id: str | int | None = None
    lang: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None


def load_line(original: Original) -> Draft:
    """The document that the object describes; offsets count in its `text`."""
    decoded = decode(original.content, original.address, (original.charset,))
    try:
        fields = msgspec.json.decode(decoded.text.lstrip("\ufeff").encode("utf-8"), type=_Fields)
    except msgspec.ValidationError as error:
        raise UnreadableError(f"field {_name_field(str(error))}", where=original.address, hint=_FORM) from None
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise UnreadableError(f"is not one JSON object: {error}", where=original.address, hint=_FORM) from None
    if not fields.text.strip():
        raise UnreadableError("field text: is empty", where=original.address, hint=_FORM)
    refuse_long(len(fields.text), original.address)
    front = read_front_matter(fields.text)  # of a file whose whole text was put into a line
    published, notes = read_published(fields.date or front.fields.get("date"), decoded.notes)
    return Draft(
        text=fields.text,
        media_type=JSON_DOCUMENT,
        parts=(Part(start=front.body_start, end=len(fields.text)),),
        id=str(fields.id) if fields.id not in (None, "") else None,
        lang=clean_words(fields.lang) or front.fields.get("lang"),
        title=clean_words(fields.title) or front.fields.get("title"),
        publisher=clean_words(fields.publisher) or front.fields.get("publisher"),
        author=clean_words(fields.author) or front.fields.get("author"),
        published=published,
        url=clean_words(fields.url) or front.fields.get("url"),
        notes=notes,
    )


def _name_field(message: str) -> str:
    """The error of the decoder, field first: "title: Expected `str | null`, got `int`"."""
    what, separator, path = message.partition(" - at `$.")
    if separator:
        return f"{path.rstrip('`')}: {what}"
    missing = what.partition("missing required field ")[2]
    return f"{missing.strip('`')}: is missing" if missing else what
