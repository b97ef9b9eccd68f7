"""The command that writes a case in the forms of other tools."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.present.commands.cases import CASE, filter_options, make_filters

if TYPE_CHECKING:
    from sayso.present.terminal import Cell

_SHAPES = ("csv", "jsonl", "ftm", "ftm-statements", "prov", "graphml", "plover", "brat")


@click.command()
@CASE
@click.option("--format", "shape", required=True, type=click.Choice(_SHAPES))
@click.option("-o", "--output", required=True, metavar="PATH", help="A file; for csv and brat a folder.")
@filter_options
def export(case: str, shape: str, output: str, **filters: "Cell") -> None:
    """Write a case for other tools.

    \b
      csv      a folder with one table for each type of record
      jsonl    every record, with the texts, one a line
      ftm      FollowTheMoney entities, one a line
      ftm-statements
               each value of these with the document and the place that gives it; JSON Lines, or CSV for FILE.csv
      prov     W3C PROV (PROV-JSON): what each record was made from, by which step or person
      graphml  who speaks about whom, for Gephi, yEd, Cytoscape or networkx
      plover   the events as a table with the column names of POLECAT
      brat     a folder of texts with their statements, to be corrected there (sayso review --import)

    The filters limit graphml and plover; the other forms hold the whole case.

    \b
    Examples:
      sayso export harbour --format csv -o harbour-tables
      sayso export harbour --format graphml --since 2027-05 -o speakers.graphml
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.export.cases import export_case

    with open_case(case) as opened, terminal.show_progress("writing"):
        counts = export_case(opened, shape, Path(output), make_filters(filters, opened))
    click.echo(f"{output}: {', '.join(f'{number} {name}' for name, number in counts.items() if number) or 'nothing'}.")
