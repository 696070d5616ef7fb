"""Delimited text as spreadsheets write it: comma, semicolon or tab, in UTF-8 or a Japanese encoding."""

import csv
import io
import re
from pathlib import Path
from typing import Literal

from mlew_tui.diagnosis import encoding
from mlew_tui.tabular.cells import Cells
from mlew_tui.tabular.escaping import unescape_formula

_TAGGED = re.compile(r'mlew-tui (workshop|hint|ids|criteria|kinds|weights)"?([,;\t])')
"""A tag of a score sheet and the delimiter behind it."""
_HINT = re.compile(r"sep=(.)\r?\n")
"""The first line by which Excel learns the delimiter."""


class NotTextError(ValueError):
    """Bytes that are no text in a known encoding, or no table."""


def read(data: bytes) -> Cells:
    """Return the cells of a delimited text, each a text. Raises NotTextError."""
    try:
        return parse(decode(data))
    except csv.Error as error:
        raise NotTextError from error


def parse(text: str) -> Cells:
    """Return the cells of a text as copied from a spreadsheet or saved as CSV. Raises csv.Error."""
    text = text.removeprefix("\ufeff")
    hint = _HINT.match(text)
    rows = csv.reader(io.StringIO(text[hint.end() :] if hint else text, newline=""), delimiter=_delimiter(text))
    above = [[""]] if hint else []
    return [*above, *([unescape_formula(field) for field in row] for row in rows)]


def parse_with_lines(text: str, delimiter: str) -> list[tuple[range, list[str]]]:
    """Return each row with the lines it spans, because a cell may hold line breaks.

    Quotation marks that do not follow the rules of CSV count as ordinary characters. Raises csv.Error.
    """
    try:
        return _parse_with_lines(text, delimiter, csv.QUOTE_MINIMAL)
    except csv.Error:
        return _parse_with_lines(text, delimiter, csv.QUOTE_NONE)


def _parse_with_lines(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[tuple[range, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    rows, before = [], 0
    for row in reader:
        rows.append((range(before + 1, reader.line_num + 1), [unescape_formula(field) for field in row]))
        before = reader.line_num
    return rows


def decode(data: bytes) -> str:
    """Return the text of bytes in the encoding detected, else as CP932 as Japanese Excel writes it.

    Raises NotTextError.
    """
    decoded = encoding.decode(Path(), data)
    if decoded.encoding is not None:
        return decoded.text
    try:
        return data.decode("cp932")
    except UnicodeDecodeError as error:
        raise NotTextError from error


def _delimiter(text: str) -> str:
    """Return the delimiter: from Excel's hint or a score sheet's tag, else a tab, else what most lines have."""
    hint = _HINT.match(text)
    if hint:
        return hint[1]
    tagged = _TAGGED.search(text)
    if tagged:
        return tagged[2]
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    return ";" if sum(";" in line for line in lines) * 2 > len(lines) else ","
