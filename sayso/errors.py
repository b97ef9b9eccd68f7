"""The errors a user can meet.

SaysoError
├── NotFoundError      a file, case or record that is not there
├── UnreadableError    bytes that are there and cannot be read as a document
├── RefusedError       something outside the limits: size, depth, time, private addresses
├── CaseError          a case that is damaged, locked or of another version
├── ConflictError      a decision on something that another person has decided meanwhile
├── LanguageError      a language table with a mistake, named by file and line
└── MissingExtraError  an optional dependency that is not installed

Each says what is wrong, where, and what to do next, in one line. The command line
prints that line and exits with 1; any other exception is a bug of ours.
"""


class SaysoError(Exception):
    """What every error that a user can meet derives from; its text is one line."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        parts = [f"{where}: {what}" if where else what]
        if hint:
            parts.append(hint)
        super().__init__(" ".join(part if part.endswith((".", "?", "!")) else part + "." for part in parts))
        self.what, self.where, self.hint = what, where, hint


class NotFoundError(SaysoError):
    """A file, folder, case or record that is not there."""


class UnreadableError(SaysoError):
    """Bytes that are there and cannot be read as a document."""


class RefusedError(SaysoError):
    """Something outside the limits of size, depth or time, or an address we do not fetch."""


class CaseError(SaysoError):
    """A case that is damaged, locked, or was made by another version."""


class ConflictError(SaysoError):
    """A decision on something that another person has decided meanwhile."""


class LanguageError(SaysoError):
    """A language table with a mistake, named by file and line."""


class MissingExtraError(SaysoError):
    """An optional dependency that is not installed; the hint is the line to type."""
