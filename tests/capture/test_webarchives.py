"""Web archives: written by warcio, cut in the middle, and lying about their lengths."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.capture import webarchives
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, OneOriginal

HTML = ("<html><body><p>The ministry denied it.</p>" + "<p>Nothing moved.</p>" * 50 + "</body></html>").encode()
TYPE = "text/html; charset=windows-1251"


class TidyWriter(WARCWriter):
    """warcio's writer, which leaves its temporary files open, without them."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def add_page(
    writer: WARCWriter,
    url: str = "https://paper.example/1",
    body: bytes = HTML,
    status: str = "200 OK",
    headers: dict[str, str] | None = None,
) -> str:
    """Writes a response; its record id."""
    fields = {"Content-Type": TYPE, **(headers or {})}
    http = StatusAndHeaders(status, list(fields.items()), protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        http_headers=http,
        warc_headers_dict={"WARC-Date": "2019-05-06T07:08:09.123Z"},
    )
    writer.write_record(record)
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def write_warc(fill: Callable[[WARCWriter], object], *, packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    writer = TidyWriter(buffer, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a test"}))
    fill(writer)
    return buffer.getvalue()


def several(writer: WARCWriter) -> None:
    for number in range(10):
        add_page(writer, f"https://paper.example/{number}", HTML + str(number).encode())


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_the_circumstances_of_its_record(
    tmp_path: Path, one_original: OneOriginal, packed: bool
) -> None:
    ids = []
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(write_warc(lambda writer: ids.append(add_page(writer)), packed=packed))
    found = one_original(str(path))
    assert found.content == HTML
    assert found.address == f"{path}#{ids[0]}"
    assert (found.url, found.captured_at) == ("https://paper.example/1", "2019-05-06T07:08:09Z")
    assert (found.media_type, found.charset) == ("text/html", "windows-1251")
    assert ("Content-Type", TYPE) in found.headers


def test_only_pages_that_were_had_are_read(tmp_path: Path, capture: Capture) -> None:
    def fill(writer: WARCWriter) -> None:
        add_page(writer, "https://paper.example/gone", status="404 Not Found")
        add_page(writer, "https://paper.example/moved", status="302 Found", headers={"Location": "/x"})
        add_page(writer, "https://paper.example/a.png", headers={"Content-Type": "image/png"})
        add_page(writer, "https://paper.example/robots.txt", headers={"Content-Type": "text/plain"})
        add_page(writer, "https://paper.example/empty", b"")
        add_page(writer, "https://paper.example/a.pdf", b"%PDF-1.4 x", headers={"Content-Type": "application/pdf"})
        for sort, start in (("request", b"GET / HTTP/1.1"), ("metadata", b"x: y"), ("revisit", b"HTTP/1.1 200 OK")):
            writer.write_record(
                writer.create_warc_record(
                    "https://paper.example/", sort, payload=io.BytesIO(start + b"\r\nContent-Type: text/html\r\n\r\n")
                )
            )
        resource = io.BytesIO(HTML)
        writer.write_record(
            writer.create_warc_record(
                "https://paper.example/saved", "resource", payload=resource, warc_content_type="text/html"
            )
        )

    (tmp_path / "a.warc.gz").write_bytes(write_warc(fill))
    assert [one.url for one in capture(str(tmp_path))] == ["https://paper.example/a.pdf", "https://paper.example/saved"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML), {"Content-Encoding": "gzip"}),
        (HTML, {"Content-Encoding": "gzip"}),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML), {"Transfer-Encoding": "chunked"}),
        (HTML, {"Transfer-Encoding": "chunked"}),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(HTML, mtime=0)), gzip.compress(HTML, mtime=0)),
         {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
    ],
)  # fmt: skip
def test_bodies_are_unpacked_if_they_are_packed(
    tmp_path: Path, one_original: OneOriginal, body: bytes, headers: dict[str, str]
) -> None:
    (tmp_path / "a.warc").write_bytes(
        write_warc(lambda writer: add_page(writer, body=body, headers=headers), packed=False)
    )
    assert one_original(str(tmp_path)).content == HTML


def test_a_body_that_unpacks_to_a_giant_costs_only_its_page(tmp_path: Path, capture: Capture) -> None:
    def fill(writer: WARCWriter) -> None:
        add_page(writer, body=gzip.compress(bytes(60_000_000)), headers={"Content-Encoding": "gzip"})
        add_page(writer)

    (tmp_path / "a.warc.gz").write_bytes(write_warc(fill))
    found = capture(str(tmp_path))
    assert [type(one) for one in found] == [Failure, Original]
    assert "unpacks to more than 50 MB" in found[0].reason


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.1, 0.45, 0.5, 0.55, 0.9, 0.999])
def test_an_archive_cut_in_the_middle_keeps_what_came_before(
    tmp_path: Path, capture: Capture, capsys: pytest.CaptureFixture[str], packed: bool, share: float
) -> None:
    whole = write_warc(several, packed=packed)
    path = tmp_path / ("cut.warc.gz" if packed else "cut.warc")
    path.write_bytes(whole)
    complete = [one.content for one in capture(str(path))]
    assert len(complete) == 10
    path.write_bytes(whole[: int(len(whole) * share)])
    *kept, last = capture(str(path))
    assert [one.content for one in kept] == complete[: len(kept)]
    assert len(kept) >= int(10 * share) - 1
    assert isinstance(last, Failure)
    assert "break" in last.reason
    assert "record" in last.reason
    assert capsys.readouterr() == ("", "")


def test_damage_inside_a_packed_archive_is_named(tmp_path: Path, capture: Capture) -> None:
    whole = bytearray(write_warc(several))
    whole[len(whole) // 2] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(whole)
    *kept, last = capture(str(tmp_path))
    assert 3 <= len(kept) < 10
    assert isinstance(last, Failure)


@pytest.mark.parametrize(
    "length", [b"-5", b"99999999999999999999999999", b"999999999", b"abc", b"", "٣".encode(), b"1e3"]
)
def test_a_record_that_lies_about_its_length(
    tmp_path: Path, capture: Capture, capsys: pytest.CaptureFixture[str], length: bytes
) -> None:
    good = write_warc(add_page, packed=False)
    bad = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: " + length
    (tmp_path / "a.warc").write_bytes(good + bad + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n\r\n")
    found = capture(str(tmp_path))
    assert [type(one) for one in found] == [Original, Failure]
    assert "after 2 whole records" in found[1].reason
    assert capsys.readouterr() == ("", "")


def test_a_page_beyond_the_limit_costs_only_itself(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webarchives, "MOST_BYTES", 5_000)

    def fill(writer: WARCWriter) -> None:
        add_page(writer, body=HTML * 300)
        add_page(writer)

    (tmp_path / "a.warc.gz").write_bytes(write_warc(fill))
    assert [type(one) for one in capture(str(tmp_path))] == [Failure, Original]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        bytes(1000000),
        b"WARC/1.0\r\n" + b"x" * 500000,
        b"WARC/1.0\r\n" + b"a: b\r\n" * 90000,
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 3\r\n\r\nabc",
        b"<html>not found</html>",
    ],
)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_what_is_no_archive_says_so(
    tmp_path: Path, one_failure: OneFailure, capsys: pytest.CaptureFixture[str], content: bytes, name: str
) -> None:
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert one_failure(str(tmp_path / name))
    (tmp_path / "b.warc.gz").write_bytes(content)
    assert one_failure(str(tmp_path / "b.warc.gz"))
    assert capsys.readouterr() == ("", "")


def test_a_packed_archive_that_is_one_piece_is_read_too(tmp_path: Path, capture: Capture) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(write_warc(several, packed=False)))
    assert len(capture(str(tmp_path))) == 10


def test_the_archives_inside_a_wacz_are_read(tmp_path: Path, capture: Capture) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("archive/data.warc.gz", write_warc(several))
        archive.writestr("archive/more.warc", write_warc(add_page, packed=False))
    found = capture(str(path))
    assert [type(one) for one in found] == [Original] * 11
    assert found[0].address.startswith(f"{path}#archive/data.warc.gz#<urn:uuid:")
    assert found[0].url == "https://paper.example/0"


def test_a_wacz_that_breaks_off(tmp_path: Path, one_failure: OneFailure) -> None:
    (tmp_path / "crawl.wacz").write_bytes(b"PK\3\4" + bytes(500))
    assert "not a zip archive" in one_failure(str(tmp_path / "crawl.wacz"))
