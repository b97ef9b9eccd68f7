"""Commands that draw a case: timeline, network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.present.commands.cases import CASE, filter_options, make_filters

if TYPE_CHECKING:
    from sayso.present.terminal import Cell

_OUTPUT = click.option("-o", "--output", required=True, metavar="FILE", help="Ending in .svg or .png.")
_TITLE = click.option("--title", default="", help="Over the plot; the name of the case where it is left out.")


@click.command()
@CASE
@filter_options
@_OUTPUT
@_TITLE
def timeline(case: str, output: str, title: str, **filters: "Cell") -> None:
    """Draw events by their own day, and above them how many statements each day of publication brought.

    What has no day is counted under the plot. A long time in which nothing happens is cut short and marked.

    \b
    Examples:
      sayso timeline harbour -o harbour.svg
      sayso timeline harbour --about "Kestrel Quay" --since 2027-05 -o quay.png
    """
    from sayso.case import open_case
    from sayso.present.plots.cases import plot_timeline
    from sayso.present.plots.svg import write_drawing

    with open_case(case) as opened:
        drawing = plot_timeline(opened, make_filters(filters, opened), title)
    write_drawing(drawing, Path(output))
    click.echo(f"{output}: {drawing.description}")


@click.command()
@CASE
@filter_options
@_OUTPUT
@_TITLE
@click.option("--most", default=40, show_default=True, type=click.IntRange(2, 200), help="Names that are drawn.")
def network(case: str, output: str, title: str, most: int, **filters: "Cell") -> None:
    """Draw who speaks about whom: arrows from speakers to those they speak of, wide for many statements.

    Drawn are those named most; sayso export --format graphml has all. The same case gives the same places.

    \b
    Example:
      sayso network harbour --since 2027-05 -o speakers.svg
    """
    from sayso.case import open_case
    from sayso.present.plots.cases import plot_network
    from sayso.present.plots.svg import write_drawing

    with open_case(case) as opened:
        drawing = plot_network(opened, make_filters(filters, opened), title, most=most)
    write_drawing(drawing, Path(output))
    click.echo(f"{output}: {drawing.description}")
