"""Which sources and contents belong to which cue, chosen as whole spans.

The tagger says where sources, cues and contents lie; for each cue the link head says of every word
whether it is the cue's source, its content, another piece of it, or nothing to it. A span goes to
the cue that claims its words most; several cues may claim one source.
"""

from bisect import bisect_right
from itertools import pairwise

import numpy as np
from msgspec import Struct

from sayso.read.decoding import find_runs, softmax
from sayso.read.weights import Decoding, Floats, Integers

Runs = list[tuple[int, int]]  # first word, word behind
SOURCE, CONTENT, SAME_CUE = 1, 2, 3  # numbers of the link head's labels
REACH = 31
SPEECH = 4  # words between quotation marks from which on they hold speech, not a title or a term


class Linked(Struct, frozen=True):
    """One attribution in word numbers."""

    source: Runs
    cue: Runs
    content: Runs
    score: float


class Chances(Struct, frozen=True):
    """What the weights say about the words of one window."""

    tags: Integers
    roles: Floats  # (words, role tags): probabilities
    cue_side: Floats  # (words, links, width)
    word_side: Floats
    quotations: Runs  # with both marks in this window
    opens: list[int]  # the words that begin a paragraph


def link_roles(chances: Chances, distance: Floats, decoding: Decoding) -> list[Linked]:
    """The attributions of one window in the order of their cues; each has a content."""
    cues = find_runs(chances.tags, 1)
    if not cues:
        return []
    links = softmax(_score_links(chances, cues, distance))
    groups = _join_cues(_average(links[..., SAME_CUE], cues), decoding.same_cue)
    claims = np.stack([links[group].mean(0) for group in groups])
    candidates = _respect_quotations(find_runs(chances.tags, 2), chances.quotations)
    contents = _share_out(claims[..., CONTENT], candidates, decoding)
    sources = find_runs(chances.tags, 0)
    linked = []
    for claim, group, claimed_parts in zip(claims, groups, contents, strict=True):
        if not claimed_parts:
            continue
        cue = [cues[place] for place in group]
        parts = [_stay_in_paragraph(part, cue[0][0], chances) for part in claimed_parts]
        chosen, sure = _choose_source(claim[:, SOURCE], sources, decoding)
        source = [_stay_in_paragraph(part, cue[0][0], chances) for part in chosen]
        claimed = float(np.mean([claim[first:last, CONTENT].mean() for first, last in parts]))
        score = _calibrate(_rate(chances.roles, cue, 1) * claimed * sure, decoding)
        if score > decoding.attribution:
            linked.append(Linked(source, cue, parts, score))
    return linked


def _stay_in_paragraph(run: tuple[int, int], cue: int, chances: Chances) -> tuple[int, int]:
    """A run over the end of a paragraph, such as a headline's, cut to the cue's, or to its longest part.

    Quotations run on.
    """
    first, last = run
    inside = [place for place in chances.opens if first < place < last]
    if not inside or any(a <= first + 1 and last - 1 <= b for a, b in chances.quotations):
        return run
    parts = list(pairwise([first, *inside, last]))
    opened = bisect_right(chances.opens, cue)
    beside = [part for part in parts if bisect_right(chances.opens, part[0]) == opened]
    return max(beside or parts, key=lambda part: part[1] - part[0])


def _respect_quotations(contents: Runs, quotations: Runs) -> Runs:
    """Contents grown to the marks of the quotations that they fill at least by half; what then overlaps is one."""
    grown = sorted(contents)
    for first, last in quotations:
        if last - first - 2 < SPEECH:
            continue
        touching = [run for run in grown if run[0] < last and run[1] > first]
        filled = sum(min(run[1], last) - max(run[0], first) for run in touching)
        if 2 * filled >= last - first:
            whole = (min(first, touching[0][0]), max(last, touching[-1][1]))
            grown = sorted([run for run in grown if run not in touching] + [whole])
    return grown


def _share_out(claims: Floats, contents: Runs, decoding: Decoding) -> list[Runs]:
    """For each cue the contents that it claims most; a cue left without one takes the words it claims."""
    given: list[Runs] = [[] for _ in range(len(claims))]
    if contents:
        means = _average(claims, contents)
        for content, owner, claim in zip(contents, means.argmax(0).tolist(), means.max(0).tolist(), strict=True):
            if claim > decoding.content:
                given[owner].append(content)
    for number, claim in enumerate(claims):
        if not given[number]:
            given[number] = _find_claimed(claim, decoding.unseen)[:1]
    return given


def _choose_source(claim: Floats, sources: Runs, decoding: Decoding) -> tuple[Runs, float]:
    """The source that a cue claims most, if enough, and how certain that choice is."""
    means = _average(claim[None], sources)[0] if sources else np.zeros(1, np.float32)
    best = int(means.argmax())
    if means[best] > decoding.source:
        return [sources[best]], float(means[best])
    runs = _find_claimed(claim, decoding.unseen)[:1]
    if runs:
        return runs, float(claim[slice(*runs[0])].mean())
    return [], 1 - float(means[best])


def _find_claimed(claim: Floats, least: float) -> Runs:
    """Stretches of words claimed by more than `least` each, the longest first."""
    inside = np.concatenate([[False], claim > least, [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)
    runs = [(int(first), int(last)) for first, last in edges]
    return sorted(runs, key=lambda run: run[0] - run[1])


def _score_links(chances: Chances, cues: Runs, distance: Floats) -> Floats:
    """(cues, words, links), higher where a word is more to a cue."""
    side = np.stack([chances.cue_side[first:last].mean(0) for first, last in cues])
    scores: Floats = np.einsum("cld,wld->cwl", side, chances.word_side, optimize=True)
    places = np.arange(len(chances.tags))
    starts, ends = np.array(cues).T
    before = np.minimum(places - starts[:, None], 0)
    away = before + np.maximum(places - (ends[:, None] - 1), 0)
    steps = np.minimum(REACH, (np.log2(np.abs(away) + 1) * 3.3).astype(np.int64))
    scores += distance[REACH + np.sign(away) * steps]
    return scores


def _average(claims: Floats, runs: Runs) -> Floats:
    """(cues, runs): the mean claim of each cue on the words of each run."""
    sums = np.concatenate([np.zeros((len(claims), 1), np.float32), claims.cumsum(1)], 1)
    starts, ends = np.array(runs).T
    means: Floats = (sums[:, ends] - sums[:, starts]) / (ends - starts)
    return means


def _join_cues(claims: Floats, least: float) -> list[list[int]]:
    """Pieces that claim each other are one cue."""
    owner = list(range(len(claims)))
    both = claims + claims.T
    for later in range(len(claims)):
        for earlier in range(later):
            if both[later, earlier] > least:
                owner[later] = owner[earlier]
                break
    groups: dict[int, list[int]] = {}
    for piece, first in enumerate(owner):
        groups.setdefault(first, []).append(piece)
    return list(groups.values())


def _rate(roles: Floats, runs: Runs, role: int) -> float:
    """How certain the tagger is of the words of some runs."""
    found = [roles[first:last, 1 + 2 * role : 3 + 2 * role].sum(-1).mean() for first, last in runs]
    return float(np.mean(found))


def _calibrate(certain: float, decoding: Decoding) -> float:
    """The chance of being right that certainty stood for on development data."""
    bounded = min(max(certain, 1e-4), 1 - 1e-4)
    return float(1 / (1 + np.exp(-(decoding.slope * np.log(bounded / (1 - bounded)) + decoding.shift))))
