"""Read the files people name to import from: evaluation sheets, reviews, cases.

These functions block while they read; screens call them in a thread.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from mlew_tui.importing import Batch, read_file
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets.sheet_batch import Sheet, gather

_SHEET_SUFFIXES: Final = (".xlsx", ".csv", ".tsv", ".txt")
_MOST_SHEETS: Final = 60
"""Sheets read from a folder: a team has six people, so a folder of hundreds is another folder."""
_OWNERLESS: Final = frozenset({"person-missing", "person-unknown", "person-ambiguous"})


def read_score_sheets(workshop: Workshop, typed: str, person: str) -> Sequence[Sheet]:
    """Read the evaluation sheets at typed or dropped paths: files, or all those in a folder.

    A single sheet that does not say whose it is counts as ``person``'s. At most ``_MOST_SHEETS`` are read.
    """
    paths = [path for named in typed_paths(typed) for path in _sheets_in(named)][:_MOST_SHEETS]
    sheets = gather(workshop, paths)
    if len(sheets) == 1 and any(remark.kind in _OWNERLESS for remark in sheets[0].content.refusals):
        return gather(workshop, paths, person)
    return sheets


def read_items(workshop: Workshop, collection: str, typed: str) -> list[Batch]:
    """Read what is new to the workshop in the files at typed or dropped paths, for ``reviews`` or ``cases``."""
    return read_file.gather(workshop, collection, typed_paths(typed))


def typed_paths(typed: str) -> list[Path]:
    """Return paths as people type them or a terminal hands over dropped files.

    The whole text is one path if such a file exists; else it is split as a shell would.
    """
    whole = _path_of(typed.strip())
    if _exists(whole):
        return [whole]
    try:
        return [_path_of(part) for part in shlex.split(typed)]
    except ValueError:  # an unmatched quotation mark
        return [whole]


def _path_of(text: str) -> Path:
    """Return the path of a text that may begin with ``~`` or ``file://``."""
    if text.startswith("file://"):
        text = unquote(text.removeprefix("file://"))
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~ of an unknown user
        return Path(text)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a null character
        return False


def _sheets_in(place: Path) -> list[Path]:
    """Return the sheets of a folder, or a file itself."""
    try:
        inside = sorted(path for path in place.iterdir() if path.suffix.lower() in _SHEET_SUFFIXES)
    except (OSError, ValueError):  # a file, or unreadable, which reading it reports
        return [place]
    return [path for path in inside if not path.name.startswith(("~$", "."))]  # Excel's lock files
