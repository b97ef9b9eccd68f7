"""The command line of the benchmarks: run one or all, print tables, write JSON."""

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before NumPy loads

from benchmarks import attribution, events, linking, origins, pages, practice, speed, weighing
from benchmarks.tables import Table, show

TASKS = {
    "attribution": attribution.measure,
    "events": events.measure,
    "linking": linking.measure,
    "origins": origins.measure,
    "pages": pages.measure,
    "practice": practice.measure,
    "speed": speed.measure,
    "weighing": weighing.measure,
}


def main() -> int:
    """Run the benchmarks named; exit status 1 when the data is not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"{', '.join(TASKS)}; default: all")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SAYSO_BENCHMARKS", "../shared")))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"), help="folder for the JSON files")
    args = parser.parse_args()
    if not (args.shared / "benchmarks").is_dir():
        print(f"{args.shared}: no benchmark data here. Name its folder with --shared.", file=sys.stderr)
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    for task in args.tasks or TASKS:
        tables: list[Table] = TASKS[task](args.shared)
        for table in tables:
            show(table)
        figures = {table.title: table.to_figures() for table in tables}
        (args.out / f"{task}.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
