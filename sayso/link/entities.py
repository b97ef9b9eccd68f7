"""Entities: mentions of one document that stand for one person, body or place; speakers of its statements."""

from collections.abc import Sequence

from sayso.read.reading import Reading
from sayso.records import Entity, Mention, Statement


def link_document(
    readings: Sequence[Reading], mentions: Sequence[Mention], statements: Sequence[Statement]
) -> tuple[list[Mention], list[Statement], list[Entity]]:
    """The mentions (with those that speaking adds), the statements with speaker and about, and the entities."""
    del readings
    return list(mentions), list(statements), []
