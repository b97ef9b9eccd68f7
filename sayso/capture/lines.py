"""Documents in JSON Lines: each line an original of its own, a broken line named by its number."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from sayso.capture.circumstances import Circumstances, Found, Item, make_original
from sayso.capture.limits import MEGABYTE, MOST_BYTES
from sayso.capture.media import LINE_MEDIA_TYPE
from sayso.capture.streams import BoundedStream
from sayso.records import Failure

_MARK = b"\xef\xbb\xbf"  # UTF-8 with a mark, as Windows programs write it


class _Line(Struct):
    """The least that a line must hold; the text stage reads the rest."""

    text: str


def read_lines(stream: BoundedStream, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Each line as an original; blank lines are passed over, lines that hold no document are failures."""
    number, any_line = 0, False
    while line := stream.readline(MOST_BYTES + 1):
        if stream.damage and not line.endswith(b"\n"):
            break
        number += 1
        address = f"{item.address}#line={number}"
        too_long = len(line) > MOST_BYTES
        if too_long and not line.endswith(b"\n"):
            stream.skip_line()
        content = line.removeprefix(_MARK).strip()
        if not content:
            continue
        any_line = True
        if too_long:
            reason = f"line {number} is longer than {MOST_BYTES // MEGABYTE} MB. Leave it out, or split it."
        else:
            reason = find_fault(content, number)
        if reason:
            yield Failure(address=address, reason=reason)
            continue
        found = msgspec.structs.replace(item, address=address, media_type=LINE_MEDIA_TYPE, charset="utf-8")
        yield make_original(found, content, circumstances.stamp())
    if stream.damage:
        reason = f"{stream.damage} after line {number}. What came before was kept; get the file again for the rest."
        yield Failure(address=item.address, reason=reason)
    elif not any_line:
        yield Failure(address=item.address, reason="no line holds a document. Each line must be one JSON object.")


def find_fault(content: bytes, number: int) -> str:
    """Why this line is not a document, in one line; empty when it is one."""
    try:
        msgspec.json.decode(content, type=_Line)
    except msgspec.ValidationError as error:
        return f'line {number} is not a document: {error}. A document is {{"id": "...", "text": "..."}}.'
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        unicode = b"\0" in content[:16]
        hint = "Save the file as UTF-8." if unicode else "Each line must be one JSON object in UTF-8."
        return f"line {number} is not JSON ({error}). {hint}"
    return ""
