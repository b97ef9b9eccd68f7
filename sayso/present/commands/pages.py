"""Commands that make pages of a case: serve, dossier."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.present.commands.cases import filter_options, make_filters

if TYPE_CHECKING:
    from sayso.present.terminal import Cell


@click.command()
@click.argument("case", type=click.Path())
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
def serve(case: str, port: int) -> None:
    """Open the pages of a case in a browser on this machine.

    The link that is printed carries a token; without it nothing is shown, and no other machine can ask. Stop
    with Ctrl-C.

    \b
    Example:
      sayso serve harbour
    """
    serve_case(case, port)


def serve_case(case: str, port: int) -> None:
    """The pages of the case are served until the process is stopped; the link is printed first."""
    from sayso.present.web.serving import serve as serve_pages

    def announce(link: str) -> None:
        click.echo(f"Open {link}\nStop with Ctrl-C.")

    serve_pages(Path(case), port=port, announce=announce)


@click.command()
@click.argument("case", type=click.Path())
@filter_options
@click.option("-o", "--output", required=True, metavar="FILE", help="Ending in .html or .md.")
@click.option("--title", default="", help="Of the report; the name of the case where it is left out.")
@click.option("--redact", multiple=True, metavar="NAME", help="A name to take out; may be given several times.")
def dossier(case: str, output: str, title: str, redact: tuple[str, ...], **filters: "Cell") -> None:
    """Write a report with a footnote for every sentence: publisher, date, address, characters, SHA-256.

    Statements that a reviewer rejected are left out. The same case gives the same bytes. With --redact a name is
    taken out of texts, titles and addresses, with the other names that the case has for the same person.

    \b
    Examples:
      sayso dossier harbour --about "Kestrel Quay" -o quay.html
      sayso dossier harbour --speaker Lind --redact "Oskar Renn" -o lind.md
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.export.dossier import make_dossier, write_dossier

    with open_case(case) as opened:
        made = make_dossier(opened, make_filters(filters), title=title, redacted_names=redact)
    write_dossier(made, Path(output))
    click.echo(f"{output}: {len(made.notes)} statements from {made.documents} documents.")
    if made.redacted:
        names = ", ".join(terminal.clean(name) for name in made.redaction.names)
        click.echo(f"Taken out: {names}. Read the file before you give it away: a name in another spelling stays.")
