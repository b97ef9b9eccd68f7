"""Whatever a document carries is shown as text."""

import json
import re

import pytest
from starlette.testclient import TestClient

from sayso.case import create_case
from sayso.present.web.app import make_app

SCRIPT = "<script>alert(1)</script>"
BREAK = "\"><img src=x onerror=alert(2)>{{7*7}}'"
STEER = "\u202egnp.exe\u2066"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    text = (
        f"Ada {SCRIPT} Quell said the {BREAK} gate was {STEER} shut. “No {SCRIPT} {'x' * 5000} boats,” Quell said."
        f"\r\n\r\n{SCRIPT}\x00\x1b[31m\u2028 The harbour master denied that {BREAK} boats had come."
        f" Norway {SCRIPT} signed an agreement with Ghana {BREAK} in Accra {STEER} on 4 May 2027."
        f" Quell said that boats {SCRIPT} had come."
    )
    line = {
        "id": f"a{BREAK}",
        "text": text,
        "title": f"{SCRIPT}{STEER}",
        "publisher": f"{BREAK}{SCRIPT}",
        "url": "javascript:alert(3)",
        "date": "2027-03-01",
    }
    copy = {
        **line,
        "id": "b",
        "publisher": f"{SCRIPT}{STEER} Daily",
        "title": f"{BREAK} again",
        "text": text + " More.",
    }
    (folder / "a.jsonl").write_text(f"{json.dumps(line)}\n{json.dumps(copy)}\n", "utf-8")
    (folder / f"{BREAK.replace('/', '')}{SCRIPT.replace('/', '')}.pdf").write_bytes(b"%PDF-1.7 broken")
    with create_case(folder / "case") as case:
        case.add([folder / name for name in folder.iterdir() if name.is_file()])
        assert case.counts().documents == 2
        assert list(case.failures())
    client = TestClient(make_app(folder / "case", "t"), base_url="http://127.0.0.1:1")
    client.get("/?token=t")
    client.cookies.set("sayso-reviewer", "%3Cscript%3Ealert(4)%3C/script%3E")
    return client


def find_paths(client: TestClient) -> list[str]:
    def list_ids(name: str, field: str) -> list[str]:
        rows = client.get(f"/api/{name}").text.splitlines()
        return list(dict.fromkeys(json.loads(row)[field] for row in rows))

    document = list_ids("documents", "document")[0]
    people, events = list_ids("people", "id"), list_ids("events", "id")
    claims, origins = list_ids("claims?several=no", "claim"), list_ids("origins?all=yes", "origin")
    assert events
    assert origins
    return [
        "/", "/documents", "/statements", "/people", "/search?q=boats", "/review", "/decisions", f"/documents/{document}",
        f"/documents/{document}?view=published", *(f"/people/{id}" for id in people),
        "/events", *(f"/events/{id}" for id in events), "/map", "/network?draw=yes", "/disputes", "/claims?several=no",
        *(f"/disputes/{id}" for id in list_ids("disputes", "dispute")), *(f"/claims/{id}" for id in claims),
        "/origins?all=yes", *(f"/origins/{id}" for id in origins),
        *(f"/plots/{name}.svg" for name in ("braid", "matrix", "network", "timeline")),
        "/events?taker=%22%3E%3Cimg%20src%3Dx%3E&words=%3Cscript%3E", "/claims?speaker=%3Cscript%3E",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/statements?speaker=%22%3E%3Cimg%20src%3Dx%3E",
    ]  # fmt: skip


def test_no_markup_of_a_document_reaches_a_page(browser: TestClient) -> None:
    paths = find_paths(browser)
    assert len(paths) > 11
    for path in paths:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "<script>" not in answer.text, path
        assert not re.search(r"<img\b", answer.text), path
        assert not re.search(r"(href|src|action)=.?javascript:", answer.text), path
        assert "49" not in re.findall(r"gate[^<]*", answer.text), path


def test_characters_that_steer_are_shown_as_signs(browser: TestClient) -> None:
    for path in find_paths(browser):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", browser.get(path).text), path


def test_no_page_holds_a_style_or_a_script_of_its_own(browser: TestClient) -> None:
    for path in find_paths(browser):
        tags = re.findall(r"<[a-zA-Z][^>]*>", re.sub(r'"[^"]*"', '""', browser.get(path).text))
        assert not [tag for tag in tags if re.search(r"\s(on\w+|style)\s*=", tag) or tag == "<style>"], path


def test_a_page_that_is_not_there_says_so_without_running_anything(browser: TestClient) -> None:
    answer = browser.get("/documents/%3Cscript%3Ealert(5)%3C")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_the_spreadsheet_twin_runs_no_formula(browser: TestClient) -> None:
    text = browser.get("/api/statements?format=csv").text
    assert not re.search(r"(^|,)\"?[=@+-]", text, re.MULTILINE)
