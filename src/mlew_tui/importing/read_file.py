"""Reviews and cases in files: a Markdown list, a table as text or as a workbook, whatever encoding it is in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mlew_tui.importing import case_list, review_table, reviews
from mlew_tui.importing.batch import Batch, Told
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import delimited, sheet_files
from mlew_tui.score_sheets.sheet_files import UnreadableFileError
from mlew_tui.tabular import workbook_reading
from mlew_tui.tabular.cells import Remark, text_of

_NEW: Mapping[str, Callable[[Workshop, Iterable[Batch]], list[Batch]]] = {
    "reviews": reviews.new,
    "cases": case_list.new,
}


def gather(workshop: Workshop, path: str, places: Iterable[Path]) -> list[Batch]:
    """Return what the files give for ``path`` (reviews or cases) that is new to the workshop.

    A file that cannot be read, or holds nothing of the kind, is a batch with a refusal. Nothing is raised.
    """
    batches = [batch for place in places for batch in _of_file(workshop, path, place)]
    return _NEW[path](workshop, batches)


def _of_file(workshop: Workshop, path: str, place: Path) -> list[Batch]:
    try:
        data = sheet_files.data_of(place)
        found = (
            _of_workbook(workshop, place, data) if sheet_files.is_workbook(data) else [_of_text(workshop, path, data)]
        )
    except UnreadableFileError as error:
        return [Batch(path, name=str(place), refused=Told(error.remark.kind, values=error.remark.values))]
    except delimited.NotTextError:
        return [Batch(path, name=str(place), refused=Told("no-text"))]
    found = [replace(batch, name=batch.name or str(place)) for batch in found]
    if any(batch.items for batch in found):
        return found
    nothing = Told("no-cases" if path == "cases" else "no-reviews")
    return [replace(batch, path=path, refused=nothing) for batch in found] or [
        Batch(path, name=str(place), refused=nothing)
    ]


def _of_text(workshop: Workshop, path: str, data: bytes) -> Batch:
    text = delimited.decoded(data)
    return case_list.read(text) if path == "cases" else reviews.read(text, workshop)


def _of_workbook(workshop: Workshop, place: Path, data: bytes) -> list[Batch]:
    """Return the reviews of each sheet; its rows count as lines. A list of cases is no workbook."""
    try:
        tables = workbook_reading.read(data)
    except workbook_reading.NotWorkbookError:
        raise UnreadableFileError(Remark("damaged")) from None
    found = []
    for name, cells in tables:
        rows = [(range(n, n + 1), [text_of(cell) for cell in row]) for n, row in enumerate(cells, start=1)]
        found.append(
            replace(review_table.of_cells(rows, workshop), name=f"{place} [{name}]" if len(tables) > 1 else str(place))
        )
    return found
