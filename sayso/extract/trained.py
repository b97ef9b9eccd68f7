"""Statements by trained weights: the weights find who says what, the tables what the source does by saying it.

The weights know one layer, the outermost. What is said inside a content is found by the rules, and
so is what the weights passed over where a rule is sure.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import structs

from sayso.extract.drafts import Cover, Draft, Places
from sayso.extract.lexicon import Lexicon, load_lexicon
from sayso.read.encoder import Analysis, Attribution
from sayso.read.reading import Reading
from sayso.read.tokens import find_tokens
from sayso.records import Act, Polarity

AGREED = 0.2  # an attribution at whose cue a rule finds one too is kept from this chance on
ALONE = 0.5  # and one that the weights alone see from this one (both: best of a few on PolNeAR dev),
UNKNOWN = 0.6  # if no word of its cue stands in the table from this one: "signed", "elected"
STRONG = 0.8  # a rule of this precision may say that one attribution is two,
LIKELY = 0.5  # the other one by a rule of this precision
SURE = 0.85  # a rule of this precision or better stands where the weights find nothing
REACH = 30  # characters around a cue in which a look-alike may begin or end
_WHOLE = frozenset(["inserted", "according to"])  # rules that take what is said to its end
_SURE_TOO = frozenset(["according to"])  # what the weights pass over of these is as often right: "in the view of X"
RULE = "weights"


def merge_drafts(reading: Reading, analysis: Analysis, ruled: Sequence[Draft]) -> list[Draft]:
    """The attributions of the weights, then what rules find inside their contents or surely beside them."""
    lexicon = load_lexicon(reading.language)
    by_cue = _ByCue(ruled)
    outer: list[Draft] = []
    for seen in analysis.attributions:
        found = _stay_in_sentence(reading, seen)
        at_cue = by_cue.find(found.cue)
        if _is_look_alike(reading, found.cue, lexicon):
            continue
        least = AGREED if at_cue else ALONE if _is_known(reading, found.cue, lexicon) else UNKNOWN
        if found.content and found.score >= least:
            outer += _divide(found, at_cue, by_cue) or [_make_draft(reading, found, at_cue[:1], lexicon)]
    cues = Cover([place for draft in outer for place in draft.cue])
    contents = Cover([place for draft in outer for place in draft.content])
    for draft in ruled:
        held = (*draft.source, *draft.cue, *draft.content)
        if cues.touches(draft.cue):
            continue
        inner = all(contents.holds(place) for place in held)
        beside = not (contents.touches(draft.cue) or contents.touches(draft.content) or cues.touches(draft.content))
        if inner or (beside and (draft.score >= SURE or draft.rule in _SURE_TOO)):
            outer.append(draft)
    return outer


def _divide(found: Attribution, at_cue: Sequence[Draft], by_cue: "_ByCue") -> list[Draft]:
    """The rules' attributions where they see several side by side in what the weights take for one; else none.

    "Lind denied the cracks and said the quay is sound", "Renn said X, and his lawyer denies Y".
    """
    likely = [draft for draft in at_cue if draft.score >= LIKELY]
    if not any(draft.score >= STRONG for draft in likely):
        return []
    if len({draft.content for draft in likely}) > 1:
        return likely
    beyond = [
        draft
        for draft in by_cue.find(found.content)
        if draft.score >= LIKELY and not _touch(draft.cue, (*found.cue, *likely[0].content))
    ]
    return [*likely[:1], *beyond] if beyond else []


def _stay_in_sentence(reading: Reading, found: Attribution) -> Attribution:
    """What the weights find without what they take from another sentence or paragraph by mistake.

    Unquoted words said in one sentence with their cue are not said in the sentence in front of it too; nobody named in
    another paragraph is the subject of a cue.
    """
    cue = _find_sentence(reading, found.cue[0][0])
    source = tuple(place for place in found.source if not _is_parted(reading.text, place, found.cue[0]))
    content = tuple(_cut_content(reading, place, cue) for place in found.content)
    return structs.replace(found, source=source, content=content)


def _find_sentence(reading: Reading, place: int) -> tuple[int, int]:
    number = bisect_right(reading.sentences, (place, len(reading.text))) - 1
    return reading.sentences[max(0, number)]


def _is_parted(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether a paragraph ends between two places."""
    between = text[min(left[1], right[1]) : max(left[0], right[0])]
    return "\n" in between and not between.isspace()


def _cut_content(reading: Reading, place: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int]:
    """A content that begins in one sentence and ends in that of its cue, cut to the latter; quotations run on."""
    start, end = place
    if not start < cue[0] < end <= cue[1] or any(quote.start < cue[0] < quote.end for quote in reading.quotes):
        return place
    return cue[0], end


def _is_look_alike(reading: Reading, cue: Places, lexicon: Lexicon) -> bool:
    """Whether the cue is part of a phrase that looks like a cue and is none: "goes without saying", "declined to"."""
    for start, end in cue:
        tokens = find_tokens(reading.text, max(0, start - REACH), min(len(reading.text), end + REACH))
        words = [token.word.lower() for token in tokens]
        for first, word in enumerate(words):
            for phrase in lexicon.look_alikes.get(word, ()):
                last = first + len(phrase) - 1
                whole = tuple(words[first : last + 1]) == phrase
                if whole and tokens[first].start < end and start < tokens[last].end:
                    return True
    return False


def _is_cut(text: str, found: Attribution, rule: Draft) -> bool:
    """Whether the weights see only a piece of what a rule takes whole: they begin or end inside a phrase.

    "The firm shipped goods worth 46 million, the desk said": what stands before an inserted cue is said to its end.
    """
    if len(found.content) != 1 or len(rule.content) != 1 or rule.rule not in _WHOLE:
        return False
    (start, end), (first, last) = found.content[0], rule.content[0]
    inside = first <= start and end <= last
    begins_inside = start > first and text[:start].rstrip()[-1:].isalnum()
    ends_inside = end < last and text[end:].lstrip()[:1].isalnum()
    return inside and (begins_inside or ends_inside)


def _is_known(reading: Reading, cue: Places, lexicon: Lexicon) -> bool:
    """Whether some word of the cue begins a form of the table."""
    tokens = (token for start, end in cue for token in find_tokens(reading.text, start, end))
    return any(token.word.lower() in lexicon.forms for token in tokens)


def _make_draft(reading: Reading, found: Attribution, rules: Sequence[Draft], lexicon: Lexicon) -> Draft:
    """The act is what the rule at the same cue says, which has seen the words around it; else what the table says.

    So is the source where the weights see none, and the content where they see only a piece of it.
    """
    act, polarity = (rules[0].act, rules[0].polarity) if rules else _look_up(reading, found.cue, lexicon)
    return Draft(
        source=found.source or (rules[0].source if rules else ()),
        cue=found.cue,
        content=rules[0].content if rules and _is_cut(reading.text, found, rules[0]) else found.content,
        act=act,
        polarity=polarity,
        rule=RULE,
        score=round(found.score, 2),
    )


def _look_up(reading: Reading, cue: Places, lexicon: Lexicon) -> tuple[Act, Polarity]:
    """Act and polarity of the first words of the cue that stand in the table; to say, where none does."""
    for start, end in cue:
        words = [token.word.lower() for token in find_tokens(reading.text, start, end)]
        for first in range(len(words)):
            for form in lexicon.forms.get(words[first], ()):
                if tuple(words[first : first + len(form.words)]) == form.words:
                    return form.cue.act, form.cue.polarity
    return "say", "positive"


def _touch(left: Places, right: Places) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


class _ByCue:
    """Drafts, found by where their cues stand."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.places = sorted((*place, number) for number, draft in enumerate(drafts) for place in draft.cue)
        self.longest = max((end - start for start, end, _ in self.places), default=0)

    def find(self, places: Places) -> list[Draft]:
        """The drafts whose cue touches one of the places, in their order."""
        found: set[int] = set()
        for start, end in places:
            first = bisect_left(self.places, (start - self.longest,))
            last = bisect_left(self.places, (end,))
            found.update(number for _, behind, number in self.places[first:last] if behind > start)
        return [self.drafts[number] for number in sorted(found)]
