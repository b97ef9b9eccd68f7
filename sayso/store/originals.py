"""The bytes as they were captured, each once under its SHA-256, written whole or not at all.

`originals/ab/abcd...` is written beside its place, flushed to the disk and moved there. The original that
is being added is named in `originals/.adding` until the database knows it, so that what a killed process leaves
behind is told from a file that somebody put there: the next add removes it.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sayso.errors import CaseError
from sayso.store.database import fetch, fetch_one
from sayso.store.rows import Problem

FOLDER = "originals"
_MARK = ".adding"
_NEW = ".new"


def make_sha256(content: bytes) -> str:
    """The name under which bytes are kept."""
    return hashlib.sha256(content).hexdigest()


def find_path(folder: Path, sha256: str) -> Path:
    """Where the original with this hash is kept."""
    return folder / FOLDER / sha256[:2] / sha256


def save_original(folder: Path, sha256: str, content: bytes) -> bool:
    """Whether the file had to be written: it stands in its place with the right bytes, and they are on the disk."""
    path = find_path(folder, sha256)
    if _is_whole(path, sha256, len(content)):
        return False
    (folder / FOLDER / _MARK).write_text(sha256, "ascii")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(sha256 + _NEW)
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return True


def load_original(folder: Path, sha256: str) -> bytes:
    """The bytes with this hash; CaseError when they are gone or no longer have it."""
    path = find_path(folder, sha256)
    hint = "Put the file back from a copy of the case, or add its source again"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CaseError(f"the original cannot be read ({error.strerror})", where=str(path), hint=hint) from None
    if make_sha256(content) != sha256:
        raise CaseError("the original is not as it was captured", where=str(path), hint=hint)
    return content


def remove_leftovers(connection: sqlite3.Connection, folder: Path) -> None:
    """What a killed add left behind is gone; to be called by the one process that adds."""
    originals = folder / FOLDER
    mark = originals / _MARK
    with suppress(OSError):
        sha256 = mark.read_text("ascii").strip()
        if len(sha256) == 64 and sha256.isalnum():
            find_path(folder, sha256).with_name(sha256 + _NEW).unlink(missing_ok=True)
            if not fetch_one(connection, tuple[str], "SELECT sha256 FROM originals WHERE sha256 = ?", (sha256,)):
                find_path(folder, sha256).unlink(missing_ok=True)
        mark.unlink(missing_ok=True)


def find_original_problems(connection: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    """Every original that is missing or changed, and every file among them that does not belong there."""
    lost = "Put the file back from a copy of the case, or add its source again"
    for sha256, size in fetch(connection, tuple[str, int], "SELECT sha256, size FROM originals ORDER BY sha256"):
        path = find_path(folder, sha256)
        where = str(path.relative_to(folder))
        if not path.is_file():
            yield Problem(where=where, what="the original is missing", hint=lost)
        elif not _is_whole(path, sha256, size):
            yield Problem(where=where, what="the original is not as it was captured", hint=lost)
    yield from _find_strangers(connection, folder)


def _find_strangers(connection: sqlite3.Connection, folder: Path) -> Iterator[Problem]:
    originals = folder / FOLDER
    if not originals.is_dir():
        yield Problem(where=FOLDER, what="the folder is missing", hint="Put it back from a copy of the case")
        return
    underway = ""
    with suppress(OSError):
        underway = (originals / _MARK).read_text("ascii").strip()
    for parent, _, names in os.walk(originals):
        for name in names:
            path = Path(parent, name)
            sha256 = name.removesuffix(_NEW)
            if path == originals / _MARK or (sha256 == underway and path.parent == find_path(folder, sha256).parent):
                continue
            known = fetch_one(connection, tuple[str], "SELECT sha256 FROM originals WHERE sha256 = ?", (name,))
            if not known or path != find_path(folder, name):
                hint = "If it is evidence, move it out of the case and add it; otherwise delete it"
                yield Problem(where=str(path.relative_to(folder)), what="no log entry knows this file", hint=hint)


def _is_whole(path: Path, sha256: str, size: int) -> bool:
    try:
        if path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
