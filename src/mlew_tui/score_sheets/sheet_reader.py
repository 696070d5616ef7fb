"""Read the cells of a returned sheet into scores, with its owner, refusals and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import sheet_headings
from mlew_tui.score_sheets.score_cell import parse_points
from mlew_tui.score_sheets.sheet_grid import WEIGHTS, own_labels
from mlew_tui.score_sheets.sheet_headings import Axis
from mlew_tui.score_sheets.sheet_layout import (
    Layout,
    case_items,
    column_headings,
    criterion_items,
    find_layout,
    row_headings,
)
from mlew_tui.score_sheets.sheet_owner import Owner, find_owner, find_title
from mlew_tui.tabular.cells import Cells, Merged, Remark, address, cell_at, cell_text, is_blank, match_key

Spot = tuple[str, str]
"""A case and a criterion."""


@dataclass(frozen=True)
class SheetContent:
    """A sheet's owner, and its points (None: blank) by case and criterion.

    With ``refusals`` it must not be applied; ``notes`` are shown to people. ``places`` are the cells.
    """

    person: str | None = None
    scores: Mapping[Spot, Fraction | None] = field(default_factory=dict)
    refusals: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    places: Mapping[Spot, str] = field(default_factory=dict)


def read_sheet(workshop: Workshop, cells: Cells, person: str | None = None) -> SheetContent:
    """Read a sheet as it came back; ``person`` is whose it must be, where that is known. Nothing is raised.

    Rows need not be of equal width. Scores found are within 0 and the weight in halves: anything else is refused.
    """
    layout = find_layout(workshop, cells)
    criteria, cases = criterion_items(workshop), case_items(workshop)
    across = sheet_headings.match_headings(column_headings(layout, cells, criteria), criteria, "criterion")
    down = sheet_headings.match_headings(list(row_headings(layout, cells, cases)), cases, "case")
    if not (across.at and down.at) and not (across.refusals or down.refusals):
        return SheetContent(refusals=(Remark("no-sheet"),))
    owner = find_owner(workshop, layout, cells, person)
    title, cell = find_title(layout, cells)
    if _is_foreign(workshop, title, across, down, owner):
        return SheetContent(refusals=(Remark("other-workshop", cell, {"title": title or "?", "now": workshop.title}),))
    scores, places, refusals, notes = read_scores(workshop, cells, across.at, down.at)
    told = [*owner.notes, *_title_note(workshop, title, cell), *across.notes, *down.notes]
    told += [*_order(across, down, workshop), *_weights(workshop, layout, cells, across), *notes]
    told += _left_out(cells, across, down)
    if scores and not refusals and not any(scores.values()):
        told.append(Remark("abstention"))
    wrong = (*owner.refusals, *across.refusals, *down.refusals, *refusals)
    return SheetContent(owner.id, {} if wrong else scores, wrong, tuple(told), places)


def _is_foreign(workshop: Workshop, title: str, across: Axis, down: Axis, owner: Owner) -> bool:
    """Tell whether a sheet is of another workshop: ids are alike everywhere, so title and texts decide."""
    strangers = across.strangers + down.strangers
    is_elsewhere = title != "" and match_key(title) != match_key(workshop.title)
    known = len(across.at) + len(down.at)
    return (is_elsewhere and (strangers > 0 or owner.is_renamed or owner.id is None)) or strangers * 2 > known


def read_scores(
    workshop: Workshop, cells: Cells, across: Mapping[int, str], down: Mapping[int, str]
) -> tuple[dict[Spot, Fraction | None], dict[Spot, str], list[Remark], list[Remark]]:
    """Return points and cells of every case and criterion, what is refused and what is to be told.

    ``across`` says which criterion a column is of, ``down`` which case a row; both count from 0.
    """
    weights = {criterion.id: criterion.weight for criterion in workshop.criteria}
    scores: dict[Spot, Fraction | None] = {}
    places: dict[Spot, str] = {}
    refusals, notes = [], []
    spans = set()
    for row, case in down.items():
        for column, criterion in across.items():
            cell, place = cell_at(cells, row, column), address(row, column)
            found = parse_points(cell, weights[criterion])
            scores[case, criterion], places[case, criterion] = found.points, place
            if isinstance(cell, Merged):
                if cell.span in spans:
                    continue
                spans.add(cell.span)
            values = {"case": case, "criterion": criterion, **found.values}
            if found.refused:
                refusals.append(Remark(found.refused, place, values))
            elif found.noted:
                notes.append(Remark(found.noted, place, values))
    return scores, places, refusals, notes


def _title_note(workshop: Workshop, title: str, cell: str) -> Iterator[Remark]:
    if title and match_key(title) != match_key(workshop.title):
        yield Remark("retitled", cell, {"title": title, "now": workshop.title})


def _order(across: Axis, down: Axis, workshop: Workshop) -> Iterator[Remark]:
    if not sheet_headings.is_in_order(across, criterion_items(workshop)):
        yield Remark("criteria-moved")
    if not sheet_headings.is_in_order(down, case_items(workshop)):
        yield Remark("cases-moved")


def _weights(workshop: Workshop, layout: Layout, cells: Cells, across: Axis) -> Iterator[Remark]:
    """Tell of every weight that is another one than when the sheet was written."""
    if WEIGHTS not in layout.tags:
        return
    row = layout.tags[WEIGHTS][0]
    weights = {criterion.id: str(criterion.weight) for criterion in workshop.criteria}
    for column, criterion in across.at.items():
        written = cell_text(cell_at(cells, row, column)).strip()
        if written and written != weights[criterion]:
            values = {"criterion": criterion, "before": written, "now": weights[criterion]}
            yield Remark("reweighed", address(row, column), values)


def _left_out(cells: Cells, across: Axis, down: Axis) -> Iterator[Remark]:
    """Tell of every column and row that holds something where scores are, and is of no criterion or case."""
    words = own_labels()
    for heading in across.unknown:
        filled = any(not is_blank(cell_at(cells, row, heading.place)) for row in down.at)
        if filled and match_key(heading.text) not in words:
            yield Remark("column-left-out", heading.cell, {"text": heading.text or heading.id})
    for heading in down.unknown:
        filled = any(not is_blank(cell_at(cells, heading.place, column)) for column in across.at)
        if filled and match_key(heading.text) not in words:
            yield Remark("row-left-out", heading.cell, {"text": heading.text or heading.id})
