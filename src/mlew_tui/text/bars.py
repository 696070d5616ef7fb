"""Shares drawn as bars of cells."""

from fractions import Fraction

_CELLS = 10
"""Cells of a bar that stands in a table column."""


def bar(part: Fraction | int, whole: int) -> str:
    """Draw a share of a whole as a bar of ten cells, empty only for nothing and full only for all of it."""
    cells = filled_cells(part, whole, _CELLS)
    return "█" * cells + "░" * (_CELLS - cells)


def filled_cells(part: Fraction | int, whole: int, size: int) -> int:
    """Return how many of ``size`` cells a share fills: 0 only for nothing, all only for all of it."""
    return max(1, int(size * part / whole)) if part and whole else 0
