"""Commands on a case: add, statements, documents, search, verify."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from sayso.errors import SaysoError
from sayso.present.commands.reading import source_options
from sayso.records import Act, Form, Polarity

if TYPE_CHECKING:
    from sayso.case import Case
    from sayso.present.terminal import Cell
    from sayso.store.rows import Added, Filters, Progress
    from sayso.workers import ReadOptions

SHAPE = click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
CASE = click.argument("case", type=click.Path())


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """The filters that every list takes."""
    options = [
        click.option("--speaker", metavar="WORDS", help="Words of the speaker's name, in any script."),
        click.option("--about", metavar="WORDS", help="Words of what is said, or of a name in it."),
        click.option("--act", type=click.Choice(get_args(Act))),
        click.option("--form", type=click.Choice(get_args(Form))),
        click.option("--polarity", type=click.Choice(get_args(Polarity))),
        click.option("--language", metavar="CODE", help="Of the passage: en, zh, ru ..."),
        click.option("--publisher", metavar="WORDS", help="Words of the publisher's name."),
        click.option("--since", metavar="DATE", help="Published on or after: 2027, 2027-05 or 2027-05-31."),
        click.option("--until", metavar="DATE", help="Published on or before."),
        click.option("--words", "--query", "words", metavar="WORDS", help="In the sentence, in any script."),
        click.option(
            "--entity",
            "entities",
            multiple=True,
            metavar="NAME",
            help="Who speaks or is spoken of: an id or a whole name, in any script; may be given again.",
        ),
        click.option("--document", metavar="ID", help="An id, its beginning, or the name of the file."),
        click.option("--limit", type=click.IntRange(1)),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@CASE
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@source_options
def add(case: str, sources: tuple[str, ...], options: "ReadOptions") -> None:
    """Put documents into a case, which is made if it is not there.

    SOURCE is a file, folder, address, feed, web archive (WARC, WACZ), mailbox or JSON Lines of documents.
    The same bytes again add a line to the log and nothing else, so a stopped run is completed by the same
    command. What cannot be read is named with its reason; exit status 1 then, after all others.

    \b
    Example:
      sayso add harbour articles/ https://example.org/feed.xml letters.mbox
    """
    from sayso.present import terminal

    failed: list[tuple[str, str]] = []
    opened, added = add_sources(case, sources, options, failed)
    with opened:
        click.echo(show_counts(opened, added))
        if added.failed:
            for address, reason in failed:
                click.echo(terminal.describe_failure(address, reason), err=True)
            raise SaysoError(f"{added.failed} of the sources could not be read", hint="Each is named above")


def add_sources(
    folder: str,
    sources: tuple[str, ...],
    options: "ReadOptions | None" = None,
    failed: "list[tuple[str, str]] | None" = None,
) -> "tuple[Case, Added]":
    """The case in this folder, made if it is not there, with the sources added; and the counts.

    Args:
        failed: gets the address of each source that could not be read, and why.
    """
    from sayso.case import create_case, open_case
    from sayso.present import terminal
    from sayso.store.database import FILE_NAME
    from sayso.workers import ReadOptions

    options = options or ReadOptions()
    case = open_case(folder) if (Path(folder) / FILE_NAME).exists() else create_case(folder)
    with terminal.show_progress("reading") as tick:

        def tell(progress: "Progress") -> None:
            tick(progress.address)
            if progress.outcome == "failed" and failed is not None:
                failed.append((progress.address, progress.reason))

        added = case.add(
            sources,
            jobs=options.jobs,
            fetch=options.fetch,
            allow_private=options.allow_private,
            weighted=options.weighted,
            progress=tell,
        )
    return case, added


def show_counts(case: "Case", added: "Added") -> str:
    """One line: what was added, and what the case holds now."""
    counts = case.counts()
    statements = dict(counts.findings).get("Statement", 0)
    return (
        f"{added.added} documents added, {added.again} known already, {added.failed} not readable. "
        f"{case.folder} holds {counts.documents} documents and {statements} statements."
    )


@click.command()
@CASE
@filter_options
@SHAPE
def statements(case: str, shape: str, **filters: "Cell") -> None:
    """List who said what, by document and place; an indented speaker is quoted by the one above.

    \b
    Examples:
      sayso statements harbour --speaker "Ada Lind" --act deny
      sayso statements harbour --about 码头 --since 2027-05 --format csv > found.csv
    """
    from sayso.case import open_case

    with open_case(case) as opened:
        print_statements(opened, shape=shape, filters=make_filters(filters, opened))


def make_filters(options: Mapping[str, object], case: "Case") -> "Filters":
    """The filters a command was given; entities by the ids that the case has for them."""
    import msgspec

    from sayso.case import Filters

    chosen = {key: value for key, value in options.items() if value is not None and value != ()}
    named = options.get("entities")
    if isinstance(named, tuple) and named:
        chosen["entities"] = tuple(case.choose_entity(str(name)) for name in named)
    return msgspec.convert(chosen, Filters)


def print_statements(case: "Case", *, shape: str, filters: "Filters | None" = None) -> None:
    """The statements of a case as rows."""
    from sayso.present import terminal
    from sayso.present.rows import make_statement_rows

    columns = ("id", "speaker", "act", "content")
    if not terminal.print_rows(make_statement_rows(case.statements(filters)), columns, shape=shape):
        click.echo("No statement passes these filters.", err=True)


@click.command()
@CASE
@filter_options
@SHAPE
def documents(case: str, shape: str, **filters: "Cell") -> None:
    """List the documents of a case, and on standard error what could not be read.

    Filters on statements (--speaker, --about, --act ...) keep the documents that have such a statement.

    \b
    Examples:
      sayso documents harbour
      sayso documents harbour --speaker Lind --language zh
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.rows import make_document_rows

    with open_case(case) as opened:
        columns = ("document", "date", "lang", "publisher", "title")
        chosen = make_filters(filters, opened)
        if not terminal.print_rows(make_document_rows(opened.documents(chosen)), columns, shape=shape):
            click.echo("No document passes these filters.", err=True)
        for failure in opened.failures():
            click.echo(terminal.describe_failure(failure.address, failure.reason), err=True)


@click.command()
@CASE
@click.argument("phrases", nargs=-1, required=True, metavar="WORDS...")
@filter_options
@SHAPE
def search(case: str, phrases: tuple[str, ...], shape: str, **filters: "Cell") -> None:
    """Find words in any script; several words in quotation marks must stand side by side.

    \b
    Examples:
      sayso search harbour 桩
      sayso search harbour "Kestrel Quay" cracked
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.rows import make_hit_rows

    with open_case(case) as opened:
        hits = opened.search(phrases, make_filters(filters, opened))
        if not terminal.print_rows(make_hit_rows(hits), ("document", "words"), shape=shape):
            click.echo("These words stand nowhere in the case.", err=True)


@click.command()
@CASE
def verify(case: str) -> None:
    """Check every hash, span and log link of a case, and say exactly what is not as it was left.

    \b
    Example:
      sayso verify harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal

    with open_case(case) as opened:
        problems = opened.verify()
        counts = opened.counts()
        head = opened.head()
    for problem in problems:
        click.echo(terminal.clean(f"{problem.where}: {problem.what}. {problem.hint}"))
    if problems:
        raise SaysoError(f"{len(problems)} problems in {case}", hint="Each is named above with what to do")
    click.echo(f"{case} is as it was left: {counts.originals} originals, {counts.log_entries} log entries.")
    click.echo(f"Head of the log: {head}")
