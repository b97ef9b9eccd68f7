"""Score exported weights on development data: python evaluate.py FOLDER --shared ../../shared [--only roles]

Attribution by the project's scorer, names as F1 of whole names, syntax as UPOS, UAS and LAS on gold
words; then words a CPU second and memory from text to everything.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import tasks

from sayso.read.encoder import analyse_passage, analyse_words
from sayso.read.weights import Weights, open_weights
from sayso.read.wordpieces import Words, make_words

NAMES3 = ("PER", "ORG", "LOC")


def score_roles(weights: Weights, shared: Path, keep: Path | None) -> str:
    """The scorer's table on PolNeAR dev."""
    folder = shared / "benchmarks" / "attribution"
    predictions = Path(tempfile.mkdtemp()) / "predictions.jsonl" if keep is None else keep
    with predictions.open("w", encoding="utf-8") as file:
        for row in tasks.read_rows(folder / "polnear-dev.jsonl.gz"):
            found = analyse_passage(row["text"], 0, len(row["text"]), weights).attributions
            rows = [{"source": a.source, "cue": a.cue, "content": a.content, "score": a.score} for a in found]
            file.write(json.dumps({"id": row["id"], "attributions": rows}) + "\n")
    command = [sys.executable, str(folder / "score.py"), str(folder / "polnear-dev.jsonl.gz"), str(predictions)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def join_sentences(sentences: list[list[str]], weights: Weights) -> tuple[Words, list[bool]]:
    """Given words of given sentences, and which of them end a sentence."""
    words = [word for sentence in sentences for word in sentence]
    ends = [number == len(sentence) - 1 for sentence in sentences for number in range(len(sentence))]
    opens = [number == 0 for number in range(len(words))]
    places = [(number, number + 1) for number in range(len(words))]
    return make_words(words, opens, weights.vocabulary, places), ends


def group_documents(rows: list[dict[str, Any]], most: int) -> list[list[dict[str, Any]]]:
    """Consecutive rows of one document, at most so many together."""
    groups: list[list[dict[str, Any]]] = []
    for row in rows:
        if not groups or groups[-1][0]["doc"] != row["doc"] or len(groups[-1]) >= most:
            groups.append([])
        groups[-1].append(row)
    return groups


def score_names(weights: Weights, path: Path, most: int) -> str:
    """Precision, recall and F1 of whole names, for three labels and for all."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in group_documents([tasks.read_names(row) for row in tasks.read_rows(path)], most):
        words, ends = join_sentences([row["words"] for row in group], weights)
        found = {(a, b, label) for a, b, label, _ in analyse_words(words, weights, ends).names}
        gold, shift = set(), 0
        for row in group:
            gold |= {(first + shift, last + 1 + shift, label) for first, last, label in row["names"]}
            shift += len(row["words"])
        for kind, names in (("right", gold & found), ("gold", gold), ("found", found)):
            for _, _, label in names:
                counts[kind, label] += 1
                counts[kind, "all"] += 1
                counts[kind, "three"] += label in NAMES3
    lines = []
    for label in ("three", "all", *weights.settings.labels.names):
        right, gold_count, found_count = (counts[kind, label] for kind in ("right", "gold", "found"))
        lines.append(f"{label} {2 * right / max(1, gold_count + found_count):.4f}")
    return f"names, {path.name}, {most} sentences together: " + " ".join(lines)


def score_syntax(weights: Weights, path: Path, ours: bool) -> str:
    """Shares of words with the right part of speech, head, head and relation; `ours` finds the sentence ends itself."""
    labels = weights.settings.labels
    counts: Counter[str] = Counter()
    rows = tasks.read_treebank(path.parent, [path.name])
    for group in group_documents(rows, 6):
        words, ends = join_sentences([row["words"] for row in group], weights)
        found = analyse_words(words, weights, None if ours else ends)
        shift = 0
        for row in group:
            for number, (head, relation, part) in enumerate(zip(row["heads"], row["deps"], row["upos"], strict=True)):
                right = found.heads[shift + number] == (head - 1 + shift if head else -1)
                ours_relation = labels.relations[found.relations[shift + number]]
                counts["words"] += 1
                counts["upos"] += labels.parts_of_speech[found.upos[shift + number]] == part
                counts["uas"] += right
                counts["las"] += right and ours_relation.split(":")[0] == relation.split(":")[0]
                counts["las, sub-types"] += right and ours_relation == relation
            shift += len(row["words"])
    shares = " ".join(
        f"{name} {counts[name] / counts['words']:.4f}" for name in ("upos", "uas", "las", "las, sub-types")
    )
    return f"syntax, {path.name}, sentence ends {'ours' if ours else 'gold'}: {shares}"


def measure_speed(weights: Weights, shared: Path) -> str:
    """Words a CPU second on the dev articles, from text to everything."""
    texts = [row["text"] for row in tasks.read_rows(shared / "benchmarks/attribution/polnear-dev.jsonl.gz")]
    began, words = time.process_time(), 0
    for text in texts:
        words += len(analyse_passage(text, 0, len(text), weights).words)
    passed = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"speed: {words} words, {words / passed:.0f} words a CPU second, {memory:.0f} MB at most"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--only", choices=["roles", "names", "syntax", "speed"])
    parser.add_argument("--graph", default="weights.onnx")
    parser.add_argument("--keep", type=Path, help="write the predicted attributions here")
    arguments = parser.parse_args()
    weights = open_weights(arguments.folder, arguments.folder.name, graph=arguments.graph)
    pack = arguments.shared / "training"
    tests: dict[str, list[Callable[[], str]]] = {
        "speed": [lambda: measure_speed(weights, arguments.shared)],
        "roles": [lambda: score_roles(weights, arguments.shared, arguments.keep)],
        "names": [partial(score_names, weights, pack / "en-ner-dev.jsonl.gz", most) for most in (1, 6)],
        "syntax": [partial(score_syntax, weights, pack / "en-ud-dev.conllu.gz", ours) for ours in (False, True)],
    }
    for name, runs in tests.items():
        if arguments.only in (None, name):
            for test in runs:
                print(test(), flush=True)


if __name__ == "__main__":
    main()
