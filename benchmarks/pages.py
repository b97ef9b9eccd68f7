"""How long the pages of a large case take: server time of each address, first and again.

The case is generated once and kept in the folder that SAYSO_SCRATCH names, or in the system's folder for what may go.
"""

import os
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.large_case import make_large_case
from benchmarks.tables import Table
from sayso.case import open_case
from sayso.present.web.app import make_app
from sayso.store.parties import list_parties

DOCUMENTS = int(os.environ.get("SAYSO_PAGES_DOCUMENTS", "20000"))
AGAIN = 3


FIXED = {
    "overview": "/",
    "documents": "/documents",
    "documents, far on": "/documents?skip=15000",
    "statements": "/statements",
    "statements, far on": "/statements?skip=200000",
    "statements of one act": "/statements?act=deny&language=zh",
    "statements of one month": "/statements?since=2025-03&until=2025-03",
    "statements with words": "/statements?words=barges",
    "events": "/events",
    "events of one type": "/events?event_type=AID&factuality=planned",
    "disputes": "/disputes",
    "claims": "/claims",
    "claims of most origins": "/claims?order=most+origins",
    "origins": "/origins",
    "map": "/map",
    "network, as a matrix": "/network",
    "network, drawn": "/network?draw=yes",
    "people": "/people",
    "review": "/review",
    "decisions": "/decisions",
    "search, a common word": "/search?q=barges",
    "search, one character": "/search?q=林",
    "search, nothing found": "/search?q=zzyzx",
}


def measure(shared: Path) -> list[Table]:
    """Milliseconds of CPU that the server takes for each page: the first time, and the median of later times."""
    del shared
    scratch = Path(os.environ.get("SAYSO_SCRATCH", tempfile.gettempdir()))
    folder = scratch / f"sayso-pages-{DOCUMENTS}"
    make_large_case(folder, DOCUMENTS)
    client = TestClient(make_app(folder, "t"), base_url="http://127.0.0.1:1")
    table = Table(f"pages of {DOCUMENTS} documents, milliseconds of CPU", ["first", "again", "kilobytes"])
    begun = time.process_time()
    client.get("/?token=t")
    table.rows.append(("start, until the overview stands", [1000 * (time.process_time() - begun), None, None]))
    for name, path in find_addresses(folder, client).items():
        table.rows.append((name, _measure_page(client, path)))
    return [table]


def _measure_page(client: TestClient, path: str) -> list[float | None]:
    spent, size = [], 0
    for _ in range(1 + AGAIN):
        begun = time.process_time()
        answer = client.get(path)
        spent.append(1000 * (time.process_time() - begun))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}: {answer.text[:200]}")
        size = len(answer.content)
    return [spent[0], sorted(spent[1:])[AGAIN // 2], size / 1000]


def find_addresses(folder: Path, client: TestClient) -> dict[str, str]:
    """Every sort of page, with the busiest records of the case."""
    with open_case(folder) as case:
        document = next(case.documents())
        publisher = document.publisher or ""
        name = list_parties(case.store, limit=1)[0].names[0].split()[-1]
    return {
        **FIXED,
        "reader": f"/documents/{document.id}",
        "statements by a publisher": f"/statements?publisher={publisher.replace(' ', '+')}",
        "statements by a name": f"/statements?speaker={name}",
        "statements about a name": f"/statements?about={name}",
        "event": _find_first(client, "/events", "/events/"),
        "person": _find_first(client, "/people", "/people/"),
        "people by a name": f"/people?words={name}",
        "dispute": _find_first(client, "/disputes", "/disputes/"),
        "claim": _find_first(client, "/claims?several=no", "/claims/"),
        "search, a phrase": f'/search?q="{" ".join(publisher.split()[:2])}"',
    }


def _find_first(client: TestClient, page: str, prefix: str) -> str:
    """The first address on a page that begins so; the page itself where there is none."""
    text = client.get(page).text
    start = text.find(f'href="{prefix}') + 6
    return text[start : text.index('"', start)] if start > 5 else page
