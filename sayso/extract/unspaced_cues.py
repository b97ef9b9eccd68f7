"""The reporting expressions of one sentence, each with its source and the place where what is said begins."""

from collections.abc import Iterator

from sayso.extract.unspaced_grammar import Grammar
from sayso.extract.unspaced_inverted import build_impersonal, build_naming, build_passive
from sayso.extract.unspaced_items import Found, Item
from sayso.extract.unspaced_openers import find_opened
from sayso.extract.unspaced_postposed import find_before
from sayso.extract.unspaced_sources import Zone, read_zone
from sayso.extract.unspaced_subjects import make_item, name_source
from sayso.extract.unspaced_view import Region, Sentence
from sayso.read.quotes import Quote

MAX_ITEMS = 16  # of one sentence
_FOLLOWED = {"clause", "object", "infinitive"}
_LONG_QUOTE = 8  # a shorter quotation at the head of a clause is a name: “清流守望”组织说
_LONG_NAME = 16
_LONG_ADDRESSEE = 14


def find_items(region: Region, grammar: Grammar, number: int) -> list[Item]:
    """The reporting expressions of sentence `number`, in order."""
    words, sentence = region.words, region.sentences[number]
    items: list[Item] = []
    if not grammar.any_cue.search(words, sentence.start, sentence.end):
        return items
    for place, clause in enumerate(sentence.clauses):
        low = clause.start
        opened = find_opened(region, grammar, sentence, place)
        if opened:
            items.append(opened)
            low = min(max(opened.content, opened.places[-1][1], opened.source[-1][1]), clause.end)
        for found in _find_words(words, grammar, low, clause.end, place):
            if len(items) >= MAX_ITEMS:
                return items
            if found.start < low:
                continue
            item = _build(region, grammar, number, found, low, items)
            if item:
                items.append(item)
                low = max(found.end, min(item.content, clause.end)) if not item.closed else clause.end
    return items


def _find_words(words: str, grammar: Grammar, low: int, end: int, number: int) -> Iterator[Found]:
    """The cue words between `low` and `end`, with the endings and aspects that belong to them."""
    position = low
    while match := grammar.cue_words.search(words, position, end):
        position = match.end()
        naming = grammar.naming.get(match.group())
        cue = grammar.cues.get(match.group()) or (naming.cue if naming else None)
        if cue is None:
            continue
        found = Found(cue, match.group(), match.start(), match.end(), number, bare_end=match.end())
        _extend(words, grammar, found, end)
        position = found.end
        if not _is_noun(words, grammar, found) and not _is_place(words, grammar, found):
            yield found


def _is_noun(words: str, grammar: Grammar, found: Found) -> bool:
    """Whether what follows makes a noun of the cue word (要求书, 批评声); of 声称 and 报道称 only 的 does."""
    if words.endswith(grammar.lists.cue_endings, found.start, found.end):
        return words.startswith(grammar.lists.linker, found.end)
    return grammar.noun_after.match(words, found.end) is not None


def _is_place(words: str, grammar: Grammar, found: Found) -> bool:
    """Whether the word is a document that something stands in or comes from: 在报道中, 就报道向…抗议."""
    if found.ending or not grammar.document.fullmatch(found.form):
        return False
    if words.startswith(grammar.lists.inside_marks, found.end):
        return True
    follower = grammar.subjects.preposition.match(words, found.end)
    return follower is not None and follower.group("preposition") is not None


def _extend(words: str, grammar: Grammar, found: Found, end: int) -> None:
    ending = grammar.ending.match(words, found.end, end)
    longer = grammar.cue_words.match(words, found.end, end)
    if ending and (longer is None or longer.group() in grammar.lists.cue_endings):
        found.ending = ending.group()
        found.end = ending.end()
    aspect = grammar.aspect.match(words, found.end, end)
    if aspect:
        found.end, found.aspect = aspect.end(), True


def _build(region: Region, grammar: Grammar, number: int, found: Found, low: int, items: list[Item]) -> Item | None:
    sentence = region.sentences[number]
    if found.cue.place == "no source":
        return build_impersonal(region, grammar, sentence, found, low)
    if items and items[-1].clause == found.number and "infinitive" in items[-1].cue.takes:
        return None  # what is demanded or promised is not yet said: 敦促当局公布名单
    passive = build_passive(region, grammar, sentence, found, low)
    if passive:
        return passive
    if found.form in grammar.naming or found.cue.act == "call":
        naming = build_naming(region, grammar, sentence, found, low)
        if naming or found.cue.act == "call":
            return naming
    return _build_active(region, grammar, number, found, low, items)


def _build_active(
    region: Region, grammar: Grammar, number: int, found: Found, low: int, items: list[Item]
) -> Item | None:
    words, sentence = region.words, region.sentences[number]
    clause = sentence.clauses[found.number]
    quote = region.quotes.get(clause.start)
    led = quote is not None and quote.end - quote.start >= _LONG_QUOTE and low == clause.start
    if quote is not None and led:
        low = quote.end - region.base
        led = not _is_name(region, grammar, quote, found)
        led = led and low < found.start and not words.startswith((*grammar.lists.no_source_heads, "、"), low)
        low = low if led else clause.start
    zone = read_zone(words, grammar, low, found.start, noun_may=len(found.form) > 1)
    zone = _read_document(words, grammar, found, low, zone) or zone
    if zone.refused or not _fits(words, grammar, found, zone):
        return None
    if zone.empty and not (zone.joined or found.ending) and grammar.document.fullmatch(found.form):
        return None  # 裁决维护了规则: the ruling itself is the subject
    item = make_item("cue behind source", found, sentence, found.end)
    item.contrast, item.joined = zone.contrast, zone.joined
    if zone.negator is not None:
        if found.cue.negated == "no statement":
            return None
        item.polarity = found.cue.negated
        item.places = [(zone.negator, found.end)]
    if found.ending and item.polarity == "negative":
        item.polarity = "positive"  # 反驳说: what follows is the speaker's own version
    if not _take_topic(words, grammar, sentence, found, zone, item):
        _set_content(region, grammar, number, found, item)
        find_before(region, number, item, items, led=led and quote is not None, named=not zone.empty)
        if item.closed and not item.before:
            item.silent = not zone.empty and item.cue.polarity == "negative"
            return item if item.silent else None
        if item.before or item.set_off in (":", ",") or _is_whole_sentence(region, sentence, item):
            item.polarity = "positive" if item.cue.polarity == "negative" else item.polarity
        if not item.closed and not _is_set_off(grammar, words, found, item):
            return None
    return name_source(region, grammar, sentence, item, zone, items)


def _is_name(region: Region, grammar: Grammar, quote: Quote, found: Found) -> bool:
    """Whether a quotation at the head of a clause is only what a source is called: “公正网络”公布的调查显示."""
    start, end = quote.start - region.base, quote.end - region.base
    if not quote.closed or end - start > _LONG_NAME or region.words[end : end + 1] in (",", ":"):
        return False
    return grammar.lists.linker in region.words[end : found.start]


def _is_whole_sentence(region: Region, sentence: Sentence, item: Item) -> bool:
    """Whether a quotation right behind the cue holds whole sentences: 反驳“不对。”, unlike 否认“受贿”."""
    quote = region.quotes.get(item.content) if item.set_off else None
    if quote is None:
        return False
    end = quote.end - region.base
    return sentence.end == end and region.words[end : end + 1] not in ("。", "!", "?")


def _read_document(words: str, grammar: Grammar, found: Found, low: int, zone: Zone) -> Zone | None:
    """该报道称, 消息说: the cue word is itself the source of the ending behind it."""
    if not found.ending or not grammar.document.fullmatch(found.form):
        return None
    if not zone.refused and not (zone.empty and not zone.joined and not zone.cut):
        return None
    named = read_zone(words, grammar, low, found.bare_end, noun_may=False)
    if named.refused or named.empty:
        return None
    found.cue = grammar.cues.get(found.ending, found.cue)
    found.start = found.bare_end
    return named


def _fits(words: str, grammar: Grammar, found: Found, zone: Zone) -> bool:
    pattern = grammar.source_words.get(found.form)
    return (
        pattern is None
        or bool(found.ending)
        or (not zone.empty and pattern.search(words, zone.start, zone.end) is not None)
    )


def _take_topic(words: str, grammar: Grammar, sentence: Sentence, found: Found, zone: Zone, item: Item) -> bool:
    """对裁决表示欢迎, 对指控予以否认: what the attitude is about stands in front of the cue."""
    clause = sentence.clauses[found.number]
    if "object" not in found.cue.takes or found.ending:
        return False
    attitude = grammar.attitude.match(words, found.end, clause.end)
    if attitude and zone.topic is None and attitude.end() < clause.end:
        return False  # 表示欢迎这一决定: what is welcomed follows
    if not attitude and (zone.topic is None or found.end < clause.end or len(found.cue.takes) > 1):
        return False
    item.rule = "attitude"
    if zone.topic and not (attitude and grammar.subjects.weak.fullmatch(words, *zone.topic)):
        item.before = [zone.topic]
    if attitude:
        item.before.append((attitude.start(), clause.end))
    item.closed, item.content = True, clause.end
    return True


def _set_content(region: Region, grammar: Grammar, number: int, found: Found, item: Item) -> None:
    """Find where what is said begins behind the cue, and the mark in between."""
    words, sentence = region.words, region.sentences[number]
    clause, more = sentence.clauses[found.number], found.number + 1 < len(sentence.clauses)
    end = found.end
    if "addressee" in found.cue.takes and end < clause.end:
        end = _skip_addressee(words, grammar, found, clause.end, clause.after if more else "")
        ending = next((word for word in grammar.lists.cue_endings if words.endswith(word, found.end, end)), "")
        if end == clause.end and ending:
            item.places.append((end - len(ending), end))  # 告诉记者说: the cue ends behind the one who is told
    if end < clause.end:
        item.content = end
        item.set_off = '"' if end in region.quotes else ""
    elif more and clause.after in (",", ":"):
        item.content, item.set_off = sentence.clauses[found.number + 1].start, clause.after
    elif (
        clause.after == ":"
        and number + 1 < len(region.sentences)
        and region.sentences[number + 1].start in region.quotes
    ):
        item.content, item.set_off = region.sentences[number + 1].start, ":"
    else:
        item.closed, item.content = True, clause.end


def _skip_addressee(words: str, grammar: Grammar, found: Found, end: int, after: str) -> int:
    """Where the words end that say who is told."""
    question = grammar.question.search(words, found.end, end)
    if question:
        return question.start()
    known = grammar.addressee.match(words, found.end, end)
    if known:
        return known.end()
    if after in (",", ":") and after and end - found.end <= _LONG_ADDRESSEE:
        return end
    return found.end


def _is_set_off(grammar: Grammar, words: str, found: Found, item: Item) -> bool:
    """Whether the cue takes what follows as it stands: only some cues do without a mark in between."""
    if not _FOLLOWED.isdisjoint(found.cue.takes) or found.ending or item.set_off:
        return True
    return "addressee" in found.cue.takes and grammar.question.match(words, item.content) is not None
