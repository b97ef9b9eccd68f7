"""Pages out of web archives (WARC): each page with its address, its time and its headers as the crawler kept them.

The records are cut out here, not by warcio's iterator: measured on warcio 1.8.1, a file cut in the middle ends
there without a word, a header line without an end is read into memory whole, and warnings go to the terminal.
What is inside a record - headers, chunks - is warcio's to parse, from bytes whose number is bounded.
"""

import io
import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct
from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser

from sayso.capture.circumstances import Circumstances, Found, Item, make_original
from sayso.capture.limits import MEGABYTE, MOST_BYTES, MOST_HEADER_BYTES, MOST_LINE
from sayso.capture.media import is_page, parse_content_type
from sayso.capture.streams import BoundedStream, undo_encodings
from sayso.errors import SaysoError, UnreadableError
from sayso.records import Failure

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


class _Fields(Struct, frozen=True):
    """A status line and headers."""

    status: str
    headers: tuple[tuple[str, str], ...]
    size: int

    def get(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return next((value for header, value in self.headers if header.lower() == name), None)


class _Record(Struct, frozen=True, kw_only=True):
    """What the header of one record says."""

    record_type: str
    address: str  # the archive's address with the record's id, or its number where it has none
    length: int
    url: str
    date: str | None
    media_type: str | None


def read_web_archive(stream: BoundedStream, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Each page, PDF or text that a server answered with 200; where the file breaks off, one failure says so."""
    number, anything = 0, False
    try:
        while header := _read_header(stream):
            for found in _read_record(stream, _parse_header(header, item, number + 1), item, circumstances):
                anything = True
                yield found
            number += 1
        if stream.damage:
            raise UnreadableError(stream.damage)
    except UnreadableError as error:
        where = f"after {number} whole records, at byte {stream.position}"
        reason = f"{error.what}, {where}. What came before was kept; get the archive again for the rest."
        yield Failure(address=item.address, reason=reason)
        return
    if not anything:
        reason = "no page in it that a server answered with 200. Is it a web archive (WARC), and of pages?"
        yield Failure(address=item.address, reason=reason)


def _read_header(stream: BoundedStream) -> bytes:
    """The lines of the next record's header; empty at the end of the archive."""
    lines: list[bytes] = []
    size = 0
    while line := stream.readline(MOST_LINE):
        size += len(line)
        opens = line.isspace() or line.startswith(b"WARC/") or b"WARC/".startswith(line)
        if size > MOST_HEADER_BYTES or not (lines or opens):
            raise UnreadableError("what stands there is not a record of a web archive")
        if not line.strip():
            if lines:
                return b"".join(lines)
            continue
        lines.append(line)
    if lines:
        raise UnreadableError(stream.damage or "the archive breaks off")
    return b""


def _parse_header(header: bytes, item: Item, number: int) -> _Record:
    fields = _parse_fields(header)
    length = fields.get("content-length") or ""
    if not length.isascii() or not length.isdigit():
        raise UnreadableError(f"a record has no length that can be trusted ({length[:20]!r})")
    if len(length) > 15:  # a petabyte: such a record cannot be, and its number may break what adds it up
        raise UnreadableError("a record claims an impossible length")
    date = _DATE.match(fields.get("warc-date") or "")
    return _Record(
        record_type=fields.get("warc-type") or "",
        address=f"{item.address}#{fields.get('warc-record-id') or f'record={number}'}",
        length=int(length),
        url=(fields.get("warc-target-uri") or "").strip("<>"),  # wget 1.19 writes them in angle brackets
        date=date.group() + "Z" if date else None,
        media_type=parse_content_type(fields.get("content-type"))[0],
    )


def _parse_fields(header: bytes) -> _Fields:
    fields = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(header))  # type: ignore[no-untyped-call]
    return _Fields(
        fields.statusline, tuple((str(name), str(value)) for name, value in fields.headers), fields.total_len
    )


def _read_record(stream: BoundedStream, record: _Record, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """The page that the record holds, if it holds one; the stream stands behind the record afterwards."""
    beginning = stream.read(min(record.length, MOST_HEADER_BYTES))
    page, start = _describe_page(record, beginning, item)
    if page is None:
        _check_whole(stream, len(beginning) + stream.skip(record.length - len(beginning)), record)
        return
    if record.length > MOST_BYTES:
        _check_whole(stream, len(beginning) + stream.skip(record.length - len(beginning)), record)
        reason = f"the page is larger than {MOST_BYTES // MEGABYTE} MB. Leave it out, or save its text apart."
        yield Failure(address=page.address, reason=reason)
        return
    block = beginning + stream.read(record.length - len(beginning))
    _check_whole(stream, len(block), record)
    try:
        content = _unpack_body(block[start:], page.headers)
    except SaysoError as error:
        yield Failure(address=page.address, reason=str(error))
        return
    if content.strip():
        yield make_original(page, content, record.date or circumstances.stamp())


def _check_whole(stream: BoundedStream, size: int, record: _Record) -> None:
    if size < record.length:
        raise UnreadableError(stream.damage or "the archive breaks off")


def _describe_page(record: _Record, beginning: bytes, item: Item) -> tuple[Item | None, int]:
    """The page's circumstances and where its body begins; None when the record holds no page."""
    media_type, charset, start = record.media_type, None, 0
    headers: tuple[tuple[str, str], ...] = ()
    if record.record_type == "response" and media_type == "application/http" and beginning:
        fields = _parse_fields(beginning)
        if fields.status.split(" ", 1)[0] != "200":
            return None, 0
        headers, start = fields.headers, fields.size
        media_type, charset = parse_content_type(fields.get("content-type"))
    elif record.record_type != "resource":
        return None, 0
    if not record.url.lower().startswith(("http://", "https://")) or not is_page(media_type):
        return None, 0
    if record.url.endswith("/robots.txt"):  # every crawl asks for it, and it is text
        return None, 0
    page = msgspec.structs.replace(
        item, address=record.address, media_type=media_type, charset=charset, url=record.url, headers=headers
    )
    return page, start


def _unpack_body(body: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
    fields = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in fields.get("transfer-encoding", ""):
        body = ChunkedDataReader(io.BytesIO(body)).read()  # type: ignore[no-untyped-call]
    return undo_encodings(body, fields.get("content-encoding", ""), MOST_BYTES)
