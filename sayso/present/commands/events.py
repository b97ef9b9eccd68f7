"""The command on the events of a case."""

from typing import TYPE_CHECKING, get_args

import click

from sayso.languages.happenings import EventType
from sayso.present.commands.cases import CASE, filter_options, make_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.present.terminal import Cell


@click.command()
@CASE
@click.option("--type", "event_type", type=click.Choice(get_args(EventType)), help="PLOVER event type.")
@click.option("--actor", metavar="WORDS", help="Words of a name of somebody who takes part.")
@filter_options
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "jsonl", "polecat"]), default="table", show_default=True
)
def events(case: str, event_type: str | None, actor: str | None, shape: str, **filters: "Cell") -> None:
    """List who did what to whom, when, and whether it is told as fact, plan, possibility or denied.

    Filters on statements (--speaker, --about, --act ...) keep the events that such a statement tells. The format
    polecat is a table in CSV with the column names of POLECAT.

    \b
    Examples:
      sayso events harbour --type AGREE
      sayso events harbour --actor Halmere --format polecat > events.csv
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.happenings import make_event_rows, make_polecat_rows

    with open_case(case) as opened:
        rows = opened.events(make_filters(filters, opened), event_type=event_type, actor=actor)
        made = make_polecat_rows(rows) if shape == "polecat" else make_event_rows(rows)
        made = map(_shorten, made) if shape == "table" else made
        columns = ("id", "when", "type", "who", "words")
        if not terminal.print_rows(made, columns, shape="csv" if shape == "polecat" else shape):
            click.echo("No event passes these filters.", err=True)


def _shorten(row: "Mapping[str, Cell]") -> "Mapping[str, Cell]":
    """The row as a table has room for: both sides in one column, factuality only where it is not told as fact."""
    sides = [" and ".join(side) for side in (row["actors"], row["recipients"]) if isinstance(side, list) and side]
    told = "" if row["factuality"] == "asserted" else f" ({row['factuality']})"
    return {**row, "who": " → ".join(sides), "type": f"{row['type']}{told}"}
