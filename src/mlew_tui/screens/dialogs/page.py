"""A page to read over a step, with one key for each thing that can be done about it."""

from textual import events
from textual.app import ComposeResult

from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs.base import Dialog
from mlew_tui.screens.step.effects import Key, ShowPage
from mlew_tui.settings.keymap import USUAL, Keymap, shown
from mlew_tui.widgets.key_bar import KeyHint
from mlew_tui.widgets.section_reader import Reader

_AROUND = 8
"""Rows of the screen for frame, title and keys, and the part of the step that stays visible."""


class PageDialog(Dialog[Key]):
    """Shows a page to read. Answers with the key pressed about it, None when it was only read."""

    DEFAULT_CSS = """
    PageDialog Reader { background: $surface; padding: 0; height: auto; }
    """

    def __init__(self, page: ShowPage, keymap: Keymap = USUAL) -> None:
        super().__init__()
        self._page, self._keymap = page, keymap

    def title_words(self) -> str:
        """Return the page's title."""
        return self._page.title

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the page's own keys; Escape closes."""
        firsts = [(self._keymap.first(key.id, key.key), tr(key.label)) for key in self._page.keys]
        return (
            *(KeyHint(shown(first), label, first) for first, label in firsts),
            KeyHint("↑↓", tr("scroll"), "down"),
            KeyHint("Esc", tr("Close"), "escape"),
        )

    def body(self) -> ComposeResult:
        """Yield the page."""
        yield Reader()

    def on_mount(self) -> None:
        """Show the page as tall as the screen allows."""
        super().on_mount()
        reader = self.query_one(Reader)
        reader.styles.height = max(6, self.app.size.height - _AROUND)
        reader.show(self._page.sections)
        reader.focus()

    def on_key(self, event: events.Key) -> None:
        """Answer with a key of the page."""
        for key in self._page.keys:
            if self._keymap.answers(key.id, key.key, event.key, event.character, typing=False):
                event.stop()
                self.dismiss(key)
                return
