"""Every word is read once, in a window that holds it."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.read.windows import WINDOW_PIECES, make_batches, plan_stretches
from sayso.read.wordpieces import Words, make_vocabulary

VOCABULARY = make_vocabulary(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a"])


def make(paragraphs: list[list[int]]) -> Words:
    sizes = [size for paragraph in paragraphs for size in paragraph]
    opens = [number == 0 for paragraph in paragraphs for number in range(len(paragraph))]
    count = len(sizes)
    places = list(range(count))
    return Words(places, places, [(4,) * size for size in sizes], [0] * count, opens, [False] * count, [])


paragraphs = st.lists(st.lists(st.integers(1, 16), min_size=1, max_size=80), min_size=1, max_size=8)


@given(paragraphs, st.sampled_from([0, 40, 120]))
def test_cores_follow_one_another_and_windows_are_not_too_long(sizes: list[list[int]], context: int) -> None:
    words = make(sizes)
    stretches = plan_stretches(words, context)
    assert [stretch.core for stretch in stretches] == [0, *(stretch.end for stretch in stretches[:-1])]
    assert stretches[-1].end == len(words)
    for stretch in stretches:
        assert stretch.start <= stretch.core < stretch.end
        assert sum(len(pieces) for pieces in words.pieces[stretch.start : stretch.end]) <= WINDOW_PIECES


@given(paragraphs)
def test_batches_hold_every_stretch_once(sizes: list[list[int]]) -> None:
    words = make(sizes)
    stretches = plan_stretches(words, 0)
    batches = list(make_batches(words, stretches, VOCABULARY))
    found = [stretch for batch in batches for stretch in batch.stretches]
    assert sorted(found, key=lambda stretch: stretch.start) == stretches
    for batch in batches:
        assert batch.pieces.shape == batch.shapes.shape
        assert batch.last.max() < batch.pieces.size


def test_a_paragraph_that_fits_is_not_cut() -> None:
    words = make([[1] * 200, [1] * 100, [1] * 100])
    assert [(s.start, s.end) for s in plan_stretches(words, 0)] == [(0, 200), (200, 400)]


def test_earlier_paragraphs_are_read_again_as_context() -> None:
    words = make([[1] * 150, [1] * 50, [1] * 150])
    assert [(s.start, s.core, s.end) for s in plan_stretches(words, 60)] == [(0, 0, 200), (150, 200, 350)]


def test_a_long_paragraph_is_cut_behind_a_full_stop() -> None:
    words = make([[1] * 400])
    words.stops[199] = True
    assert [stretch.end for stretch in plan_stretches(words, 0)] == [200, 400]
