"""Reviews out of a text: a table of whatever spreadsheet or survey tool, or a line each."""

from collections.abc import Iterable

from mlew_tui.importing import review_table
from mlew_tui.importing.batch import Batch, drop_known
from mlew_tui.model.workshop import Workshop


def read(text: str, workshop: Workshop) -> Batch:
    """Return the reviews a text holds, also those the workshop has already."""
    return review_table.read(text, workshop)


def drop_known_reviews(workshop: Workshop, batches: Iterable[Batch]) -> list[Batch]:
    """Return the batches without the reviews the workshop has already."""
    return drop_known(workshop, batches, by=("text",))
