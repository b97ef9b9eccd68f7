"""Pages of events, places, parties and drawings hold what the case holds, and the captured page runs nothing."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.case import create_case, open_case
from sayso.present.web.app import make_app
from sayso.present.web.events import draw_strip, find_point
from sayso.present.web.originals import clean_page
from sayso.present.wording import make_initials

ONE = (
    "Norway and Ghana signed a fishing agreement in Accra on 4 May 2027, the Norwegian minister Ada Quill said.\n\n"
    "Quill said Ghana would sell boats. On 2 May 2027 Ghana accused Norway of delays.\n\n"
    "Quill, who has been fisheries minister of Norway since 2021, will visit Nairobi in June 2027.\n"
)
TWO = "Ghana signed an agreement with Norway in Accra on 4 May 2027. Ghana denied that Norway had paid.\n"
PAGE = (
    "<html><head><title>Ferry</title><meta http-equiv=refresh content='0;url=https://tracker.example'>"
    "<link rel=preconnect href=https://tracker.example><style>@import 'https://tracker.example/x'</style></head>"
    "<body background=https://tracker.example/b onload=alert(1)><p style='background:url(https://tracker.example)'>"
    "The mayor said the ferry would sail.</p><img src=https://tracker.example/i srcset=https://tracker.example/j>"
    "<iframe src=https://tracker.example></iframe><form action=https://tracker.example><input></form>"
    "<svg><image href=https://tracker.example/k></svg><script>alert(2)</script><a href=javascript:alert(3)>x</a></body></html>"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("events")
    (folder / "one.txt").write_text(ONE, "utf-8")
    (folder / "two.txt").write_text(TWO, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    with create_case(folder / "case") as case:
        case.add([folder / name for name in ("one.txt", "two.txt", "page.html")])
    return folder / "case"


@pytest.fixture(scope="module")
def browser(folder: Path) -> TestClient:
    client = TestClient(make_app(folder, "t"), base_url="http://127.0.0.1:8765")
    client.get("/?token=t")
    return client


def list_shown(page: str) -> list[str]:
    return re.findall(r'href="/events/(v-[^"]+)"', page)


def test_the_list_and_its_twin_hold_every_event_by_day(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        ids = sorted(row.event.id for row in case.events())
    assert len(ids) >= 3
    shown = list(dict.fromkeys(list_shown(browser.get("/events").text.partition("<table")[2])))
    twin = [json.loads(line) for line in browser.get("/api/events").text.splitlines()]
    assert sorted(shown) == ids
    assert [row["id"] for row in twin] == shown
    days = [row["when"] or "~" for row in twin]
    assert days == sorted(days)


def test_facets_say_how_many_the_choice_gives(browser: TestClient) -> None:
    page = browser.get("/events").text
    choices = re.findall(r'<option value="([A-Z]+)">[A-Z]+ \((\d+)\)', page)
    assert choices
    for kind, count in choices:
        rows = browser.get(f"/api/events?event_type={kind}").text.splitlines()
        assert len(rows) == int(count)
        assert f"{count} event" in browser.get(f"/events?event_type={kind}").text


def test_an_event_says_who_when_where_and_who_else_tells_it(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        signed = [row for row in case.events() if row.event.date and row.event.date.normal == "2027-05-04"]
    assert len({row.document.id for row in signed}) == 2
    for row, other in ((signed[0], signed[-1]), (signed[-1], signed[0])):
        page = unescape(browser.get(f"/events/{row.event.id}").text)
        assert "<time>2027-05-04</time>" in page
        assert row.clause_words.split()[0] in page
        assert other.event.id in page.partition("Told elsewhere")[2]
    assert browser.get("/events/v-nothing").status_code == 404


def test_places_stand_on_the_map_where_they_are(browser: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/api/places?format=csv").text)))
    accra = next(row for row in rows if row["place"] == "Accra")
    assert (accra["precision"], float(accra["latitude"]), float(accra["longitude"])) == ("city", 5.5, -0.2)
    page = browser.get("/map").text
    assert re.search(r'aria-label="[^"]*Accra[^"]*: 2"', page)
    assert find_point("阿克拉", None) == find_point("Accra", "GHA")
    assert find_point("Halmere", None) is None
    point = find_point("Bergen", "NOR")
    assert point is not None
    assert point[2] is False


def test_a_party_has_names_columns_and_places_held(browser: TestClient, folder: Path) -> None:
    rows = [json.loads(line) for line in browser.get("/api/people").text.splitlines()]
    id = next(row["id"] for row in rows if "Ada Quill" in row["names"])
    page = unescape(browser.get(f"/people/{id}").text)
    assert "why?" in page
    assert page.count("<h2>Said") == 2
    assert "<h2>Took part in" in page
    with open_case(folder) as case:
        said = [row for row in case.statements() if row.entity == id]
    assert f'href="/statements?speaker_id={id}">{len(said)}</a>' in page
    assert re.search(r"<title>[^<]*Norway: 2021-01-01 to \?</title><rect class=\"bar asserted stays\"", page)


def test_drawings_are_saved_as_files(browser: TestClient) -> None:
    for name in ("braid", "matrix", "network", "timeline"):
        drawing = browser.get(f"/plots/{name}.svg")
        assert drawing.text.startswith("<?xml")
        assert drawing.headers["content-disposition"] == f'attachment; filename="{name}.svg"'
        assert browser.get(f"/plots/{name}.png").content.startswith(b"\x89PNG")
    assert browser.get("/plots/nothing.svg").status_code == 404
    assert browser.get("/plots/braid.pdf").status_code == 404


def test_a_captured_page_fetches_and_runs_nothing(browser: TestClient) -> None:
    id = next(
        json.loads(line)["document"] for line in browser.get("/api/documents").text.splitlines() if "page.html" in line
    )
    answer = browser.get(f"/documents/{id}/page")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["x-dns-prefetch-control"] == "off"
    assert "The mayor said the ferry would sail." in answer.text
    assert "tracker.example" not in answer.text
    assert "alert" not in answer.text
    assert clean_page(b"") == b""


def test_only_pages_and_pdfs_are_shown_as_captured(browser: TestClient) -> None:
    id = next(
        json.loads(line)["document"] for line in browser.get("/api/documents").text.splitlines() if "one.txt" in line
    )
    assert browser.get(f"/documents/{id}/page").status_code == 404
    assert "page as captured" not in browser.get(f"/documents/{id}").text


def test_months_without_an_event_keep_their_place() -> None:
    strip = draw_strip([("2026-11", 4), ("2027-02", 2)], 7)
    assert [(month, count) for _, _, month, count in strip.bars] == [("2026-11", 4), ("2027-02", 2)]
    assert [x for x, *_ in strip.bars] == [0.0, 750.0]
    assert strip.undated == 1
    assert draw_strip([], 3).bars == ()


def test_initials_of_names_in_any_script() -> None:
    assert [make_initials(name) for name in ("Ana Vera Lind", "安娜", "ana", "")] == ["AVL", "安娜", "an", ""]
