"""According to whom: cues that stand in front of their source (据…报道, 根据…, 在…看来)."""

from sayso.extract.unspaced_grammar import Grammar, Opener
from sayso.extract.unspaced_items import MARKS, Item
from sayso.extract.unspaced_sources import read_zone, take_lead, trim
from sayso.extract.unspaced_view import Region, Sentence


def find_opened(region: Region, grammar: Grammar, sentence: Sentence, number: int) -> Item | None:
    """The item whose cue opens clause `number`, or None."""
    words, clause = region.words, sentence.clauses[number]
    head = take_lead(words, grammar, clause.start, clause.end)
    if not grammar.opener_head.match(words, head, clause.end):
        return None
    if grammar.cue_words.match(words, head, clause.end):  # 据悉, 根据规定
        return None
    for opener in grammar.openers:
        if words.startswith(opener.word, head):
            item = _read(region, grammar, sentence, number, opener, head)
            if item:
                return item
    return None


def _read(region: Region, grammar: Grammar, sentence: Sentence, number: int, opener: Opener, head: int) -> Item | None:
    words, clause = region.words, sentence.clauses[number]
    found = opener.pattern.match(words, head, min(clause.end + 1, len(words)))
    if not found:
        return None
    group = next(name for name in ("source", "plain", "short") if found.group(name) is not None)
    start, end = found.span(group)
    closer = found.group("closer") or found.group("inner") or ""
    cue = opener.closers.get(closer)
    if cue is None:
        return None
    stop = found.span("closer")[1] if found.group("closer") else found.span("inner")[1] if closer else end
    places = [(head, head + len(opener.word)), (stop - len(closer), stop)]
    if closer and words.endswith(grammar.lists.linker, start, end):  # 据…的报道: the report itself is the source
        end, places = stop, places[:1]
        cue = opener.closers.get("", cue)
    elif not closer:
        cue = next((grammar.closers[word] for word in grammar.closers if words.endswith(word, start, end)), cue)
    relay = grammar.relay.search(words, start + 1, end)
    if relay:  # 据当地媒体转述目击者的说法: whose report it is stands in front
        end = relay.start()
    source = _find_source(words, grammar, start, end)
    if source is None:
        return None
    content, _ = trim(words, stop, sentence.end, MARKS)
    item = Item(
        rule="according to",
        cue=cue,
        places=places,
        source=[source],
        head=clause.start,
        content=content,
        clause=number,
        before=[],
        relayed=True,
        set_off=clause.after if stop >= clause.end else "",
    )
    if content >= sentence.end:
        _take_before(item, sentence, number)
    return item if item.before or not item.closed else None


def _find_source(words: str, grammar: Grammar, start: int, end: int) -> tuple[int, int] | None:
    """The source without dates and occasions behind it, or None where the words name none (a rule, a law)."""
    name = words[start:end]
    if grammar.not_ground.search(name):
        return None
    zone = read_zone(words, grammar, start, end, noun_may=False)
    if zone.refused or zone.empty or zone.negator is not None:
        return None
    outlet = grammar.outlet.search(words, zone.start, zone.end) if zone.cut else None
    return zone.start, outlet.end() if outlet else zone.end


def _take_before(item: Item, sentence: Sentence, number: int) -> None:
    """The source comes last: what is said stands before it."""
    item.closed = True
    if number:
        item.before = [(sentence.start, sentence.clauses[number - 1].end)]
