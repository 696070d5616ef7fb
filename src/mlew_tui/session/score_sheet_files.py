"""Score sheets written to disk, one file for each participant who votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import file_names
from mlew_tui.score_sheets.sheet_csv import render_csv
from mlew_tui.score_sheets.sheet_grid import build_grid
from mlew_tui.storage import atomic_write

Format = Literal["xlsx", "csv"]


@dataclass(frozen=True)
class WrittenSheets:
    """The files written, and the files left alone because they existed."""

    written: Sequence[Path]
    kept: Sequence[Path]


def write(workshop: Workshop, folder: Path, to: Format) -> WrittenSheets:
    """Write a sheet for each participant who votes, in the current language; create the folder.

    An existing file may hold somebody's scores and is left alone. Raises OSError.
    """
    from mlew_tui.score_sheets.sheet_workbook import render_xlsx  # lazy: openpyxl takes 70 ms to import

    render = render_xlsx if to == "xlsx" else render_csv
    stems = file_names.file_stems(workshop.participants)
    folder.mkdir(parents=True, exist_ok=True)
    written, kept = [], []
    for person in workshop.participants:
        path = folder / f"{stems[person.id]}.{to}"
        if not person.is_voter:
            continue
        if path.exists() or path.is_symlink():
            kept.append(path)
            continue
        atomic_write.write(path, render(build_grid(workshop, person.id)))
        written.append(path)
    return WrittenSheets(written, kept)
