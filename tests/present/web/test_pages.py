"""Every page of the demo is there, and says what the case says."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.case import Filters, create_case, open_case
from sayso.demo import find_demo_folder
from sayso.present.web.app import make_app
from sayso.present.web.marking import cut_blocks
from sayso.records import Document, Passage, Span


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "demo"
    with create_case(folder) as case:
        case.add([find_demo_folder()])
    return folder


@pytest.fixture
def browser(folder: Path) -> TestClient:
    client = TestClient(
        make_app(folder, "t"), base_url="http://127.0.0.1:8765", headers={"origin": "http://127.0.0.1:8765"}
    )
    client.get("/?token=t")
    return client


def test_every_page_and_every_link_on_it_is_there(browser: TestClient) -> None:
    todo, seen = ["/"], set()
    while todo:
        path = todo.pop()
        kind = re.sub(r"[=/][^/=&?]*\d[^/=&?]*", "/*", path)
        if kind in seen:
            continue  # one of each sort
        seen.add(kind)
        answer = browser.get(path)
        assert answer.status_code == 200, path
        if path.endswith(("/original", "/page")):
            continue  # the links of a captured page are its publisher's
        links = [unescape(link).partition("#")[0] for link in re.findall(r'href="([^"]+)"', answer.text)]
        todo += [link if link.startswith("/") else path.partition("?")[0] + link for link in links if link[:1] in "/?"]
    assert {"/", "/documents", "/documents/*", "/statements", "/people", "/people/*", "/review", "/decisions"} <= seen


def test_the_overview_counts_what_the_case_holds(browser: TestClient, folder: Path) -> None:
    page = browser.get("/").text
    with open_case(folder) as case:
        assert f'href="/statements">{len(list(case.statements()))}</a> statements' in page
        assert f'href="/statements?act=deny">{len(list(case.statements(Filters(act="deny"))))}</a>' in page
    assert page.count('class="tick') == 12


def test_the_reader_shows_the_whole_text_and_a_card_for_each_statement(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        for row in case.documents():
            page = browser.get(f"/documents/{row.id}").text
            text = browser.get(f"/documents/{row.id}/text").content.decode()
            pieces = re.findall(r'<span data-start="(\d+)"[^>]*>([^<]*)</span>', page)
            assert pieces
            for start, words in pieces:
                assert text[int(start) :].startswith(unescape(words))
            shown = "".join(unescape(words) for _, words in sorted(pieces, key=lambda piece: int(piece[0])))
            assert "".join(shown.split()) == "".join(text.split())
            ids = [statement.statement.id for statement in case.statements(Filters(document=row.id))]
            assert sorted(re.findall(r'<details class="card[^>]* id="(s-[^"]+)"', page)) == sorted(ids)


def test_versions_stand_side_by_side_and_as_published(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        id = next(row.id for row in case.documents() if "Joint statement" in (row.title or ""))
    assert 'class="versions v2"' in browser.get(f"/documents/{id}").text
    assert 'class="versions' not in browser.get(f"/documents/{id}?view=published").text


def test_filters_narrow_the_list_and_its_twin_alike(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        denials = [row.statement.id for row in case.statements(Filters(act="deny", language="zh"))]
    assert denials
    page = browser.get("/statements?act=deny&language=zh&speaker=").text
    assert re.findall(r'<li class="statement[^>]* id="([^"]+)"', page) == denials
    twin = browser.get("/api/statements?act=deny&language=zh&format=csv").text
    assert [row["id"] for row in csv.DictReader(io.StringIO(twin))] == denials


def test_pages_of_a_list_hold_every_row_once(browser: TestClient, folder: Path) -> None:
    found, path = [], "/statements"
    while path:
        page = browser.get(path).text
        found += re.findall(r'<li class="statement[^>]* id="([^"]+)"', page)
        more = re.search(r'href="([^"]+)" rel="next"', page)
        path = unescape(more.group(1)) if more else ""
    with open_case(folder) as case:
        assert sorted(found) == sorted(row.statement.id for row in case.statements())


def test_a_filter_that_cannot_be_meant_is_explained(browser: TestClient) -> None:
    answer = browser.get("/statements?act=sing")
    assert answer.status_code == 400
    assert "Use one of: say, claim" in answer.text


def test_search_marks_the_words_in_any_script(browser: TestClient) -> None:
    assert browser.get("/search?q=桩").text.count("<mark>桩</mark>") > 1
    assert "<mark>Kestrel Quay</mark>" in browser.get('/search?q="kestrel quay"').text


def test_a_decision_is_kept_logged_and_undone(browser: TestClient, folder: Path) -> None:
    browser.post("/review/name", data={"reviewer": "Ана 安娜"})
    id = re.search(r'name="id" value="(s-[^"]+)"', browser.get("/review").text)
    assert id
    form = {"id": id.group(1), "judgement": "negative", "seen": "", "following": "", "note": "no cue"}
    assert ">1 of" in browser.post("/review/decide", data=form).text
    with open_case(folder) as case:
        decision = list(case.decisions())[-1]
        assert (decision.about, decision.judgement) == ((id.group(1),), "negative")
        assert (decision.reviewer, decision.note) == ("Ана 安娜", "no cue")
        assert [entry.decision for entry in case.log()][-1] == decision
        assert case.verify() == []
    assert "rejected" in browser.get(f"/review?at={id.group(1)}").text
    browser.post("/review/undo", data={"id": decision.id})
    with open_case(folder) as case:
        assert list(case.decisions())[-1].judgement == "unsure"
    assert ">0 of" in browser.get("/review").text


def test_two_reviewers_do_not_overwrite_each_other(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        id = next(case.statements(Filters(act="deny"))).statement.id
    browser.cookies.set("sayso-reviewer", "Ana")
    form = {"id": id, "judgement": "positive", "seen": ""}
    assert browser.post(f"/review/decide?at={id}", data=form).status_code == 200
    browser.cookies.set("sayso-reviewer", "Ben")
    answer = browser.post(f"/review/decide?at={id}", data={**form, "judgement": "negative"})
    assert answer.status_code == 409
    assert "Ana decided positive" in answer.text
    with open_case(folder) as case:
        decisions = [decision for decision in case.decisions() if decision.about == (id,)]
        assert [decision.reviewer for decision in decisions] == ["Ana"]
    seen = re.search(r'name="seen" value="([^"]+)"', answer.text)
    assert seen
    browser.post("/review/decide", data={**form, "judgement": "negative", "seen": seen.group(1)})
    with open_case(folder) as case:
        decisions = [decision for decision in case.decisions() if decision.about == (id,)]
        assert [decision.reviewer for decision in decisions] == ["Ana", "Ben"]


def test_decisions_have_their_twin(browser: TestClient) -> None:
    for line in browser.get("/api/decisions").text.splitlines():
        assert json.loads(line)["reviewer"]


def test_line_ends_and_emoji_move_nothing() -> None:
    text = "😀 one\r\ntwo\r\n\r\n三 four"
    passage = Passage(id="p", made_by="test", span=Span("d", 0, len(text)), lang="en")
    blocks = cut_blocks(Document(id="d", text=text), [passage], [])
    assert [(block.start, block.end) for block in blocks] == [(0, 10), (14, 20)]
    for piece in (piece for block in blocks for piece in block.pieces):
        assert text[piece.start :].startswith(piece.text)
