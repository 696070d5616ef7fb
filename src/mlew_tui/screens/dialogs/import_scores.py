"""The preview of scores from evaluation sheets or pasted text, before they are taken over."""

import csv
from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from mlew_tui.i18n import tr, trn
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.score_sheets import SheetContent, read_block, read_sheet
from mlew_tui.score_sheets.apply_sheets import score_changes
from mlew_tui.score_sheets.sheet_batch import Sheet
from mlew_tui.score_sheets.sheet_remarks import remark_text
from mlew_tui.screens.dialogs.base import ListDialog
from mlew_tui.screens.phases.define import criteria_in_columns
from mlew_tui.tabular import delimited
from mlew_tui.tabular.cells import Remark
from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyHint

_NAME_WIDTH: Final = 60
"""Cells of a file's name that are shown, so that its refusals below stay in view."""
_LONGEST_PASTE: Final = 20_000
"""Most characters, and cells once filled up to a rectangle; a ballot of 40 x 20 has 3,000."""


class ImportScoresDialog(ListDialog[bool]):
    """Shows whose sheets these are, their changes and refusals; Enter takes over all, if none is refused.

    While the ballot is covered, neither scores nor their number are shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [binding("import.take", "take")]

    def __init__(self, workshop: Workshop, sheets: Sequence[Sheet], *, is_covered: bool) -> None:
        super().__init__()
        self._workshop, self._sheets, self._is_covered = workshop, sheets, is_covered

    @property
    def is_refused(self) -> bool:
        """Whether there are no sheets, or something in them must be mended first."""
        return not self._sheets or any(sheet.content.refusals for sheet in self._sheets)

    def title_words(self) -> str:
        """Return whether the sheets can be taken over."""
        if not self._sheets:
            return tr("No evaluation sheet was found there")
        if self.is_refused:
            return tr("Nothing can be taken over: mend these places, or leave that sheet out")
        return tr("Take these scores over?")

    def hints(self) -> tuple[KeyHint, ...]:
        """Return Enter, unless something was refused, and Escape."""
        leave = KeyHint("Esc", tr("Cancel"), "escape")
        return (leave,) if self.is_refused else (KeyHint("Enter", tr("Take over"), "enter"), leave)

    def view(self) -> BoardView:
        """Return each sheet with its refusals, changes and notes."""
        cells = (self._sheet(number, sheet) for number, sheet in enumerate(self._sheets))
        return BoardView(tuple(cells), columns=1, lines=3)

    def _sheet(self, number: int, sheet: Sheet) -> Cell:
        refused = [f"✗ {remark_text(remark, is_covered=self._is_covered)}" for remark in sheet.content.refusals]
        shown = (remark for remark in sheet.content.notes if not (self._is_covered and remark.kind == "abstention"))
        notes = [remark_text(remark, is_covered=self._is_covered) for remark in shown]
        changes = [] if refused else self._changes(sheet.content)
        texts = [*refused, *changes, *notes]
        cards = tuple(Card(f"{number}/{index}", text, whole=True) for index, text in enumerate(texts))
        who = "?" if sheet.content.person is None else person_name(self._workshop, sheet.content.person)
        return Cell(str(number), who, cards, note=clip(sheet.name, _NAME_WIDTH))

    def _changes(self, sheet: SheetContent) -> list[str]:
        """Return a sheet's changes cell by cell, or while covered only that it was read."""
        if self._is_covered:
            return [tr("✓ read whole, blank cells as blanks; the scores stay covered")]
        changed = list(score_changes(self._workshop, sheet))
        blank = tr("blank")
        lines = [
            trn(
                "✓ {count} of {all} scores changes",
                "✓ {count} of {all} scores change",
                len(changed),
                all=len(sheet.scores),
            )
        ]
        for score in changed:
            before, after = (blank if points is None else points_text(points) for points in (score.before, score.after))
            lines.append(
                tr(
                    "{cell}: case {case}, {criterion}: {before} → {after}",
                    cell=score.cell, case=score.case, criterion=score.criterion, before=before, after=after,
                )
            )  # fmt: skip
        return lines

    def action_take(self) -> None:
        """Take all sheets over."""
        if not self.is_refused:
            self.dismiss(True)


def read_pasted(workshop: Workshop, text: str, person: str, at: tuple[int, int]) -> Sheet:
    """Read text pasted into a ballot: a whole evaluation sheet, or a block of scores from the cell ``at`` on."""
    name = tr("pasted")
    try:
        cells = delimited.parse(text) if len(text) <= _LONGEST_PASTE else []
    except csv.Error:
        cells = []
    if len(text) > _LONGEST_PASTE or len(cells) * max(map(len, cells), default=0) > _LONGEST_PASTE:
        return Sheet(name, SheetContent(person, refusals=(Remark("too-big"),)))
    whole = read_sheet(workshop, cells, person) if cells else SheetContent()
    if cells and not any(remark.kind == "no-sheet" for remark in whole.refusals):
        return Sheet(name, whole)
    row, column = at
    cases = [case.id for case in workshop.cases[row:]]
    criteria = [criterion.id for criterion in criteria_in_columns(workshop)[column:]]
    return Sheet(name, read_block(workshop, cells, person, cases, criteria))
