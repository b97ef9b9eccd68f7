"""Plain text and Markdown, with or without front matter; offsets count in the whole file as decoded."""

import re

from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.records import Original, Part
from sayso.text.composing import Draft, clean_words, refuse_long
from sayso.text.encodings import decode
from sayso.text.media import MEDIA_TYPES, Kind
from sayso.text.published import read_date

_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_MAX_FRONT_MATTER = 20_000  # characters: a longer block is no front matter but text between two rules
_HEADING = re.compile(r"^#{1,6}[ \t]+\S[^\n]*", re.MULTILINE)


class FrontMatter(Struct, frozen=True, kw_only=True):
    """What a `---` block at the head of a file says, and where the text behind it begins."""

    fields: dict[str, str]
    body_start: int


def load_plain(original: Original, kind: Kind) -> Draft:
    """The whole file as text; what stands in the front matter is not part of what is read."""
    decoded = decode(original.content, original.address, (original.charset,))
    text = decoded.text
    refuse_long(len(text), original.address)
    front = read_front_matter(text)
    start = front.body_start
    if not text[start:].strip("\ufeff\x00 \t\r\n"):
        raise UnreadableError("holds no text", where=original.address, hint="Look whether it was saved whole.")
    published, notes = read_published(front.fields.get("date"), decoded.notes)
    return Draft(
        text=text,
        media_type=MEDIA_TYPES[kind],
        parts=_mark_headings(text, start) if kind == "markdown" else (Part(start=start, end=len(text)),),
        lang=front.fields.get("lang"),
        title=front.fields.get("title"),
        publisher=front.fields.get("publisher"),
        author=front.fields.get("author"),
        published=published,
        url=front.fields.get("url"),
        notes=notes,
    )


def read_front_matter(text: str) -> FrontMatter:
    """The fields of a `---` block at the head of the text, and where the text behind it begins."""
    none = FrontMatter(fields={}, body_start=1 if text.startswith("\ufeff") else 0)
    opening = _FENCE.match(text)
    if not opening:
        return none
    closing = _FENCE_END.search(text, opening.end(), opening.end() + _MAX_FRONT_MATTER)
    if not closing:
        return none
    fields: dict[str, str] = {}
    for line in text[opening.end() : closing.start()].splitlines():
        found = _FIELD.fullmatch(line)
        if found:
            value = clean_words(_unquote(found[2]))
            if value:
                fields.setdefault(found[1].lower(), value)
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return none  # prose between two rules
    return FrontMatter(fields=fields, body_start=closing.end()) if fields else none


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def read_published(words: str | None, notes: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The date as far as the words give one for sure, and the notes with what could not be read."""
    published = read_date(words)
    if words and not published:
        return None, (*notes, f"the date {words!r} is not in a form that names one day, month or year for sure")
    return published, notes


def _mark_headings(text: str, start: int) -> tuple[Part, ...]:
    """The parts of a Markdown text: lines that begin with # are headlines."""
    parts: list[Part] = []
    position = start
    for heading in _HEADING.finditer(text, start):
        if text[position : heading.start()].strip():
            parts.append(Part(start=position, end=heading.start()))
        words = heading.group().lstrip("# \t")
        parts.append(Part(start=heading.end() - len(words), end=heading.end(), role="headline"))
        position = heading.end()
    if text[position:].strip():
        parts.append(Part(start=position, end=len(text)))
    return tuple(parts)
