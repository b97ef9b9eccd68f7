"""Open bytes to originals: which of the readers they belong to, one document or a container of many."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sayso.capture.circumstances import Circumstances, Found, Item, make_original
from sayso.capture.feeds import is_feed, read_feed
from sayso.capture.files import explain
from sayso.capture.limits import MEGABYTE, MOST_BYTES
from sayso.capture.lines import read_lines
from sayso.capture.mailboxes import read_mailbox
from sayso.capture.media import Kind, find_ending, find_kind, find_media_type, unpack_name
from sayso.capture.streams import BoundedStream, Readable
from sayso.capture.zips import open_members
from sayso.errors import RefusedError, SaysoError, UnreadableError
from sayso.records import Failure

_MAY_BE_FEED = ("", ".xml", ".rss", ".atom", ".rdf")
_HTML = ("text/html", "application/xhtml+xml")


def read_item(raw: BinaryIO, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Every original in the bytes, and a failure for whatever in them cannot be had."""
    if _find_kind(item, b"") in ("zip", "wacz"):
        yield from _fence(item, _read_archive(raw, item, circumstances))
    else:
        yield from read_stream(raw, item, circumstances)


def read_stream(raw: Readable, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """The same for bytes in which nobody can go back: standard input, a member of an archive."""
    yield from _fence(item, _read_stream(raw, item, circumstances))


def _fence(item: Item, found: Iterator[Found]) -> Iterator[Found]:
    """What was found, and an error as a failure at its end."""
    try:
        yield from found
    except SaysoError as error:
        yield Failure(address=item.address, reason=str(error))
    except OSError as error:  # a disk that fails under us must not cost the rest of a folder
        yield Failure(address=item.address, reason=str(explain(error)))


def _read_stream(raw: Readable, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    name, packed = unpack_name(item.name)
    stream = BoundedStream(raw, packed=packed, size=item.size)
    kind = _find_kind(item, stream.peek())
    if kind == "lines":
        yield from read_lines(stream, item, circumstances)
    elif kind == "mailbox":
        yield from read_mailbox(stream, item, circumstances)
    elif kind == "warc":
        from sayso.capture.webarchives import read_web_archive  # loads warcio, which most runs do not need

        yield from read_web_archive(stream, item, circumstances)
    elif kind in ("zip", "wacz"):
        raise RefusedError("an archive inside an archive", hint="Unpack the outer one and add what is inside.")
    else:
        yield from _read_document(stream, name, item, circumstances)


def _read_document(stream: BoundedStream, name: str, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    too_large = RefusedError(f"larger than {MOST_BYTES // MEGABYTE} MB", hint="Leave it out, or split it.")
    if item.size is not None and item.size > MOST_BYTES:
        raise too_large
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_large
    if stream.damage:
        raise UnreadableError(stream.damage, hint="Get it again.")
    if not content:
        raise UnreadableError("empty", hint="Check whether it was saved in full.")
    if item.media_type is None:
        item = msgspec.structs.replace(item, media_type=find_media_type(name))
    if (item.url or find_ending(name) in _MAY_BE_FEED) and is_feed(content):  # servers call feeds all sorts of things
        yield from read_feed(content, item, circumstances)
    else:
        yield make_original(item, content, circumstances.stamp())


def _read_archive(raw: BinaryIO, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Each member of a zip archive; of a WACZ only the web archives inside, which hold the pages."""
    web = _find_kind(item, b"") == "wacz"
    inside = msgspec.structs.replace(circumstances, follow_feeds=False)
    anything = False
    for member in open_members(raw, below="archive/" if web else ""):
        anything = True
        address = f"{item.address}#{member.address if isinstance(member, Failure) else member.name}"
        if isinstance(member, Failure):
            yield Failure(address=address, reason=member.reason)
        else:
            step = item.step if web else "zip"
            found = Item(address=address, name=member.name, size=member.size, step=step)
            yield from read_stream(member.raw, found, inside)
    if not anything:
        yield Failure(address=item.address, reason="no file that can be read in this archive. Check what it holds.")


def _find_kind(item: Item, beginning: bytes) -> Kind:
    if item.media_type in _HTML or item.media_type == "message/rfc822":
        return "document"  # a page about a .zip is a page
    return find_kind(unpack_name(item.name)[0], beginning)
