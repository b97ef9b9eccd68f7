"""The command line as a user meets it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.present.cli import COMMANDS, sayso
from sayso.present.terminal import clean

HOSTILE = "=cmd|' /C calc'!A0"


def run(*arguments: str, given: str | None = None, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "120", "PYTHONWARNINGS": "default"}
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(
        command, input=given, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    result = run("demo", "--case", "case", folder=folder)
    assert result.returncode == 0, result.stderr
    return folder / "case", result.stdout


def test_demo_reads_all_twelve_documents_and_says_what_to_try(demo: tuple[Path, str]) -> None:
    _, shown = demo
    assert "12 documents added" in shown
    assert "0 not readable" in shown
    assert "Try next" in shown
    assert "Ada Lind" in shown
    assert "何远" in shown


def test_the_demo_again_adds_nothing(demo: tuple[Path, str]) -> None:
    case, _ = demo
    result = run("demo", "--case", str(case))
    assert "0 documents added, 12 known already" in result.stdout


def test_filters_and_formats(demo: tuple[Path, str]) -> None:
    case, _ = demo
    result = run("statements", str(case), "--speaker", "Lind", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    assert {row["act"] for row in rows} >= {"promise"}
    result = run("statements", str(case), "--act", "deny", "--language", "zh", "--format", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert found
    assert all(row["act"] == "deny" and row["lang"] == "zh" for row in found)


def test_search_finds_one_character_in_both_scripts(demo: tuple[Path, str]) -> None:
    case, _ = demo
    assert "〔桩〕" in run("search", str(case), "桩").stdout
    assert "〔工會〕" in run("search", str(case), "工会").stdout


def test_show_proves_a_record(demo: tuple[Path, str]) -> None:
    case, _ = demo
    row = json.loads(run("statements", str(case), "--act", "deny", "--format", "jsonl").stdout.splitlines()[0])
    shown = run("show", str(case), row["id"]).stdout
    for proof in (row["sha256"], row["captured_at"], row["made_by"], "{", "<"):
        assert proof in shown


def test_verify_accepts_the_demo(demo: tuple[Path, str]) -> None:
    case, _ = demo
    result = run("verify", str(case))
    assert result.returncode == 0, result.stdout


def test_extract_reads_json_lines_from_standard_input() -> None:
    line = json.dumps({"id": "a", "text": "港务局表示,码头将于五月开放。"}, ensure_ascii=False)
    result = run("extract", "-", given=line + "\n")
    assert result.returncode == 0, result.stderr
    output = json.loads(result.stdout)
    assert output["id"] == "a"
    assert [words["quote"] for words in output["statements"][0]["source"]] == ["港务局"]


def test_what_cannot_be_read_is_an_error_object_and_exit_status_1(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The harbour master said the quay was closed.", "utf-8")
    result = run("extract", "missing.txt", "good.txt", folder=tmp_path)
    assert result.returncode == 1
    outputs = [json.loads(line) for line in result.stdout.splitlines()]
    assert "error" in outputs[0]
    assert outputs[1]["id"] == "good"
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_shows_a_real_example(command: str) -> None:
    result = CliRunner().invoke(sayso, [command, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"sayso {command}" in result.output


@pytest.mark.parametrize("arguments", [("statements", "nowhere"), ("show", "nowhere", "x"), ("verify", "nowhere")])
def test_a_case_that_is_not_there_is_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, folder=tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("sayso: ")
    assert len(result.stderr.splitlines()) == 1


def test_an_unknown_option_is_exit_status_1_and_no_traceback() -> None:
    result = run("extract", "--nonsense")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_text_of_a_document_cannot_steer_the_terminal_or_a_spreadsheet(tmp_path: Path) -> None:
    text = f"{HOSTILE} said the quay \x1b[31mwas\x1b]0;x\x07 closed.\n\n\u202eEvil\u202c Lind said the port \x9b2J is open."
    line = json.dumps({"id": "a", "text": text, "title": "\x1b[2J", "publisher": HOSTILE})
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    run("add", "case", "a.jsonl", folder=tmp_path)
    table = run("statements", "case", folder=tmp_path).stdout
    assert not any(character in table for character in "\x1b\x9b\x07\u202e")
    rows = list(csv.DictReader(io.StringIO(run("statements", "case", "--format", "csv", folder=tmp_path).stdout)))
    assert rows
    assert all(row["publisher"].startswith("'=") for row in rows)


def test_clean_keeps_letters_of_every_script() -> None:
    assert clean("码头 မြန်မာ עברית\nЁ") == "码头 မြန်မာ עברית Ё"
