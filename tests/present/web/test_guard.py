"""Nobody but the browser that has the link is answered, and nothing but our own pages changes anything."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.case import create_case
from sayso.present.web.app import make_app

BASE = "http://127.0.0.1:8765"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("The mayor of Orrin said the ferry would sail on Friday.", "utf-8")
    with create_case(tmp_path / "case") as made:
        made.add([tmp_path / "a.txt"])
    return tmp_path / "case"


@pytest.fixture
def stranger(case: Path) -> TestClient:
    return TestClient(make_app(case, "right"), base_url=BASE)


@pytest.fixture
def friend(stranger: TestClient) -> TestClient:
    assert stranger.get("/?token=right").status_code == 200
    return stranger


@pytest.mark.parametrize("path", ["/", "/documents", "/api/statements", "/static/base.css", "/?token=wrong", "/nope"])
def test_without_the_token_nothing_is_shown(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "Orrin" not in answer.text


def test_the_link_leaves_a_cookie_and_no_token_in_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/statements?act=say&token=right", follow_redirects=False)
    assert answer.headers["location"] == "/statements?act=say"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


def test_the_link_leads_to_no_other_machine(stranger: TestClient) -> None:
    answer = stranger.get(BASE + "//elsewhere.example/?token=right", follow_redirects=False)
    assert answer.headers["location"] == "/elsewhere.example/"


def test_a_foreign_name_for_this_machine_is_refused(friend: TestClient) -> None:
    assert friend.get("/", headers={"host": "elsewhere.example:8765"}).status_code == 421
    assert friend.get("/", headers={"host": "localhost:8765", "cookie": ""}).status_code != 421


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://127.0.0.1:9999"])
def test_a_forged_request_changes_nothing(friend: TestClient, case: Path, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    friend.cookies.set("sayso-reviewer", "Ana")
    answer = friend.post("/review/decide", data={"id": "s-1", "judgement": "positive"}, headers=headers)
    assert answer.status_code == 403


def test_every_answer_allows_our_own_scripts_only(friend: TestClient) -> None:
    for path in ("/", "/nope", "/static/reader.js", "/api/documents"):
        headers = friend.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_the_original_is_a_file_and_never_a_page(friend: TestClient, case: Path) -> None:
    id = friend.get("/api/documents").json()["document"]
    for path in (f"/documents/{id}/original", f"/documents/{id}/text"):
        answer = friend.get(path)
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "Orrin" in answer.text
    assert friend.get(f"/documents/{id}/original").headers["content-disposition"].startswith("attachment")
