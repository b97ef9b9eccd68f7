"""Commands on who is who: entities, decide."""

import getpass

import click

from sayso.errors import SaysoError


@click.command()
@click.argument("case", type=click.Path(), metavar="CASE")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--format", "shape", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option(
    "--import",
    "lists",
    multiple=True,
    type=click.Path(),
    metavar="LIST",
    help="First load a FollowTheMoney list (JSON Lines): names link to its ids.",
)
@click.option(
    "--proposed",
    is_flag=True,
    help="List links that were not made, for you to decide, with what speaks for and against.",
)
def entities(case: str, words: tuple[str, ...], shape: str, lists: tuple[str, ...], proposed: bool) -> None:
    """List who and what is named in all documents, those who make most statements first.

    WORDS are words of a name in any script; who has another name in another script is found by either.

    \b
    Examples:
      sayso entities harbour Lind
      sayso entities harbour --import people.ftm.json
      sayso entities harbour --proposed
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.rows import make_entity_rows, make_proposed_rows

    with open_case(case) as opened:
        skipped = 0
        for path in lists:
            done = opened.import_list(path)
            skipped += len(done.skipped)
            for line in done.skipped:
                click.echo(terminal.clean(f"{path} line {line.number} {line.reason}."), err=True)
            click.echo(f"{path}: {done.imported} entries taken, {len(done.skipped)} lines skipped.", err=True)
        if proposed:
            columns = ("left", "right", "left names", "right names", "score", "for", "against")
            if not terminal.print_rows(make_proposed_rows(opened.proposed_links()), columns, shape=shape):
                click.echo("No links are waiting for a decision.", err=True)
            return
        rows = make_entity_rows(opened.entities(" ".join(words) or None))
        if not terminal.print_rows(rows, ("id", "type", "names", "statements", "mentions", "documents"), shape=shape):
            click.echo("No entity has these words in a name.", err=True)
    if skipped:
        raise SaysoError(f"{skipped} lines of the lists were skipped", hint="Each is named above")


@click.command()
@click.argument("case", type=click.Path(), metavar="CASE")
@click.argument("verdict", type=click.Choice(["same", "different", "unsure"]))
@click.argument("left")
@click.argument("right")
@click.option("--note", default="", help="Why; it is kept with the decision.")
@click.option("--reviewer", default=None, help="Who decides; without it the name of the user account.")
def decide(case: str, verdict: str, left: str, right: str, note: str, reviewer: str | None) -> None:
    """Record that two entities are the same or different; linking respects it from then on.

    LEFT and RIGHT are ids of entities, of their parts or of mentions (sayso show lists the parts).

    \b
    Example:
      sayso decide harbour different e-4f1c e-77b0 --note "Father and son."
    """
    import msgspec

    from sayso.case import open_case
    from sayso.records import Decision

    judgement = {"same": "positive", "different": "negative", "unsure": "unsure"}[verdict]
    with open_case(case) as opened:
        about = (opened.show(left).record.id, opened.show(right).record.id)
        if about[0] == about[1]:
            raise SaysoError("a record cannot be compared with itself", where=about[0], hint="Give two ids")
        fields = {"id": "", "about": about, "question": "same entity", "judgement": judgement, "made_at": ""}
        fields |= {"reviewer": reviewer or getpass.getuser(), "note": note}
        kept = opened.decide(msgspec.convert(fields, Decision))
    click.echo(f"{kept.id}: {', '.join(kept.about)} {verdict}, decided by {kept.reviewer} at {kept.made_at}.")
