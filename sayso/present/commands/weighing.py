"""Commands on what stands up in a case: origins, support, disputes, compare."""

from typing import TYPE_CHECKING, get_args

import click

from sayso.present.commands.cases import CASE, SHAPE, filter_options, make_filters
from sayso.records import DisputeKind

if TYPE_CHECKING:
    from sayso.present.terminal import Cell


@click.command()
@CASE
@click.option("--all", "everything", is_flag=True, help="Also documents that are alone in their origin.")
@SHAPE
def origins(case: str, everything: bool, shape: str) -> None:
    """List which documents go back to one report, with the evidence in words.

    Copies, cut and edited copies, translations, retellings and a publisher's own corrections count once.

    \b
    Example:
      sayso origins harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_origin_rows

    with open_case(case) as opened:
        rows = make_origin_rows(opened, everything=everything)
        if shape == "table":  # a document is named there in words, which need more room than an id
            rows = ({**row, "report": row["document"]} for row in rows)
        if not terminal.print_rows(rows, ("report", "why", "evidence"), shape=shape):
            click.echo("No two documents go back to one report. --all lists every document.", err=True)


@click.command()
@CASE
@filter_options
@click.option("--origins", type=click.IntRange(1), help="Only what rests on exactly so many independent origins.")
@click.option("--denied", is_flag=True, help="Only what somebody denies or tells otherwise.")
@click.option("--all", "everything", is_flag=True, help="Also what is said only once.")
@SHAPE
def support(case: str, shape: str, origins: int | None, denied: bool, everything: bool, **filters: "Cell") -> None:
    """List what is said more than once or denied: by how many independent origins and speakers, and who says otherwise.

    What rests on one origin comes first, what was printed most often before the rest; each origin is one line,
    its copies folded. The filters keep a claim when one of its statements passes them.

    \b
    Examples:
      sayso support harbour
      sayso support harbour --speaker "Ada Lind" --origins 1
    """
    import msgspec

    from sayso.case import ClaimFilters, open_case
    from sayso.present import terminal
    from sayso.present.weighed import fit_table, make_support_rows

    with open_case(case) as opened:
        made = make_filters(filters, opened)
        wanted = ClaimFilters(
            made=msgspec.structs.replace(made, limit=None),
            origins=origins,
            denied=True if denied else None,
            several=not everything,
            limit=made.limit,
        )
        rows = make_support_rows(opened, wanted)
        rows = fit_table(rows) if shape == "table" else rows
        if not terminal.print_rows(rows, ("role", "speaker", "content", "publisher"), shape=shape):
            click.echo("Nothing that passes is said more than once or denied. --all lists every claim.", err=True)


@click.command()
@CASE
@filter_options
@click.option("--kind", type=click.Choice(get_args(DisputeKind)))
@SHAPE
def disputes(case: str, shape: str, kind: "DisputeKind | None", **filters: "Cell") -> None:
    """List who contradicts whom, inside documents and over documents and languages, with the reason in words.

    A publisher's own later correction is of the kind "correction"; two readings of one thing are of the kind
    "interpretation". The filters keep a dispute when a statement on one of its sides passes them.

    \b
    Examples:
      sayso disputes harbour
      sayso disputes harbour --speaker "Ada Lind" --kind conflict
    """
    import msgspec

    from sayso.case import DisputeFilters, open_case
    from sayso.present import terminal
    from sayso.present.weighed import fit_table, make_dispute_rows

    with open_case(case) as opened:
        made = make_filters(filters, opened)
        wanted = DisputeFilters(made=msgspec.structs.replace(made, limit=None), kind=kind, limit=made.limit)
        rows = make_dispute_rows(opened, wanted)
        rows = fit_table(rows) if shape == "table" else rows
        if not terminal.print_rows(rows, ("side", "speaker", "act", "content", "publisher"), shape=shape):
            click.echo("Nobody contradicts anybody in this case, as far as the filters reach.", err=True)


@click.command()
@CASE
@click.argument("document")
@click.argument("other", required=False)
@SHAPE
def compare(case: str, document: str, other: str | None, shape: str) -> None:
    """Put two versions of a text side by side, statement by statement, and say what differs.

    DOCUMENT is a bilingual document, or with OTHER one of two documents, such as a report and its translation.
    Named are other figures, dates, bodies, a changed act or negation, and sentences that stand in one version only.

    \b
    Examples:
      sayso compare harbour 09-joint-statement
      sayso compare harbour d-1f0c d-93ab
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_version_rows

    with open_case(case) as opened:
        rows = make_version_rows(opened, document, other)
        if not terminal.print_rows(rows, ("left", "right", "difference"), shape=shape):
            alone = "This document does not hold two versions of one text. Name a second document to compare it with."
            click.echo("No statement was found in either document." if other else alone, err=True)
