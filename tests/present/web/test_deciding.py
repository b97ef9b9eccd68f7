"""Decisions over the API: kept, refused with a reason, described; nothing is changed by a page from elsewhere."""

import re
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from sayso.case import Case, create_case, open_case
from sayso.demo import find_demo_folder
from sayso.present.web import api, openapi
from sayso.present.web.app import make_app
from sayso.present.web.deciding import PartyAnswer, QueueAnswer, Refusal, StatementAnswer
from sayso.records import Decision
from sayso.store.rows import Shown
from sayso.store.rows_weighed import ClaimFilters

BASE = "http://127.0.0.1:8765"
TEXT = "😀 Ferry minister Ko Lan said the landing would stay open. The ferry guild denied that it had been told.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with create_case(tmp_path / "case") as made:
        made.add([tmp_path / "a.txt"])
    return tmp_path / "case"


@pytest.fixture
def client(case: Path) -> TestClient:
    client = TestClient(make_app(case, "t"), base_url=BASE, headers={"origin": BASE})
    client.get("/?token=t")
    client.post("/review/name", data={"reviewer": "Ana 安娜"})
    return client


def find_id(case: Path, act: str = "deny") -> str:
    with open_case(case) as opened:
        return next(row.statement.id for row in opened.statements() if row.statement.act == act)


def load(case: Path) -> tuple[list[Decision], list[str]]:
    with open_case(case) as opened:
        return list(opened.decisions()), [problem.what for problem in opened.verify()]


def span(case: Path, words: str) -> list[object]:
    with open_case(case) as opened:
        return [next(opened.documents()).id, TEXT.index(words), TEXT.index(words) + len(words)]


def test_a_correction_is_kept_and_shown_everywhere(client: TestClient, case: Path) -> None:
    id = find_id(case)
    after = {"content": [span(case, "it had been told")], "act": "claim"}
    body = {"question": "right as found", "about": [id], "after": after, "note": "<b>heard</b>", "seen": ""}
    answer = client.post("/api/decisions", json=body)
    assert answer.status_code == 201
    kept = msgspec.json.decode(answer.content, type=Decision)
    assert (kept.reviewer, kept.note, kept.before.act, kept.after.act) == ("Ana 安娜", "<b>heard</b>", "deny", "claim")
    shown = msgspec.json.decode(client.get(f"/api/statements/{id}").content, type=StatementAnswer)
    assert shown.statement.content_words == ("it had been told",)
    assert (shown.seen, shown.rejected, shown.history) == (kept.id, False, (kept,))
    assert client.get("/api/statements?act=claim").json()["id"] == id
    assert "&lt;b&gt;heard&lt;/b&gt;" in client.get("/decisions").text
    undone = client.post(f"/api/decisions/{kept.id}/undo", json={})
    assert undone.status_code == 201
    assert client.get(f"/api/statements/{id}").json()["statement"]["statement"]["act"] == "deny"
    assert load(case)[1] == []


def test_who_was_slower_is_told_what_was_decided(client: TestClient, case: Path) -> None:
    body = {"question": "right as found", "about": [find_id(case)], "judgement": "negative", "seen": ""}
    assert client.post("/api/decisions", json=body).status_code == 201
    answer = client.post("/api/decisions", json={**body, "judgement": "positive", "reviewer": "Ben"})
    assert answer.status_code == 409
    refusal = msgspec.json.decode(answer.content, type=Refusal)
    assert "Ana 安娜 decided negative" in refusal.error
    assert refusal.in_force
    again = {**body, "judgement": "positive", "reviewer": "Ben", "seen": refusal.in_force.id}
    assert client.post("/api/decisions", json=again).status_code == 201
    assert [decision.reviewer for decision in load(case)[0]] == ["Ana 安娜", "Ben"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"question": "right as found", "about": ["s-none"]}, 404, "no record has the id"),
        ({"question": "right as found", "about": []}, 400, "needs records and a reviewer"),
        ({"question": "is it nice", "about": ["s-1"]}, 400, "Invalid enum value"),
        ({"question": "remark", "about": ["s-1"], "mood": "good"}, 400, "unknown field"),
        ({"question": "stated here", "about": []}, 400, "needs records"),
        ([1], 400, "Expected `object`"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_reason(
    client: TestClient, case: Path, body: object, status: int, words: str
) -> None:
    answer = client.post("/api/decisions", json=body)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert load(case)[0] == []


def test_a_body_that_is_too_long_or_no_json_is_refused(client: TestClient, case: Path) -> None:
    headers = {"content-type": "application/json"}
    assert client.post("/api/decisions", content=b"{" * 300_000, headers=headers).status_code == 400
    assert client.post("/api/decisions", content=b"\xff\xfe", headers=headers).status_code == 400
    assert client.post("/api/decisions", content=b"{}", headers={"content-type": "text/plain"}).status_code == 400
    assert client.get("/api/statements/s-none").json() == {"error": client.get("/api/records/s-none").json()["error"]}
    assert load(case)[0] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"origin": BASE, "referer": "https://elsewhere.example/page"},
    ],
)
@pytest.mark.parametrize("path", ["/api/decisions", "/review/decide", "/review/judge", "/review/undo", "/review/name"])
def test_a_page_from_elsewhere_changes_nothing(
    client: TestClient, case: Path, path: str, headers: dict[str, str]
) -> None:
    body = {"question": "right as found", "about": [find_id(case)], "judgement": "negative"}
    assert client.post(path, json=body, headers=headers).status_code == 403
    assert load(case)[0] == []


def test_a_form_leads_back_into_the_case_and_nowhere_else(client: TestClient, case: Path) -> None:
    id = find_id(case)
    for number, back in enumerate(("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "x\r\ny: z")):
        form = {"question": "remark", "judgement": "unsure", "about": id, "note": f"{number}", "back": back}
        answer = client.post("/review/judge", data=form, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    form["back"] = f"/people?words={id}"
    assert client.post("/review/judge", data=form, follow_redirects=False).headers["location"] == form["back"]
    assert len(load(case)[0]) == 5


def test_the_description_names_every_address_and_what_it_answers(client: TestClient, case: Path) -> None:
    description = client.get("/api/openapi.json").json()
    paths = description["paths"]
    assert {f"/api/{name}" for name in api.LISTS} | openapi.SHOWN.keys() <= paths.keys()
    references = set(_find_references(description))
    names = {reference.rpartition("/")[2] for reference in references}
    assert all(reference.startswith("#/components/schemas/") for reference in references)
    assert names <= description["components"]["schemas"].keys()
    assert {"Draft", "Decision", "Correction", "Refusal", "StatementAnswer"} <= names
    with open_case(case) as opened:
        document, statement = next(opened.documents()).id, find_id(case)
    answers = {
        f"/api/statements/{statement}": StatementAnswer,
        f"/api/records/{document}": Shown,
        f"/api/documents/{document}/parties": list[PartyAnswer],
        "/api/queue?order=act": QueueAnswer,
    }
    assert len(answers) == len(openapi.SHOWN)
    for path, kind in answers.items():
        msgspec.json.decode(client.get(path).content, type=kind)


def _find_references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for part in value.values() for found in _find_references(part)]
    return [found for part in value for found in _find_references(part)] if isinstance(value, list) else []


def test_a_statement_is_added_through_the_api(client: TestClient, case: Path) -> None:
    after = {"source": [span(case, "Ko Lan")], "content": [span(case, "open")], "form": "direct"}
    answer = client.post("/api/decisions", json={"question": "stated here", "after": after, "seen": ""})
    assert answer.status_code == 201
    row = client.get(f"/api/statements/{answer.json()['about'][0]}").json()["statement"]
    assert (row["source_words"], row["content_words"]) == (["Ko Lan"], ["open"])
    parties = client.get(f"/api/documents/{row['document']['id']}/parties").json()
    assert any("Lan" in name for party in parties for name in party["names"])
    with open_case(case) as opened:
        assert isinstance(opened, Case)
        assert len(list(opened.statements())) == 3


def test_disputes_and_origins_are_decided_on_their_pages(tmp_path: Path) -> None:
    with create_case(tmp_path / "case") as made:
        made.add([find_demo_folder()])
        disputes, origins = list(made.disputes()), [o for o in made.origins() if len(o.documents) > 1]
    client = TestClient(make_app(tmp_path / "case", "t"), base_url=BASE, headers={"origin": BASE})
    client.get("/?token=t")
    assert disputes
    page = client.get(f"/disputes/{disputes[0].id}").text
    form = {
        "question": "in dispute",
        "judgement": "negative",
        "note": "two ports",
        "reviewer": "Ana",
        "back": "/disputes",
    }
    form["about"] = re.findall(r'name="about" value="([^"]+)"', page)
    assert len(form["about"]) == 2
    assert client.post("/review/judge", data=form).status_code == 200
    with open_case(tmp_path / "case") as opened:
        assert [dispute.id for dispute in opened.disputes() if dispute.id == disputes[0].id] == []
    assert origins
    page = client.get(f"/origins/{origins[0].id}").text
    about = re.findall(r'name="about" value="([^"]+)"', page)[:2]
    form = {"question": "same origin", "judgement": "negative", "about": about, "back": "/origins"}
    assert client.post("/review/judge", data=form).status_code == 200
    with open_case(tmp_path / "case") as opened:
        assert not any(set(about) <= {d.id for d in origin.documents} for origin in opened.origins())
        assert [decision.reviewer for decision in opened.decisions()] == ["Ana", "Ana"]
        assert opened.verify() == []


def test_claims_follow_what_people_decide(tmp_path: Path) -> None:
    for name in "ab":
        text = f"{name} paper.\n\nThe harbour office of Orrin said 40 boats sank near the north pier on 3 May 2027.\n"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    with create_case(tmp_path / "case") as made:
        made.add([tmp_path / "a.txt", tmp_path / "b.txt"])

        def count() -> int:
            return sum(claim.tellings for claim in made.support(ClaimFilters(several=False)))

        before = count()
        id = next(made.statements()).statement.id
        draft = Decision(
            id="", about=(id,), question="right as found", judgement="negative", reviewer="lee", made_at=""
        )
        rejected = made.decide(draft)
        assert count() == before - 1
        made.undo(rejected.id, "lee")
        assert count() == before
