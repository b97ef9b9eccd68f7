import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sayso.errors import CaseError
from sayso.store import database
from sayso.store.database import explain_errors, fetch, fetch_one, hold_adding, open_database, transaction
from sayso.store.folders import open_store
from sayso.store.saving import Store


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), transaction(store.connection, store.path):
        store.connection.execute("INSERT INTO originals VALUES('ab', 1, 1)")
        1 / 0  # noqa: B018
    assert fetch_one(store.connection, tuple[int], "SELECT COUNT(*) FROM originals") == (0,)


def test_a_second_writer_waits_and_then_gets_a_clear_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    second = open_store(store.folder)
    with transaction(store.connection, store.path):
        with (
            pytest.raises(CaseError, match="Another sayso is writing to it"),
            transaction(second.connection, second.path),
        ):
            pass
        assert fetch_one(second.connection, tuple[int], "SELECT COUNT(*) FROM log") == (1,)  # readers go on
    with transaction(second.connection, second.path):
        pass
    second.connection.close()


def test_two_processes_cannot_add_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    again = pytest.raises(CaseError, match=r"another sayso is adding to this case\. Wait until it has ended")
    with hold_adding(store.folder), again, hold_adding(store.folder):
        pass
    with hold_adding(store.folder):
        pass


def test_the_lock_falls_when_its_holder_is_killed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 5.0)
    program = (
        "import os, pathlib, sys; from sayso.store.database import hold_adding\n"
        "with hold_adding(pathlib.Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(store.folder)], check=False)
    assert done.returncode == -9
    with hold_adding(store.folder):
        pass


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE schema SET version = version + 1, made_by = 'sayso 9.9.9'", "was made by sayso 9.9.9, which is newer"),
        ("UPDATE schema SET version = 0, made_by = 'sayso 0.0.1'", "was made by sayso 0.0.1, whose layout"),
        ("PRAGMA application_id = 7", "is not the file of a sayso case"),
        ("DROP TABLE schema", "Run sayso verify"),
    ],
)
def test_a_case_of_another_kind_or_version_is_refused_with_what_to_do(store: Store, change: str, said: str) -> None:
    store.connection.execute(change)
    with pytest.raises(CaseError, match=said):
        open_database(store.path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"not a database, but long enough to be looked at by SQLite" * 40)
    with pytest.raises(CaseError, match="is not a database"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("database or disk is full", "Make room on the disk"),
        ("attempt to write a readonly database", "Check that you may write"),
        ("database disk image is malformed", "Run sayso verify"),
    ],
)
def test_what_sqlite_says_comes_with_what_to_do(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(CaseError, match=said), explain_errors(tmp_path):
        raise sqlite3.OperationalError(words)


def test_a_value_of_the_wrong_type_is_noticed(store: Store) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="wrong type"):
        list(fetch(store.connection, tuple[int], "SELECT 'seven'"))
