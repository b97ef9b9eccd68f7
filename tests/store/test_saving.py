from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.ids import make_document_id
from sayso.records import (
    Amount,
    AnyFinding,
    Document,
    Entity,
    Event,
    Failure,
    Mention,
    Original,
    Passage,
    Span,
    Statement,
    Value,
)
from sayso.store.asking import find_failures, find_statements, load_document
from sayso.store.folders import create_store
from sayso.store.log import read_entries
from sayso.store.originals import find_path, load_original
from sayso.store.places import find_spans
from sayso.store.rereading import replace_findings
from sayso.store.rows import Filters
from sayso.store.saving import (
    Store,
    load_findings,
    rebuild_indexes,
    save_again,
    save_document,
    save_failure,
)
from sayso.store.searching import search_texts

# Each example makes a case; making ever smaller ones would take minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def log_of(store: Store) -> list[str]:
    return [entry.what for entry in read_entries(store.connection)]


def test_a_document_comes_with_its_original_and_its_log_entry(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Quill] {said} <the quay was open>.")
    entry = list(read_entries(store.connection))[-1]
    assert (entry.what, entry.document, entry.sha256) == ("added", reading.document.id, reading.document.sha256)
    assert entry.captured_at == reading.original.captured_at
    assert entry.collector == "tests"
    assert load_original(store.folder, reading.document.sha256) == reading.original.content


def test_the_same_bytes_again_are_a_log_line_and_nothing_else(store: Store, read_marked: Callable) -> None:
    reading = read_marked("[Ada Quill] {said} <the quay was open>.")
    assert save_document(store, reading.original, reading.document, reading.findings)
    assert not save_document(store, reading.original, reading.document, reading.findings)
    assert log_of(store) == ["created", "added", "again"]
    assert len(list(find_statements(store, Filters()))) == 1


def test_meeting_the_bytes_again_puts_a_lost_original_back(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Quill] {said} <the quay was open>.")
    path = find_path(store.folder, reading.document.sha256)
    path.unlink()
    save_again(store, reading.original, reading.document.sha256)
    assert path.read_bytes() == reading.original.content
    assert log_of(store)[-1] == "restored"


def test_the_same_text_in_different_bytes_is_two_documents(store: Store, read_marked: Callable) -> None:
    reading = read_marked("[Ada Quill] {said} <the quay was open>.")
    for content in (reading.original.content, b"\xef\xbb\xbf" + reading.original.content):
        original = Original(content=content, address="/archive/x.txt", captured_at="2026-03-01T10:00:00Z")
        assert save_document(store, original, Document(id=make_document_id(content), text="The quay."), [])
    assert len({hit.document.id for hit in search_texts(store, "quay", Filters())}) == 2


def test_a_failure_is_listed_until_the_same_bytes_or_address_can_be_read(store: Store, read_marked: Callable) -> None:
    reading = read_marked("[Ada Quill] {said} <the quay was open>.", address="/archive/a.txt")
    save_failure(store, Failure(address="/archive/a.txt", reason="was locked."))
    save_failure(store, Failure(address="/other/b.txt", reason="is too new."), reading.original)
    assert [row.reason for row in find_failures(store)] == ["was locked.", "is too new."]
    assert load_original(store.folder, reading.document.sha256) == reading.original.content
    save_document(store, reading.original, reading.document, reading.findings)
    assert list(find_failures(store)) == []
    assert log_of(store) == ["created", "failed", "failed", "added"]


def test_a_new_reading_takes_the_place_of_the_old_in_every_table(
    store: Store, add_marked: Callable, read_marked: Callable
) -> None:
    old = add_marked("[Ada Quill] {said} <the quay was open>.")
    new = read_marked("[The harbour master] {denied} <the gate was shut>.", act="deny")
    document = old.document
    text = new.document.text
    findings = [_move(finding, document.id) for finding in new.findings]
    new_document = Document(id=document.id, text=text, address=document.address, sha256=document.sha256)
    assert replace_findings(store, document.sha256, new_document, findings)
    assert not replace_findings(store, document.sha256, new_document, findings)
    for _ in range(2):
        assert [row.statement.act for row in find_statements(store, Filters())] == ["deny"]
        assert list(find_statements(store, Filters(speaker="quill"))) == []
        assert len(list(find_statements(store, Filters(speaker="harbour master")))) == 1
        assert list(search_texts(store, "quay", Filters())) == []
        assert len(list(search_texts(store, "gate", Filters()))) == 1
        rebuild_indexes(store)
    assert log_of(store) == ["created", "added", "reread"]


def _move(finding: AnyFinding, id: str) -> AnyFinding:
    """The same finding in another document."""
    written = msgspec.json.encode(finding)
    for _, span in find_spans(finding):
        written = written.replace(span.document.encode(), id.encode())
    return msgspec.json.decode(written, type=AnyFinding)


SPAN = st.builds(Span, st.text(max_size=8), st.integers(0, 40), st.integers(0, 40))
SPANS = st.lists(SPAN, max_size=3).map(tuple)
VALUE = st.builds(Value, span=SPAN)
SCORE = st.floats(0, 1)
FIELDS = {"span": SPAN, "source": SPANS, "cue": SPANS, "content": SPANS, "trigger": SPAN, "value": VALUE}
FIELDS |= {"date": st.none() | VALUE, "amount": st.none() | VALUE, "score": SCORE, "number": st.none() | SCORE}
KINDS = st.one_of(
    *(
        st.builds(kind, **{name: FIELDS[name] for name in kind.__struct_fields__ if name in FIELDS})
        for kind in (Passage, Mention, Statement, Amount, Event, Entity)
    )
)


@settings(
    max_examples=40,
    deadline=None,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.text(), st.lists(KINDS, max_size=6))
def test_document_and_findings_come_back_as_they_were(text: str, findings: list[AnyFinding]) -> None:
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "case")
        document = Document(id="d-1", text=text, title="a title", notes=("a note",))
        original = Original(content=b"bytes", address="a.txt", captured_at="2026-03-01T10:00:00Z")
        assert save_document(store, original, document, findings)
        assert load_document(store, 1)[1] == document
        assert load_findings(store.connection, 1) == findings
        statements = [finding for finding in findings if isinstance(finding, Statement)]
        asked = [row.statement for row in find_statements(store, Filters())]
        assert sorted(asked, key=repr) == sorted(statements, key=repr)
        rebuild_indexes(store)
        store.connection.close()
