"""The rules of docs/decisions and CONTRIBUTING that a machine can check."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.languages import list_languages

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "sayso").rglob("*.py"))
FILES = [*PACKAGE, *sorted((ROOT / "benchmarks").rglob("*.py")), *sorted((ROOT / "training").rglob("*.py"))]
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_function_is_small(path: Path) -> None:
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.body[0].lineno + 1 > 40]
    assert long == []


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_a_function_takes_few_parameters(path: Path) -> None:
    many = [f.name for f in functions(path) if len(f.args.args) + len(f.args.kwonlyargs) > 7]
    assert many == []


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_a_module_says_what_it_answers(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_named_for_what_it_holds(path: Path) -> None:
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize("path", [p for p in PACKAGE if "languages" not in p.parts], ids=name)
def test_no_engine_asks_which_language_it_reads(path: Path) -> None:
    codes = set(list_languages())
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            for part in [node.left, *node.comparators]:
                held = part.elts if isinstance(part, ast.Tuple | ast.List | ast.Set) else [part]
                found += [e.value for e in held if isinstance(e, ast.Constant) and e.value in codes]
    assert found == []


def test_no_file_names_a_machine() -> None:
    marks = ["/" + "work/", "/" + "root/", "pypi." + "org", "github" + "usercontent"]
    texts = [
        p for p in ROOT.rglob("*") if p.suffix in (".py", ".md", ".toml", ".tsv", ".txt") and ".venv" not in p.parts
    ]
    found = [name(p) for p in texts if any(mark in p.read_text("utf-8", errors="replace") for mark in marks)]
    assert found == []
