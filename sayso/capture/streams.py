"""Bytes of containers as they come: unpacked, bounded, and with damage noted instead of raised."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol

from sayso.capture.limits import FREE_EXPANSION, MOST_EXPANSION
from sayso.errors import RefusedError, UnreadableError

BLOCK = 65_536  # bytes asked for at a time: large enough for speed, small enough for a phone


class Readable(Protocol):
    """What a stream reads from: an open file, a member of an archive, bytes in memory."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes."""


class BoundedStream:
    """Bytes in order, unpacked if they were packed.

    Reading never raises. Where the bytes break off, turn out damaged, or expand beyond all measure,
    the stream ends and `damage` says why; what came before has been handed out.
    """

    def __init__(self, raw: Readable, *, packed: bool = False, size: int | None = None) -> None:
        self.damage = ""
        self.position = 0  # unpacked bytes handed out
        source = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[call-overload]
        # One read of what lies below, where that is offered: it hands out all that stands before a damage.
        self._take: Callable[[int], bytes] = getattr(source, "read1", source.read)
        self._most = max(FREE_EXPANSION, MOST_EXPANSION * (size or 0)) if packed else None
        self._piece, self._at = b"", 0
        self._unpacked = 0

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer only at the end."""
        pieces: list[bytes] = []
        while size > 0 and self._fill():
            piece = self._piece[self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return self._hand_out(pieces)

    def readline(self, size: int) -> bytes:
        """The next line with its line feed, cut after `size` bytes; empty only at the end."""
        pieces: list[bytes] = []
        while size > 0 and self._fill():
            end = self._piece.find(b"\n", self._at, self._at + size) + 1
            piece = self._piece[self._at : end or self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
            if end:
                break
        return self._hand_out(pieces)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; the number that were there."""
        start = self.position
        while (left := size - (self.position - start)) > 0 and self.read(min(left, BLOCK)):
            pass
        return self.position - start

    def skip_line(self) -> None:
        """Pass over the rest of a line."""
        while (piece := self.readline(BLOCK)) and not piece.endswith(b"\n"):
            pass

    def peek(self) -> bytes:
        """The bytes that come next, as far as they are at hand."""
        return self._piece[self._at :] if self._fill() else b""

    def _hand_out(self, pieces: list[bytes]) -> bytes:
        content = b"".join(pieces)
        self.position += len(content)
        return content

    def _fill(self) -> bool:
        """Whether there is a byte left to hand out."""
        if self._at < len(self._piece):
            return True
        if self.damage:
            return False
        try:
            self._piece, self._at = self._take(BLOCK), 0
        except EOFError:
            self._end("the packed bytes break off")
        except (OSError, zlib.error, zipfile.BadZipFile) as error:
            self._end(f"the bytes are damaged ({error})")
        self._unpacked += len(self._piece)
        if self._most is not None and self._unpacked > self._most:
            self._end(f"it unpacks to more than {MOST_EXPANSION} times its size")
        return bool(self._piece)

    def _end(self, damage: str) -> None:
        self._piece, self._at, self.damage = b"", 0, damage


def undo_encodings(body: bytes, declared: str, most: int) -> bytes:
    """The body without the Content-Encoding that its headers declare, never more than `most` bytes.

    A body that does not look packed is taken as it stands: crawlers often keep the header of what they unpacked.
    """
    for encoding in reversed([name.strip().lower() for name in declared.split(",")]):
        if encoding in ("gzip", "x-gzip"):
            body = _undo_gzip(body, most)
        elif encoding == "deflate":
            body = _undo_deflate(body, most)
        elif encoding not in ("", "identity", "none"):
            raise UnreadableError(
                f"the server packed the page as {encoding[:20]!r}, which sayso does not unpack",
                hint="Save the page from a browser and add the file.",
            )
    return body


def _undo_gzip(body: bytes, most: int) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    stream = BoundedStream(io.BytesIO(body), packed=True, size=len(body))
    content = stream.read(most + 1)
    if len(content) > most:
        raise _too_large(most)
    if stream.damage:
        raise UnreadableError(stream.damage, hint="Fetch it again.")
    return content


def _undo_deflate(body: bytes, most: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # servers send both and call both "deflate"
        unpacking = zlib.decompressobj(window)
        try:
            content = unpacking.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(content) > most:
            raise _too_large(most)
        if unpacking.eof:
            return content
        if content and window > 0:
            raise UnreadableError("the packed bytes break off", hint="Fetch it again.")
    return body


def _too_large(most: int) -> RefusedError:
    return RefusedError(f"it unpacks to more than {most // 1_000_000} MB", hint="Leave it out, or split it.")
