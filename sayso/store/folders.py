"""The folder of a case: made whole or not at all, and opened."""

from pathlib import Path

import msgspec

from sayso import __version__
from sayso.errors import CaseError, NotFoundError
from sayso.store.database import FILE_NAME, create_database, open_database, transaction
from sayso.store.log import HEAD_NAME, append_entry, draft_entry, now, save_head
from sayso.store.originals import FOLDER
from sayso.store.saving import Store

SETTINGS_NAME = "case.toml"
NEW_NAME = "case.new"
_OURS = {FOLDER, SETTINGS_NAME, HEAD_NAME, NEW_NAME, f"{NEW_NAME}-wal", f"{NEW_NAME}-shm"}


def create_store(folder: Path) -> Store:
    """A new, empty case in a folder that is new or empty; a creation that was interrupted is completed."""
    if (folder / FILE_NAME).exists():
        raise CaseError("there is a case already", where=str(folder), hint="Add to it, or name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = sorted({entry.name for entry in folder.iterdir()} - _OURS)
        if strangers:
            what = f"the folder holds other files ({strangers[0]})"
            raise CaseError(what, where=str(folder), hint="Name a new or empty folder")
        (folder / FOLDER).mkdir(exist_ok=True)
        _save_settings(folder)
        _create_database(folder)
    except OSError as error:
        hint = "Name a folder that you may write in"
        raise CaseError(f"cannot be made ({error.strerror})", where=str(folder), hint=hint) from None
    return open_store(folder)


def _create_database(folder: Path) -> None:
    """The database with its first log entry; it gets its name last, and that makes the folder a case."""
    new = folder / NEW_NAME
    for leftover in (new, *(new.with_name(NEW_NAME + ending) for ending in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    create_database(new, f"sayso {__version__}", now())
    connection = open_database(new)
    try:
        with transaction(connection, new):
            append_entry(connection, draft_entry("created"))
        save_head(connection, folder)
    finally:
        connection.close()
    new.replace(folder / FILE_NAME)


def open_store(folder: Path) -> Store:
    """The case in this folder; NotFoundError where there is none, CaseError for one of another version."""
    if not (folder / FILE_NAME).is_file():
        what = "is no case" if folder.exists() else "is not there"
        raise NotFoundError(what, where=str(folder), hint=f"Make one by adding to it: sayso add {folder} FILE")
    return Store(folder, open_database(folder / FILE_NAME))


def _save_settings(folder: Path) -> None:
    name = msgspec.json.encode(folder.absolute().name.encode("utf-8", "replace").decode()).decode()
    settings = f"# A case of sayso: case.db, originals/ by SHA-256, log.head. Keep them together.\nname = {name}\n"
    (folder / SETTINGS_NAME).write_text(settings, "utf-8")
