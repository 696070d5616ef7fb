"""The question which step to shorten when the day does not fit."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from mlew_tui.i18n import tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.schedule.forecast import Forecast
from mlew_tui.model.schedule.replan import Cut, fitted
from mlew_tui.reports import schedule_text
from mlew_tui.screens.dialogs.base import ListDialog
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyHint

ALL = "="
"""The answer that shortens every step to come a little."""


class ReplanDialog(ListDialog[str]):
    """Offers cuts, the smallest loss first. Answers with a step's id or ``ALL``; Escape changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("replan.take", "take")]

    def __init__(self, deck: Deck, day: Forecast, cuts: Sequence[Cut]) -> None:
        super().__init__()
        self._deck, self._day, self._cuts = deck, day, cuts

    def title_words(self) -> str:
        """Return by how much the day does not fit, and the question."""
        if not self._cuts:
            return tr("Everything fits: nothing has to be shorter.")
        return tr("{minutes} min do not fit. Which step shall be shorter?", minutes=-(-self._day.over // 60))

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter shortens, Escape leaves the plan as it is."""
        later = KeyHint("Esc", tr("Leave the plan as it is"), "escape")
        return (KeyHint("Enter", tr("Shorten"), "enter"), later) if self._cuts else (later,)

    def view(self) -> BoardView:
        """Return the cuts, second the one of all steps together."""
        cards = [Card(cut.step, schedule_text.cut_words(self._deck, cut)) for cut in self._cuts]
        if cards:
            fit = fitted(self._deck, self._day)
            marks = (tr("{minutes} min are still missing", minutes=fit.missing),) if fit.missing else ()
            cards.insert(1, Card(ALL, tr("All steps to come a little shorter"), marks=marks))
        return BoardView((Cell("cuts", "", tuple(cards)),), columns=1, lines=2)

    def action_take(self) -> None:
        """Answer with the cut at the cursor."""
        if self._cuts:
            self.dismiss(self.board.cursor)
