"""Mailboxes: messages apart, their bytes untouched, whatever charset they claim."""

import gzip
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from sayso.capture import mailboxes
from sayso.records import Failure, Original
from tests.capture.conftest import Capture, OneFailure, OneOriginal

FIRST = b"Subject: =?x-klingon?Q?=FF=FE?=\nContent-Type: text/plain; charset=x-no-such\n\n\xff\xfe says so.\n"
SECOND = b"Subject: two\n\nFrom here on it is quiet.\n\nFrom the harbour he denied it.\n\n>From quoted\n"


def mbox(*messages: bytes, line_end: bytes = b"\n") -> bytes:
    joined = b"".join(b"From a@site.example Sat Jan  3 01:05:34 1996\n" + message + b"\n" for message in messages)
    return joined.replace(b"\n", line_end)


def test_messages_come_as_they_stand(tmp_path: Path, capture: Capture) -> None:
    path = tmp_path / "list.mbox"
    path.write_bytes(mbox(FIRST, SECOND, FIRST))
    found = capture(str(path))
    assert [one.content for one in found] == [FIRST, SECOND, FIRST]
    assert [one.address for one in found] == [f"{path}#message={number}" for number in (1, 2, 3)]
    assert {one.media_type for one in found} == {"message/rfc822"}


def test_a_mailbox_without_an_ending_is_known_by_its_first_lines(tmp_path: Path, capture: Capture) -> None:
    (tmp_path / "Inbox").write_bytes(mbox(FIRST, SECOND, line_end=b"\r\n"))
    found = capture(str(tmp_path))
    assert [one.content for one in found] == [one.replace(b"\n", b"\r\n") for one in (FIRST, SECOND)]


def test_a_text_that_begins_with_from_is_a_text(tmp_path: Path, one_original: OneOriginal) -> None:
    (tmp_path / "letter").write_bytes(b"From the harbour,\nhe wrote.\n")
    assert one_original(str(tmp_path / "letter")).media_type is None


def test_what_python_writes_is_read(tmp_path: Path, capture: Capture) -> None:
    box = mailbox.mbox(tmp_path / "python.mbox")
    for number in range(3):
        message = EmailMessage()
        message["Subject"] = f"Nachricht {number}"
        message.set_content("Der Kai ist offen.\n\nFrom Monday on it is not.\n")
        box.add(message)
    box.close()
    assert len(capture(str(tmp_path / "python.mbox"))) == 3


@pytest.mark.parametrize("content", [b"", b"hello\n", bytes(300_000), b"\xff" * 70_000, b"From \n", b"From a\n\n\n"])
def test_what_is_no_mailbox_says_so(tmp_path: Path, one_failure: OneFailure, content: bytes) -> None:
    (tmp_path / "x.mbox").write_bytes(content)
    assert "From " in one_failure(str(tmp_path / "x.mbox"))


def test_a_message_beyond_the_limit_is_passed_over(
    tmp_path: Path, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "MOST_BYTES", 2_000)
    (tmp_path / "x.mbox").write_bytes(mbox(FIRST, FIRST + b"x" * 200_000 + b"\n", SECOND))
    found = capture(str(tmp_path / "x.mbox"))
    assert [type(one) for one in found] == [Original, Failure, Original]
    assert "message 2 is larger" in found[1].reason


def test_a_packed_mailbox_that_breaks_off(tmp_path: Path, capture: Capture) -> None:
    texts = [FIRST + f"{number * 7919 % 10007}\n".encode() * 9 for number in range(3_000)]
    (tmp_path / "x.mbox.gz").write_bytes(gzip.compress(mbox(*texts))[:-300])
    *kept, last = capture(str(tmp_path / "x.mbox.gz"))
    assert [one.content for one in kept] == texts[: len(kept)]
    assert len(kept) > 1_000
    assert f"after message {len(kept)}" in last.reason


def test_a_single_message_in_its_file(tmp_path: Path, one_original: OneOriginal) -> None:
    (tmp_path / "one.eml").write_bytes(FIRST)
    found = one_original(str(tmp_path / "one.eml"))
    assert (found.content, found.media_type) == (FIRST, "message/rfc822")
