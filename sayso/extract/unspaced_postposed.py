"""What is said in front of the cue that reports it: “……”,他说。"""

from sayso.extract.unspaced_items import Item, Place
from sayso.extract.unspaced_view import Clause, Region, Sentence

_TOLD = {"say", "claim", "report"}
_SPOKEN = {"clause", "quote", "quotation only"}


def find_before(region: Region, number: int, item: Item, items: list[Item], *, led: bool, named: bool) -> None:
    """Give the item what stands in front of its clause, where that is what is said.

    Args:
        led: a quotation opens the very clause of the cue ("“……”何远说").
        named: the clause names its source.
    """
    sentence = region.sentences[number]
    clause = sentence.clauses[item.clause]
    if _SPOKEN.isdisjoint(item.cue.takes) or not named:
        return
    if led:
        if item.closed:
            item.before = [(clause.start, region.quotes[clause.start].end - region.base)]
        return
    if not item.closed and (item.set_off != "," or item.clause == 0):
        return
    if item.clause == 0:
        item.before = _find_quoted_sentences(region, number)
    else:
        item.before = _find_in_sentence(region, sentence, item, items)
    if item.before:
        item.rule = "cue behind content"


def _find_in_sentence(region: Region, sentence: Sentence, item: Item, items: list[Item]) -> list[Place]:
    previous = sentence.clauses[item.clause - 1]
    if previous.after not in ("", ",", "。"):
        return []
    quoted = _find_quoted(region, previous)
    if quoted is not None and any(one.content == quoted and one.set_off for one in items):
        return []  # the quotation is what somebody before has said
    if quoted is not None:
        pieces = [(quoted, previous.end)]
        for clause in reversed(sentence.clauses[: item.clause - 1]):
            if _find_quoted(region, clause) != clause.start or quoted != previous.start:
                break
            pieces.append((clause.start, clause.end))
        return [(min(start for start, _ in pieces), previous.end)]
    if not item.closed or not _may_follow(item):
        return []
    return [(sentence.start, previous.end)]


def _may_follow(item: Item) -> bool:
    """Whether the cue can stand behind unquoted words: "..., she said", but not "..., was announced"."""
    return item.cue.act in _TOLD and "object" not in item.cue.takes


def _find_quoted(region: Region, clause: Clause) -> int | None:
    """Where the quotation begins with which the clause ends, when it stands alone or behind other words."""
    quote = region.quote_ends.get(clause.end)
    if quote is None or quote.start - region.base < clause.start:
        return None
    return quote.start - region.base if quote.start - region.base == clause.start else None


def _find_quoted_sentences(region: Region, number: int) -> list[Place]:
    """The sentences right in front, in the same paragraph, that are quotations and nothing else."""
    pieces: list[Place] = []
    paragraph = region.sentences[number].paragraph
    for sentence in reversed(region.sentences[max(0, number - 8) : number]):
        if sentence.paragraph != paragraph or not is_quotation(region, sentence):
            break
        pieces.append((sentence.start, sentence.end))
    return pieces


def is_quotation(region: Region, sentence: Sentence) -> bool:
    """Whether the sentence is one quotation from end to end."""
    quote = region.quotes.get(sentence.start)
    return quote is not None and quote.end - region.base == sentence.end
