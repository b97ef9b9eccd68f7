"""Where findings stand: their spans, the sentences around them, the language there."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sayso.records import Document, Passage, Span
from sayso.text.sentences import find_sentences


class Places:
    """The passages of one document and, as they are asked for, their sentences."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self.document = document
        self.passages = sorted(passages, key=lambda passage: passage.span.start)
        self._sentences: dict[str, list[tuple[int, int]]] = {}

    def find_passage(self, start: int) -> Passage | None:
        """The passage that holds this character."""
        return next((p for p in self.passages if p.span.start <= start < p.span.end), None)

    def find_lang(self, start: int) -> str:
        """The language at this character; "und" outside all passages."""
        passage = self.find_passage(start)
        return passage.lang if passage else "und"

    def find_sentence(self, start: int, end: int) -> Span:
        """The stretch from the beginning of the sentence at `start` to the end of the one at `end`.

        Outside all passages, and between sentences, a line stands for a sentence.
        """
        first, _ = self._find_around(start)
        _, last = self._find_around(max(start, end - 1))
        return Span(self.document.id, min(first, start), max(last, end))

    def _find_around(self, place: int) -> tuple[int, int]:
        passage = self.find_passage(place)
        if passage:
            if passage.id not in self._sentences:
                bounds = (max(passage.span.start, 0), min(passage.span.end, len(self.document.text)))
                self._sentences[passage.id] = find_sentences(self.document.text, *bounds, passage.lang)
            sentences = self._sentences[passage.id]
            index = bisect_right(sentences, place, key=lambda sentence: sentence[0]) - 1
            if index >= 0 and place < sentences[index][1]:
                return sentences[index]
        text = self.document.text
        line_end = text.find("\n", place)
        return text.rfind("\n", 0, place) + 1, line_end if line_end >= 0 else len(text)


def find_spans(record: Struct) -> Iterator[tuple[str, Span]]:
    """Every span of a record with the name of the field that holds it, in the order of the fields."""
    for name in record.__struct_fields__:
        value: object = getattr(record, name)
        if isinstance(value, Struct | tuple):
            for span in _unfold(value):
                yield name, span


def _unfold(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Struct):
        for _, span in find_spans(value):
            yield span
    elif isinstance(value, tuple) and value and not isinstance(value[0], str | int):
        for item in value:
            yield from _unfold(item)


def cover(spans: Iterable[Span]) -> tuple[int, int] | None:
    """From the first character of the spans to the last; None where there are none."""
    found = list(spans)
    return (min(span.start for span in found), max(span.end for span in found)) if found else None
