"""Reviews and cases in files: a Markdown list, or a table as text or workbook, in any encoding."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mlew_tui.importing import case_list, review_table, reviews
from mlew_tui.importing.batch import Batch, LineRemark
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular import delimited, reading
from mlew_tui.tabular.cells import cell_text

_NEW: Mapping[str, Callable[[Workshop, Iterable[Batch]], list[Batch]]] = {
    "reviews": reviews.drop_known_reviews,
    "cases": case_list.drop_known_cases,
}


def gather(workshop: Workshop, path: str, places: Iterable[Path]) -> list[Batch]:
    """Return what the files give for ``path`` (reviews or cases) that is new to the workshop.

    A file that cannot be read, or holds nothing of the kind, is a batch with a refusal. Nothing is raised.
    """
    batches = [batch for place in places for batch in _of_file(workshop, path, place)]
    return _NEW[path](workshop, batches)


def _of_file(workshop: Workshop, path: str, place: Path) -> list[Batch]:
    try:
        data = reading.read_bytes(place)
        if reading.is_workbook(data):
            batches = _of_workbook(workshop, place, data)
        else:
            text = delimited.decode(data)
            batch = case_list.read(text) if path == "cases" else reviews.read(text, workshop)
            batches = [replace(batch, name=str(place))]
    except reading.UnreadableFileError as error:
        return [Batch(path, name=str(place), refused=LineRemark(error.remark.kind, values=error.remark.values))]
    except delimited.NotTextError:
        return [Batch(path, name=str(place), refused=LineRemark("no-text"))]
    if any(batch.items for batch in batches):
        return batches
    nothing = LineRemark("no-cases" if path == "cases" else "no-reviews")
    return [replace(batch, path=path, refused=nothing) for batch in batches or [Batch(path, name=str(place))]]


def _of_workbook(workshop: Workshop, place: Path, data: bytes) -> list[Batch]:
    """Return the reviews of each sheet, its rows counted as lines. Raises UnreadableFileError."""
    batches = []
    for table in reading.read_workbook(place, data):
        rows = [(range(n, n + 1), [cell_text(cell) for cell in row]) for n, row in enumerate(table.cells, start=1)]
        batches.append(replace(review_table.read_cells(rows, workshop), name=table.name))
    return batches
