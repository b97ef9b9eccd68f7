"""Bad input end to end: each gives one clear line and harms nothing beside it."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from sayso.contract import DocumentOut, ErrorOut
from sayso.demo import find_demo_folder
from sayso.extraction import extract_sources
from sayso.workers import ReadOptions

GOOD = "The harbour master said the quay was closed."


def make_scan() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return save(writer)


def make_encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(find_demo_folder() / "04-ministry-communique.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    return save(writer)


def save(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def make_zip_bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 200_000_000)
    return held.getvalue()


def make_truncated_pdf() -> bytes:
    content = (find_demo_folder() / "04-ministry-communique.pdf").read_bytes()
    return content[: len(content) // 3]


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty.txt": ("empty", lambda: b""),
    "binary.txt": ("binary", lambda: bytes(range(256)) * 40),
    "truncated.pdf": ("", make_truncated_pdf),
    "encrypted.pdf": ("encrypted", make_encrypted),
    "scan.pdf": ("no text layer", make_scan),
    "nested.html": ("", lambda: b"<html><body>" + b"<div>" * 200_000 + GOOD.encode()),
    "bomb.docx": ("", make_zip_bomb),
    "not-a-zip.docx": ("", lambda: b"PK\x03\x04 and then nothing"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_one_clear_line_and_its_neighbour_is_read(name: str, tmp_path: Path) -> None:
    said, make = BAD[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    outputs = list(extract_sources([str(tmp_path)]))
    errors = [output for output in outputs if isinstance(output, ErrorOut)]
    read = [output for output in outputs if isinstance(output, DocumentOut)]
    assert [output.id for output in read] == ["good"]
    assert len(errors) == 1
    assert name in errors[0].error or name in errors[0].id
    assert said in errors[0].error
    assert "\n" not in errors[0].error
    assert len(errors[0].error) < 400


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "zeros.txt").open("wb") as file:
        file.truncate(200_000_000)
    (error,) = extract_sources([str(tmp_path / "zeros.txt")])
    assert isinstance(error, ErrorOut)
    assert "MB" in error.error


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (error,) = extract_sources([str(tmp_path / "nowhere.txt")])
    assert isinstance(error, ErrorOut)
    assert "nowhere.txt" in error.error or "nowhere.txt" in error.id


def test_a_folder_without_anything_to_read_says_so(tmp_path: Path) -> None:
    (error,) = extract_sources([str(tmp_path)])
    assert isinstance(error, ErrorOut)


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": GOOD}),
        '{"id": "two", "text":',
        json.dumps({"id": "three", "text": GOOD}),
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(lines), "utf-8")
    outputs = list(extract_sources([str(tmp_path / "list.jsonl")]))
    assert [output.id for output in outputs if isinstance(output, DocumentOut)] == ["one", "three"]
    (error,) = [output for output in outputs if isinstance(output, ErrorOut)]
    assert "2" in error.id + error.error


def test_a_text_of_one_line_of_5_mb_is_read(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_text("the quay beside the harbour was long and " * 122_000, "utf-8")
    (output,) = extract_sources([str(tmp_path / "line.txt")], options=ReadOptions(weighted=False))
    assert isinstance(output, DocumentOut)
