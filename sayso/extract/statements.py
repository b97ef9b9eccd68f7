"""Statements: who says it, the words that say so, what is said."""

from bisect import bisect_right
from collections.abc import Sequence

from sayso.extract import spaced, unspaced
from sayso.extract.cited import turn_cited
from sayso.extract.drafts import Draft, Places
from sayso.extract.labelled import TURN, add_labelled
from sayso.extract.nesting import find_outer
from sayso.extract.trained import merge_drafts
from sayso.ids import make_id
from sayso.read.quotes import Quote
from sayso.read.reading import Reading
from sayso.records import Form, Span, Statement

STEP = "extract.statements"
VERSION = "0.1"


def find_statements(readings: Sequence[Reading]) -> list[Statement]:
    """The statements of one document in order of their cues, each with the statement that it stands inside."""
    statements: list[Statement] = []
    for reading in readings:
        engine = spaced if reading.language.settings.spaced else unspaced
        drafts = [draft for draft in engine.find_drafts(reading) if draft.content]
        if reading.analysis is not None:
            drafts = merge_drafts(reading, reading.analysis, drafts)
        drafts = add_labelled(reading, drafts)
        drafts = [draft for draft in drafts if not _is_nobody(reading, draft)]
        drafts = turn_cited(reading, drafts)
        drafts.sort(key=lambda draft: (draft.cue or draft.content, draft.content))
        found = {_make_id(reading, draft): draft for draft in drafts}
        outer = find_outer(found)
        speech = [quote for quote in reading.quotes if quote.depth == 0 and not (quote.title or quote.name)]
        inner: dict[str, list[Draft]] = {id: [] for id in found}
        for id, holder in outer.items():
            if holder is not None:
                inner[holder].append(found[id])
        for id, draft in found.items():
            own = _leave_out(speech, inner[id])
            form = find_form(reading.text, draft.content, own)
            if draft.rule == TURN:
                form = "direct"  # a transcript writes the speaker's own words
            elif form == "direct" and _is_fragment(reading.text, draft):
                form = "mixed"
            statements.append(_make_statement(reading, id, draft, form, outer[id]))
    return statements


def _is_nobody(reading: Reading, draft: Draft) -> bool:
    """Whether the source says that there is none: "Nobody has shown us a report" is told, not said, by nobody."""
    words = " ".join(reading.text[start:end] for start, end in draft.source).lower()
    return words in reading.language.settings.words.nobody


def _is_fragment(text: str, draft: Draft) -> bool:
    """Whether the quoted words are no sentence but go on with the reporter's: пообещал «изучить дело»."""
    if draft.rule in ("object", "infinitive"):
        return True
    start = draft.content[0][0]
    return (
        draft.rule == "quotation behind its cue"
        and len(draft.content) == 1
        and text[start + 1 : start + 3].strip()[:1].islower()
        and text[:start].rstrip()[-1:].isalnum()
    )


def _leave_out(quotes: Sequence[Quote], inner: Sequence[Draft]) -> Sequence[Quote]:
    """The quotations without those inside the content of an inner statement: they are its speaker's words."""
    held = [place for draft in inner for place in draft.content]
    if not held:
        return quotes
    return [quote for quote in quotes if not any(start <= quote.start and quote.end <= end for start, end in held)]


def _make_id(reading: Reading, draft: Draft) -> str:
    document = reading.document.id
    return make_id("s", document, _spans(document, draft.source + draft.cue + draft.content))


def _make_statement(reading: Reading, id: str, draft: Draft, form: Form, inside: str | None) -> Statement:
    document = reading.document.id
    return Statement(
        id=id,
        made_by=f"{STEP} {reading.language.code} {VERSION} {draft.rule}",
        score=draft.score,
        source=_spans(document, draft.source),
        cue=_spans(document, draft.cue),
        content=_spans(document, draft.content),
        form=form,
        act=draft.act,
        polarity=draft.polarity,
        inside=inside,
    )


def _spans(document: str, places: Places) -> tuple[Span, ...]:
    return tuple(Span(document, start, end) for start, end in places)


def find_form(text: str, content: Places, quotes: Sequence[Quote]) -> Form:
    """Direct when all words of the content are quoted, mixed when some are, indirect when none are.

    Args:
        quotes: the outermost quotations, in order.
    """
    quoted = unquoted = 0
    for start, end in content:
        number = bisect_right(quotes, start, key=lambda quote: quote.end)
        held = 0
        while number < len(quotes) and quotes[number].start < end:
            held += _count_letters(text[max(start, quotes[number].start) : min(end, quotes[number].end)])
            number += 1
        quoted, unquoted = quoted + held, unquoted + _count_letters(text[start:end]) - held
    if not quoted:
        return "indirect"
    return "mixed" if unquoted > 0 else "direct"


def _count_letters(words: str) -> int:
    return sum(map(str.isalnum, words))
