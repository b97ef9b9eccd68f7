"""A table of figures: shown on a terminal, written as JSON."""

from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of figures under one title; a figure may be missing."""

    title: str
    columns: list[str]
    rows: list[tuple[str, list[float | None]]] = field(default_factory=list)

    def to_figures(self) -> dict[str, dict[str, float | None]]:
        """Row name to column name to figure."""
        return {name: dict(zip(self.columns, figures, strict=True)) for name, figures in self.rows}


def show(table: Table) -> None:
    """Print the table with aligned columns."""
    width = max([len(name) for name, _ in table.rows] + [8])
    cells = [max(8, len(column)) for column in table.columns]
    print(f"\n{table.title}")
    print(" " * width, *(column.rjust(cell) for column, cell in zip(table.columns, cells, strict=True)))
    for name, figures in table.rows:
        shown = ["-" if figure is None else _format(figure) for figure in figures]
        print(name.ljust(width), *(text.rjust(cell) for text, cell in zip(shown, cells, strict=True)))


def _format(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3f}"
