"""One passage made ready for the engines: its sentences, words and quotation marks."""

from msgspec import Struct

from sayso import languages
from sayso.languages import Language
from sayso.read.quotes import Quote, find_quotes
from sayso.read.tokens import Token, find_tokens
from sayso.records import Document, Passage
from sayso.text.sentences import find_sentences


class Reading(Struct, frozen=True, kw_only=True):
    """What engines work on; all offsets count in `document.text`."""

    document: Document
    passage: Passage
    language: Language
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]  # empty for languages written without spaces
    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        """The whole text of the document."""
        return self.document.text


def read_passage(document: Document, passage: Passage) -> Reading | None:
    """The passage made ready, or None where we have no data for its language."""
    language = languages.load(passage.lang)
    if language is None:
        return None
    words = language.settings.words
    start, end = passage.span.start, passage.span.end
    return Reading(
        document=document,
        passage=passage,
        language=language,
        sentences=tuple(find_sentences(document.text, start, end, passage.lang)),
        tokens=tuple(find_tokens(document.text, start, end, words.elisions, words.enclitics))
        if language.settings.spaced
        else (),
        quotes=tuple(find_quotes(document.text, start, end, language)),
    )
