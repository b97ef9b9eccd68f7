"""From an original to a document: the bytes read as what they are.

The kind is told by the content first, then by what was declared, then by the name's ending.
Whatever cannot be read raises UnreadableError, whatever is beyond our limits RefusedError;
no other exception leaves this module, and nothing is ever fetched.
"""

import hashlib
import re

from sayso import ids
from sayso.errors import RefusedError, UnreadableError
from sayso.records import Document, Original
from sayso.text.composing import Draft, clean_words
from sayso.text.limits import MAX_ORIGINAL
from sayso.text.media import Kind, find_kind
from sayso.text.zawgyi import NOTE, looks_like_zawgyi

_UNPAIRED = re.compile(r"[\ud800-\udfff]")


def load_document(original: Original, id: str | None = None) -> Document:
    """The document that these bytes hold, with what they say of themselves and nothing else.

    Args:
        id: the document's id; without one, that which the content names, else one made from the bytes.

    Raises UnreadableError or RefusedError, each one line that names the place.
    """
    _check_size(original)
    draft = _read(original, find_kind(original))
    notes = (*draft.notes, NOTE) if looks_like_zawgyi(draft.text) else draft.notes
    return Document(
        id=id or _keep_readable(draft.id) or ids.make_document_id(original.content),
        text=_UNPAIRED.sub("\ufffd", draft.text),  # half a character cannot be stored; its place stays
        parts=draft.parts,
        lang=_keep_readable(draft.lang),
        title=_keep_readable(draft.title),
        publisher=_keep_readable(draft.publisher),
        author=_keep_readable(draft.author),
        published=draft.published,
        url=_keep_readable(draft.url) or original.url,
        address=original.address,
        sha256=hashlib.sha256(original.content).hexdigest(),
        media_type=draft.media_type,
        notes=notes,
    )


def _check_size(original: Original) -> None:
    size = len(original.content)
    if size > MAX_ORIGINAL:
        raise RefusedError(
            f"has {size:,} bytes, more than the {MAX_ORIGINAL:,} that a document may have",
            where=original.address,
            hint="Split it, or add the text alone.",
        )
    if not original.content.strip():
        raise UnreadableError("is empty", where=original.address, hint="Get it again from its source.")


def _read(original: Original, kind: Kind) -> Draft:
    # Each loader is imported when it is needed: the libraries behind them take time to start.
    if kind == "json":
        from sayso.text.lines import load_line as load
    elif kind == "html":
        from sayso.text.pages import load_page as load
    elif kind == "pdf":
        from sayso.text.pdf import load_pdf as load
    elif kind == "docx":
        from sayso.text.office import load_office as load
    elif kind == "mail":
        from sayso.text.mail import load_mail as load
    else:
        from sayso.text.plain import load_plain

        return load_plain(original, kind)
    return load(original)


def _keep_readable(words: str | None) -> str | None:
    return clean_words(_UNPAIRED.sub("\ufffd", words)) if words else None
