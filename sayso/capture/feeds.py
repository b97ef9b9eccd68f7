"""RSS and Atom feeds: the page of each entry or, where it cannot be had, the text that the feed itself gives."""

import html
import io
import re
import time
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.parsers import expat

import msgspec
from msgspec import Struct

from sayso.capture.circumstances import Circumstances, Found, Item, make_original
from sayso.capture.limits import MEGABYTE, MOST_ENTRIES, MOST_FEED_BYTES, MOST_LOOSE_FEED_BYTES
from sayso.errors import RefusedError, SaysoError, UnreadableError
from sayso.records import Failure

_PROLOG = re.compile(rb"\s*(<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(\[[^\]]*\])?[^>]*>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(rb"\s*<([A-Za-z][\w.-]*:)?(rss|feed|RDF)[\s>]")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a feed."""

    number: int
    link: str | None
    title: str
    published: str | None  # ISO 8601, UTC
    text: str  # HTML, as the feed has it; empty where it has none


def is_feed(content: bytes) -> bool:
    """Whether the bytes begin like an RSS or Atom feed."""
    head = content[:16_384].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 has a zero by each letter
    for _ in range(8):  # declarations and comments before the first element
        prolog = _PROLOG.match(head)
        if prolog is None:
            break
        head = head[prolog.end() :]
    root = _ROOT.match(head)
    return root is not None and (root.group(2) != b"RDF" or b"purl.org/rss/" in head)


def read_feed(content: bytes, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    """Each entry's page as an original; where a page cannot be had, the feed's own text and a failure that says so."""
    entries = parse_feed(content, item)
    if not entries:
        yield Failure(address=item.address, reason="the feed has no entries. Try again when it has some.")
    for entry in entries[:MOST_ENTRIES]:
        yield from _read_entry(entry, item, circumstances)
    if len(entries) > MOST_ENTRIES:
        reason = f"the feed has more than {MOST_ENTRIES} entries; only the first {MOST_ENTRIES} were read."
        yield Failure(address=item.address, reason=reason)


def _read_entry(entry: Entry, item: Item, circumstances: Circumstances) -> Iterator[Found]:
    reason = ""
    address = f"{item.address}#entry={entry.number}"
    if entry.link and circumstances.fetch and circumstances.follow_feeds:
        from sayso.capture.fetching import fetch_page  # loads urllib3, which most runs do not need

        try:
            page = fetch_page(entry.link, private_hosts=circumstances.private_hosts)
        except SaysoError as error:
            reason = str(error)
        else:
            found = Item(
                address=entry.link,
                name="",
                media_type=page.media_type,
                charset=page.charset,
                url=page.url,
                headers=page.headers,
                step="feed",
            )
            if page.content.strip():
                yield make_original(found, page.content, circumstances.stamp())
                return
            reason = "the server sent an empty page."
    if entry.text:
        kept = msgspec.structs.replace(
            item,
            address=address,
            media_type="text/html",
            charset="utf-8",
            url=entry.link,
            headers=(),
            step="feed entry",
        )
        yield make_original(kept, write_entry(entry), circumstances.stamp())
    if reason:
        rest = "The feed's own text was kept in its place." if entry.text else "The feed has no text of its own either."
        yield Failure(address=entry.link or address, reason=f"{reason} {rest}")
    elif not entry.text:
        yield Failure(address=entry.link or address, reason="the feed gives a link and no text. Add the page itself.")


def parse_feed(content: bytes, item: Item) -> list[Entry]:
    """The entries in the feed's order, each link once, one more than the limit at most."""
    _check_feed(content)
    import feedparser.api  # slow to load, and most runs meet no feed

    headers = {"content-type": f"{item.media_type}; charset={item.charset}"} if item.charset else {}
    try:
        feed = feedparser.api.parse(  # type: ignore[no-untyped-call]
            io.BytesIO(content), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # a parser of whatever comes may raise whatever it likes
        raise UnreadableError(f"the feed cannot be read ({type(error).__name__})", hint="Is it complete?") from error
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, found in enumerate(feed.entries, start=1):
        link = urljoin(item.url or "", str(found.get("link") or "")).strip()
        if len(entries) > MOST_ENTRIES or link in seen:
            continue
        seen |= {link} - {""}
        texts = [str(part.get("value") or "") for part in found.get("content") or ()]
        entries.append(
            Entry(
                number=number,
                link=link or None,
                title=str(found.get("title") or ""),
                published=_write_time(found.get("published_parsed")),
                text=max([*texts, str(found.get("summary") or "")], key=len).strip(),
            )
        )
    return entries


def write_entry(entry: Entry) -> bytes:
    """The entry as a small HTML page in UTF-8: the feed's own words, with its title and date where a page has them."""
    title = html.escape(html.unescape(re.sub(r"<[^>]*>", "", entry.title)))
    date = f'<meta property="article:published_time" content="{entry.published}">' if entry.published else ""
    link = f'<link rel="canonical" href="{html.escape(entry.link)}">' if entry.link else ""
    head = f'<meta charset="utf-8"><title>{title}</title>{date}{link}'
    body = f"<article><h1>{title}</h1>\n{entry.text}\n</article>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode("utf-8", "replace")


def _check_feed(content: bytes) -> None:
    """Refuses what would keep a parser busy: giants, and entities that are defined by entities."""
    if len(content) > MOST_FEED_BYTES:
        raise RefusedError(
            f"the feed is larger than {MOST_FEED_BYTES // MEGABYTE} MB", hint="Add its pages one by one."
        )
    if _ENTITY.search(content.replace(b"\0", b"")):
        raise RefusedError(
            "the feed defines entities of its own, which can be a bomb", hint="Add its pages one by one."
        )
    try:
        expat.ParserCreate().Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        if len(content) > MOST_LOOSE_FEED_BYTES:
            raise UnreadableError(f"the feed is not well-formed ({error})", hint="Add its pages one by one.") from error


def _write_time(moment: time.struct_time | None) -> str | None:
    """The time as ISO 8601; None where the feed gives none that can be."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else None
