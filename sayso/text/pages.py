"""Web pages: the article, its captions and its comments, put together as one text with roles.

The text is ours to compose, since a page has none of its own: headline, paragraphs, captions,
comments, each a block with an empty line behind it. Menus, side bars and advertisements stay out.
Nothing is fetched: no style sheet, no picture, no entity from elsewhere.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache

from lxml import etree, html
from msgspec.structs import replace

from sayso.errors import RefusedError, UnreadableError
from sayso.records import Original, Role
from sayso.text.composing import Composer, Draft, clean_words, refuse_long
from sayso.text.encodings import decode, find_declared
from sayso.text.limits import MAX_COMPARED, MAX_DEPTH, MAX_ELEMENTS, MAX_MARKUP
from sayso.text.media import MEDIA_TYPES
from sayso.text.page_facts import read_facts

_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "pre",
    "td", "th", "tr", "table", "ul", "ol", "dl", "figure", "figcaption", "address", "body", "header", "form",
))  # fmt: skip
_NOT_READ = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "aside", "button", "select", "option", "iframe",
    "object", "svg", "head", "title", "textarea", "figcaption",
))  # fmt: skip
_CAPTIONS = (
    "//figcaption[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
    "|//*[self::p or self::div or self::span][contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' caption ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' photo-caption ')][not(descendant::p)]"
)
_COMMENT = re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])", re.IGNORECASE)
_MIN_SHARE = 0.25  # an extractor that keeps less of the page's own article has lost it
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def load_page(original: Original) -> Draft:
    """The page's text with its parts by role, and what the page says of itself."""
    content = original.content
    where = original.address
    if len(content) > MAX_MARKUP:
        raise RefusedError(
            f"the page is larger than {MAX_MARKUP:,} bytes", where=where, hint="Save its text and add that."
        )
    decoded = decode(content, where, (original.charset, *find_declared(content)))
    draft = compose_page(decoded.text, where, original.url)
    return replace(draft, notes=decoded.notes)


def compose_page(markup: str, where: str, url: str | None) -> Draft:
    """A text with roles made from HTML; also used for the HTML inside messages."""
    tree = _parse(markup, where)
    facts = read_facts(tree, url)
    composer = Composer(where)
    captions = _take_captions(tree)
    blocks = list(_extract(tree))
    headings = {words for words, role in blocks if role == "headline"}
    heads = tree.xpath("//h1[normalize-space()]")
    headline = (clean_words(heads[0].text_content()) if len(heads) == 1 else None) or facts.title
    if headline and headline not in headings:
        composer.add(headline, "headline")
    for words, role in blocks:
        if role != "comment":
            composer.add(words, role)
    if not any(role == "body" for _, role in blocks) and not captions:
        raise UnreadableError(
            "the page holds no text", where=where, hint="It may be filled in by a script: save it from a browser."
        )
    for words in captions:
        composer.add(words, "caption")
    for words, role in blocks:
        if role == "comment":
            composer.add(words, "comment")
    text, parts = composer.finish()
    return Draft(
        text=text, media_type=MEDIA_TYPES["html"], parts=parts, lang=facts.lang, title=facts.title,
        publisher=facts.publisher, author=facts.author, published=facts.published, url=facts.url,
    )  # fmt: skip


def _take_captions(tree: html.HtmlElement) -> list[str]:
    """The captions of the page's pictures, taken out of it so that they are not read a second time."""
    captions: dict[str, None] = {}
    for element in tree.xpath(_CAPTIONS):
        if words := clean_words(element.text_content()):
            captions[words] = None
        if element.getparent() is not None:
            element.drop_tree()
    return list(captions)


def _parse(markup: str, where: str) -> html.HtmlElement:
    """The tree of a page; the parser itself stops at a depth, so deep nesting cannot exhaust anything."""
    refuse_long(len(markup) // 2, where)
    cleaned = _UNREADABLE.sub(" ", _DECLARATION.sub("", markup.lstrip("\ufeff")))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree: html.HtmlElement = html.document_fromstring(cleaned.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableError("the page holds no text", where=where, hint="Look whether it was saved whole.") from None
    if _measure_depth(tree) >= MAX_DEPTH:
        raise RefusedError(
            f"tags stand inside tags more than {MAX_DEPTH} deep",
            where=where,
            hint="Save the page as text and add that.",
        )
    return tree


def _measure_depth(tree: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extract(tree: html.HtmlElement) -> Iterator[tuple[str, Role]]:
    """The blocks of the page's article and comments; every visible block where the extractor lost or lumped them."""
    article = tree.xpath("//article|//main")
    plain = list(_read_whole_page(article[0] if len(article) == 1 else tree))
    size = sum(1 for _ in tree.iter())
    found = list(_extract_article(tree, fast=size > MAX_COMPARED)) if size <= MAX_ELEMENTS else []
    comments = {words for words, role in found if role == "comment"}
    blocks = [(words, role) for words, role in found if role == "comment" or words not in comments]
    body = [words for words, role in blocks if role == "body"]
    kept, expected = sum(map(len, body)), sum(len(words) for words, role in plain if role == "body")
    lost = len(article) == 1 and kept < _MIN_SHARE * expected
    lumped = len(body) == 1 and sum(role == "body" for _, role in plain) > 1
    yield from plain if not body or lost or lumped else blocks


def _extract_article(tree: html.HtmlElement, *, fast: bool) -> Iterator[tuple[str, Role]]:
    _quieten()
    from trafilatura.core import bare_extraction

    try:
        found = bare_extraction(tree, fast=fast, include_comments=True, include_tables=True, with_metadata=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return  # an odd page: all its text is read instead
    if found is None or isinstance(found, dict):
        return
    if found.body is not None:
        yield from _read_blocks(found.body, "body")
    if found.commentsbody is not None:
        yield from _read_blocks(found.commentsbody, "comment")


@cache
def _quieten() -> None:
    """Keeps what the libraries log about odd pages from the user's terminal."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).addHandler(logging.NullHandler())


def _read_blocks(body: etree._Element, role: Role) -> Iterator[tuple[str, Role]]:
    """The blocks of the extractor's tree: paragraphs, headings, items, rows."""
    for element in body:
        tag = element.tag
        if tag in ("list", "quote", "div", "table") and len(element):
            if words := clean_words(element.text):
                yield words, role
            yield from _read_blocks(element, role)
        elif tag == "row":
            cells = [clean_words("".join(cell.itertext())) for cell in element]
            yield "\t".join(cell for cell in cells if cell), role
        elif words := _read_words(element):
            yield words, "headline" if tag == "head" and element.get("rend") == "h1" and role == "body" else role
        if words := clean_words(element.tail):
            yield words, role


def _read_words(element: etree._Element) -> str:
    """The words of one block; a forced line break stays one."""
    for line_break in element.iter("lb", "br"):
        line_break.tail = "\u2028" + (line_break.tail or "")
    lines = "".join(element.itertext()).split("\u2028")
    return "\n".join(words for line in lines if (words := clean_words(line)))


def _read_whole_page(tree: html.HtmlElement) -> Iterator[tuple[str, Role]]:
    """Every visible block of a page, in order, without menus, forms and footers."""
    words: list[str] = []
    role: Role = "body"
    skipped = comments = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if tag in _NOT_READ:
            skipped += 1 if event == "start" else -1
        if tag in _BLOCKS or tag == "br" or tag in _NOT_READ:
            if block := clean_words("".join(words)):
                yield block, role
            comments += _is_comment(element) * (1 if event == "start" else -1)
            words, role = [], "headline" if tag == "h1" and event == "start" else "comment" if comments else "body"
        if not skipped:
            behind = element.tail if element is not tree else None
            words.append((element.text if event == "start" else behind) or "")
    if block := clean_words("".join(words)):
        yield block, role


def _is_comment(element: html.HtmlElement) -> bool:
    return _COMMENT.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
