"""Which entity of a case a user means by an id, the beginning of one, or a name in any script."""

from collections.abc import Iterator

from sayso.errors import NotFoundError
from sayso.store.asking import LAST, find_entities
from sayso.store.database import explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.rows import EntityRow
from sayso.store.saving import Store
from sayso.store.words import fold_words

_NAMED = 8  # entities that a message lists


def choose_entity(store: Store, written: str) -> str:
    """The id of the one entity that is meant; NotFoundError, with the choices, where there is none or several."""
    refresh(store)
    with explain_errors(store.path):
        ids = set(_find_ids(store, written, written)) or set(_find_ids(store, written, written + LAST))
    if len(ids) == 1:
        return ids.pop()
    rows = list(find_entities(store, written)) if written.strip() else []
    words = fold_words(written)
    exact = [row for row in rows if any(fold_words(name) == words for name in row.names)]
    for held in (exact, rows):
        if len(held) == 1:
            return held[0].id
    if not rows:
        hint = "List the entities of the case to see their ids and names"
        raise NotFoundError(f"no entity is called {written!r}", where=str(store.folder), hint=hint)
    choices = ", ".join(_describe(row) for row in (exact or rows)[:_NAMED])
    hint = f"Give one or more ids: {choices}{' ...' if len(exact or rows) > _NAMED else ''}"
    raise NotFoundError(f"several entities are called {written!r}", where=str(store.folder), hint=hint)


def _find_ids(store: Store, first: str, last: str) -> Iterator[str]:
    """Ids of entities over documents, from the first to the last in their order, or of those that have such a part."""
    if not first:
        return
    sql = (
        "SELECT id FROM joined_records WHERE id >= ? AND id <= ? UNION SELECT COALESCE(j.id, e.id) FROM entities e "
        "LEFT JOIN joined j ON j.entity = e.number WHERE e.id >= ? AND e.id <= ? LIMIT 2"
    )
    for (id,) in fetch(store.connection, tuple[str], sql, (first, last, first, last)):
        yield id


def _describe(row: EntityRow) -> str:
    return f"{row.id} ({row.names[0] if row.names else row.schema}, {row.statements} statements)"
