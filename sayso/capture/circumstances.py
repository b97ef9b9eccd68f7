"""Under which circumstances bytes are captured: the clock, what may be fetched, and where a piece stands."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from sayso import __version__
from sayso.records import Failure, Original

Clock = Callable[[], datetime]
Found = Original | Failure


def read_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class Circumstances(Struct, frozen=True, kw_only=True):
    """What holds for everything that one source named by the user leads to."""

    now: Clock = read_clock
    fetch: bool = True  # False: nothing is asked of any server
    follow_feeds: bool = True  # False inside folders and archives: adding a folder must not call out
    private_hosts: frozenset[str] = frozenset()  # typed by the user, who allowed private addresses

    def stamp(self) -> str:
        """The time now as every record writes it: UTC, ISO 8601, to the second."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Item(Struct, frozen=True, kw_only=True):
    """What is known of some bytes before they are read."""

    address: str
    name: str  # its ending tells what the bytes may be
    size: int | None = None  # as stored; None where nobody knows
    media_type: str | None = None  # as declared by a server
    charset: str | None = None
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    step: str = "file"  # what brought the bytes: file, url, zip


def make_original(item: Item, content: bytes, captured_at: str) -> Original:
    """The original of these bytes, with all that is known of the item."""
    return Original(
        content=content,
        address=item.address,
        captured_at=captured_at,
        media_type=item.media_type,
        charset=item.charset,
        url=item.url,
        headers=item.headers,
        collector=f"sayso {__version__} {item.step}",
    )


def write_path(path: str) -> str:
    """The path as it can stand in a record; a name that is not valid text keeps its bytes as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
