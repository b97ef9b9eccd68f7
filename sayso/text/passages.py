"""A document's text in passages of one language and one role."""

import re

from sayso.ids import make_id
from sayso.records import Document, Part, Passage, Span

STEP = "text.passages 0.1"
_HAN, _CYRILLIC, _BURMESE = (
    re.compile(r"[\u3400-\u9fff]"),
    re.compile(r"[\u0400-\u04ff]"),
    re.compile(r"[\u1000-\u109f]"),
)


def split_passages(document: Document) -> list[Passage]:
    """The passages of a document in order; together they cover all its parts."""
    parts = document.parts or (Part(start=0, end=len(document.text)),)
    passages = []
    for part in parts:
        words = document.text[part.start : part.end]
        if not words.strip():
            continue
        span = Span(document.id, part.start, part.end)
        lang = _guess(words)
        passages.append(
            Passage(id=make_id("p", document.id, [span]), made_by=STEP, span=span, lang=lang, role=part.role)
        )
    return passages


def _guess(words: str) -> str:
    counts = {
        "zh": len(_HAN.findall(words)) * 2,
        "ru": len(_CYRILLIC.findall(words)),
        "my": len(_BURMESE.findall(words)),
    }
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] > len(words) / 4 else "en"
