"""What a case gives to be weighed: the findings by which origins, support and disputes are found."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from sayso.records import AnyFinding, Difference, Fingerprint, Origin, Versions
from sayso.store.asking import find_document, load_document
from sayso.store.database import explain_errors, fetch
from sayso.store.decisions import find_valid_decisions
from sayso.store.saving import FINDING_DECODER, Store
from sayso.weigh.origins import group_origins

WEIGHED = ("Entity", "Mention", "Statement", "Gist", "Fingerprint")


def load_weighed(store: Store) -> Iterator[AnyFinding]:
    """The findings that `combine` puts together, one at a time, by document and place."""
    marks = ", ".join("?" * len(WEIGHED))
    sql = f"SELECT record FROM findings WHERE type IN ({marks}) ORDER BY document, position"
    with explain_errors(store.path):
        for (record,) in fetch(store.connection, tuple[bytes], sql, WEIGHED):
            yield FINDING_DECODER.decode(record)


def find_origins(store: Store) -> list[Origin]:
    """Which documents of the case go back to one report; decisions of people count."""
    sql = "SELECT record FROM findings WHERE type = 'Fingerprint' ORDER BY document, position"
    with explain_errors(store.path):
        records = fetch(store.connection, tuple[bytes], sql)
        fingerprints = (msgspec.json.decode(record, type=Fingerprint) for (record,) in records)
        return group_origins(fingerprints, find_valid_decisions(store))


class Comparison(Struct, frozen=True, kw_only=True):
    """The versions that a document holds side by side, where they differ, and the text they point into."""

    text: str
    versions: tuple[Versions, ...]
    differences: tuple[Difference, ...]


def load_comparison(store: Store, document: str) -> Comparison:
    """What was found by comparing the two versions of a document; empty where it holds but one."""
    number = find_document(store, document)
    sql = "SELECT record FROM findings WHERE document = ? AND type = ? ORDER BY position"
    with explain_errors(store.path):
        held, unlike = (
            list(fetch(store.connection, tuple[bytes], sql, (number, name))) for name in ("Versions", "Difference")
        )
        return Comparison(
            text=load_document(store, number)[1].text,
            versions=tuple(msgspec.json.decode(record, type=Versions) for (record,) in held),
            differences=tuple(msgspec.json.decode(record, type=Difference) for (record,) in unlike),
        )
