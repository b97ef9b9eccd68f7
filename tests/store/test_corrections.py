"""What people correct is what the case holds from then on; what was found stays, and everything can be undone."""

from collections.abc import Callable
from typing import Protocol

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.case import Case
from sayso.errors import CaseError, SaysoError
from sayso.records import AnyFinding, Correction, Decision, Document, Entity, Mention, Span, Statement
from sayso.store.asking import find_entities, find_statements
from sayso.store.checks import find_problems
from sayso.store.decisions import find_lost_decisions, find_valid_decisions, save_decision, undo_decision
from sayso.store.holding import load_found
from sayso.store.rejected import find_rejected
from sayso.store.rereading import replace_findings
from sayso.store.rows import Filters, StatementRow
from sayso.store.saving import Store, load_findings

TEXT = "😀 [柯岚] {表示} <渡口不会关闭>。\n[The guild] {denied} <that the ferry was sold>. Mayor Ida Ohm left.\n[Ko Lan] {said} <it was late>."


class Reading(Protocol):
    """What the fixture gives."""

    document: Document
    findings: list[AnyFinding]


def decide(store: Store, about: str, judgement: str = "positive", **more: object) -> Decision:
    values = {"id": "", "question": "right as found", "reviewer": "lee", "made_at": "", **more}
    return save_decision(store, Decision(about=(about,), judgement=judgement, **values))


@pytest.fixture
def reading(add_marked: Callable) -> Reading:
    return add_marked(TEXT)


@pytest.fixture
def rows(store: Store, reading: Reading) -> list[StatementRow]:
    return list(find_statements(store, Filters()))


def find_span(row: StatementRow, text: str, words: str) -> Span:
    start = text.index(words)
    return Span(row.document.id, start, start + len(words))


def get(store: Store, id: str) -> StatementRow:
    return next(row for row in find_statements(store, Filters()) if row.statement.id == id)


def test_corrected_values_are_what_lists_and_filters_show(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    row = rows[0]
    span = find_span(row, reading.document.text, "不会关闭")
    made = decide(store, row.statement.id, after=Correction(content=(span,), act="promise", polarity="negative"))
    assert made.before == Correction(
        text=made.after.text, content=row.statement.content, act="say", polarity="positive"
    )
    now = get(store, row.statement.id)
    assert (now.content_words, now.statement.act, now.statement.polarity) == (("不会关闭",), "promise", "negative")
    assert now.cue_words == ("表示",)
    assert now.statement.made_by == f"review {made.id}"
    assert [r.statement.id for r in find_statements(store, Filters(act="promise"))] == [row.statement.id]
    assert row.statement.id not in [r.statement.id for r in find_statements(store, Filters(act="say"))]
    assert load_found(store.connection, 1) == reading.findings
    assert list(find_problems(store)) == []


def test_the_words_of_filters_follow_a_correction(store: Store, reading: Reading, rows: list[StatementRow]) -> None:
    id = rows[1].statement.id
    span = find_span(rows[1], reading.document.text, "Mayor Ida Ohm")
    decide(store, id, after=Correction(source=(span,), speaker=(span,), schema="Person"))
    assert [r.statement.id for r in find_statements(store, Filters(speaker="Ohm"))] == [id]
    assert list(find_statements(store, Filters(speaker="guild"))) == []
    assert "Mayor Ida Ohm" in {name for entity in find_entities(store) for name in entity.names}
    assert get(store, id).speaker == "Mayor Ida Ohm"
    assert list(find_problems(store)) == []
    undo_decision(store, find_valid_decisions(store)[-1].id, "kim")
    assert [r.statement.id for r in find_statements(store, Filters(speaker="guild"))] == [id]
    assert load_findings(store.connection, 1) == reading.findings


def test_a_speaker_may_be_a_mention_that_was_found_or_nobody(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    id = rows[1].statement.id
    decide(store, id, after=Correction(speaker=(rows[2].statement.source[0],)))
    assert get(store, id).statement.speaker == rows[2].statement.speaker
    decide(store, id, after=Correction(speaker=()))
    assert get(store, id).statement.speaker is None
    assert [f for f in load_findings(store.connection, 1) if isinstance(f, Mention | Entity)] == [
        f for f in reading.findings if isinstance(f, Mention | Entity)
    ]


def test_a_rejected_statement_is_in_no_list_and_can_be_seen_and_brought_back(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    id = rows[0].statement.id
    made = decide(store, id, "negative")
    assert id not in [row.statement.id for row in find_statements(store, Filters())]
    assert find_rejected(store, reading.document.id) == [rows[0]]
    assert list(find_problems(store)) == []
    assert decide(store, id, "positive").replaces == made.id
    assert get(store, id) == rows[0]
    assert find_rejected(store, reading.document.id) == []


def test_to_accept_after_a_correction_keeps_it(store: Store, rows: list[StatementRow]) -> None:
    id = rows[0].statement.id
    decide(store, id, after=Correction(act="warn"))
    decide(store, id, "negative")
    decide(store, id, "positive", after=Correction(form="direct"))
    assert (get(store, id).statement.act, get(store, id).statement.form) == ("warn", "direct")


def test_a_statement_is_added_from_words_and_taken_away_again(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    text = reading.document.text
    added = Correction(
        source=(find_span(rows[0], text, "Mayor Ida Ohm"),), content=(find_span(rows[0], text, "the ferry was sold"),)
    )
    with Case(store) as case:
        draft = Decision(
            id="", about=(), question="stated here", judgement="positive", reviewer="lee", made_at="", after=added
        )
        made = case.decide(draft, seen="")
        row = get(store, made.about[0])
        assert row.content_words == ("the ferry was sold",)
        assert row.statement.inside == rows[1].statement.id
        assert case.verify() == []
        with pytest.raises(SaysoError, match="there is a statement of these words"):
            case.decide(msgspec.structs.replace(draft, about=(rows[0].statement.id,)))
        undone = case.undo(made.id, "lee")
        assert load_findings(store.connection, 1) == reading.findings
        case.undo(undone.id, "lee")
        assert get(store, made.about[0]).content_words == row.content_words
        assert case.verify() == []


def test_what_stood_inside_a_rejected_statement_stands_inside_the_one_around_it(
    store: Store, add_marked: Callable, read_marked: Callable
) -> None:
    reading = add_marked("[Ada] {said} <that the guild claimed that Ohm denied that boats sank>.")
    document = reading.document
    outer = next(f for f in reading.findings if isinstance(f, Statement))

    def add(source: str, cue: str, content: str) -> str:
        def at(words: str) -> tuple[Span, ...]:
            return (Span(document.id, document.text.index(words), document.text.index(words) + len(words)),)

        given = Correction(source=at(source), cue=at(cue), content=at(content))
        with_id = Decision(
            id="", about=(), question="stated here", judgement="positive", reviewer="lee", made_at="", after=given
        )
        return Case(store).decide(with_id).about[0]

    inner = add("Ohm", "denied", "that boats sank")
    assert get(store, inner).statement.inside == outer.id
    middle = add("the guild", "claimed", "that Ohm denied that boats sank")
    assert get(store, inner).statement.inside == middle
    decide(store, middle, "negative")
    assert get(store, inner).statement.inside == outer.id
    decide(store, outer.id, "negative")
    assert get(store, inner).statement.inside is None
    assert list(find_problems(store)) == []


def test_a_mention_is_taken_out_of_its_entity_and_put_into_another(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Lind] {said} <it rained>.\n[Ada Lind] {said} <it snowed>.\n[Bo Holm] {said} <it blew>.")
    lind, holm = (f for f in reading.findings if isinstance(f, Entity))
    assert len(lind.mentions) == 2
    pair = Decision(
        id="", about=(lind.mentions[1], lind.id), question="same entity", judgement="negative", reviewer="lee", made_at=""
    )  # fmt: skip
    save_decision(store, pair)
    held = [f for f in load_findings(store.connection, 1) if isinstance(f, Entity)]
    assert [len(entity.mentions) for entity in held] == [1, 1, 1]
    assert list(find_problems(store)) == []
    assert len(list(find_entities(store, "Lind"))) == 2
    save_decision(store, msgspec.structs.replace(pair, about=(lind.mentions[1], holm.id), judgement="positive"))
    held = {f.id: f for f in load_findings(store.connection, 1) if isinstance(f, Entity)}
    assert held[holm.id].mentions == (*holm.mentions, lind.mentions[1])
    assert list(find_problems(store)) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Correction(content=()), "a statement says something"),
        (Correction(content=(Span("d", 5, 3),)), "are no words of document"),
        (Correction(source=(Span("d", 0, 10**9),)), "are no words of document"),
        (Correction(speaker=(Span("d", 1, 3),), schema="Ferry"), "'Ferry' is not known"),
        (Correction(act="sing"), "Invalid enum value 'sing'"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused(
    store: Store, rows: list[StatementRow], given: Correction, message: str
) -> None:
    fields = {
        name: tuple(Span(rows[0].document.id, span.start, span.end) for span in spans)
        for name in ("source", "content", "speaker")
        if (spans := getattr(given, name)) is not None
    }
    with pytest.raises(SaysoError, match=message):
        decide(store, rows[0].statement.id, after=msgspec.structs.replace(given, **fields))
    assert find_valid_decisions(store) == []


def test_decisions_go_over_to_the_record_that_stands_in_nearly_the_same_words(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    id = rows[1].statement.id
    first = decide(store, id, note="seen on tape", after=Correction(act="warn"))
    lost = decide(store, rows[2].statement.id, "negative")
    changed = []
    for finding in reading.findings:
        if isinstance(finding, Statement) and finding.id == id:
            (span,) = finding.content
            wider = (Span(span.document, span.start + 5, span.end),)
            changed.append(msgspec.structs.replace(finding, id="s-wider", content=wider))
        elif not (isinstance(finding, Statement) and finding.id == rows[2].statement.id):
            changed.append(finding)
    assert replace_findings(store, reading.document.sha256, reading.document, changed)
    carried = find_valid_decisions(store)[-1]
    assert (carried.about, carried.carried_from, carried.note) == (("s-wider",), first.id, "seen on tape")
    assert get(store, "s-wider").statement.act == "warn"
    assert find_lost_decisions(store) == (lost.id,)
    assert not replace_findings(store, reading.document.sha256, reading.document, changed)
    assert list(find_problems(store)) == []


def test_corrections_follow_their_words_into_another_text(
    store: Store, reading: Reading, rows: list[StatementRow]
) -> None:
    text = reading.document.text
    span = find_span(rows[1], text, "the ferry was sold")
    decide(store, rows[1].statement.id, after=Correction(content=(span,)))
    decide(store, rows[0].statement.id, after=Correction(cue=(find_span(rows[0], text, "表示"),)))
    new = "Title\n\n" + text.replace("表示", "说了")
    by = len("Title\n\n")

    def move(span: Span) -> Span:
        return Span(span.document, span.start + by, span.end + by)

    moved = []
    for finding in reading.findings:
        if isinstance(finding, Statement):
            spans = {name: tuple(map(move, getattr(finding, name))) for name in ("source", "cue", "content")}
            moved.append(msgspec.structs.replace(finding, id=f"{finding.id}-new", **spans))
        elif isinstance(finding, Mention):
            moved.append(msgspec.structs.replace(finding, span=move(finding.span)))
        else:
            moved.append(finding)
    document = msgspec.structs.replace(reading.document, text=new)
    replace_findings(store, document.sha256, document, moved)
    row = get(store, f"{rows[1].statement.id}-new")
    assert row.content_words == ("the ferry was sold",)
    assert len(find_lost_decisions(store)) == 1  # its cue is not in the new text
    assert list(find_problems(store)) == []


def test_what_the_tables_hold_is_checked_against_the_decisions(store: Store, rows: list[StatementRow]) -> None:
    decide(store, rows[0].statement.id, after=Correction(act="warn"))
    store.connection.execute(
        "UPDATE findings SET record = replace(record, 'warn', 'deny') WHERE id = ?", (rows[0].statement.id,)
    )
    assert "does not hold what follows" in "\n".join(map(str, find_problems(store)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_decisions_leave_a_sound_case_and_undoing_all_leaves_what_was_found(
    store: Store, add_marked: Callable, data: st.DataObject
) -> None:
    document_id = store.connection.execute("SELECT id FROM documents").fetchone()
    reading = add_marked(TEXT) if document_id is None else None
    number = 1
    found = load_found(store.connection, number)
    text = store.connection.execute("SELECT text FROM documents").fetchone()[0]
    id = store.connection.execute("SELECT id FROM documents").fetchone()[0]
    assert reading is None or found == reading.findings
    statements = [finding.id for finding in found if isinstance(finding, Statement)]

    def draw_spans() -> tuple[Span, ...]:
        start = data.draw(st.integers(0, len(text) - 1))
        return (Span(id, start, data.draw(st.integers(start + 1, len(text)))),)

    made: list[str] = []
    for _ in range(data.draw(st.integers(1, 6))):
        parts = data.draw(st.sets(st.sampled_from(["source", "cue", "content", "speaker"])))
        fields = {part: draw_spans() for part in sorted(parts)}
        after = (
            Correction(**fields, act=data.draw(st.sampled_from([None, "warn"]))) if data.draw(st.booleans()) else None
        )
        question = data.draw(st.sampled_from(["right as found", "stated here"]))
        about = (data.draw(st.sampled_from(statements)),) if question == "right as found" else ()
        judgement = data.draw(st.sampled_from(["positive", "negative"])) if about else "positive"
        draft = Decision(
            id="", about=about, question=question, judgement=judgement, reviewer="lee", made_at="", after=after
        )
        try:
            made.append(Case(store).decide(draft).id)
        except (SaysoError, CaseError):
            continue
        assert list(find_problems(store)) == []
        assert load_found(store.connection, number) == found
    for decision in find_valid_decisions(store):
        unsure = msgspec.structs.replace(decision, id="", made_at="", judgement="unsure", replaces="")
        save_decision(store, msgspec.structs.replace(unsure, replaces=decision.id))
    assert list(find_problems(store)) == []
    assert load_found(store.connection, number) == load_findings(store.connection, number) == found
