from collections.abc import Callable

import pytest

from sayso.errors import CaseError, NotFoundError, SaysoError
from sayso.records import Decision, Statement
from sayso.store.decisions import (
    find_lost_decisions,
    find_valid_decisions,
    read_decisions,
    save_decision,
    undo_decision,
)
from sayso.store.log import find_log_problems, read_entries
from sayso.store.rereading import replace_findings
from sayso.store.saving import Store


def draft(about: str, judgement: str = "positive", **more: str) -> Decision:
    values = {"id": "", "question": "right as found", "reviewer": "lee", "made_at": "", **more}
    return Decision(about=(about,), judgement=judgement, **values)


@pytest.fixture
def about(add_marked: Callable) -> str:
    reading = add_marked("[Ada Quill] {said} <the quay was open>.")
    return next(finding.id for finding in reading.findings if isinstance(finding, Statement))


def test_a_decision_is_appended_to_the_list_and_the_log(store: Store, about: str) -> None:
    decision = save_decision(store, draft(about, note="heard the tape"))
    assert decision.id.startswith("j-")
    assert decision.made_at.endswith("Z")
    assert list(read_decisions(store)) == [decision]
    assert list(read_entries(store.connection))[-1].decision == decision
    assert list(find_log_problems(store.connection, store.folder)) == []


def test_the_last_decision_on_a_question_is_in_force(store: Store, about: str) -> None:
    save_decision(store, draft(about))
    last = save_decision(store, draft(about, "negative"))
    other = save_decision(store, draft(about, question="same origin"))
    assert find_valid_decisions(store) == [last, other]


def test_undoing_is_a_new_decision_that_restores_what_was_there_before(store: Store, about: str) -> None:
    first = save_decision(store, draft(about))
    undone = undo_decision(store, first.id, "kim")
    assert (undone.judgement, undone.reviewer, undone.note) == ("unsure", "kim", f"undoes {first.id}")
    redone = undo_decision(store, undone.id, "kim")
    assert redone.judgement == "positive"
    assert len(list(read_decisions(store))) == 3


def test_only_the_decision_in_force_can_be_undone(store: Store, about: str) -> None:
    first = save_decision(store, draft(about))
    last = save_decision(store, draft(about, "negative"))
    with pytest.raises(CaseError, match=f"{first.id} is no longer in force. Undo {last.id} instead"):
        undo_decision(store, first.id, "kim")
    with pytest.raises(NotFoundError, match="no decision has the id 'j-none'"):
        undo_decision(store, "j-none", "kim")


def test_a_decision_about_nothing_by_nobody_or_twice_is_refused(store: Store, about: str) -> None:
    with pytest.raises(NotFoundError, match="no record has the id 's-none'"):
        save_decision(store, draft("s-none"))
    with pytest.raises(SaysoError, match="needs records and a reviewer"):
        save_decision(store, draft(about, reviewer=" "))
    decision = save_decision(store, draft(about))
    with pytest.raises(CaseError, match="was made before"):
        save_decision(store, decision)
    assert list(read_decisions(store)) == [decision]


def test_a_decision_whose_record_is_no_longer_found_is_kept_and_listed(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Mayor Lind] {said} <the tide was high>.")
    statement = next(finding for finding in reading.findings if isinstance(finding, Statement))
    decision = save_decision(store, draft(statement.id))
    assert find_lost_decisions(store) == ()
    replace_findings(store, reading.document.sha256, reading.document, reading.findings[:2])
    assert find_lost_decisions(store) == (decision.id,)
    assert list(read_decisions(store)) == [decision]
