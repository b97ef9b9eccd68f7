"""Sources of every sort in one run: in order, each failure in its place, nothing raised."""

import gzip
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from sayso.capture import zips
from sayso.capture.sources import find_originals
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, Server

LINE = json.dumps({"text": "The quay is open."}).encode() + b"\n"


def fill(folder: Path) -> None:
    (folder / "a.txt").write_bytes("港务局否认此事。".encode("gb18030"))
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 cut of")
    (folder / "c.jsonl").write_bytes(LINE + b"{broken\n" + LINE)
    (folder / "d.mbox").write_bytes(b"From a\nSubject: x\n\nbody\n")
    (folder / "e.html.gz").write_bytes(gzip.compress(b"<p>packed</p>"))
    (folder / "f.txt").touch()
    (folder / "g.warc.gz").write_bytes(b"no archive")
    with zipfile.ZipFile(folder / "h.zip", "w") as archive:
        archive.writestr("inside.txt", "x")
    (folder / "i.png").write_bytes(b"\x89PNG")
    (folder / "j").mkdir()
    (folder / "j" / "k.docx").write_bytes(b"PK")
    os.mkfifo(folder / "l.txt")


def test_a_folder_with_everything(tmp_path: Path, capture: Capture) -> None:
    fill(tmp_path)
    found = capture(str(tmp_path))
    assert [(one.address.removeprefix(str(tmp_path)), isinstance(one, Original)) for one in found] == [
        ("/a.txt", True),
        ("/b.pdf", True),
        ("/c.jsonl#line=1", True),
        ("/c.jsonl#line=2", False),
        ("/c.jsonl#line=3", True),
        ("/d.mbox#message=1", True),
        ("/e.html.gz", True),
        ("/f.txt", False),
        ("/g.warc.gz", False),
        ("/h.zip#inside.txt", True),
        ("/j/k.docx", True),
        ("/l.txt", False),
        ("", False),  # the picture, counted
    ]
    packed = found[6]
    assert isinstance(packed, Original)
    assert (packed.content, packed.media_type) == (b"<p>packed</p>", "text/html")


def test_the_same_sources_give_the_same_records(tmp_path: Path, capture: Capture) -> None:
    fill(tmp_path)
    assert capture(str(tmp_path)) == capture(str(tmp_path))


def test_sources_come_in_the_order_in_which_they_are_named(server: Server, tmp_path: Path, capture: Capture) -> None:
    (tmp_path / "a.txt").write_text("x")
    url = server.answer("/1", b"<p>x</p>")
    sources = [url, str(tmp_path / "a.txt"), "missing", url]
    assert [one.address for one in capture(*sources)] == sources


def test_what_a_server_sends_may_be_a_container(server: Server, capture: Capture) -> None:
    lines = server.answer("/list.jsonl?day=1", LINE * 2, headers={"Content-Type": "application/octet-stream"})
    assert [one.address for one in capture(lines)] == [f"{lines}#line=1", f"{lines}#line=2"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    packed = server.answer("/press.zip", buffer.getvalue())
    assert [one.address for one in capture(packed)] == [f"{packed}#a.txt"]
    page = server.answer("/about.zip", b"<html>About that archive</html>", headers={"Content-Type": "text/html"})
    assert [one.address for one in capture(page)] == [page]


def test_originals_come_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    def name_sources() -> Iterator[str]:
        yield str(tmp_path / "a.txt")
        raise AssertionError("asked for more than was needed")

    assert isinstance(next(find_originals(name_sources())), Original)


def test_times_are_written_in_utc_whatever_the_clock_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    noon_in_yangon = datetime(2025, 3, 4, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=6, minutes=30)))
    (found,) = find_originals([str(tmp_path / "a.txt")], now=lambda: noon_in_yangon)
    assert isinstance(found, Original)
    assert found.captured_at == "2025-03-04T05:30:00Z"


def test_a_password_in_an_address_is_never_written_down(capture: Capture) -> None:
    (found,) = capture("https://me:secret@site.example/x")
    assert isinstance(found, Failure)
    assert "secret" not in found.address + found.reason


def test_a_disk_that_fails_costs_only_its_file(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)

    def fail(*arguments: object, **options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(zips.zipfile, "ZipFile", fail)
    found = {one.address.removeprefix(str(tmp_path)): one for one in capture(str(tmp_path))}
    assert "Input/output error" in found["/h.zip"].reason
    assert isinstance(found["/j/k.docx"], Original)


def test_an_address_of_another_sort_is_refused(one_failure: OneFailure) -> None:
    assert "Only http and https" in one_failure("ftp://site.example/a.txt")
