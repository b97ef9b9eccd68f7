"""Whose statement it is when the clause itself names nobody: the subject carried on from before."""

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_items import Found, Item, Place
from sayso.extract.unspaced_sources import Zone, find_subject
from sayso.extract.unspaced_view import Region, Sentence

_BACK = 4  # clauses that are looked back
_ATTACKS = {"accuse", "deny", "demand", "call"}  # behind these a belief is a statement of its own: 批评…,认为…
_THOUGHT = {"believe", "predict"}


def make_item(rule: str, found: Found, sentence: Sentence, content: int) -> Item:
    """An item whose cue and polarity are those of the word found; it has no source yet."""
    return Item(
        rule=rule,
        cue=found.cue,
        places=[(found.start, found.end)],
        source=[],
        head=sentence.clauses[found.number].start,
        content=content,
        clause=found.number,
        before=[],
        polarity=found.cue.polarity,
        aspect=found.aspect,
    )


def name_source(
    region: Region, grammar: Grammar, sentence: Sentence, item: Item, zone: Zone, items: list[Item]
) -> Item | None:
    """The item with its source; None where a cue without a subject is no statement of its own."""
    if not zone.empty:
        item.source = [(zone.start, zone.end)]
        return item
    item.own = False
    if region.quoted or (item.aspect and "infinitive" in item.cue.takes):  # 保证了安全: brought about, not said
        return None
    last = next((one for one in reversed(items) if one.cue.place not in ("before source", "around source")), None)
    if last is not None and (_speaks_for(last, item, sentence) or _goes_on(last, item, sentence)):
        return None
    source = _look_back(region, grammar, sentence, item, last)
    if source:
        item.source = [source]
    elif not (item.joined or item.set_off or zone.cut or _is_answer(region, grammar, item)):
        return None
    return item


def _is_answer(region: Region, grammar: Grammar, item: Item) -> bool:
    """Whether words that cannot but report (回答说) stand without a subject behind a clause that tells the occasion."""
    start, end = item.places[-1]
    ending = max(
        (len(word) for word in grammar.lists.cue_endings if region.words.endswith(word, start, end)), default=0
    )
    return item.clause > 0 and 0 < ending < end - start


def _speaks_for(last: Item, item: Item, sentence: Sentence) -> bool:
    """Whether the cue gives a bare denial before it its words (公司否认,称…): then it becomes part of that one."""
    bare = last.silent or sentence.clauses[item.clause].start == last.content
    if last.cue.polarity != "negative" or item.joined or not bare or last.clause + 1 != item.clause:
        return False
    if item.cue.act not in ("say", "claim"):
        return False
    last.places += item.places
    last.content, last.set_off = item.content, item.set_off
    last.silent = last.closed = False
    last.polarity = "positive"
    return True


def _goes_on(last: Item, item: Item, sentence: Sentence) -> bool:
    """Whether the cue belongs to what the last one says: 表示,希望…; ...,相信…"""
    if item.polarity != "positive" and item.cue.polarity == "positive":
        return False
    if item.clause == last.clause and last.content < item.places[0][0]:
        return True
    begins = last.clause + 1 == item.clause and sentence.clauses[item.clause].start == last.content
    if begins and item.joined and last.cue.polarity == "negative":  # 公司否认,并说…: denied by itself
        last.closed = last.silent = True
        return False
    if begins and item.joined and last.before:  # “……”,她说,又补充称…: nothing of the first follows its cue
        last.closed = True
        return False
    return begins or (item.cue.act in _THOUGHT and last.cue.act not in _ATTACKS and not item.joined and not last.closed)


def _look_back(region: Region, grammar: Grammar, sentence: Sentence, item: Item, last: Item | None) -> Place | None:
    words = region.words
    for number in range(item.clause - 1, max(-1, item.clause - 1 - _BACK), -1):
        if last is not None and last.clause == number:
            return last.source[-1] if last.source else None
        clause = sentence.clauses[number]
        if last is not None and not grammar.subjects.carrier.search(words, clause.start, clause.end):
            continue
        subject = find_subject(words, grammar, clause.start, clause.end, whole=number == 0)
        if subject:
            return subject
    if last is not None and last.source and last.clause <= item.clause:
        return last.source[-1]
    return None
