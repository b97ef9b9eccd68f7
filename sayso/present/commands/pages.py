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
@click.option("-o", "--output", required=True, metavar="FILE", help="Ending in .html, .docx or .md.")
@click.option("--title", default="", help="Of the report; the name of the case where it is left out.")
@click.option("--redact", "names", multiple=True, metavar="NAME", help="A name to take out; may be given again.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--number-lines", "numbered", is_flag=True, help="In the margin: lines in Word, paragraphs in HTML.")
def dossier(case: str, output: str, names: tuple[str, ...], **options: "Cell") -> None:
    """Write a report: chronology, claims by independent origins, statements by speaker, disputes.

    Every sentence has a footnote with publisher, title, date, address, characters, SHA-256 and time of capture.
    What a reviewer rejected is left out. The same case gives the same bytes. With --redact a name is taken out
    of texts, titles and addresses, with the other names that the case has for the same person.

    \b
    Examples:
      sayso dossier harbour --entity "Ada Lind" -o lind.docx
      sayso dossier harbour --query "Kestrel Quay" --since 2027-05 -o quay.html
      sayso dossier harbour --speaker Lind --redact "Oskar Renn" -o lind.md
    """
    import msgspec

    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.export.dossier import DossierOptions, write_dossier

    chosen = {key: options.pop(key) for key in ("title", "paper", "numbered")}
    made = msgspec.convert({**chosen, "redacted_names": names}, DossierOptions)
    with open_case(case) as opened, terminal.show_progress("writing"):
        written = write_dossier(opened, Path(output), make_filters(options, opened), made)
    click.echo(
        f"{output}: {written.statements} statements and {written.events} events from {written.documents} documents."
    )
    if written.taken_out:
        taken = ", ".join(terminal.clean(name) for name in written.taken_out)
        click.echo(f"Taken out: {taken}. Read the file before you give it away: a name in another spelling stays.")
