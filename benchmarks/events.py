"""Events: the PLOVER gold standard, PETRARCH's unit sentences, and our own harder set in five languages."""

import json
import tempfile
from pathlib import Path

import msgspec

from benchmarks.attribution import run
from benchmarks.tables import Table
from sayso.contract import make_output
from sayso.pipeline import read_document
from sayso.records import Document

MEASURES = ("type", "quad", "actors", "triple")
LANGS = ("en", "zh", "ru", "es", "fr")


def measure(shared: Path) -> list[Table]:
    """Two tables: F1 of each set, and for our own set what else is said of an event, by language."""
    folder = shared / "benchmarks" / "events"
    table = Table("events", [*MEASURES, "actors P"])
    details = Table(
        "events, own-dev", ["type", "actors", "triple", "factuality", "when", "when dated", "amounts", "none"]
    )
    gold = _score(shared, folder / "plover-gsr-dev.jsonl", asserted=True, options=["--first"])
    units = _score(shared, folder / "petrarch-unit-dev.jsonl", asserted=True, options=[])
    table.rows = [
        (name, _pick(figures)) for name, figures in (("plover-gsr-dev --first", gold), ("petrarch-unit-dev", units))
    ]
    for lang in (*LANGS, None):
        figures = _score(shared, folder / "own-dev.jsonl", asserted=False, options=[], lang=lang)
        if lang is None:
            table.rows.append(("own-dev", _pick(figures)))
        details.rows.append((lang or "all", _pick_details(figures)))
    return [table, details]


Figures = dict[str, dict[str, float | None]]
DETAILS = ("factuality", "when", "  when dated", "amounts", "none")


def _score(shared: Path, gold: Path, *, asserted: bool, options: list[str], lang: str | None = None) -> Figures:
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if lang is None or row.get("lang") == lang]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "gold.jsonl", [json.dumps(row, ensure_ascii=False).encode() for row in rows])
        _write(folder / "extracted.jsonl", [_extract(row) for row in rows])
        arguments = ["--asserted"] if asserted else []
        run(
            shared / "benchmarks/convert.py",
            "events",
            folder / "extracted.jsonl",
            folder / "predicted.jsonl",
            *arguments,
        )
        scorer = shared / "benchmarks/events/score.py"
        figures = json.loads(run(scorer, folder / "gold.jsonl", folder / "predicted.jsonl", "--json", *options))
    details: Figures = figures.pop("details", {})
    return {name: row for name, row in figures.items() if isinstance(row, dict)} | details


def _extract(row: dict[str, str]) -> bytes:
    document = Document(
        id=row["id"], text=row["text"], lang=row.get("lang"), published=row.get("date"), media_type="text/plain"
    )
    return msgspec.json.encode(make_output(document, read_document(document)))


def _write(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def _pick(figures: Figures) -> list[float | None]:
    return [*(figures[name]["F1"] for name in MEASURES), figures["actors"]["P"]]


def _pick_details(figures: Figures) -> list[float | None]:
    found = [figures[name]["F1"] for name in ("type", "actors", "triple")]
    return [*found, *(figures.get(name, {}).get("acc") for name in DETAILS)]
