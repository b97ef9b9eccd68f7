from collections.abc import Callable

from sayso.records import Decision, Entity, Mention
from sayso.store.asking import find_entities, find_statements, load_entity
from sayso.store.decisions import save_decision
from sayso.store.joining import find_part_id, find_parts, refresh
from sayso.store.rows import Filters
from sayso.store.saving import Store
from sayso.store.showing import show_record


def decide(store: Store, judgement: str, *about: str) -> None:
    save_decision(
        store,
        Decision(id="", about=about, question="same entity", judgement=judgement, reviewer="Vera", made_at=""),
    )


def find_mention(reading: object, words: str) -> str:
    return next(
        f.id
        for f in reading.findings
        if isinstance(f, Mention) and words == reading.document.text[f.span.start : f.span.end]
    )


def test_one_person_in_two_scripts_is_one_row_found_by_either_name(store: Store, add_marked: Callable) -> None:
    add_marked("[Tarvi Lindgarden] {said} <the quay was open>.")
    add_marked("[塔尔维·林德加登] {说} <码头开放>。")
    rows = list(find_entities(store))
    assert [(set(row.names), row.documents, row.statements) for row in rows] == [
        ({"Tarvi Lindgarden", "塔尔维·林德加登"}, 2, 2)
    ]
    assert [row.id for row in find_entities(store, "林德加登")] == [rows[0].id]
    for filters in (Filters(speaker="Lindgarden"), Filters(speaker_id=rows[0].id)):
        assert [row.entity for row in find_statements(store, filters)] == [rows[0].id] * 2


def test_an_entity_over_documents_is_shown_with_its_parts_and_reasons(store: Store, add_marked: Callable) -> None:
    add_marked("[Tarvi Lindgarden] {said} <the quay was open>.")
    add_marked("[塔尔维·林德加登] {说} <码头开放>。")
    row = next(find_entities(store))
    shown = show_record(store, row.id)
    assert isinstance(shown.record, Entity)
    assert shown.record.reasons == ("One name in two scripts: long, and alike in every part.",)
    assert [part.names for part in shown.parts] == [("Tarvi Lindgarden",), ("塔尔维·林德加登",)]
    assert find_part_id(store, row.id) == find_parts(store, row.id)[0].id


def test_new_documents_and_decisions_change_what_is_one(store: Store, add_marked: Callable) -> None:
    left = add_marked("[Ada Quill] {said} <the quay was open>.")
    assert [row.documents for row in find_entities(store)] == [1]
    right = add_marked("[Ada Quill] {denied} <the tide was high>.")
    assert [row.documents for row in find_entities(store)] == [2]
    other = add_marked("[Tomas Rede] {said} <the lamp was lit>.")
    pair = find_mention(left, "Ada Quill"), find_mention(other, "Tomas Rede")
    decide(store, "positive", *pair)
    assert [row.documents for row in find_entities(store)] == [3]
    decide(store, "negative", *pair)
    assert sorted(row.documents for row in find_entities(store)) == [1, 2]
    assert find_mention(right, "Ada Quill") in load_entity(store, next(find_entities(store)).id).mentions


def test_nothing_changed_is_not_linked_again(store: Store, add_marked: Callable) -> None:
    add_marked("[Ada Quill] {said} <the quay was open>.")
    add_marked("[Ada Quill] {denied} <the tide was high>.")
    refresh(store)
    before = store.connection.total_changes
    refresh(store)
    assert store.connection.total_changes == before
