"""Members of zip archives, within limits of number, size and expansion; nothing is ever written to disk."""

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from sayso.capture.limits import (
    FREE_EXPANSION,
    MEGABYTE,
    MOST_BYTES,
    MOST_DIRECTORY_BYTES,
    MOST_EXPANSION,
    MOST_MEMBERS,
)
from sayso.capture.media import find_kind, holds_no_text, is_furniture
from sayso.capture.streams import Readable
from sayso.errors import RefusedError, UnreadableError
from sayso.records import Failure

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack a block at once, however large


_FAULTS = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error)


class Member(Struct, frozen=True):
    """One file in an archive, open for as long as the next is not asked for."""

    name: str
    size: int
    raw: Readable


class _CarefulFile:
    """A seekable file that refuses to read a giant list of members in one piece, as zipfile would."""

    def __init__(self, raw: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = raw.seek, raw.tell, raw.seekable
        self._raw = raw

    def read(self, size: int = -1) -> bytes:
        if size > MOST_DIRECTORY_BYTES:
            raise RefusedError(
                "its list of members is larger than any honest one", hint="Unpack it and add the folder."
            )
        return self._raw.read(size)


def open_members(raw: BinaryIO, *, below: str = "") -> Iterator[Member | Failure]:
    """Each member that may hold text, in the archive's order; a failure's address is the member's name.

    Args:
        below: only members whose names begin so, such as "archive/".
    """
    try:
        with zipfile.ZipFile(_CarefulFile(raw)) as archive:
            infos = [info for info in archive.infolist() if _is_wanted(info, below)]
            _check_limits(raw, infos)
            for info in infos:
                yield from _open_member(archive, info)
    except _FAULTS as error:
        raise UnreadableError(f"not a zip archive that can be read ({error})", hint="Get it again.") from error


def _is_wanted(info: zipfile.ZipInfo, below: str) -> bool:
    """Whether the member is a visible file; pictures, style sheets and what macOS adds are passed over."""
    parts = PurePosixPath(info.filename).parts
    if info.is_dir() or not parts or not info.filename.startswith(below):
        return False
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
    return not hidden and not is_furniture(parts[-1]) and not holds_no_text(parts[-1])


def _check_limits(raw: BinaryIO, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise RefusedError(f"it has more than {MOST_MEMBERS} members", hint="Unpack it and add the folder.")
    size = raw.seek(0, 2)
    if sum(info.file_size for info in infos) > max(FREE_EXPANSION, MOST_EXPANSION * size):
        raise RefusedError(f"it unpacks to more than {MOST_EXPANSION} times its size", hint="Is it a zip bomb?")


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Member | Failure]:
    reason = ""
    if info.flag_bits & 1:
        reason = "it is encrypted. Unpack it with its password and add the file."
    elif info.compress_type not in _METHODS:
        reason = "it is packed in an unusual way. Unpack it and add the file."
    elif find_kind(info.filename, b"") in ("zip", "wacz"):
        reason = "it is an archive inside an archive. Unpack the outer one and add what is inside."
    elif find_kind(info.filename, b"") == "document" and info.file_size > MOST_BYTES:
        reason = f"it is larger than {MOST_BYTES // MEGABYTE} MB. Leave it out, or split it."
    if reason:
        yield Failure(address=info.filename, reason=reason)
        return
    try:
        member = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield Failure(address=info.filename, reason=f"it is damaged ({error}). Get the archive again.")
        return
    with member:
        yield Member(info.filename, info.file_size, member)
