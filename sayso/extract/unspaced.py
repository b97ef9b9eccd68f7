"""Statements in languages written without spaces between words.

A passage is cut into sentences and clauses with what is quoted masked (`unspaced_view`); the cues of a
sentence get their sources (`unspaced_cues`, `unspaced_sources`); then it is settled where what they
report ends (`unspaced_contents`). A quotation by itself goes on with the speaker of the sentence before.
"""

from msgspec import Struct

from sayso.extract import unspaced_final
from sayso.extract.drafts import Draft, Places
from sayso.extract.unspaced_alone import find_alone, find_colon
from sayso.extract.unspaced_contents import find_contents
from sayso.extract.unspaced_cues import find_items
from sayso.extract.unspaced_grammar import Grammar, compile_grammar
from sayso.extract.unspaced_items import Item, Place, order_places
from sayso.extract.unspaced_postposed import is_quotation
from sayso.extract.unspaced_view import Region, open_regions
from sayso.read.reading import Reading

# The share of each rule's statements that were right on our practice documents and the Chinese dev part of PUD:
# (right + 1) / (found + 2), since some rules found only a few there.
SCORES = {
    "cue behind source": 0.95,
    "cue behind content": 0.9,
    "according to": 0.9,
    "impersonal": 0.75,
    "passive": 0.75,
    "naming": 0.65,
    "attitude": 0.65,
    "quotation alone": 0.5,
}


class _Said(Struct):
    """An item and what it says, while more may be added to it."""

    item: Item
    content: list[Place]
    number: int  # of the sentence where what is said ends


def find_drafts(reading: Reading) -> list[Draft]:
    """The attributions of a passage, outer and inner ones, in order of their cue."""
    if reading.language.settings.verb_final:
        return unspaced_final.find_drafts(reading)
    grammar = compile_grammar(reading.language)
    drafts = []
    for region in open_regions(reading):
        for said in _read_region(region, grammar):
            draft = _make_draft(region, said)
            if draft:
                drafts.append(draft)
    return sorted(drafts, key=lambda draft: (draft.cue, draft.content))


def _read_region(region: Region, grammar: Grammar) -> list[_Said]:
    found: list[_Said] = []
    for number in range(len(region.sentences)):
        items = find_items(region, grammar, number)
        if region.quoted:
            items = [item for item in items if _is_told(region, grammar, item)]
        if not items:
            _carry_on(region, grammar, found, number)
            continue
        contents = find_contents(region, grammar, number, items)
        told = zip(items, contents, strict=True)
        here = [_Said(item, content, number) for item, content in told if not item.silent]
        found += here
        _drop_taken(found, len(here))
    return found


def _is_told(region: Region, grammar: Grammar, item: Item) -> bool:
    """Whether a statement inside a quotation has a speaker other than the one who is quoted."""
    names = [region.words[start:end] for start, end in item.source]
    return bool(names) and not any(name in grammar.lists.first_persons for name in names)


def _carry_on(region: Region, grammar: Grammar, found: list[_Said], number: int) -> None:
    """A sentence without a cue: a quotation in it may be that of the speaker before, or of its own subject."""
    here = region.sentences[number]
    last = _find_last(found, number - 1)
    if last is not None and is_quotation(region, here) and _goes_on(region, last, number):
        last.content.append((here.start, here.end))
        last.number = number
        return
    if region.quoted:
        return
    item = find_colon(region, grammar, number) or (find_alone(region, number, last.item) if last else None)
    if item:
        found.append(_Said(item, list(item.before), number))


def _find_last(found: list[_Said], number: int) -> _Said | None:
    """The last statement of a sentence that is not told in another one of it."""
    here = []
    for said in reversed(found):
        if said.number != number:
            break
        here.append(said)
    for said in here:
        cue = said.item.places or said.content
        if not any(start <= cue[0][0] < end for other in here if other is not said for start, end in other.content):
            return said
    return None


def _goes_on(region: Region, said: _Said, number: int) -> bool:
    """Whether what is said so far ends with a quotation that the next sentence can go on with."""
    quote = region.quote_ends.get(said.content[-1][1]) if said.content else None
    if quote is None or said.item.rule not in ("cue behind source", "cue behind content", "quotation alone"):
        return False
    return region.sentences[number].paragraph == region.sentences[number - 1].paragraph or not quote.closed


def _drop_taken(found: list[_Said], count: int) -> None:
    """A quotation that its own speaker follows (“……。”他说) is no longer the one's before."""
    place = len(found) - count - 1
    if place < 0:
        return
    taken = {piece for said in found[place + 1 :] for piece in said.item.before}
    left = [piece for piece in found[place].content if piece not in taken]
    if left:
        found[place].content = left
    elif found[place].item.rule == "quotation alone":
        del found[place]


def _make_draft(region: Region, said: _Said) -> Draft | None:
    item = said.item
    cue, source = order_places(item.places), order_places(item.source)
    content = order_places([piece for place in said.content for piece in _cut(place, cue + source)])
    if not content or not (cue or source):
        return None
    return Draft(
        source=_move(source, region.base),
        cue=_move(cue, region.base),
        content=_move(content, region.base),
        act=item.cue.act,
        polarity=item.polarity,
        rule=item.rule,
        score=SCORES[item.rule],
    )


def _cut(place: Place, others: list[Place]) -> list[Place]:
    """The place without the parts that the others hold."""
    pieces = [place]
    for start, end in others:
        pieces = [
            part
            for first, last in pieces
            for part in ((first, min(last, start)), (max(first, end), last))
            if part[0] < part[1]
        ]
    return pieces


def _move(places: list[Place], base: int) -> Places:
    return tuple((start + base, end + base) for start, end in places)
