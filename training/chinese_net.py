"""A tagger of Chinese characters: embedding, two bidirectional GRU layers, two heads.

It starts from the lexical analyser inside the package jieba (`lac_small`, MIT), which Baidu trained
to cut words and mark their parts of speech and names. One head keeps that task; the other marks
names in the labels of our data.
"""

import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

WIDTH = 128
NAME_TAGS = ["O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC") for place in "BIES")]


def find_start() -> Path:
    """The folder of the analyser that training starts from."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise SystemExit("jieba is not installed. Type: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "lac_small"


def read_characters() -> dict[str, int]:
    """The analyser's characters with their numbers; "OOV" stands for every other one."""
    lines = (find_start() / "word.dic").read_text("utf-8").split("\n")
    cells = [line.split("\t") for line in lines if "\t" in line]
    return {character: int(number) for number, character in cells if character}


def read_word_tags() -> list[str]:
    """The analyser's tags, such as "n-B" and "PER-I", in the order of their numbers."""
    return [line.split("\t")[1].strip() for line in (find_start() / "tag.dic").read_text("utf-8").splitlines()]


def read_parameter(name: str) -> Tensor:
    """One parameter as the analyser's framework saved it: a header, the shape, then 32-bit floats."""
    raw = (find_start() / "model_baseline" / name).read_bytes()
    (levels,) = struct.unpack_from("<Q", raw, 4)
    position = 12
    for _ in range(levels):
        position += 8 + struct.unpack_from("<Q", raw, position)[0]
    (length,) = struct.unpack_from("<i", raw, position + 4)
    return torch.from_numpy(np.frombuffer(raw, np.float32, offset=position + 8 + length).copy())


@torch.jit.script
def run_steps(moved: Tensor, lengths: Tensor, gates: Tensor, candidate: Tensor, backward: bool) -> list[Tensor]:
    """The states of one direction, in the order of the text."""
    width = candidate.shape[0]
    inside = (lengths.unsqueeze(1) > torch.arange(moved.shape[1])).to(moved.dtype).unsqueeze(2).unbind(1)
    given = moved.unbind(1)
    state = torch.zeros(moved.shape[0], width)
    states: list[Tensor] = []
    for index in range(len(given)):
        step = len(given) - 1 - index if backward else index
        now = given[step]
        both = torch.sigmoid(now[:, : 2 * width] + state @ gates)
        fresh = torch.tanh(now[:, 2 * width :] + (both[:, width:] * state) @ candidate)
        state = state + inside[step] * both[:, :width] * (fresh - state)
        states.append(state)
    if backward:
        states.reverse()
    return states


class Direction(nn.Module):
    """One direction of one layer: h = (1 - u) h + u tanh(x + (r h) W), as the analyser has it."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.input = nn.Linear(inputs, 3 * WIDTH)
        self.gates = nn.Parameter(torch.zeros(WIDTH, 2 * WIDTH))
        self.candidate = nn.Parameter(torch.zeros(WIDTH, WIDTH))

    def forward(self, values: Tensor, lengths: Tensor, backward: bool) -> Tensor:
        """Batch x time x width; behind a sentence's end the state is held."""
        states = run_steps(self.input(values), lengths, self.gates, self.candidate, backward)
        return torch.stack(states, 1)

    def start_from(self, layer: int) -> None:
        with torch.no_grad():
            self.input.weight.copy_(read_parameter(f"fc_{layer}.w_0").view(-1, 3 * WIDTH).T)
            self.input.bias.copy_(read_parameter(f"fc_{layer}.b_0") + read_parameter(f"gru_{layer}.b_0"))
            weights = read_parameter(f"gru_{layer}.w_0")
            self.gates.copy_(weights[: 2 * WIDTH * WIDTH].view(WIDTH, 2 * WIDTH))
            self.candidate.copy_(weights[2 * WIDTH * WIDTH :].view(WIDTH, WIDTH))


class Tagger(nn.Module):
    """Numbers of characters in, scores of word tags and of name tags out."""

    def __init__(self, characters: int, word_tags: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(characters, WIDTH)
        self.layers = nn.ModuleList(Direction(inputs) for inputs in (WIDTH, WIDTH, 2 * WIDTH, 2 * WIDTH))
        self.words = nn.Linear(2 * WIDTH, word_tags)
        self.names = nn.Linear(2 * WIDTH + word_tags, len(NAME_TAGS))
        self.drop = nn.Dropout(0.3)

    def forward(self, numbers: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        values = self.embedding(numbers)
        for first in (0, 2):
            values = self.drop(values)
            forward = self.layers[first](values, lengths, False)
            values = torch.cat([forward, self.layers[first + 1](values, lengths, True)], 2)
        words = self.words(values)
        return words, self.names(self.drop(torch.cat([values, torch.tanh(words / 4)], 2)))


def make_tagger() -> Tagger:
    """A tagger that starts as the analyser; its head for names starts at nothing."""
    tagger = Tagger(max(read_characters().values()) + 1, len(read_word_tags()))
    with torch.no_grad():
        tagger.embedding.weight.copy_(read_parameter("word_emb").view(-1, WIDTH))
        tagger.words.weight.copy_(read_parameter("fc_4.w_0").view(2 * WIDTH, -1).T)
        tagger.words.bias.copy_(read_parameter("fc_4.b_0"))
    for number, layer in enumerate(tagger.layers):
        layer.start_from(number)
    return tagger
