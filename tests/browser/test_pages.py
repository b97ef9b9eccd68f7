"""The pages in Chromium, served as a user gets them: marks on the right characters, a review by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.case import Filters, create_case, open_case

TEXT = (
    "😀 Notice 😀\n\n😀 渔业部长柯岚表示,“第七号渡口👩‍🚀不会关闭。” 渡工公会否认他们收到过通知。\n\n"
    "😀 Ferry minister Ko Lan said the seventh landing would stay open. The ferry guild denied that it had been told.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("browser")
    (place / "ferry.txt").write_text(TEXT, "utf-8")
    with create_case(place / "case") as case:
        case.add([place / "ferry.txt"])
        assert case.counts().documents == 1
    return place / "case"


def find_address(folder: Path) -> str:
    with open_case(folder) as case:
        return f"/documents/{next(case.documents()).id}?view=published"


def test_a_link_marks_exactly_its_characters(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    for words in ("柯岚", "七号渡口👩‍🚀不", "Ko Lan said the seventh"):
        start = TEXT.index(words)
        open_page(f"{find_address(folder)}#char={start},{start + len(words)}")
        page.wait_for_selector("mark.linked")
        assert "".join(page.locator("mark.linked").all_text_contents()) == words


def test_a_card_marks_the_words_of_its_statement(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        rows = list(case.statements())
    assert {row.lang for row in rows} == {"zh", "en"}
    open_page(find_address(folder))
    for row in rows:
        card = page.locator(f"[id='{row.statement.id}']")
        card.locator("summary").click()
        page.wait_for_selector(f"[id='{row.statement.id}'].chosen")
        marked = "".join(page.locator(".words .chosen.content").all_text_contents())
        assert marked == "".join(row.content_words)
        assert row.document.sha256 in card.inner_text()


def test_a_click_on_the_words_opens_their_card(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        row = next(case.statements(Filters(act="deny")))
    open_page(find_address(folder))
    page.locator(".words .cue", has_text=row.cue_words[0]).first.click()
    assert page.locator("details.card[open]").get_attribute("id") == row.statement.id


def test_selected_words_are_offered_as_a_link(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    open_page(find_address(folder))
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll('.words [data-start]')].find((p) => p.textContent.includes('👩'));
          const range = document.createRange();
          const at = piece.textContent.indexOf('👩');
          range.setStart(piece.firstChild, at);
          range.setEnd(piece.firstChild, piece.textContent.indexOf('不'));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    start = TEXT.index("👩")
    page.wait_for_selector(f"[data-status] a[href='#char={start},{TEXT.index('不')}']")


def test_a_list_follows_what_is_typed(page, open_page: Callable[[str], None]) -> None:  # noqa: ANN001
    open_page("/statements")
    everything = page.locator("li.statement").count()
    page.fill("input[name=words]", "渡口")
    page.wait_for_url("**/statements?words=*")
    assert 0 < page.locator("li.statement").count() < everything


def press(page, key: str, awaited: str) -> None:  # noqa: ANN001
    """The key, and then the page that it leads to, with its script."""
    page.keyboard.press(key)
    page.wait_for_selector(awaited)
    page.wait_for_load_state("load")


def test_a_document_is_reviewed_by_keyboard(page, open_page: Callable[[str], None], folder: Path) -> None:  # noqa: ANN001
    with open_case(folder) as case:
        id, total = next(case.documents()).id, len(list(case.statements()))
    open_page(f"/review?document={id}")
    page.keyboard.type("Ana 安娜")
    press(page, "Enter", "form.decide")
    press(page, "j", "form.decide [data-key=k]")
    press(page, "k", "form.decide:not(:has([data-key=k]))")
    page.keyboard.press("n")
    page.keyboard.type("ja, a r j k")
    page.keyboard.press("Escape")
    for done in range(1, total + 1):
        press(page, "r" if done == 1 else "a", f"progress[value='{done}']")
    page.wait_for_selector(".done")
    press(page, "u", f"progress[value='{total - 1}']")
    press(page, "a", ".done")
    with open_case(folder) as case:
        decisions = list(case.decisions())
        assert len(decisions) == total + 2
        assert decisions[0].note == "ja, a r j k"
        assert {decision.reviewer for decision in decisions} == {"Ana 安娜"}
        assert case.verify() == []
    open_page(find_address(folder))
    assert page.locator(".card .decided").count() == total


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(
    page,  # noqa: ANN001
    open_page: Callable[[str], None],
    folder: Path,
    width: int,
    scheme: str,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in ("/", "/documents", find_address(folder), "/statements", "/people", "/review", "/search?q=Ko"):
        open_page(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
