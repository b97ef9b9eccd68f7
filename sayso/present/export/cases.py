"""A whole case in a form of other tools: which forms there are, and the file or folder that each makes."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from sayso.case import Case, Filters
from sayso.errors import SaysoError
from sayso.present.export.brat import write_brat
from sayso.present.export.ftm_case import write_ftm, write_ftm_statements
from sayso.present.export.graphml import write_graphml
from sayso.present.export.lines import write_lines
from sayso.present.export.prov import write_prov
from sayso.present.export.tables import write_rows, write_tables
from sayso.present.happenings import make_polecat_rows
from sayso.present.writing import replace_file
from sayso.store.database import hold_adding

Counts = Mapping[str, int]


class Form(Struct, frozen=True, kw_only=True):
    """One form: what it is, what it makes, and whether filters limit it."""

    about: str
    folder: bool = False
    filtered: bool = False
    write: Callable[[Case, Path, Filters], Counts]


def _into_file(write: Callable[[Case, BinaryIO, Filters], Counts]) -> Callable[[Case, Path, Filters], Counts]:
    """The same for a path: the file is whole or not there."""

    def into(case: Case, path: Path, filters: Filters) -> Counts:
        with replace_file(path) as file:
            return write(case, file, filters)

    return into


def _write_plover(case: Case, file: BinaryIO, filters: Filters) -> Counts:
    return {"events": write_rows(make_polecat_rows(case.events(filters)), file)}


FORMS: dict[str, Form] = {
    "csv": Form(
        about="a folder with one table for each type of record",
        folder=True,
        write=lambda case, path, _: write_tables(case, path),
    ),
    "jsonl": Form(
        about="every record of the case, one a line",
        write=_into_file(lambda case, file, _: write_lines(case, file)),
    ),
    "ftm": Form(
        about="FollowTheMoney entities, one a line",
        write=_into_file(lambda case, file, _: write_ftm(case, file)),
    ),
    "ftm-statements": Form(
        about="FollowTheMoney statements: each value with the document and the place that gives it",
        write=lambda case, path, _: write_ftm_statements(case, path),
    ),
    "prov": Form(
        about="W3C PROV as PROV-JSON: what each record was made from, by which step or person",
        write=_into_file(lambda case, file, _: write_prov(case, file)),
    ),
    "graphml": Form(
        about="who speaks about whom, for Gephi, yEd, Cytoscape or networkx",
        filtered=True,
        write=_into_file(write_graphml),
    ),
    "plover": Form(
        about="the events as a table with the column names of POLECAT",
        filtered=True,
        write=_into_file(_write_plover),
    ),
    "brat": Form(
        about="a folder of texts with their statements, to be corrected in brat and read back",
        folder=True,
        write=lambda case, path, _: write_brat(case, path),
    ),
}


def export_case(case: Case, shape: str, path: Path, filters: Filters | None = None) -> Counts:
    """How many records of each kind are in the file or folder now; nobody adds to the case meanwhile."""
    form = FORMS.get(shape)
    if form is None:
        raise SaysoError(f"{shape!r} is not known", where="--format", hint=f"Use one of: {', '.join(FORMS)}")
    filters = filters or Filters()
    if filters != Filters() and not form.filtered:
        able = [name for name, other in FORMS.items() if other.filtered]
        hint = f"Leave the filters out, or use {_list_choices(able)}"
        raise SaysoError("the whole case is written: filters do not limit it", where=f"--format {shape}", hint=hint)
    if form.folder and path.exists() and not path.is_dir():
        raise SaysoError("is a file", where=str(path), hint=f"{shape} makes a folder: give the name of one")
    with hold_adding(case.folder):
        return form.write(case, path, filters)


def _list_choices(names: Iterable[str]) -> str:
    return " or ".join(f"--format {name}" for name in names)
