"""The relations of a case: who holds which place, from when to when, according to whom."""

from collections.abc import Iterator

from msgspec import Struct

from sayso.records import Relation
from sayso.store.asking import check_filters, fold_phrases, has_phrases
from sayso.store.contents import Contents, Taker, find_told, list_holding, load_contents, take
from sayso.store.rows import DocumentRow, Filters
from sayso.store.saving import Store


class RelationRow(Struct, frozen=True, kw_only=True):
    """A relation with what a reader wants beside it."""

    relation: Relation
    document: DocumentRow
    lang: str
    subject: Taker
    object: Taker
    role_words: str | None
    clause_words: str
    since_words: str | None
    until_words: str | None
    stated_by: str | None  # the name of who says it; None where the reporter does, or nobody is named


def find_relations(
    store: Store,
    filters: Filters,
    relation_type: str | None = None,
    holder: str | None = None,
    of: str | None = None,
) -> Iterator[RelationRow]:
    """The relations that pass every filter, in the order in which documents were added and texts run.

    Filters on statements keep the relations that such a statement tells.

    Args:
        holder: words of the name of who holds the place.
        of: words of the name of the body, country or person that it is of.
    """
    check_filters(filters)
    return take(_find(store, filters, relation_type, (fold_phrases(holder), fold_phrases(of))), filters)


def _find(
    store: Store,
    filters: Filters,
    relation_type: str | None,
    ends: tuple[list[tuple[str, ...]] | None, list[tuple[str, ...]] | None],
) -> Iterator[RelationRow]:
    told = find_told(store, filters)
    words = fold_phrases(filters.words)
    for number in list_holding(store, filters, "Relation"):
        for row in read_relations(store, number):
            if (
                relation_type in (None, row.relation.relation_type)
                and filters.language in (None, row.lang)
                and (told is None or row.relation.stated_in in told)
                and (words is None or has_phrases(row.clause_words, words))
                and (ends[0] is None or has_phrases(row.subject.name, ends[0]))
                and (ends[1] is None or has_phrases(row.object.name, ends[1]))
            ):
                yield row


def read_relations(store: Store, number: int) -> Iterator[RelationRow]:
    """The relations of a document."""
    contents = load_contents(store, number, "Relation")
    for _, finding in contents.placed:
        if isinstance(finding, Relation):
            yield _make_row(finding, contents)


def _make_row(relation: Relation, contents: Contents) -> RelationRow:
    return RelationRow(
        relation=relation,
        document=contents.row,
        lang=contents.find_lang(relation.clause.start),
        subject=contents.find_taker(relation.subject),
        object=contents.find_taker(relation.object),
        role_words=contents.cut(relation.role) if relation.role else None,
        clause_words=contents.cut(relation.clause),
        since_words=contents.cut(relation.since.span) if relation.since else None,
        until_words=contents.cut(relation.until.span) if relation.until else None,
        stated_by=contents.speakers.get(relation.stated_in or ""),
    )
