"""Files and folders of this machine: opened with care, walked in order, never left through a link."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.capture.circumstances import write_path
from sayso.capture.limits import MOST_DEPTH
from sayso.capture.media import holds_no_text, is_furniture
from sayso.errors import NotFoundError, RefusedError, SaysoError, UnreadableError
from sayso.records import Failure

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_SORTS = {
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}


def open_file(path: str) -> BinaryIO:
    """The file, open for reading; a SaysoError where it is none, and never a wait for what may not come."""
    try:
        _check_regular(os.stat(path).st_mode)
        descriptor = os.open(path, _FLAGS)
        try:
            _check_regular(os.fstat(descriptor).st_mode)  # it may have been changed for a pipe since
            return open(descriptor, "rb")
        except BaseException:
            os.close(descriptor)
            raise
    except (OSError, ValueError) as error:
        raise explain(error) from error


def explain(error: OSError | ValueError) -> SaysoError:
    """What the system's refusal means, in one line."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return NotFoundError("no such file or folder", hint="Check the path.")
    if isinstance(error, PermissionError):
        return UnreadableError("permission denied", hint="Give yourself the right to read it, or leave it out.")
    if isinstance(error, ValueError):
        return NotFoundError("not a path", hint="Check it.")
    return UnreadableError(f"cannot be opened ({error.strerror or type(error).__name__})", hint="Check the path.")


def find_files(folder: str) -> Iterator[str | Failure]:
    """The path of each file below the folder that may hold text, in the order of their names.

    Hidden files, cases, and what a browser saved beside a page are passed over. Pictures and films are
    counted in one failure at the end, because a scan among them may matter. A link that leads outside is a failure.
    """
    if is_case(folder):
        raise RefusedError("this is a case, not a folder of documents", hint="Name what you want to add to it.")
    passed_over: Counter[str] = Counter()
    found, anything = 0, False
    for path in _walk(folder, os.path.realpath(folder), MOST_DEPTH):
        anything = True
        if isinstance(path, Failure):
            yield path
        elif holds_no_text(path):
            passed_over[Path(path).suffix.lower()] += 1
        else:
            found += 1
            yield path
    endings = ", ".join(f"{number} {ending}" for ending, number in sorted(passed_over.items()))
    if passed_over and found:
        reason = f"files that hold no text were left out: {endings}. Scans need a text layer (OCR) first."
        yield Failure(address=write_path(folder), reason=reason)
    elif not found and (passed_over or not anything):
        reason = f"no readable file in this folder{f' ({endings})' if endings else ''}. Check the path."
        yield Failure(address=write_path(folder), reason=reason)


def is_case(folder: str) -> bool:
    """Whether the folder is a case of sayso's."""
    return any(os.path.lexists(os.path.join(folder, name)) for name in ("case.db", "case.toml"))


def is_in_maildir(path: str) -> bool:
    """Whether the file is a message in a Maildir, where messages have names without an ending."""
    box = os.path.dirname(path)
    return os.path.basename(box) in ("cur", "new") and os.path.isdir(os.path.join(os.path.dirname(box), "tmp"))


def _walk(folder: str, root: str, depth: int) -> Iterator[str | Failure]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(address=write_path(folder), reason=str(explain(error)))
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or is_furniture(entry.name):
            continue
        if entry.is_symlink():
            yield from _follow(entry.path, root)
        elif not entry.is_dir(follow_symlinks=False):
            yield entry.path
        elif not depth:
            reason = f"more than {MOST_DEPTH} folders inside each other. Add the inner ones by name."
            yield Failure(address=write_path(entry.path), reason=reason)
        elif not is_case(entry.path) and not _belongs_to_page(entry.name, names):
            yield from _walk(entry.path, root, depth - 1)


def _follow(path: str, root: str) -> Iterator[str | Failure]:
    """The link itself where it leads to a file inside the folder; folders inside are walked anyway."""
    target = os.path.realpath(path)
    if not os.path.exists(target):
        yield Failure(address=write_path(path), reason="a link that leads nowhere or in a circle. Remove or repair it.")
    elif os.path.commonpath([target, root]) != root:
        reason = "a link that leads out of the folder, not followed. Add what it points to by name."
        yield Failure(address=write_path(path), reason=reason)
    elif not os.path.isdir(target):
        yield path


def _belongs_to_page(name: str, names: set[str]) -> bool:
    """Whether a folder is what a browser saves beside a page: "Report_files" beside "Report.html"."""
    stem, _, ending = name.rpartition("_")
    return ending == "files" and bool({f"{stem}.html", f"{stem}.htm"} & names)


def _check_regular(mode: int) -> None:
    for is_sort, sort in _SORTS.items():
        if is_sort(mode):
            raise RefusedError(
                f"{sort}, not a file", hint="Save what comes from it to a file, or use - for JSON Lines."
            )
    if not stat.S_ISREG(mode):
        raise RefusedError("not a file", hint="Check the path.")
