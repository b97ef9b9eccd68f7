"""A whole review in Chromium: words selected with the mouse, corrected, kept, seen again, undone; two browsers at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import create_case, open_case
from sayso.records import Decision

TEXT = (
    "😀 Notice 😀\n\n😀 渔业部长柯岚表示,“第七号渡口👩‍🚀不会关闭。” 渡工公会否认他们收到过通知。\n\n"
    "😀 Ferry minister Ko Lan said the seventh landing would stay open. The ferry guild denied that it had been told.\n"
)
HOSTILE = "<script>document.title='run'</script>\u202e “后”"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.txt").write_text(TEXT, "utf-8")
    with create_case(tmp_path / "case") as case:
        case.add([tmp_path / "ferry.txt"])
    return tmp_path / "case"


@pytest.fixture
def link(folder: Path, serve) -> Iterator[str]:  # noqa: ANN001
    with serve(folder) as printed:
        yield printed


@pytest.fixture
def enter(chromium, link: str):  # noqa: ANN001, ANN201 (playwright may be missing)
    """Opens a browser of its own in which somebody reviews."""
    contexts, errors = [], []

    def open_browser(name: str):  # noqa: ANN202
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(link)
        page.goto(link.partition("/?")[0] + "/review")
        page.fill("input[name=reviewer]", name)
        page.keyboard.press("Enter")
        page.wait_for_selector("form.decide")
        page.base = link.partition("/?")[0]
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert [words for words in errors if "409" not in words] == []


def drag(page, words: str) -> None:  # noqa: ANN001
    """The mouse goes over exactly these words of the text, as a reader's would."""
    place = page.evaluate(
        """(words) => {
          const pieces = [...document.querySelectorAll('.words [data-start]')];
          let all = '';
          const nodes = pieces.map((piece) => { const at = all.length; all += piece.firstChild.data; return [at, piece.firstChild]; });
          const find = (place) => { const [at, node] = nodes.findLast(([begin]) => begin <= place); return [node, place - at]; };
          const start = all.indexOf(words);
          const edge = (place) => { const range = document.createRange(); const [node, at] = find(place);
            range.setStart(node, at); range.setEnd(node, at + (node.data.codePointAt(at) > 0xffff ? 2 : 1)); return range.getBoundingClientRect(); };
          const first = edge(start);
          const last = edge(start + words.length - 1);
          first.y; document.querySelector('.words').scrollIntoView({ block: 'nearest' });
          const [a, b] = [edge(start), edge(start + words.length - 1)];
          return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
        }""",
        words,
    )
    page.mouse.move(place[0], place[1])
    page.mouse.down()
    page.mouse.move((place[0] + place[2]) / 2, place[1])
    page.mouse.move(place[2], place[3])
    page.mouse.up()
    page.wait_for_selector(".selecting:not([hidden])")


def find_decisions(folder: Path) -> list[Decision]:
    with open_case(folder) as case:
        assert case.verify() == []
        logged = [entry.decision for entry in case.log() if entry.decision]
        assert logged == list(case.decisions())
        return logged


def find_ids(folder: Path) -> tuple[str, dict[str, str]]:
    """The document, and the statements by language and act."""
    with open_case(folder) as case:
        return next(case.documents()).id, {f"{r.lang} {r.statement.act}": r.statement.id for r in case.statements()}


def test_words_are_selected_corrected_and_kept(enter, folder: Path) -> None:  # noqa: ANN001
    page = enter("Ana 安娜")
    document, ids = find_ids(folder)
    page.goto(f"{page.base}/documents/{document}?view=published#{ids['zh say']}")
    page.wait_for_selector("details.card[open]")
    drag(page, "不会关闭")
    page.locator("[data-selected='3']").click()
    page.wait_for_selector(".panel .correcting")
    page.select_option(".panel select[name=act]", "promise")
    page.fill(".panel input[name=note]", HOSTILE)
    with page.expect_navigation():
        page.locator(".panel .main").click()
    page.wait_for_selector("details.card[open].chosen")
    assert "".join(page.locator(".words .chosen.content").all_text_contents()) == "不会关闭"
    assert page.title() != "run"
    (made,) = find_decisions(folder)
    start = TEXT.index("不会关闭")
    assert [(span.start, span.end) for span in made.after.content] == [(start, start + 4)]
    assert (made.reviewer, made.note, made.before.act, made.after.act) == ("Ana 安娜", HOSTILE, "say", "promise")
    page.goto(f"{page.base}/decisions")
    row = page.locator(f"[id='{made.id}']").inner_text()
    assert "corrected" in row
    assert "不会关闭" in row
    assert "<script>" in row
    page.get_by_role("button", name="undo").click()
    page.wait_for_load_state("load")
    with open_case(folder) as case:
        held = {r.statement.id: r.content_words for r in case.statements()}
    assert held[ids["zh say"]] == ("“第七号渡口👩‍🚀不会关闭。”",)
    assert [d.judgement for d in find_decisions(folder)] == ["positive", "unsure"]


def test_a_statement_is_made_of_selected_words(enter, folder: Path) -> None:  # noqa: ANN001
    page = enter("Ana")
    document, _ = find_ids(folder)
    page.goto(f"{page.base}/documents/{document}?view=published")
    drag(page, "Notice")
    page.keyboard.press("n")
    page.wait_for_selector(".panel .correcting")
    drag(page, "渡工公会")
    page.keyboard.press("4")
    page.wait_for_function(
        "document.querySelector('.panel select[name=speaker]').selectedOptions[0].text.includes('渡工公会')"
    )
    with page.expect_navigation():
        page.locator(".panel .main").click()
    page.wait_for_selector("details.card[open]")
    (made,) = find_decisions(folder)
    assert made.question == "stated here"
    with open_case(folder) as case:
        row = next(row for row in case.statements() if row.statement.id == made.about[0])
    assert (row.content_words, row.speaker) == (("Notice",), "渡工公会")


def test_two_browsers_do_not_overwrite_each_other(enter, folder: Path) -> None:  # noqa: ANN001
    ana, ben = enter("Ana"), enter("Ben")
    document, ids = find_ids(folder)
    for page in (ana, ben):
        page.goto(f"{page.base}/documents/{document}?view=published#{ids['en deny']}")
        page.wait_for_selector("details.card[open]")
        page.keyboard.press("c")
        page.wait_for_selector(".panel .correcting")
    ana.select_option(".panel select[name=act]", "warn")
    with ana.expect_navigation():
        ana.locator(".panel .main").click()
    ben.select_option(".panel select[name=polarity]", "uncertain")
    ben.locator(".panel .main").click()
    ben.wait_for_selector(".panel .problem:has-text('Ana')")
    assert [decision.reviewer for decision in find_decisions(folder)] == ["Ana"]
    assert ben.locator(".panel select[name=polarity]").input_value() == "uncertain"  # nothing is lost
    with ben.expect_navigation():
        ben.locator(".panel .main").click()
    first, second = find_decisions(folder)
    assert (second.reviewer, second.replaces) == ("Ben", first.id)
    assert (second.after.act, second.after.polarity) == ("warn", "uncertain")


def test_the_review_is_done_by_keys_with_a_correction_in_it(enter, folder: Path) -> None:  # noqa: ANN001
    page = enter("Ana")
    document, ids = find_ids(folder)
    page.goto(f"{page.base}/review?document={document}")
    page.wait_for_selector("[data-do=c]:not([hidden])")
    page.keyboard.press("c")
    page.wait_for_selector(".panel .correcting")
    page.select_option(".panel select[name=form]", "mixed")
    with page.expect_navigation():
        page.locator(".panel .main").click()
    for done in range(2, len(ids) + 1):
        page.wait_for_selector(f"progress[value='{done - 1}']")
        page.goto(f"{page.base}/review?document={document}")
        page.keyboard.press("r" if done == 2 else "a")
    page.wait_for_selector(".done")
    summary = page.locator(".history").inner_text()
    assert "corrected" in summary
    assert "rejected" in summary
    page.goto(f"{page.base}/documents/{document}?view=published")
    assert page.locator("details.card.rejected").count() == 1
    assert page.locator(".words .rejected").count() > 0
    page.goto(f"{page.base}/statements")
    assert page.locator("li.statement").count() == len(ids) - 1


def test_who_is_meant_is_decided_from_the_text(enter, folder: Path) -> None:  # noqa: ANN001
    page = enter("Ana")
    document, _ = find_ids(folder)
    page.goto(f"{page.base}/documents/{document}?view=published")
    drag(page, "柯岚")
    page.keyboard.press("m")
    page.wait_for_selector(".panel .merging")
    page.fill(".panel input[name=words]", "guild")
    page.wait_for_selector(".choices button")
    with page.expect_navigation():
        page.locator(".choices button").first.click()
    page.wait_for_load_state("networkidle")
    (made,) = find_decisions(folder)
    assert (made.question, made.judgement) == ("same entity", "positive")
    with open_case(folder) as case:
        entity = next(entity for entity in case.entities("柯岚"))
    assert any("guild" in name for name in entity.names)
    page.goto(f"{page.base}/people/{entity.id}/review")
    assert "one and the same" in page.locator(".history").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_the_review_is_wider_than_its_window(enter, folder: Path, width: int, scheme: str) -> None:  # noqa: ANN001
    page = enter("Ana")
    document, ids = find_ids(folder)
    with open_case(folder) as case:
        case.decide(
            Decision(
                id="", about=(ids["en say"],), question="right as found", judgement="negative", reviewer="x" * 80,
                made_at="", note="w" * 900,
            )
        )  # fmt: skip
        entity = next(case.entities()).id
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in ("/review?order=entity", "/review?order=act", "/decisions", f"/people/{entity}/review?words=a"):
        page.goto(page.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{page.base}/documents/{document}?view=published#{ids['zh say']}")
    page.wait_for_selector("details.card[open]")
    page.keyboard.press("c")
    page.wait_for_selector(".panel .correcting")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
