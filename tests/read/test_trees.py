"""Trees against trying every tree."""

import itertools

import numpy as np
import pytest

from sayso.read.trees import find_tree


def is_tree(heads: tuple[int, ...]) -> bool:
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return heads.count(0) == 1


@pytest.mark.parametrize(("count", "seed"), [(count, seed) for count in (1, 2, 3, 4) for seed in range(12)])
def test_the_tree_is_a_tree_and_the_best_under_its_root(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    found = tuple(int(head) for head in find_tree(scores))
    assert is_tree(found)
    root = found.index(0)
    trees = [heads for heads in itertools.product(range(count + 1), repeat=count) if is_tree(heads)]
    rooted = [heads for heads in trees if heads[root] == 0]

    def total(heads: tuple[int, ...]) -> float:
        return sum(float(scores[word, head]) for word, head in enumerate(heads))

    assert total(found) == pytest.approx(max(map(total, rooted)))


def test_circles_are_broken() -> None:
    scores = np.full((6, 7), -5.0, np.float32)
    for word, head in enumerate([2, 1, 4, 3, 6, 5]):  # three pairs that hold each other
        scores[word, head] = 5
    scores[2, 0] = 0
    assert is_tree(tuple(int(head) for head in find_tree(scores)))


def test_a_long_sentence() -> None:
    scores = np.random.default_rng(1).normal(size=(250, 251)).astype(np.float32)
    assert is_tree(tuple(int(head) for head in find_tree(scores)))
