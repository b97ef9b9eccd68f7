from collections.abc import Callable

import pytest

from sayso.errors import NotFoundError, SaysoError
from sayso.records import Failure
from sayso.store.asking import count_records, find_documents, find_entities, find_failures, find_statements
from sayso.store.rows import Filters
from sayso.store.saving import Store, save_failure


@pytest.fixture(autouse=True)
def _texts(add_marked: Callable) -> None:
    add_marked(
        "[Ada Quill] {said} <~Tomas Rede~ closed the quay>.\nA line of nobody.\n[Mayor Lind] {said} <it was open>.",
        publisher="North Quay Gazette",
        published="2024-05",
        name="one",
    )
    add_marked(
        "[何远] {否认} <~阿達·奎爾~封鎖了港口>。",
        publisher="北岭日报",
        published="2024-06-03",
        lang="zh",
        act="deny",
    )
    add_marked("[МИН АУН] {сказал} <причал закрыт>.", lang="ru")


def ask(store: Store, filters: Filters) -> list[str]:
    return ["".join(row.content_words) for row in find_statements(store, filters)]


CLOSED, OPEN, SEALED, SHUT = "Tomas Rede closed the quay", "it was open", "阿達·奎爾封鎖了港口", "причал закрыт"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [CLOSED, OPEN, SEALED, SHUT]),
        (Filters(limit=2), [CLOSED, OPEN]),
        (Filters(limit=0), []),
        (Filters(speaker="quill"), [CLOSED]),
        (Filters(speaker="QUILL ADA"), []),
        (Filters(speaker="何遠"), [SEALED]),
        (Filters(speaker="远"), [SEALED]),
        (Filters(speaker="мин аун"), [SHUT]),
        (Filters(speaker="rede"), []),
        (Filters(speaker="—"), []),
        (Filters(speaker=""), []),
        (Filters(about="rede"), [CLOSED]),
        (Filters(about="奎尔"), [SEALED]),
        (Filters(about="Ada Quill"), []),
        (Filters(act="deny"), [SEALED]),
        (Filters(polarity="positive", language="en"), [CLOSED, OPEN]),
        (Filters(form="direct"), []),
        (Filters(language="ru"), [SHUT]),
        (Filters(publisher="north quay"), [CLOSED, OPEN]),
        (Filters(publisher="北嶺"), [SEALED]),
        (Filters(publisher="north gazette"), []),
        (Filters(publisher="—"), []),
        (Filters(since="2024-05-20"), [CLOSED, OPEN, SEALED]),
        (Filters(since="2024-06"), [SEALED]),
        (Filters(until="2024-05-02"), [CLOSED, OPEN]),
        (Filters(since="2023", until="2023"), []),
        (Filters(words="quay"), [CLOSED]),
        (Filters(words=("quay", "said")), [CLOSED]),
        (Filters(words=("quay", "open")), []),
        (Filters(words="封锁"), [SEALED]),
        (Filters(words="nobody"), []),
        (Filters(document="one"), [CLOSED, OPEN]),
        (Filters(document="one", speaker="lind", act="say"), [OPEN]),
    ],
)
def test_each_filter_keeps_what_it_says(store: Store, filters: Filters, expected: list[str]) -> None:
    assert ask(store, filters) == expected


def test_a_row_carries_everything_a_reader_wants_beside_the_statement(store: Store) -> None:
    row = next(find_statements(store, Filters(speaker="lind")))
    assert row.speaker == "Mayor Lind"
    assert row.sentence_words == "Mayor Lind said it was open."
    assert (row.source_words, row.cue_words, row.content_words) == (("Mayor Lind",), ("said",), ("it was open",))
    assert (row.document.publisher, row.document.published, row.document.name) == (
        "North Quay Gazette",
        "2024-05",
        "one",
    )
    assert row.document.captured_at == "2026-03-01T10:00:00Z"
    assert row.lang == "en"


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(act="denied"), r"act: 'denied' is not known\. Use one of: say, claim, deny,"),
        (Filters(form="spoken"), r"form: 'spoken' is not known\. Use one of: direct, indirect, mixed\."),
        (Filters(since="last week"), r"since: 'last week' is not a date\."),
        (Filters(until="2024-05/2024-06"), r"until: .* is not a date\."),
        (Filters(limit=-1), r"limit: -1 is less than none\."),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused_at_once(store: Store, filters: Filters, said: str) -> None:
    with pytest.raises(SaysoError, match=said):
        find_statements(store, filters)


def test_a_document_is_found_by_id_beginning_or_name(store: Store) -> None:
    id = next(find_documents(store, Filters())).id
    assert [row.id for row in find_documents(store, Filters(document=id[:9]))] == [id]
    assert [row.id for row in find_documents(store, Filters(document="one"))] == [id]
    with pytest.raises(NotFoundError, match="no document is called 'two'"):
        find_documents(store, Filters(document="two"))
    with pytest.raises(NotFoundError, match="more than one document is called 'd-'"):
        find_documents(store, Filters(document="d-"))
    with pytest.raises(NotFoundError, match="no document is called ''"):
        find_documents(store, Filters(document=""))


def test_documents_are_listed_without_their_text(store: Store) -> None:
    rows = list(find_documents(store, Filters(language="zh")))
    assert [(row.publisher, row.characters) for row in rows] == [("北岭日报", 17)]


def test_filters_on_statements_keep_the_documents_that_have_such(store: Store) -> None:
    assert [row.publisher for row in find_documents(store, Filters(act="deny"))] == ["北岭日报"]
    assert [row.name for row in find_documents(store, Filters(speaker="quill", limit=1))] == ["one"]
    assert list(find_documents(store, Filters(about="—"))) == []


def test_an_entity_of_two_documents_is_listed_once(store: Store, add_marked: Callable) -> None:
    add_marked("[Ada Quill] {said} <the tide was high>.")
    rows = {row.names: row for row in find_entities(store)}
    row = rows[("Ada Quill",)]
    assert (row.documents, row.mentions, row.statements) == (2, 2, 2)
    assert next(find_entities(store)).names == ("Ada Quill",)
    assert [row.names for row in find_entities(store, "奎爾")] == [("阿達·奎爾",)]


def test_failures_and_counts(store: Store) -> None:
    save_failure(store, Failure(address="/archive/scan.pdf", reason="no text layer."))
    assert [(row.address, row.reason, row.sha256) for row in find_failures(store)] == [
        ("/archive/scan.pdf", "no text layer.", None)
    ]
    counts = count_records(store)
    assert (counts.documents, counts.originals, counts.failures, counts.log_entries) == (3, 3, 1, 5)
    assert dict(counts.findings)["Statement"] == 4
