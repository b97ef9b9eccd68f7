"""What is asked of an index, or of a sieve, before any reason is: no pair of which a reason holds is left out."""

import random
from itertools import combinations
from unittest.mock import patch

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Gist, Interpretation, Span, Statement
from sayso.weigh import boards, readings, sameness
from sayso.weigh.across import Crossing
from sayso.weigh.boards import Board
from sayso.weigh.clashes import clash_alone, clash_inside
from sayso.weigh.contradiction import ACROSS, REASONS, Meeting
from sayso.weigh.opponents import pair_opponents_inside
from sayso.weigh.sieve import grind, sift
from sayso.weigh.told import Saying, Told

NAMES = ["#1", "#2", "#3", "#4"]
FOLDED = {"#1": "ada holm", "#2": "velmora", "#3": "customs of velmora", "#4": "lund"}
WORDS = ["crane", "quay", "sold", "scale", "lorry", "ferry", "strike", "paint", "rope", "tide"]
FIGURES = [
    ("12", "person"),
    ("19", "person"),
    ("7", ""),
    ("3", "EUR"),
    ("9", "EUR"),
    ("2", "day"),
    ("4", "day"),
    ("3", "crate"),
    ("8", "crate"),
]
CONCEPTS = ["port", "open+", "open-", "ship", "goods", "strike"]
DATES = ["2027-05-03", "2027-05-04", "2027-05", "2027-22", "2027"]
TRAITS = ["negated", "untrue", "reply", "reading", "anaphor", "death", "possessive", "contrast"]
ACTS = ["say", "say", "claim", "deny", "accuse", "demand", "announce", "call"]


def some(chance: random.Random, among: list, most: int) -> list:
    return chance.sample(among, chance.randint(0, min(most, len(among))))


def make_saying(chance: random.Random, document: str, order: int, before: list[Saying]) -> Saying:
    """A statement of which everything is by chance."""
    place = order * 100
    id = f"s-{document}-{order}"
    speaker = chance.choice([None, *NAMES])
    about = frozenset(some(chance, NAMES, 2))
    lang = chance.choice(["en", "en", "en", "zh"])
    inside = chance.choice(before).id if before and chance.random() < 0.2 else None
    statement = Statement(
        id=id, made_by="test", source=(Span(document, place, place + 5),), cue=(), form="indirect", inside=inside,
        content=(Span(document, place + 10, place + 50),), act=chance.choice(ACTS),
        polarity=chance.choice(["positive", "positive", "negative", "uncertain"]),
    )  # fmt: skip
    reads = Interpretation(kinds=(), ends=(), rejected=(), told=(), dates=()) if chance.random() < 0.1 else None
    gist = Gist(
        id=f"g{id}", made_by="test", statement=id, document=document, lang=lang, place=place, sentence=order // 2,
        words=tuple(some(chance, WORDS, 7)), figures=tuple(some(chance, FIGURES, 2)), dates=tuple(some(chance, DATES, 2)),
        times=tuple(some(chance, ["09:15", "23:40"], 1)), traits=tuple(some(chance, TRAITS, 2)), reads=reads,
        turned=tuple(some(chance, WORDS, 4)), concepts=tuple(some(chance, CONCEPTS, 4)),
    )  # fmt: skip
    return Saying(
        statement=statement, gist=gist, order=order, speaker=speaker, about=about,
        speaker_names=frozenset([FOLDED[speaker]] if speaker else []),
        about_names=frozenset(FOLDED[name] for name in about), parties=frozenset(some(chance, NAMES, 3)),
    )  # fmt: skip


def make_sayings(chance: random.Random, document: str) -> list[Saying]:
    sayings: list[Saying] = []
    for order in range(1, chance.randint(1, 14)):
        sayings.append(make_saying(chance, document, order, sayings))
    return sayings


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_statements_of_one_document_that_contradict_each_other_are_compared(seed: int) -> None:
    sayings = make_sayings(random.Random(seed), "a")
    board = Board(sayings)
    pairs = list(pair_opponents_inside(board))
    assert pairs == sorted(pairs, key=lambda pair: (pair[0].order, pair[1].order))
    compared = {(one.id, other.id) for one, other in pairs}
    for one, other in combinations(sayings, 2):
        held = [reason.__name__ for reason, _ in REASONS if reason(Meeting(one, other))]
        assert not held or (one.id, other.id) in compared, held


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_statements_of_two_documents_that_say_the_same_or_contradict_each_other_are_compared(seed: int) -> None:
    chance = random.Random(seed)
    left, right = make_sayings(chance, "a"), make_sayings(chance, "b")
    crossing = Crossing(Board(left), Board(right))
    opposed = {(one.id, other.id) for one, other in crossing.pair_opponents()}
    alike = {(one.id, other.id) for one, other in crossing.pair_alike(sameness.SAME_WORDS)}
    for one in left:
        for other in right:
            meeting = Meeting(one, other)
            held = [reason.__name__ for reason, _ in ACROSS if reason(meeting)]
            assert not held or (one.id, other.id) in opposed, held
            assert sameness.find_reason(meeting, sameness.IN_AFFAIR) is None or (one.id, other.id) in alike


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_the_index_of_long_documents_counts_what_comparing_each_with_each_counts(seed: int) -> None:
    chance = random.Random(seed)
    left, right = (Board(make_sayings(chance, document)) for document in "ab")
    each = boards.share_stems(left, right)
    with patch.object(boards, "FEW_PAIRS", -1):
        assert boards.share_stems(left, right) == each


def test_figures_of_one_unit_are_not_compared_each_with_each() -> None:
    chance = random.Random(4)
    sayings = []
    for order in range(1, 1_001):
        saying = make_saying(chance, "a", order, [])
        gist = Gist(
            id=saying.gist.id, made_by="test", statement=saying.id, document="a", lang="en", place=saying.place,
            sentence=order, words=(f"word{order}", f"more{order}"), figures=((str(order), "percent"),),
        )  # fmt: skip
        sayings.append(
            Saying(statement=msgspec.structs.replace(saying.statement, act="say", polarity="positive"), gist=gist,
                   order=order, speaker=f"#{order}", speaker_names=frozenset(), about=frozenset(),
                   about_names=frozenset())
        )  # fmt: skip
    board = Board(sayings)
    assert len(list(pair_opponents_inside(board))) < 4 * len(sayings)
    assert list(Crossing(board, board).pair_opponents()) == [
        (saying, saying) for saying in sayings
    ]  # each shares both stems and the unit with itself alone


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_the_sieve_lets_through_all_that_say_the_same_or_read_one_event(seed: int) -> None:
    chance = random.Random(seed)
    sayings = [*make_sayings(chance, "a"), *make_sayings(chance, "b")]
    pairs = np.array(list(combinations(range(len(sayings)), 2)), dtype=np.int64).reshape(-1, 2)
    passed = sift([grind(saying) for saying in sayings], pairs[:, 0], pairs[:, 1])
    for (one, other), through in zip(pairs.tolist(), passed.tolist(), strict=True):
        left, right = sayings[one], sayings[other]
        reasons = (*sameness.FREE, *sameness.SOON)
        found = sameness.find_reason(Meeting(left, right), reasons) or clash_alone(left, right)
        if left.gist.reads and right.gist.reads:
            found = found or readings.find_alike(left, right) or readings.find_unlike(left, right)
        assert through or not found


def test_the_sieve_keeps_little_of_what_has_little_in_common() -> None:
    chance = random.Random(5)
    sayings = [make_saying(chance, "a", order, []) for order in range(1, 200)]
    pairs = np.array(list(combinations(range(len(sayings)), 2)), dtype=np.int64)
    passed = sift([grind(saying) for saying in sayings], pairs[:, 0], pairs[:, 1])
    assert 0 < passed.mean() < 0.3


def test_a_document_of_very_many_statements_is_not_compared_each_with_each() -> None:
    chance = random.Random(3)
    words = [f"word{number}" for number in range(4_000)]
    sayings = []
    for order in range(1, 1_001):
        saying = make_saying(chance, "a", order, [])
        gist = Gist(
            id=saying.gist.id, made_by="test", statement=saying.id, document="a", lang="en", place=saying.place,
            sentence=order, words=tuple(chance.sample(words, 8)), traits=("negated",) if order % 20 == 0 else (),
        )  # fmt: skip
        sayings.append(
            Saying(statement=saying.statement, gist=gist, order=order, speaker=f"#{order}", speaker_names=frozenset(),
                   about=frozenset(), about_names=frozenset())
        )  # fmt: skip
    board = Board(sayings)
    assert len(list(pair_opponents_inside(board))) < 20 * len(sayings)
    told = Told(document="a", publisher=None, published=None, sayings=tuple(sayings), happenings=())
    assert isinstance(clash_inside(told), list)
