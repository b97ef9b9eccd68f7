"""Where what is said ends, and which statement of a sentence stands inside or beside which."""

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_items import MARKS, Item, Place, order_places
from sayso.extract.unspaced_sources import trim
from sayso.extract.unspaced_view import Region, Sentence

_THOUGHT = {"believe", "predict"}
_WHOLE = 10  # a quotation at least this long behind a comma is all that is said


def find_contents(region: Region, grammar: Grammar, number: int, items: list[Item]) -> list[list[Place]]:
    """What is said, for each item of sentence `number`."""
    sentence = region.sentences[number]
    contents = []
    for place, item in enumerate(items):
        pieces = list(item.before)
        if not item.closed:
            end = _find_end(region, grammar, sentence, item, items[place + 1 :])
            pieces.append(trim(region.words, item.content, end, MARKS))
        contents.append(order_places(pieces))
    return contents


def _find_end(region: Region, grammar: Grammar, sentence: Sentence, item: Item, later: list[Item]) -> int:
    quote = region.quotes.get(item.content)
    if quote is not None:
        end = quote.end - region.base
        whole = item.set_off == ":" or quote.end - quote.start >= _WHOLE or not quote.closed
        if item.set_off and whole and (end >= len(region.words) or not region.words[end].isalnum()):
            return end
    end = _find_occasion(region, grammar, sentence, item) or sentence.end
    inner: set[int] = set()  # clauses that hold a statement told by this one
    for other in later:
        if other.clause in inner:
            continue
        if other.closed and other.before and other.rule == "cue behind content" and other.before[0][0] > item.content:
            end = min(end, other.before[0][0])
            break
        if _stands_beside(item, other, sentence):
            end = min(end, _find_segment(sentence, item, other))
            break
        inner |= {
            place
            for place, clause in enumerate(sentence.clauses)
            if place == other.clause or clause.start == other.content
        }
    for clause in sentence.clauses:
        if item.content < clause.start < end and grammar.leaving.match(region.words, clause.start, clause.end):
            return clause.start
    return end


def _find_segment(sentence: Sentence, item: Item, other: Item) -> int:
    """Where the clauses of the other statement begin: behind a semicolon shortly before it (；至于费用,他说)."""
    for clause in reversed(sentence.clauses[max(0, other.clause - 2) : other.clause + 1]):
        if clause.before == ";" and clause.start > item.content:
            return min(clause.start, other.head)
    return other.head


def _find_occasion(region: Region, grammar: Grammar, sentence: Sentence, item: Item) -> int | None:
    """Where what is said ends when its clause only tells the occasion: 宣布停火后,股价上涨."""
    clause = sentence.clauses[item.clause]
    if item.relayed or item.content >= clause.end or clause.after != "," or clause is sentence.clauses[-1]:
        return None
    found = grammar.subjects.occasion_end.search(region.words, item.content, clause.end)
    if not found or found.start() <= item.content:
        return None
    longer = grammar.subjects.protected_end.search(region.words, item.content, clause.end)
    return None if longer and longer.start() < found.start() else found.start()  # 落后, 三小时: no occasion


def _stands_beside(item: Item, other: Item, sentence: Sentence) -> bool:
    """Whether the other statement, which comes later, is no part of what this one says."""
    clause = sentence.clauses[other.clause]
    if clause.start <= item.content or other.head <= item.content:
        return False
    if not other.own:
        return bool(other.source) and other.source == item.source
    if item.relayed:
        return False
    if clause.before == ";" or other.contrast:
        return True
    return other.cue.act not in _THOUGHT
