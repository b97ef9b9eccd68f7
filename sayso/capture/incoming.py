"""What comes in for a case, made fit to be kept."""

import msgspec
from msgspec import Struct

from sayso.capture.media import LINE_MEDIA_TYPE
from sayso.records import Failure, Original


class _NamedLine(Struct):
    id: str | int | None = None


def make_writable(item: Original | Failure) -> Original | Failure:
    """The same with half characters written out, as a server's headers or a disk's names may hold them."""
    if isinstance(item, Failure):
        return Failure(address=_write_out(item.address), reason=_write_out(item.reason))
    return msgspec.structs.replace(
        item,
        address=_write_out(item.address),
        media_type=item.media_type and _write_out(item.media_type),
        charset=item.charset and _write_out(item.charset),
        url=item.url and _write_out(item.url),
        headers=tuple((_write_out(name), _write_out(value)) for name, value in item.headers),
    )


def _write_out(words: str) -> str:
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def read_name(original: Original) -> str | None:
    """The id that a line of JSON Lines gives its document."""
    if original.media_type != LINE_MEDIA_TYPE:
        return None
    try:
        id = msgspec.json.decode(original.content, type=_NamedLine).id
    except msgspec.DecodeError:
        return None
    return None if id is None else str(id)
