"""Evaluation sheets: one participant's table of cases by criteria, written, filled in elsewhere, read back.

``build_grid`` and ``read_sheet`` are pure and work on cells, so workbooks, CSV files and pasted text are alike.
"""

from mlew_tui.score_sheets.apply_sheets import take_over
from mlew_tui.score_sheets.score_block import read_block
from mlew_tui.score_sheets.sheet_grid import build_grid
from mlew_tui.score_sheets.sheet_reader import SheetContent, read_sheet

__all__ = ["SheetContent", "build_grid", "read_block", "read_sheet", "take_over"]
