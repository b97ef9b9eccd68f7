"""Train the English reader: python train.py OUT.pt --minutes 90 --pack FOLDER --polnear FILE

One thread, bf16 autocast, word embeddings frozen, one task a batch. The learning rate rises, then
falls to nothing when the minutes are over. What is saved is a running mean of the weights.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import tasks
import torch
from batches import Batch, collate
from encoder import BASE, Reader, Sizes
from losses import lose_names, lose_roles, lose_syntax
from tokenizers import Tokenizer
from torch import Tensor, nn

from sayso.read.wordpieces import Vocabulary, make_vocabulary

LOSSES: dict[str, Callable[[Reader, Batch], Tensor]] = {
    "roles": lose_roles,
    "names": lose_names,
    "syntax": lose_syntax,
}
SHARES = {"roles": (0.45, 0.46), "names": (0.17, 0.12), "syntax": (0.38, 0.42)}  # at the start, at the end
PIECES = 1050
HIDE, HIDDEN = 0.08, ("roles", "names")  # the share of pieces that is masked, and in which tasks


def read_vocabulary() -> list[str]:
    """The pieces of the published encoder, in the order of their numbers."""
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    return [tokenizer.id_to_token(number) for number in range(tokenizer.get_vocab_size())]


def open_streams(
    arguments: argparse.Namespace, vocabulary: Vocabulary, rng: random.Random
) -> tuple[dict[str, Iterator[list[tasks.Example]]], list[str]]:
    """A stream of batches for each task, and the relations of the treebank."""
    pack = Path(arguments.pack)
    articles = [tasks.read_article(row, vocabulary) for row in tasks.read_rows(Path(arguments.polnear))]
    trees = tasks.read_treebank(pack, ["en-ud-train-ewt.conllu.gz", "en-ud-train-gum.conllu.gz"])
    named = [tasks.read_names(row) for row in tasks.read_rows(pack / "en-ner-train.jsonl.gz")]
    relations = tasks.list_relations(trees)

    def make_roles() -> list[tasks.Example]:
        return [e for article in articles for e in tasks.cut_article(article, vocabulary, rng)]

    def make_names() -> list[tasks.Example]:
        groups = tasks.group_sentences(named, rng)
        return [tasks.label_names(g, tasks.make_sentence_window(g, vocabulary, rng)) for g in groups]

    def make_syntax() -> list[tasks.Example]:
        groups = tasks.group_sentences(trees, rng)
        return [tasks.label_syntax(g, tasks.make_sentence_window(g, vocabulary, rng), relations) for g in groups]

    makers = {"roles": make_roles, "names": make_names, "syntax": make_syntax}
    return {task: tasks.stream_batches(make, rng, PIECES) for task, make in makers.items()}, relations


def make_optimizer(reader: Reader, rate: float) -> torch.optim.AdamW:
    """The encoder learns slowly, the new heads and shape tables faster."""
    reader.encoder.word.weight.requires_grad_(False)
    fresh = ("encoder.case", "encoder.opens", "encoder.quoted")
    slow, fast, chain = [], [], []
    for name, parameter in reader.named_parameters():
        if name in ("steps", "distance"):
            chain.append(parameter)
        elif name.startswith("encoder.") and not name.startswith(fresh):
            slow.append(parameter)
        else:
            fast.append(parameter)
    slow = [parameter for parameter in slow if parameter.requires_grad]
    groups = [{"params": slow, "top": rate}, {"params": fast, "top": 7 * rate}, {"params": chain, "top": 35 * rate}]
    return torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


class Mean:
    """A running mean of the weights over about the last 300 steps: a little better than where a run ends."""

    EVERY, KEEP = 10, 0.97

    def __init__(self, reader: Reader) -> None:
        self.state = {name: value.clone() for name, value in reader.state_dict().items()}

    @torch.no_grad()
    def add(self, reader: Reader) -> None:
        for name, value in reader.state_dict().items():
            if name != "encoder.word.weight":
                self.state[name].lerp_(value, 1 - self.KEEP)


def hide_pieces(examples: list[tasks.Example], rng: random.Random, hidden: int) -> None:
    """Some pieces of each window are masked, so that what is around them is learnt from, not they alone."""
    for example in examples:
        pieces = example.window.pieces
        for place in range(1, len(pieces) - 1):
            if rng.random() < HIDE:
                pieces[place] = hidden


def save_reader(
    path: Path,
    reader: Reader,
    relations: list[str],
    vocabulary: list[str],
    state: dict[str, Tensor] | None = None,
) -> None:
    """The trained weights with all that is needed to build the network again."""
    saved = {
        "state": state or reader.state_dict(),
        "sizes": vars(reader.sizes),
        "relations": relations,
        "vocabulary": vocabulary,
    }
    torch.save(saved, path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)


def learn(reader: Reader, optimizer: torch.optim.AdamW, task: str, examples: list[tasks.Example]) -> float:
    """One step; the loss before it."""
    with torch.autocast("cpu", torch.bfloat16):
        loss = LOSSES[task](reader, collate(examples))
    loss.backward()
    nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.item())


def begin_reader(begin_with: Path | None, pieces: int, relations: int) -> Reader:
    """The network as another run left it, or as MiniLM with new heads."""
    parts = tasks.SETTINGS["labels"]["parts_of_speech"]
    reader = Reader(Sizes(pieces, len(tasks.NAME_TAGS), len(parts), relations))
    if begin_with:
        reader.load_state_dict(torch.load(begin_with, weights_only=True)["state"])
    else:
        reader.encoder.load_minilm()
    return reader


def set_rates(optimizer: torch.optim.AdamW, done: float) -> None:
    """The rates rise over the first 3 % of the run, then fall to nothing."""
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * max(min(1.0, done / 0.03) * (1 - done), 0.002)


def run(arguments: argparse.Namespace) -> None:
    """Train until the minutes are over; checkpoints every ten minutes, one line of log every 25 steps."""
    rng = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    pieces = read_vocabulary()
    streams, relations = open_streams(arguments, make_vocabulary(pieces), rng)
    reader = begin_reader(arguments.begin_with, len(pieces), len(relations))
    optimizer = make_optimizer(reader, arguments.rate)
    budget, began, cpu = arguments.minutes * 60, time.time(), time.process_time()
    mean, hidden = Mean(reader), pieces.index("[MASK]")
    seen, losses = Counter[str](), defaultdict[str, list[float]](list)
    print(f"relations {len(relations)}, budget {budget:.0f} s", flush=True)
    step, saved = 0, time.time()
    while (done := (time.time() - began) / budget) < 1:
        set_rates(optimizer, done)
        shares = [start + (end - start) * done for start, end in SHARES.values()]
        task = rng.choices(list(SHARES), shares)[0]
        examples = next(streams[task])
        if task in HIDDEN:
            hide_pieces(examples, rng, hidden)
        losses[task].append(learn(reader, optimizer, task, examples))
        seen[task] += sum(len(example.window.pieces) for example in examples)
        step += 1
        if step % Mean.EVERY == 0:
            mean.add(reader)
        if step % 25 == 0:
            passed = time.time() - began
            means = {name: round(sum(found) / len(found), 3) for name, found in losses.items()}
            print(f"{step} {passed:.0f}s {seen.total() / passed:.0f} pieces/s {means}", flush=True)
            losses.clear()
        if time.time() - saved > 600:
            save_reader(arguments.out, reader, relations, pieces, mean.state)
            saved = time.time()
    save_reader(arguments.out, reader, relations, pieces, mean.state)
    print(
        f"DONE {step} steps {time.time() - began:.0f} s wall {time.process_time() - cpu:.0f} s cpu pieces {dict(seen)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="how long it runs, by the clock")
    parser.add_argument("--pack", required=True, help="the folder with the treebanks and the names")
    parser.add_argument("--polnear", required=True, help="the attribution training file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--begin-with", type=Path, help="go on from these weights instead of MiniLM")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
