"""The captured bytes, to be kept as a file or looked at in the browser, and the text that all offsets count in.

A browser that shows a captured page must run nothing of it and ask nobody for anything: scripts, frames, forms,
style sheets and everything that is fetched are taken out, and the answer forbids the rest.
"""

import re
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from sayso.case import Filters, open_case
from sayso.errors import NotFoundError
from sayso.store.asking import find_document, load_document
from sayso.store.originals import load_original
from sayso.store.rows import DocumentRow

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_SEALED = "sandbox; default-src 'none'"
_LEADING = ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href")  # what only a link a reader follows may have
_FETCHING = ("src", "srcset", "background", "poster", "ping", "data", "action", "formaction", "style", "http-equiv")


def can_show(document: DocumentRow) -> bool:
    """Whether a browser can show the captured bytes themselves."""
    return _name_type(document) in _PAGES | {_PDF}


def _name_type(document: DocumentRow) -> str:
    return (document.media_type or "").partition(";")[0].strip().lower()


def _load(folder: Path, request: Request) -> tuple[DocumentRow, bytes]:
    with open_case(folder) as case:
        row = next(case.documents(Filters(document=request.path_params["id"])))
    return row, load_original(folder, row.sha256)


def send_original(folder: Path, request: Request) -> Response:
    """The bytes as they were captured; a file to be kept, never something that a browser runs."""
    row, content = _load(folder, request)
    name = re.sub(r"[^\w.-]+", "_", (row.address or "").rpartition("/")[2])[-80:].strip("._") or "original"
    headers = {
        "content-disposition": f"attachment; filename=\"{row.sha256[:12]}\"; filename*=UTF-8''{quote(name)}",
        "content-security-policy": _SEALED,
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


def send_page(folder: Path, request: Request) -> Response:
    """The captured page or PDF as a browser shows it."""
    row, content = _load(folder, request)
    if _name_type(row) == _PDF:
        headers = {"content-disposition": "inline", "content-security-policy": "default-src 'none'; object-src 'self'"}
        return Response(content, media_type=_PDF, headers=headers)
    if not can_show(row):
        raise NotFoundError("this original is no page", where=row.id, hint="Take the original file")
    headers = {
        "content-security-policy": f"{_SEALED}; style-src 'unsafe-inline'; img-src data:",
        "x-dns-prefetch-control": "off",
    }
    return Response(clean_page(content), media_type="text/html; charset=utf-8", headers=headers)


def clean_page(content: bytes) -> bytes:
    """The page without anything that runs or that a browser would fetch."""
    from lxml import etree, html
    from lxml_html_clean import Cleaner

    cleaner = Cleaner(
        scripts=True, javascript=True, comments=True, style=True, links=True, meta=True, page_structure=False,
        processing_instructions=True, embedded=True, frames=True, forms=True, annoying_tags=True, safe_attrs_only=True,
    )  # fmt: skip
    try:
        tree = html.document_fromstring(content)
        tree = cleaner.clean_html(tree)
    except (etree.LxmlError, ValueError):
        return b""
    for element in tree.iter(etree.Element):
        for name in _FETCHING if element.tag == "a" else (*_FETCHING, *_LEADING):
            element.attrib.pop(name, None)
    words: bytes = html.tostring(tree, encoding="utf-8", doctype="<!doctype html>")
    return words


def send_text(folder: Path, request: Request) -> Response:
    """The text in which all offsets count, and nothing else."""
    with open_case(folder) as case:
        _, document = load_document(case.store, find_document(case.store, request.path_params["id"]))
    headers = {"content-security-policy": _SEALED}
    return Response(document.text.encode(), media_type="text/plain; charset=utf-8", headers=headers)
