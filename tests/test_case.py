import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.case import Case, Filters, create_case, open_case
from sayso.errors import CaseError, NotFoundError
from sayso.records import Decision, Failure, Original
from sayso.store import database
from sayso.store.originals import find_path
from sayso.store.rows import Added, Progress

ENGLISH = 'Mayor Ada Quill said on Tuesday that the north quay would stay closed. "We signed nothing," she said.\n'
CHINESE = "北岭电台报道称,副部长何远否认港口已经关闭。何远表示:“我们没有签字。”\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles, a list of two documents, and a file that cannot be read."""
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(ENGLISH, "utf-8")
    (folder / "deep" / "b.txt").write_text(CHINESE, "utf-8")
    lines = [
        {"id": "brief-1", "text": ENGLISH * 2, "publisher": "Quay Gazette", "date": "2024-05-01"},
        {"text": CHINESE * 2},
    ]
    (folder / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    (folder / "d.txt").write_bytes(b"")
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with create_case(tmp_path / "case") as case:
        yield case


def ids(case: Case) -> list[str]:
    return [row.id for row in case.documents()]


def test_a_folder_is_added_and_the_bad_file_is_listed(case: Case, folder: Path) -> None:
    seen: list[Progress] = []
    assert case.add([str(folder)], progress=seen.append) == Added(added=4, again=0, failed=1)
    rows = [(row.name, row.publisher, Path(row.address or "").name) for row in case.documents()]
    assert rows == [
        (None, None, "a.txt"),
        ("brief-1", "Quay Gazette", "c.jsonl#line=1"),
        (None, None, "c.jsonl#line=2"),
        (None, None, "b.txt"),
    ]
    assert [Path(row.address).name for row in case.failures()] == ["d.txt"]
    assert [(step.added, step.failed) for step in seen] == [(1, 0), (2, 0), (3, 0), (3, 1), (4, 1)]
    assert [step.outcome for step in seen if step.reason] == ["failed"]
    assert case.verify() == []


def test_adding_again_adds_log_lines_and_nothing_else(case: Case, folder: Path) -> None:
    case.add([str(folder)])
    before, counts = ids(case), case.counts()
    assert case.add([str(folder)]) == Added(added=0, again=4, failed=1)
    assert ids(case) == before
    assert case.counts().findings == counts.findings
    assert case.counts().log_entries == counts.log_entries + 5
    assert case.verify() == []


def test_the_same_bytes_at_two_addresses_are_one_document_with_both(case: Case, folder: Path) -> None:
    (folder / "copy.txt").write_text(ENGLISH, "utf-8")
    assert case.add([str(folder)]) == Added(added=4, again=1, failed=1)
    shown = case.show(ids(case)[0])
    assert [Path(capture.address).name for capture in shown.captures] == ["a.txt", "copy.txt"]


def test_several_processes_store_the_same_in_the_same_order(case: Case, folder: Path, tmp_path: Path) -> None:
    case.add([str(folder)])
    with create_case(tmp_path / "parallel") as parallel:
        assert parallel.add([str(folder)], jobs=2) == Added(added=4, again=0, failed=1)
        assert ids(parallel) == ids(case)
        assert parallel.counts() == case.counts()
        assert parallel.verify() == []


def test_what_is_said_can_be_asked_for(case: Case, folder: Path) -> None:
    case.add([str(folder)])
    row = next(case.statements(Filters(document="brief-1")))
    assert "quay would stay closed" in "".join(row.content_words)
    assert {row.lang for row in case.statements(Filters(speaker="何遠"))} == {"zh"}
    assert case.show(row.statement.id).sentence_words == row.sentence_words
    assert {hit.document.id for hit in case.search("簽字")} == set(ids(case)[2:])
    assert case.counts().documents == 4
    assert len(case.head()) == 64


def test_one_path_is_as_good_as_a_list(case: Case, folder: Path) -> None:
    assert case.add(folder / "a.txt").added == 1
    assert case.add(str(folder / "deep")).added == 1


def test_half_characters_in_names_and_headers_are_written_out(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Original(
        content=ENGLISH.encode(),
        address="caf\udce9.txt",
        captured_at="2026-03-01T10:00:00Z",
        headers=(("x-title", "\ud800"),),
    )
    failure = Failure(address="gone\udcff", reason="\udcff is not there.")
    monkeypatch.setattr("sayso.case.find_originals", lambda sources, **options: [original, failure, original])
    assert case.add([]) == Added(added=1, again=1, failed=1)
    assert next(case.documents()).address == r"caf\udce9.txt"
    assert next(case.failures()).address == r"gone\udcff"
    assert case.verify() == []


def test_verify_does_not_look_at_a_case_that_is_being_added_to(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)

    def verify(progress: Progress) -> None:
        with open_case(case.folder) as second, pytest.raises(CaseError, match="another sayso is adding"):
            second.verify()

    assert case.add(folder / "a.txt", progress=verify).added == 1


def test_a_case_inside_the_folder_that_is_added_is_left_out(folder: Path) -> None:
    with create_case(folder / "case") as case:
        assert case.add([str(folder)]) == Added(added=4, again=0, failed=1)
        assert case.add([str(folder)]) == Added(added=0, again=4, failed=1)
        assert case.verify() == []


def test_reading_again_changes_nothing_where_nothing_changed(case: Case, folder: Path) -> None:
    case.add([str(folder)])
    counts, before = case.counts(), ids(case)
    done = case.reread()
    assert (done.read, done.changed, done.failed, done.lost) == (4, 0, 0, ())
    assert (case.counts().findings, ids(case)) == (counts.findings, before)
    assert case.verify() == []


def test_reading_again_rebuilds_damaged_findings_and_keeps_decisions(case: Case, folder: Path) -> None:
    case.add([str(folder)])
    statement = next(case.statements()).statement
    draft = Decision(
        id="", about=(statement.id,), question="right as found", judgement="positive", reviewer="lee", made_at=""
    )
    decision = case.decide(draft)
    case.store.connection.execute("UPDATE findings SET record = CAST(replace(record, 'say', 'deny') AS BLOB)")
    case.store.connection.execute("DELETE FROM statements")
    case.store.connection.execute("INSERT INTO document_index(document_index) VALUES('delete-all')")
    assert case.verify()
    assert case.reread().changed
    assert case.verify() == []
    assert next(case.statements()).statement == statement
    assert list(case.decisions()) == [decision]
    assert list(case.search("quay"))
    assert case.undo(decision.id, "kim").judgement == "unsure"


def test_reading_again_goes_on_where_an_original_is_lost(case: Case, folder: Path) -> None:
    case.add([str(folder)])
    row = next(case.documents())
    find_path(case.folder, row.sha256).unlink()
    assert case.reread().failed == 1
    assert [problem.what for problem in case.verify()] == ["the original is missing"]
    case.add([str(folder)])
    assert case.verify() == []
    assert [entry.what for entry in case.log()].count("restored") == 1


def test_a_second_add_at_the_same_time_gets_a_clear_line(
    case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    said = []

    def add_too(progress: Progress) -> None:
        with open_case(case.folder) as second, pytest.raises(CaseError) as error:
            second.add([str(folder)])
        said.append(str(error.value))

    case.add([str(folder / "a.txt")], progress=add_too)
    assert said == [
        f"{case.folder}: another sayso is adding to this case. "
        "Wait until it has ended, then run the same command again."
    ]
    assert case.verify() == []


def test_questions_and_decisions_go_on_during_an_add(case: Case, folder: Path) -> None:
    counts = []

    def ask(progress: Progress) -> None:
        with open_case(case.folder) as reader:
            counts.append(reader.counts().documents)
            for row in list(reader.statements(Filters(limit=1))):
                reader.decide(
                    Decision(
                        id="",
                        about=(row.statement.id,),
                        question="right as found",
                        judgement="positive",
                        reviewer=f"lee {len(counts)}",
                        made_at="",
                    )
                )

    case.add([str(folder)], progress=ask)
    assert counts == [1, 2, 3, 3, 4]
    assert len(list(case.decisions())) == 5
    assert case.verify() == []


def test_opening_and_creating_say_what_is_wrong(case: Case, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is a case already"):
        create_case(case.folder)
    with pytest.raises(NotFoundError, match="is not there"):
        open_case(tmp_path / "nowhere")


ADD = """
import os, sys
from sayso.case import open_case
from sayso.store import saving

folder, articles, name, count = sys.argv[1:]
if name:  # die at this call of this function, before it does anything
    calls, wrapped = [], getattr(saving, name)
    def die(*arguments, **named):
        calls.append(1)
        if len(calls) == int(count):
            os.kill(os.getpid(), 9)
        return wrapped(*arguments, **named)
    setattr(saving, name, die)
def wait(step):
    if step.outcome == "added":
        print(flush=True)
        sys.stdin.readline()
with open_case(folder) as case:
    case.add([articles], fetch=False, progress=wait)
"""


def start_adding(case: Case, articles: Path, name: str = "", count: int = 0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", ADD, str(case.folder), str(articles), name, str(count)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    articles = tmp_path / "berths"
    articles.mkdir()
    for number in range(60):
        (articles / f"{number:02}.txt").write_text(f"The mayor said that berth {number} was closed.\n", "utf-8")
    return articles


def check_complete(case: Case, articles: Path) -> None:
    """The next add brings everything, each document once."""
    case.add([str(articles)])
    assert case.verify() == []
    names = [Path(row.address or "").name for row in case.documents()]
    assert sorted(names) == sorted(path.name for path in articles.iterdir())
    assert {hit.document.id for hit in case.search("berth")} == set(ids(case))


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_at_any_moment_a_case_is_whole_and_the_next_add_completes_it(case: Case, articles: Path) -> None:
    chosen = random.Random(20)
    for _ in range(8):
        before = case.counts().documents
        with start_adding(case, articles) as adding:
            assert adding.stdout
            assert adding.stdin
            for _ in range(chosen.randrange(1, 7)):
                adding.stdout.readline()
                adding.stdin.write(b"\n")  # go on with the next document
                adding.stdin.flush()
            time.sleep(chosen.uniform(0, 0.02))
            adding.kill()
        assert case.verify() == []
        assert before < case.counts().documents < 60
    check_complete(case, articles)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_between_any_two_steps_a_case_is_whole(case: Case, articles: Path) -> None:
    """Before the original is written, after it, inside the transaction, and at its end."""
    steps = [("save_original", 3), ("append_entry", 2), ("save_reading", 2), ("index_document", 4), ("save_again", 1)]
    for name, count in steps:
        with start_adding(case, articles, name, count) as adding:
            adding.communicate(b"\n" * 60)
        assert adding.returncode == -9
        assert case.verify() == []
    assert case.counts().documents
    check_complete(case, articles)
