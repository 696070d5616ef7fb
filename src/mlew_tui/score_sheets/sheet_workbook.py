"""A sheet as an Excel workbook: protected except the scores, validated while typing, ready to print."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from mlew_tui.i18n import current, tr
from mlew_tui.model.base import plain_number
from mlew_tui.score_sheets.sheet_grid import (
    FIRST_CASE,
    FIRST_SCORE,
    HEAD_ROW,
    IDS_ROW,
    MARK,
    TAG_COLUMN,
    TITLE_COLUMN,
    WEIGHT_ROW,
    GridCell,
    Role,
    Rows,
)
from mlew_tui.tabular.cells import address
from mlew_tui.tabular.escaping import escape_xlsx

_A4 = 9
_TITLE_WIDTH, _SCORE_WIDTH, _TOTAL_WIDTH = 42, 16, 9
_SIZE, _TITLE_SIZE, _LINE_HEIGHT = 11, 16, 16
_HIGHEST = 400
"""Points; a row of a spreadsheet can be no higher."""
_FONTS = {"ja": "Yu Gothic", "en": "Calibri"}
_CENTRED: frozenset[Role] = frozenset(("kind", "weight", "score", "total"))
_BOXED: frozenset[Role] = frozenset(("label", "head", "kind", "weight", "case", "score", "total"))
_BOLD: frozenset[Role] = frozenset(("title", "name", "head", "label", "total"))


def render_xlsx(rows: Rows) -> bytes:
    """Return a grid as the bytes of a workbook of one sheet; every text is text, whatever it begins with."""
    book = Workbook()
    book.properties.creator = MARK
    sheet = book.worksheets[0]
    sheet.title = tr("Evaluation")
    for row, line in enumerate(rows):
        sheet.append([_made(sheet, row, column, cell) for column, cell in enumerate(line)])
    _check_scores(sheet, rows)
    _lay_out(sheet, rows)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _made(sheet: Worksheet, row: int, column: int, cell: GridCell) -> Cell:
    """Return a cell with its value and looks; only scores may be typed over."""
    made = Cell(sheet, row + 1, column + 1)
    if cell.role == "total":
        made.value = f"=SUM({address(row, FIRST_SCORE)}:{address(row, column - 1)})"
    elif isinstance(cell.value, Fraction):
        made.value = plain_number(cell.value)
    elif cell.value is not None:
        made.value = escape_xlsx(cell.value)
        made.data_type = "s"  # else a text that begins with = would be a formula
    is_table = cell.role in _BOXED
    across = "center" if cell.role in _CENTRED else "left"
    made.alignment = Alignment(horizontal=across, vertical="center" if is_table else "bottom", wrap_text=is_table)
    size = _TITLE_SIZE if cell.role == "title" else _SIZE
    made.font = Font(name=_FONTS[current()], size=size, bold=cell.role in _BOLD)
    if is_table:
        line = Side(style="thin", color="999999")
        made.border = Border(left=line, right=line, top=line, bottom=line)
        if row < FIRST_CASE:
            made.fill = PatternFill("solid", fgColor="E8EDF3")
    if cell.role == "score":
        made.protection = Protection(locked=False)
    return made


def _check_scores(sheet: Worksheet, rows: Rows) -> None:
    """Restrict each column to 0 up to its weight in steps of one half, and protect the rest.

    The rule is a formula, because a list of halves would differ where the decimal sign is a comma.
    """
    for column in _score_columns(rows):
        first, weight = address(FIRST_CASE, column), rows[WEIGHT_ROW][column].value
        limit = address(WEIGHT_ROW, column).replace(str(WEIGHT_ROW + 1), f"${WEIGHT_ROW + 1}")
        rule = DataValidation(
            type="custom", allow_blank=True, errorStyle="stop", showErrorMessage=True, showInputMessage=True,
            formula1=f"AND(ISNUMBER({first}),{first}>=0,{first}<={limit},MOD({first}*2,1)=0)",
            errorTitle=tr("No such score"), error=tr("From 0 up to {weight} in steps of 0.5, or blank", weight=weight),
            promptTitle=tr("Score"), prompt=tr("From 0 up to {weight} in steps of 0.5, or blank", weight=weight),
        )  # fmt: skip
        rule.add(f"{first}:{address(len(rows) - 1, column)}")
        sheet.add_data_validation(rule)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # this is how a workbook says that widths may be changed
    sheet.protection.formatRows = False


def _lay_out(sheet: Worksheet, rows: Rows) -> None:
    """Hide the tags, freeze the heads, and fit all of it on one landscape page of A4."""
    last = len(rows[0])
    widths = {TITLE_COLUMN: _TITLE_WIDTH, last - 1: _TOTAL_WIDTH, **dict.fromkeys(_score_columns(rows), _SCORE_WIDTH)}
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for row in (HEAD_ROW, *range(FIRST_CASE, len(rows))):
        sheet.row_dimensions[row + 1].height = _height(rows[row], widths)
    sheet.column_dimensions[get_column_letter(TAG_COLUMN + 1)].hidden = True
    sheet.row_dimensions[IDS_ROW + 1].hidden = True
    sheet.freeze_panes = address(FIRST_CASE, FIRST_SCORE)
    sheet.print_area = f"{address(0, TITLE_COLUMN)}:{address(len(rows) - 1, last - 1)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    typing = sheet.sheet_view.selection[-1]  # of the part that scrolls
    typing.activeCell = typing.sqref = address(FIRST_CASE, FIRST_SCORE)


def _score_columns(rows: Rows) -> range:
    return range(FIRST_SCORE, len(rows[WEIGHT_ROW]) - 1)


def _height(line: Sequence[GridCell], widths: Mapping[int, int]) -> int:
    """Return the height a row needs for its longest wrapped text, in points."""
    lines = (
        sum(ceil(max(1, cell_len(part)) / (widths[column] - 1)) for part in cell.value.split("\n"))
        for column, cell in enumerate(line)
        if isinstance(cell.value, str) and column in widths
    )
    return min(_HIGHEST, _LINE_HEIGHT * (max(lines, default=1) + 1))
