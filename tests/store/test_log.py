import hashlib
from itertools import pairwise

import msgspec
import pytest

from sayso.store.database import transaction
from sayso.store.log import append_entry, draft_entry, find_log_problems, read_entries, read_head, save_head
from sayso.store.saving import Store


def append(store: Store, *addresses: str) -> None:
    for address in addresses:
        with transaction(store.connection, store.path):
            append_entry(store.connection, msgspec.structs.replace(draft_entry("failed"), address=address))
    save_head(store.connection, store.folder)


def problems(store: Store) -> list[str]:
    return [str(problem) for problem in find_log_problems(store.connection, store.folder)]


def test_each_entry_names_the_hash_of_the_one_before(store: Store) -> None:
    append(store, "a.txt", "b.txt")
    entries = list(read_entries(store.connection))
    assert [entry.what for entry in entries] == ["created", "failed", "failed"]
    assert [entry.number for entry in entries] == [1, 2, 3]
    for before, entry in pairwise(entries):
        assert entry.previous == hashlib.sha256(msgspec.json.encode(before)).hexdigest()
    assert read_head(store.connection) == (3, hashlib.sha256(msgspec.json.encode(entries[-1])).hexdigest())
    assert problems(store) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE log SET entry = CAST(replace(entry, 'b.txt', 'c.txt') AS BLOB) WHERE number = 3", "log entry 3"),
        ("UPDATE log SET address = 'c.txt' WHERE number = 3", "differ from it"),
        ("UPDATE log SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE number = 2", "log entry 2"),
        ("DELETE FROM log WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM log WHERE number = 4", "log.head: names entry 4"),
        ("DELETE FROM log", "log.head: names entry 4"),
        ("UPDATE log SET entry = CAST('{}' AS BLOB) WHERE number = 2", "cannot be read"),
    ],
)
def test_every_kind_of_tampering_is_noticed(store: Store, change: str, said: str) -> None:
    append(store, "a.txt", "b.txt", "c.txt")
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute(change)
    assert said in "\n".join(problems(store))


def test_an_entry_rewritten_with_its_own_hash_breaks_the_link_of_the_next(store: Store) -> None:
    append(store, "a.txt", "b.txt", "c.txt")
    entry = next(entry for entry in read_entries(store.connection) if entry.number == 3)
    forged = msgspec.json.encode(msgspec.structs.replace(entry, address="z.txt"))
    store.connection.execute(
        "UPDATE log SET address = 'z.txt', entry = ?, hash = ? WHERE number = 3",
        (forged, hashlib.sha256(forged).hexdigest()),
    )
    assert [line.split(":")[0] for line in problems(store)] == ["log entry 4"]


def test_a_head_that_lags_is_no_problem_and_one_that_is_gone_is(store: Store) -> None:
    append(store, "a.txt")
    with transaction(store.connection, store.path):
        append_entry(store.connection, draft_entry("again"))
    assert problems(store) == []
    (store.folder / "log.head").unlink()
    assert problems(store)[0].startswith("log.head: the file is missing")
    (store.folder / "log.head").write_text("nonsense")
    assert problems(store)[0].startswith("log.head: the file cannot be read")
