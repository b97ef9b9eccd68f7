"""From what a user names to originals: a file, a folder, an address, a feed, an archive, a mailbox, `-`.

Originals come one at a time and in a fixed order, so a folder of two thousand files takes no more memory than
one of twenty. What cannot be had is a Failure in its place: nothing here raises for the sake of a source.
"""

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import unquote

from sayso.capture.addresses import is_url, parse_url
from sayso.capture.circumstances import Circumstances, Clock, Found, Item, read_clock, write_path
from sayso.capture.files import explain, find_files, is_in_maildir, open_file
from sayso.capture.media import MESSAGE_MEDIA_TYPE, find_kind, unpack_name
from sayso.capture.readers import read_item, read_stream
from sayso.errors import RefusedError, SaysoError
from sayso.records import Failure

STANDARD_INPUT = "-"


def find_originals(
    sources: Iterable[str],
    *,
    now: Clock = read_clock,
    fetch: bool = True,
    allow_private: bool = False,
    standard_input: BinaryIO | None = None,
) -> Iterator[Found]:
    """Every original that the sources lead to, in the order of the sources, and a failure for all that cannot be had.

    Args:
        now: the clock that dates what is captured here; pages from web archives keep the archive's date.
        fetch: False asks nothing of any server; addresses are failures then, feeds give their own text.
        allow_private: addresses that stand in `sources` themselves may lie in a private network.
        standard_input: what `-` stands for.
    """
    for source in sources:
        circumstances = Circumstances(now=now, fetch=fetch)
        try:
            if source == STANDARD_INPUT:
                raw = standard_input or sys.stdin.buffer
                yield from read_stream(raw, Item(address="-", name="-.jsonl", step="standard input"), circumstances)
            elif is_url(source):
                yield from _read_url(source, circumstances, allow_private=allow_private)
            elif os.path.isdir(source):
                yield from _read_folder(source, circumstances)
            else:
                yield from _read_file(source, circumstances)
        except SaysoError as error:
            yield Failure(address=_write_source(source), reason=str(error))
        except (OSError, ValueError) as error:  # a disk that fails under us, a path that is none
            yield Failure(address=write_path(source), reason=str(explain(error)))


def count_originals(sources: Iterable[str]) -> int | None:
    """How many files the sources hold, for a progress bar; None where only reading could tell."""
    count = 0
    for source in sources:
        if source == STANDARD_INPUT or is_url(source):
            return None
        try:
            paths = list(find_files(source)) if os.path.isdir(source) else [source]
        except (SaysoError, OSError, ValueError):
            paths = [source]
        if any(isinstance(path, str) and find_kind(unpack_name(path)[0], b"") != "document" for path in paths):
            return None
        count += len(paths)
    return count


def _write_source(source: str) -> str:
    """The source as a record may show it: a password in an address stays out."""
    return re.sub(r"//[^/]*@", "//", source) if is_url(source) else write_path(source)


def _read_folder(folder: str, circumstances: Circumstances) -> Iterator[Found]:
    quiet = Circumstances(now=circumstances.now, fetch=circumstances.fetch, follow_feeds=False)
    for path in find_files(folder):
        if isinstance(path, Failure):
            yield path
            continue
        try:
            yield from _read_file(path, quiet)
        except SaysoError as error:
            yield Failure(address=write_path(path), reason=str(error))


def _read_file(path: str, circumstances: Circumstances) -> Iterator[Found]:
    with open_file(path) as raw:
        size = os.fstat(raw.fileno()).st_size
        media_type = MESSAGE_MEDIA_TYPE if is_in_maildir(path) else None
        item = Item(address=write_path(path), name=os.path.basename(path), size=size, media_type=media_type)
        yield from read_item(raw, item, circumstances)


def _read_url(url: str, circumstances: Circumstances, *, allow_private: bool) -> Iterator[Found]:
    address = parse_url(url)
    if not circumstances.fetch:
        raise RefusedError("not fetched, because fetching is turned off", hint="Save the page and add the file.")
    from sayso.capture.fetching import fetch_page  # loads urllib3, which most runs do not need

    hosts = frozenset({address.host}) if allow_private else frozenset()
    page = fetch_page(url, private_hosts=hosts)
    item = Item(
        address=address.url,
        name=unquote(parse_url(page.url).target.partition("?")[0].rpartition("/")[2]),
        size=len(page.content),
        media_type=page.media_type,
        charset=page.charset,
        url=page.url,
        headers=page.headers,
        step="url",
    )
    inside = Circumstances(now=circumstances.now, private_hosts=hosts)
    yield from read_item(io.BytesIO(page.content), item, inside)
