"""Sheets as files: one written for each who votes, and tables read from whatever format came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import delimited, file_names, sheet_workbook
from mlew_tui.score_sheets.sheet_grid import grid_of
from mlew_tui.storage import atomic_write
from mlew_tui.tabular import workbook_reading
from mlew_tui.tabular.cells import Cells, Remark

Format = Literal["xlsx", "csv"]

_LARGEST = 20_000_000
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Table:
    """The cells of one table, and what to call it: the file, and the sheet in it where there are several."""

    name: str
    cells: Cells


class UnreadableFileError(Exception):
    """A file no table can be read from; carries the remark that says why."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.kind)
        self.remark = remark


@dataclass(frozen=True)
class Written:
    """What became of the sheets: the files written, and those left alone because they were there."""

    made: Sequence[Path]
    kept: Sequence[Path]


def write(workshop: Workshop, folder: Path, to: Format) -> Written:
    """Write a sheet for each participant who votes, labels in the language spoken now; the folder is made.

    A file that is there already may hold somebody's scores: it is left alone. Raises OSError.
    """
    voters = [person for person in workshop.participants if person.is_voter]
    stems = file_names.stems(workshop.participants)
    folder.mkdir(parents=True, exist_ok=True)
    made, kept = [], []
    for person in voters:
        path = folder / f"{stems[person.id]}.{to}"
        if path.exists() or path.is_symlink():
            kept.append(path)
            continue
        rows = grid_of(workshop, person.id)
        atomic_write.write(path, sheet_workbook.written(rows) if to == "xlsx" else delimited.written(rows))
        made.append(path)
    return Written(made, kept)


def read(path: Path) -> Sequence[Table]:
    """Return the tables of a workbook, or the one of a text; what it is tells the content, not the name.

    Raises UnreadableFileError.
    """
    data = data_of(path)
    if is_workbook(data):
        return _tables(path, data)
    try:
        return [Table(str(path), delimited.read(data))]
    except delimited.NotTextError:
        raise UnreadableFileError(Remark("no-text")) from None


def data_of(path: Path) -> bytes:
    """Return the bytes of a file a table might be in. Raises UnreadableFileError."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except (OSError, ValueError) as error:
        reason = atomic_write.reason(error) if isinstance(error, OSError) else str(error)
        raise UnreadableFileError(Remark("no-file", values={"reason": reason})) from None
    if data is None:
        raise UnreadableFileError(Remark("too-big"))
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFileError(Remark("old-workbook"))
    return data


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are a workbook's and no text's."""
    return data.startswith(_ZIP)


def _tables(path: Path, data: bytes) -> Sequence[Table]:
    try:
        tables = workbook_reading.read(data)
    except workbook_reading.NotWorkbookError:
        raise UnreadableFileError(Remark("damaged")) from None
    if len(tables) == 1:
        return [Table(str(path), tables[0][1])]
    return [Table(f"{path} [{name}]", cells) for name, cells in tables]
