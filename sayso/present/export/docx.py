"""A Word file from paragraphs: WordprocessingML with real footnotes, written piece by piece.

Nothing in it runs: no macro, no field but the page number, no picture, no template from elsewhere; words are escaped.
The same paragraphs give the same bytes, so times are fixed and nothing is compressed (what packs it differs between
machines).
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from markupsafe import Markup
from msgspec import Struct

from sayso.present.wording import show_in_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twentieths of a point
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'


class Layout(Struct, frozen=True, kw_only=True):
    """The page."""

    title: str  # also in the file's properties
    made_by: str
    paper: Literal["a4", "letter"]
    numbered: bool  # lines, every fifth


class Links:
    """Addresses on the web that footnotes lead to, each under the id by which Word knows it."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def find_id(self, address: str) -> str:
        """The id of an address."""
        return self.ids.setdefault(address, f"rId{len(self.ids) + 1}")


def make_run(words: str, *properties: str) -> Markup:
    """Words in one style; `b`, `i` and such are written as they are, "style:Name" names a style of characters."""
    written = [_write_property(item) for item in properties]
    if reads_leftwards(words):
        written.append("<w:rtl/>")
    inside = f"<w:rPr>{''.join(written)}</w:rPr>" if written else ""
    lines = [f'<w:t xml:space="preserve">{show_in_xml(line)}</w:t>' for line in words.replace("\t", " ").split("\n")]
    return Markup(f"<w:r>{inside}{'<w:br/>'.join(lines)}</w:r>")


def _write_property(item: str) -> str:
    style = item.removeprefix("style:")
    return f'<w:rStyle w:val="{style}"/>' if style != item else f"<w:{item}/>"


def make_paragraph(
    *runs: Markup, style: str = "", level: int = 0, denial: bool = False, leftwards: bool = False
) -> str:
    """A paragraph; a denial has a bar at its side."""
    written = f'<w:pStyle w:val="{style}"/>' if style else ""
    if denial:
        written += '<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="B3261E"/></w:pBdr>'
    if leftwards:
        written += "<w:bidi/>"
    if level:
        written += f'<w:ind w:left="{360 * level}"/>'
    inside = f"<w:pPr>{written}</w:pPr>" if written else ""
    return f"<w:p>{inside}{''.join(runs)}</w:p>"


def make_reference(number: int) -> Markup:
    """The sign of a footnote at its first place, which others can lead to."""
    return Markup(
        f'<w:bookmarkStart w:id="{number}" w:name="note{number}"/><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>'
        f'</w:rPr><w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{number}"/>'
    )


def make_mention(number: int) -> Markup:
    """The number of a footnote that stands elsewhere, and leads there."""
    return Markup(
        f'<w:hyperlink w:anchor="note{number}" w:history="1">{make_run(str(number), "style:NoteMention")}</w:hyperlink>'
    )


def make_web_link(words: str, address: str, links: Links) -> Markup:
    """Words that lead to the web when they are followed."""
    return Markup(
        f'<w:hyperlink r:id="{links.find_id(address)}" w:history="1">{make_run(words, "style:Hyperlink")}</w:hyperlink>'
    )


def reads_leftwards(words: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for character in words[:400]:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def write_docx(
    file: BinaryIO,
    layout: Layout,
    body: Callable[[], Iterator[str]],
    footnotes: Callable[[Links], Iterator[tuple[int, str]]],
) -> None:
    """The file.

    Args:
        body: the paragraphs; asked for once, before the footnotes.
        footnotes: number and paragraph of each.
    """
    links = Links()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, text in _list_fixed(layout):
            archive.writestr(_make_entry(name), _HEAD + text)
        _write_part(archive, "word/document.xml", _write_body(layout, body()))
        _write_part(archive, "word/footnotes.xml", _write_footnotes(footnotes(links)))
        _write_part(archive, "word/_rels/footnotes.xml.rels", _write_links(links))


def _make_entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _TIME)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    return entry


def _write_part(archive: ZipFile, name: str, pieces: Iterator[str]) -> None:
    with archive.open(_make_entry(name), "w", force_zip64=True) as part:
        part.write(_HEAD.encode())
        for piece in pieces:
            part.write(piece.encode("utf-8", "replace"))


def _write_body(layout: Layout, paragraphs: Iterator[str]) -> Iterator[str]:
    width, height = _PAPERS[layout.paper]
    yield f"<w:document {_W} {_R}><w:body>"
    yield from paragraphs
    lines = '<w:lnNumType w:countBy="5" w:distance="360" w:restart="continuous"/>' if layout.numbered else ""
    yield (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        '<w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1418" w:header="624" w:footer="624" '
        f'w:gutter="0"/>{lines}</w:sectPr></w:body></w:document>'
    )


def _write_footnotes(footnotes: Iterator[tuple[int, str]]) -> Iterator[str]:
    yield f"<w:footnotes {_W} {_R}>"
    for number, kind in enumerate(("separator", "continuationSeparator"), -1):
        yield f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, paragraph in footnotes:
        yield f'<w:footnote w:id="{number}">{paragraph}</w:footnote>'
    yield "</w:footnotes>"


def make_footnote_sign() -> Markup:
    """The number at the beginning of a footnote's own paragraph."""
    return Markup('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>')


def _write_links(links: Links) -> Iterator[str]:
    yield '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    for address, id in links.ids.items():
        target = show_in_xml(address)
        yield f'<Relationship Id="{id}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
    yield "</Relationships>"


def _list_fixed(layout: Layout) -> Iterator[tuple[str, str]]:
    """The parts that are the same in every file, but for the title."""
    yield "[Content_Types].xml", _make_types()
    yield from _list_relations()
    yield "docProps/core.xml", _make_properties(layout)
    yield from _list_settings()
    yield "word/styles.xml", _make_styles()


def _make_types() -> str:
    parts = {
        "document.main": "/word/document.xml", "styles": "/word/styles.xml", "settings": "/word/settings.xml",
        "footnotes": "/word/footnotes.xml", "footer": "/word/footer1.xml",
    }  # fmt: skip
    overrides = "".join(
        f'<Override PartName="{path}" ContentType="{_TYPES}.{kind}+xml"/>' for kind, path in parts.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _list_relations() -> Iterator[tuple[str, str]]:
    yield (
        "_rels/.rels",
        _make_relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
    )
    names = ("styles", "settings", "footnotes", "footer")
    files = {"footer": "footer1.xml"}
    yield (
        "word/_rels/document.xml.rels",
        _make_relations(*((f"{_OFFICE}/{name}", files.get(name, f"{name}.xml")) for name in names)),
    )


def _make_properties(layout: Layout) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{show_in_xml(layout.title)}</dc:title><dc:creator>{show_in_xml(layout.made_by)}</dc:creator>"
        "</cp:coreProperties>"
    )


def _list_settings() -> Iterator[tuple[str, str]]:
    yield (
        "word/settings.xml",
        f'<w:settings {_W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>",
    )
    yield (
        "word/footer1.xml",
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t>'
        "</w:r></w:fldSimple></w:p></w:ftr>",
    )


def _make_relations(*targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def _make_styles() -> str:
    paragraphs = (
        ("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="40"/><w:szCs w:val="40"/>'),
        ("Heading1", "heading 1", '<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="auto"/>'
         '</w:pBdr><w:spacing w:before="400" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="28"/>'),
        ("Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="1"/>',
         '<w:b/><w:sz w:val="23"/>'),
        ("Quote", "Quote", '<w:keepLines/><w:spacing w:after="120"/><w:ind w:left="360"/>', '<w:sz w:val="21"/>'),
        ("Fact", "Fact", '<w:spacing w:after="40"/><w:ind w:left="1800" w:hanging="1800"/>', ""),
        ("FootnoteText", "footnote text", '<w:spacing w:after="20" w:line="220" w:lineRule="auto"/>',
         '<w:sz w:val="17"/><w:szCs w:val="17"/>'),
        ("Footer", "footer", '<w:suppressLineNumbers/><w:jc w:val="center"/>', '<w:sz w:val="18"/>'),
    )  # fmt: skip
    characters = (
        ("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        ("NoteMention", "Note Mention", '<w:vertAlign w:val="superscript"/>'),
        ("Hyperlink", "Hyperlink", '<w:color w:val="1D4F8C"/><w:u w:val="single"/>'),
        ("Hash", "Hash", '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/><w:sz w:val="15"/>'),
    )
    written = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        for id, name, layout, letters in paragraphs
    )
    written += "".join(
        f'<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:rPr>{letters}</w:rPr></w:style>'
        for id, name, letters in characters
    )
    return (
        f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:noProof/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr>'
        '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style>{written}</w:styles>'
    )
