"""Evaluation sheets that travel: one participant's table of cases by criteria, written, filled in elsewhere, read back.

``grid_of`` and ``read_back`` are pure and know cells only, so that a workbook, a CSV file and pasted text are alike.
"""

from mlew_tui.score_sheets.apply_sheets import taking
from mlew_tui.score_sheets.score_block import placed
from mlew_tui.score_sheets.sheet_grid import grid_of
from mlew_tui.score_sheets.sheet_reader import Import, read_back

__all__ = ["Import", "grid_of", "placed", "read_back", "taking"]
