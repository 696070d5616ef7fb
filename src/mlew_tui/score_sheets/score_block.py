"""A block of scores copied from a spreadsheet without headings, applied to a ballot from one cell on."""

from collections.abc import Sequence

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets.sheet_reader import SheetContent, read_scores
from mlew_tui.tabular.cells import Cells, Remark, is_blank


def read_block(
    workshop: Workshop, cells: Cells, person: str, cases: Sequence[str], criteria: Sequence[str]
) -> SheetContent:
    """Read a block whose rows are these cases and whose columns are these criteria. Nothing is raised.

    It may be smaller, never larger. Trailing blank lines are ignored; a blank cell is a blank score.
    """
    rows = list(cells)
    while rows and all(map(is_blank, rows[-1])):
        rows.pop()
    wide = max(map(len, rows), default=0)
    if not rows:
        return SheetContent(person, refusals=(Remark("no-sheet"),))
    if len(rows) > len(cases) or wide > len(criteria):
        size, room = f"{len(rows)} x {wide}", f"{len(cases)} x {len(criteria)}"
        return SheetContent(person, refusals=(Remark("block-size", "", {"size": size, "room": room}),))
    across = {column: criteria[column] for column in range(wide)}
    down = {row: cases[row] for row in range(len(rows))}
    scores, places, refusals, notes = read_scores(workshop, rows, across, down)
    return SheetContent(person, {} if refusals else scores, tuple(refusals), tuple(notes), places)
