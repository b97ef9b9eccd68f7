"""The documentation says what the code does."""

import doctest
import re
from pathlib import Path

import msgspec
import pytest

from sayso import records
from sayso.present.cli import COMMANDS

ROOT = Path(__file__).parent.parent
DOCS = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
RECORDS = [
    name
    for name, value in vars(records).items()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == "sayso.records"
]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_appears(command: str) -> None:
    assert f"## sayso {command}\n" in DOCS


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_record_appears(record: str) -> None:
    assert f"## {record}\n" in DOCS


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name
)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", ["README.md", "docs/tutorial.md", "docs/how-to/notebook.md"])
def test_the_sessions_shown_give_what_is_shown(path: str) -> None:
    result = doctest.testfile(str(ROOT / path), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed
