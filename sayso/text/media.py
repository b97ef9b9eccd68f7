"""What kind of document some bytes are: by their content first, then as declared, then by the name's ending."""

import re
import zipfile
from io import BytesIO
from typing import Literal

from sayso.errors import UnreadableError
from sayso.records import Original

Kind = Literal["plain", "markdown", "html", "pdf", "docx", "mail", "json"]

JSON_DOCUMENT = "application/x-sayso-document+json"  # one line of JSON Lines, cut out by capture
MEDIA_TYPES: dict[Kind, str] = {
    "plain": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "mail": "message/rfc822",
    "json": JSON_DOCUMENT,
}
_DECLARED: dict[str, Kind] = {media_type: kind for kind, media_type in MEDIA_TYPES.items()} | {
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/jsonl": "json",
    "text/x-markdown": "markdown",
}
_ENDINGS: dict[str, Kind] = {
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html", "md": "markdown", "markdown": "markdown",
    "eml": "mail", "json": "json", "jsonl": "json", "ndjson": "json", "txt": "plain", "text": "plain",
}  # fmt: skip
_BINARY = (
    (b"\x89PNG\r\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"), (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"),
    (b"\x7fELF", "a program"), (b"MZ\x90\x00", "a program"), (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"), (b"\xfd7zXZ\x00", "an xz archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"), (b"SQLite format 3\x00", "a SQLite file"), (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"), (b"OggS", "a sound file"), (b"fLaC", "a sound file"), (b"\x1aE\xdf\xa3", "a video"),
)  # fmt: skip
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\s")
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]*\S")
_MAIL_HEADERS = frozenset(
    (b"from", b"date", b"subject", b"message-id", b"to", b"received", b"return-path", b"mime-version", b"delivered-to")
)


def find_kind(original: Original) -> Kind:
    """The kind of document; raises UnreadableError, naming what it is, for kinds that hold no text we can read."""
    head = original.content[:4096]
    declared = (original.media_type or "").partition(";")[0].strip().lower()
    kind = _DECLARED.get(declared)
    if declared == JSON_DOCUMENT:
        return "json"
    _refuse_binary(head, original.address)
    if b"%PDF-" in head[:1024] or head.startswith(b"PK\x03\x04"):
        return _look_into_zip(original) if head.startswith(b"PK") else "pdf"
    plain = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")  # UTF-16 too
    ending = original.address.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()
    named = kind or _ENDINGS.get(ending, "plain")
    is_page = _HTML.search(plain[:2048]) and plain.lstrip().startswith(b"<")
    if _XML.match(plain) and not is_page and named != "html":
        raise UnreadableError("is XML and not a page", where=original.address, hint="Save its text and add that.")
    if named == "mail" or _looks_like_mail(plain):
        return "mail"
    if named == "json" and plain.lstrip().startswith((b"{", b"[")):
        return "json"
    return "html" if is_page or named == "html" else "markdown" if named == "markdown" else "plain"


def _refuse_binary(head: bytes, where: str) -> None:
    for mark, name in _BINARY:
        if head.startswith(mark):
            raise UnreadableError(f"is {name}, not text", where=where, hint="Add the text that belongs to it.")
    if head.startswith(b"RIFF") or head[4:8] == b"ftyp":
        raise UnreadableError(
            "is a picture, sound or video file, not text", where=where, hint="Add a transcript of it."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise UnreadableError(
            "is an old or password-protected Office file", where=where, hint="Save it as .docx without a password."
        )
    if head.startswith(b"{\\rtf"):
        raise UnreadableError("is an RTF file", where=where, hint="Save it as .docx or as plain text.")


def _look_into_zip(original: Original) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(original.content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise UnreadableError(
            "is a damaged or cut-off zip or .docx file", where=original.address, hint="Get it again from its source."
        ) from None
    if "word/document.xml" in names:
        return "docx"
    kinds = {
        "xl/workbook.xml": "a spreadsheet",
        "ppt/presentation.xml": "a slide show",
        "content.xml": "an OpenDocument file",
    }
    name = next((kinds[member] for member in kinds if member in names), "a zip archive")
    raise UnreadableError(
        f"is {name}", where=original.address, hint="Save its text as .docx, .pdf or .txt and add that."
    )


def _looks_like_mail(head: bytes) -> bool:
    """Whether the content opens with the headers of a message."""
    names: set[bytes] = set()
    for line in head.splitlines()[:60]:
        if line[:1] in (b" ", b"\t") and names:
            continue
        found = _HEADER.match(line)
        if not found:
            break
        names.add(found[1].lower())
    return b"from" in names and len(names & _MAIL_HEADERS) >= 3
