"""Exports on disk: made from a workshop, put beside it or elsewhere, over what is there only if somebody says so."""

import csv
import errno
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

from mlew_tui.export.source import File, Source, writer
from mlew_tui.i18n import tr, trn
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write
from mlew_tui.storage.atomic_write import WriteError

TEXTS = frozenset({"md", "html", "json", "ics", "discovery-md"})
"""Formats of one text file, which may go to the standard output."""
_FOLDERS = frozenset({"csv"})
"""Formats of several files, which go into a folder of their own."""


@dataclass(frozen=True)
class ExportFiles:
    """What an export writes: each file's content by where it goes."""

    to: str
    files: tuple[File, ...]
    places: tuple[Path, ...]

    @property
    def where(self) -> Path:
        """The file, or the folder of several."""
        return self.places[0].parent if self.to in _FOLDERS else self.places[0]


class TargetIsWorkshopError(WriteError):
    """An export was to replace the workshop it is made from; that is never done."""


def make(
    workshop: Workshop, deck: Deck, path: Path, now: datetime, to: str, *, uncover: bool = False
) -> tuple[File, ...]:
    """Return the files of a format, named after the workshop's; nothing is written."""
    return writer(to)(Source(workshop, deck, path.stem, now, uncover))


def parcel(files: Sequence[File], to: str, path: Path, out: Path | None = None) -> ExportFiles:
    """Return where files go: beside the workshop at ``path``, or to ``out``, a file or a folder.

    Several files go into a folder, by default one named after workshop and format.
    """
    if to in _FOLDERS:
        folder = path.with_name(f"{path.stem}-{to}") if out is None else out
        return ExportFiles(to, tuple(files), tuple(folder / file.name for file in files))
    (file,) = files
    if out is None:
        return ExportFiles(to, (file,), (path.with_name(file.name),))
    return ExportFiles(to, (file,), (out / file.name if _is_folder(out) else out,))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # too long for a name, or with a null
        return False


def typed(text: str) -> Path:
    """Return a path as people type it, with ~. Raises RuntimeError for ~ of nobody."""
    return Path(text.strip()).expanduser()


def taken(made: ExportFiles) -> tuple[Path, ...]:
    """Return the places where something is already."""
    return tuple(place for place in made.places if os.path.lexists(place))


def deliver(made: ExportFiles, workshop: Path, *, force: bool = False) -> None:
    """Write every file, durable when this returns; folders are made.

    Raises FileExistsError before anything is written where something is there already, unless ``force``;
    TargetIsWorkshopError where it would be the workshop's own file; OSError where the disk refuses.
    """
    if any(_same(place, workshop) for place in made.places):
        raise TargetIsWorkshopError(errno.EEXIST, tr("that is the workshop itself"), str(workshop))
    there = taken(made)
    if there and not force:
        raise FileExistsError(errno.EEXIST, tr("the file exists already"), str(there[0]))
    for file, place in zip(made.files, made.places, strict=True):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(error.errno, error.strerror, str(place)) from error
        atomic_write.write(place, file.content)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def stays_covered(workshop: Workshop, *, uncover: bool = False) -> bool:
    """Tell whether an export leaves scores and result out because they are not revealed."""
    return is_covered(workshop) and not uncover and bool(workshop.cases)


# --- what is in it, for who wants to look first ---------------------------------------------------


def summary(files: Sequence[File]) -> Iterator[str]:
    """Yield what each file holds, a sentence each: how many rows, events or characters."""
    for file in files:
        yield from _inside(file)


def _inside(file: File) -> Iterator[str]:
    match Path(file.name).suffix:
        case ".csv":
            rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"))))
            yield f"{file.name}: {_rows(len(rows) - 1)}"
        case ".xlsx":
            import openpyxl  # lazy: takes 70 ms to import, only for a workbook

            book = openpyxl.load_workbook(BytesIO(file.content), read_only=True)
            yield from (f"{file.name} › {sheet.title}: {_rows((sheet.max_row or 1) - 1)}" for sheet in book.worksheets)
        case ".ics":
            count = file.content.count(b"BEGIN:VEVENT") + file.content.count(b"BEGIN:VTODO")
            entries = trn("{count} entry", "{count} entries", count)
            yield f"{file.name}: {entries}"
            yield from _dated(file.content)
        case _:
            size = trn("{count} character", "{count} characters", len(file.content.decode(errors="replace")))
            yield f"{file.name}: {size}"


def _dated(calendar: bytes) -> Iterator[str]:
    """Yield each entry of a calendar in the order of their days, with what it says."""
    from icalendar import Calendar  # lazy: slow to import, only for a calendar

    found = []
    for entry in Calendar.from_ical(calendar).walk("VEVENT"):
        start = entry.decoded("dtstart")
        at = f"{start:%Y-%m-%d %H:%M}" if isinstance(start, datetime) else f"{start:%Y-%m-%d}"
        again = " ↻" if "rrule" in entry else ""
        found.append(f"{at}{again}  {entry['summary']}")
    yield from sorted(found)


def _rows(count: int) -> str:
    return trn("{count} row", "{count} rows", max(0, count))
