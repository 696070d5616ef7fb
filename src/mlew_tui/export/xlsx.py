"""The workbook pages as an Excel file to read, filter and print; texts never become formulas."""

from collections.abc import Iterator
from copy import copy
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter
from rich.cells import cell_len

from mlew_tui.export.source import File, Source
from mlew_tui.export.table import Row, Value
from mlew_tui.export.workbook_page import Page
from mlew_tui.export.workbook_pages import pages
from mlew_tui.i18n import current
from mlew_tui.model.base import plain_number
from mlew_tui.tabular.escaping import escape_xlsx, is_formula_like
from mlew_tui.text.sanitize import neutralize

_A4 = 9
_SIZE = 10
_TEXT, _VALUE, _STRONG_TEXT, _STRONG_VALUE, _HEAD = ("text", "value", "strong text", "strong value", "heading")
_FONTS = {"ja": "Yu Gothic", "en": "Calibri"}
_NARROWEST, _NARROW, _WIDEST, _MARGIN = 6, 11, 60, 2
"""Of a column, in the half-width characters a spreadsheet counts; texts are cut no narrower than ``_NARROW``."""
_PAGE = 128
"""What a landscape page of A4 holds of them."""
_LINE_HEIGHT, _HIGHEST = 14, 400
_HALVES = 2
"""The denominator of points; votes may have any."""
_LONGEST = 32_767
"""Characters a cell can hold."""
_YES = "✓"
_MANY = 20_000
"""Cells of a page from which its blank ones are left out, without lines around them: they may be a million."""
_FIRST_YEAR = 1900
"""Before it a workbook knows no dates."""
_DATE, _TIME, _VOTES = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "# ??/??"


def write(source: Source) -> tuple[File, ...]:
    """Return the one file, in the language spoken now; the same bytes for the same workshop and time."""
    book, now = Workbook(), source.now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.remove(book.worksheets[0])
    book.properties.creator = "mlew-tui"
    book.properties.created = now
    for style in _styles():
        book.add_named_style(style)
    for page in pages(source):
        _add(book, page)
    return (File(f"{source.name}.xlsx", _packed(book, now)),)


def _add(book: Workbook, page: Page) -> None:
    sheet = book.create_sheet(page.title)
    rows = (*page.heads, *page.rows)
    has_blanks = sum(map(len, rows)) <= _MANY
    looks: dict[str, Any] = {}
    for place, row in enumerate(rows):
        number = place - len(page.heads)
        for column, value in enumerate(row):
            if has_blanks or value is not None:
                made: Any = sheet.cell(place + 1, column + 1)
                look = _HEAD if number < 0 else _look(page, number, column, value)
                if look in looks:
                    made._style = copy(looks[look])  # noqa: SLF001 - looked up by its name it takes five times as long
                else:
                    made.style = look
                    looks[look] = copy(made._style)  # noqa: SLF001
                _fill(made, value)
    widths = _widths(rows)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for place, row in enumerate(rows, 1):
        sheet.row_dimensions[place].height = _height(row, widths)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A  &P / &N"  # only codes for title and pages, no user text
    if page.heads:
        top = len(page.heads)
        sheet.freeze_panes = f"{get_column_letter(page.fixed + 1)}{top + 1}"
        sheet.print_title_rows = f"1:{top}"
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(page.heads[-1]))}{top + len(page.rows)}"


def _styles() -> Iterator[NamedStyle]:
    """Yield the named cell styles, shared because thousands of separate styles would be slow."""
    line, font = Side(style="thin", color="999999"), _FONTS[current()]
    border = Border(left=line, right=line, top=line, bottom=line)
    looks = (
        (_TEXT, "left", False),
        (_VALUE, "center", False),
        (_STRONG_TEXT, "left", True),
        (_STRONG_VALUE, "center", True),
    )
    for name, across, is_bold in looks:
        yield NamedStyle(
            name, Font(name=font, size=_SIZE, bold=is_bold), border=border,
            alignment=Alignment(horizontal=across, vertical="top", wrap_text=True),
        )  # fmt: skip
    yield NamedStyle(
        _HEAD, Font(name=font, size=_SIZE, bold=True), PatternFill("solid", fgColor="E8EDF3"), border,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    )  # fmt: skip


def _look(page: Page, number: int, column: int, value: Value) -> str:
    """Return the name of a cell's look: values stand in the middle of their column, what stands out is bold."""
    if not page.heads:
        return _TEXT if column else _STRONG_TEXT
    is_text = isinstance(value, str) and value != _YES
    if (number, column) in page.strong:
        return _STRONG_TEXT if is_text else _STRONG_VALUE
    return _TEXT if is_text else _VALUE


def _fill(made: Cell, value: Value) -> None:
    if isinstance(value, bool):
        made.value = _YES if value else None
    elif isinstance(value, Fraction):
        made.value = plain_number(value)
        if value.denominator > _HALVES:
            made.number_format = _VOTES
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        made.value = value
        made.number_format = _TIME if isinstance(value, datetime) else _DATE
    elif isinstance(value, date):
        made.value = value.isoformat()
    elif isinstance(value, str) and value:
        made.value = _shown(value)
        made.data_type = "s"  # else a text that begins with = would be a formula
        if is_formula_like(value):
            made.quotePrefix = True  # so that it stays a text when somebody edits the cell
    elif isinstance(value, int):
        made.value = value


@lru_cache(maxsize=1024)
def _shown(text: str) -> str:
    """Return people's text as a cell has it: one kind of line break, as much of it as a cell can hold.

    In a table of scores the same names and titles come in every line.
    """
    plain = neutralize(text.replace("\r\n", "\n").replace("\r", "\n"))
    return escape_xlsx(plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…")


def _widths(rows: tuple[Row, ...]) -> list[int]:
    """Return what each column needs, the widest cut alike so that a page of paper holds them all at their size.

    Texts go on in the next line; numbers and dates cannot and get what they need.
    """
    count = max(map(len, rows), default=0)
    needed, least = [_NARROWEST] * count, [_NARROWEST] * count
    for row in rows:
        for column, value in enumerate(row):
            if value is None:
                continue
            width = _width(_written(value))
            if width > needed[column]:
                needed[column] = width
            if width > least[column] and not isinstance(value, str):
                least[column] = width
    for most in range(_WIDEST, _NARROW, -1):
        widths = [max(low, min(width, most)) for low, width in zip(least, needed, strict=True)]
        if sum(widths) <= _PAGE:
            break
    return widths


@lru_cache(maxsize=1024)
def _width(text: str) -> int:
    return max(map(cell_len, text.split("\n"))) + _MARGIN


def _written(value: Value) -> str:
    """Return a value about as wide as a cell shows it."""
    if isinstance(value, Fraction):
        return _VOTES if value.denominator > _HALVES else str(plain_number(value))
    if isinstance(value, datetime):
        return _TIME
    return value if isinstance(value, str) else "" if value is None else str(value)


def _height(row: Row, widths: list[int]) -> float:
    """Return the height a row needs for its longest text, in points: not every program finds it by itself."""
    lines = (_lines(value, width) for value, width in zip(row, widths, strict=False) if isinstance(value, str))
    return min(_HIGHEST, _LINE_HEIGHT * max(lines, default=1) + _LINE_HEIGHT / 4)


@lru_cache(maxsize=1024)
def _lines(text: str, width: int) -> int:
    return sum(ceil(max(1, cell_len(part)) / (width - 1)) for part in text.split("\n"))


def _packed(book: Workbook, now: datetime) -> bytes:
    """Return the workbook's bytes with ``now`` wherever the library and the archive write the time of day."""
    made, steady = BytesIO(), BytesIO()
    book.properties.modified = now
    ExcelWriter(book, ZipFile(made, "w", ZIP_DEFLATED)).save()
    stamp = max(now, datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001
    with ZipFile(made) as parts, ZipFile(steady, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            info = ZipInfo(name, stamp)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, parts.read(name))
    return steady.getvalue()
