"""A page of the workbook before any file format: headings and rows, every cell a value."""

from dataclasses import dataclass

from mlew_tui.export.table import Row


@dataclass(frozen=True)
class Page:
    """One sheet: its title, its rows of headings (the last one filters), its rows.

    ``fixed`` columns stay in sight when scrolled. ``strong`` are the cells to stand out, by row and column, which
    always say in words, too, why they do.
    """

    title: str
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    fixed: int = 1
    strong: frozenset[tuple[int, int]] = frozenset()
