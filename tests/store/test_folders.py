import tomllib
from pathlib import Path

import pytest

from sayso.errors import CaseError, NotFoundError
from sayso.store.checks import find_problems
from sayso.store.folders import create_store, open_store
from sayso.store.log import read_entries


def test_a_new_case_is_whole(tmp_path: Path) -> None:
    store = create_store(tmp_path / "deep" / 'the "quay" 案')
    assert list(find_problems(store)) == []
    assert [entry.what for entry in read_entries(store.connection)] == ["created"]
    assert tomllib.loads((store.folder / "case.toml").read_text("utf-8")) == {"name": 'the "quay" 案'}
    store.connection.close()


def test_a_folder_that_holds_a_case_or_anything_else_is_left_alone(tmp_path: Path) -> None:
    create_store(tmp_path / "case").connection.close()
    with pytest.raises(CaseError, match="there is a case already"):
        create_store(tmp_path / "case")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(CaseError, match=r"the folder holds other files \(thesis.docx\)"):
        create_store(tmp_path / "full")
    with pytest.raises(CaseError, match="cannot be made"):
        create_store(tmp_path / "full" / "thesis.docx")


def test_a_creation_that_was_interrupted_is_completed(tmp_path: Path) -> None:
    for name in ("case.new", "case.new-wal", "log.head"):
        (tmp_path / name).write_bytes(b"half")
    store = create_store(tmp_path)
    assert list(find_problems(store)) == []
    store.connection.close()


def test_opening_what_is_no_case_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"is no case\. Make one by adding to it: sayso add"):
        open_store(tmp_path)
    with pytest.raises(NotFoundError, match="is not there"):
        open_store(tmp_path / "nowhere")
