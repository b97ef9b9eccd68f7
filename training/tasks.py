"""The training data of each task as windows of word pieces with their labels.

Three tasks: roles (attribution: spans and links to cues), names, and syntax (parts of speech,
sentence ends, dependencies). Every epoch packs the texts anew, so that a paragraph is seen in
changing company.
"""

import gzip
import json
import random
import re
import sys
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from sayso.read.wordpieces import Vocabulary, Window, Words, find_words, make_window, make_words

WINDOW_PIECES = 256
SETTINGS = tomllib.loads(Path(__file__).with_name("en.toml").read_text(encoding="utf-8"))
PATTERN = re.compile(SETTINGS["words"]["pattern"], re.VERBOSE)
NAME_TAGS = ["O"] + [f"{place}-{label}" for label in SETTINGS["labels"]["names"] for place in "BIES"]
LEAST_RELATION = 50  # a relation's sub-type seen less often is read as the plain relation


@dataclass
class Example:
    """One window with the labels of its words; a task fills the fields it teaches."""

    window: Window
    roles: list[int] = field(default_factory=list)
    links: list[tuple[list[int], list[int]]] = field(default_factory=list)  # a cue's words; a label per word
    names: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 0 is the root, else a word of the window from 1
    relations: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)  # the number of each word's sentence


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_treebank(pack: Path, names: list[str]) -> list[dict[str, Any]]:
    """The sentences of some CoNLL-U files of the training pack, read by the pack's own reader."""
    sys.path.insert(0, str(pack))
    import read

    return [sentence for name in names for sentence in read.conllu(pack / name)]


def list_relations(sentences: list[dict[str, Any]]) -> list[str]:
    """Every plain relation, and the sub-types that are frequent enough to learn."""
    counts = Counter(relation for sentence in sentences for relation in sentence["deps"])
    plain = {relation.split(":")[0] for relation in counts}
    return sorted(plain | {relation for relation, count in counts.items() if count >= LEAST_RELATION})


def number_relation(relation: str, relations: list[str]) -> int:
    """The number of a relation, or of its plain form."""
    return relations.index(relation if relation in relations else relation.split(":", maxsplit=1)[0])


# ---------------------------------------------------------------- attribution


@dataclass
class Article:
    """One article of the attribution data: its words, and per attribution the words of each role."""

    words: Words
    roles: list[int]
    attributions: list[dict[str, list[int]]]


def read_article(row: dict[str, Any], vocabulary: Vocabulary) -> Article:
    """An article with its attributions in word numbers."""
    words = find_words(row["text"], 0, len(row["text"]), PATTERN, vocabulary)
    roles = [0] * len(words)
    attributions = []
    for attribution in row["attributions"]:
        covered: dict[str, list[int]] = {}
        for number, role in enumerate(("source", "cue", "content")):
            covered[role] = []
            for start, end in attribution[role]:
                inside = range(bisect_right(words.ends, start), bisect_left(words.starts, end))
                for place, word in enumerate(inside):
                    roles[word] = 1 + 2 * number + (place > 0)
                covered[role] += inside
        attributions.append(covered)
    return Article(words, roles, attributions)


def cut_article(article: Article, vocabulary: Vocabulary, rng: random.Random) -> Iterator[Example]:
    """The article as windows of whole paragraphs; the first window ends at a random place."""
    words = article.words
    begins = [w for w in range(len(words)) if words.opens[w]] + [len(words)]
    limit = rng.randint(60, WINDOW_PIECES) - 2
    start = size = 0
    for first, last in pairwise(begins):
        length = sum(len(pieces) for pieces in words.pieces[first:last])
        if size and size + length > limit:
            yield from _label_stretch(article, start, first, vocabulary)
            start, size, limit = first, 0, WINDOW_PIECES - 2
        size += length
        while size > WINDOW_PIECES - 2:  # one paragraph longer than a window
            end, taken = start, 0
            while taken + len(words.pieces[end]) <= WINDOW_PIECES - 2:
                taken += len(words.pieces[end])
                end += 1
            yield from _label_stretch(article, start, end, vocabulary)
            start, size = end, size - taken
    if start < len(words):
        yield from _label_stretch(article, start, len(words), vocabulary)


def _label_stretch(article: Article, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Example]:
    window = make_window(article.words.pieces[start:end], article.words.shapes[start:end], vocabulary)
    links = []
    for attribution in article.attributions:
        cue = [w - start for w in attribution["cue"] if start <= w < end]
        if cue:
            labels = [0] * (end - start)
            for number, role in ((1, "source"), (2, "content"), (3, "cue")):
                for w in attribution[role]:
                    if start <= w < end:
                        labels[w - start] = number
            links.append((cue, labels))
    yield Example(window, roles=article.roles[start:end], links=links)


# ---------------------------------------------------------------- names and syntax


def group_sentences(sentences: list[dict[str, Any]], rng: random.Random) -> Iterator[list[dict[str, Any]]]:
    """One to eight consecutive sentences of one document at a time, at most about a window."""
    group: list[dict[str, Any]] = []
    most = rng.randint(1, 8)
    for sentence in sentences:
        size = sum(len(each["words"]) for each in group) + len(sentence["words"])
        if group and (sentence["doc"] != group[0]["doc"] or len(group) >= most or size > 160):
            yield group
            group, most = [], rng.randint(1, 8)
        group.append(sentence)
    if group:
        yield group


def make_sentence_window(group: list[dict[str, Any]], vocabulary: Vocabulary, rng: random.Random) -> Window:
    """The window of some sentences; a paragraph may or may not begin with any of them."""
    words: list[str] = []
    opens: list[bool] = []
    rate = rng.choice((0.0, 0.3, 1.0))
    for sentence in group:
        opens += [rng.random() < rate or not words] + [False] * (len(sentence["words"]) - 1)
        words += sentence["words"]
    made = make_words(words, opens, vocabulary, [(0, 0)] * len(words))
    return make_window(made.pieces, made.shapes, vocabulary)


def label_names(group: list[dict[str, Any]], window: Window) -> Example:
    """A window with a name tag for each word."""
    tags: list[int] = []
    for sentence in group:
        row = ["O"] * len(sentence["words"])
        for first, last, label in sentence["names"]:
            if first == last:
                row[first] = f"S-{label}"
            else:
                row[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1), f"E-{label}"]
        tags += [NAME_TAGS.index(tag) for tag in row]
    return Example(window, names=tags)


def read_names(row: dict[str, Any]) -> dict[str, Any]:
    """A sentence of the names data in words, its names in word numbers."""
    starts = {start: number for number, (start, _) in enumerate(row["tokens"])}
    ends = {end: number for number, (_, end) in enumerate(row["tokens"])}
    names = [(starts[name["start"]], ends[name["end"]], name["label"]) for name in row["entities"]]
    return {"doc": row["doc"], "words": [row["text"][a:b] for a, b in row["tokens"]], "names": names}


def label_syntax(group: list[dict[str, Any]], window: Window, relations: list[str]) -> Example:
    """A window with parts of speech, sentence ends and trees."""
    example = Example(window)
    tags = SETTINGS["labels"]["parts_of_speech"]
    for number, sentence in enumerate(group):
        before, size = len(example.heads), len(sentence["words"])
        example.heads += [head + before if head else 0 for head in sentence["heads"]]
        example.relations += [number_relation(relation, relations) for relation in sentence["deps"]]
        example.parts += [tags.index(part) for part in sentence["upos"]]
        example.stops += [0] * (size - 1) + [1]
        example.sentences += [number] * size
    return example


# ---------------------------------------------------------------- batches


def stream_batches(make: Callable[[], list[Example]], rng: random.Random, pieces: int) -> Iterator[list[Example]]:
    """Batches without end, windows of like length together, about `pieces` pieces a batch."""
    while True:
        examples = [example for example in make() if len(example.window.pieces) <= 400]
        rng.shuffle(examples)
        examples.sort(key=lambda example: len(example.window.pieces) * rng.uniform(0.85, 1.15))
        batches: list[list[Example]] = []
        widest = 0
        for example in examples:
            widest = max(widest, len(example.window.pieces))
            if not batches or widest * (len(batches[-1]) + 1) > pieces:
                batches.append([])
                widest = len(example.window.pieces)
            batches[-1].append(example)
        rng.shuffle(batches)
        yield from batches
