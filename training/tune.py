"""Try decoding cut-offs on PolNeAR dev: python tune.py FOLDER --shared ../../shared outside=-0.5,0,0.5 source=0.2,0.3

Every combination of the values given is scored; the encoder runs once, its answers are kept.
"""

import argparse
import importlib.util
import itertools
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
import tasks

from sayso.read.encoder import analyse_passage
from sayso.read.weights import Weights, open_weights


class KeptSession:
    """A session that computes each batch once."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.kept: dict[bytes, list[np.ndarray]] = {}

    def get_outputs(self) -> Any:
        return self.session.get_outputs()

    def run(self, names: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        key = inputs["pieces"].tobytes() + inputs["first"].tobytes()
        if key not in self.kept:
            self.kept[key] = self.session.run(names, inputs)
        return self.kept[key]


def load_scorer(shared: Path) -> ModuleType:
    """The project's scorer as a module."""
    specification = importlib.util.spec_from_file_location("score", shared / "benchmarks/attribution/score.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def predict(weights: Weights, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The attributions of each article as the scorer takes them."""
    predicted = {}
    for row in rows:
        found = analyse_passage(row["text"], 0, len(row["text"]), weights).attributions
        predicted[row["id"]] = {
            "id": row["id"],
            "attributions": [
                {r: [list(s) for s in getattr(a, r)] for r in ("source", "cue", "content")} for a in found
            ],
        }
    return predicted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("tries", nargs="+", help="a cut-off and its values, such as source=0.2,0.3")
    arguments = parser.parse_args()
    scorer = load_scorer(arguments.shared)
    weights = open_weights(arguments.folder, "tuned")
    weights = msgspec.structs.replace(weights, session=KeptSession(weights.session))
    rows = list(tasks.read_rows(arguments.shared / "benchmarks/attribution/polnear-dev.jsonl.gz"))
    gold = {row["id"]: row for row in rows}
    tries = [(name, values.split(",")) for name, _, values in (each.partition("=") for each in arguments.tries)]
    for combination in itertools.product(*(values for _, values in tries)):
        chosen = {
            name: type(getattr(weights.settings.decoding, name))(float(value))
            for (name, _), value in zip(tries, combination, strict=True)
        }
        decoding = msgspec.structs.replace(weights.settings.decoding, **chosen)
        tried = msgspec.structs.replace(weights, settings=msgspec.structs.replace(weights.settings, decoding=decoding))
        result = scorer.score(gold, predict(tried, rows), 0)
        print(chosen, summarise(result), flush=True)


def summarise(result: dict[str, Any]) -> str:
    """The figures that the targets name."""
    figures = {
        "F1": result["attribution"]["f1"], "P": result["attribution"]["p"], "R": result["attribution"]["r"],
        "direct": result["direct"]["f1"], "indirect": result["indirect"]["f1"], "source": result["source_accuracy"],
        "all exact": result["exact"]["all"]["f1"], "content exact": result["exact"]["content"]["f1"],
    }  # fmt: skip
    return " ".join(f"{name} {value:.4f}" for name, value in figures.items())


if __name__ == "__main__":
    main()
