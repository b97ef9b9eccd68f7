"""One passage made ready for the engines: its sentences, words and quotation marks."""

from typing import TYPE_CHECKING

from msgspec import Struct

from sayso import languages
from sayso.languages import Language
from sayso.read.labelled import Labelled, find_labelled
from sayso.read.quotes import Quote, find_quotes
from sayso.read.tokens import Token, find_tokens
from sayso.records import Document, Passage
from sayso.text.sentences import find_sentences

if TYPE_CHECKING:
    from sayso.read.encoder import Analysis


class Reading(Struct, frozen=True, kw_only=True):
    """What engines work on; all offsets count in `document.text`."""

    document: Document
    passage: Passage
    language: Language
    sentences: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]  # empty for languages written without spaces
    quotes: tuple[Quote, ...]
    labelled: tuple[Labelled, ...] = ()
    weighted: bool = True  # whether trained weights may be asked
    analysis: "Analysis | None" = None  # what trained weights find in the passage, where its language has such

    @property
    def text(self) -> str:
        """The whole text of the document."""
        return self.document.text


def read_passage(document: Document, passage: Passage, *, weighted: bool = True) -> Reading | None:
    """The passage made ready, or None where we have no data for its language.

    Args:
        weighted: False leaves out what trained weights could add.
    """
    language = languages.load(passage.lang)
    if language is None:
        return None
    words = language.settings.words
    start, end = passage.span.start, passage.span.end
    quotes = tuple(find_quotes(document.text, start, end, language))
    return Reading(
        document=document,
        passage=passage,
        language=language,
        sentences=tuple(find_sentences(document.text, start, end, passage.lang)),
        tokens=tuple(find_tokens(document.text, start, end, words.elisions, words.enclitics))
        if language.settings.spaced
        else (),
        quotes=quotes,
        labelled=tuple(find_labelled(document.text, (start, end), quotes)),
        weighted=weighted,
        analysis=_analyse(document.text, start, end, language) if weighted else None,
    )


def _analyse(text: str, start: int, end: int, language: Language) -> "Analysis | None":
    if not language.settings.weights:
        return None
    from sayso.read.encoder import analyse_passage
    from sayso.read.weights import load_weights

    weights = load_weights(language.settings.weights)
    return analyse_passage(text, start, end, weights) if weights else None
