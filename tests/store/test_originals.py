from collections.abc import Callable

import pytest

from sayso.errors import CaseError
from sayso.store.originals import (
    find_original_problems,
    find_path,
    load_original,
    make_sha256,
    remove_leftovers,
    save_original,
)
from sayso.store.saving import Store

CONTENT = b"the tide tables of the north quay"
HASH = make_sha256(CONTENT)


def test_bytes_are_kept_once_under_their_hash(store: Store) -> None:
    assert save_original(store.folder, HASH, CONTENT)
    assert not save_original(store.folder, HASH, CONTENT)
    assert find_path(store.folder, HASH).read_bytes() == CONTENT
    assert find_path(store.folder, HASH).parent.name == HASH[:2]
    assert load_original(store.folder, HASH) == CONTENT


@pytest.mark.parametrize("damaged", [b"", CONTENT[:-1], CONTENT.replace(b"tide", b"tidy")])
def test_damaged_bytes_are_never_handed_out_and_are_put_right_by_the_next_save(store: Store, damaged: bytes) -> None:
    save_original(store.folder, HASH, CONTENT)
    find_path(store.folder, HASH).write_bytes(damaged)
    with pytest.raises(CaseError, match="not as it was captured"):
        load_original(store.folder, HASH)
    assert save_original(store.folder, HASH, CONTENT)
    assert load_original(store.folder, HASH) == CONTENT


def test_what_a_killed_add_left_is_no_problem_and_is_removed_by_the_next(store: Store) -> None:
    save_original(store.folder, HASH, CONTENT)
    find_path(store.folder, HASH).with_name(HASH + ".new").write_bytes(CONTENT[:5])
    assert list(find_original_problems(store.connection, store.folder)) == []
    remove_leftovers(store.connection, store.folder)
    assert not list(find_path(store.folder, HASH).parent.iterdir())


def test_a_file_that_nobody_added_is_a_problem_and_stays(store: Store) -> None:
    stranger = store.folder / "originals" / "note.txt"
    stranger.write_text("who put this here?")
    remove_leftovers(store.connection, store.folder)
    problem = next(find_original_problems(store.connection, store.folder))
    assert str(problem).startswith("originals/note.txt: no log entry knows this file.")


def test_leftovers_never_take_an_original_that_the_case_knows(store: Store, add_marked: Callable) -> None:
    reading = add_marked("[Ada Quill] {said} <the quay was open>.")
    remove_leftovers(store.connection, store.folder)
    assert load_original(store.folder, reading.document.sha256) == reading.original.content
