"""Attribution: PolNeAR dev (English news) and PUD dev (translated sentences, English and Chinese)."""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from benchmarks.tables import Table
from sayso.contract import make_output
from sayso.pipeline import read_document
from sayso.records import Document


def measure(shared: Path) -> list[Table]:
    """One table: a row for each set, the measures of the scorer as columns (F1 unless named otherwise)."""
    folder = shared / "benchmarks" / "attribution"
    columns = ["all", "low95", "high95", "direct", "indirect", "content", "source_ok", "exact", "ex_content"]
    table = Table("attribution", columns)
    sets = {"polnear-dev": _read(folder / "polnear-dev.jsonl.gz")}
    for lang in ("zh", "en"):
        sets[f"pud-dev {lang}"] = [row for row in _read(folder / "pud-dev.jsonl") if row["lang"] == lang]
    for name, gold in sets.items():
        table.rows.append((name, _score(gold, shared)))
    return [table]


def _read(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _score(gold: list[dict[str, str]], shared: Path) -> list[float | None]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "gold.jsonl", [json.dumps(row, ensure_ascii=False).encode() for row in gold])
        _write(folder / "extracted.jsonl", [_extract(row) for row in gold])
        run(shared / "benchmarks/convert.py", "attribution", folder / "extracted.jsonl", folder / "predicted.jsonl")
        run(
            shared / "benchmarks/attribution/score.py",
            folder / "gold.jsonl",
            folder / "predicted.jsonl",
            "--json",
            folder / "figures.json",
        )
        figures = json.loads((folder / "figures.json").read_text("utf-8"))
    whole = figures["attribution"]
    return [
        whole["f1"],
        *whole["ci95"],
        figures["direct"]["f1"],
        figures["indirect"]["f1"],
        figures["content_only"]["f1"],
        figures["source_accuracy"],
        figures["exact"]["all"]["f1"],
        figures["exact"]["content"]["f1"],
    ]


def _extract(row: dict[str, str]) -> bytes:
    document = Document(id=row["id"], text=row["text"], published=row.get("date"), media_type="text/plain")
    return msgspec.json.encode(make_output(document, read_document(document)))


def _write(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def run(script: Path, *arguments: object) -> str:
    """What a scorer prints; a scorer that stops shows its own error."""
    command = [sys.executable, str(script), *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{script.name}: {result.stderr.strip()}")
    return result.stdout
