"""A page over the step: sections to be read whole, and what can be done about them, a key each."""

from textual import events
from textual.app import ComposeResult

from mlew_tui.keymap import shown
from mlew_tui.language import tr
from mlew_tui.screens.desk import Read
from mlew_tui.screens.dialogs import Dialog
from mlew_tui.widgets.key_bar import KeyHint
from mlew_tui.widgets.reader import Reader

_AROUND = 8
"""Rows of the screen that are not the page's: frame, title and keys, and what stays seen of the step."""


class PageDialog(Dialog[str]):
    """Shows a page to read; answers with the key of what is to be done, None when it was only read."""

    DEFAULT_CSS = """
    PageDialog Reader { background: $surface; padding: 0; height: auto; }
    """

    def __init__(self, page: Read) -> None:
        super().__init__()
        self._page = page

    def title_words(self) -> str:
        """Return what the page is about."""
        return self._page.title

    def hints(self) -> tuple[KeyHint, ...]:
        """A key for each thing to be done; Escape closes."""
        return (
            *(KeyHint(shown(key), label, key) for key, label, _ in self._page.keys),
            KeyHint("↑↓", tr("scroll"), "down"),
            KeyHint("Esc", tr("Close"), "escape"),
        )

    def body(self) -> ComposeResult:
        """Lay out the page."""
        yield Reader()

    def on_mount(self) -> None:
        """Show it, as tall as the screen allows."""
        super().on_mount()
        reader = self.query_one(Reader)
        reader.styles.height = max(6, self.app.size.height - _AROUND)
        reader.show(self._page.sections)
        reader.focus()

    def on_key(self, event: events.Key) -> None:
        """Answer with a key of the page."""
        if any(event.key == key for key, _, _ in self._page.keys):
            event.stop()
            self.dismiss(event.key)
