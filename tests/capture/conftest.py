"""A real server on this machine whose answers each test writes itself; it ends with the test."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.capture.circumstances import Found
from sayso.capture.sources import find_originals
from sayso.records import Failure, Original

NOON = datetime(2025, 3, 4, 12, 0, 0, 999_999, tzinfo=UTC)
Answer = Callable[[BaseHTTPRequestHandler], None]
Capture = Callable[..., list[Found]]
OneOriginal = Callable[..., Original]
OneFailure = Callable[..., str]


class Server(ThreadingHTTPServer):
    """Answers each path with the function a test put there, and notes what it was asked."""

    daemon_threads = False
    address_family = 2  # IPv4

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ending = threading.Event()
        super().__init__(("127.0.0.1", 0), _Asked)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what several tests are about."""

    def answer(self, path: str, content: bytes = b"", status: int = 200, headers: dict[str, str] | None = None) -> str:
        """Answers a path with these bytes; the URL to ask for."""

        def write(asked: BaseHTTPRequestHandler) -> None:
            asked.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
                asked.send_header(name, value)
            asked.end_headers()
            asked.wfile.write(content)

        self.answers[path] = write
        return self.url + path


class _Asked(BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append((self.path, dict(self.headers.items())))
        answer = self.server.answers.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=partial(running.serve_forever, poll_interval=0.02))
        thread.start()
        yield running
        running.ending.set()
        running.shutdown()
        thread.join()


def capture(*sources: str, fetch: bool = True, allow_private: bool = True) -> list[Found]:
    """All that the sources lead to, captured at noon."""
    return list(find_originals(sources, now=lambda: NOON, fetch=fetch, allow_private=allow_private))


def one_original(*sources: str) -> Original:
    (found,) = capture(*sources)
    assert isinstance(found, Original), found
    return found


def one_failure(*sources: str, allow_private: bool = True) -> str:
    """The reason of the only thing found."""
    (found,) = capture(*sources, allow_private=allow_private)
    assert isinstance(found, Failure), found
    assert "\n" not in found.reason
    assert found.reason.endswith((".", "?", "!"))
    return found.reason


@pytest.fixture(name="capture")
def capture_fixture() -> Capture:
    return capture


@pytest.fixture(name="one_original")
def one_original_fixture() -> OneOriginal:
    return one_original


@pytest.fixture(name="one_failure")
def one_failure_fixture() -> OneFailure:
    return one_failure
