"""Files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sayso.errors import SaysoError


@contextmanager
def replace_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes this place when everything was written, and is gone when something went wrong."""
    hint = "Name a file in a folder that you may write in"
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder")
        handle, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=".sayso-")
    except OSError as error:
        raise SaysoError(f"cannot be written ({error.strerror})", where=str(path), hint=hint) from None
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        os.chmod(name, 0o666 & ~_read_mask())
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise SaysoError(f"cannot be written ({error.strerror})", where=str(path), hint=hint) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read_mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
