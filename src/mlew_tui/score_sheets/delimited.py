"""Sheets as CSV, and any text of a spreadsheet: comma, semicolon or tab, UTF-8 or what Japanese Excel writes."""

import csv
import io
import re
from fractions import Fraction
from pathlib import Path
from typing import Literal

from mlew_tui.diagnosis import encoding
from mlew_tui.model.base import plain_number
from mlew_tui.score_sheets.sheet_grid import MARK, GridCell, Rows
from mlew_tui.tabular.cells import Cells

_DANGER = re.compile(r"['\s\x00-\x1f\ufeff]*[=+\-@＝＋－＠\t\r\n]")
"""How a text begins that a spreadsheet might take for a formula, with the blanks before it that one might skip."""
_TAGGED = re.compile(rf'{MARK} (workshop|hint|ids|criteria|kinds|weights)"?([,;\t])')
_HINT = re.compile(r"sep=(.)\r?\n")


class NotTextError(ValueError):
    """Bytes that are no text in an encoding anybody uses here, or no table."""


def written(rows: Rows) -> bytes:
    """Return a sheet as CSV that Excel opens by a double click: UTF-8 with a mark, CRLF, no text a formula.

    A text that begins like a formula gets an apostrophe in front, which ``read`` takes off again. CSV cannot
    compute, so the column of totals is left out.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_field(cell) for cell in row[:-1]] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def read(data: bytes) -> Cells:
    """Return the cells of a delimited text, every one a text. Raises NotTextError."""
    try:
        return parsed(decoded(data))
    except csv.Error as error:
        raise NotTextError from error


def parsed(text: str) -> Cells:
    """Return the cells of a text as copied from a spreadsheet or saved as CSV. Raises csv.Error."""
    text = text.removeprefix("\ufeff")
    hint = _HINT.match(text)
    rows = csv.reader(io.StringIO(text[hint.end() :] if hint else text, newline=""), delimiter=_delimiter(text))
    above = [[""]] if hint else []
    return [*above, *([unguarded(field) for field in row] for row in rows)]


def may_compute(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula."""
    return _DANGER.match(text) is not None


def guarded(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet might take it for a formula."""
    return f"'{text}" if may_compute(text) else text


def unguarded(field: str) -> str:
    """Return the text that was guarded: what any field of ours stands for."""
    return field[1:] if field.startswith("'") and may_compute(field[1:]) else field


def _field(cell: GridCell) -> str | int | float:
    return plain_number(cell.value) if isinstance(cell.value, Fraction) else guarded(cell.value or "")


def numbered(text: str, delimiter: str) -> list[tuple[range, list[str]]]:
    """Return each row with the lines it stands on, for a cell may hold line breaks.

    Where the quotation marks are no spreadsheet's they are signs like any other. Raises csv.Error.
    """
    try:
        return _numbered(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        return _numbered(text, delimiter, csv.QUOTE_NONE)


def _numbered(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[tuple[range, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    rows, before = [], 0
    for row in reader:
        rows.append((range(before + 1, reader.line_num + 1), [unguarded(field) for field in row]))
        before = reader.line_num
    return rows


def decoded(data: bytes) -> str:
    """Return the text of bytes: as the file says, else as its characters make sense, else as Japanese Excel writes.

    Raises NotTextError.
    """
    found = encoding.decode(Path(), data)
    if found.encoding is not None:
        return found.text
    try:
        return data.decode("cp932")
    except UnicodeDecodeError as error:
        raise NotTextError from error


def _delimiter(text: str) -> str:
    """Return what parts the cells: what Excel's hint or our own tags say, else a tab, else what most lines have."""
    told = _HINT.match(text)
    if told:
        return told[1]
    tagged = _TAGGED.search(text)
    if tagged:
        return tagged[2]
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    return ";" if sum(";" in line for line in lines) * 2 > len(lines) else ","
