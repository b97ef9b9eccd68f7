"""Zip archives of documents, honest and otherwise."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from sayso.capture import zips
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, OneOriginal


def write_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_each_member_is_an_original(tmp_path: Path, capture: Capture) -> None:
    path = tmp_path / "press.zip"
    members = {
        "a.txt": b"one", "b/报告.html": b"<p>two", "b/": b"", "list.jsonl": b'{"text": "three"}\nbroken\n',
        ".hidden": b"x", "__MACOSX/._a.txt": b"x", "pic.jpg": b"x", "style.css": b"x", "../../up.txt": b"four",
    }  # fmt: skip
    path.write_bytes(write_zip(members))
    found = capture(str(path))
    assert [one.address for one in found] == [
        f"{path}#{name}" for name in ("a.txt", "b/报告.html", "list.jsonl#line=1", "list.jsonl#line=2", "../../up.txt")
    ]
    assert [type(one) for one in found] == [Original, Original, Original, Failure, Original]
    assert found[0].collector.endswith(" zip")
    assert not (tmp_path.parent.parent / "up.txt").exists()


def test_a_word_document_is_one_document_though_it_is_a_zip(tmp_path: Path, one_original: OneOriginal) -> None:
    (tmp_path / "a.docx").write_bytes(write_zip({"word/document.xml": b"<x/>"}))
    assert (one_original(str(tmp_path / "a.docx")).media_type or "").endswith("wordprocessingml.document")


def test_an_archive_inside_an_archive_is_named(tmp_path: Path, capture: Capture) -> None:
    (tmp_path / "a.zip").write_bytes(write_zip({"inner.zip": write_zip({"a.txt": b"x"}), "b.txt": b"y"}))
    (tmp_path / "b.zip.gz").write_bytes(b"x")
    found = capture(str(tmp_path / "a.zip"))
    assert [type(one) for one in found] == [Failure, Original]
    assert "archive inside an archive" in found[0].reason


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "FREE_EXPANSION", 1_000_000)
    (tmp_path / "a.zip").write_bytes(write_zip({"a.txt": bytes(4_000_000), "b.txt": b"x"}))
    assert "50 times its size" in one_failure(str(tmp_path / "a.zip"))


def test_a_member_beyond_the_limit_costs_only_itself(tmp_path: Path, capture: Capture) -> None:
    content = write_zip({"a.txt": b"\n" * 51_000_000, "b.txt": b"x"})
    (tmp_path / "a.zip").write_bytes(content)
    assert [type(one) for one in capture(str(tmp_path))] == [Failure, Original]


def test_a_member_that_lies_about_its_size(tmp_path: Path, capture: Capture) -> None:
    content = write_zip({"a.txt": bytes(100_000)})
    (tmp_path / "a.zip").write_bytes(content.replace(struct.pack("<I", 100_000), struct.pack("<I", 10)))
    (found,) = capture(str(tmp_path))
    assert isinstance(found, Failure)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_a_giant_at_once_are_refused(tmp_path: Path, one_failure: OneFailure, method: int) -> None:
    (tmp_path / "a.zip").write_bytes(write_zip({"a.txt": b"x" * 1_000}, method))
    assert "unusual" in one_failure(str(tmp_path / "a.zip"))


def test_an_encrypted_member_is_named(tmp_path: Path, one_failure: OneFailure) -> None:
    content = bytearray(write_zip({"a.txt": b"x"}))
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert "encrypted" in one_failure(str(tmp_path / "a.zip"))


def test_a_damaged_member_costs_only_itself(tmp_path: Path, capture: Capture) -> None:
    content = write_zip({"a.txt": b"abcdefgh" * 99, "b.txt": b"fine"}, zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(content.replace(b"abcdefgh", b"abcdefgX", 1))
    found = capture(str(tmp_path))
    assert [type(one) for one in found] == [Failure, Original]
    assert "damaged" in found[0].reason


def test_a_giant_list_of_members_is_not_read(
    tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_DIRECTORY_BYTES", 100_000)
    (tmp_path / "a.zip").write_bytes(write_zip({f"{number:060}.txt": b"" for number in range(1_500)}))
    assert "list of members" in one_failure(str(tmp_path / "a.zip"))


def test_too_many_members_are_refused(tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    (tmp_path / "a.zip").write_bytes(write_zip({f"{number}.txt": b"x" for number in range(3)}))
    assert "more than 2 members" in one_failure(str(tmp_path / "a.zip"))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\5\6" + b"\xff" * 18, bytes(70_000), write_zip({"a": b"x"})[:-30]])
def test_what_is_no_zip_says_so(tmp_path: Path, one_failure: OneFailure, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert one_failure(str(tmp_path / "a.zip"))


def test_an_archive_without_documents(tmp_path: Path, one_failure: OneFailure) -> None:
    (tmp_path / "a.zip").write_bytes(write_zip({"a.png": b"x"}))
    assert "no file that can be read" in one_failure(str(tmp_path / "a.zip"))
