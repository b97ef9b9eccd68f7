"""Spans and links put together, on chances written by hand."""

import numpy as np

from sayso.read.attributions import CONTENT, SAME_CUE, SOURCE, Chances, Linked, link_roles
from sayso.read.weights import Decoding

#        0     1     2      3      4     5      6      7      8
WORDS = ["Ann", "said", "it", "rained", "and", "added", "it", "hailed", "."]
TAGS = [1, 3, 5, 6, 0, 3, 5, 6, 0]
FLAT = np.zeros((63, 4), np.float32)


def make(
    claims: dict[tuple[int, int], int],
    tags: list[int],
    quotations: list[tuple[int, int]],
    opens: list[int] | None = None,
) -> Chances:
    """Chances in which the claims (cue word, word) -> link are certain."""
    count = len(tags)
    cue_side, word_side = np.zeros((2, count, 4, count), np.float32)
    for word in range(count):
        word_side[word, :, word] = 1
        cue_side[word, 0] = 4
    for (cue, word), link in claims.items():
        cue_side[cue, link, word] = 12
    roles = np.eye(7, dtype=np.float32)[tags]
    return Chances(np.array(tags), roles, cue_side, word_side, quotations, opens or [0])


def link(claims: dict[tuple[int, int], int], tags: list[int], quotations: list[tuple[int, int]]) -> list[Linked]:
    return link_roles(make(claims, tags, quotations), FLAT, Decoding(unseen=0.5))


TWO_CUES = {(1, 0): SOURCE, (5, 0): SOURCE, (1, 2): CONTENT, (1, 3): CONTENT, (5, 6): CONTENT, (5, 7): CONTENT}


def test_two_cues_share_a_source() -> None:
    first, second = link(TWO_CUES, TAGS, [])
    assert (first.source, first.cue, first.content) == ([(0, 1)], [(1, 2)], [(2, 4)])
    assert (second.source, second.cue, second.content) == ([(0, 1)], [(5, 6)], [(6, 8)])
    assert first.score > 0.9


def test_pieces_that_claim_each_other_are_one_cue() -> None:
    (only,) = link(TWO_CUES | {(1, 5): SAME_CUE, (5, 1): SAME_CUE}, TAGS, [])
    assert only.cue == [(1, 2), (5, 6)]
    assert only.content == [(2, 4), (6, 8)]


def test_without_a_cue_nothing_is_said() -> None:
    assert link({}, [1, 0, 5, 6], []) == []


def test_a_content_grows_to_the_marks_it_fills() -> None:
    tags = [1, 3, 0, 5, 6, 6, 6, 0]
    claims = {(1, word): CONTENT for word in range(2, 8)} | {(1, 0): SOURCE}
    (only,) = link(claims, tags, [(2, 8)])
    assert only.content == [(2, 8)]


def test_words_that_a_cue_claims_need_no_tag() -> None:
    (only,) = link({(1, 0): SOURCE, (1, 2): CONTENT, (1, 3): CONTENT}, [0, 3, 0, 0], [])
    assert (only.source, only.content) == ([(0, 1)], [(2, 4)])


def test_no_source_is_an_answer() -> None:
    (only,) = link({(1, 2): CONTENT, (1, 3): CONTENT}, [1, 3, 5, 6], [])
    assert only.source == []


def test_a_content_stays_in_the_paragraph_of_its_cue_unless_it_is_quoted() -> None:
    tags = [5, 6, 6, 6, 6, 6, 1, 3]  # a headline of two words, then what is said, who says it
    claims = {(7, word): CONTENT for word in range(6)} | {(7, 6): SOURCE}
    (cut,) = link_roles(make(claims, tags, [], [0, 2]), FLAT, Decoding(unseen=0.5))
    (quoted,) = link_roles(make(claims, tags, [(0, 6)], [0, 2]), FLAT, Decoding(unseen=0.5))
    assert (cut.content, quoted.content) == ([(2, 6)], [(0, 6)])


def test_a_source_stays_in_the_paragraph_of_its_cue() -> None:
    tags = [1, 2, 2, 2, 3, 5, 6]  # the last two words of a headline, then who says what
    claims = {(4, word): SOURCE for word in range(4)} | {(4, 5): CONTENT, (4, 6): CONTENT}
    (only,) = link_roles(make(claims, tags, [], [0, 2]), FLAT, Decoding(unseen=0.5))
    assert (only.source, only.content) == ([(2, 4)], [(5, 7)])
