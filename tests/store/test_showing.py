from collections.abc import Callable

import msgspec
import pytest

from sayso.errors import NotFoundError
from sayso.records import Decision, Entity, Statement
from sayso.store.decisions import save_decision
from sayso.store.saving import Store, save_again
from sayso.store.showing import show_record


def test_a_statement_is_shown_with_everything_that_proves_it(store: Store, add_marked: Callable) -> None:
    reading = add_marked(
        "Rain fell.\n[Ada Quill] {said} <~Tomas Rede~ had gone>. Then it stopped.", publisher="Gazette"
    )
    elsewhere = msgspec.structs.replace(reading.original, address="/copy/b.txt", url="https://example.org/b")
    save_again(store, elsewhere, reading.document.sha256)
    save_again(store, elsewhere, reading.document.sha256)
    statement = next(finding for finding in reading.findings if isinstance(finding, Statement))
    shown = show_record(store, statement.id)
    assert shown.record == statement
    assert shown.sentence_words == "Ada Quill said Tomas Rede had gone."
    assert [(mark.part, mark.words) for mark in shown.marks] == [
        ("source", "Ada Quill"),
        ("cue", "said"),
        ("content", "Tomas Rede had gone"),
    ]
    assert shown.speaker == "Ada Quill"
    assert (shown.document.publisher, shown.document.sha256) == ("Gazette", reading.document.sha256)
    assert [(capture.address, capture.url) for capture in shown.captures] == [
        (reading.original.address, None),
        ("/copy/b.txt", "https://example.org/b"),
    ]


def test_every_record_can_be_shown_by_its_id_or_a_beginning_of_it(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Quill] {said} <~Tomas Rede~ had gone>.")
    for record in (reading.document, *reading.findings):
        assert show_record(store, record.id).record == record
        assert show_record(store, record.id[:8]).record == record


def test_an_entity_is_shown_with_its_mentions_in_all_documents(store: Store, add_marked: Callable) -> None:
    first = add_marked("[Ada Quill] {said} <the quay was open>.")
    second = add_marked("[Ada Quill] {said} <the tide was high>.")
    held = [
        mention
        for reading in (first, second)
        for f in reading.findings
        if isinstance(f, Entity)
        for mention in f.mentions
    ]
    entity = next(finding for finding in first.findings if isinstance(finding, Entity))
    shown = show_record(store, entity.id)
    assert list(shown.record.mentions) == held
    assert [(mark.part, mark.words) for mark in shown.marks] == [("mention", "Ada Quill")]


def test_a_decision_is_shown_and_named_by_what_it_is_about(store: Store, add_marked: Callable) -> None:
    statement = add_marked("[Ada Quill] {said} <the quay was open>.").findings[2]
    draft = Decision(
        id="", about=(statement.id,), question="right as found", judgement="positive", reviewer="lee", made_at=""
    )
    decision = save_decision(store, draft)
    assert show_record(store, decision.id).record == decision
    assert show_record(store, statement.id).decisions == (decision,)


def test_an_id_that_fits_nothing_or_several_says_so(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Quill] {said} <~Tomas Rede~ had gone>.")
    with pytest.raises(NotFoundError, match="no record has the id 's-none'"):
        show_record(store, "s-none")
    with pytest.raises(NotFoundError, match="no record has the id ''"):
        show_record(store, "")
    with pytest.raises(NotFoundError, match="more than one id begins with 'm-'") as error:
        show_record(store, "m-")
    assert reading.findings[1].id in str(error.value)


def test_a_document_is_shown_by_the_name_it_came_with(store: Store, add_marked: Callable) -> None:
    reading = add_marked("The quay.", name="report-7")
    assert show_record(store, "report-7").record == reading.document
