"""Decoding against trying every sequence."""

import itertools

import numpy as np
import pytest

from sayso.read.decoding import decode_chain, decode_names, end_sentences, find_runs, list_name_tags

ROLES = ("O", "B-x", "I-x")


def legal(tags: tuple[int, ...]) -> bool:
    return all(tag != 2 or (place and tags[place - 1] in (1, 2)) for place, tag in enumerate(tags))


@pytest.mark.parametrize("seed", range(8))
def test_a_chain_is_the_best_of_all_and_its_chances_are_theirs(seed: int) -> None:
    numbers = np.random.default_rng(seed)
    lengths = np.array([4, 2, 1])
    scores = numbers.normal(size=(3, 4, 3)).astype(np.float32)
    steps = numbers.normal(size=(5, 5)).astype(np.float32)
    tags, chances = decode_chain(scores, lengths, steps, ROLES)
    for row, length in enumerate(lengths):
        totals = {}
        for tried in itertools.product(range(3), repeat=int(length)):
            if legal(tried):
                total = steps[3, tried[0]] + steps[tried[-1], 4]
                total += sum(scores[row, place, tag] for place, tag in enumerate(tried))
                total += sum(steps[a, b] for a, b in itertools.pairwise(tried))
                totals[tried] = float(total)
        assert tuple(tags[row, :length]) == max(totals, key=lambda tried: totals[tried])
        weights = {tried: np.exp(total) for tried, total in totals.items()}
        for place, tag in itertools.product(range(length), range(3)):
            share = sum(weight for tried, weight in weights.items() if tried[place] == tag) / sum(weights.values())
            assert chances[row, place, tag] == pytest.approx(share, abs=1e-3)


def test_runs_are_told_apart() -> None:
    assert find_runs(np.array([1, 2, 1, 0, 3, 4, 5]), 0) == [(0, 2), (2, 3)]
    assert find_runs(np.array([1, 2, 1, 0, 3, 4, 5]), 1) == [(4, 6)]
    assert find_runs(np.array([0, 0]), 2) == []


def test_sentences_end_with_paragraphs() -> None:
    stops = np.array([-1, 1, -1, -1, -1], np.float32)
    assert end_sentences(stops, [True, False, False, True, False]) == [(0, 2), (2, 3), (3, 5)]


def test_names_are_whole() -> None:
    tags = list_name_tags(("PER", "ORG"))
    scores = np.zeros((4, len(tags)), np.float32)
    for word, tag in enumerate(["B-PER", "O", "S-ORG", "O"]):  # a beginning without an end
        scores[word, tags.index(tag)] = 5
    scores[1, tags.index("E-PER")] = 4
    found = decode_names(scores, [(0, 4)], ("PER", "ORG"))
    assert [(first, last, label) for first, last, label, _ in found] == [(0, 2, "PER"), (2, 3, "ORG")]
    assert all(0 < score <= 1 for *_, score in found)


def test_no_names() -> None:
    scores = np.zeros((2, 9), np.float32)
    scores[:, 0] = 1
    assert decode_names(scores, [(0, 2)], ("PER", "ORG")) == []


def test_a_name_ends_with_its_sentence() -> None:
    tags = list_name_tags(("PER",))
    scores = np.zeros((4, len(tags)), np.float32)
    for word, tag in enumerate(["O", "B-PER", "E-PER", "O"]):
        scores[word, tags.index(tag)] = 5
    for word in (1, 2):
        scores[word, tags.index("S-PER")] = 4
    found = [(first, last) for first, last, _, _ in decode_names(scores, [(0, 4)], ("PER",))]
    parted = [(first, last) for first, last, _, _ in decode_names(scores, [(0, 2), (2, 4)], ("PER",))]
    assert (found, parted) == ([(1, 3)], [(1, 2), (2, 3)])


@pytest.mark.parametrize("seed", range(20))
def test_every_name_found_has_a_beginning_and_an_end(seed: int) -> None:
    """Mending only around a break leaves tags that could have come from names, however wild the scores."""
    numbers = np.random.default_rng(seed)
    labels = ("PER", "ORG")
    scores = numbers.normal(scale=3, size=(40, len(list_name_tags(labels)))).astype(np.float32)
    scores[:, 0] += 4
    sentences = [(0, 7), (7, 8), (8, 25), (25, 40)]
    names = decode_names(scores, sentences, labels)
    assert names
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(names))
    for first, last, _, _ in names:
        assert any(begin <= first < last <= end for begin, end in sentences)
