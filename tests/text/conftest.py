"""Small files of every kind, made in memory from invented text."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

import pytest

from sayso.records import Original

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="session")
def make_original() -> Callable[..., Original]:
    def make(content: bytes, address: str = "news.txt", **more: str | None) -> Original:
        return Original(content=content, address=address, captured_at="2031-05-04T10:00:00Z", **more)

    return make


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A PDF of the simplest kind: one page for each text, drawn line by line; no text, no text layer."""

    def make(*pages: str, title: str = "", extra: str = "") -> bytes:
        objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
        kids = []
        for page in pages:
            kids.append(f"{len(objects) + 1} 0 R")
            lines = " ".join(f"({line}) Tj 0 -14 Td" for line in page.split("\n")) if page else ""
            stream = f"BT /F1 12 Tf 60 700 Td {lines} ET"
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects) + 2} 0 R"
                "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
            )
            objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>"
        objects.append(f"<</Title({title})>>" if title else "<<>>")
        out, places = b"%PDF-1.4\n", []
        for number, words in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R{extra}>>"
        tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
        return out + tail.encode("latin-1")

    return make


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A Word file of paragraphs, each (style, text), with footnotes and core properties."""

    def make(*paragraphs: tuple[str, str], notes: str = "", title: str = "", head: str = "") -> bytes:
        body = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>'
            for style, words in paragraphs
        )
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            document = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
            archive.writestr("word/document.xml", document)
            if notes:
                archive.writestr(
                    "word/footnotes.xml",
                    f'<w:footnotes xmlns:w="{W}"><w:footnote><w:p><w:r><w:t>{notes}</w:t></w:r></w:p></w:footnote></w:footnotes>',
                )
            if title:
                archive.writestr(
                    "docProps/core.xml",
                    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
                    f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
                    "<dc:creator>Ada Brink</dc:creator></c:coreProperties>",
                )
        return file.getvalue()

    return make
