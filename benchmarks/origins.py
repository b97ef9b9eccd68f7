"""Origins: copies made by a generator found again, unrelated articles kept apart, and what many documents cost."""

import gzip
import json
import os
import random
import resource
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.copies import make_copy, make_texts
from benchmarks.tables import Table
from sayso.capture.sources import find_originals
from sayso.case import Case, create_case
from sayso.demo import find_demo_folder
from sayso.records import Document, Fingerprint, Original, Passage
from sayso.store.database import flush_later, hold_adding
from sayso.store.saving import save_document
from sayso.store.weighing import refresh_weighed
from sayso.text.load import load_document
from sayso.text.passages import split_passages
from sayso.weigh.fingerprints import find_fingerprints
from sayso.weigh.origins import group_origins

KEPT = (1.0, 0.8, 0.65, 0.5)
COPIES = 3  # of each text for each share kept
SIZES = (2_500, 10_000)
CASES = (int(os.environ.get("SAYSO_COPIED", "5000")),)  # documents of a case
MORE = 100  # that come to it
CAPTURED = "2026-11-28T00:00:00Z"
SMALLEST = 600  # characters of a text worth copying


def measure(shared: Path) -> list[Table]:
    """Recall and precision by the share of the text kept; false pairs without any copy; seconds and megabytes."""
    articles = _read_articles(shared)
    copies = _measure_copies({**articles, **_read_demo()})
    return [copies, _measure_unrelated(articles), _measure_scale(), _measure_cases()]


def _measure_copies(texts: Mapping[str, str]) -> Table:
    table = Table("copies found again", ["recall", "precision", "pairs"])
    for keep in KEPT:
        chance = random.Random(round(keep * 100))
        made = dict(texts)
        true = set()
        for name, text in texts.items():
            for number in range(COPIES):
                copy = f"{name} copy {number}"
                made[copy] = make_copy(text, keep, chance)
                true.add((name, copy))
        found = _list_pairs([f for name, text in made.items() for f in _fingerprint(name, text)])
        right = {pair for pair in found if _find_stem(pair[0]) == _find_stem(pair[1])}
        recall = len(true & found) / len(true)
        table.rows.append((f"{keep:.0%} kept", [recall, len(right) / len(found) if found else None, len(found)]))
    return table


def _measure_unrelated(texts: Mapping[str, str]) -> Table:
    found = _list_pairs([f for name, text in texts.items() for f in _fingerprint(name, text)])
    table = Table("unrelated articles on one campaign", ["documents", "false pairs"])
    table.rows.append(("PolNeAR dev", [len(texts), len(found)]))
    return table


def _measure_scale() -> Table:
    """Seconds of one core to fingerprint and to group; the last row is the line through the sizes, not measured."""
    table = Table("many documents", ["fingerprint s", "group s", "memory MB"])
    for size in SIZES:
        made = list(make_texts(size, random.Random(size)))
        start = time.process_time()
        fingerprints = [f for number, text in enumerate(made) for f in _fingerprint(f"{number}", text)]
        read = time.process_time()
        del made
        group_origins(fingerprints)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.rows.append((f"{size:,}", [read - start, time.process_time() - read, memory]))
    (_, before), (_, last) = table.rows[-2:]
    ahead = [
        b + (b - a) / (SIZES[-1] - SIZES[-2]) * (100_000 - SIZES[-1])
        for a, b in zip(before, last, strict=True)
        if a is not None and b is not None
    ]
    table.rows.append(("100,000 (by line)", list(ahead)))
    return table


def _measure_cases() -> Table:
    """CPU seconds for the origins of a case that holds nothing but texts, at first, and when a hundred more come."""
    table = Table("origins of a case", ["at first s", f"{MORE} more s", "one more s"])
    for size in CASES:
        made = list(make_texts(size + MORE + 1, random.Random(size)))
        random.Random(size).shuffle(made)  # so that what comes last repeats what was there
        with tempfile.TemporaryDirectory() as name, create_case(Path(name) / "case") as case:
            figures: list[float | None] = []
            for first, last in ((0, size), (size, size + MORE), (size + MORE, len(made))):
                _save(case, range(first, last), made)
                start = time.process_time()
                refresh_weighed(case.store)
                figures.append(time.process_time() - start)
        table.rows.append((f"{size:,}", figures))
    return table


def _save(case: Case, numbers: range, texts: Sequence[str]) -> None:
    with hold_adding(case.store.folder), flush_later(case.store.connection):
        for number in numbers:
            content = texts[number].encode()
            document = Document(id=f"d{number}", text=texts[number])
            passages = split_passages(document)
            original = Original(content=content, address=f"{number}.txt", captured_at=CAPTURED)
            save_document(case.store, original, document, [*passages, *find_fingerprints(document, passages, [])])


def _fingerprint(id: str, text: str) -> list[Fingerprint]:
    document = Document(id=id, text=text)
    passages: Sequence[Passage] = split_passages(document)
    return find_fingerprints(document, passages, [])


def _list_pairs(fingerprints: Sequence[Fingerprint]) -> set[tuple[str, str]]:
    return {
        (left, right)
        for origin in group_origins(fingerprints)
        for place, left in enumerate(origin.documents)
        for right in origin.documents[place + 1 :]
    }


def _find_stem(name: str) -> str:
    return name.partition(" copy ")[0]


def _read_articles(shared: Path) -> dict[str, str]:
    path = shared / "benchmarks" / "attribution" / "polnear-dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row["text"] for row in rows if len(row["text"]) >= SMALLEST}


def _read_demo() -> dict[str, str]:
    """The demo's documents in languages with spaces; the generator edits words. The demo's own copies are left out."""
    found = [original for original in find_originals([str(find_demo_folder())]) if isinstance(original, Original)]
    documents = [load_document(original) for original in found]
    fingerprints = [f for document in documents for f in _fingerprint(document.id, document.text)]
    first = {origin.documents[0] for origin in group_origins(fingerprints)}
    spaced = {f.document for f in fingerprints if f.lang in ("en", "ru")}
    return {d.id: d.text for d in documents if d.id in first & spaced and len(d.text) >= SMALLEST}
