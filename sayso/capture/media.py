"""What a name says about bytes: a document, or a container of many.

Our own short table, not the operating system's: the same file must be the same on every machine.
"""

import re
from typing import Literal

Kind = Literal["document", "lines", "mailbox", "warc", "wacz", "zip"]

LINE_MEDIA_TYPE = "application/x-sayso-document+json"  # one JSON object a document, as `sayso extract` takes them
MESSAGE_MEDIA_TYPE = "message/rfc822"

_KINDS: dict[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".mbox": "mailbox",
    ".mbx": "mailbox",
    ".warc": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
}
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".pdf": "application/pdf",
    ".eml": MESSAGE_MEDIA_TYPE,
    ".json": "application/json",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".rtf": "application/rtf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
    ".csv": "text/csv",
}
_FURNITURE = {
    ".css",
    ".js",
    ".mjs",
    ".map",
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".eot",
    ".ico",
    ".svg",
    ".lock",
    ".sqlite",
}
_STILLS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".avif"}
_SOUNDS = {".mp3", ".m4a", ".wav", ".ogg", ".opus", ".mp4", ".mov", ".avi", ".mkv", ".webm"}
_PAGES = (".html", ".xhtml", ".pdf", ".txt", ".md", ".doc", ".docx", ".rtf", ".odt")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)


def find_ending(name: str) -> str:
    """The ending of a name in small letters, with its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and ending.isalnum() else ""


def unpack_name(name: str) -> tuple[str, bool]:
    """The name of what is inside a .gz file, and whether it is one."""
    return (name[:-3], True) if find_ending(name) == ".gz" else (name, False)


def find_kind(name: str, beginning: bytes) -> Kind:
    """What to read the bytes as: by the ending and, where that says nothing, by how they begin."""
    ending = find_ending(name)
    if ending in _KINDS:
        return _KINDS[ending]
    if ending in _MEDIA_TYPES:
        return "document"
    if beginning.startswith(b"WARC/"):
        return "warc"
    return "mailbox" if re.match(rb"From [^\r\n]*\r?\n[!-9;-~]+:", beginning) else "document"


def find_media_type(name: str) -> str | None:
    """The media type that a name's ending declares, or None."""
    return _MEDIA_TYPES.get(find_ending(name))


def holds_no_text(name: str) -> bool:
    """Whether the name is that of a picture, a sound or a film."""
    return find_ending(name) in _STILLS | _SOUNDS


def is_furniture(name: str) -> bool:
    """Whether the name is that of a style sheet, script, font, icon or index: never a document."""
    return find_ending(name) in _FURNITURE


def is_page(media_type: str | None) -> bool:
    """Whether a web archive's record of this media type is a page, PDF or text worth reading."""
    return media_type in {_MEDIA_TYPES[ending] for ending in _PAGES}


def parse_content_type(declared: str | None) -> tuple[str | None, str | None]:
    """The media type and the charset of a Content-Type header, each None where it is not given."""
    if not declared:
        return None, None
    media_type = declared.partition(";")[0].strip().lower()
    charset = _CHARSET.search(declared)
    return media_type or None, charset.group(1).lower() if charset else None
