"""Pages from a real server that may be slow, endless, packed, or sent to lead us into a private network."""

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.capture import addresses, fetching
from sayso.capture.fetching import fetch_page
from sayso.errors import RefusedError, UnreadableError
from sayso.records import Failure
from tests.capture.conftest import Capture, OneFailure, OneOriginal, Server

PAGE = b"<html><body><p>The harbour master denied it.</p></body></html>"
LOCAL = frozenset({"127.0.0.1", "localhost"})


def test_a_page_comes_with_its_circumstances(server: Server, one_original: OneOriginal) -> None:
    url = server.answer("/report", PAGE, headers={"Content-Type": "text/html; charset=GB18030", "X-Kept": "yes"})
    found = one_original(url + "#top")
    assert found.content == PAGE
    assert (found.address, found.url) == (url, url)
    assert (found.media_type, found.charset) == ("text/html", "gb18030")
    assert found.captured_at == "2025-03-04T12:00:00Z"
    assert ("X-Kept", "yes") in found.headers
    assert found.collector.endswith(" url")


def test_the_request_says_who_asks_and_sends_no_cookie(server: Server) -> None:
    server.answer("/a", status=302, headers={"Location": "/b", "Set-Cookie": "who=me"})
    server.answer("/b", PAGE)
    fetch_page(server.url + "/a", private_hosts=LOCAL)
    for _, headers in server.asked:
        assert headers["User-Agent"].startswith("sayso/")
        assert headers["Host"] == f"127.0.0.1:{server.server_port}"
        assert "Cookie" not in headers
        assert "Referer" not in headers
    assert len(server.asked) == 2


@pytest.mark.parametrize(("status", "word"), [(404, "web archive"), (403, "browser"), (429, "Wait"), (503, "later")])
def test_a_status_is_named_with_what_to_do(server: Server, one_failure: OneFailure, status: int, word: str) -> None:
    reason = one_failure(server.answer("/x", b"no", status))
    assert f"answered {status}" in reason
    assert word in reason


def test_a_page_that_is_not_there(server: Server, one_failure: OneFailure) -> None:
    assert "answered 404 Not Found. Check the address" in one_failure(server.url + "/nothing")


def test_an_empty_page_is_a_failure(server: Server, one_failure: OneFailure) -> None:
    assert "empty" in one_failure(server.answer("/empty"))


def test_redirects_lead_to_the_page_and_its_last_address(server: Server, one_original: OneOriginal) -> None:
    server.answer("/old", status=301, headers={"Location": "/new?id=1"})
    server.answer("/new?id=1", PAGE, headers={"Content-Type": "text/html"})
    found = one_original(server.url + "/old")
    assert (found.address, found.url) == (server.url + "/old", server.url + "/new?id=1")


def test_redirects_in_a_circle_end(server: Server, one_failure: OneFailure) -> None:
    server.answer("/round", status=302, headers={"Location": "/round"})
    assert "more than 5 times" in one_failure(server.url + "/round")
    assert len(server.asked) == 6


@pytest.mark.parametrize("target", ["http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/", "http://0x7f.1/"])
def test_a_redirect_to_another_private_host_is_refused(server: Server, one_failure: OneFailure, target: str) -> None:
    server.answer("/out", status=302, headers={"Location": target})
    assert "private network" in one_failure(server.url + "/out")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/", "javascript:1"])
def test_a_redirect_to_another_scheme_is_refused(server: Server, one_failure: OneFailure, target: str) -> None:
    server.answer("/out", status=302, headers={"Location": target})
    assert "Only http and https" in one_failure(server.url + "/out")


def test_a_typed_private_address_needs_leave(server: Server, one_failure: OneFailure) -> None:
    url = server.answer("/x", PAGE)
    assert "private network" in one_failure(url, allow_private=False)
    assert server.asked == []


def test_a_name_server_that_changes_its_mind_does_not_help(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is resolved once; the second answer, which would be private, is never asked for."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    tried: list[str] = []
    resolved: list[str] = []

    def resolve(host: str, port: int, **options: object) -> list[tuple[object, ...]]:
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in next(answers)]

    def connect(self: fetching.HTTPConnection) -> None:
        tried.append(self.host)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetching.HTTPConnection, "connect", connect)
    with pytest.raises(UnreadableError, match="does not answer"):
        fetch_page("http://rebinding.example/")
    assert (resolved, tried) == (["rebinding.example"], ["93.184.216.34"])


def test_of_a_host_with_both_only_public_numbers_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = ["127.0.0.1", "8.8.8.8", "10.0.0.1"]
    monkeypatch.setattr(
        addresses.socket, "getaddrinfo", lambda host, port, **options: [(2, 1, 6, "", (n, port)) for n in numbers]
    )
    assert addresses.resolve_host(addresses.parse_url("http://both.example/"), allow_private=False) == ["8.8.8.8"]


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch, one_failure: OneFailure) -> None:
    def resolve(host: str, port: int, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    assert "no host of the name nowhere.example" in one_failure("http://nowhere.example/")


def test_a_body_without_end_is_cut_off_by_size(
    server: Server, monkeypatch: pytest.MonkeyPatch, one_failure: OneFailure
) -> None:
    monkeypatch.setattr(fetching, "MOST_PAGE_BYTES", 300_000)

    def flood(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.end_headers()
        while not server.ending.is_set():
            asked.wfile.write(b"0" * 65_536)

    server.answers["/flood"] = flood
    assert "larger than" in one_failure(server.url + "/flood")


def test_a_declared_size_beyond_the_limit_is_not_read(server: Server, one_failure: OneFailure) -> None:
    server.answer("/huge", b"x", headers={"Content-Length": "99999999999"})
    assert "larger than 20 MB" in one_failure(server.url + "/huge")


def dribble_body(asked: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    asked.send_response(200)
    asked.end_headers()
    while not ending.wait(0.02):
        asked.wfile.write(b"x")


def dribble_headers(asked: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not ending.wait(0.02):
        asked.wfile.write(b"x")


def say_nothing(asked: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    ending.wait(10)


def only_continue(asked: BaseHTTPRequestHandler, ending: threading.Event) -> None:
    while not ending.wait(0.002):
        asked.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("answer", [dribble_body, dribble_headers, say_nothing, only_continue])
def test_a_server_that_dribbles_is_cut_off_by_the_clock(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    one_failure: OneFailure,
    answer: Callable[[BaseHTTPRequestHandler, threading.Event], None],
) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.4)
    server.answers["/slow"] = lambda asked: answer(asked, server.ending)
    assert "took longer than 0.4 seconds" in one_failure(server.url + "/slow")


def test_headers_without_end_are_refused(server: Server, one_failure: OneFailure) -> None:
    def write(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.ending.is_set():
            asked.wfile.write(b"X-More: and more\r\n" * 50)

    server.answers["/headers"] = write
    assert "broke off" in one_failure(server.url + "/headers")


def test_an_answer_shorter_than_declared_is_not_kept(server: Server, one_failure: OneFailure) -> None:
    server.answer("/short", PAGE, headers={"Content-Length": "5000"})
    assert "broke off" in one_failure(server.url + "/short")


def test_no_answer_in_http_at_all(server: Server, one_failure: OneFailure) -> None:
    server.answers["/odd"] = lambda asked: asked.wfile.write(b"220 mail ready\r\n\r\n")
    assert "broke off" in one_failure(server.url + "/odd")


def raw_deflate(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("gzip", bytes),
        ("identity", bytes),
    ],
)
def test_a_packed_page_is_unpacked(
    server: Server, one_original: OneOriginal, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = server.answer("/packed", pack(PAGE), headers={"Content-Encoding": encoding})
    assert one_original(url).content == PAGE


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_page_that_unpacks_to_a_giant_is_refused(
    server: Server, one_failure: OneFailure, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = server.answer("/bomb", pack(bytes(30_000_000)), headers={"Content-Encoding": encoding})
    assert "unpacks to more than 20 MB" in one_failure(url)


def test_a_way_of_packing_we_do_not_know_is_named(server: Server, one_failure: OneFailure) -> None:
    assert "'br'" in one_failure(server.answer("/br", PAGE, headers={"Content-Encoding": "br"}))


def test_a_packed_page_that_breaks_off_is_refused(server: Server, one_failure: OneFailure) -> None:
    url = server.answer("/cut", gzip.compress(PAGE * 50)[:-20], headers={"Content-Encoding": "gzip"})
    assert "break off" in one_failure(url)


def test_nothing_is_asked_when_fetching_is_off(server: Server, capture: Capture) -> None:
    (found,) = capture(server.answer("/x", PAGE), fetch=False)
    assert isinstance(found, Failure)
    assert "turned off" in found.reason
    assert server.asked == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for "localhost" that signs itself, made for this run."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            folder / "key.pem",
            "-out",
            folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )
    return folder


def test_a_tls_server_that_falls_silent_is_cut_off_by_the_clock(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with serve_tls(certificate) as port:
        monkeypatch.setattr(fetching, "MOST_SECONDS", 0.8)
        with pytest.raises(RefusedError, match="took longer"):
            fetch_page(f"https://localhost:{port}/silent", private_hosts=LOCAL)


class _Hello(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        if self.path == "/silent":
            self.rfile.read(1)  # ends when the client hangs up
        else:
            self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@contextlib.contextmanager
def serve_tls(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hello) as running:
        running.handle_error = lambda request, client: None
        running.socket = context.wrap_socket(running.socket, server_side=True)
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


def test_a_certificate_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with serve_tls(certificate) as port, pytest.raises(UnreadableError, match="certificate does not hold"):
        fetch_page(f"https://localhost:{port}/", private_hosts=LOCAL)


def test_the_certificate_is_checked_for_the_host_though_the_connection_goes_to_its_number(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    with serve_tls(certificate) as port:
        assert fetch_page(f"https://localhost:{port}/", private_hosts=LOCAL).content == PAGE
        with pytest.raises(UnreadableError, match="certificate does not hold"):
            fetch_page(f"https://127.0.0.1:{port}/", private_hosts=LOCAL)


def test_a_server_without_tls_is_no_https_server(server: Server) -> None:
    with pytest.raises((UnreadableError, RefusedError)):
        fetch_page(f"https://127.0.0.1:{server.server_port}/", private_hosts=LOCAL)
