"""What a terminal shows: tables, bars, marked words; and rows for machines.

Text of documents may be hostile: control characters and direction marks are shown as `?`, and a
cell that a spreadsheet would run as a formula gets an apostrophe in front.
"""

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from threading import Timer
from typing import TypedDict

from rich.console import Console
from rich.table import Table
from rich.text import Text

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMATS = ("table", "csv", "jsonl")
BAR_AFTER = 2.0  # seconds


class ColumnShape(TypedDict, total=False):
    """How wide a column is: in characters, which a share of what is left does not go below."""

    width: int
    ratio: int


Cell = str | int | float | None | list[str]
_WIDTHS: dict[str, ColumnShape] = {  # so that columns stand in one line from group to group
    "id": {"width": 14},
    "document": {"width": 18},
    "act": {"width": 15},
    "form": {"width": 8},
    "date": {"width": 10},
    "lang": {"width": 5},
    "code": {"width": 4},
    "type": {"width": 12},
    "when": {"width": 10},
    "side": {"width": 4},
    "role": {"width": 9},
    "why": {"width": 13},
    "report": {"ratio": 3},
    "evidence": {"ratio": 3},
    "who": {"ratio": 3},
    "speaker": {"width": 12, "ratio": 2},
    "content": {"ratio": 5},
    "title": {"ratio": 4},
    "words": {"ratio": 5},
    "names": {"ratio": 4},
    "statements": {"width": 10},
    "mentions": {"width": 8},
    "documents": {"width": 9},
    "cues": {"width": 6},
}


def clean(text: str) -> str:
    """The text with everything that could steer a terminal shown as `?`, on one line."""
    return _UNSAFE.sub("?", " ".join(text.split()))


def describe_failure(address: str, reason: str) -> str:
    """What could not be read and why, on one line; a reason that begins with the address does not repeat it."""
    reason = reason.removeprefix(f"{address}: ")
    return f"{clean(address)}: {clean(reason)}"


def make_console(*, errors: bool = False) -> Console:
    """A console for standard output or standard error; colours only where the stream is a terminal."""
    return Console(stderr=errors, highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_rows(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], *, shape: str, title: str = "") -> int:
    """Print the rows as a table, CSV or JSON Lines, and say how many there were.

    Args:
        columns: the keys that a table shows; CSV and JSON Lines carry every key of a row but "heading",
            which a table shows as a line of its own.
        shape: one of FORMATS.
    """
    if shape == "table":
        return _print_table(rows, columns, title)
    writer: csv.DictWriter[str] | None = None
    count = 0
    for row in ({key: cell for key, cell in row.items() if key != "heading"} for row in rows):
        count += 1
        if shape == "jsonl":
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        if writer is None:
            writer = csv.DictWriter(sys.stdout, fieldnames=list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow({key: escape(cell) for key, cell in row.items()})
    return count


def escape(cell: Cell) -> Cell:
    """A cell that a spreadsheet shows and does not run."""
    text = " | ".join(cell) if isinstance(cell, list) else cell
    return f"'{text}" if isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _print_table(rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], title: str) -> int:
    """A table whose columns keep their places; rows with another "heading" than the one above get that line first."""
    console = make_console()
    if title:
        console.print(Text(clean(title), style="bold"))
    count = 0
    for heading, group in groupby(rows, key=lambda row: row.get("heading")):
        table = Table(box=None, pad_edge=False, expand=True, header_style="dim", show_header=not count)
        for column in columns:
            shape: ColumnShape = {"width": len(column), **_WIDTHS.get(column, {"ratio": 2})}
            table.add_column(column, overflow="fold", **shape)
        if heading:
            console.print(Text(f"\n{clean(_join(heading))}", style="bold"), soft_wrap=True)
        for row in group:
            count += 1
            table.add_row(*(Text(clean_part(_join(row.get(column))), no_wrap=False) for column in columns))
        console.print(table)
    return count


def _join(cell: Cell) -> str:
    if cell is None:
        return ""
    return " | ".join(cell) if isinstance(cell, list) else str(cell)


SIGNS = {"source": ("[", "]", "cyan"), "cue": ("<", ">", "magenta"), "content": ("{", "}", "yellow")}
_OTHER_SIGN = ("[", "]", "cyan")


def mark(words: str, offset: int, marks: Mapping[str, Sequence[tuple[int, int]]]) -> Text:
    """The words with parts of them marked, by colour and by signs that need no colour.

    A source stands in [ ], a cue in < >, a content in { }.

    Args:
        offset: where `words` begins in the text that the marks count in.
    """
    signs: list[tuple[int, int, str, str]] = []
    for part, places in marks.items():
        opening, closing, style = SIGNS.get(part, _OTHER_SIGN)
        for start, end in places:
            if start < offset or end > offset + len(words):
                continue
            signs.append((start - offset, end - start, opening, style))
            signs.append((end - offset, start - end, closing, style))
    shown = Text()
    position = 0
    for place, _, sign, style in sorted(signs):
        shown.append(clean_part(words[position : max(place, 0)]))
        shown.append(sign, style=style)
        position = max(position, place)
    shown.append(clean_part(words[position:]))
    return shown


def clean_part(text: str) -> str:
    """Like `clean`, but white space at the ends stays, for text that is put together from pieces."""
    return _UNSAFE.sub("?", re.sub(r"\s+", " ", text))


@contextmanager
def show_progress(what: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """A bar on standard error, on a terminal only and after two seconds; the function is called once a document."""
    console = make_console(errors=True)
    if not console.is_terminal:
        yield lambda address: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, TextColumn("{task.fields[address]}"), console=console, transient=True)
    task = progress.add_task(what, total=total, address="")
    waiting = Timer(BAR_AFTER, progress.start)
    waiting.daemon = True
    waiting.start()
    try:
        yield lambda address: progress.update(task, advance=1, address=clean(address)[-40:])
    finally:
        waiting.cancel()
        waiting.join()  # so that no bar starts behind the last word
        progress.stop()
