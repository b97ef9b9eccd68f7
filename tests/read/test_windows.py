"""Every word is read once, in a window that holds it."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.read.windows import WINDOW_PIECES, lay_out, plan_stretches
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
def test_the_pieces_of_a_stretch_lie_where_its_words_say(sizes: list[list[int]]) -> None:
    words = make(sizes)
    for stretch in plan_stretches(words, 0):
        laid = lay_out(words, stretch, VOCABULARY)
        assert laid["pieces"].tolist() == [2, *[4] * (len(laid["pieces"]) - 2), 3]
        assert laid["pieces"].shape == laid["shapes"].shape
        spans = laid["last"] - laid["first"] + 1
        assert spans.tolist() == [len(pieces) for pieces in words.pieces[stretch.start : stretch.end]]


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
