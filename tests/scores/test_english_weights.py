"""The English weights on our own sentences: small floors that hold wherever the package is tested."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from sayso.read.encoder import Analysis, Places, analyse_passage
from sayso.read.weights import load_weights

ROWS = tomllib.loads((Path(__file__).parent / "english.toml").read_text("utf-8"))["text"]
FLOORS = {"statements": 0.85, "names": 0.85}


@cache
def analyse(text: str) -> Analysis:
    weights = load_weights("en")
    assert weights is not None
    return analyse_passage(text, 0, len(text), weights)


def words_of(text: str, places: Places) -> set[str]:
    return {word.strip('".,“”') for first, last in places for word in text[first:last].split()}


def overlap(found: set[str], wanted: set[str]) -> float:
    return 2 * len(found & wanted) / max(1, len(found) + len(wanted))


def count_statements(row: dict[str, list[list[str]]], text: str) -> tuple[int, int, int]:
    """How many are found, wanted and right: content and source words agree by half."""
    found = [(words_of(text, each.source), words_of(text, each.content)) for each in analyse(text).attributions]
    right = 0
    for source, _, content in row["statements"]:
        parts = [{word.strip('".,“”') for word in part.split()} for part in (source, content)]
        right += any(overlap(a, parts[0]) >= 0.5 and overlap(b, parts[1]) >= 0.5 for a, b in found)
    return len(found), len(row["statements"]), right


def count_names(row: dict[str, list[list[str]]], text: str) -> tuple[int, int, int]:
    kinds = ("PER", "ORG", "LOC")
    found = [[text[each.start : each.end], each.label] for each in analyse(text).names if each.label in kinds]
    return len(found), len(row["names"]), sum(name in found for name in row["names"])


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_a_floor_holds(kind: str) -> None:
    count = {"statements": count_statements, "names": count_names}[kind]
    counts = [count(row, row["text"]) for row in ROWS]
    found, wanted, right = (sum(column) for column in zip(*counts, strict=True))
    assert 2 * right / (found + wanted) >= FLOORS[kind]
