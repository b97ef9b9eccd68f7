"""Which sources and contents belong to which cue, chosen as whole spans.

The tagger says where sources, cues and contents lie; for each cue the link head says of every word
whether it is the cue's source, its content, another piece of it, or nothing to it. A span goes to
the cue that claims its words most; several cues may claim one source.
"""

import numpy as np
from msgspec import Struct

from sayso.read.decoding import find_runs, softmax
from sayso.read.weights import Decoding, Floats, Integers

Runs = list[tuple[int, int]]  # first word, word behind
SOURCE, CONTENT, SAME_CUE = 1, 2, 3  # numbers of the link head's labels
REACH = 31
QUOTED = 12  # shapes from here on stand inside quotation marks


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


def link_roles(chances: Chances, distance: Floats, decoding: Decoding) -> list[Linked]:
    """The attributions of one window in the order of their cues; each has a content."""
    cues = find_runs(chances.tags, 1)
    contents = find_runs(chances.tags, 2)
    if not cues or not contents:
        return []
    links = softmax(_score_links(chances, cues, distance))
    groups = _join_cues(_average(links[..., SAME_CUE], cues), decoding.same_cue)
    claims = np.stack([links[group].mean(0) for group in groups])
    given = _share_out(_average(claims[..., CONTENT], contents), decoding.content)
    sources = find_runs(chances.tags, 0)
    best = _average(claims[..., SOURCE], sources) if sources else np.zeros((len(groups), 0), np.float32)
    linked = []
    for number, group in enumerate(groups):
        parts = [contents[place] for place in given[number]]
        if not parts:
            continue
        source: Runs = []
        sure = 1.0
        if sources and (sure := float(best[number].max())) > decoding.source:
            source = [sources[int(best[number].argmax())]]
        cue = [cues[place] for place in group]
        claimed = float(np.mean([claims[number, first:last, CONTENT].mean() for first, last in parts]))
        score = _rate(chances.roles, cue, 1) * claimed * (sure if source else 1 - sure * bool(sources))
        linked.append(Linked(source, cue, parts, score))
    return linked


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
    return [[piece for piece in owner_pieces] for owner_pieces in _collect(owner)]


def _collect(owner: list[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for piece, first in enumerate(owner):
        groups.setdefault(first, []).append(piece)
    return list(groups.values())


def _share_out(claims: Floats, least: float) -> list[list[int]]:
    """For each cue the contents that it claims most, if it claims them enough."""
    given: list[list[int]] = [[] for _ in range(len(claims))]
    for content, (owner, claim) in enumerate(zip(claims.argmax(0).tolist(), claims.max(0).tolist(), strict=True)):
        if claim > least:
            given[owner].append(content)
    return given


def _rate(roles: Floats, runs: Runs, role: int) -> float:
    """How certain the tagger is of the words of some runs."""
    found = [roles[first:last, 1 + 2 * role : 3 + 2 * role].sum(-1).mean() for first, last in runs]
    return float(np.mean(found))
