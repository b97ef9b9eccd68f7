"""What every loader hands back: a text, its parts by role, and what the source says of itself."""

from msgspec import Struct

from sayso.errors import RefusedError
from sayso.records import Part, Role
from sayso.text.limits import MAX_TEXT


class Draft(Struct, frozen=True, kw_only=True):
    """A document before it has an id and an origin."""

    text: str
    media_type: str
    parts: tuple[Part, ...] = ()
    id: str | None = None  # only where the content names it
    lang: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()


class Composer:
    """Puts a text together from blocks; neighbouring blocks of one role become one part."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._blocks: list[str] = []
        self._parts: list[Part] = []
        self._length = 0

    def add(self, words: str, role: Role = "body", *, separator: str = "\n\n") -> None:
        """Appends a block, if it has words, behind a separator."""
        words = words.strip()
        if not words:
            return
        if self._blocks:
            self._blocks.append(separator)
            self._length += len(separator)
        start, end = self._length, self._length + len(words)
        refuse_long(end, self._where)
        self._blocks.append(words)
        self._length = end
        if self._parts and self._parts[-1].role == role:
            start = self._parts.pop().start
        self._parts.append(Part(start=start, end=end, role=role))

    def has(self, role: Role) -> bool:
        """Whether a block with this role was added."""
        return any(part.role == role for part in self._parts)

    def finish(self) -> tuple[str, tuple[Part, ...]]:
        """The whole text and its parts."""
        return "".join(self._blocks), tuple(self._parts)


def refuse_long(length: int, where: str) -> None:
    """Raises RefusedError when a text has more characters than a document may have."""
    if length > MAX_TEXT:
        raise RefusedError(
            f"the text has more than {MAX_TEXT:,} characters", where=where, hint="Split it into documents first."
        )


def clean_words(words: str | None) -> str | None:
    """A title or a name on one line, or None when there is none."""
    return " ".join(words.replace("\x00", " ").split()) or None if words else None
