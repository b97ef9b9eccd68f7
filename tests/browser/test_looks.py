"""Every sort of page in light and dark, wide and narrow: nothing on the console, nothing cut off, nobody shut out.

axe-core looks for what keeps people out: names that are missing, contrast that is too weak, order that misleads. It is
used in tests alone; SAYSO_AXE names its file, which `.ci/run` fetches.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.case import ClaimFilters, create_case, open_case
from sayso.demo import find_demo_folder

EMOJI = (
    "😀 渔业部长柯岚表示,“第七号渡口👩‍🚀不会关闭。” 渡工公会否认他们收到过通知。\n\n"
    "😀 Ferry minister Ko Lan said the seventh landing would stay open in May 2027. The ferry guild denied it.\n"
)
RIGHT_TO_LEFT = (
    "وقال الوزير سامر حداد إن الميناء سيفتح في مايو. Minister Samer Haddad said the port would open in May.\n"
)
BURMESE = "ဝန်ကြီး ဦးကျော်စိုးက ဆိပ်ကမ်းကို မေလတွင် ဖွင့်မည်ဟု ပြောသည်။\n"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("looks")
    for name, text in (("ferry", EMOJI), ("rtl", RIGHT_TO_LEFT), ("my", BURMESE)):
        (place / f"{name}.txt").write_text(text, "utf-8")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    with create_case(place / "case") as case:
        case.add([find_demo_folder(), *sorted(place.glob("*.*"))])
    return place / "case"


@pytest.fixture(scope="module")
def axe() -> str:
    path = os.environ.get("SAYSO_AXE")
    if path:
        return Path(path).read_text("utf-8")
    if os.environ.get("CI") == "true":
        pytest.fail("CI needs axe-core: see .ci/run")
    pytest.skip("SAYSO_AXE names no copy of axe-core")


def list_paths(folder: Path) -> list[str]:
    """One address of each sort, with the busiest records of the case."""
    with open_case(folder) as case:
        documents = list(case.documents())
        joint = next(row.id for row in documents if "Joint statement" in (row.title or ""))
        ids = [
            next(row.id for row in documents if (row.address or "").endswith(end)) for end in ("ferry.txt", "rtl.txt")
        ]
        party = next(iter(case.entities())).id
        event = next(iter(case.events())).event.id
        dispute, claim = next(case.disputes()).id, next(case.support(ClaimFilters(order="most origins"))).id
        origin = next(case.origins(several=True)).id
    return [
        "/", "/documents", f"/documents/{documents[0].id}", f"/documents/{joint}", f"/documents/{joint}?view=published",
        *(f"/documents/{id}" for id in ids), "/statements", "/statements?act=deny", "/events", f"/events/{event}",
        "/disputes", f"/disputes/{dispute}", "/claims?several=no", f"/claims/{claim}", "/origins?all=yes",
        f"/origins/{origin}", "/map", "/network?draw=yes", "/people", f"/people/{party}", "/review", "/decisions", "/search?q=Kestrel",
        "/search?q=桩",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(page, open_page: Callable[[str], None], folder: Path, axe: str, scheme: str) -> None:  # noqa: ANN001
    page.emulate_media(color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for path in list_paths(folder):
        open_page(path)
        page.evaluate(axe)
        page.evaluate("document.body.append(document.createElement('button'))")  # one that axe must find
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [v["id"] for v in result["violations"] if v["nodes"][-1]["html"] == "<button></button>"], path
        for violation in result["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"] if node["html"] != "<button></button>"]
            if violation["impact"] in SERIOUS and nodes:
                found[f"{path} {violation['id']}"] = nodes[:4]
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 900, 1600])
def test_no_page_is_wider_than_its_window(
    page,  # noqa: ANN001
    open_page: Callable[[str], None],
    folder: Path,
    width: int,
    scheme: str,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in list_paths(folder):
        open_page(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_every_link_and_field_can_be_reached_by_keyboard(page, open_page: Callable[[str], None]) -> None:  # noqa: ANN001
    open_page("/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))
    assert len(seen) > 30
    page.keyboard.press("/")
    open_page("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_an_event_is_marked_where_its_words_stand(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        rows = [row for row in case.events() if row.lang == "zh"]
    assert rows
    for row in rows[:3]:
        open_page(f"/documents/{row.document.id}?view=published#{row.event.id}")
        page.wait_for_selector(".words .event")
        marked = page.locator(f".words [data-label*='{row.event.event_type}']")
        assert any(row.trigger_words.endswith(words) for words in marked.all_text_contents())


def test_versions_show_what_differs_in_both(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        id = next(row.id for row in case.documents() if "Joint statement" in (row.title or ""))
        compared = case.compare(id)
    assert compared.differences
    open_page(f"/documents/{id}")
    shown = "".join(page.locator(".words .differs").all_text_contents())
    for difference in compared.differences:
        assert compared.text[difference.left.start : difference.left.end] in shown
        assert compared.text[difference.right.start : difference.right.end] in shown
    assert page.locator(".unlike").count() == len(compared.differences)


def test_a_list_of_events_follows_what_is_chosen(page, open_page: Callable[[str], None]) -> None:  # noqa: ANN001
    open_page("/events")
    everything = page.locator("table.events tbody tr").count()
    page.select_option("select[name=event_type]", "ACCUSE")
    page.wait_for_url("**/events?*event_type=ACCUSE*")
    page.wait_for_function(f"document.querySelectorAll('table.events tbody tr').length < {everything}")
    assert set(page.locator("table.events .type").all_text_contents()) == {"ACCUSE"}


def test_a_captured_page_is_shown_and_runs_nothing(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        row = next(row for row in case.documents() if row.media_type == "text/html")
    open_page(f"/documents/{row.id}")
    page.click("text=page as captured")
    page.wait_for_url("**/page")
    assert (row.title or "") in page.content()
    assert page.locator("script, link, iframe, form, img[src]").count() == 0


def test_print_leaves_the_text_and_its_apparatus(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    page.emulate_media(media="print")
    open_page(list_paths(folder)[2])
    assert not page.locator("header.site nav").is_visible()
    assert page.locator(".words").first.is_visible()
    assert page.locator(".card").first.is_visible()
