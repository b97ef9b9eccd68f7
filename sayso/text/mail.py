"""E-mail messages: subject, sender, date and the words; attachments are named, not read."""

import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from email.message import Message

from sayso.errors import RefusedError, UnreadableError
from sayso.records import Original
from sayso.text.composing import Composer, Draft, clean_words
from sayso.text.encodings import Decoded, decode, find_declared
from sayso.text.limits import MAX_MESSAGE_PARTS
from sayso.text.media import MEDIA_TYPES
from sayso.text.pages import compose_page
from sayso.text.published import read_date

_LINK = re.compile(r"https?://[^\s<>]+")


def load_mail(original: Original) -> Draft:
    """The message's words as published; the subject is the headline, the sender the publisher."""
    where = original.address
    try:
        message = email.message_from_bytes(original.content)
        leaves = list(_find_leaves(message, where))
    except RecursionError:
        raise RefusedError("messages stand inside messages too deep", where=where, hint="Save its text.") from None
    composer = Composer(where)
    subject = _read_header(message, "Subject")
    composer.add(subject or "", "headline")
    notes = _add_body(composer, leaves, where)
    text, parts = composer.finish()
    if not any(part.role != "headline" for part in parts):
        raise UnreadableError("the message holds no text", where=where, hint="Save its attachments and add those.")
    attached = [name for leaf in leaves if (name := _name_attachment(leaf))]
    if attached:
        notes.append(f"not read, add them by themselves: {', '.join(attached[:10])}")
    name, address = email.utils.parseaddr(_read_header(message, "From") or "")
    link = _LINK.search(_read_header(message, "Archived-At") or "")
    return Draft(
        text=text, media_type=MEDIA_TYPES["mail"], parts=parts, title=subject, publisher=clean_words(name or address),
        author=clean_words(name), published=read_date(_strip_comment(_read_header(message, "Date"))),
        url=link.group() if link else original.url, lang=_read_header(message, "Content-Language"), notes=tuple(notes),
    )  # fmt: skip


def _find_leaves(message: Message, where: str) -> Iterator[Message]:
    """The parts that hold content, in order, at most MAX_MESSAGE_PARTS of them."""
    for number, part in enumerate(message.walk()):
        if number >= MAX_MESSAGE_PARTS:
            raise RefusedError(
                f"has more than {MAX_MESSAGE_PARTS:,} parts", where=where, hint="Save its text and add that."
            )
        if not part.is_multipart():
            yield part


def _add_body(composer: Composer, leaves: list[Message], where: str) -> list[str]:
    """Adds the plain text of the message, or its HTML where it has no plain text."""
    bodies = [leaf for leaf in leaves if not _name_attachment(leaf)]
    notes: list[str] = []
    for leaf in (leaf for leaf in bodies if leaf.get_content_type() == "text/plain"):
        decoded = _decode_leaf(leaf, where)
        if decoded:
            composer.add(decoded.text.lstrip("\ufeff"))
            notes.extend(decoded.notes)
    if composer.has("body"):
        return notes
    for leaf in (leaf for leaf in bodies if leaf.get_content_type() == "text/html"):
        decoded = _decode_leaf(leaf, where)
        if not decoded:
            continue
        notes.extend(decoded.notes)
        page = compose_page(decoded.text, where, None)
        for part in page.parts:
            if part.role != "headline":
                composer.add(page.text[part.start : part.end], part.role)
    return notes


def _decode_leaf(leaf: Message, where: str) -> Decoded | None:
    try:
        content = leaf.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return None
    if not isinstance(content, bytes) or not content.strip():
        return None
    charset = leaf.get_param("charset")
    declared = [charset] if isinstance(charset, str) else []
    if leaf.get_content_type() == "text/html":
        declared += find_declared(content)
    return decode(content, where, declared)


def _name_attachment(leaf: Message) -> str | None:
    """The name of an attached file, or None for the words of the message itself."""
    try:
        named = leaf.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        named = "a file"
    if leaf.get_content_disposition() == "attachment" or leaf.get_content_maintype() != "text":
        return _decode_words(named) if named else leaf.get_content_type()
    return None


def _read_header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return clean_words(_decode_words(str(value))) if value is not None else None


def _decode_words(words: str) -> str:
    """Header words in whatever charset they name or are in; nothing that mail programs write is refused."""
    pieces: list[str] = []
    try:
        found = email.header.decode_header(words)
    except (email.errors.HeaderParseError, ValueError, IndexError):
        found = [(words, None)]
    for piece, charset in found:
        content = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        pieces.append(_decode_header_bytes(content, charset))
    return "".join(pieces)


def _decode_header_bytes(content: bytes, charset: str | None) -> str:
    try:
        return decode(content, "header", (None if charset == "unknown-8bit" else charset,)).text
    except UnreadableError:
        return content.decode("ascii", "replace")


def _strip_comment(words: str | None) -> str | None:
    return re.sub(r"\([^()]*\)", "", words).strip() if words else None
