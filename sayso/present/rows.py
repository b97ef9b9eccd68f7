"""Findings as flat rows: what tables, CSV and JSON Lines show."""

from collections.abc import Iterator, Mapping

from sayso import languages
from sayso.contract import DocumentOut, EntityOut
from sayso.present.terminal import Cell


def make_rows(output: DocumentOut) -> Iterator[Mapping[str, Cell]]:
    """One row a statement of a document; an inner statement is indented under its outer one."""
    entities = {entity.id: entity for entity in output.entities}
    depths: dict[str, int] = {}
    for statement in sorted(output.statements, key=lambda statement: statement.content[0].start):
        depths[statement.id] = depths.get(statement.inside or "", -1) + 1
        name = find_name(entities.get(statement.source_entity or ""))
        yield {
            "id": statement.id,
            "speaker": "  " * depths[statement.id]
            + (name or " … ".join(w.quote for w in statement.source) or "(unnamed)"),
            "act": statement.act if statement.polarity == "positive" else f"{statement.act} ({statement.polarity})",
            "content": " … ".join(words.quote for words in statement.content),
            "form": statement.form,
        }


def find_name(entity: EntityOut | None) -> str | None:
    """The longest name of an entity in its first language, or None when it has no name."""
    if entity is None or not entity.names:
        return None
    return max(next(iter(entity.names.values())), key=len)


def make_language_rows() -> Iterator[Mapping[str, Cell]]:
    """One row a language: what reads it."""
    for code in languages.list_languages():
        language = languages.load(code)
        if language is not None:
            yield {
                "code": code,
                "language": language.settings.name,
                "own name": language.settings.own_name,
                "read by": "rules",
                "cues": len(language.cues),
            }
