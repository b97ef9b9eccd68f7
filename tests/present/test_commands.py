"""Commands as a researcher meets them: help with an example, the same filters everywhere, one clear line for a mistake."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.case import create_case
from sayso.demo import find_demo_folder
from sayso.errors import SaysoError
from sayso.present import terminal
from sayso.present.cli import COMMANDS, sayso

FILTERS = (
    "--speaker",
    "--about",
    "--act",
    "--language",
    "--publisher",
    "--since",
    "--until",
    "--words",
    "--query",
    "--entity",
    "--document",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "broken.pdf").write_bytes(b"\x00\x01\x02" * 100)
    with create_case(folder / "case") as case:
        case.add([find_demo_folder(), folder / "broken.pdf"])
    return str(folder / "case")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sayso, arguments, env={"COLUMNS": "120"})


def rows(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_shows_an_example_of_the_command(command: str) -> None:
    shown = run(command, "--help").stdout
    assert "Example" in shown
    assert f"sayso {command}" in shown.partition("Example")[2]


@pytest.mark.parametrize(
    "command",
    ["statements", "events", "documents", "search", "support", "disputes", "timeline", "network", "dossier", "export"],
)
def test_filters_are_the_same_everywhere(command: str) -> None:
    shown = run(command, "--help").stdout
    assert [name for name in FILTERS if name not in shown] == []


def test_an_entity_limits_every_list(demo: str) -> None:
    everything, chosen = rows("statements", demo), rows("statements", demo, "--entity", "Oskar Renn")
    assert 0 < len(chosen) < len(everything)
    documents = rows("documents", demo, "--entity", "Oskar Renn")
    assert {row["document"] for row in chosen} == {row["document"] for row in documents}
    assert {row["claim"] for row in rows("support", demo, "--entity", "Oskar Renn")}
    result = run("statements", demo, "--entity", "Nemo")
    assert isinstance(result.exception, SaysoError)
    assert "no entity is called 'Nemo'" in str(result.exception)


def test_documents_have_a_name_and_the_languages_that_were_found(demo: str) -> None:
    found = {row["title"]: row["lang"] for row in rows("documents", demo)}
    assert all(found)
    assert all(found.values())
    assert found["关于红隼码头的联合声明 / Joint statement on Kestrel Quay"] == "zh+en"


def test_a_document_is_named_by_its_file(demo: str) -> None:
    for name in ("09-joint-statement.txt", "09-joint-statement"):
        assert "Differences" in run("compare", demo, name).stdout
    result = run("compare", demo, "joint-statement")
    assert "no document is called" in str(result.exception)


@pytest.mark.parametrize(
    ("command", "key"), [("support", "claim"), ("disputes", "dispute"), ("origins", "origin"), ("events", "id")]
)
def test_every_id_that_a_list_shows_can_be_shown(demo: str, command: str, key: str) -> None:
    id = rows(command, demo)[0][key]
    result = run("show", demo, id)
    assert result.exit_code == 0, result.exception
    assert id in result.stdout
    shown = run("show", demo, id, "--format", "jsonl")
    assert all(json.loads(line) for line in shown.stdout.splitlines())


def test_a_failure_is_named_once(demo: str) -> None:
    result = run("documents", demo)
    assert result.stderr.count("broken.pdf") == 1
    assert terminal.describe_failure("a/b.pdf", "a/b.pdf: is not text") == "a/b.pdf: is not text"


def test_an_add_names_only_its_own_failures(demo: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = run("add", demo, str(tmp_path / "empty.txt"))
    assert "empty.txt" in result.stderr
    assert "broken.pdf" not in result.stderr


@pytest.mark.parametrize("shape", ["csv", "jsonl", "ftm", "ftm-statements", "prov", "graphml", "plover", "brat"])
def test_export_says_what_it_wrote(demo: str, tmp_path: Path, shape: str) -> None:
    result = run("export", demo, "--format", shape, "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.exception
    assert result.stdout.startswith(f"{tmp_path / 'out'}: ")
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("command", "name"), [("timeline", "t.svg"), ("network", "n.png"), ("dossier", "d.docx"), ("dossier", "d.html")]
)
def test_plots_and_reports_are_files(demo: str, tmp_path: Path, command: str, name: str) -> None:
    result = run(command, demo, "--language", "zh", "-o", str(tmp_path / name))
    assert result.exit_code == 0, result.exception
    assert (tmp_path / name).stat().st_size > 500


def test_marks_outside_the_words_are_not_drawn() -> None:
    assert terminal.mark("Lind spoke.", 100, {"mention": [(100, 104), (300, 304), (0, 4)]}).plain == "[Lind] spoke."
