"""Originals to findings, one after another or in several processes, in the order in which they came."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from msgspec import Struct

from sayso.errors import SaysoError
from sayso.pipeline import read_document
from sayso.records import AnyFinding, Document, Failure, Original
from sayso.text.load import load_document

QUEUE_PER_JOB = 4  # originals that wait for a process; keeps memory flat however many there are


class ReadOptions(Struct, frozen=True, kw_only=True):
    """How sources are read."""

    jobs: int = 1  # processes that read
    fetch: bool = True  # False asks nothing of any server
    allow_private: bool = False  # addresses that the user typed may lie in a private network
    weighted: bool = True  # False reads by rules alone, without trained weights


class Read(Struct, frozen=True, kw_only=True):
    """What became of one original: a document with its findings, or a failure."""

    original: Original
    document: Document | None = None
    findings: tuple[AnyFinding, ...] = ()
    failure: Failure | None = None


def read_original(original: Original, id: str | None = None, *, weighted: bool = True) -> Read:
    """The original loaded and read; what cannot be read is a failure with its reason, never an exception.

    Args:
        weighted: False reads by rules alone, without trained weights.
    """
    try:
        document = load_document(original, id)
        return Read(original=original, document=document, findings=tuple(read_document(document, weighted=weighted)))
    except SaysoError as error:
        return Read(original=original, failure=Failure(address=original.address, reason=str(error)))
    except Exception as error:  # one document that trips us must not cost the others their reading
        reason = f"a fault of sayso, not of the file: {type(error).__name__}: {error}. Please report it with the file."
        return Read(original=original, failure=Failure(address=original.address, reason=" ".join(reason.split())))


def read_originals(
    originals: Iterable[Original | Failure],
    *,
    jobs: int = 1,
    make_id: Callable[[Original], str | None] = lambda original: None,
    weighted: bool = True,
) -> Iterator[Read | Failure]:
    """Every original read, in order; failures of capture pass through.

    With `jobs` above 1 as many processes read; a process that dies (of memory, say) costs the
    originals that were in it, each a failure that says so.
    """
    if jobs <= 1:
        for original in originals:
            if isinstance(original, Failure):
                yield original
            else:
                yield read_original(original, make_id(original), weighted=weighted)
        return
    waiting: deque[tuple[Original, Future[Read]] | Failure] = deque()
    pool = _start_pool(jobs)
    try:
        for original in originals:
            if isinstance(original, Failure):
                waiting.append(original)
            else:
                try:
                    future = pool.submit(read_original, original, make_id(original), weighted=weighted)
                except BrokenProcessPool:  # a process died meanwhile; the rest goes to new ones
                    pool.shutdown(wait=False)
                    pool = _start_pool(jobs)
                    future = pool.submit(read_original, original, make_id(original), weighted=weighted)
                waiting.append((original, future))
            while len(waiting) > jobs * QUEUE_PER_JOB:
                yield _take(waiting.popleft())
        while waiting:
            yield _take(waiting.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _take(item: tuple[Original, Future[Read]] | Failure) -> Read | Failure:
    if isinstance(item, Failure):
        return item
    original, future = item
    try:
        return future.result()
    except BrokenProcessPool:
        reason = "the process that read it was killed, probably for memory. Try it alone with --jobs 1."
        return Read(original=original, failure=Failure(address=original.address, reason=reason))
