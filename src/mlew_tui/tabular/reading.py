"""Tables read from files of any format: workbooks, CSV, or text copied from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mlew_tui.tabular import delimited
from mlew_tui.tabular.cells import Cells, Remark
from mlew_tui.text import os_errors

_LARGEST = 20_000_000
"""Bytes read at most."""
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """The cells of one table and its name: the file, with the sheet in brackets where a workbook has several."""

    name: str
    cells: Cells


class UnreadableFileError(Exception):
    """A file that no table can be read from; ``remark`` says why."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.kind)
        self.remark = remark


def read(path: Path) -> Sequence[Table]:
    """Return the tables of a workbook, or the one table of a text; the content decides which, not the name.

    Raises UnreadableFileError.
    """
    data = read_bytes(path)
    if is_workbook(data):
        return read_workbook(path, data)
    try:
        return [Table(str(path), delimited.read(data))]
    except delimited.NotTextError:
        raise UnreadableFileError(Remark("no-text")) from None


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that may hold a table. Raises UnreadableFileError."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except (OSError, ValueError) as error:
        reason = os_errors.describe_os_error(error) if isinstance(error, OSError) else str(error)
        raise UnreadableFileError(Remark("no-file", values={"reason": reason})) from None
    if data is None:
        raise UnreadableFileError(Remark("too-big"))
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFileError(Remark("old-workbook"))
    return data


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are an xlsx workbook rather than text."""
    return data.startswith(_ZIP)


def read_workbook(path: Path, data: bytes) -> Sequence[Table]:
    """Return the table of each sheet in a workbook. Raises UnreadableFileError."""
    from mlew_tui.tabular import workbook_reading  # lazy: openpyxl takes 70 ms to import

    try:
        sheets = workbook_reading.read(data)
    except workbook_reading.NotWorkbookError:
        raise UnreadableFileError(Remark("damaged")) from None
    if len(sheets) == 1:
        return [Table(str(path), sheets[0][1])]
    return [Table(f"{path} [{name}]", cells) for name, cells in sheets]
