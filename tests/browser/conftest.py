"""A server as a user starts it, and Chromium looking at it; any error on a page's console fails the test."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("CI needs Chromium: apt-get install chromium")
    pytest.skip("no Chromium on this machine")


@contextmanager
def run_server(folder: Path) -> Iterator[str]:
    """Inside, the pages of a case are served; gives the link that the command prints."""
    command = [sys.executable, "-u", "-m", "sayso", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", server.stdout.readline())
            assert found
            yield found.group()
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def link(folder: Path) -> Iterator[str]:
    with run_server(folder) as printed:
        yield printed


@pytest.fixture
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a case of the test's own."""
    return run_server


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = find_chromium()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, link: str) -> Iterator[object]:  # noqa: ANN001 (playwright may be missing)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(link)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def open_page(page, link: str) -> Callable[[str], None]:  # noqa: ANN001
    """Opens a page of the case by its address."""

    def open_it(path: str) -> None:
        page.goto("about:blank")
        page.goto(link.partition("/?")[0] + path)

    return open_it
