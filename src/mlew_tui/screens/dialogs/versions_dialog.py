"""The kept versions of a workshop: when, at which step, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType

from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs.base import ListDialog
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyHint


@dataclass(frozen=True)
class VersionRow:
    """One version, described in words."""

    number: int
    when: str
    step: str
    what: str


class VersionsDialog(ListDialog[int]):
    """Lists versions, the newest first. Answers with the number of the version to go back to."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("past.take", "take")]

    def __init__(self, versions: Sequence[VersionRow]) -> None:
        super().__init__()
        self._versions = versions

    def title_words(self) -> str:
        """Return the title."""
        return tr("Earlier versions: going back can itself be undone")

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter goes back."""
        return (KeyHint("Enter", tr("Go back to it"), "enter"), KeyHint("Esc", tr("Cancel"), "escape"))

    def view(self) -> BoardView:
        """Return the versions."""
        cards = tuple(
            Card(str(version.number), f"{version.what}\n{version.step}", marks=(version.when,))
            for version in self._versions
        )
        return BoardView((Cell("past", "", cards, empty=tr("No version is kept yet.")),), columns=1, lines=3)

    def action_take(self) -> None:
        """Answer with the version at the cursor."""
        if self.board.cursor:
            self.dismiss(int(self.board.cursor))
