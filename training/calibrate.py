"""How sure an attribution's score makes us: python calibrate.py FOLDER --shared ../../shared

Prints the slope and the shift with which scores become the chance, on PolNeAR dev, that gold holds an attribution
with a content alike by half and a source that shares a letter; then how often scores of each tenth are right.
"""

import argparse
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import tasks

from sayso.read.encoder import Attribution, Places, analyse_passage
from sayso.read.weights import Weights, open_weights


def letters(text: str, places: Places) -> set[int]:
    return {place for first, last in places for place in range(first, last) if not text[place].isspace()}


def is_right(found: Attribution, text: str, gold: list[dict[str, Any]]) -> bool:
    """Whether gold holds this attribution."""
    content, source = letters(text, found.content), letters(text, found.source)
    for each in gold:
        wanted, speaker = letters(text, each["content"]), letters(text, each["source"])
        alike = 2 * len(content & wanted) >= 0.5 * (len(content) + len(wanted))
        if alike and (source & speaker or not (source or speaker)):
            return True
    return False


def collect(weights: Weights, shared: Path) -> tuple[np.ndarray, np.ndarray]:
    """The score of every attribution found on dev, and whether it is right."""
    scores, right = [], []
    for row in tasks.read_rows(shared / "benchmarks/attribution/polnear-dev.jsonl.gz"):
        for each in analyse_passage(row["text"], 0, len(row["text"]), weights).attributions:
            scores.append(each.score)
            right.append(is_right(each, row["text"], row["attributions"]))
    return np.clip(np.array(scores), 1e-4, 1 - 1e-4), np.array(right, float)


def fit(scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Logistic regression on the score's log odds, by Newton's method."""
    table = np.stack([np.log(scores / (1 - scores)), np.ones(len(scores))], 1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chances)
        curve = (table * (chances * (1 - chances))[:, None]).T @ table
        weights = weights + np.linalg.solve(curve, slope)
    return float(weights[0]), float(weights[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    arguments = parser.parse_args()
    weights = open_weights(arguments.folder, "calibrated")
    plain = msgspec.structs.replace(weights.settings.decoding, slope=1.0, shift=0.0)
    settings = msgspec.structs.replace(weights.settings, decoding=plain)
    scores, right = collect(msgspec.structs.replace(weights, settings=settings), arguments.shared)
    slope, shift = fit(scores, right)
    print(f"slope = {slope:.3f}\nshift = {shift:.3f}")
    fitted = 1 / (1 + np.exp(-(slope * np.log(scores / (1 - scores)) + shift)))
    for tenth in range(10):
        inside = (fitted >= tenth / 10) & (fitted < (tenth + 1) / 10)
        if inside.any():
            print(f"{tenth / 10:.1f}: {inside.sum()} found, {right[inside].mean():.2f} right")


if __name__ == "__main__":
    main()
