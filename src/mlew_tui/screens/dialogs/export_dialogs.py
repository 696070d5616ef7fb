"""The dialogs of an export: the format, a preview, and where to write."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from mlew_tui.i18n import mark, tr
from mlew_tui.screens.dialogs.base import ChoiceDialog, Dialog, ListDialog
from mlew_tui.text.page_layout import Section
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyHint
from mlew_tui.widgets.section_reader import Reader

_FORMATS: Mapping[str, str] = {
    "html": mark("to read and print: proposal and record, with pictures"),
    "md": mark("to read and edit anywhere: proposal and record"),
    "docx": mark("to review in Word: the proposal"),
    "xlsx": mark("for spreadsheets: evaluation, votes, todos"),
    "csv": mark("for analysis: a table each"),
    "json": mark("for programs: everything, with the results"),
    "ics": mark("for calendars: meetings and due dates"),
    "discovery-md": mark("for the workshop's newer edition: one page"),
}
"""The purpose of each format, the most used first."""


class FormatDialog(ListDialog[str]):
    """Asks for a format. Answers with its name."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("export.take", "take")]

    def title_words(self) -> str:
        """Return the question."""
        return tr("Export: in which format?")

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter shows the preview."""
        return (KeyHint("Enter", tr("Look at it"), "enter"), KeyHint("Esc", tr("Cancel"), "escape"))

    def view(self) -> BoardView:
        """Return the formats with the purpose of each."""
        cards = tuple(Card(to, to, marks=(tr(purpose),)) for to, purpose in _FORMATS.items())
        return BoardView((Cell("formats", "", cards),), columns=1)

    def action_take(self) -> None:
        """Answer with the format at the cursor."""
        if self.board.cursor:
            self.dismiss(self.board.cursor)


class ExportDialog(Dialog[str]):
    """Shows the content of an export and its target. Answers "write" or "elsewhere"."""

    DEFAULT_CSS = """
    ExportDialog > Vertical { width: 96%; max-width: 120; height: 94%; }
    ExportDialog Reader { background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("export.write", "answer('write')"),
        binding("export.elsewhere", "answer('elsewhere')"),
    ]

    def __init__(self, sections: Sequence[Section], where: str, *, covered: bool) -> None:
        super().__init__()
        self._sections, self._where, self._covered = sections, where, covered

    def title_words(self) -> str:
        """Return the target, and whether scores and result are left out."""
        words = tr("Will be written: {path}", path=self._where)
        covered = tr("Scores and result are left out, for they are not revealed yet.")
        return f"{words}\n{covered}" if self._covered else words

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter writes, e asks for another target."""
        return (
            KeyHint("Enter", tr("Write"), "enter"), KeyHint("e", tr("Elsewhere"), "e"),
            KeyHint("↑↓ PageDown", tr("Read"), "pagedown"), KeyHint("Esc", tr("Cancel"), "escape"),
        )  # fmt: skip

    def body(self) -> ComposeResult:
        """Yield the preview."""
        yield Reader()

    def on_mount(self) -> None:
        """Show the preview from its beginning."""
        super().on_mount()
        reader = self.query_one(Reader)
        reader.show(self._sections)
        reader.focus()

    def action_answer(self, answer: str) -> None:
        """Close with an answer."""
        self.dismiss(answer)


def replace_question(name: str) -> ChoiceDialog:
    """Return the question about an existing file; answers "replace", "elsewhere" or "stay"."""
    return ChoiceDialog(
        tr("{name} exists already", name=name),
        tr("An earlier export, maybe. What is there now would be gone."),
        [
            ("r", "replace", tr("Replace it")),
            ("e", "elsewhere", tr("Elsewhere")),
            ("escape", "stay", tr("Cancel")),
        ],
    )
