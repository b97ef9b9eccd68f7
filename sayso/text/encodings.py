"""Bytes to text: which encoding they are in, when nobody says or what is said is wrong.

In this order: a byte order mark; valid UTF-8; UTF-16 told by its pattern of bytes; the declared
encoding, if what it gives reads like writing; else the candidate whose text reads most like
writing, judged by which characters it has and which stand beside them (see `plausibility`).
Offsets in the text are what Python's codec of the named encoding gives for the whole content;
a mark that the codec does not take away stays as the first character.
"""

import codecs
import re
from collections.abc import Iterable

from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.text.plausibility import CANDIDATES, judge_encoding, judge_text

_SAMPLE = 6_000  # bytes looked at when guessing: forty letters are enough to tell, so this is plenty
_WRITING = 0.35  # what reads like writing scores 0.6 and more, a wrong encoding under 0.2
_CLEARLY_BETTER = 0.25  # by so much another encoding must read better than the declared one
_FEW_ERRORS = 10  # so many valid sequences to each broken one: UTF-8 with a damaged place
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# What browsers read under these names: the larger sets that pages are really written in.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252",
    "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "big5": "big5hkscs", "cp950": "big5hkscs", "iso8859-8": "cp1255",
}  # fmt: skip
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


class Decoded(Struct, frozen=True, kw_only=True):
    """A text, the encoding that gave it, and what a reader must know of it."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, where: str, declared: Iterable[str | None] = ()) -> Decoded:
    """The text of the content, in the encoding it is most probably in.

    Args:
        declared: encodings that a header or the content names, the most trusted first.

    Raises UnreadableError when the content is no text.
    """
    if not content.strip(b"\x00"):
        raise UnreadableError("holds nothing but zero bytes", where=where, hint="Get the file again from its source.")
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return _replace_damage(content, charset, where, "by its byte order mark")
    utf8 = _decode_utf8(content)
    if utf8:
        return utf8
    sample = _take_sample(content)
    names = [name for name in map(_find_codec, declared) if name]
    guessed, score = _guess(content, sample)
    for name in names:
        if name.startswith(("utf-16", "utf-32")) and len(content) % 2:
            continue
        trusted = judge_encoding(sample, name) if name in CANDIDATES else judge_text(_try(sample, name))
        if trusted >= _WRITING or (trusted > -1 and trusted + _CLEARLY_BETTER >= score):
            return _replace_damage(content, name, where, "as declared")
    if guessed is None or (score < _WRITING and _looks_binary(sample)):
        raise UnreadableError(
            "is not text: the bytes are of a binary file", where=where, hint="Add the document that it holds instead."
        )
    return _replace_damage(content, guessed, where, "by its characters")


def find_declared(content: bytes) -> list[str]:
    """The encodings that the head of a page or of an XML file names."""
    head = content[:4096]
    return [found.group(1).decode("ascii") for pattern in (_XML, _META) if (found := pattern.search(head))]


def _find_codec(name: str | None) -> str | None:
    """Python's name of a declared encoding, widened as browsers do, or None for names that nobody knows."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if codec.name in {"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem"}:
        return None
    if not getattr(codec, "_is_text_encoding", True):
        return None
    return _WIDER.get(codec.name, codec.name)


def _decode_utf8(content: bytes) -> Decoded | None:
    """The content read as UTF-8, if that is what it is; one damaged place in many good ones does not matter."""
    if _CONTROL.search(content, 0, _SAMPLE) and content.count(0) > len(content) // 1000:
        return None
    try:
        return Decoded(text=content.decode("utf-8"), charset="utf-8")
    except UnicodeDecodeError:
        good = len(_MULTIBYTE.findall(content))
        if not good:
            return None
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * _FEW_ERRORS > good:
        return None
    return Decoded(text=text, charset="utf-8", notes=(_count_damage(broken, "utf-8"),))


def _guess(content: bytes, sample: bytes) -> tuple[str | None, float]:
    best: tuple[str | None, float] = None, -1.0
    for charset in CANDIDATES:
        if charset.startswith("utf-16") and len(content) % 2:
            continue
        score = judge_encoding(sample, charset)
        if score > best[1]:
            best = (charset, score)
    return best


def _take_sample(content: bytes) -> bytes:
    """The first part of the content that holds bytes beyond ASCII."""
    if len(content) <= _SAMPLE:
        return content
    found = re.search(rb"[\x80-\xff]", content)
    start = max(0, found.start() - 100) if found else 0
    start -= start % 2
    return content[start : start + _SAMPLE]


def _try(sample: bytes, charset: str) -> str:
    try:
        return sample.decode(charset, "replace")
    except (UnicodeError, ValueError):
        return "\ufffd" * 10


def _looks_binary(sample: bytes) -> bool:
    return len(_CONTROL.findall(sample)) > len(sample) // 100


def _replace_damage(content: bytes, charset: str, where: str, why: str) -> Decoded:
    try:
        text = content.decode(charset)
        broken = 0
    except UnicodeDecodeError:
        text = content.decode(charset, "replace")
        broken = text.count("\ufffd")
    except (UnicodeError, ValueError) as error:
        raise UnreadableError(
            f"cannot be read as {charset}: {error}", where=where, hint="Save it as UTF-8 and add it again."
        ) from None
    if text.count("\x00") > len(text) // 50:
        raise UnreadableError(
            "is not text: the bytes are of a binary file", where=where, hint="Add the document that it holds instead."
        )
    notes = [] if charset == "utf-8" else [f"read as {charset}, found {why}"]
    if broken:
        notes.append(_count_damage(broken, charset))
    return Decoded(text=text, charset=charset, notes=tuple(notes))


def _count_damage(broken: int, charset: str) -> str:
    return f"{broken} place{'s' * (broken != 1)} could not be read as {charset} and stand as \ufffd"
