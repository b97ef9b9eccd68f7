"""Word files (.docx): paragraphs, tables, notes and comments, read from the XML inside the zip."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from msgspec import Struct

from sayso.errors import RefusedError, UnreadableError
from sayso.records import Original, Role
from sayso.text.composing import Composer, Draft, clean_words
from sayso.text.limits import MAX_MARKUP, MAX_MEMBERS, MAX_RATIO
from sayso.text.media import MEDIA_TYPES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CORE = {"title": "{http://purl.org/dc/elements/1.1/}title", "author": "{http://purl.org/dc/elements/1.1/}creator"}
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADLINES = re.compile(
    r"(?:title|heading\s?1|überschrift\s?1|titre\s?1?|título\s?1?|标题\s?1?|заголовок\s?1)\Z", re.IGNORECASE
)
_CAPTION = re.compile(r"caption|题注|légende|название", re.IGNORECASE)
_NOTES: tuple[tuple[str, Role], ...] = (
    ("word/footnotes.xml", "body"), ("word/endnotes.xml", "body"), ("word/comments.xml", "comment"),
)  # fmt: skip
_AGAIN = "Open it in Word or LibreOffice and save it again."


class _Archive(Struct):
    file: zipfile.ZipFile
    where: str

    def read(self, name: str) -> etree._Element | None:
        """The tree of one member, or None when there is no such member."""
        try:
            with self.file.open(name) as member:
                content = member.read(MAX_MARKUP + 1)
        except KeyError:
            return None
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zlib.error):
            raise UnreadableError(f"{name} inside it is damaged", where=self.where, hint=_AGAIN) from None
        if len(content) > MAX_MARKUP:
            raise RefusedError(f"{name} unpacks to more than {MAX_MARKUP:,} bytes", where=self.where, hint=_AGAIN)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableError(f"{name} inside it is not valid XML", where=self.where, hint=_AGAIN) from None


def load_office(original: Original) -> Draft:
    """The text of a .docx; its date of making is not a date of publication and is left out."""
    where = original.address
    try:
        file = zipfile.ZipFile(BytesIO(original.content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise UnreadableError("is a damaged or cut-off .docx file", where=where, hint=_AGAIN) from None
    with file:
        _refuse_bomb(file, len(original.content), where)
        archive = _Archive(file, where)
        document = archive.read("word/document.xml")
        composer = Composer(where)
        if document is not None:
            _add_paragraphs(composer, document, None)
        for name, role in _NOTES:
            notes = archive.read(name)
            if notes is not None:
                _add_paragraphs(composer, notes, role)
        core = archive.read("docProps/core.xml")
    text, parts = composer.finish()
    if not text:
        raise UnreadableError("the Word file holds no text", where=where, hint="Look whether it holds only pictures.")
    facts = {key: clean_words(core.findtext(tag)) for key, tag in _CORE.items()} if core is not None else {}
    return Draft(
        text=text, media_type=MEDIA_TYPES["docx"], parts=parts, title=facts.get("title"), author=facts.get("author"),
        lang=clean_words(core.findtext(_LANGUAGE)) if core is not None else None, url=original.url,
    )  # fmt: skip


def _refuse_bomb(file: zipfile.ZipFile, packed: int, where: str) -> None:
    members = file.infolist()
    if len(members) > MAX_MEMBERS:
        raise RefusedError(f"holds more than {MAX_MEMBERS:,} files", where=where, hint=_AGAIN)
    size = sum(member.file_size for member in members)
    if size > MAX_MARKUP and size > MAX_RATIO * packed:
        raise RefusedError(
            f"unpacks to more than {MAX_RATIO} times its size: a zip bomb, not a document", where=where, hint=_AGAIN
        )


def _add_paragraphs(composer: Composer, root: etree._Element, role: Role | None) -> None:
    for paragraph in root.iter(f"{_W}p"):
        if any(True for _ in paragraph.iterancestors(_FALLBACK)):
            continue  # the same words again, for old versions of Word
        words = "".join(_read_paragraph(paragraph))
        composer.add(words, role or _find_role(paragraph))


def _read_paragraph(paragraph: etree._Element) -> Iterator[str]:
    """The words of a paragraph, without those of text boxes that stand inside it."""
    for element in paragraph.iter(f"{_W}t", *_MARKS):
        if next(element.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        if element.tag != f"{_W}t":
            # a tab stop in the settings of a paragraph is no tab
            parent = element.getparent()
            yield _MARKS[element.tag] if parent is not None and parent.tag == f"{_W}r" else ""
        else:
            yield element.text or ""


def _find_role(paragraph: etree._Element) -> Role:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "") if style is not None else ""
    if _HEADLINES.match(name):
        return "headline"
    return "caption" if _CAPTION.search(name) else "body"
