"""Make the pages of docs/reference from the code.

python docs/build_reference.py            write them
python docs/build_reference.py --check    exit 1 when one of them is not what the code gives
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import msgspec

from sayso import contract, contract_weighed, languages, records
from sayso.present.cli import COMMANDS, sayso

DOCS = Path(__file__).parent


def make_commands() -> str:
    """The help of every command."""
    lines = ["# Commands", "", "Made from the code by `docs/build_reference.py`.", ""]
    context = click.Context(sayso, info_name="sayso", max_content_width=100)
    for name in COMMANDS:
        command = sayso.get_command(context, name)
        if command is None:
            raise SystemExit(f"command {name} is listed and not there")
        with click.Context(command, info_name=f"sayso {name}", max_content_width=100, terminal_width=100) as inner:
            lines += [f"## sayso {name}", "", "```", command.get_help(inner), "```", ""]
    return "\n".join(lines)


def make_structs(title: str, module: object) -> str:
    """Every record of a module with its fields."""
    lines = [f"# {title}", "", str(getattr(module, "__doc__", "")).strip(), ""]
    for struct in find_structs(module):
        lines += [f"## {struct.__name__}", "", (struct.__doc__ or "").strip(), "", "| field | type |", "|---|---|"]
        for field in msgspec.structs.fields(struct):
            lines.append(f"| `{field.name}` | {show_type(field.type)} |")
        lines.append("")
    return "\n".join(lines)


def find_structs(module: object) -> Iterator[type[msgspec.Struct]]:
    """The records that a module defines."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__:  # type: ignore[attr-defined]
            yield value


def show_type(kind: object) -> str:
    """A type as a reader wants it: `Person | None`, not `typing.Optional[...]`."""
    choices = get_args(kind)
    if choices and all(isinstance(choice, str) for choice in choices):
        return ", ".join(f"`{choice}`" for choice in choices)
    if isinstance(kind, type) and not choices:
        return kind.__name__
    return (
        str(kind).replace("typing.", "").replace("sayso.records.", "").replace("sayso.contract.", "").replace("|", "or")
    )


def make_languages() -> str:
    """What is known of every language."""
    lines = ["# Languages", "", "| code | language | cues | titles | places |", "|---|---|---|---|---|"]
    for code in languages.list_languages():
        language = languages.load(code)
        if language is not None:
            counts = f"{len(language.cues)} | {len(language.titles)} | {len(language.places)}"
            lines.append(f"| `{code}` | {language.settings.name} ({language.settings.own_name}) | {counts} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the pages, or compare them with what is there."""
    pages = {
        DOCS / "reference" / "commands.md": make_commands(),
        DOCS / "reference" / "records.md": make_structs("Records", records),
        DOCS / "reference" / "output.md": make_structs("The output of extract", contract)
        + make_structs("What several documents add", contract_weighed),
        DOCS / "reference" / "languages.md": make_languages(),
    }
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(DOCS.parent)} is not what the code gives. Run: python docs/build_reference.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(pages[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
