"""Whose report a passage only repeats: "Meridian Wire reported that ..." makes the wire the origin of what follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Entity, Mention, Passage, Statement

SHARE_OF_STATEMENTS = 0.6  # of the words of all outermost statements, one source's share from which on it is retold
SHARE_OF_PASSAGE = 0.35  # ... and of the passage: a report with little beside it


def find_retold(
    text: str,
    passage: Passage,
    statements: Sequence[Statement],
    mentions: Mapping[str, Mention],
    entities: Iterable[Entity],
) -> tuple[str, ...]:
    """The names of the one source whose words make up most of the passage; empty where there is none."""
    entity_of = {mention: entity for entity in entities for mention in entity.mentions}
    lengths: defaultdict[str, int] = defaultdict(int)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.inside is not None:
            continue
        entity = entity_of.get(statement.speaker or "")
        words = " ".join(text[span.start : span.end] for span in statement.source)
        key = entity.id if entity else words
        lengths[key] += sum(span.end - span.start for span in statement.content)
        names[key].update(entity.names if entity and entity.names else ())
        head = mentions.get(statement.speaker or "")
        if head is not None and head.form == "name":
            names[key].add(words)
    if not lengths:
        return ()
    key, length = max(lengths.items(), key=lambda item: (item[1], item[0]))
    size = passage.span.end - passage.span.start
    if length < SHARE_OF_STATEMENTS * sum(lengths.values()) or length < SHARE_OF_PASSAGE * size:
        return ()
    return tuple(sorted(names[key]))
