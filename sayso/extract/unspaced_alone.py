"""Quotations without a cue word: behind a sentence of the same speaker, or behind a subject and a colon."""

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_items import Item, Place
from sayso.extract.unspaced_postposed import is_quotation
from sayso.extract.unspaced_sources import find_subject
from sayso.extract.unspaced_view import Clause, Region, Sentence
from sayso.languages import Cue

SHORTEST = 8  # characters; a shorter quotation is rather a name or a title
_SAID = Cue(forms=(), act="say", polarity="positive", place="after source", takes=("quote",), example="")


def find_colon(region: Region, grammar: Grammar, number: int) -> Item | None:
    """A quotation behind a colon whose speaker opens the sentence (阿兰心有余悸:“……”), or None."""
    sentence = region.sentences[number]
    clause = sentence.clauses[-1]
    quote = region.quotes.get(clause.start)
    if quote is None or clause.before != ":" or quote.end - region.base != clause.end or not _is_long(clause):
        return None
    for match in grammar.cue_words.finditer(region.words, sentence.clauses[-2].start, sentence.clauses[-2].end):
        if match.group() in grammar.cues:
            return None  # 其中一条写着:“……”: the cue has been looked at and refused
    first = sentence.clauses[0]
    subject = find_subject(region.words, grammar, first.start, first.end)
    return _make(subject, (clause.start, clause.end), len(sentence.clauses) - 1) if subject else None


def find_alone(region: Region, number: int, last: Item) -> Item | None:
    """A sentence that is a quotation and nothing else, behind a sentence in which `last` speaks, or None."""
    sentence = region.sentences[number]
    before = region.sentences[number - 1]
    if not last.source or sentence.paragraph != before.paragraph or not is_quotation(region, sentence):
        return None
    if not _is_long(sentence) or last.cue.place in ("before source", "around source"):
        return None
    return _make(last.source[-1], (sentence.start, sentence.end), 0)


def _is_long(words: Clause | Sentence) -> bool:
    return words.end - words.start >= SHORTEST


def _make(source: Place, content: Place, clause: int) -> Item:
    return Item(
        rule="quotation alone",
        cue=_SAID,
        places=[],
        source=[source],
        head=source[0],
        content=content[1],
        clause=clause,
        before=[content],
        closed=True,
    )
