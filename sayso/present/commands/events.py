"""The commands on the events and relations of a case."""

from typing import TYPE_CHECKING, get_args

import click

from sayso.languages.happenings import EventType
from sayso.present.commands.cases import CASE, SHAPE, filter_options, make_filters
from sayso.records import Factuality, RelationType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.present.terminal import Cell


@click.command()
@CASE
@click.option("--type", "event_type", type=click.Choice(get_args(EventType)), help="PLOVER event type.")
@click.option("--actor", metavar="WORDS", help="Words of a name of somebody who takes part.")
@click.option("--factuality", type=click.Choice(get_args(Factuality)))
@click.option("--happened", metavar="DATE", help="When the event itself may lie: 2027-05, or 2027-04/2027-06.")
@filter_options
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "jsonl", "polecat"]), default="table", show_default=True
)
def events(case: str, shape: str, **options: "Cell") -> None:
    """List who did what to whom, when, and whether it is told as fact, plan, possibility or denied.

    Filters on statements (--speaker, --about, --act ...) keep the events that such a statement tells; --since and
    --until are about publication. The format polecat is a table in CSV with the column names of POLECAT.

    \b
    Examples:
      sayso events harbour --type AGREE
      sayso events harbour --actor Halmere --happened 2027-05 --format polecat > events.csv
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.happenings import make_event_rows, make_polecat_rows

    with open_case(case) as opened:
        own = {name: _word(options.pop(name)) for name in ("event_type", "actor", "factuality", "happened")}
        rows = opened.events(make_filters(options, opened), **own)
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


def _word(value: "Cell") -> str | None:
    return None if value is None else str(value)


@click.command()
@CASE
@click.option("--type", "relation_type", type=click.Choice(get_args(RelationType)))
@click.option("--holder", metavar="WORDS", help="Words of the name of who holds the place.")
@click.option("--of", metavar="WORDS", help="Words of the name of the body, country or person that it is of.")
@filter_options
@SHAPE
def relations(case: str, shape: str, **options: "Cell") -> None:
    """List who holds which office in what, belongs to whom, supplies or owns whom, from when to when.

    Filters on statements (--speaker, --about, --act ...) keep the relations that such a statement tells; --since and
    --until are about publication. What the text does not say stays empty.

    \b
    Examples:
      sayso relations harbour --holder Lind
      sayso relations harbour --of "Port Authority" --format csv > offices.csv
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.happenings import make_relation_rows

    with open_case(case) as opened:
        own = {name: _word(options.pop(name)) for name in ("relation_type", "holder", "of")}
        rows = opened.relations(make_filters(options, opened), **own)
        columns = ("holder", "type", "role", "of", "from", "to", "factuality", "stated_by")
        if not terminal.print_rows(make_relation_rows(rows), columns, shape=shape):
            click.echo("No relation passes these filters.", err=True)
