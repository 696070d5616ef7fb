"""A score sheet as CSV."""

import csv
import io
from fractions import Fraction

from mlew_tui.model.base import plain_number
from mlew_tui.score_sheets.sheet_grid import GridCell, Rows
from mlew_tui.tabular.escaping import escape_formula


def render_csv(rows: Rows) -> bytes:
    """Return a sheet as CSV that Excel opens with a double click: UTF-8 with a byte order mark, CRLF, no formulas.

    CSV cannot compute, so the column of totals is left out.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_field(cell) for cell in row[:-1]] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _field(cell: GridCell) -> str | int | float:
    return plain_number(cell.value) if isinstance(cell.value, Fraction) else escape_formula(cell.value or "")
