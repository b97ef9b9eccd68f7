"""Review on a terminal, and corrections that come back from brat: the same decisions as on the pages."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.case import Case, create_case, open_case
from sayso.errors import NotFoundError, SaysoError, UnreadableError
from sayso.present.cli import sayso
from sayso.present.export.brat import write_brat
from sayso.present.export.brat_read import read_brat

TEXT = (
    "😀 Ferry minister Ko Lan said the landing would\r\nstay open.\n\n渡工公会否认他们收到过通知。\n\n"
    "The ferry guild denied that it had been told.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    with create_case(tmp_path / "case") as made:
        made.add([tmp_path / "a.txt"])
    return tmp_path / "case"


def review(folder: Path, keys: str, *more: str) -> str:
    done = CliRunner().invoke(sayso, ["review", str(folder), "--reviewer", "Ana", *more], input=keys)
    assert done.exception is None, done.exception
    return done.output


def test_statements_are_judged_corrected_and_undone_by_keys(folder: Path) -> None:
    with open_case(folder) as case:
        (row,) = [row for row in case.statements() if row.lang == "zh"]
    shown = review(folder, "c\n\n收到过通知\nwarn\n\n\nheard it\naq", "--language", "zh")
    assert "否认" in shown
    with open_case(folder) as case:
        decisions = list(case.decisions())
        assert [(d.judgement, d.note) for d in decisions] == [("positive", "heard it"), ("positive", "")]
        held = next(other for other in case.statements() if other.statement.id == row.statement.id)
        assert (held.content_words, held.statement.act) == (("收到过通知",), "warn")
        assert case.verify() == []


def test_undo_and_reject_on_the_terminal(folder: Path) -> None:
    assert "Undone: rejected." in review(folder, "ruq", "--act", "deny")
    with open_case(folder) as case:
        total = len(list(case.statements()))
    assert "Undone: accepted." in review(folder, "a" * total + "uq")
    with open_case(folder) as case:
        assert [d.judgement for d in case.decisions()] == ["negative", "unsure", *["positive"] * total, "unsure"]
        assert case.verify() == []


def test_what_was_not_changed_in_brat_comes_back_as_nothing(folder: Path, tmp_path: Path) -> None:
    with open_case(folder) as case:
        counts = write_brat(case, tmp_path / "brat")
        assert counts["statements"] == len(list(case.statements())) > 2
        done = read_brat(case, tmp_path / "brat", "Ana")
        assert (done.corrected, done.rejected, done.added, done.unchanged) == (0, 0, 0, counts["statements"])
        assert list(case.decisions()) == []


def test_every_line_of_brat_has_the_words_at_its_place(folder: Path, tmp_path: Path) -> None:
    with open_case(folder) as case:
        write_brat(case, tmp_path / "brat")
    (file,) = (tmp_path / "brat").glob("*.ann")
    text = file.with_suffix(".txt").read_bytes().decode()
    assert text == TEXT
    words = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line.startswith("T")]
    assert words
    for _, place, shown in words:
        pieces = [tuple(map(int, piece.split())) for piece in place.partition(" ")[2].split(";")]
        assert " ".join(text[start:end] for start, end in pieces) == shown
        assert "\n" not in shown


def edit(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "brat").glob("*.ann")
    lines = file.read_text("utf-8").splitlines()
    zh = next(line for line in lines if "\tContent " in line and "他们收到过通知" in line)
    event = next(line for line in lines if line.startswith("E") and f"Content:{zh.split()[0]}" in line).split("\t")[0]
    start = TEXT.index("收到过通知")
    other = next(line.split("\t")[0] for line in lines if line.startswith("E") and not line.startswith(event))
    at = TEXT.index("Ferry minister")
    changed = [
        f"{zh.split()[0]}\tContent {start} {start + 5}\t收到过通知" if line == zh
        else line.replace(f"Act {event} deny", f"Act {event} claim")
        for line in lines
        if not (line.startswith((f"{other}\t",)) or f" {other}" in line)
    ]  # fmt: skip
    changed += [f"T900\tContent {at} {at + 14}\tFerry minister", f"T901\tUncued {at} {at + 14}\tFerry minister", "E900\tUncued:T901",
                "#900\tAnnotatorNotes E900\tseen <b>myself</b>"]  # fmt: skip
    file.write_text("\n".join(changed) + "\n", "utf-8")
    return file


def test_corrections_in_brat_are_read_back_as_decisions(folder: Path, tmp_path: Path) -> None:
    with open_case(folder) as case:
        write_brat(case, tmp_path / "brat")
        before = len(list(case.statements()))
    edit(tmp_path)
    done = CliRunner().invoke(sayso, ["review", str(folder), "--import", str(tmp_path / "brat"), "--reviewer", "Ana"])
    assert done.exception is None, done.output
    assert done.output.startswith("1 statements corrected, 1 rejected, 1 added")
    with open_case(folder) as case:
        held = {row.content_words: row for row in case.statements()}
        assert held[("收到过通知",)].statement.act == "claim"
        assert ("Ferry minister",) in held
        assert len(held) == before
        assert {decision.note for decision in case.decisions()} == {"", "taken away in brat", "seen <b>myself</b>"}
        assert case.verify() == []
        again = read_brat(case, tmp_path / "brat", "Ana")
        assert len(again.conflicts) == 3
        assert len(list(case.decisions())) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T950\tContent 5 3\tx", "is no place in the text"),
        ("T950\tContent 0 99999\tx", "is no place in the text"),
        ("E950\tStatement:T999", "T999 is not there"),
        ("E950\tStatement", "is no argument"),
        ("A950\tAct E1 sing", "Act 'sing' is not known"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named_and_nothing_is_kept(
    folder: Path, tmp_path: Path, line: str, message: str
) -> None:
    with open_case(folder) as case:
        write_brat(case, tmp_path / "brat")
        file = edit(tmp_path)
        file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
        with pytest.raises(SaysoError, match=message) as caught:
            read_brat(case, tmp_path / "brat", "Ana")
        assert "line" in str(caught.value)
        assert list(case.decisions()) == []


def test_a_folder_that_is_not_ours_or_whose_text_changed_is_refused(folder: Path, tmp_path: Path) -> None:
    with open_case(folder) as case:
        (tmp_path / "other").mkdir()
        with pytest.raises(NotFoundError, match="export --format brat"):
            read_brat(case, tmp_path / "other", "Ana")
        write_brat(case, tmp_path / "brat")
        (file,) = (tmp_path / "brat").glob("*.txt")
        file.write_text("another", "utf-8")
        with pytest.raises(UnreadableError, match="is not the text that was handed out"):
            read_brat(case, tmp_path / "brat", "Ana")
        file.with_suffix(".ann").unlink()
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "thesis.docx").touch()
        with pytest.raises(SaysoError, match="holds other files"):
            write_brat(case, tmp_path / "full")
        assert isinstance(case, Case)


def test_reread_names_what_lost_its_place(folder: Path) -> None:
    done = CliRunner().invoke(sayso, ["reread", str(folder)])
    assert done.exception is None
    assert "1 originals read, 0 documents changed, 0 not readable." in done.output
