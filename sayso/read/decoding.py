"""From scores to labels that can stand: chains of role tags, name tags, sentence ends."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.read.weights import Floats, Integers

NEVER = -1e4
SCALED = 8  # words after which products are made to sum to 1 again, before they leave what a float can hold


def softmax(scores: Floats) -> Floats:
    """Scores of the last axis as probabilities."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


@cache
def _forbid_steps(labels: tuple[str, ...]) -> Floats:
    """From label to label: 0 where the one may follow the other, else NEVER; for B and I tags."""
    steps = [
        [NEVER if later.startswith("I-") and earlier[2:] != later[2:] else 0.0 for later in labels]
        for earlier in labels
    ]
    return np.array(steps, np.float32)


def decode_chain(scores: Floats, lengths: Integers, steps: Floats, labels: tuple[str, ...]) -> tuple[Integers, Floats]:
    """For each row of (rows, words, labels): the best sequence of tags, and each tag's probability at each word.

    `steps` holds the score from label to label; its last two rows and columns are the start and the end.
    What stands behind a row's length has no meaning.
    """
    count = len(labels)
    inner = steps[:count, :count] + _forbid_steps(labels)
    start = steps[count, :count] + np.array([NEVER if label.startswith("I-") else 0.0 for label in labels], np.float32)
    end = steps[:count, count + 1]
    return _find_best(scores, lengths, inner, start, end), _find_chances(scores, lengths, inner, start, end)


def _find_best(scores: Floats, lengths: Integers, inner: Floats, start: Floats, end: Floats) -> Integers:
    """Viterbi, all rows at once; where each best way came from is looked up for all words together."""
    rows, words, _ = scores.shape
    totals = scores.copy()
    totals[:, 0] += start
    for place in range(1, words):
        totals[:, place] += (totals[:, place - 1, :, None] + inner).max(1)
    back = (totals[:, :-1, :, None] + inner).argmax(2)
    tags = np.zeros((rows, words), np.int64)
    for row, length in enumerate(lengths.tolist()):
        tag = int((totals[row, length - 1] + end).argmax())
        ways = back[row].tolist()
        for place in range(length - 1, 0, -1):
            tags[row, place] = tag
            tag = ways[place - 1][tag]
        tags[row, 0] = tag
    return tags


def _find_chances(scores: Floats, lengths: Integers, inner: Floats, start: Floats, end: Floats) -> Floats:
    """Forward and backward in one walk: backward is forward over each row turned round."""
    rows, words, _ = scores.shape
    factors = np.exp(scores - scores.max(-1, keepdims=True)).astype(np.float64) + 1e-12
    each = np.arange(rows)[:, None]
    turned = (lengths[:, None] - 1 - np.arange(words)) % words
    ways = np.stack([factors, factors[each, turned]]).transpose(2, 0, 1, 3).copy()  # (words, 2, rows, labels)
    ways[0] *= np.exp(np.stack([start, end]))[:, None]
    moves = np.exp(np.stack([inner, inner.T]).astype(np.float64))
    for place in range(1, words):
        ways[place] *= ways[place - 1] @ moves
        if place % SCALED == 0:
            ways[place] /= ways[place].sum(-1, keepdims=True)
    ahead, behind = ways.transpose(1, 2, 0, 3)
    chances = ahead * behind[each, turned] / factors
    shares: Floats = (chances / chances.sum(-1, keepdims=True)).astype(np.float32)
    return shares


def find_runs(tags: Integers, role: int) -> list[tuple[int, int]]:
    """The stretches of words tagged with a role's B and I (tag numbers 1 + 2 * role and the next)."""
    begin, inside = 1 + 2 * role, 2 + 2 * role
    starts = np.flatnonzero(tags == begin)
    runs = []
    for start in starts.tolist():
        end = start + 1
        while end < len(tags) and tags[end] == inside:
            end += 1
        runs.append((start, end))
    return runs


def end_sentences(stops: Floats, opens: Sequence[bool]) -> list[tuple[int, int]]:
    """Sentences as word ranges: they end where the weights say so, and with every paragraph."""
    ends = [
        number + 1
        for number, stop in enumerate((stops > 0).tolist())
        if stop or number + 1 == len(opens) or opens[number + 1]
    ]
    return list(zip([0, *ends[:-1]], ends, strict=True))


# ---------------------------------------------------------------- names


@cache
def _name_rules(labels: tuple[str, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which name tag may follow which, begin a sentence, end one (B, I, E, S and O tags of `labels`)."""
    tags = list_name_tags(labels)
    opening = [tag[0] in "OBS" for tag in tags]
    closing = [tag[0] in "OES" for tag in tags]
    follow = [
        [
            opens if closed else later[0] in "IE" and later[2:] == earlier[2:]
            for later, opens in zip(tags, opening, strict=True)
        ]
        for earlier, closed in zip(tags, closing, strict=True)
    ]
    return np.array(follow), np.array(opening), np.array(closing)


def list_name_tags(labels: Sequence[str]) -> list[str]:
    """The tags of the names head, in the order of their numbers."""
    return ["O", *(f"{place}-{label}" for label in labels for place in "BIES")]


def decode_names(
    scores: Floats, sentences: Sequence[tuple[int, int]], labels: tuple[str, ...]
) -> list[tuple[int, int, str, float]]:
    """The names of some sentences that follow one another, as (first word, word behind, label, mean probability)."""
    tags = scores.argmax(-1)
    follow, opening, closing = _name_rules(labels)
    penalty, begin, end = (np.where(each, 0, NEVER).astype(np.float32) for each in (follow, opening, closing))
    for first, last in _find_broken(tags, sentences, labels):
        tags[first:last] = _find_best(scores[None, first:last], np.array([last - first]), penalty, begin, end)[0]
    chances = softmax(scores)[np.arange(len(tags)), tags].tolist()
    names = []
    start = 0
    for number in np.flatnonzero(tags).tolist():
        label, place = divmod(int(tags[number]) - 1, 4)  # B, I, E, S
        if place in (0, 3):
            start = number
        if place in (2, 3):
            certain = sum(chances[start : number + 1]) / (number + 1 - start)
            names.append((start, number + 1, labels[label], certain))
    return names


def _find_broken(
    tags: Integers, sentences: Sequence[tuple[int, int]], labels: tuple[str, ...]
) -> list[tuple[int, int]]:
    """Where a tag stands that may not: the words of names around it with one word outside names on each side."""
    follow, opening, closing = _name_rules(labels)
    starts, ends = np.array(sentences).T
    right = opening[tags]
    right[1:] = follow[tags[:-1], tags[1:]]
    right[starts] = opening[tags[starts]]
    right[ends - 1] &= closing[tags[ends - 1]]
    broken: list[tuple[int, int]] = []
    for place in np.flatnonzero(~right).tolist():
        lowest, highest = sentences[int(np.searchsorted(ends, place, side="right"))]
        first = last = place
        while first > lowest and tags[first - 1]:
            first -= 1
        while last < highest and tags[last]:
            last += 1
        first, last = max(lowest, first - 1), min(highest, last + 1)
        if broken and first < broken[-1][1]:
            earlier = broken.pop()
            first, last = min(first, earlier[0]), max(last, earlier[1])
        broken.append((first, last))
    return broken
