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
from batches import collate
from encoder import Reader, Sizes
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sayso.read.wordpieces import make_vocabulary, make_window, make_words

POSITIONS = 256
OUTPUTS = ["roles", "names", "parts", "stops", "cue_side", "word_side", "arcs", "relation_word", "relation_head"]
INPUTS = ["pieces", "shapes", "first", "last"]


class FusedAttention(torch.autograd.Function):
    """Attention as the one node that onnxruntime has for it, a tenth faster than its parts."""

    @staticmethod
    def forward(_: object, x: Tensor, weight: Tensor, bias: Tensor, mask: Tensor, heads: int) -> Tensor:
        batch, length, hidden = x.shape
        qkv = (x @ weight + bias).view(batch, length, 3, heads, hidden // heads).permute(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(hidden // heads)
        hidden_pieces = ((1 - mask.to(torch.float32)) * -1e4)[:, None, None, :]
        return (torch.softmax(scores + hidden_pieces, -1) @ qkv[2]).transpose(1, 2).reshape(batch, length, hidden)

    @staticmethod
    def symbolic(g: torch.Graph, x: Tensor, weight: Tensor, bias: Tensor, mask: Tensor, heads: int) -> Tensor:
        return g.op("com.microsoft::Attention", x, weight, bias, mask, num_heads_i=heads).setType(x.type())


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

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        reader, encoder = self.reader, self.reader.encoder
        x = self.table[pieces].to(torch.float32) * self.scale[pieces]
        x = x + encoder.place.weight[: pieces.shape[1]][None] + self.shape_table[shapes]
        x = encoder.norm(x)
        mask = (pieces != 0).to(torch.int32)
        for layer in encoder.layers:
            seen = FusedAttention.apply(x, layer.qkv.weight.T, layer.qkv.bias, mask, layer.heads)
            x = layer.norm1(x + layer.out(seen))
            x = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        flat = x.reshape(-1, x.shape[-1])
        words = (flat[first] + flat[last]) / 2
        rooted = torch.cat([reader.root.expand(words.shape[0], 1, words.shape[2]), words], 1)
        head = F.gelu(reader.arc_head(rooted))
        arcs = (F.gelu(reader.arc_word(words)) @ reader.arc_pair) @ head.transpose(1, 2)
        return (
            reader.roles(words),
            reader.names(words),
            reader.parts(words),
            reader.stops(words)[..., 0],
            reader.cue_side(words) / math.sqrt(reader.sizes.link),
            reader.word_side(words),
            arcs + reader.arc_bias(head).transpose(1, 2),
            F.gelu(reader.relation_word(words)),
            F.gelu(reader.relation_head(rooted)),
        )


def load_reader(path: Path) -> tuple[Reader, dict[str, list[str]]]:
    """The trained network and the lists that its numbers point into."""
    saved = torch.load(path, weights_only=True)
    reader = Reader(Sizes(**saved["sizes"]))
    state = {name.replace("_orig_mod.", ""): value for name, value in saved["state"].items()}
    reader.load_state_dict(state)
    return reader.eval(), {"relations": saved["relations"], "vocabulary": saved["vocabulary"]}


def collect_tables(reader: Reader) -> dict[str, np.ndarray]:
    """The small parameters that decoding needs: role steps, distances, relations in one block."""
    relations, width = reader.sizes.relations, reader.sizes.relation
    block = torch.zeros(width + 1, relations, width + 1)
    block[:width, :, :width] = reader.relation_pair.view(width, relations, width)
    block[:width, :, width] = reader.relation_from_word.weight.T
    block[width, :, :width] = reader.relation_from_head.weight
    block[width, :, width] = reader.relation_from_word.bias + reader.relation_from_head.bias
    tables = {"relations": block, "steps": reader.steps, "distance": reader.distance}
    return {name: table.detach().numpy().astype(np.float16) for name, table in tables.items()}


def sample_inputs(vocabulary: list[str]) -> tuple[Tensor, ...]:
    """Two windows of unlike length, to trace the graph with."""
    known = make_vocabulary(vocabulary)
    windows = []
    for line in ("The ministry said on Monday that Ann had left .", "No ."):
        words = line.split()
        opens = [number == 0 for number in range(len(words))]
        made = make_words(words, opens, known, [(0, 0)] * len(words))
        windows.append(make_window(made.pieces, made.shapes, known))
    batch = collate([tasks.Example(window, roles=[0] * len(window.first)) for window in windows])
    return batch.pieces, batch.shapes, batch.first, batch.last


def write_graphs(reader: Reader, vocabulary: list[str], folder: Path) -> None:
    """float.onnx and, quantised by channel, weights.onnx; stops where the float graph is off."""
    graph, inputs = Graph(reader).eval(), sample_inputs(vocabulary)
    axes = {name: {0: "batch", 1: "words"} for name in OUTPUTS + INPUTS}
    axes |= {name: {0: "batch", 1: "pieces"} for name in ("pieces", "shapes")}
    axes["arcs"] = {0: "batch", 1: "words", 2: "heads"}
    axes["relation_head"] = {0: "batch", 1: "heads"}
    plain, small = folder / "float.onnx", folder / "weights.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph,
            inputs,
            str(plain),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        plain,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Attention"],
    )
    with torch.no_grad():
        words = reader.read_words(*inputs)
        expected = [head(words) for head in (reader.roles, reader.names, reader.parts)]
    for path in (plain, small):
        session = InferenceSession(str(path), providers=["CPUExecutionProvider"])
        found = session.run(OUTPUTS, dict(zip(INPUTS, (tensor.numpy() for tensor in inputs), strict=True)))
        present = (inputs[2] > 0).numpy()
        off = max(float(np.abs(a.numpy()[present] - b[present]).max()) for a, b in zip(expected, found, strict=False))
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB, largest difference from PyTorch {off:.2g}")
        if path == plain and off > 0.05:
            raise SystemExit("the float graph does not compute what was trained")


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
