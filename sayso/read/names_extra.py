"""Names by a package that helps to read a language, where it is installed.

A language asks for it by name (`extra` in its names.toml); a user gets it with the optional extra
of the same language, `pip install 'sayso[ru]'`. Where it is not installed nothing changes. The
package knows persons, bodies and places; what kind of body a name is, its words say.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

from sayso.languages import Language
from sayso.languages.cases import strip_case
from sayso.languages.once import once_a_language
from sayso.read.candidates import TRAINED, Candidate
from sayso.read.names_runs import Word
from sayso.read.names_words import collect_words, judge_words
from sayso.read.reading import Reading
from sayso.read.tokens import find_tokens

LONGEST = 20_000  # characters read at once; the package's memory grows with them
_SCHEMAS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
_BODIES = frozenset({"PublicBody", "Organization", "Company"})


class FoundName(NamedTuple):
    """A name in the text given; its label is PER, ORG or LOC."""

    start: int
    end: int
    label: str


Recogniser = Callable[[str], list[FoundName]]


def find_by_extra(reading: Reading, text: str) -> list[Candidate]:
    """The names of a passage that the language's extra finds; none where there is no such or it is not installed."""
    extra = reading.language.naming.extra
    if not (extra and reading.weighted and has_extra(extra)):
        return []
    recognise = _load_recogniser(extra)
    span = reading.passage.span
    candidates = []
    for start, end in cut_stretches(text, span.start, span.end, reading.sentences):
        for name in recognise(text[start:end]):
            first, last = start + name.start, start + name.end
            schema = _SCHEMAS[name.label]
            if schema == "Organization":
                schema = _judge_body(text, first, last, reading.language)
            candidates.append(Candidate(first, last, schema, TRAINED))
    return candidates


@cache
def has_extra(extra: str) -> bool:
    """Whether names can be found with the extra of that name: we know it, and all it needs is installed."""
    return extra in _PACKAGES and all(find_spec(package) is not None for package in _PACKAGES[extra])


def cut_stretches(text: str, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that are `text[start:end]` together, none longer than `LONGEST`, cut behind sentences or words."""
    ends = [stop for _, stop in sentences]
    while end - start > LONGEST:
        limit = start + LONGEST
        stop = max((place for place in ends if start < place <= limit), default=0)
        stop = stop or text.rfind(" ", start, limit) + 1 or limit
        yield start, stop
        start = stop
    yield start, end


def _judge_body(text: str, start: int, end: int, language: Language) -> str:
    """What kind of body a name is: by the words that names have, then by the first common noun in it."""
    pieces = [Word(*token) for token in find_tokens(text, start, end)]
    judged = judge_words(pieces, collect_words(language))
    if judged in _BODIES:
        return judged
    nouns = _collect_nouns(language)
    plain = (strip_case(piece.word, language.naming).lower() for piece in pieces)
    return next((nouns[word] for word in plain if word in nouns), "Organization")


@once_a_language
def _collect_nouns(language: Language) -> dict[str, str]:
    """Common nouns for bodies, without their case endings, and what they say a body is."""
    naming = language.naming
    kinds = (
        ("Organization", (*naming.organization_nouns, *naming.media_nouns)),
        ("Company", naming.company_nouns),
        ("PublicBody", naming.body_nouns),
    )
    return {strip_case(noun, naming).lower(): schema for schema, nouns in kinds for noun in nouns}


@cache
def _load_recogniser(extra: str) -> Recogniser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the package's own code, nothing a user could act on
        return _LOADERS[extra]()


def _load_natasha() -> Recogniser:
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter
    from threadpoolctl import ThreadpoolController

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    threads = ThreadpoolController()

    def recognise(text: str) -> list[FoundName]:
        doc = Doc(text)
        doc.segment(segmenter)
        with threads.limit(limits=1):  # its matrices are small: more threads spend their time waiting for each other
            doc.tag_ner(tagger)
        return [FoundName(span.start, span.stop, span.type) for span in doc.spans]

    return recognise


_LOADERS: Mapping[str, Callable[[], Recogniser]] = {"natasha": _load_natasha}
_PACKAGES: Mapping[str, tuple[str, ...]] = {"natasha": ("natasha", "threadpoolctl")}
