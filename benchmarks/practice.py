"""The practice set: 24 documents in six languages, all layers that the scorer knows."""

import json
import tempfile
from pathlib import Path

import msgspec

from benchmarks.attribution import run
from benchmarks.tables import Table
from sayso.contract import DocumentOut, ErrorOut
from sayso.contract_weighed import CorpusOut
from sayso.extraction import extract_sources

LAYERS = ["statements", "act", "form", "polarity", "inside", "source_entity", "mentions", "linking_matched"]
HAPPENED = ["events", "events_soft", "event_date", "event_amounts", "event_factuality", "relations", "relation_terms"]
ACROSS = ["linking", "origins", "disputes", "translation", "corroboration", "corroboration_n"]
LANGS = ["en", "zh", "ru", "es", "fr", "my", "all"]


def measure(shared: Path) -> list[Table]:
    """One table: a row a language, F1 or accuracy as columns; and one for what spans documents."""
    folder = shared / "practice"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    ids = {Path(row["file"]).stem: row["id"] for row in gold if row["id"] != "_corpus"}
    with tempfile.TemporaryDirectory() as name:
        predicted = Path(name) / "predicted.jsonl"
        predicted.write_bytes(b"".join(_extract(folder, ids)))
        output = run(folder / "score.py", folder / "gold.jsonl", predicted, "--docs", folder, "--json")
    figures = json.loads(output)
    table = Table("practice", LAYERS)
    for lang in LANGS:
        table.rows.append((lang, [_pick(figures, layer, lang) for layer in LAYERS]))
    happened = Table("practice, events and relations", HAPPENED)
    happened.rows = [(lang, [_pick(figures, layer, lang) for layer in HAPPENED]) for lang in LANGS]
    across = Table("practice, across documents", ["F1"])
    across.rows = [(layer, [_pick(figures, layer, "all")]) for layer in ACROSS]
    return [table, happened, across]


def _extract(folder: Path, ids: dict[str, str]) -> list[bytes]:
    lines = []
    for output in extract_sources(str(path) for path in sorted((folder / "documents").glob("*.txt"))):
        if isinstance(output, ErrorOut):
            raise SystemExit(f"{output.id}: {output.error}")
        lines.append(msgspec.json.encode(_rename(output, ids)) + b"\n")
    return lines


def _rename(output: DocumentOut | CorpusOut, ids: dict[str, str]) -> DocumentOut | CorpusOut:
    """The output under the ids of the gold, which are not those of the files."""
    if isinstance(output, DocumentOut):
        return msgspec.structs.replace(output, id=ids[output.id])
    origins = {ids[key]: [ids[id] for id in members] for key, members in output.origins.items()}
    return msgspec.structs.replace(
        output,
        origins=origins,
        disputes=[msgspec.structs.replace(d, a=_refer(d.a, ids), b=_refer(d.b, ids)) for d in output.disputes],
        corroboration=[
            msgspec.structs.replace(claim, refs=[_refer(ref, ids) for ref in claim.refs])
            for claim in output.corroboration
        ],
    )


def _refer(reference: str, ids: dict[str, str]) -> str:
    document, _, statement = reference.rpartition("#")
    return f"{ids[document]}#{statement}"


def _pick(figures: dict[str, dict[str, dict[str, float]]], layer: str, lang: str) -> float | None:
    row = figures.get(layer, {}).get(lang)
    if row is None:
        return None
    return row.get("F1", row.get("acc"))
