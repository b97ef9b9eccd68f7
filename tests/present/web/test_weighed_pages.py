"""Pages of claims, disputes and origins say what the case says of them."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.case import ClaimFilters, DisputeFilters, create_case, open_case
from sayso.demo import find_demo_folder
from sayso.present.web.app import make_app
from sayso.present.web.weighing import find_difference


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weighed") / "demo"
    with create_case(folder) as case:
        case.add([find_demo_folder()])
    return folder


@pytest.fixture(scope="module")
def browser(folder: Path) -> TestClient:
    client = TestClient(make_app(folder, "t"), base_url="http://127.0.0.1:8765")
    client.get("/?token=t")
    return client


def test_the_overview_counts_what_stands(browser: TestClient, folder: Path) -> None:
    page = browser.get("/").text
    with open_case(folder) as case:
        assert f'href="/disputes">{case.count_disputes()}</a>' in page
        assert f'href="/claims?origins=1">{case.count_claims(ClaimFilters(origins=1))}</a>' in page
        assert f'href="/origins?all=yes">{len(list(case.origins()))}</a>' in page


def test_every_dispute_shows_both_sides(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        disputes = list(case.disputes())
        assert disputes
        assert re.findall(r'href="/disputes/([^"/?]+)"', browser.get("/disputes").text) == [d.id for d in disputes]
        for dispute in disputes:
            page = unescape(browser.get(f"/disputes/{dispute.id}").text)
            assert page.count('class="side"') == 2
            for claim in dispute.sides:
                assert f'href="/claims/{claim.id}"><strong>{claim.origins}</strong>' in page
                assert claim.head.words in page
            assert dispute.reasons[0] in page


def test_filters_on_disputes_and_their_twin_agree(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        inside = [dispute.id for dispute in case.disputes(DisputeFilters(inside=True))]
    shown = re.findall(r'href="/disputes/([^"/?]+)"', browser.get("/disputes?inside=yes").text)
    assert shown == inside
    rows = browser.get("/api/disputes?inside=yes").text.splitlines()
    assert list(dict.fromkeys(json.loads(row)["dispute"] for row in rows)) == inside


def test_a_claim_shows_each_origin_and_what_stands_against_it(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        claims = list(case.support(ClaimFilters(order="most origins")))
        assert claims[0].origins > 1
        for claim in claims[:3]:
            shown, page = case.claim(claim.id), unescape(browser.get(f"/claims/{claim.id}").text)
            assert re.findall(r'<p class="note"><a href="/origins/([^"]+)"', page) == [p.origin for p in shown.parts]
            for against in shown.against:
                assert f'href="/disputes/{against.dispute}"' in page
    twin = list(csv.DictReader(io.StringIO(browser.get("/api/claims?format=csv&order=most+origins").text)))
    assert twin[0]["claim"] == claims[0].id


def test_orders_and_numbers_that_cannot_be_meant_are_explained(browser: TestClient) -> None:
    assert browser.get("/claims?order=loudest").status_code == 400
    assert "fewest origins" in browser.get("/claims?order=loudest").text
    assert browser.get("/claims?origins=x").status_code == 200


def test_an_origin_lists_its_documents_with_reasons(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        origins = list(case.origins(several=True))
        assert origins
        for origin in origins:
            page = unescape(browser.get(f"/origins/{origin.id}").text)
            for document in origin.documents:
                assert f'href="/documents/{document.id}"' in page
                assert all(reason in page for reason in document.reasons)
        listed = re.findall(
            r'class="figure large"><a class="plain" href="/origins/([^"]+)"', browser.get("/origins").text
        )
        assert listed == [origin.id for origin in origins]


def test_a_document_without_a_title_goes_by_its_file(tmp_path: Path) -> None:
    words = (
        "The harbour office said on Monday that the lock at Tarn would stay shut until the divers had looked at it.\n"
    )
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(words * 3 + name, encoding="utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "one.txt", tmp_path / "two.txt"])
    client = TestClient(make_app(tmp_path / "case", "t"), base_url="http://127.0.0.1:8765")
    client.get("/?token=t")
    assert "one.txt" in client.get("/origins?all=yes").text
    assert "one.txt" in client.get("/").text


def test_the_margin_says_what_stands_behind_a_statement(browser: TestClient, folder: Path) -> None:
    with open_case(folder) as case:
        for row in case.documents():
            page = browser.get(f"/documents/{row.id}?view=published").text
            for standing in case.standing(row.id):
                if f'<details class="card event" id="{standing.id}"' not in page and standing.id.startswith("v-"):
                    continue  # an event stands in the card of the statement that tells it
                card = re.search(rf'<details class="card[^>]* id="{standing.id}".*?</summary>', page, re.DOTALL)
                assert card, standing
                told = standing.origins > 1 or standing.documents > 1 or standing.denials
                assert bool(told) == (f"<strong>{standing.origins}</strong>" in card.group())
                assert bool(standing.denials) == (f"denied by {standing.denials}<" in card.group())


def test_what_differs_is_found_where_the_rest_is_alike() -> None:
    assert find_difference("The quay opens on 3 May 2027.", "The quay opens on 5 May 2027.") == ("3", "5")
    assert find_difference("paid 1,200 euros to Orrin", "paid 1,400 euros to Orrin") == ("1,200", "1,400")
    assert find_difference("The quay opens.", "The quay opens.") is None
    assert find_difference("one thing", "another matter altogether, it was said") is None
