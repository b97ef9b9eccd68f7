"""Mailbox files (mbox): each message an original of its own, its bytes as they stand.

Messages are told apart by their "From " lines alone; no header is read, so no odd charset can do harm.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

import msgspec

from sayso.capture.circumstances import Circumstances, Found, Item, make_original
from sayso.capture.limits import MEGABYTE, MOST_BYTES, MOST_LINE
from sayso.capture.media import MESSAGE_MEDIA_TYPE
from sayso.capture.streams import BoundedStream
from sayso.records import Failure

_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|>From ")  # what follows a real "From " line; prose does not
_BLANK = (b"\n", b"\r\n")


def read_mailbox(stream: BoundedStream, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Each message as an original, in order; a message beyond the limit is a failure of its own."""
    number = 0
    for content in _split_messages(stream):
        number += 1
        address = f"{item.address}#message={number}"
        if content is None:
            reason = f"message {number} is larger than {MOST_BYTES // MEGABYTE} MB. Save its text apart and add that."
            yield Failure(address=address, reason=reason)
        elif not content.strip():
            yield Failure(address=address, reason=f"message {number} is empty. Nothing was kept of it.")
        else:
            found = msgspec.structs.replace(item, address=address, media_type=MESSAGE_MEDIA_TYPE)
            yield make_original(found, content, circumstances.stamp())
    if stream.damage:
        reason = f"{stream.damage} after message {number}. What came before was kept; get the file again for the rest."
        yield Failure(address=item.address, reason=reason)
    elif not number:
        yield Failure(address=item.address, reason='no message begins with a "From " line. Is it a mailbox (mbox)?')


def _split_messages(stream: BoundedStream) -> Iterator[bytes | None]:
    """The bytes of each message without its "From " line; None for one beyond the limit."""
    lines = iter(lambda: stream.readline(MOST_LINE), b"")
    message: list[bytes] | None = None
    size, whole_line, after_blank = 0, True, True
    for line, following in pairwise(chain(lines, (b"",))):
        if whole_line and after_blank and line.startswith(b"From ") and _HEADER.match(following):
            if message is not None:
                yield _join(message, size)
            message, size = [], 0
        elif message is not None:
            size += len(line)
            if size <= MOST_BYTES:
                message.append(line)
            else:
                message.clear()
        after_blank = whole_line and line in _BLANK
        whole_line = line.endswith(b"\n")
    if message is not None and not stream.damage:
        yield _join(message, size)


def _join(message: list[bytes], size: int) -> bytes | None:
    """The message without the blank line that the mailbox puts behind it."""
    if size > MOST_BYTES:
        return None
    if message and message[-1] in _BLANK:
        message.pop()
    return b"".join(message)
