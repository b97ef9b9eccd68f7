"""Stretches of words on one level of quotation: what the rules for spaced languages look at.

The outer region of a passage holds every quotation as one word; what stands inside a quotation
is a region of its own, so that a verb inside quotation marks never takes a source outside them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.extract.lexicon import (
    CAPITAL,
    QUOTE,
    Lexicon,
)
from sayso.languages import Settings
from sayso.read.quotes import Quote, find_paragraphs
from sayso.read.reading import Reading
from sayso.read.tokens import Token

_MIN_INNER = 4  # words; shorter quotations hold no statement of their own


class Region(Struct, frozen=True):
    """Words, their classes and their sentences; a quotation is one word."""

    text: str
    depth: int  # 0 outside all quotation marks
    starts: list[int]
    ends: list[int]
    words: list[str]  # lower case; straight apostrophes
    classes: list[int]
    sentences: list[tuple[int, int]]  # as places in the lists
    paragraphs: list[int]  # the paragraph of each sentence
    quotes: dict[int, Quote]  # by place
    quote: Quote | None  # what the region is the inside of
    settings: Settings

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the words from `first` to before `last`."""
        return self.starts[first], self.ends[last - 1]


def split_regions(reading: Reading, lexicon: Lexicon) -> Iterator[Region]:
    """The regions of a passage, the outer one first; each word lies in exactly one of them or is a quotation mark."""
    start, end = reading.passage.span.start, reading.passage.span.end
    paragraphs = [first for first, _ in find_paragraphs(reading.text, start, end)]
    layers: dict[int, list[Quote]] = {}
    for quote in reading.quotes:
        if not quote.title:
            layers.setdefault(quote.depth, []).append(quote)
    levels: list[tuple[Quote | None, Sequence[Token], int]] = [(None, _join_phrases(reading.tokens, lexicon), 0)]
    while levels:
        holder, tokens, depth = levels.pop()
        region = Region(reading.text, depth, [], [], [], [], [], [], {}, holder, lexicon.settings)
        inner = _fill_region(region, lexicon, tokens, layers.get(depth, []))
        _split_sentences(region, reading.sentences, paragraphs)
        yield region
        levels += [(one, words, depth + 1) for one, words in reversed(inner) if len(words) >= _MIN_INNER]


def _join_phrases(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The tokens with each phrase of the word lists as one word."""
    if not lexicon.phrases:
        return tokens
    words = [token.word.lower().replace("’", "'") for token in tokens]
    joined: list[Token] = []
    behind = 0  # the last phrase
    for place, token in enumerate(tokens):
        if place < behind:
            continue
        for phrase in lexicon.phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                behind = place + len(phrase)
                part = tokens[place:behind]
                joined.append(Token(token.start, part[-1].end, " ".join(each.word for each in part)))
                break
        else:
            joined.append(token)
    return joined


def _fill_region(
    region: Region, lexicon: Lexicon, tokens: Sequence[Token], quotes: Sequence[Quote]
) -> list[tuple[Quote, list[Token]]]:
    """Adds the words to a region; the words of its quotations come back, to be regions of their own."""
    inner: list[tuple[Quote, list[Token]]] = []
    number = bisect_right(quotes, tokens[0].start, key=lambda quote: quote.end) if tokens else 0
    quote = quotes[number] if number < len(quotes) else None
    opened: Quote | None = None
    for token in tokens:
        while quote is not None and quote.end <= token.start:
            number += 1
            quote = quotes[number] if number < len(quotes) else None
        if quote is None or token.start < quote.start:
            _add(region, token.start, token.end, token.word, lexicon.classify(token.word))
        elif quote is not opened:
            opened = quote
            if not quote.name:
                region.quotes[len(region.words)] = quote
            word = region.text[quote.start + 1 : quote.end - 1].strip() if quote.name else "“”"
            _add(region, quote.start, quote.end, word, CAPITAL if quote.name else QUOTE)
            inner.append((quote, []))
        elif (token.end < quote.end or not quote.closed) and not quote.name:
            inner[-1][1].append(token)
    return inner


def _add(region: Region, start: int, end: int, word: str, classes: int) -> None:
    region.starts.append(start)
    region.ends.append(end)
    region.words.append(word.lower().replace("’", "'"))
    region.classes.append(classes)


def _split_sentences(region: Region, sentences: Sequence[tuple[int, int]], paragraphs: Sequence[int]) -> None:
    """Cuts the region where a sentence begins, but not inside a quotation and not before "he said" behind one."""
    cuts = [0]
    number = 0
    for place, start in enumerate(region.starts):
        if place == 0 or (number < len(sentences) and start >= sentences[number][0]):
            number = bisect_right(sentences, start, key=lambda sentence: sentence[0])
            if place == 0 or sentences[number - 1][0] < region.ends[place - 1]:
                continue  # the sentence began inside the quotation before
            paragraph = bisect_right(paragraphs, start)
            same = bisect_right(paragraphs, region.starts[place - 1]) == paragraph
            word = region.text[start]
            if not (same and word.islower() and region.classes[place - 1] & QUOTE):
                cuts.append(place)
    for first, last in zip(cuts, [*cuts[1:], len(region.starts)], strict=True):
        for place in range(first, last - 1):
            if region.words[place] == "." and region.words[place + 1] != ".":
                region.classes[place] = 0  # the full stop of an abbreviation
        if last > first:
            region.sentences.append((first, last))
            region.paragraphs.append(bisect_right(paragraphs, region.starts[first]))
