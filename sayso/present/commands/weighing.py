"""Commands on what stands up in a case: origins, support, disputes, compare."""

import click

from sayso.present.commands.cases import CASE, SHAPE


@click.command()
@CASE
@click.option("--all", "everything", is_flag=True, help="Also documents that are alone in their origin.")
@SHAPE
def origins(case: str, everything: bool, shape: str) -> None:
    """List which documents go back to one report, with the evidence in words.

    Copies, cut and edited copies, translations, retellings and a publisher's own corrections count once. All
    documents are compared anew each time: about ten seconds of computing for a hundred thousand.

    \b
    Example:
      sayso origins harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_origin_rows

    with open_case(case) as opened:
        rows = make_origin_rows(opened, everything=everything)
        if not terminal.print_rows(rows, ("document", "why", "evidence"), shape=shape):
            click.echo("No two documents go back to one report. --all lists every document.", err=True)


@click.command()
@CASE
@click.option("--all", "everything", is_flag=True, help="Also what only one statement says.")
@SHAPE
def support(case: str, everything: bool, shape: str) -> None:
    """List what is said more than once: by how many independent origins and speakers, and who denies it.

    What rests on one origin comes first, however many printed it. All statements are compared anew each time; a
    thousand documents on one affair take a minute or more.

    \b
    Example:
      sayso support harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_support_rows

    with open_case(case) as opened:
        columns = ("speaker", "content", "publisher", "denied by")
        if not terminal.print_rows(make_support_rows(opened, everything=everything), columns, shape=shape):
            click.echo("Nothing is said by more than one statement. --all lists every claim.", err=True)


@click.command()
@CASE
@SHAPE
def disputes(case: str, shape: str) -> None:
    """List who contradicts whom, inside documents and over documents and languages, with the reason in words.

    All statements are compared anew each time; a thousand documents on one affair take a minute or more.

    \b
    Example:
      sayso disputes harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_dispute_rows

    with open_case(case) as opened:
        if not terminal.print_rows(make_dispute_rows(opened), ("speaker", "act", "content", "publisher"), shape=shape):
            click.echo("Nobody contradicts anybody in this case.", err=True)


@click.command()
@CASE
@click.argument("document")
@SHAPE
def compare(case: str, document: str, shape: str) -> None:
    """Put the two versions of a bilingual document side by side, statement by statement, and say what differs.

    \b
    Example:
      sayso compare harbour joint-statement
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.weighed import make_version_rows

    with open_case(case) as opened:
        if not terminal.print_rows(make_version_rows(opened, document), ("left", "right", "difference"), shape=shape):
            click.echo("This document does not hold two versions of one text.", err=True)
