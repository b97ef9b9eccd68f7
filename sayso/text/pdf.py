"""PDF files: the text layer page by page; scans, passwords and damage are named, not guessed at."""

import logging
import re
import time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from sayso.errors import RefusedError, UnreadableError
from sayso.records import Original
from sayso.text.composing import Composer, Draft, clean_words
from sayso.text.limits import MAX_PAGE_STREAM, MAX_PAGES, MAX_PDF_SECONDS
from sayso.text.media import MEDIA_TYPES
from sayso.text.scripts import count_scripts
from sayso.text.unwrapping import join_lines

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

BURMESE_NOTE = "Burmese text taken from a PDF is often damaged: compare it with the page itself"
_SENTENCE_ENDS = ".!?。！？။…”’»」"
_UNPAIRED = re.compile(r"[\ud800-\udfff]")
_AGAIN = "Get it again from its source."
_BURMESE_SHARE = 0.05  # of the letters: below that it is a name


def load_pdf(original: Original) -> Draft:
    """The words of the text layer; the date is not the publication's, for a PDF knows only when it was made."""
    where = original.address
    reader = _open(original)
    composer = Composer(where)
    notes: list[str] = []
    pages = _read_pages(reader, where, notes)
    if not any(words.strip() for words in pages):
        raise UnreadableError(
            "the PDF has no text layer: its pages are pictures",
            where=where,
            hint="Run text recognition (OCR) on it first.",
        )
    before = ""
    for words in pages:
        # A sentence may run over the page's end.
        composer.add(words, separator="\n\n" if before.endswith(tuple(_SENTENCE_ENDS)) else "\n")
        before = words.strip() or before
    text, parts = composer.finish()
    letters = count_scripts(text)
    if letters.get("Burmese", 0) > _BURMESE_SHARE * sum(letters.values()):
        notes.append(BURMESE_NOTE)
    if b"%%EOF" not in original.content[-2048:]:
        notes.append("the file is cut off: its last pages may be missing")
    title, author = _read_facts(reader)
    return Draft(
        text=text, media_type=MEDIA_TYPES["pdf"], parts=parts, title=title, author=author, url=original.url,
        notes=tuple(notes),
    )  # fmt: skip


def _open(original: Original) -> "PdfReader":
    _quieten()
    from pypdf import PasswordType, PdfReader

    where = original.address
    try:
        reader = PdfReader(BytesIO(original.content), strict=False)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except Exception as error:  # a hostile or cut file can raise anything inside the parser
        if type(error).__name__ == "DependencyError":
            locked = True
        else:
            raise _refuse_damaged(original) from None
    if locked:
        raise UnreadableError("the PDF is encrypted", where=where, hint="Save a copy without a password and add that.")
    try:
        number = len(reader.pages)
    except Exception:
        raise _refuse_damaged(original) from None
    if number == 0:
        raise _refuse_damaged(original)
    if number > MAX_PAGES:
        raise RefusedError(f"the PDF has more than {MAX_PAGES:,} pages", where=where, hint="Split it first.")
    return reader


def _refuse_damaged(original: Original) -> UnreadableError:
    whole = b"%%EOF" in original.content[-2048:]
    what = "the PDF is damaged" if whole else "the PDF is cut off before its end"
    return UnreadableError(what, where=original.address, hint=_AGAIN)


def _read_pages(reader: "PdfReader", where: str, notes: list[str]) -> list[str]:
    pages: list[str] = []
    damaged: list[int] = []
    empty: list[int] = []
    started = time.process_time()
    for number in range(1, len(reader.pages) + 1):
        if time.process_time() - started > MAX_PDF_SECONDS:
            raise RefusedError(
                f"page {number} was not reached in {MAX_PDF_SECONDS:.0f} seconds",
                where=where,
                hint="Print it to a new PDF.",
            )
        try:
            words = _read_page(reader.pages[number - 1])
        except Exception:  # one bad page must not cost the others
            damaged.append(number)
            continue
        if not words.strip():
            empty.append(number)
        pages.append(words)
    if damaged and not any(words.strip() for words in pages):
        raise UnreadableError("none of the PDF's pages can be read", where=where, hint=_AGAIN)
    notes.extend(_note_pages("could not be read", damaged))
    notes.extend(_note_pages("without text, perhaps pictures", empty))
    return pages


def _read_page(page: "PageObject") -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PAGE_STREAM:
        raise ValueError("too much to draw")
    return join_lines(_UNPAIRED.sub("\ufffd", page.extract_text().replace("\x00", " ")))


def _note_pages(what: str, numbers: list[int]) -> list[str]:
    if not numbers:
        return []
    named = ", ".join(str(number) for number in numbers[:10]) + (" and more" if len(numbers) > 10 else "")
    return [f"{'page' if len(numbers) == 1 else 'pages'} {what}: {named}"]


def _read_facts(reader: "PdfReader") -> tuple[str | None, str | None]:
    try:
        facts = reader.metadata
        return (clean_words(facts.title), clean_words(facts.author)) if facts else (None, None)
    except Exception:  # damaged metadata say nothing
        return None, None


@cache
def _quieten() -> None:
    """Keeps what the library logs about odd files from the user's terminal."""
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
