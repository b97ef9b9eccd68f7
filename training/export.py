"""Write trained weights as int8 ONNX: python export.py IN.pt FOLDER [--date 2026-01-31]

FOLDER gets weights.onnx, tables.npz, vocabulary and settings.toml. Beside them the float graph is
kept as float.onnx (not for shipping). Both are compared with PyTorch on the windows given.
"""

import argparse
import json
import math
import warnings
from pathlib import Path

import numpy as np
import tasks
import torch
import torch.nn.functional as F
from encoder import Reader, Sizes
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.read.wordpieces import make_vocabulary, make_window, make_words

POSITIONS = 256
OUTPUTS = ["roles", "names", "parts", "stops", "cue_side", "word_side", "arcs", "relation_word", "relation_head"]
INPUTS = ["pieces", "shapes", "first", "last"]


class FusedAttention(torch.autograd.Function):
    """Attention as the one node that onnxruntime has for it; without a mask it never holds all scores at once."""

    @staticmethod
    def forward(_: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        length, hidden = query.shape[1:]
        q, k, v = (each.view(1, length, heads, -1).transpose(1, 2) for each in (query, key, value))
        shares = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hidden // heads), -1)
        return (shares @ v).transpose(1, 2).reshape(1, length, hidden)

    @staticmethod
    def symbolic(g: torch.Graph, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class Graph(nn.Module):
    """All that is computed once a window; word embeddings are looked up in bytes, one scale a row."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        rows = reader.encoder.word.weight.detach()
        scale = rows.abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
        self.register_buffer("table", torch.round(rows / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("shape_table", reader.encoder.shapes().detach())
        self.register_buffer("root_row", reader.root.detach()[None])

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        reader, encoder = self.reader, self.reader.encoder
        x = self.table[pieces].to(torch.float32) * self.scale[pieces]
        x = x + encoder.place.weight[: pieces.shape[0]] + self.shape_table[shapes]
        x = encoder.norm(x)[None]
        for layer in encoder.layers:
            seen = FusedAttention.apply(*layer.qkv(x).split(x.shape[-1], -1), layer.heads)
            x = layer.norm1(x + layer.out(seen))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        words = (x[0][first] + x[0][last]) / 2
        rooted = torch.cat([self.root_row, words])
        head = F.gelu(reader.arc_head(rooted))
        arcs = (F.gelu(reader.arc_word(words)) @ reader.arc_pair) @ head.T
        return (
            reader.roles(words),
            reader.names(words),
            reader.parts(words),
            reader.stops(words)[:, 0],
            reader.cue_side(words) / math.sqrt(reader.sizes.link),
            reader.word_side(words),
            arcs + reader.arc_bias(head).T,
            F.gelu(reader.relation_word(words)),
            F.gelu(reader.relation_head(rooted)),
        )


class Relations(nn.Module):
    """What relation each word has to its head, once the tree says which word that is."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, heads: Tensor) -> Tensor:
        pairs = (words @ self.reader.relation_pair).view(-1, self.reader.sizes.relations, self.reader.sizes.relation)
        alone = self.reader.relation_from_word(words) + self.reader.relation_from_head(heads)
        return (pairs @ heads[:, :, None])[:, :, 0] + alone


def load_reader(path: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The trained network and the lists that its numbers point into."""
    saved = torch.load(path, weights_only=True)
    reader = Reader(Sizes(**saved["sizes"]))
    state = {name.replace("_orig_mod.", ""): value for name, value in saved["state"].items()}
    reader.load_state_dict(state)
    return reader.eval(), {"relations": saved["relations"], "vocabulary": saved["vocabulary"]}


def collect_tables(reader: Reader) -> dict[str, np.ndarray]:
    """The small parameters that decoding needs: role steps and distances."""
    tables = {"steps": reader.steps, "distance": reader.distance}
    return {name: table.detach().numpy().astype(np.float16) for name, table in tables.items()}


def sample_inputs(vocabulary: list[str]) -> tuple[Tensor, ...]:
    """One window, to trace the graph with."""
    known = make_vocabulary(vocabulary)
    words = ["The", "ministry", "said", "on", "Monday", "that", "Ann", "had", "left", ".", "No", "."]
    opens = [number in (0, 10) for number in range(len(words))]
    made = make_words(words, opens, known, [(0, 0)] * len(words))
    window = make_window(made.pieces, made.shapes, known)
    return tuple(torch.tensor(column) for column in (window.pieces, window.shapes, window.first, window.last))


def write_graphs(reader: Reader, vocabulary: list[str], folder: Path) -> None:
    """float.onnx and, quantised, weights.onnx and relations.onnx; stops where the float graph is off."""
    inputs = sample_inputs(vocabulary)
    axes = {name: {0: "words"} for name in OUTPUTS + INPUTS}
    axes |= {name: {0: "pieces"} for name in ("pieces", "shapes")}
    axes |= {"arcs": {0: "words", 1: "heads"}, "relation_head": {0: "heads"}}
    plain, small = folder / "float.onnx", folder / "weights.onnx"
    write_graph(Graph(reader).eval(), inputs, (INPUTS, OUTPUTS), axes, plain)
    quantise(plain, small)
    pair = (torch.randn(3, reader.sizes.relation), torch.randn(3, reader.sizes.relation))
    axes = {name: {0: "words"} for name in ("words", "heads", "relations")}
    relations = folder / "relations.onnx"
    write_graph(Relations(reader).eval(), pair, (["words", "heads"], ["relations"]), axes, relations)
    quantise(relations, relations)
    with torch.no_grad():
        words = reader.read_words(*(each[None] for each in inputs))[0]
        expected = [head(words) for head in (reader.roles, reader.names, reader.parts)]
    for path in (plain, small):
        session = InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found = session.run(OUTPUTS, dict(zip(INPUTS, (tensor.numpy() for tensor in inputs), strict=True)))
        off = max(float(np.abs(a.numpy() - b).max()) for a, b in zip(expected, found, strict=False))
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB, largest difference from PyTorch {off:.2g}")
        if path == plain and off > 0.05:
            raise SystemExit("the float graph does not compute what was trained")


def write_graph(
    graph: nn.Module,
    inputs: tuple[Tensor, ...],
    names: tuple[list[str], list[str]],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    """A network as ONNX, traced with some inputs; names are those of its inputs and its outputs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph,
            inputs,
            str(path),
            input_names=names[0],
            output_names=names[1],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantise(plain: Path, small: Path) -> None:
    """The graph with its matrices in bytes, one scale a channel."""
    kinds = ["MatMul", "Gemm"]
    quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds)


def quote_toml(value: object) -> str:
    """A value as TOML, which for strings and lists of them is JSON."""
    return json.dumps(value, ensure_ascii=False)


def write_settings(folder: Path, relations: list[str]) -> None:
    """settings.toml: the word pattern, the labels, the cut-offs."""
    labels = tasks.SETTINGS["labels"] | {"relations": relations}
    lines = ["[words]", f"pattern = '''{tasks.SETTINGS['words']['pattern']}'''", "", "[labels]"]
    lines += [f"{name} = {quote_toml(value)}" for name, value in labels.items()]
    lines += ["", "[decoding]", *(f"{name} = {value}" for name, value in tasks.SETTINGS["decoding"].items())]
    (folder / "settings.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    reader, lists = load_reader(arguments.trained)
    kept = [number for number, piece in enumerate(lists["vocabulary"]) if not piece.startswith("[unused")]
    vocabulary = [lists["vocabulary"][number] for number in kept]
    reader.encoder.word.weight.data = reader.encoder.word.weight.data[kept].clone()
    reader.encoder.place.weight.data = reader.encoder.place.weight.data[:POSITIONS].clone()
    write_graphs(reader, vocabulary, arguments.folder)
    np.savez(arguments.folder / "tables.npz", **collect_tables(reader))
    (arguments.folder / "vocabulary").write_text("\n".join(vocabulary), encoding="utf-8")
    write_settings(arguments.folder, lists["relations"])


if __name__ == "__main__":
    main()
