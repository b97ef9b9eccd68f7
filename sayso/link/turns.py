"""Who stands behind the letters Q and A of an interview.

All answers are of one, and so are all questions. Who answers is the one whose name stands over an answer
elsewhere in the conversation, or the only person named before it begins; who asks, the only one whose name stands
over a question. Where that is not plain, the letters stand for somebody without a name.
"""

from collections.abc import Iterator, Sequence

from sayso.link.clusters import Clusters
from sayso.link.reasons import explain, is_in_turn, is_named_in_turn
from sayso.read.labelled import Labelled
from sayso.read.reading import Reading
from sayso.records import Mention, Statement

_ASKS = "?？؟"


def join_turns(
    readings: Sequence[Reading], mentions: Sequence[Mention], statements: Sequence[Statement], clusters: Clusters
) -> None:
    """Joins the speakers of questions, and those of answers, with one another and with whom they plainly stand for."""
    speakers = {
        statement.source[0].start: statement.speaker
        for statement in statements
        if statement.speaker is not None and len(statement.source) == 1
    }
    for reading in readings:
        turns = [each for each in reading.labelled if each.kind == "turn"]
        naming = reading.language.naming
        for words, asks in ((naming.answer_labels, False), (naming.question_labels, True)):
            own = [
                speakers[turn.name[0]] for turn in turns if _is_label(reading, turn, words) and turn.name[0] in speakers
            ]
            for id in own[1:]:
                clusters.join(own[0], id, explain(is_in_turn))
            if not own:
                continue
            named = {
                clusters.find(speakers[turn.name[0]]): turn
                for turn in _list_named(reading, turns, asks)
                if turn.name[0] in speakers
            }
            found = set(named) or (set() if asks else _find_introduced(reading, turns[0], mentions, clusters))
            if len(found) == 1:
                clusters.join(found.pop(), own[0], explain(is_named_in_turn))


def _is_label(reading: Reading, turn: Labelled, words: Sequence[str]) -> bool:
    return reading.text[slice(*turn.name)].casefold() in (word.casefold() for word in words)


def _list_named(reading: Reading, turns: Sequence[Labelled], asks: bool) -> Iterator[Labelled]:
    """The turns under a name that ask, or those that answer one."""
    naming = reading.language.naming
    before = False  # whether the turn before asks
    for turn in turns:
        asking = _asks(reading, turn)
        if not _is_label(reading, turn, (*naming.answer_labels, *naming.question_labels)) and (
            asking if asks else before and not asking
        ):
            yield turn
        before = asking


def _asks(reading: Reading, turn: Labelled) -> bool:
    start, end = turn.said[-1]
    return any(mark in reading.text[start:end] for mark in _ASKS)


def _find_introduced(reading: Reading, first: Labelled, mentions: Sequence[Mention], clusters: Clusters) -> set[str]:
    """The persons named before the conversation begins."""
    start = reading.passage.span.start
    return {
        clusters.find(mention.id)
        for mention in mentions
        if mention.form == "name" and mention.schema == "Person" and start <= mention.span.start < first.name[0]
    }
