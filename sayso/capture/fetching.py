"""One page from one address on the web: what a server answers, within limits of time, size and place.

No cookies, no login, no proxy, an honest name, certificates checked. Every redirect is judged like a new address.
"""

import http.client
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from socket import SHUT_RDWR, socket
from urllib.parse import urljoin

from msgspec import Struct
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from sayso import __version__
from sayso.capture.addresses import WebAddress, parse_url, resolve_host
from sayso.capture.limits import (
    MEGABYTE,
    MOST_CONNECT_SECONDS,
    MOST_CONNECTIONS,
    MOST_PAGE_BYTES,
    MOST_REDIRECTS,
    MOST_SECONDS,
)
from sayso.capture.media import parse_content_type
from sayso.capture.streams import BLOCK, undo_encodings
from sayso.errors import RefusedError, UnreadableError

_REQUEST = {
    "User-Agent": f"sayso/{__version__} (keeps cited pages for research; asked for by its user)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_SAVE_HINT = "Open it in a browser, save the page and add the file."
_HINTS = {
    401: _SAVE_HINT,
    402: _SAVE_HINT,
    403: _SAVE_HINT,
    404: "Check the address, or look for a copy in a web archive.",
    410: "The publisher took it down. Look for a copy in a web archive.",
    429: "The server wants fewer questions. Wait an hour and add it again.",
    451: "It is blocked by law where you are. Look for a copy in a web archive.",
}


class Page(Struct, frozen=True, kw_only=True):
    """What a server answered with 200."""

    url: str  # after all redirects
    content: bytes
    headers: tuple[tuple[str, str], ...]
    media_type: str | None
    charset: str | None


def fetch_page(url: str, *, private_hosts: frozenset[str] = frozenset()) -> Page:
    """What stands at the address; a RefusedError or UnreadableError, in one line, where it cannot be had.

    Args:
        private_hosts: hosts that may be in a private network, because the user typed and allowed them.
    """
    deadline = time.monotonic() + MOST_SECONDS
    address = parse_url(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(address, deadline, allow_private=address.host in private_hosts)
        if isinstance(answer, Page):
            return answer
        address = parse_url(answer)
    raise RefusedError(f"redirects more than {MOST_REDIRECTS} times", hint="Open it in a browser for its last address.")


def _ask(address: WebAddress, deadline: float, *, allow_private: bool) -> Page | str:
    """The page, or the address that the server sends us on to."""
    connection = _connect(address, deadline, allow_private=allow_private)
    try:
        with _cut_off(connection.sock, deadline) as late:
            try:
                connection.request(
                    "GET",
                    address.target,
                    headers={"Host": address.host_header, **_REQUEST},
                    preload_content=False,
                    decode_content=False,
                )
                response = connection.getresponse()
                try:
                    return _read_answer(address, response, late)
                finally:
                    response.close()
            except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                if late.is_set():
                    raise _too_slow() from error
                raise UnreadableError(f"the server's answer broke off ({_name(error)})", hint="Try again.") from error
    finally:
        connection.close()


def _connect(address: WebAddress, deadline: float, *, allow_private: bool) -> HTTPConnection:
    """A connection to the first of the host's checked numbers that answers."""
    last: Exception | None = None
    for number in resolve_host(address, allow_private=allow_private)[:MOST_CONNECTIONS]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _too_slow()
        connection = _make_connection(address, number, min(left, MOST_CONNECT_SECONDS))
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            last = error
        else:
            connection.timeout = left + 1  # from here on the clock of _cut_off decides; this one only stands behind it
            return connection
    if isinstance(last, ssl.SSLCertVerificationError):
        raise UnreadableError("the server's certificate does not hold", hint=_SAVE_HINT) from last
    raise UnreadableError(f"the server does not answer ({_name(last)})", hint="Try again later.") from last


def _make_connection(address: WebAddress, number: str, seconds: float) -> HTTPConnection:
    """Not yet open; goes to the number that was checked, and asks for the certificate of the host."""
    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=seconds)
    return HTTPSConnection(
        number, address.port, timeout=seconds, server_hostname=address.host, cert_reqs="CERT_REQUIRED"
    )


@contextmanager
def _cut_off(sock: socket | None, deadline: float) -> Iterator[threading.Event]:
    """Ends the connection at the deadline, whatever the server does; the event tells that it came to that.

    A socket's own time limit begins anew with every byte, so a server that dribbles would never reach it.
    """
    late = threading.Event()

    def end() -> None:
        late.set()
        try:
            if sock is not None:
                socket.shutdown(sock, SHUT_RDWR)  # the plain one: that of TLS would first forget its state
        except OSError:
            pass  # it has ended by itself

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        timer.join()


def _read_answer(address: WebAddress, response: BaseHTTPResponse, late: threading.Event) -> Page | str:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return urljoin(address.url, location)
    if response.status != HTTPStatus.OK:
        hint = _HINTS.get(response.status, "Try again later." if response.status >= 500 else "Check the address.")
        reason = "".join(letter for letter in response.reason or "" if letter.isprintable())[:60]
        raise UnreadableError(f"the server answered {response.status} {reason}".rstrip(), hint=hint)
    body = _read_body(response)
    if late.is_set():
        raise _too_slow()
    content = undo_encodings(body, response.headers.get("Content-Encoding", ""), MOST_PAGE_BYTES)
    media_type, charset = parse_content_type(response.headers.get("Content-Type"))
    headers = tuple((name, value) for name, value in response.headers.iteritems())
    return Page(url=address.url, content=content, headers=headers, media_type=media_type, charset=charset)


def _read_body(response: BaseHTTPResponse) -> bytes:
    declared = response.headers.get("Content-Length", "")
    too_large = declared.isdigit() and len(declared) > len(str(MOST_PAGE_BYTES))
    pieces: list[bytes] = []
    size = 0
    while not too_large and (piece := response.read(BLOCK, decode_content=False)):
        pieces.append(piece)
        size += len(piece)
        too_large = size > MOST_PAGE_BYTES
    if too_large:
        most = MOST_PAGE_BYTES // MEGABYTE
        raise RefusedError(f"the answer is larger than {most} MB", hint="Save it yourself and add the file.")
    return b"".join(pieces)


def _too_slow() -> RefusedError:
    return RefusedError(f"the answer took longer than {MOST_SECONDS:g} seconds", hint="Try again later.")


def _name(error: Exception | None) -> str:
    """What went wrong, in the words of the lowest layer, without objects and addresses in memory."""
    cause = error.__cause__ or error if error else None
    words = str(cause) if isinstance(cause, OSError) and cause.strerror else type(cause).__name__
    return " ".join(words.split())[:120]
