"""How what the library returns shows itself in a notebook: as a table, as marked text, as a data frame.

What is shown with stands in `sayso.present.notebook`, which is above everything that shows itself here. So it is named,
as `sayso/__init__` names its modules, and imported when something is shown, not before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from sayso.extraction import Extraction

Item = TypeVar("Item")
Library = Literal["pandas", "polars"]
_NOTEBOOK = "sayso.present.notebook"


class Rows(Iterator[Item]):
    """An answer of a case: gives its rows one at a time, and shows its first rows as a table in a notebook.

    Showing it and `to_frame` ask the case again, so they take nothing from the rows that are left.
    """

    def __init__(self, ask: Callable[[], Iterator[Item]], view: str) -> None:
        self._ask, self._view = ask, view
        self._left = ask()  # so that a filter that cannot be meant is refused here and now

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        return next(self._left)

    def to_frame(self, library: Library | None = None) -> Any:  # noqa: ANN401 - a frame of either library
        """All rows as a data frame of pandas, or of polars where only that is installed."""
        return _make_frame(import_module(_NOTEBOOK).make_rows(self._view, self._ask()), library)

    def _repr_html_(self) -> str:
        return str(import_module(_NOTEBOOK).show_rows(self._view, self._ask()))


class Findings(list[Item]):
    """A list of findings of one document, which shows itself as a table with their words in a notebook."""

    def __init__(self, items: Iterable[Item], extraction: "Extraction") -> None:
        super().__init__(items)
        self._extraction = extraction

    def to_frame(self, library: Library | None = None) -> Any:  # noqa: ANN401 - a frame of either library
        """The findings as a data frame, words beside all offsets."""
        return _make_frame(import_module(_NOTEBOOK).make_finding_rows(self._extraction, self), library)

    def _repr_html_(self) -> str:
        return str(import_module(_NOTEBOOK).show_findings(self._extraction, self))


def show_extraction(extraction: "Extraction") -> str:
    """The text with sources, cues and contents marked, and under it who said what; HTML for a notebook."""
    return str(import_module(_NOTEBOOK).show_extraction(extraction))


def _make_frame(rows: Sequence[Mapping[str, object]], library: Library | None) -> object:
    return import_module(_NOTEBOOK).make_frame(rows, library)
