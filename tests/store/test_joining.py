from collections.abc import Callable

from sayso.records import Decision, Entity, Mention
from sayso.store.asking import find_entities, find_statements, load_entity
from sayso.store.decisions import save_decision
from sayso.store.joining import find_part_id, find_parts, refresh
from sayso.store.linked import find_proposed
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


def show_tables(store: Store) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    refresh(store)
    joined = store.connection.execute("SELECT entity, id FROM joined ORDER BY entity").fetchall()
    records = store.connection.execute("SELECT id, mentions, record FROM joined_records ORDER BY id").fetchall()
    return joined, records


def link_again(store: Store) -> None:
    for table in ("joined", "joined_records", "joined_state", "linking"):
        store.connection.execute(f"DROP TABLE {table}")


def test_linking_what_is_new_gives_what_linking_all_again_gives(store: Store, add_marked: Callable) -> None:
    texts = (
        "[Tarvi Lindgarden] {said} <Peru was open>.",
        "[塔尔维·林德加登] {说} <秘鲁开放>。",
        "[Ada Quill] {said} <the quay of Peru was open>.",
        "[Тарви Линдгарден] {сказал}, <что Перу открыто>.",
        "[Ada Quill] {denied} <the tide was high in Peru>.",
    )
    readings = []
    for text in texts:
        readings.append(add_marked(text))
        refresh(store)
    decide(
        store, "negative", find_mention(readings[0], "Tarvi Lindgarden"), find_mention(readings[1], "塔尔维·林德加登")
    )
    refresh(store)
    decide(store, "positive", find_mention(readings[2], "Ada Quill"), find_mention(readings[3], "Тарви Линдгарден"))
    before = show_tables(store)
    assert len(before[0]) > 3
    link_again(store)
    assert show_tables(store) == before


def test_one_more_document_writes_little(store: Store, add_marked: Callable) -> None:
    names = ("Ada Quill", "Tomas Rede", "Mirko Saalfeld", "Olga Brandvik", "Pavel Ostrov", "Hanna Virtala")
    for name in names:
        for verb in ("said", "denied"):
            add_marked(f"[{name}] {{{verb}}} <the quay was open>.")
    start = store.connection.total_changes
    refresh(store)
    first = store.connection.total_changes - start
    add_marked("[Ada Quill] {claimed} <the quay was open>.")
    start = store.connection.total_changes
    refresh(store)
    assert store.connection.total_changes - start < first / 4


def test_weak_links_are_proposed_until_somebody_decides(store: Store, add_marked: Callable) -> None:
    left = add_marked("[Zeng Xingyuan] {said} <the quay was open>.")
    right = add_marked("[曾行远] {说} <码头开放>。")
    (proposed,) = find_proposed(store)
    assert {proposed.left_names, proposed.right_names} == {("Zeng Xingyuan",), ("曾行远",)}
    assert proposed.reasons == ("The characters of one name are read as the other is spelled.",)
    assert proposed.doubts == ("Too little else that is named with both.",)
    decide(store, "negative", find_mention(left, "Zeng Xingyuan"), find_mention(right, "曾行远"))
    assert list(find_proposed(store)) == []


def test_names_spelled_nearly_alike_are_proposed(store: Store, add_marked: Callable) -> None:
    add_marked("[Tarvi Lindgarden] {said} <the quay was open>.")
    add_marked("[Tarvi Lindgardin] {said} <the quay was open>.")
    (proposed,) = find_proposed(store)
    assert proposed.reasons == ("Spelled nearly alike in one script.",)
