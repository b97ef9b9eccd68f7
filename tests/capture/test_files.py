"""Files and folders: in order, with care, and nothing that waits for ever."""

import os
import socket
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.capture import files
from sayso.capture.circumstances import Found
from sayso.capture.sources import count_originals, find_originals
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, OneOriginal


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"The quay is open, says {name}.", "utf-8")


def names(found: list[Found], folder: Path) -> list[str]:
    return [os.path.relpath(one.address, folder) for one in found if isinstance(one, Original)]


def test_a_file_comes_as_it_stands(tmp_path: Path, one_original: OneOriginal) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfeQ\0")
    found = one_original(str(tmp_path / "a.txt"))
    assert found.content == b"\xff\xfeQ\0"
    assert (found.address, found.media_type) == (str(tmp_path / "a.txt"), "text/plain")
    assert (found.captured_at, found.url, found.headers) == ("2025-03-04T12:00:00Z", None, ())


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path, capture: Capture) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.html", "C.txt", "ü.md")
    assert names(capture(str(tmp_path)), tmp_path) == ["C.txt", "a/b/c.html", "a/z.txt", "b.txt", "ü.md"]


def test_hidden_files_cases_and_page_furniture_are_passed_over(tmp_path: Path, capture: Capture) -> None:
    write(tmp_path, ".secret/a.txt", ".b.txt", "kept.txt", "mycase/case.db", "mycase/originals/ab", "style.css")
    write(tmp_path, "Page.html", "Page_files/frame.html", "Other_files/kept.html")
    found = capture(str(tmp_path))
    assert names(found, tmp_path) == ["Other_files/kept.html", "Page.html", "kept.txt"]
    assert len(found) == 3


def test_a_case_is_no_folder_of_documents(tmp_path: Path, one_failure: OneFailure) -> None:
    write(tmp_path, "case.toml", "originals/ab")
    assert "this is a case" in one_failure(str(tmp_path))


def test_pictures_are_left_out_and_counted(tmp_path: Path, capture: Capture, one_original: OneOriginal) -> None:
    write(tmp_path, "a.txt", "b.JPG", "c.jpg", "d/e.tif")
    found = capture(str(tmp_path))
    assert names(found, tmp_path) == ["a.txt"]
    assert isinstance(found[-1], Failure)
    assert "2 .jpg, 1 .tif" in found[-1].reason
    assert one_original(str(tmp_path / "b.JPG")).content  # named by the user: never left out in silence


@pytest.mark.parametrize("only", [[], ["a.png"], [".hidden.txt"], ["empty/.keep"]])
def test_a_folder_without_readable_files_says_so(tmp_path: Path, one_failure: OneFailure, only: list[str]) -> None:
    write(tmp_path, *only)
    assert "no readable file in this folder" in one_failure(str(tmp_path))


@pytest.mark.parametrize("name", ["missing.txt", "missing/deep.txt", "a.txt/below", "nul\0byte"])
def test_what_is_not_there(tmp_path: Path, one_failure: OneFailure, name: str) -> None:
    write(tmp_path, "a.txt")
    assert "Check" in one_failure(str(tmp_path / name))


def test_a_missing_file_does_not_stop_the_rest(tmp_path: Path, capture: Capture) -> None:
    write(tmp_path, "a.txt", "c.txt")
    found = capture(*(str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")))
    assert [type(one) for one in found] == [Original, Failure, Original]
    assert found[1] == Failure(address=str(tmp_path / "b.txt"), reason="no such file or folder. Check the path.")


def test_an_empty_file(tmp_path: Path, one_failure: OneFailure) -> None:
    (tmp_path / "a.txt").touch()
    assert one_failure(str(tmp_path / "a.txt")) == "empty. Check whether it was saved in full."


def test_a_giant_is_refused_by_its_size_without_being_read(
    tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "zeros.txt").open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr("sayso.capture.streams.BoundedStream.read", None)
    assert one_failure(str(tmp_path / "zeros.txt")) == "larger than 50 MB. Leave it out, or split it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_never_waited_for(tmp_path: Path, capture: Capture, one_failure: OneFailure) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe, not a file" in one_failure(str(tmp_path / "pipe.txt"))
    write(tmp_path, "q.txt")
    assert [type(one) for one in capture(str(tmp_path))] == [Failure, Original]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices here")
def test_a_device_is_never_read(tmp_path: Path, one_failure: OneFailure) -> None:
    assert "a device, not a file" in one_failure("/dev/zero")
    (tmp_path / "link.txt").symlink_to("/dev/zero")
    assert "a device, not a file" in one_failure(str(tmp_path / "link.txt"))
    assert "leads out of the folder" in one_failure(str(tmp_path))


def test_a_socket_is_never_read(tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.txt")
        assert "a socket, not a file" in one_failure("s.txt")


def test_a_file_that_turns_into_a_pipe_meanwhile_is_refused(
    tmp_path: Path, one_failure: OneFailure, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    opening = os.open
    monkeypatch.setattr(files.os, "open", lambda path, flags: opening(tmp_path / "pipe", flags))
    assert "a pipe, not a file" in one_failure(str(tmp_path / "a.txt"))


def test_what_may_not_be_read(tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt")
    opening = os.open

    def refuse(path: str, flags: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied", path)
        return opening(path, flags)

    monkeypatch.setattr(files.os, "open", refuse)
    found = capture(str(tmp_path))
    assert [type(one) for one in found] == [Failure, Original]
    assert found[0].reason.startswith("permission denied. Give yourself the right")


def test_a_folder_that_may_not_be_read(tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/x.txt", "b.txt")
    scanning = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return scanning(path)

    monkeypatch.setattr(files.os, "scandir", refuse)
    assert [type(one) for one in capture(str(tmp_path))] == [Failure, Original]


def test_links_never_lead_out_or_in_circles(tmp_path: Path, capture: Capture) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    write(inside, "a/x.txt", ".hidden/y.txt")
    write(outside, "secret.txt")
    (inside / "a" / "up").symlink_to(inside)  # a circle through folders: what is there is met anyway
    (inside / "b.txt").symlink_to(inside / ".hidden" / "y.txt")
    (inside / "c.txt").symlink_to(outside / "secret.txt")
    (inside / "d").symlink_to(outside)
    (inside / "e.txt").symlink_to(inside / "e.txt")
    (inside / "f.txt").symlink_to(inside / "nowhere.txt")
    found = capture(str(inside))
    assert names(found, inside) == ["a/x.txt", "b.txt"]
    reasons = {Path(one.address).name: one.reason for one in found if isinstance(one, Failure)}
    assert sorted(reasons) == ["c.txt", "d", "e.txt", "f.txt"]
    assert "leads out of the folder" in reasons["c.txt"]
    assert "leads out of the folder" in reasons["d"]
    assert "circle" in reasons["e.txt"]
    assert "nowhere" in reasons["f.txt"]


def test_folders_too_deep_are_named(tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_DEPTH", 2)
    write(tmp_path, "1/2/kept.txt", "1/2/3/lost.txt")
    found = capture(str(tmp_path))
    assert names(found, tmp_path) == ["1/2/kept.txt"]
    assert [Path(one.address).name for one in found if isinstance(one, Failure)] == ["3"]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_text_can_still_be_written_down(tmp_path: Path, capture: Capture) -> None:
    (tmp_path / os.fsdecode(b"\xcf\xe5\xf0.txt")).write_text("x")
    (found,) = capture(str(tmp_path))
    assert found.address.endswith("\\xcf\\xe5\\xf0.txt")
    found.address.encode("utf-8")


def test_messages_in_a_maildir_are_mail(tmp_path: Path, capture: Capture) -> None:
    write(tmp_path, "box/cur/1288.M1P2.host:2,S", "box/new/1289.M1P2.host")
    (tmp_path / "box/tmp").mkdir()
    assert [one.media_type for one in capture(str(tmp_path))] == ["message/rfc822"] * 2


def test_many_files_take_no_more_memory_than_few(tmp_path: Path) -> None:
    def measure(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_bytes(b"x" * 20_000)
        tracemalloc.start()
        assert sum(1 for _ in find_originals([str(folder)])) == count
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    measure(5)
    assert measure(2000) < measure(20) + 2_000 * 1_000  # a name and its entry, never its content


def test_the_count_is_known_for_plain_files_only(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.html", "d.png", ".e.txt")
    assert count_originals([str(tmp_path), str(tmp_path / "missing.txt")]) == 4
    write(tmp_path, "b/list.jsonl")
    assert count_originals([str(tmp_path)]) is None
    assert count_originals(["-"]) is None
    assert count_originals(["https://site.example/"]) is None
