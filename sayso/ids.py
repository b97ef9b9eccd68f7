"""Ids made from what a record is and where it stands: the same text gives the same ids."""

import hashlib
from collections.abc import Iterable

from sayso.records import Span


def make_id(prefix: str, document: str, spans: Iterable[Span], *more: str) -> str:
    """A short id that depends only on the kind of record, its document and its spans.

    Args:
        prefix: one letter for the kind of record: p passage, m mention, s statement, v event, r relation,
            a amount, t date (time).
        more: what else tells two records with the same spans apart, such as an event type.
    """
    places = ",".join(f"{span.start}-{span.end}" for span in spans)
    return f"{prefix}-{_digest('|'.join((prefix, document, places, *more)))}"


def make_document_id(content: bytes) -> str:
    """The id of a document that has no id of its own: made from its bytes."""
    return f"d-{hashlib.sha256(content).hexdigest()[:16]}"


def make_entity_id(schema: str, names: Iterable[str]) -> str:
    """An id for an entity that depends only on its schema and its names."""
    return f"e-{_digest('|'.join((schema, *sorted(names))))}"


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
