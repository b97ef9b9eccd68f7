"""From scores to labels that can stand: chains of role tags, name tags, sentence ends."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.read.weights import Floats, Integers

NEVER = -1e4


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
    """
    count = len(labels)
    inner = steps[:count, :count] + _forbid_steps(labels)
    start = steps[count, :count] + np.array([NEVER if label.startswith("I-") else 0.0 for label in labels], np.float32)
    end = steps[:count, count + 1]
    return _find_best(scores, lengths, inner, start, end), _find_chances(scores, lengths, inner, start, end)


def _find_best(scores: Floats, lengths: Integers, inner: Floats, start: Floats, end: Floats) -> Integers:
    """Viterbi, all rows at once."""
    rows, words, count = scores.shape
    totals = np.empty_like(scores)
    back = np.zeros((rows, words, count), np.int64)
    totals[:, 0] = scores[:, 0] + start
    for place in range(1, words):
        moves = totals[:, place - 1, :, None] + inner
        back[:, place] = moves.argmax(1)
        totals[:, place] = moves.max(1) + scores[:, place]
    each = np.arange(rows)
    tag = (totals[each, lengths - 1] + end).argmax(-1)
    tags = np.zeros((rows, words), np.int64)
    for place in range(words - 1, -1, -1):
        tags[:, place] = np.where(place < lengths, tag, 0)
        tag = np.where(place < lengths, back[each, place, tag], tag)
    return tags


def _find_chances(scores: Floats, lengths: Integers, inner: Floats, start: Floats, end: Floats) -> Floats:
    """Forward and backward, all rows at once; every place is scaled to sum to 1."""
    words = scores.shape[1]
    factors = np.exp(scores - scores.max(-1, keepdims=True)) + 1e-12
    moves = np.exp(inner)
    ahead, behind = np.empty_like(scores), np.empty_like(scores)
    ahead[:, 0] = factors[:, 0] * np.exp(start)
    for place in range(words):
        if place:
            ahead[:, place] = (ahead[:, place - 1] @ moves) * factors[:, place]
        ahead[:, place] /= ahead[:, place].sum(-1, keepdims=True)
    finish = np.broadcast_to(np.exp(end), behind[:, 0].shape)
    behind[:, words - 1] = finish
    for place in range(words - 2, -1, -1):
        told = (behind[:, place + 1] * factors[:, place + 1]) @ moves.T
        behind[:, place] = np.where((place < lengths - 1)[:, None], told / told.sum(-1, keepdims=True), finish)
    chances = ahead * behind
    shares: Floats = chances / chances.sum(-1, keepdims=True)
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


def decode_names(scores: Floats, labels: tuple[str, ...]) -> list[tuple[int, int, str, float]]:
    """The names of one sentence as (first word, word behind, label, mean probability)."""
    follow, opening, closing = _name_rules(labels)
    tags = scores.argmax(-1)
    if not tags.any():
        return []
    if not (opening[tags[0]] and closing[tags[-1]] and follow[tags[:-1], tags[1:]].all()):
        penalty = np.where(follow, 0, NEVER).astype(np.float32)
        begin, end = (np.where(allowed, 0, NEVER).astype(np.float32) for allowed in (opening, closing))
        tags = _find_best(scores[None], np.array([len(scores)]), penalty, begin, end)[0]
    chances = softmax(scores)
    names = []
    start = 0
    for number, tag in enumerate(tags.tolist()):
        place = (tag - 1) % 4 if tag else -1  # B, I, E, S
        if place in (0, 3):
            start = number
        if place in (2, 3):
            certain = chances[np.arange(start, number + 1), tags[start : number + 1]].mean()
            names.append((start, number + 1, labels[(tag - 1) // 4], float(certain)))
    return names
