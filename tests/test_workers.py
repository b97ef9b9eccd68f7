import multiprocessing
import os

import pytest

from sayso import workers
from sayso.records import AnyFinding, Document, Failure, Original
from sayso.workers import Read, read_original, read_originals

DEADLY = "deadly.txt"


def die_or_read(original: Original, id: str | None = None, *, weighted: bool = True) -> Read:
    if original.address == DEADLY:
        os.kill(os.getpid(), 9)
    return read_original(original, id, weighted=weighted)


def make(address: str) -> Original:
    content = f"The mayor said that {address} was late.".encode()
    return Original(content=content, address=address, captured_at="2026-03-01T10:00:00Z")


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_process_that_dies_costs_what_was_in_it_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "read_original", die_or_read)
    monkeypatch.setattr(workers, "get_context", lambda method: multiprocessing.get_context("fork"))
    addresses = ["a.txt", DEADLY, *(f"{number}.txt" for number in range(30))]
    reads = list(read_originals(map(make, addresses), jobs=2))
    assert [read.original.address for read in reads if isinstance(read, Read)] == addresses
    failed = [read.failure.address for read in reads if isinstance(read, Read) and read.failure]
    assert DEADLY in failed
    assert len(failed) < len(addresses) / 2
    assert reads[-1].document


def test_failures_pass_through_in_their_place() -> None:
    failure = Failure(address="gone.txt", reason="is not there.")
    assert list(read_originals([failure])) == [failure]


def test_a_fault_of_ours_costs_one_document_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document, *, weighted: bool) -> list[AnyFinding]:
        raise IndexError(f"no such place in {document.id}")

    monkeypatch.setattr(workers, "read_document", fail)
    read = read_original(make("a.txt"))
    assert read.failure is not None
    assert "fault of sayso" in read.failure.reason
    assert "IndexError" in read.failure.reason
