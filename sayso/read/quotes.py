"""Pairs of quotation marks."""

from msgspec import Struct

from sayso.languages import Language


class Quote(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation: from its opening mark to behind its closing mark."""

    start: int
    end: int
    depth: int = 0  # 0 outermost
    closed: bool = True  # False: no closing mark in its paragraph


def find_quotes(text: str, start: int, end: int, language: Language) -> list[Quote]:
    """The quotations of `text[start:end]` in order, outer before inner; a mark left open runs to its paragraph's end."""
    quotes: list[Quote] = []
    for opening, closing in language.settings.quotes:
        if opening == closing:
            continue
        position = start
        while (found := text.find(opening, position, end)) >= 0:
            close = text.find(closing, found + 1, end)
            if close < 0:
                break
            quotes.append(Quote(start=found, end=close + 1))
            position = close + 1
    return sorted(quotes, key=lambda quote: (quote.start, -quote.end))
