"""Every record of a case as JSON Lines: documents with their texts, findings, conclusions, decisions, the log.

A line holds one record; "type" says which. Findings stand under their document. Entities over documents have "level":
"case". What the fields mean stands in docs/reference/records.md.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sayso.case import Case
from sayso.store.streaming import stream_claims, stream_disputes, stream_documents, stream_joined, stream_origins


def write_lines(case: Case, file: BinaryIO) -> dict[str, int]:
    """How many records of each type are in the file now."""
    counts: dict[str, int] = {}
    for line in _list_lines(case):
        kind = msgspec.json.decode(line, type=_Typed).type
        counts[kind] = counts.get(kind, 0) + 1
        file.write(line + b"\n")
    return counts


class _Typed(msgspec.Struct):
    type: str


def _list_lines(case: Case) -> Iterator[bytes]:
    encode = msgspec.json.encode
    for held in stream_documents(case.store):
        yield encode(held.document)
        yield from held.findings
    for record in stream_joined(case.store):
        yield b'{"level":"case",' + record[1:]
    yield from (encode(origin) for origin in stream_origins(case.store))
    yield from (_tag("Claim", claim) for claim in stream_claims(case.store))
    yield from (_tag("Dispute", dispute) for dispute in stream_disputes(case.store))
    yield from (encode(decision) for decision in case.decisions())
    yield from (_tag("Failure", failure) for failure in case.failures())
    yield from (_tag("Entry", entry) for entry in case.log())


def _tag(kind: str, record: msgspec.Struct) -> bytes:
    return msgspec.json.encode({"type": kind, **msgspec.structs.asdict(record)})
