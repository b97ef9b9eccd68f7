"""Make trained weights trainable again: python resume.py FOLDER OUT.pt

Only the int8 graph of the last run is kept in the history; this reads it back, so that a run can go on from it.
Word embeddings, which training never moves, come from MiniLM itself.
"""

import argparse
import tomllib
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder import Reader, Sizes
from onnx import numpy_helper
from train import read_vocabulary, save_reader

# The order in which the graph multiplies by what it has quantised; export.py writes it.
LAYER = ("qkv", "out", "up", "down")
HEADS = ("arc_head", "arc_word", "arc_pair", "roles", "names", "parts", "stops", "cue_side", "word_side")
LAST = ("arc_bias", "relation_word", "relation_head")


def read_graph(path: Path) -> tuple[dict[str, torch.Tensor], list[torch.Tensor]]:
    """The float parameters by name, and the quantised matrices in the order of the graph, as floats."""
    held = {each.name: numpy_helper.to_array(each).copy() for each in onnx.load(str(path)).graph.initializer}
    matrices = []
    for name, value in held.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            whole = value.astype(np.float32) - held[stem + "_zero_point"].astype(np.float32)
            matrices.append(torch.from_numpy(whole * held[stem + "_scale"]))
    floats = {name: torch.from_numpy(value) for name, value in held.items() if value.dtype == np.float32}
    return floats, matrices


def fill_reader(reader: Reader, floats: dict[str, torch.Tensor], matrices: list[torch.Tensor]) -> None:
    """The network has the parameters of the graph."""
    reader.encoder.load_minilm()
    state = reader.state_dict()
    names = [f"encoder.layers.{number}.{part}" for number in range(reader.sizes.layers) for part in LAYER]
    for name, matrix in zip([*names, *HEADS, *LAST], matrices, strict=True):
        if name == "arc_pair":
            state[name].copy_(matrix)
        else:
            state[name + ".weight"].copy_(matrix.T)
    state["root"].copy_(floats["root_row"][0])
    for name, value in floats.items():
        target = state.get(name.removeprefix("reader."))
        if target is not None:
            target[: len(value)].copy_(value)
    rows = floats["shape_table"].view(2, 2, -1, reader.sizes.hidden)
    state["encoder.case.weight"].copy_(rows[0, 0])
    state["encoder.opens.weight"].copy_(torch.stack([torch.zeros(reader.sizes.hidden), rows[0, 1, 0] - rows[0, 0, 0]]))
    state["encoder.quoted.weight"].copy_(torch.stack([torch.zeros(reader.sizes.hidden), rows[1, 0, 0] - rows[0, 0, 0]]))
    reader.load_state_dict(state)


@torch.no_grad()
def fill_rest(reader: Reader, folder: Path) -> None:
    """The network has the relations' graph and the small parameters that lie beside both graphs."""
    floats, (pair, from_word, from_head) = read_graph(folder / "relations.onnx")
    reader.relation_pair.copy_(pair)
    for layer, matrix, name in (
        (reader.relation_from_word, from_word, "relation_from_word"),
        (reader.relation_from_head, from_head, "relation_from_head"),
    ):
        layer.weight.copy_(matrix.T)
        layer.bias.copy_(floats[f"reader.{name}.bias"])
    tables = {
        name: torch.from_numpy(value.astype(np.float32)) for name, value in np.load(folder / "tables.npz").items()
    }
    reader.steps.copy_(tables["steps"])
    reader.distance.copy_(tables["distance"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    labels = tomllib.loads((arguments.folder / "settings.toml").read_text(encoding="utf-8"))["labels"]
    pieces = read_vocabulary()
    names = 1 + 4 * len(labels["names"])
    reader = Reader(Sizes(len(pieces), names, len(labels["parts_of_speech"]), len(labels["relations"])))
    fill_reader(reader, *read_graph(arguments.folder / "weights.onnx"))
    fill_rest(reader, arguments.folder)
    save_reader(arguments.out, reader, labels["relations"], pieces)


if __name__ == "__main__":
    main()
