"""The gate: a measured figure may not fall under its floor.

The data lies beside the project, in ../shared, and is no part of it; without it these tests skip.
A floor is lowered by hand in floors.json, in a commit that says why. The file pins a hash of the
data each figure was measured on, so that other data cannot pass for a better engine.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
PINNED = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "practice").is_dir(), reason="the benchmark data is not beside the project"
)


@cache
def figures(task: str) -> dict[str, dict[str, dict[str, float | None]]]:
    from benchmarks import attribution, events, practice

    measures = {"attribution": attribution.measure, "events": events.measure, "practice": practice.measure}
    tables = measures[task](SHARED)
    return {table.title: table.to_figures() for table in tables}


@pytest.mark.parametrize("path", sorted(PINNED["data"]))
def test_the_data_is_the_data_the_floors_were_measured_on(path: str) -> None:
    assert hashlib.sha256((SHARED / path).read_bytes()).hexdigest() == PINNED["data"][path]


@pytest.mark.parametrize("key", sorted(PINNED["floors"]))
def test_no_figure_falls_under_its_floor(key: str) -> None:
    task, row, column = key.split("/")
    measured = figures(task.partition(",")[0])[task][row][column]
    assert measured is not None
    assert measured >= PINNED["floors"][key], f"{key} fell from {PINNED['floors'][key]} to {measured}"
