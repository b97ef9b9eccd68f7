"""Train the Chinese names: python train_chinese.py OUT.pt --pack FOLDER --minutes 12

One thread. The head for words is held to what the analyser said at the start, so that what it
knows of news is not lost on encyclopaedia text.
"""

import argparse
import copy
import gzip
import json
import random
import time
from pathlib import Path

import torch
from chinese_names import replace_names
from chinese_net import NAME_TAGS, Tagger, make_tagger, read_characters
from torch import Tensor, nn
from torch.nn import functional

BATCH = 48  # sentences
LONGEST = 160  # characters; longer sentences are cut into pieces, not truncated
Sentence = tuple[str, list[tuple[int, int, str]]]


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file with their names; long ones in pieces, cut outside names."""
    sentences: list[Sentence] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            names = [(entity["start"], entity["end"], entity["label"]) for entity in row["entities"]]
            sentences += cut_sentence(row["text"], names)
    return sentences


def cut_sentence(text: str, names: list[tuple[int, int, str]]) -> list[Sentence]:
    """The sentence in pieces of at most LONGEST characters; a name stays whole."""
    pieces, start = [], 0
    while start < len(text):
        end = min(len(text), start + LONGEST)
        while end < len(text) and any(left < end < right for left, right, _ in names):
            end -= 1
        held = [(left - start, right - start, label) for left, right, label in names if start <= left < end]
        pieces.append((text[start:end], held))
        start = end
    return pieces


def make_batch(sentences: list[Sentence], characters: dict[str, int]) -> tuple[Tensor, Tensor, Tensor]:
    """Numbers, lengths and the numbers of name tags; -100 behind the end of a sentence."""
    longest = max(len(text) for text, _ in sentences)
    numbers = torch.zeros(len(sentences), longest, dtype=torch.long)
    tags = torch.full((len(sentences), longest), -100)
    for row, (text, names) in enumerate(sentences):
        unknown = characters["OOV"]
        numbers[row, : len(text)] = torch.tensor([characters.get(character, unknown) for character in text])
        tags[row, : len(text)] = 0
        for start, end, label in names:
            places = "S" if end - start == 1 else "B" + "I" * (end - start - 2) + "E"
            for offset, place in enumerate(places):
                tags[row, start + offset] = NAME_TAGS.index(f"{place}-{label}")
    return numbers, torch.tensor([len(text) for text, _ in sentences]), tags


def lose(tagger: Tagger, teacher: Tagger, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Cross entropy of names, and the distance to the teacher's words."""
    numbers, lengths, tags = batch
    words, names = tagger(numbers, lengths)
    with torch.no_grad():
        wanted, _ = teacher(numbers, lengths)
    inside = tags.flatten() >= 0
    held = functional.kl_div(
        functional.log_softmax(words.flatten(0, 1)[inside], 1),
        functional.log_softmax(wanted.flatten(0, 1)[inside], 1),
        log_target=True,
        reduction="batchmean",
    )
    return functional.cross_entropy(names.flatten(0, 1), tags.flatten(), ignore_index=-100) + 0.3 * held


def find_names(scores: Tensor, text: str) -> set[tuple[int, int, str]]:
    """The names of one sentence by the best path of tags that fit one another."""
    allowed = torch.full((len(NAME_TAGS), len(NAME_TAGS)), -1e4)
    for left, first in enumerate(NAME_TAGS):
        for right, second in enumerate(NAME_TAGS):
            runs_on = first[0] in "BI"
            fits = second[0] in "IE" and first[2:] == second[2:] if runs_on else second[0] in "OBS"
            if fits:
                allowed[left, right] = 0
    log = functional.log_softmax(scores[: len(text)], 1)
    best = log[0] + torch.tensor([0.0 if tag[0] in "OBS" else -1e4 for tag in NAME_TAGS])
    back = []
    for row in log[1:]:
        best, source = (best.unsqueeze(1) + allowed).max(0)
        best = best + row
        back.append(source)
    path = [int((best + torch.tensor([0.0 if tag[0] in "OES" else -1e4 for tag in NAME_TAGS])).argmax())]
    for source in reversed(back):
        path.append(int(source[path[-1]]))
    names, start = set(), 0
    for place, number in enumerate(reversed(path)):
        tag = NAME_TAGS[number]
        if tag[0] in "BS":
            start = place
        if tag[0] in "ES":
            names.add((start, place + 1, tag[2:]))
    return names


def score(tagger: Tagger, sentences: list[Sentence], characters: dict[str, int]) -> dict[str, float]:
    """F1 for each label and over all."""
    tagger.eval()
    counts = {label: [0, 0, 0] for label in ("PER", "ORG", "LOC", "all")}
    with torch.no_grad():
        for start in range(0, len(sentences), BATCH):
            group = sentences[start : start + BATCH]
            numbers, lengths, _ = make_batch(group, characters)
            _, scores = tagger(numbers, lengths)
            for row, (text, gold) in enumerate(group):
                found = find_names(scores[row], text)
                for label, count in counts.items():
                    wanted = {name for name in gold if label in ("all", name[2])}
                    given = {name for name in found if label in ("all", name[2])}
                    count[0] += len(wanted & given)
                    count[1] += len(given)
                    count[2] += len(wanted)
    tagger.train()
    return {label: 200 * right / max(1, given + wanted) for label, (right, given, wanted) in counts.items()}


def train(arguments: argparse.Namespace, sentences: list[Sentence], dev: list[Sentence]) -> Tagger:
    """The running mean of the tagger when the minutes are over; its score on the dev part after every round."""
    rng = random.Random(arguments.seed)
    characters = read_characters()
    teacher, tagger = make_tagger().eval(), make_tagger()
    body = [parameter for name, parameter in tagger.named_parameters() if not name.startswith("names.")]
    groups = [{"params": [*tagger.names.parameters()], "lr": 3e-3}, {"params": body, "lr": 7e-4}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    peaks = [group["lr"] for group in optimizer.param_groups]
    mean = copy.deepcopy(tagger).eval()
    start, step, spent = time.time(), 0, 0.0
    while spent < 1:
        order = sorted(sentences, key=lambda sentence: len(sentence[0]) + rng.uniform(0, 12))
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        for group in batches:
            spent = (time.time() - start) / (60 * arguments.minutes)
            if spent >= 1:
                break
            for parameters, peak in zip(optimizer.param_groups, peaks, strict=True):
                parameters["lr"] = peak * min(1, (step + 1) / 50) * (1 - spent)
            changed = [replace_names(text, names, rng, arguments.replace) for text, names in group]
            loss = lose(tagger, teacher, make_batch(changed, characters))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            follow(mean, tagger)
        print(f"{(time.time() - start) / 60:.1f} min, step {step}, loss {loss.item():.3f}", flush=True)
        print("  ", {label: round(value, 1) for label, value in score(mean, dev, characters).items()}, flush=True)
    return mean


def follow(mean: Tagger, tagger: Tagger) -> None:
    """The running mean moves a fiftieth of the way."""
    with torch.no_grad():
        for kept, now in zip(mean.parameters(), tagger.parameters(), strict=True):
            kept.lerp_(now, 0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replace", type=float, default=0.3, help="share of names put in place of others")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    sentences = read_sentences(arguments.pack / "zh-ner-train.jsonl.gz")
    dev = read_sentences(arguments.pack / "zh-ner-dev.jsonl.gz")
    torch.save(train(arguments, sentences, dev).state_dict(), arguments.out)


if __name__ == "__main__":
    main()
