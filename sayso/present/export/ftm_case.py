"""A whole case for FollowTheMoney: as entities, and as statements (one line a value, with the place that gives it).

Documents come one at a time. Persons, bodies and places stand at the end, each once with all of its names; until then
their names wait on disk.
"""

import csv
import hashlib
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sayso.case import Case
from sayso.contract import make_output
from sayso.errors import CaseError
from sayso.present.export.ftm import SCHEMATA, Setting, make_ftm
from sayso.present.export.ftm_values import Made, Told, name_entity
from sayso.present.writing import replace_file
from sayso.records import Entity
from sayso.store.database import fetch
from sayso.store.joining import find_joined
from sayso.store.originals import load_original
from sayso.store.saving import FINDING_DECODER
from sayso.store.streaming import Held, load_owners, stream_documents

COLUMNS = (
    "canonical_id", "entity_id", "prop", "schema", "value", "dataset", "origin", "lang", "original_value", "external",
    "first_seen", "last_seen", "id",
)  # fmt: skip
_LAYOUT = """
CREATE TABLE written(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE waiting(number INTEGER PRIMARY KEY, id TEXT UNIQUE, record BLOB);
CREATE TABLE names(number INTEGER PRIMARY KEY, id TEXT, document TEXT, seen TEXT, told BLOB);
CREATE INDEX names_id ON names(id);
"""
_SHARED = {*SCHEMATA.values(), "Position"}  # what several documents may give
_MADE = msgspec.json.Decoder(Made)
_TOLD = msgspec.json.Decoder(Told)


class Placed(Struct, frozen=True):
    """An entity, or a part of one, and the document that gives it; none for what lists and linking add."""

    made: Made
    document: str | None
    seen: str | None  # when the document was captured


class FtmStatement(Struct, frozen=True, kw_only=True):
    """One value of one entity, as the followthemoney package reads it."""

    canonical_id: str
    entity_id: str
    prop: str
    schema: str
    value: str
    dataset: str
    origin: str | None
    lang: str | None
    original_value: str | None = None
    external: bool = False
    first_seen: str | None
    last_seen: str | None
    id: str


class _Waiting:
    """Persons, bodies and places with their names by document, on disk until every document was read."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _LAYOUT)
        self.connection.execute("BEGIN")

    def is_new(self, id: str) -> bool:
        """Whether no entity with this id was written before; from now on one was."""
        return self.connection.execute("INSERT OR IGNORE INTO written VALUES(?)", (id,)).rowcount == 1

    def add(self, made: Made, held: Held, joined: Entity | None) -> None:
        """The entity waits, with its names over documents; what else is said of it is the same in every one."""
        known = {"name": [Told(name) for name in joined.names]} if joined else {"name": []}
        rest = {key: told for key, told in made.properties.items() if key not in ("name", "full")}
        record = msgspec.json.encode(Made(id=made.id, schema=made.schema, properties=known | rest))
        self.connection.execute("INSERT OR IGNORE INTO waiting(id, record) VALUES(?, ?)", (made.id, record))
        rows = (
            (made.id, held.document.id, held.row.captured_at, msgspec.json.encode(told))
            for told in made.properties.get("name", [])
        )
        self.connection.executemany("INSERT INTO names(id, document, seen, told) VALUES(?, ?, ?, ?)", rows)

    def gather(self) -> Iterator[list[Placed]]:
        """The entities, each with its names as each document gives them, then with what no document gives."""
        sql = "SELECT document, seen, told FROM names WHERE id = ? ORDER BY number"
        for (record,) in fetch(self.connection, tuple[bytes], "SELECT record FROM waiting ORDER BY number"):
            known = _MADE.decode(record)
            rows = fetch(self.connection, tuple[str, str, bytes], sql, (known.id,))
            parts = [Placed(_name(known, [_TOLD.decode(told)]), document, seen) for document, seen, told in rows]
            found = {told.value for part in parts for told in part.made.properties["name"]}
            last = _name(known, [told for told in known.properties["name"] if told.value not in found])
            rest = {key: told for key, told in known.properties.items() if key != "name"}
            properties = last.properties | rest
            yield [*parts, Placed(msgspec.structs.replace(last, properties=properties), None, None)]


def _name(made: Made, names: list[Told]) -> Made:
    """The same entity with these names alone."""
    keys = ("name", "full") if made.schema == "Address" else ("name",)
    return msgspec.structs.replace(made, properties=dict.fromkeys(keys, names) if names else {})


def write_ftm(case: Case, file: BinaryIO) -> dict[str, int]:
    """How many entities of each schema are in the file now, one a line, each once."""
    counts: dict[str, int] = {}
    for parts in _list_entities(case):
        properties: dict[str, list[Told]] = {}
        for part in parts:
            for key, told in part.made.properties.items():
                properties.setdefault(key, []).extend(told)
        made = msgspec.structs.replace(parts[0].made, properties=properties)
        counts[made.schema] = counts.get(made.schema, 0) + 1
        file.write(msgspec.json.encode(made.show()) + b"\n")
    return counts


def write_ftm_statements(case: Case, path: Path) -> dict[str, int]:
    """How many statements are in the file now: CSV where its name ends so, else JSON Lines.

    The CSV is for the followthemoney package, which wants values as they are: a spreadsheet would run a value that
    begins like a formula.
    """
    dataset = re.sub(r"[^a-z0-9]+", "_", case.folder.resolve().name.lower()).strip("_") or "sayso"
    count = 0
    with replace_file(path) as file:
        table = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        rows = csv.DictWriter(table, COLUMNS, dialect=csv.unix_dialect)
        as_table = path.suffix.lower() == ".csv"
        if as_table:
            rows.writeheader()
        for parts in _list_entities(case):
            for statement in _make_statements(parts, dataset):
                count += 1
                if as_table:
                    rows.writerow(msgspec.structs.asdict(statement) | {"external": "f"})
                else:
                    file.write(msgspec.json.encode(statement) + b"\n")
        table.flush()
        table.detach()
    return {"statements": count}


def _make_statements(parts: list[Placed], dataset: str) -> Iterator[FtmStatement]:
    """The entity's own line, then one for each value and each place that gives it."""
    listed = [(parts[0], "id", Told(parts[0].made.id))]
    listed += [(part, prop, told) for part in parts for prop, held in part.made.properties.items() for told in held]
    seen: set[str] = set()
    for part, prop, told in listed:
        origin = part.document
        if origin is not None and told.start is not None:
            origin = f"{origin}#char={told.start},{told.end}"
        key = "\n".join((dataset, part.made.id, prop, told.value, told.lang or "", origin or ""))
        id = hashlib.sha1(key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
        if id in seen:
            continue
        seen.add(id)
        when = part.seen.removesuffix("Z") if part.seen else None
        yield FtmStatement(
            canonical_id=part.made.id, entity_id=part.made.id, prop=prop, schema=part.made.schema, value=told.value,
            dataset=dataset, origin=origin, lang=told.lang, first_seen=when, last_seen=when, id=id,
        )  # fmt: skip


def _list_entities(case: Case) -> Iterator[list[Placed]]:
    """Every entity of the case, in parts where several documents give it."""
    waiting = _Waiting()
    try:
        for held in stream_documents(case.store):
            setting, made_here = _read(case, held)
            joined = {name_entity(id): entity for id, entity in setting.joined.items()}
            for made in made_here:
                if made.schema in _SHARED:
                    waiting.add(made, held, joined.get(made.id))
                elif waiting.is_new(made.id):
                    yield [Placed(made, held.document.id, held.row.captured_at)]
        yield from waiting.gather()
    finally:
        waiting.connection.close()


def _read(case: Case, held: Held) -> tuple[Setting, Iterator[Made]]:
    """What the case knows of a document, and the entities of it."""
    findings = [FINDING_DECODER.decode(record) for record in held.findings]
    owners = load_owners(case.store, held.document.id)
    shared = {
        mention: owners[item.id]
        for item in findings
        if isinstance(item, Entity) and item.id in owners
        for mention in item.mentions
    }
    joined = {id: found.entity for id in set(owners.values()) if (found := find_joined(case.store, id))}
    document = held.document
    setting = Setting(
        author=document.author,
        captured_at=held.row.captured_at,
        sha1=_hash_original(case, held.row.sha256),
        sha256=held.row.sha256,
        joined=joined,
    )
    return setting, make_ftm(make_output(document, findings, shared_ids=shared, with_text=True), setting)


def _hash_original(case: Case, sha256: str) -> str | None:
    """SHA-1 of the original, which is all that FollowTheMoney takes; None where the original is lost or damaged."""
    try:
        content = load_original(case.folder, sha256)
    except CaseError:
        return None
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
