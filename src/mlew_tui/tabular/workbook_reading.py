"""The cells of each sheet of a workbook from Excel, LibreOffice or Google Sheets."""

import re
import warnings
import zipfile
import zlib
from datetime import date, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from mlew_tui.tabular.cells import Cell, Cells, Fault, Formula, Merged, Value
from mlew_tui.tabular.escaping import unescape_xlsx

if TYPE_CHECKING:
    from openpyxl.cell import _CellOrMergedCell  # exists in the type stubs only

_LARGEST_UNPACKED = 5_000_000
"""Bytes of a workbook once unpacked; a filled sheet has about fifty thousand."""
_ROWS, _COLUMNS = 500, 100
"""Read at most: a workshop has a handful of either, but a formatted empty cell may stand anywhere."""
_LARGEST_MERGED = 200_000
"""Cells merged into one; the library makes an object of each."""
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z0-9:]+)"')
_WRONG_INSIDE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, NotImplementedError, RuntimeError, OverflowError, AssertionError,
)  # fmt: skip
"""What reading a damaged workbook may raise; which of them is the library's affair."""


class NotWorkbookError(ValueError):
    """Bytes that are no workbook, or a damaged or far too big one."""


def read(data: bytes) -> list[tuple[str, Cells]]:
    """Return the cells of each sheet by its name, formulas with the value they had last. Raises NotWorkbookError."""
    try:
        _weigh(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that are lost when a workbook is written; none is
            written = load_workbook(BytesIO(data), data_only=False)
            computed = load_workbook(BytesIO(data), data_only=True)
        both = zip(written.worksheets, computed.worksheets, strict=True)
        return [(sheet.title, _cells(sheet, result)) for sheet, result in both]
    except _WRONG_INSIDE as error:
        raise NotWorkbookError from error


def _weigh(data: bytes) -> None:
    """Refuse workbooks that would fill the memory when unpacked. Raises NotWorkbookError."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _LARGEST_UNPACKED:
            raise NotWorkbookError
        for name in parts.namelist():
            if name.startswith("xl/worksheets/") and any(map(_is_vast, _MERGED.finditer(parts.read(name)))):
                raise NotWorkbookError


def _is_vast(span: re.Match[bytes]) -> bool:
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(span[1].decode()))
    return (right - left + 1) * (bottom - top + 1) > _LARGEST_MERGED


def _cells(sheet: Worksheet, result: Worksheet) -> Cells:
    spans = {place: str(span) for span in sheet.merged_cells.ranges for place in span.cells}
    width, height = min(sheet.max_column, _COLUMNS), min(sheet.max_row, _ROWS)
    found = zip(
        sheet.iter_rows(max_row=height, max_col=width), result.iter_rows(max_row=height, max_col=width), strict=True
    )
    return [
        [_cell(cell, shown, spans.get((cell.row, cell.column))) for cell, shown in zip(line, results, strict=True)]
        for line, results in found
    ]


def _cell(cell: "_CellOrMergedCell", shown: "_CellOrMergedCell", span: str | None) -> Cell:
    value = _value(shown)
    if span is not None:
        return Merged(span, value)
    if cell.data_type == "f":
        return Formula(str(getattr(cell.value, "text", cell.value)), value)
    return value


def _value(cell: "_CellOrMergedCell") -> Value:
    value = cell.value
    if value is None or isinstance(value, bool | int | float | date | time | timedelta):
        return value
    text = unescape_xlsx(str(value))
    return Fault(text) if cell.data_type == "e" else text
