"""Speed and memory, per CPU second: text to findings, start-up, first result."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from benchmarks.tables import Table
from sayso import demo, pipeline
from sayso.capture.sources import find_originals
from sayso.extract.events import Evidence, Found, find_events
from sayso.extract.statements import find_statements
from sayso.link.entities import link_document
from sayso.pipeline import read_document
from sayso.read.names import find_mentions
from sayso.read.reading import Reading, read_passage
from sayso.records import Document, Original
from sayso.text.load import load_document
from sayso.text.passages import split_passages

LONG = 400_000  # characters of one long document
COPIES = 20  # of the demo's text in one language, as separate documents


def measure(shared: Path) -> list[Table]:
    """What reading does a CPU second, on the demo's own texts and on whole articles, and what starting costs."""
    rates = Table("speed, per CPU second", ["words", "characters", "events/rest"])
    for lang in ("en", "zh", "ru"):
        rates.rows.append((f"{lang}, rules alone", _measure_reading(lang, weighted=False)))
    for lang in ("en", "zh"):
        rates.rows.append((f"{lang}, with weights", _measure_reading(lang, weighted=True)))
    for lang in ("en", "zh"):
        rates.rows.append((f"{lang}, one document of {LONG:,} characters", _measure_long(lang)))
    starts = Table("start, CPU seconds", ["seconds", "megabytes"])
    starts.rows.append(("import sayso", _measure_process("-c", "import sayso")))
    starts.rows.append(("sayso --help", _measure_process("-m", "sayso", "--help")))
    first = str(demo.find_demo_folder() / "03-coastal-daily.txt")
    starts.rows.append(("sayso extract, one article", _measure_process("-m", "sayso", "extract", first)))
    return [rates, _measure_articles(shared), starts]


def load_texts(lang: str) -> list[str]:
    """The demo's own texts that are in one language alone."""
    sources = find_originals([str(demo.find_demo_folder())])
    documents = [load_document(original) for original in sources if isinstance(original, Original)]
    return [document.text for document in documents if document.lang == lang]


def _measure_reading(lang: str, *, weighted: bool) -> list[float | None]:
    texts = load_texts(lang)
    warm = [Document(id=f"warm-{number}", text=text) for number, text in enumerate(texts)]
    for document in warm:
        read_document(document, weighted=weighted)
    watch = _Watch()
    with patch.object(pipeline, "find_events", watch.find_events):
        spent = _time(lambda: [read_document(document, weighted=weighted) for document in warm for _ in range(COPIES)])
    words = sum(len(text.split()) for text in texts) * COPIES
    characters = sum(len(text) for text in texts) * COPIES
    return [words / spent if lang != "zh" else None, characters / spent, watch.spent / (spent - watch.spent)]


def _measure_articles(shared: Path) -> Table:
    """The English articles of PolNeAR dev with weights; tokens are words and marks, as the weights count them."""
    table = Table("84 articles with weights, per CPU second", ["words", "tokens"])
    with gzip.open(shared / "benchmarks" / "attribution" / "polnear-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [Document(id=str(n), text=json.loads(line)["text"], lang="en") for n, line in enumerate(lines)]
    words = sum(len(document.text.split()) for document in documents)
    tokens = sum(_read_statements(document) for document in documents)
    for name, read in (("text to names, trees, statements", _read_statements), ("everything", read_document)):
        spent = _time(lambda read=read: [read(document) for document in documents])  # type: ignore[misc]
        table.rows.append((name, [words / spent, tokens / spent]))
    return table


def _read_statements(document: Document) -> int:
    """The first half of `read_document`: names, trees and statements with their speakers; how many tokens it read."""
    found = [read_passage(document, passage) for passage in split_passages(document)]
    readings = [reading for reading in found if reading]
    link_document(readings, find_mentions(readings), find_statements(readings))
    return sum(len(reading.analysis.words) for reading in readings if reading.analysis)


class _Watch:
    """Counts the CPU seconds that events take."""

    def __init__(self) -> None:
        self.spent = 0.0

    def find_events(self, readings: Sequence[Reading], evidence: Evidence) -> Found:
        start = time.process_time()
        found = find_events(readings, evidence)
        self.spent += time.process_time() - start
        return found


def _measure_long(lang: str) -> list[float | None]:
    """One long document by rules alone: its rate must be about that of short ones, or the time is not linear."""
    texts = [text for text in load_texts(lang) if _list_langs(text) == {lang}]
    text = "\n\n".join(texts)
    text = "\n\n".join([text] * (LONG // len(text) + 1))[:LONG]
    document = Document(id=f"long-{lang}", text=text, lang=lang)
    spent = _time(lambda: read_document(document, weighted=False))
    return [len(text.split()) / spent if lang != "zh" else None, LONG / spent, None]


def _list_langs(text: str) -> set[str]:
    """The languages of a text's passages: versions side by side are compared pair by pair, and not measured here."""
    return {passage.lang for passage in split_passages(Document(id="langs", text=text))}


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


_WATCH = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
pid = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ, file_actions=quiet)
_, status, usage = os.wait4(pid, 0)
print(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""


def _measure_process(*arguments: str) -> list[float | None]:
    """CPU seconds and peak memory of a fresh process, its modules compiled as in an installed package.

    A small process starts it: a child's peak counts its parent's.
    """
    command = [sys.executable, "-S", "-E", "-c", _WATCH, *arguments]
    with tempfile.TemporaryDirectory() as folder:
        compiled = {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(2):
            run = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | compiled)
    status, seconds, megabytes = run.stdout.split()[-3:]
    if status != "0":
        raise SystemExit(f"{' '.join(arguments)} ended with status {status}")
    return [float(seconds), float(megabytes)]
