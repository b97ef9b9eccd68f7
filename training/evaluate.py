"""Score exported weights on development data: python evaluate.py FOLDER --shared ../../shared [--only roles]

Attribution by the project's scorer, names as F1 of whole names, syntax as UPOS, UAS and LAS on gold
words; then words a CPU second and memory from text to everything.
"""

import argparse
import json
import random
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


def bootstrap(parts: list[Counter[str]], figure: Callable[[Counter[str]], float]) -> str:
    """A figure over all parts, with its 95% interval over 500 draws of them."""
    rng = random.Random(0)
    draws = sorted(figure(add_up(rng.choices(parts, k=len(parts)))) for _ in range(500))
    return f"{figure(add_up(parts)):.4f} ({draws[12]:.3f} to {draws[487]:.3f})"


def add_up(parts: list[Counter[str]]) -> Counter[str]:
    """The sum of some counts."""
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return total


def count_names(gold: set[tuple[int, int, str]], found: set[tuple[int, int, str]]) -> Counter[str]:
    """Names right, wanted and found, by label, for the three that every set has, and for all."""
    counts: Counter[str] = Counter()
    for kind, names in (("right", gold & found), ("gold", gold), ("found", found)):
        for _, _, label in names:
            counts[f"{kind} {label}"] += 1
            counts[f"{kind} all"] += 1
            counts[f"{kind} three"] += label in NAMES3
    return counts


def f1_of(label: str, counts: Counter[str]) -> float:
    return 2 * counts[f"right {label}"] / max(1, counts[f"gold {label}"] + counts[f"found {label}"])


def score_names(weights: Weights, path: Path, most: int) -> str:
    """F1 of whole names on gold words, for three labels, for all and for each."""
    parts = []
    for group in group_documents([tasks.read_names(row) for row in tasks.read_rows(path)], most):
        words, ends = join_sentences([row["words"] for row in group], weights)
        found = {(a, b, label) for a, b, label, _ in analyse_words(words, weights, ends).names}
        gold, shift = set(), 0
        for row in group:
            gold |= {(first + shift, last + 1 + shift, label) for first, last, label in row["names"]}
            shift += len(row["words"])
        parts.append(count_names(gold, found))
    return f"names on gold words, {most} sentences together: {list_figures(parts, weights)}"


def score_names_in_text(weights: Weights, path: Path) -> str:
    """The same from plain text, each article whole: our words, our sentences, one label a string."""
    parts = []
    for group in group_documents(list(tasks.read_rows(path)), 10_000):
        text, gold = "", set()
        for row in group:
            gold |= {(len(text) + e["start"], len(text) + e["end"], e["label"]) for e in row["entities"]}
            text += row["text"] + " "
        names = analyse_passage(text, 0, len(text), weights).names
        parts.append(count_names(gold, {(name.start, name.end, name.label) for name in names}))
    return f"names from text, article by article: {list_figures(parts, weights)}"


def list_figures(parts: list[Counter[str]], weights: Weights) -> str:
    labels = [f"{label} {f1_of(label, add_up(parts)):.3f}" for label in weights.settings.labels.names]
    whole = [f"{label} {bootstrap(parts, partial(f1_of, label))}" for label in ("three", "all")]
    return " ".join(whole + labels)


def score_syntax(weights: Weights, path: Path, ours: bool) -> str:
    """Shares of words with the right part of speech, head, head and relation; `ours` finds the sentence ends itself."""
    labels = weights.settings.labels
    parts = []
    for group in group_documents(tasks.read_treebank(path.parent, [path.name]), 6):
        words, ends = join_sentences([row["words"] for row in group], weights)
        found = analyse_words(words, weights, None if ours else ends)
        shift, counts = 0, Counter[str]()
        for row in group:
            for number, (head, relation, part) in enumerate(zip(row["heads"], row["deps"], row["upos"], strict=True)):
                right = found.heads[shift + number] == (head - 1 + shift if head else -1)
                ours_relation = labels.relations[found.relations[shift + number]]
                counts["words"] += 1
                counts["upos"] += labels.parts_of_speech[found.upos[shift + number]] == part
                counts["uas"] += int(right)
                counts["las"] += int(right and ours_relation.split(":")[0] == relation.split(":")[0])
                counts["las, sub-types"] += int(right and ours_relation == relation)
            shift += len(row["words"])
        parts.append(counts)
    shares = {name: bootstrap(parts, partial(share_of, name)) for name in ("upos", "uas", "las", "las, sub-types")}
    return f"syntax, sentence ends {'ours' if ours else 'gold'}: {shares}"


def share_of(name: str, counts: Counter[str]) -> float:
    return counts[name] / counts["words"]


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
        "names": [partial(score_names, weights, pack / "en-ner-dev.jsonl.gz", most) for most in (1, 6)]
        + [partial(score_names_in_text, weights, pack / "en-ner-dev.jsonl.gz")],
        "syntax": [partial(score_syntax, weights, pack / "en-ud-dev.conllu.gz", ours) for ours in (False, True)],
    }
    for name, runs in tests.items():
        if arguments.only in (None, name):
            for test in runs:
                print(test(), flush=True)


if __name__ == "__main__":
    main()
