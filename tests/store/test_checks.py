import random
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.records import Decision, Failure, Statement
from sayso.store.checks import find_problems
from sayso.store.decisions import save_decision
from sayso.store.log import save_head
from sayso.store.originals import find_path, save_original
from sayso.store.saving import Store, save_failure

# Each example makes a case; making ever smaller ones would take minutes.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture
def full(store: Store, add_marked: Callable, read_marked: Callable) -> Store:
    """A case with two documents, a failure with bytes, one without, and a decision."""
    first = add_marked("[Ada Quill] {said} <~Tomas Rede~ closed the quay>.", publisher="Gazette", published="2024-05")
    add_marked("[何远] {否认} <港口关闭>。", lang="zh", act="deny")
    save_failure(store, Failure(address="/archive/gone.txt", reason="is gone."))
    broken = msgspec.structs.replace(read_marked("half a page").original, address="/archive/half.pdf")
    save_failure(store, Failure(address="/archive/half.pdf", reason="no text layer."), broken)
    statement = next(finding for finding in first.findings if isinstance(finding, Statement))
    values = {"id": "", "question": "right as found", "judgement": "positive", "reviewer": "lee", "made_at": ""}
    save_decision(store, Decision(about=(statement.id,), **values))
    save_head(store.connection, store.folder)
    return store


def lines(store: Store) -> list[str]:
    return [str(problem) for problem in find_problems(store)]


def test_a_case_as_it_was_left_has_no_problems(full: Store) -> None:
    assert lines(full) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE documents SET text = replace(text, 'closed', 'opened')", "are not those that the custody log names"),
        ("UPDATE documents SET record = CAST(replace(record, 'Gazette', 'Gazelle') AS BLOB)", "custody log names"),
        ("UPDATE documents SET record = x'00'", "its record cannot be read"),
        ("UPDATE documents SET publisher = ' other '", "the columns that filters use differ"),
        ("UPDATE documents SET first_day = '1999-01-01'", "the columns that filters use differ"),
        ("UPDATE documents SET id = 'd-other' WHERE number = 1", "names another document than its record"),
        ("UPDATE findings SET record = CAST(replace(record, ',14', ',13') AS BLOB)", "custody log names"),
        ("UPDATE findings SET record = CAST(replace(record, ',14', ',999') AS BLOB)", "does not lie in the text"),
        ("UPDATE findings SET record = x'7b' WHERE position = 3", "findings cannot be read"),
        ("UPDATE findings SET id = 's-other' WHERE type = 'Statement'", "its columns differ from its record"),
        ("DELETE FROM findings WHERE type = 'Mention'", "names the mention m-"),
        ("DELETE FROM findings", "it has no findings"),
        ("UPDATE statements SET act = 'warn'", "the table of statements differs"),
        ("UPDATE statements SET entity = NULL", "the table of statements differs"),
        ("DELETE FROM abouts", "the table of statements differs"),
        ("DELETE FROM statements", "the table of statements differs"),
        ("UPDATE entities SET name = 'Nobody'", "the table of entities differs"),
        ("DELETE FROM documents WHERE number = 2", "is neither a document nor listed as a failure"),
        ("DELETE FROM failures WHERE sha256 IS NOT NULL", "is neither a document nor listed as a failure"),
        ("DELETE FROM originals WHERE log = 2", "which the case no longer lists"),
        ("DELETE FROM decisions", "the decision differs from the custody log"),
        ("UPDATE decisions SET log = 2", "the custody log does not know this decision"),
        ("INSERT INTO document_index(document_index) VALUES('delete-all')", "search does not know it"),
        ("INSERT INTO statement_index(statement_index) VALUES('delete-all')", "search does not know it"),
        ("UPDATE abouts SET entity = 77", "names a row that is not there"),
        ("DROP TABLE abouts", "no such table"),
    ],
)
def test_every_kind_of_change_in_the_tables_is_noticed(full: Store, change: str, said: str) -> None:
    full.connection.execute("PRAGMA foreign_keys = OFF")
    full.connection.execute(change)
    found = lines(full)
    assert said in "\n".join(found)
    assert all(line.count("\n") == 0 for line in found)


def test_a_missing_original_and_a_missing_folder_are_noticed(full: Store) -> None:
    sha256 = full.connection.execute("SELECT sha256 FROM documents").fetchone()[0]
    find_path(full.folder, sha256).unlink()
    assert "the original is missing" in lines(full)[0]
    (full.folder / "originals").rename(full.folder / "elsewhere")
    assert any(line.startswith("originals: the folder is missing") for line in lines(full))


def test_an_original_without_any_record_is_noticed_once_its_add_is_over(full: Store, add_marked: Callable) -> None:
    save_original(full.folder, "0" * 64, b"bytes that are being added")
    assert not any("no log entry" in line for line in lines(full))
    add_marked("[Mayor Lind] {said} <the tide was high>.")
    assert any(line.startswith(f"originals/00/{'0' * 64}: no log entry knows this file") for line in lines(full))


TABLES = (
    ("log", "entry"),
    ("log", "hash"),
    ("log", "what"),
    ("documents", "text"),
    ("documents", "record"),
    ("findings", "record"),
    ("findings", "id"),
    ("findings", "type"),
    ("decisions", "record"),
)


@settings(
    max_examples=120, deadline=None, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(TABLES), st.integers(0, 2**32), st.integers(1, 255))
def test_any_changed_byte_in_a_log_entry_a_text_or_a_finding_is_noticed(
    full: Store, place: tuple[str, str], seed: int, difference: int
) -> None:
    table, column = place
    connection = full.connection
    chosen = random.Random(seed)
    key = "number" if table in ("log", "documents") else "log" if table == "decisions" else "document, position"
    rows = connection.execute(f"SELECT CAST({column} AS BLOB), {key} FROM {table} ORDER BY {key}").fetchall()
    content, *values = chosen.choice(rows)
    at = chosen.randrange(len(content))
    changed = content[:at] + bytes([content[at] ^ difference]) + content[at + 1 :]
    type_name = "TEXT" if column in ("hash", "what", "text", "id", "type") else "BLOB"
    where = " AND ".join(f"{name} = ?" for name in key.split(", "))
    connection.execute("BEGIN")
    connection.execute(f"UPDATE {table} SET {column} = CAST(? AS {type_name}) WHERE {where}", (changed, *values))
    try:
        assert lines(full)
    finally:
        connection.execute("ROLLBACK")


@settings(
    max_examples=40, deadline=None, phases=NO_SHRINKING, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32), st.integers(1, 255))
def test_any_changed_byte_in_an_original_is_noticed(full: Store, seed: int, difference: int) -> None:
    chosen = random.Random(seed)
    hashes = [row[0] for row in full.connection.execute("SELECT sha256 FROM originals ORDER BY sha256")]
    path = find_path(full.folder, chosen.choice(hashes))
    content = path.read_bytes()
    at = chosen.randrange(len(content))
    path.write_bytes(content[:at] + bytes([content[at] ^ difference]) + content[at + 1 :])
    try:
        assert any("is not as it was captured" in line for line in lines(full))
    finally:
        path.write_bytes(content)
