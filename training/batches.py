"""Examples of one task side by side as tensors."""

import math
from dataclasses import dataclass

import torch
from encoder import REACH
from tasks import Example
from torch import Tensor

NONE = -100


@dataclass
class Batch:
    """Padded windows; what a task does not teach is filled with the label that is left out."""

    pieces: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    roles: Tensor
    names: Tensor
    parts: Tensor
    stops: Tensor
    heads: Tensor
    relations: Tensor
    same_sentence: Tensor
    link_window: Tensor | None = None
    link_pool: Tensor | None = None
    link_distance: Tensor | None = None
    link_labels: Tensor | None = None


def pad(rows: list[list[int]], width: int, value: int) -> Tensor:
    """The rows as one matrix, filled up on the right."""
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def bucket_distance(word: int, first: int, last: int) -> int:
    """How far a word lies from a cue, near words told apart finely; 0 to 2 * REACH."""
    away = word - first if word < first else word - last if word > last else 0
    return REACH + int(math.copysign(min(REACH, int(math.log2(abs(away) + 1) * 3.3)), away))


def collate(examples: list[Example]) -> Batch:
    """One batch of some examples."""
    width = max(len(example.window.pieces) for example in examples)
    words = max(len(example.window.first) for example in examples)
    sentences = pad([example.sentences or [0] * words for example in examples], words, NONE)
    labels = {
        name: pad([getattr(example, name) for example in examples], words, NONE)
        for name in ("roles", "names", "parts", "stops", "heads", "relations")
    }
    batch = Batch(
        pieces=pad([example.window.pieces for example in examples], width, 0),
        shapes=pad([example.window.shapes for example in examples], width, 0),
        first=pad([[row * width + p for p in e.window.first] for row, e in enumerate(examples)], words, 0),
        last=pad([[row * width + p for p in e.window.last] for row, e in enumerate(examples)], words, 0),
        same_sentence=(sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, None, :],
        **labels,
    )
    links = [(row, *link) for row, example in enumerate(examples) for link in example.links]
    if links:
        batch.link_window = torch.tensor([row for row, _, _ in links])
        batch.link_pool = torch.zeros(len(links), words)
        for number, (_, cue, _) in enumerate(links):
            batch.link_pool[number, cue] = 1 / len(cue)
        batch.link_distance = torch.tensor(
            [[bucket_distance(word, cue[0], cue[-1]) for word in range(words)] for _, cue, _ in links]
        )
        batch.link_labels = pad([found for _, _, found in links], words, NONE)
    return batch
