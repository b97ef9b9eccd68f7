"""Write the trained Chinese tagger as ONNX with 8-bit weights: python export_chinese.py IN.pt FOLDER

The graph is written node by node, because the GRU of ONNX in its first form (linear_before_reset
0) is exactly the one trained. It is compared with PyTorch on real sentences before it is kept.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from chinese_net import NAME_TAGS, WIDTH, Direction, Tagger, read_characters, read_word_tags
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from train_chinese import make_batch, read_sentences, score

Nodes = list[onnx.NodeProto]
Tensors = list[onnx.TensorProto]


def store(name: str, values: np.ndarray, nodes: Nodes, tensors: Tensors, axis: int) -> str:
    """A tensor in bytes, one scale for each place along the axis, and the node that gives it back as floats."""
    others = tuple(place for place in range(values.ndim) if place != axis)
    scale = np.maximum(np.abs(values).max(others), 1e-8) / 127
    shape = [-1 if place == axis else 1 for place in range(values.ndim)]
    small = np.round(values / scale.reshape(shape)).astype(np.int8)
    tensors += [
        numpy_helper.from_array(small, f"{name}.bytes"),
        numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"),
    ]
    nodes.append(helper.make_node("DequantizeLinear", [f"{name}.bytes", f"{name}.scale"], [name], axis=axis))
    return name


def gate_order(direction: Direction) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A direction's weights as ONNX wants them: gates z, r, h, where z is the share that is kept, 1 - u."""
    weight = direction.input.weight.detach().numpy().copy()
    bias = direction.input.bias.detach().numpy().copy()
    recurrent = torch.cat([direction.gates, direction.candidate], 1).detach().numpy().T.copy()
    for values in (weight, bias, recurrent):
        values[:WIDTH] *= -1
    return weight, recurrent, np.concatenate([bias, np.zeros(3 * WIDTH, np.float32)])


def add_layer(tagger: Tagger, first: int, given: str, nodes: Nodes, tensors: Tensors) -> str:
    """The nodes of one bidirectional layer over time x batch x width; gives the name of its result."""
    both = [gate_order(tagger.layers[first + side]) for side in (0, 1)]
    names = []
    for part, label in enumerate("WR"):
        values = np.stack([direction[part] for direction in both]).reshape(2 * 3 * WIDTH, -1)
        flat = store(f"{label}{first}.flat", values, nodes, tensors, 0)
        tensors.append(numpy_helper.from_array(np.array([2, 3 * WIDTH, -1]), f"{label}{first}.shape"))
        nodes.append(helper.make_node("Reshape", [flat, f"{label}{first}.shape"], [f"{label}{first}"]))
        names.append(f"{label}{first}")
    tensors.append(numpy_helper.from_array(np.stack([direction[2] for direction in both]), f"B{first}"))
    nodes.append(
        helper.make_node(
            "GRU",
            [given, *names, f"B{first}", "lengths"],
            [f"gru{first}"],
            hidden_size=WIDTH,
            direction="bidirectional",
            linear_before_reset=0,
        )
    )
    nodes.append(helper.make_node("Transpose", [f"gru{first}"], [f"turned{first}"], perm=[0, 2, 1, 3]))
    tensors.append(numpy_helper.from_array(np.array([0, 0, -1]), f"merge{first}"))
    nodes.append(helper.make_node("Reshape", [f"turned{first}", f"merge{first}"], [f"layer{first}"]))
    return f"layer{first}"


def add_linear(name: str, layer: torch.nn.Linear, given: str, nodes: Nodes, tensors: Tensors) -> None:
    weight = store(f"{name}.weight", layer.weight.detach().numpy().T.copy(), nodes, tensors, 1)
    tensors.append(numpy_helper.from_array(layer.bias.detach().numpy(), f"{name}.bias"))
    nodes.append(helper.make_node("MatMul", [given, weight], [f"{name}.product"]))
    nodes.append(helper.make_node("Add", [f"{name}.product", f"{name}.bias"], [name]))


def make_graph(tagger: Tagger) -> onnx.ModelProto:
    """characters (time x batch), lengths (batch) -> names (time x batch x tags)."""
    nodes: Nodes = []
    tensors: Tensors = []
    table = tagger.embedding.weight.detach().numpy()
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    tensors += [
        numpy_helper.from_array(np.round(table / scale).astype(np.int8), "table"),
        numpy_helper.from_array(scale.astype(np.float32), "table.scale"),
        numpy_helper.from_array(np.array(4, np.float32), "four"),
    ]
    nodes += [
        helper.make_node("Gather", ["table", "characters"], ["row"]),
        helper.make_node("Gather", ["table.scale", "characters"], ["row.scale"]),
        helper.make_node("Cast", ["row"], ["row.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["row.float", "row.scale"], ["embedded"]),
    ]
    inner = add_layer(tagger, 0, "embedded", nodes, tensors)
    outer = add_layer(tagger, 2, inner, nodes, tensors)
    add_linear("words", tagger.words, outer, nodes, tensors)
    nodes += [
        helper.make_node("Div", ["words", "four"], ["words.quarter"]),
        helper.make_node("Tanh", ["words.quarter"], ["words.flat"]),
        helper.make_node("Concat", [outer, "words.flat"], ["joined"], axis=2),
    ]
    add_linear("names", tagger.names, "joined", nodes, tensors)
    shape = ["time", "batch"]
    graph = helper.make_graph(
        nodes,
        "tagger",
        [
            helper.make_tensor_value_info("characters", TensorProto.INT64, shape),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
        ],
        [
            helper.make_tensor_value_info("names", TensorProto.FLOAT, [*shape, len(NAME_TAGS)]),
        ],
        tensors,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


class Exported(torch.nn.Module):
    """The written graph behind the trained network's interface, so that one scorer serves both."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.session = InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def forward(self, numbers: torch.Tensor, lengths: torch.Tensor) -> tuple[None, torch.Tensor]:
        given = {"characters": numbers.T.numpy(), "lengths": lengths.to(torch.int32).numpy()}
        return None, torch.from_numpy(self.session.run(["names"], given)[0]).transpose(0, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pack", type=Path, required=True)
    arguments = parser.parse_args()
    characters = read_characters()
    tagger = Tagger(max(characters.values()) + 1, len(read_word_tags())).eval()
    tagger.load_state_dict(torch.load(arguments.trained, weights_only=True))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    path = arguments.folder / "weights.onnx"
    onnx.save(make_graph(tagger), path)
    by_number = {number: character for character, number in characters.items()}
    lines = [by_number.get(number, "") for number in range(max(by_number) + 1)]
    (arguments.folder / "vocabulary").write_text("\n".join(lines), "utf-8")
    (arguments.folder / "settings.toml").write_text(f"names = {NAME_TAGS}\n".replace("'", '"'), "utf-8")
    dev = read_sentences(arguments.pack / "zh-ner-dev.jsonl.gz")
    exported = Exported(path)
    numbers, lengths, tags_of = make_batch(dev[:40], characters)
    with torch.no_grad():
        apart = (tagger(numbers, lengths)[1] - exported(numbers, lengths)[1])[tags_of >= 0].abs().max().item()
    print(f"largest difference of a score on 40 sentences: {apart:.3f}")
    print("trained ", {label: round(value, 2) for label, value in score(tagger, dev, characters).items()})
    print("8 bits  ", {label: round(value, 2) for label, value in score(exported, dev, characters).items()})


if __name__ == "__main__":
    main()
