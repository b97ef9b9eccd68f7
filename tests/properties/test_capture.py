"""Whatever the bytes and whatever the name: capture yields originals and failures, and raises nothing."""

import gzip
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.capture.addresses import is_public, parse_url
from sayso.capture.media import parse_content_type
from sayso.capture.sources import find_originals
from sayso.capture.streams import undo_encodings
from sayso.errors import SaysoError
from sayso.records import Original

ENDINGS = ("", ".txt", ".jsonl", ".mbox", ".eml", ".warc", ".warc.gz", ".wacz", ".zip", ".rss", ".xml", ".gz", ".png")
PIECES = (
    b"WARC/1.1\r\n", b"WARC-Type: response\r\n", b"Content-Length: 40\r\n", b"Content-Type: application/http\r\n",
    b"WARC-Target-URI: http://a.example/\r\n", b"HTTP/1.1 200 OK\r\n", b"Content-Type: text/html\r\n", b"\r\n", b"\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"From a Sat Jan  3 1996\n", b"Subject: x\n",
    b'{"text": "x"}\n', b'{"text": 1}\n', b"<rss><channel>", b"<item>", b"<title>a", b"<link>http:", b"</item>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>', b"<!DOCTYPE", b"<![CDATA[", b"PK\3\4", b"PK\1\2", b"PK\5\6",
    b"\x1f\x8b\x08\0", gzip.compress(b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"), b"\0" * 30, b"\xff",
)  # fmt: skip
BYTES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=30), max_size=12).map(b"".join)


@given(BYTES, st.sampled_from(ENDINGS))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise_and_nothing_vanishes(content: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"name{ending}")
        path.write_bytes(content)
        found = list(find_originals([str(path)], fetch=False))
    assert found
    for one in found:
        assert one.address.startswith(str(path)) or not one.address.startswith("/")
        assert isinstance(one, Original) or ("\n" not in one.reason and one.reason)
    msgspec.json.encode(found)


@given(st.text(max_size=80) | st.text(max_size=40).map("http://{}".format))
@settings(deadline=None)
def test_no_url_raises_more_than_a_refusal(url: str) -> None:
    message = ""
    try:
        address = parse_url(url)
    except SaysoError as error:
        message = str(error)
    else:
        assert address.scheme in ("http", "https")
        assert address.target.isascii()
        assert address.target.startswith("/")
        assert not set(address.target + address.host_header) & set(" \r\n\t")
    assert "\n" not in message


@given(st.ip_addresses())
def test_a_public_number_is_a_global_one(number: object) -> None:
    assert not is_public(str(number)) or number.is_global  # type: ignore[attr-defined]


@given(st.text(max_size=40))
def test_any_content_type_can_be_read(declared: str) -> None:
    media_type, charset = parse_content_type(declared)
    assert media_type != ""
    assert charset != ""


@given(BYTES, st.sampled_from(["gzip", "deflate", "gzip, gzip", "br", "", ",", "GZIP"]))
@settings(deadline=None)
def test_any_body_is_unpacked_or_refused(body: bytes, declared: str) -> None:
    with suppress(SaysoError):
        assert len(undo_encodings(body, declared, 1_000)) <= max(1_000, len(body))
