"""The statements that a person rejected: in no list, and still to be seen, for a rejection can be undone."""

from sayso.records import Entity, Mention, Passage, Span, Statement
from sayso.store.asking import cut, find_document, load_document
from sayso.store.database import explain_errors, fetch_one
from sayso.store.holding import load_rejected
from sayso.store.places import Places
from sayso.store.rows import StatementRow
from sayso.store.saving import Setting, Store, describe_statement, load_placed


def find_rejected(store: Store, document: str) -> list[StatementRow]:
    """The statements of a document that a person rejected, as they were found, in the order of the text."""
    number = find_document(store, document)
    with explain_errors(store.path):
        rejected = [f for f in load_rejected(store.connection, number).values() if isinstance(f, Statement)]
        if not rejected:
            return []
        held = load_placed(store.connection, number).values()
    row, text = load_document(store, number)
    passages = [f for f in held if isinstance(f, Passage)]
    mentions = {f.id: f for f in held if isinstance(f, Mention)}
    setting = Setting(mentions=mentions, entities={}, places=Places(text, passages))
    owners = {mention: f for f in held if isinstance(f, Entity) for mention in f.mentions}
    rows = []
    for statement in rejected:
        *_, lang, words, _, _, _, first, last = describe_statement(statement, setting)
        owner = owners.get(statement.speaker or "")
        rows.append(
            StatementRow(
                statement=statement,
                document=row,
                lang=lang,
                speaker=owner.names[0] if owner and owner.names else words,
                entity=_find_shared_id(store, owner) if owner else None,
                sentence=Span(row.id, first, last),
                sentence_words=text.text[first:last],
                source_words=cut(text.text, statement.source),
                cue_words=cut(text.text, statement.cue),
                content_words=cut(text.text, statement.content),
            )
        )
    return sorted(rows, key=lambda row: (row.sentence.start, row.statement.id))


def _find_shared_id(store: Store, entity: Entity) -> str:
    sql = "SELECT j.id FROM joined j JOIN entities e ON e.number = j.entity WHERE e.id = ? LIMIT 1"
    row = fetch_one(store.connection, tuple[str], sql, (entity.id,))
    return row[0] if row else entity.id
