"""Commands that need no case: demo, extract, languages."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import click

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.contract import DocumentOut, ErrorOut
    from sayso.contract_weighed import CorpusOut
    from sayso.present.export.ftm_values import FtmEntity
    from sayso.workers import ReadOptions

    Output = DocumentOut | ErrorOut | CorpusOut | FtmEntity


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options of how sources are read; the command gets them as one `options`."""
    declared = [
        click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that read."),
        click.option("--offline", is_flag=True, help="Ask nothing of any server, not even what a feed names."),
        click.option("--allow-private", is_flag=True, help="Addresses typed here may lie in a private network."),
        click.option("--without-weights", is_flag=True, help="Read by rules alone: faster, and finds less."),
    ]

    @wraps(command)
    def with_options(*, jobs: int, offline: bool, allow_private: bool, without_weights: bool, **others: object) -> None:
        from sayso.workers import ReadOptions

        options = ReadOptions(jobs=jobs, fetch=not offline, allow_private=allow_private, weighted=not without_weights)
        command(options=options, **others)

    decorated: Callable[..., None] = with_options
    for option in reversed(declared):
        decorated = option(decorated)
    return decorated


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "shape", type=click.Choice(["jsonl", "table", "ftm"]), default="jsonl", show_default=True)
@click.option("--with-text", is_flag=True, help="Carry the text and the original's hash for plain text too.")
@source_options
def extract(files: tuple[str, ...], shape: str, with_text: bool, options: "ReadOptions") -> None:
    """Read documents and print who said what: one JSON object a document, no case needed.

    FILE is a file, folder, address, feed, web archive, mailbox or JSON Lines of documents; - reads JSON
    Lines from standard input. A document that cannot be read gives an object with "error", and exit status
    1 at the end, after all others.

    \b
    Example:
      sayso extract report.pdf news.html letters.mbox > found.jsonl
      sayso extract report.pdf --format table
    """
    from sayso.contract import ErrorOut
    from sayso.extraction import extract_sources
    from sayso.present import terminal

    failed = 0
    with terminal.show_progress("reading") as progress:
        for output in extract_sources(files, options=options, with_text=with_text, progress=progress):
            if isinstance(output, ErrorOut):
                failed += 1
            _PRINTERS[shape](output)
    if failed:
        raise SaysoError(f"{failed} of the documents could not be read", hint="Each is named above with its reason")


def _print_line(output: "Output") -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(output).decode() + "\n")


def _print_table(output: "Output") -> None:
    from sayso.contract import DocumentOut, ErrorOut
    from sayso.present import terminal
    from sayso.present.rows import make_rows

    if isinstance(output, ErrorOut):
        click.echo(terminal.describe_failure(output.id, output.error), err=True)
    elif isinstance(output, DocumentOut):
        columns = ("speaker", "act", "content", "form")
        terminal.print_rows(make_rows(output), columns, shape="table", title=f"\n{terminal.clean(output.id)}")


def _print_ftm(output: "Output") -> None:
    from sayso.contract import DocumentOut, ErrorOut
    from sayso.present import terminal
    from sayso.present.export.ftm import make_ftm

    if isinstance(output, ErrorOut):
        click.echo(terminal.describe_failure(output.id, output.error), err=True)
    elif isinstance(output, DocumentOut):
        for entity in make_ftm(output):
            _print_line(entity.show())


_PRINTERS = {"jsonl": _print_line, "table": _print_table, "ftm": _print_ftm}


@click.command()
@click.option("--case", "folder", type=click.Path(), default="sayso-demo", show_default=True, help="Where to put it.")
@click.option("--serve", "pages", is_flag=True, help="Open its pages in a browser on this machine.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Of the pages.")
def demo(folder: str, pages: bool, port: int) -> None:
    """Build a case from twelve bundled documents and show who said what.

    The documents are invented: a quay is leased, engineers and a minister disagree. They are in English,
    Chinese and Russian, as web pages, a PDF, a Word file, a letter, plain text and JSON Lines.

    \b
    Examples:
      sayso demo
      sayso demo --serve
    """
    from sayso.demo import find_demo_folder
    from sayso.present.commands.cases import add_sources, print_statements, show_counts
    from sayso.present.commands.pages import serve_case

    case, added = add_sources(folder, (str(find_demo_folder()),))
    if pages:
        with case:
            click.echo(show_counts(case, added))
        serve_case(folder, port)
        return
    with case:
        print_statements(case, shape="table")
        click.echo(f"\n{show_counts(case, added)}")
    click.echo(f"""
Try next:
  sayso statements {folder} --speaker Lind --act deny
  sayso search {folder} 桩
  sayso show {folder} ID          (an id from the table: its sentence, document and proof)
  sayso serve {folder}            (the same as pages in a browser)
  sayso dossier {folder} -o report.docx
  sayso verify {folder}
  sayso extract your-own-file.pdf --format table""")


@click.command()
@click.option("--format", "shape", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
def languages(shape: str) -> None:
    """Show which languages are read, and what reads each.

    \b
    Example:
      sayso languages
    """
    from sayso.present import terminal
    from sayso.present.rows import make_language_rows

    terminal.print_rows(make_language_rows(), ("code", "language", "own name", "read by", "cues"), shape=shape)
