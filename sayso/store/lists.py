"""Lists of persons and bodies in FollowTheMoney's form, one JSON object a line: their entries are linked to by name.

Every line is read before the first is kept. A line that cannot be used is named with its reason and
skipped; the others come in one transaction, with a line in the custody log that has the file's hash.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from babel.core import get_global
from msgspec import Struct

from sayso.errors import NotFoundError, UnreadableError
from sayso.records import Entity
from sayso.store.database import transaction
from sayso.store.joining import refresh
from sayso.store.log import append_entry, draft_entry, save_head
from sayso.store.saving import ENCODER, Store

STEP = "store.lists 0.1"
LARGEST = 512 * 1024 * 1024  # bytes of a list that is read into memory
_SCHEMATA = {
    "Person": "Person",
    "PublicBody": "PublicBody",
    "Organization": "Organization",
    "Company": "Company",
    "LegalEntity": "Organization",
}
_NAMES = ("name", "alias", "previousName")
_COUNTRIES = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry")


class ListedEntry(Struct, frozen=True, kw_only=True):
    """What we take of one line."""

    id: str
    schema: str
    properties: dict[str, list[str]] = {}


class SkippedLine(Struct, frozen=True, kw_only=True):
    """A line of a list that was not taken, and why."""

    number: int
    reason: str


class Imported(Struct, frozen=True, kw_only=True):
    """How an import ended."""

    imported: int
    skipped: tuple[SkippedLine, ...]


def import_list(store: Store, path: Path) -> Imported:
    """The counts of a list that is now in the case; an entry that it held already has the new names."""
    content = _read_bytes(path)
    kept: dict[str, Entity] = {}
    skipped: list[SkippedLine] = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        read = _read_line(line, kept)
        if isinstance(read, Entity):
            kept[read.id] = read
        else:
            skipped.append(SkippedLine(number=number, reason=read))
    if kept:
        _save(store, path, hashlib.sha256(content).hexdigest(), kept)
    return Imported(imported=len(kept), skipped=tuple(skipped))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            hint = "Split it into several files"
            raise UnreadableError(f"is larger than {LARGEST >> 20} megabytes", where=str(path), hint=hint)
        return path.read_bytes()
    except OSError as error:
        hint = "Give a file with one FollowTheMoney entity a line"
        raise NotFoundError(error.strerror or "cannot be read", where=str(path), hint=hint) from None


def _read_line(line: bytes, known: dict[str, Entity]) -> Entity | str:
    """The entry of a line, or why it is not taken."""
    try:
        entry = msgspec.json.decode(line, type=ListedEntry)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"is no FollowTheMoney entity: {error}"
    if not entry.id.strip():
        return "has no id"
    if entry.id in known:
        return f"repeats the id {entry.id!r}"
    schema = _SCHEMATA.get(entry.schema)
    if schema is None:
        return f"has the schema {entry.schema!r}; used are {', '.join(_SCHEMATA)}"
    names = tuple(
        dict.fromkeys(name.strip() for key in _NAMES for name in entry.properties.get(key, []) if name.strip())
    )
    if not names:
        return "has no name"
    countries = set(_list_countries(entry))
    return Entity(
        id=entry.id,
        made_by=STEP,
        schema=schema,
        names=names,
        mentions=(),
        country=countries.pop() if len(countries) == 1 else None,
    )


def _list_countries(entry: ListedEntry) -> Iterator[str]:
    """The alpha-3 codes of the countries that an entry names."""
    codes = {two: three for three, twos in get_global("territory_aliases").items() if _is_code(three) for two in twos}
    for key in _COUNTRIES:
        for value in entry.properties.get(key, []):
            if value.upper() in codes:
                yield codes[value.upper()]


def _is_code(code: str) -> bool:
    return len(code) == 3 and code.isalpha() and code not in ("BUR", "DDR", "SUN", "YUG", "ZAR", "TMP", "SCG", "ANT")


def _save(store: Store, path: Path, sha256: str, entries: dict[str, Entity]) -> None:
    refresh(store)  # makes the table where a case has none yet
    with transaction(store.connection, store.path):
        reason = f"{len(entries)} entries"
        drafted = msgspec.structs.replace(draft_entry("list"), address=str(path), digest=sha256, reason=reason)
        number = append_entry(store.connection, drafted)
        store.connection.executemany(
            "INSERT OR REPLACE INTO listed VALUES(?, ?, ?)",
            ((entry.id, number, ENCODER.encode(entry)) for entry in entries.values()),
        )
    save_head(store.connection, store.folder)
