import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import NotFoundError
from sayso.store.asking import find_entities
from sayso.store.checks import find_problems
from sayso.store.lists import import_list
from sayso.store.saving import Store


def write(folder: Path, *lines: object) -> Path:
    path = folder / "list.ftm.json"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def entry(id: str, schema: str = "Person", **properties: list[str]) -> dict[str, object]:
    return {"id": id, "schema": schema, "properties": properties}


def test_mentions_get_the_id_and_the_other_names_of_an_entry(
    store: Store, add_marked: Callable, tmp_path: Path
) -> None:
    add_marked("[Ada Quill] {said} <the quay was open>.")
    add_marked("[阿黛] {说} <码头开放>。")
    path = write(tmp_path, entry("list-1", name=["Ada Quill"], alias=["Ada Q. Merrow"], country=["pe"]))
    assert import_list(store, path).imported == 1
    row = next(find_entities(store, "Quill"))
    assert row.id == "list-1"
    assert {"Ada Quill", "Ada Q. Merrow"} <= set(row.names)
    assert list(find_problems(store)) == []


def test_an_entry_that_nobody_mentions_is_no_entity_of_the_case(
    store: Store, add_marked: Callable, tmp_path: Path
) -> None:
    add_marked("[Ada Quill] {said} <the quay was open>.")
    import_list(store, write(tmp_path, entry("list-1", name=["Tomas Rede"])))
    assert [row.names for row in find_entities(store)] == [("Ada Quill",)]


def test_two_entries_of_one_name_take_no_mention(store: Store, add_marked: Callable, tmp_path: Path) -> None:
    add_marked("[Ada Quill] {said} <the quay was open>.")
    import_list(store, write(tmp_path, entry("one", name=["Ada Quill"]), entry("two", name=["Ada Quill"])))
    assert not {row.id for row in find_entities(store)} & {"one", "two"}


def test_bad_lines_are_named_and_the_others_taken(store: Store, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        entry("a", name=["Ada Quill"]),
        "{broken",
        entry("b", "Vessel", name=["Sea Otter"]),
        entry("a", name=["Again"]),
        entry("c"),
        entry("", name=["Nobody"]),
    )
    done = import_list(store, path)
    assert done.imported == 1
    assert [line.number for line in done.skipped] == [2, 3, 4, 5, 6]
    reasons = [line.reason for line in done.skipped]
    assert all(
        words in reason
        for words, reason in zip(["no FollowTheMoney", "'Vessel'", "repeats", "no name", "no id"], reasons, strict=True)
    )


def test_a_list_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"none\.json"):
        import_list(store, tmp_path / "none.json")
