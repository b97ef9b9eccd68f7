"""How a page puts things: characters that steer made visible, acts as verbs, days, speakers' colours, footnotes."""

import re
import unicodedata
from urllib.parse import urlsplit
from zlib import crc32

from markupsafe import Markup, escape

from sayso.records import Act, Span, Statement
from sayso.store.rows import DocumentRow, StatementRow, choose_title

COLOURS = 10
STEERING = "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
_UNSAFE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{STEERING}\ufff9-\ufffb\U000e0000-\U000e007f]")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # halves of characters and signs that no XML may hold
_SUBSTITUTE = "\ufffd"  # not the sign made for it, which looks like an Arabic question mark
VERBS: dict[Act, str] = {
    "say": "says", "claim": "claims", "deny": "denies", "accuse": "accuses", "announce": "announces",
    "report": "reports", "promise": "promises", "demand": "demands", "warn": "warns", "predict": "predicts",
    "believe": "believes", "call": "calls",
}  # fmt: skip


def make_visible(text: str) -> str:
    """The text with every character that steers a screen shown as a sign; one character stays one character."""
    return _UNSAFE.sub(_show, text)


def show_in_xml(text: str) -> Markup:
    """The text escaped for XML and HTML, steering characters made visible; what is Markup already stays as it is."""
    return text if isinstance(text, Markup) else escape(_NOT_XML.sub(_SUBSTITUTE, make_visible(text)))


def _show(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else _SUBSTITUTE


def name_character(character: str) -> str:
    """What a character that cannot be seen is: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL')}"


def find_unseen(text: str) -> list[tuple[int, str]]:
    """Where characters that steer stand in a text, and what each is."""
    return [(match.start(), name_character(match.group())) for match in _UNSAFE.finditer(text)]


def choose_colour(entity: str | None, name: str | None) -> int:
    """The colour of a speaker, the same on every page of a case: ten colours, and the same ten with a double line."""
    return crc32((entity or name or "").encode()) % (2 * COLOURS)


def show_verb(statement: Statement) -> str:
    """What the source does: "says", "denies", "reports (uncertain)"."""
    verb = VERBS[statement.act]
    return verb if statement.polarity == "positive" or statement.act == "deny" else f"{verb} ({statement.polarity})"


def is_denial(statement: Statement) -> bool:
    """Whether the source is against the content as written."""
    return statement.act == "deny" or statement.polarity == "negative"


def show_day(published: str | None) -> str:
    """The day of publication; nothing is filled in where none is known."""
    return (published or "")[:10] or "no date"


def show_title(document: DocumentRow) -> str:
    """The title, or else the name or address by which the document came."""
    return choose_title(document.title, document.name, document.address, document.id)


def show_speaker(row: StatementRow) -> str:
    """Who speaks: the name, or else the words that name them."""
    return row.speaker or " … ".join(row.source_words) or "(unnamed)"


def make_footnote(document: DocumentRow, span: Span) -> str:
    """Everything that leads a stranger to the words: who printed them, when, where, which characters, which bytes."""
    parts = [
        document.publisher,
        f"“{show_title(document)}”",
        show_day(document.published),
        document.url,
        f"characters {span.start}–{span.end}",
        f"SHA-256 {document.sha256}",
        f"captured {document.captured_at}",
        None if document.url else f"from {document.address}",
    ]
    return ", ".join(part for part in parts if part) + "."


def make_initials(name: str) -> str:
    """The initials of a name; a name of one word, or in a script without spaces, gives its first two characters."""
    words = name.split()
    return "".join(word[0] for word in words[:3]).upper() if len(words) > 1 else name.strip()[:2]


def find_link(url: str | None) -> str | None:
    """The address where a page may lead; None for anything but the web."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
