"""Full-text search: the sentences in which words stand, right for words of one character in every script.

The index says in which documents all the phrases stand; where they stand is read from the text itself.
"""

from collections.abc import Iterator

from sayso.records import Document, Span
from sayso.store.asking import (
    check_filters,
    fold_phrases,
    join_conditions,
    limit_documents,
    limit_statements,
    load_document,
    match,
)
from sayso.store.database import Parameters, explain_errors, fetch
from sayso.store.joining import refresh
from sayso.store.places import Places
from sayso.store.rows import DocumentRow, Filters, Phrases, SearchHit
from sayso.store.saving import Store, load_passages
from sayso.store.words import find_phrases

LONGEST_SNIPPET = 400  # characters; of a longer sentence the stretch around the first words found is shown
_BEFORE = 120  # characters of a long sentence that stand before them


def search_texts(store: Store, words: Phrases, filters: Filters) -> Iterator[SearchHit]:
    """The sentences in which a phrase stands, of the documents in which all of them stand.

    One string is one phrase; a tuple is several. Filters on statements keep the sentences of such statements.
    """
    check_filters(filters)
    phrases = fold_phrases(words) or []
    where = join_conditions([match("d.number", "document_index", phrases), *limit_documents(store, filters)])
    sql = f"SELECT d.number FROM documents d WHERE {where.sql} ORDER BY d.number"
    return _read_hits(store, sql, where.values, phrases, filters)


def _read_hits(
    store: Store, sql: str, values: Parameters, phrases: list[tuple[str, ...]], filters: Filters
) -> Iterator[SearchHit]:
    found = 0
    with explain_errors(store.path):
        for (number,) in fetch(store.connection, tuple[int], sql, values):
            stretches = _find_stretches(store, number, filters)
            for hit in _find_hits(store, number, phrases):
                if filters.language not in (None, hit.lang) or not _lies_in(hit.sentence, stretches):
                    continue
                if filters.limit is not None and found == filters.limit + filters.skip:
                    return
                found += 1
                if found > filters.skip:
                    yield hit


def _find_stretches(store: Store, number: int, filters: Filters) -> list[tuple[int, int]] | None:
    """The sentences of the document's statements that pass the filters; None where no filter is on statements."""
    refresh(store)
    conditions = limit_statements(filters)
    if not conditions:
        return None
    made = join_conditions(conditions)
    sql = f"SELECT s.sentence_start, s.sentence_end FROM statements s WHERE s.document = ? AND {made.sql}"
    return list(fetch(store.connection, tuple[int, int], sql, (number, *made.values)))


def _lies_in(sentence: Span, stretches: list[tuple[int, int]] | None) -> bool:
    return stretches is None or any(start < sentence.end and sentence.start < end for start, end in stretches)


def _find_hits(store: Store, number: int, phrases: list[tuple[str, ...]]) -> Iterator[SearchHit]:
    row, document = load_document(store, number)
    places = Places(document, load_passages(store.connection, number))
    group: list[tuple[int, int]] = []
    for start, end in find_phrases(document.text, phrases):
        if group and end > places.find_sentence(*group[0]).end:
            yield _make_hit(document, row, places, group)
            group = []
        group.append((start, end))
    if group:
        yield _make_hit(document, row, places, group)


def _make_hit(document: Document, row: DocumentRow, places: Places, group: list[tuple[int, int]]) -> SearchHit:
    sentence = places.find_sentence(*group[0])
    start, end = sentence.start, sentence.end
    if end - start > LONGEST_SNIPPET:
        start = max(start, group[0][0] - _BEFORE)
        end = min(end, max(start + LONGEST_SNIPPET, group[0][1]))
    passage = places.find_passage(group[0][0])
    return SearchHit(
        document=row,
        passage=passage.id if passage else None,
        lang=passage.lang if passage else "und",
        sentence=sentence,
        snippet=document.text[start:end],
        snippet_start=start,
        marks=tuple((first - start, last - start) for first, last in group if last <= end),
    )
