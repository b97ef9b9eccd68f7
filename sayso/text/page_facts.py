"""What a web page says of itself: title, publisher, author, date, address, language.

Read from what the page declares (JSON-LD, meta tags) and, for the date, from the place where it is
printed under the headline. A date is taken only as precisely as it stands there.
"""

import json
import re
from collections.abc import Iterator

from lxml import html
from msgspec import Struct

from sayso.text.composing import clean_words
from sayso.text.published import read_date

_DATE_METAS = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "publish_date", "publishdate",
    "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "sailthru.date",
    "citation_publication_date", "weibo:article:create_at", "date", "publication_date", "pub_date",
)  # fmt: skip
_PUBLISHER_METAS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "copyright")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
)
_TITLE_METAS = ("og:title", "dc.title", "twitter:title")
_PRINTED_DATE = (
    "//time[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
    "|//*[self::span or self::p or self::div or self::em or self::i or self::small or self::li or self::b]"
    "[contains(@class,'date') or contains(@class,'Date') or contains(@class,'time') or contains(@class,'publish')"
    " or contains(@id,'date') or contains(@id,'time') or contains(@id,'publish') or contains(@itemprop,'date')]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
    "[not(ancestor::*[contains(@class,'comment') or contains(@id,'comment') or contains(@class,'related')])]"
)
_URL_DATE = re.compile(r"/((?:19|20|21)\d\d)[/-]?(0[1-9]|1[0-2])(?:[/-]?(0[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)")
_NUMBERS = re.compile(r"(?<!\d)\d{4}(?:年\s?\d{1,2}月\s?\d{1,2}日|([-/.])\d{1,2}\1\d{1,2}(?!\d))")
_MAX_JSON = 500_000  # characters of one JSON-LD block
_MAX_DEPTH = 12


class PageFacts(Struct, frozen=True, kw_only=True):
    """What the page declares; None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None


def read_facts(tree: html.HtmlElement, address: str | None) -> PageFacts:
    """The facts that the page states about itself, none of them guessed."""
    metas = _read_metas(tree)
    linked = list(_read_json(tree))
    canonical = tree.xpath("string((//link[@rel='canonical']/@href)[1])")
    url = clean_words(canonical) or metas.get("og:url")
    url = url if url and url.startswith(("http://", "https://")) else address
    heading = (
        _find_words(tree, "(//h1[normalize-space()])[1]") if len(tree.xpath("//h1[normalize-space()]")) == 1 else None
    )
    title = _first(metas, _TITLE_METAS) or _find_linked(linked, "headline") or heading
    lang = clean_words(tree.get("lang") or tree.get("xml:lang")) or metas.get("content-language")
    return PageFacts(
        title=title or _find_words(tree, "//title"),
        publisher=_first(metas, _PUBLISHER_METAS[:1]) or _find_linked(linked, "publisher") or _find_publisher(metas),
        author=_find_linked(linked, "author") or _find_author(metas, tree),
        published=_find_date(tree, metas, linked, url),
        url=url,
        lang=lang,
    )


def _read_metas(tree: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        value = clean_words(meta.get("content"))
        if value and len(value) <= 1_000:
            metas.setdefault(name.strip().lower(), value)
    return metas


def _read_json(tree: html.HtmlElement) -> Iterator[dict[str, object]]:
    """The objects of the page's JSON-LD, articles first."""
    found: list[dict[str, object]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        words = script.text or ""
        if len(words) > _MAX_JSON:
            continue
        try:
            _collect(json.loads(words, strict=False), found, 0)
        except (ValueError, RecursionError):
            continue
    yield from sorted(found, key=lambda item: "headline" not in item)


def _collect(value: object, found: list[dict[str, object]], depth: int) -> None:
    if depth > _MAX_DEPTH or len(found) > 200:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, found, depth + 1)
    elif isinstance(value, dict):
        found.append({str(key): item for key, item in value.items()})
        _collect(value.get("@graph"), found, depth + 1)


def _find_linked(linked: list[dict[str, object]], key: str) -> str | None:
    """The words under a key of the JSON-LD; of persons and organisations their names."""
    for item in linked:
        values = item.get(key)
        names = []
        for value in values if isinstance(values, list) else [values]:
            name = value.get("name") if isinstance(value, dict) else value
            if isinstance(name, str) and (words := clean_words(name)) and not words.startswith("http"):
                names.append(words)
        if names:
            return ", ".join(dict.fromkeys(names))[:500]
    return None


def _find_publisher(metas: dict[str, str]) -> str | None:
    """A publisher's name; addresses of social pages and notices of copyright are none."""
    name = _first(metas, _PUBLISHER_METAS[:-1])
    return None if name and name.startswith(("http", "@")) else name


def _find_author(metas: dict[str, str], tree: html.HtmlElement) -> str | None:
    name = _first(metas, _AUTHOR_METAS)
    if name and not name.startswith("http"):
        return name
    return _find_words(tree, "(//a[@rel='author']|//*[@itemprop='author'])[1]", limit=100)


def _find_date(
    tree: html.HtmlElement, metas: dict[str, str], linked: list[dict[str, object]], url: str | None
) -> str | None:
    for words in (_find_linked(linked, "datePublished"), *(metas.get(name) for name in _DATE_METAS)):
        if found := _read_words(words):
            return found
    for element in tree.xpath(_PRINTED_DATE)[:40]:
        for words in (element.get("datetime"), element.get("content"), element.text_content()):
            if found := _read_words(words):
                return found
    found_in_url = _URL_DATE.search(url or "")
    return "-".join(part for part in found_in_url.groups() if part) if found_in_url else None


def _read_words(words: str | None) -> str | None:
    """The date in a line that is about the date: "Published 4 March 2031, 8:30"."""
    words = clean_words(words)
    if not words or len(words) > 120:
        return None
    found = _NUMBERS.search(words)
    return read_date(words) or (read_date(found.group()) if found else None)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _find_words(tree: html.HtmlElement, path: str, limit: int = 500) -> str | None:
    found = tree.xpath(path)
    words = clean_words(found[0].text_content()) if found else None
    return words if words and len(words) <= limit else None
