"""One passage read with trained weights: words, sentences, names, attributions, in one pass.

The encoder reads windows of whole paragraphs; each head's scores are decoded window by window and
put together in the order of the text. All offsets count in the text that was given.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sayso.read.attributions import Chances, Linked, link_roles
from sayso.read.decoding import decode_chain, decode_names, end_sentences
from sayso.read.trees import find_tree
from sayso.read.weights import Floats, Integers, Weights
from sayso.read.windows import Stretch, lay_out, plan_stretches
from sayso.read.wordpieces import Words, find_words

Places = tuple[tuple[int, int], ...]
STRETCHES_AT_ONCE = 64  # so that memory stays small however long the text
ROOT = -1


class Word(Struct, frozen=True, gc=False):
    """A word and its place in the tree of its sentence."""

    start: int
    end: int
    upos: str
    head: int  # a word of the analysis by number, -1 for the root
    deprel: str


class Name(Struct, frozen=True, gc=False):
    """A name, its label one of the weights' name labels."""

    start: int
    end: int
    label: str
    score: float


class Attribution(Struct, frozen=True):
    """Who (empty where the text does not say), by which words, said what."""

    source: Places
    cue: Places
    content: Places
    score: float


class Analysis(Struct, frozen=True, kw_only=True):
    """What the weights find in one passage; words, sentences and names in the order of the text."""

    words: tuple[Word, ...] = ()
    sentences: Places = ()
    names: tuple[Name, ...] = ()
    attributions: tuple[Attribution, ...] = ()


class Found(Struct):
    """The same in word numbers, gathered window by window."""

    upos: Integers
    heads: Integers
    relations: Integers
    sentences: list[tuple[int, int]]
    names: list[tuple[int, int, str, float]]
    attributions: list[Linked]


def analyse_passage(text: str, start: int, end: int, weights: Weights) -> Analysis:
    """What the weights find in text[start:end]; the same text gives the same analysis."""
    words = find_words(text, start, end, weights.pattern, weights.vocabulary)
    if not len(words):
        return Analysis()
    found = analyse_words(words, weights)
    labels = weights.settings.labels
    names = _agree_on_labels([text[words.starts[a] : words.ends[b - 1]] for a, b, _, _ in found.names], found.names)

    def locate(runs: Sequence[tuple[int, int]]) -> Places:
        return tuple((words.starts[first], words.ends[last - 1]) for first, last in sorted(runs))

    return Analysis(
        words=tuple(
            Word(words.starts[i], words.ends[i], labels.parts_of_speech[part], head, labels.relations[relation])
            for i, (part, head, relation) in enumerate(
                zip(found.upos.tolist(), found.heads.tolist(), found.relations.tolist(), strict=True)
            )
        ),
        sentences=locate(found.sentences),
        names=tuple(Name(words.starts[a], words.ends[b - 1], label, score) for a, b, label, score in names),
        attributions=tuple(
            Attribution(locate(each.source), locate(each.cue), locate(each.content), each.score)
            for each in found.attributions
        ),
    )


def analyse_words(words: Words, weights: Weights, ends: Sequence[bool] | None = None) -> Found:
    """The same over words already found; `ends` gives sentence ends from outside."""
    count = len(words)
    upos, heads, relations = np.zeros((3, count), np.int64)
    found = Found(upos, heads, relations, [], [], [])
    stretches = plan_stretches(words, weights.settings.decoding.context)
    for first in range(0, len(stretches), STRETCHES_AT_ONCE):
        part = stretches[first : first + STRETCHES_AT_ONCE]
        waiting = [_read_stretch(stretch, words, weights, ends, found) for stretch in part]
        _link_stretches(waiting, words, weights, found)
    found.sentences.sort()
    found.names.sort()
    found.attributions.sort(key=lambda each: (each.cue, each.content))
    return found


class _Waiting(Struct):
    """What attribution needs of one stretch; role chains are decoded for many stretches at once."""

    stretch: Stretch
    roles: Floats
    cue_side: Floats
    word_side: Floats


def _read_stretch(
    stretch: Stretch, words: Words, weights: Weights, ends: Sequence[bool] | None, found: Found
) -> _Waiting:
    scores = weights.run(**lay_out(words, stretch, weights.vocabulary))
    size = stretch.end - stretch.start
    core = slice(stretch.core - stretch.start, size)
    found.upos[stretch.core : stretch.end] = scores["parts"][core].argmax(-1)
    stops: Floats = scores["stops"][core]
    if ends is not None:
        stops = np.array(ends[stretch.core : stretch.end], np.float32) - 0.5
    _read_sentences(scores, (stretch, stops), (words, weights), found)
    links = len(weights.settings.labels.links)
    cue_side, word_side = (scores[name].reshape(size, links, -1) for name in ("cue_side", "word_side"))
    return _Waiting(stretch, scores["roles"], cue_side, word_side)


def _link_stretches(waiting: list[_Waiting], words: Words, weights: Weights, found: Found) -> None:
    """The attributions of some stretches; one belongs to the stretch that has its cue in the core."""
    settings = weights.settings
    lengths = np.array([len(each.roles) for each in waiting])
    roles = np.zeros((len(waiting), lengths.max(), len(settings.labels.roles)), np.float32)
    for row, each in enumerate(waiting):
        roles[row, : lengths[row]] = each.roles
    roles[..., 1::2] += settings.decoding.begin
    tags, chances = decode_chain(roles, lengths, weights.tables["steps"], settings.labels.roles)
    for row, each in enumerate(waiting):
        stretch, size = each.stretch, lengths[row]
        quotations = _cut_out(words.quotations, stretch)
        opens = [place for place, opens in enumerate(words.opens[stretch.start : stretch.end]) if opens]
        window = Chances(tags[row, :size], chances[row, :size], each.cue_side, each.word_side, quotations, opens)
        for linked in link_roles(window, weights.tables["distance"], settings.decoding):
            if linked.cue[0][0] + stretch.start >= stretch.core:
                found.attributions.append(_move(linked, stretch.start))


def _cut_out(runs: Sequence[tuple[int, int]], stretch: Stretch) -> list[tuple[int, int]]:
    """The runs that lie in a stretch, counted from its first word."""
    begin = bisect_left(runs, (stretch.start, 0))
    end = bisect_left(runs, (stretch.end, 0))
    return [(a - stretch.start, b - stretch.start) for a, b in runs[begin:end] if b <= stretch.end]


def _move(linked: Linked, by: int) -> Linked:
    source, cue, content = (
        [(first + by, last + by) for first, last in runs] for runs in (linked.source, linked.cue, linked.content)
    )
    return Linked(source, cue, content, linked.score)


def _read_sentences(
    scores: dict[str, Floats], part: tuple[Stretch, Floats], source: tuple[Words, Weights], found: Found
) -> None:
    """Sentences, trees and names of the core of one stretch."""
    (stretch, stops), (words, weights) = part, source
    labels = weights.settings.labels
    shift = stretch.core - stretch.start
    heads = np.zeros(stretch.end - stretch.core, np.int64)  # columns of the window, the root in front
    sentences = end_sentences(stops, words.opens[stretch.core : stretch.end])
    for first, last in sentences:
        columns = np.concatenate([[0], np.arange(first, last) + shift + 1])
        heads[first:last] = columns[find_tree(scores["arcs"][first + shift : last + shift, columns])]
        found.sentences.append((stretch.core + first, stretch.core + last))
    for first, last, label, score in decode_names(scores["names"][shift:], sentences, labels.names):
        found.names.append((stretch.core + first, stretch.core + last, label, score))
    found.heads[stretch.core : stretch.end] = np.where(heads == 0, ROOT, heads - 1 + stretch.start)
    relations = weights.relate(scores["relation_word"][shift:], scores["relation_head"][heads])
    root = labels.relations.index("root")
    relations[:, root] = np.where(heads == 0, np.inf, -np.inf)
    found.relations[stretch.core : stretch.end] = relations.argmax(-1)


def _agree_on_labels(
    strings: Sequence[str], names: Sequence[tuple[int, int, str, float]]
) -> list[tuple[int, int, str, float]]:
    """Within one text a string names one kind of thing: the kind that its mentions are surest of in sum."""
    votes: dict[str, dict[str, float]] = {}
    for string, (_, _, label, score) in zip(strings, names, strict=True):
        vote = votes.setdefault(string, {})
        vote[label] = vote.get(label, 0.0) + score
    best = {string: max(vote, key=lambda label: (vote[label], label)) for string, vote in votes.items()}
    return [(a, b, best[string], score) for string, (a, b, _, score) in zip(strings, names, strict=True)]
