"""The best tree over the words of a sentence: every word one head, one root, no circle."""

import numpy as np
from numpy.typing import NDArray

from sayso.read.weights import Floats, Integers

Doubles = NDArray[np.float64]
NEVER = -1e9


def find_tree(scores: Floats) -> Integers:
    """The head of each word, 0 for the root, else a word from 1; scores (words, 1 + words), the root in front."""
    count = len(scores)
    open_scores = scores.astype(np.float64)
    open_scores[np.arange(count), np.arange(1, count + 1)] = NEVER
    _keep_one_root(open_scores)
    heads: Integers = open_scores.argmax(1)
    if _find_circle(heads) is None:
        return heads
    table = np.full((count + 1, count + 1), NEVER)
    table[1:] = open_scores
    return _contract(table)[1:]


def _keep_one_root(scores: Doubles) -> None:
    """Leave the root to the word that gains most by being it."""
    other = scores[:, 1:].max(1)
    root = int((scores[:, 0] - other).argmax())
    kept = scores[root, 0]
    scores[:, 0] = NEVER
    scores[root] = NEVER
    scores[root, 0] = kept


def _find_circle(heads: Integers) -> list[int] | None:
    """The words of one circle among heads[i] of the words 1.. (heads[0] belongs to word 1), or None."""
    above = [0, *heads.tolist()]
    done = [False] * len(above)
    done[0] = True
    for word in range(1, len(above)):
        path: list[int] = []
        on_path: set[int] = set()
        at = word
        while not done[at] and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = above[at]
        if at in on_path:
            return path[path.index(at) :]
        for each in path:
            done[each] = True
    return None


def _contract(table: Doubles) -> Integers:
    """Chu-Liu and Edmonds: a circle becomes one node until none is left; table[word, head], node 0 the root."""
    heads: Integers = table.argmax(1)
    heads[0] = 0
    circle = _find_circle(heads[1:])
    if circle is None:
        return heads
    rest = [node for node in range(len(table)) if node not in set(circle)]
    new = len(rest)
    smaller = np.full((new + 1, new + 1), NEVER)
    smaller[:new, :new] = table[np.ix_(rest, rest)]
    smaller[:new, new] = table[np.ix_(rest, circle)].max(1)
    gain = table[np.ix_(circle, rest)] - table[circle, heads[circle]][:, None]
    smaller[new, :new] = gain.max(0)
    smaller[0] = NEVER
    np.fill_diagonal(smaller, NEVER)
    found = _contract(smaller)
    for place, node in enumerate(rest[1:], 1):
        above = int(found[place])
        heads[node] = circle[int(table[node, circle].argmax())] if above == new else rest[above]
    entered = circle[int(gain[:, found[new]].argmax())]
    heads[entered] = rest[int(found[new])]
    return heads
