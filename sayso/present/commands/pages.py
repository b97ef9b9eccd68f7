"""Commands that make pages of a case: serve."""

from pathlib import Path

import click


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
