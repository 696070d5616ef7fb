"""Scores that come from elsewhere: sheets found on disk, text pasted into a ballot, and the look before they count."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from mlew_tui.i18n import mark, tr, trn
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets import Import, placed, read_back
from mlew_tui.score_sheets.apply_sheets import rescored
from mlew_tui.score_sheets.sheet_batch import Sheet, gather
from mlew_tui.score_sheets.sheet_remarks import said
from mlew_tui.screens.dialogs.base import ListDialog
from mlew_tui.screens.phases.define import criteria_in_columns
from mlew_tui.screens.step.typed_paths import places
from mlew_tui.tabular import delimited
from mlew_tui.tabular.cells import Remark
from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyHint

_SHEETS = (".xlsx", ".csv", ".tsv", ".txt")
_NAME = 60
"""Cells of a file's name that are shown: what is wrong with it stands below, and must be seen."""
_MOST_SHEETS = 60
"""A room has six people; a folder of hundreds is another folder."""
_LONGEST_PASTE = 20_000
"""Characters, and cells once it is a rectangle; a ballot of 40 x 20 has 3,000."""
_OWNERLESS = frozenset({"person-missing", "person-unknown", "person-ambiguous"})


class ImportScoresDialog(ListDialog[bool]):
    """Shows whose sheets these are, what they change and what was refused; Enter takes all of them, or nothing can.

    While the ballot is covered, no score is shown and none is counted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", mark("Take over"), id="import.take")]

    def __init__(self, workshop: Workshop, sheets: Sequence[Sheet], *, is_covered: bool) -> None:
        super().__init__()
        self._workshop, self._sheets, self._is_covered = workshop, sheets, is_covered

    @property
    def is_refused(self) -> bool:
        """Whether there is nothing to take, or something in it that must be mended first."""
        return not self._sheets or any(sheet.said.refusals for sheet in self._sheets)

    def title_words(self) -> str:
        """Say whether the sheets can be taken."""
        if not self._sheets:
            return tr("No evaluation sheet was found there")
        if self.is_refused:
            return tr("Nothing can be taken over: mend these places, or leave that sheet out")
        return tr("Take these scores over?")

    def hints(self) -> tuple[KeyHint, ...]:
        """Enter takes them all over, unless something was refused."""
        leave = KeyHint("Esc", tr("Cancel"), "escape")
        return (leave,) if self.is_refused else (KeyHint("Enter", tr("Take over"), "enter"), leave)

    def view(self) -> BoardView:
        """Return each sheet with what was refused, what it changes and what is to be told."""
        cells = (self._sheet(number, sheet) for number, sheet in enumerate(self._sheets))
        return BoardView(tuple(cells), columns=1, lines=3)

    def _sheet(self, number: int, sheet: Sheet) -> Cell:
        names = {person.id: person.name for person in self._workshop.participants}
        refused = [f"✗ {said(remark, is_covered=self._is_covered)}" for remark in sheet.said.refusals]
        told = (remark for remark in sheet.said.notes if not (self._is_covered and remark.kind == "abstention"))
        notes = [said(remark, is_covered=self._is_covered) for remark in told]
        changes = [] if refused else self._changes(sheet.said)
        texts = [*refused, *changes, *notes]
        cards = tuple(Card(f"{number}/{index}", text, whole=True) for index, text in enumerate(texts))
        return Cell(str(number), names.get(sheet.said.person or "", "?"), cards, note=clip(sheet.name, _NAME))

    def _changes(self, sheet: Import) -> list[str]:
        """Say what a sheet changes: cell by cell, or covered only that it was read."""
        if self._is_covered:
            return [tr("✓ read whole, blank cells as blanks; the scores stay covered")]
        found = list(rescored(self._workshop, sheet))
        blank = tr("blank")
        lines = [
            trn(
                "✓ {count} of {all} scores changes",
                "✓ {count} of {all} scores change",
                len(found),
                all=len(sheet.scores),
            )
        ]
        for one in found:
            before, after = (blank if points is None else points_text(points) for points in (one.before, one.after))
            lines.append(
                tr(
                    "{cell}: case {case}, {criterion}: {before} → {after}",
                    cell=one.cell, case=one.case, criterion=one.criterion, before=before, after=after,
                )
            )  # fmt: skip
        return lines

    def action_take(self) -> None:
        """Take them over."""
        if not self.is_refused:
            self.dismiss(True)


def pasted(workshop: Workshop, text: str, person: str, at: tuple[int, int]) -> Sheet:
    """Read text pasted into a ballot: a whole evaluation sheet, or a block of scores laid from this cell on."""
    name = tr("pasted")
    try:
        cells = delimited.parse(text) if len(text) <= _LONGEST_PASTE else []
    except csv.Error:
        cells = []
    if len(text) > _LONGEST_PASTE or len(cells) * max(map(len, cells), default=0) > _LONGEST_PASTE:
        return Sheet(name, Import(person, refusals=(Remark("too-big"),)))
    whole = read_back(workshop, cells, person) if cells else Import()
    if cells and not any(remark.kind == "no-sheet" for remark in whole.refusals):
        return Sheet(name, whole)
    row, column = at
    cases = [case.id for case in workshop.cases[row:]]
    criteria = [criterion.id for criterion in criteria_in_columns(workshop)[column:]]
    return Sheet(name, placed(workshop, cells, person, cases, criteria))


def found(workshop: Workshop, answer: str, person: str) -> Sequence[Sheet]:
    """Read the sheets at paths as typed or dropped onto a terminal: files, or all those in a folder.

    A single sheet that does not say whose it is counts as ``person``'s. Of very many only the first are read.
    """
    paths = [path for place in places(answer) for path in _sheets_in(place)][:_MOST_SHEETS]
    sheets = gather(workshop, paths)
    if len(sheets) == 1 and any(remark.kind in _OWNERLESS for remark in sheets[0].said.refusals):
        return gather(workshop, paths, person)
    return sheets


def _sheets_in(place: Path) -> list[Path]:
    try:
        inside = sorted(path for path in place.iterdir() if path.suffix.lower() in _SHEETS)
    except (OSError, ValueError):  # a file, or what cannot be read, which is told of it
        return [place]
    return [path for path in inside if not path.name.startswith(("~$", "."))]  # Excel's own lock files
