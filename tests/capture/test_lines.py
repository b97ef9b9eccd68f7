"""JSON Lines: each line an original, broken ones named by their number."""

import gzip
import io
import json
from pathlib import Path

import pytest

from sayso.capture import lines
from sayso.capture.sources import find_originals
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, OneOriginal

GOOD = json.dumps({"id": "a", "text": "港务局否认此事。", "lang": "zh"}, ensure_ascii=False).encode()


def test_each_line_is_an_original(tmp_path: Path, capture: Capture) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\r\n\n   \n" + GOOD)
    found = capture(str(path))
    assert [one.address for one in found] == [f"{path}#line=1", f"{path}#line=4"]
    assert {one.content for one in found} == {GOOD}
    assert {one.media_type for one in found} == {"application/x-sayso-document+json"}


@pytest.mark.parametrize(
    "broken",
    [
        b'{"id": "a", "text": ',
        b"hello",
        b"[1]",
        b'"text"',
        b'{"text": 5}',
        b'{"id": "a"}',
        b'{"text": "\xff"}',
        b"[" * 100000,
        b"null",
        b"\x00\x00\x00",
        "{}".encode("utf-16"),
        b'{"text": "\\ud800',
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path: Path, capture: Capture, broken: bytes) -> None:
    path = tmp_path / "list.ndjson"
    path.write_bytes(GOOD + b"\n" + broken.replace(b"\n", b" ") + b"\n" + GOOD + b"\n")
    found = capture(str(path))
    assert [type(one) for one in found] == [Original, Failure, Original]
    assert found[1].address == f"{path}#line=2"
    assert found[1].reason.startswith("line 2 is not ")


def test_a_line_beyond_the_limit_is_passed_over(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 1_000)
    path = tmp_path / "list.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 300_000 + b'"}\n' + GOOD + b"\n")
    found = capture(str(path))
    assert [type(one) for one in found] == [Failure, Original]
    assert found[0].reason.startswith("line 1 is longer than")
    assert found[1].address.endswith("#line=2")


def test_a_long_line_within_the_limit_is_a_document(tmp_path: Path, one_original: OneOriginal) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(json.dumps({"text": "x" * 5_000_000}).encode())
    assert len(one_original(str(path)).content) > 5_000_000


@pytest.mark.parametrize("content", [b"", b"\n\n \n"])
def test_a_file_without_documents(tmp_path: Path, one_failure: OneFailure, content: bytes) -> None:
    (tmp_path / "list.jsonl").write_bytes(content)
    assert "no line holds a document" in one_failure(str(tmp_path / "list.jsonl"))


def test_a_packed_file_that_breaks_off_keeps_what_came_before(tmp_path: Path, capture: Capture) -> None:
    noise = b"".join(json.dumps({"text": f"{number * 7919 % 10007}"}).encode() + b"\n" for number in range(20_000))
    path = tmp_path / "list.jsonl.gz"
    path.write_bytes(gzip.compress(noise)[:-2000])
    *kept, last = capture(str(path))
    assert len(kept) > 1_000
    assert all(isinstance(one, Original) for one in kept)
    assert isinstance(last, Failure)
    assert f"break off after line {len(kept)}" in last.reason


def test_a_packed_file_that_unpacks_to_a_giant_ends(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.capture.streams.FREE_EXPANSION", 1_000_000)
    path = tmp_path / "list.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD + b"\n" + bytes(5_000_000)))
    first, last = capture(str(path))
    assert isinstance(first, Original)
    assert "50 times its size" in last.reason


def test_standard_input() -> None:
    (found,) = find_originals(["-"], standard_input=io.BytesIO(GOOD + b"\n"))
    assert (found.address, found.content) == ("-#line=1", GOOD)
