"""Commands by which people decide on statements: review, reread."""

import getpass
from typing import TYPE_CHECKING

import click

from sayso.errors import SaysoError
from sayso.present.commands.cases import CASE, filter_options, make_filters

if TYPE_CHECKING:
    from sayso.present.terminal import Cell

_ORDERS = ("score", "document", "entity", "act")


@click.command()
@CASE
@click.option("--order", type=click.Choice(_ORDERS), default=None, help="Without it what is least certain comes first.")
@click.option("--reviewer", default=None, help="Who decides; without it the name of the user account.")
@click.option(
    "--import", "folder", type=click.Path(), default=None, metavar="FOLDER",
    help="Read corrections back from a folder that sayso export --format brat made.",
)  # fmt: skip
@filter_options
def review(case: str, order: str | None, reviewer: str | None, folder: str | None, **filters: "Cell") -> None:
    """Judge statements one at a time: a accepts, r rejects, c corrects, u undoes, q ends.

    Every decision is an entry of the case's log, with name, time, before and after. sayso serve does the same in a
    browser, where words are corrected by selecting them.

    \b
    Examples:
      sayso review harbour --act deny
      sayso review harbour --import harbour-brat --reviewer "Ana Ruiz"
    """
    from sayso.case import open_case
    from sayso.present.reviewing import Reviewer
    from sayso.present.reviewing import review as run
    from sayso.store.queue import ORDERS

    name = reviewer or getpass.getuser()
    with open_case(case) as opened:
        if folder is not None:
            _read_back(case, folder, name)
            return
        usual = "document" if filters.get("document") else "score"
        chosen = next(known for known in ORDERS if known == (order or usual))
        run(opened, Reviewer(name=name, filters=make_filters(filters, opened), order=chosen))


def _read_back(case: str, folder: str, reviewer: str) -> None:
    from pathlib import Path

    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.export.brat_read import read_brat

    with open_case(case) as opened:
        done = read_brat(opened, Path(folder), reviewer)
    counts = f"{done.corrected} statements corrected, {done.rejected} rejected, {done.added} added"
    click.echo(f"{counts}, {done.unchanged} as before.")
    for words in done.conflicts:
        click.echo(terminal.clean(words), err=True)
    if done.conflicts:
        what = f"{len(done.conflicts)} decisions were not kept: somebody has decided meanwhile"
        raise SaysoError(what, hint="Each is named above; export again to see what holds now")


@click.command()
@CASE
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
def reread(case: str, jobs: int) -> None:
    """Read all originals again with this version; decisions go over to what is found now.

    What people decided is kept by its words. Decisions that find no place are listed, and nothing of them is deleted.

    \b
    Example:
      sayso reread harbour
    """
    from sayso.case import open_case
    from sayso.present import terminal
    from sayso.present.web.changes import describe, show_verdict

    with open_case(case) as opened:
        done = opened.reread(jobs=jobs)
        click.echo(f"{done.read} originals read, {done.changed} documents changed, {done.failed} not readable.")
        lost = {decision.id: decision for decision in opened.decisions() if decision.id in done.lost}
        for decision in lost.values():
            records = ", ".join(f"{id} {describe(opened, id)}".strip() for id in decision.about)
            words = f"{decision.id} by {decision.reviewer} at {decision.made_at}: {show_verdict(decision)} {records}"
            click.echo(terminal.clean(words))
    if lost:
        click.echo(f"{len(lost)} decisions lost their place; they are in force nowhere and stay in the log.")
