"""Weighing: what origins, claims and disputes of a large case cost, at first and when a hundred documents come.

Cases are generated once and kept in the folder that SAYSO_SCRATCH names; SAYSO_WEIGHED names the sizes. Each is
measured in a process of its own, on a copy. Reading and linking are measured apart.
"""

import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.campaign_case import make_campaign_document, make_long_document
from benchmarks.large_case import Maker, make_large_case
from benchmarks.tables import Table
from sayso.case import open_case
from sayso.store import joining
from sayso.store.weighing import refresh_weighed
from sayso.weigh.comparing import compare_inside
from sayso.weigh.telling import tell_document

SIZES = tuple(int(size) for size in os.environ.get("SAYSO_WEIGHED", "1000,5000").split(","))
MORE = 100  # documents that come to a case that is weighed
STATEMENTS = (500, 1_000, 2_000)  # of one long document
CASTS: dict[str, Maker | None] = {"a campaign": make_campaign_document, "one dense cast": None}


def measure(shared: Path) -> list[Table]:
    """Two tables: CPU seconds and megabytes by size and cast of a case; CPU seconds of one long document."""
    del shared
    columns = ["link s", "weigh s", "MB", f"{MORE} more s", "one more s"]
    table = Table("weighing a case, CPU seconds", columns)
    context = multiprocessing.get_context("spawn")
    for name in CASTS:
        for size in SIZES:
            with ProcessPoolExecutor(1, mp_context=context) as pool:  # the peak of memory is a process's own
                table.rows.append((f"{name}, {size:,} documents", pool.submit(measure_case, name, size).result()))
    return [table, _measure_long()]


def measure_case(cast: str, size: int) -> list[float | None]:
    """CPU seconds of linking and of weighing, peak megabytes, CPU seconds of weighing when more come, and one more."""
    scratch = Path(os.environ.get("SAYSO_SCRATCH", tempfile.gettempdir()))
    kept = scratch / f"sayso-weighed-{cast.rsplit(maxsplit=1)[-1]}-{size}"
    make_large_case(kept, size, make=CASTS[cast])
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = Path(name) / "case"
        shutil.copytree(kept, folder)
        figures: list[float | None] = [*_weigh(folder)]
        figures.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        for more in (MORE, MORE + 1):
            make_large_case(folder, size + more, make=CASTS[cast])
            figures.append(_weigh(folder)[1])
    return figures


def _weigh(folder: Path) -> tuple[float, float]:
    with open_case(folder) as case:
        linked = _time(lambda: joining.refresh(case.store))
        return linked, _time(lambda: refresh_weighed(case.store))


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _measure_long() -> Table:
    """What one document says twice, and where it contradicts itself."""
    table = Table("one long document, CPU seconds", ["compared", "found"])
    for count in STATEMENTS:
        _, document, findings = make_long_document(count, random.Random(count))
        told = tell_document(document.id, findings, {})
        start = time.process_time()
        links, contrasts = compare_inside(told)
        table.rows.append((f"{count:,} statements", [time.process_time() - start, float(len(links) + len(contrasts))]))
    return table
