"""Textual's command palette in the current language, safe against keys before its list is laid out."""

from rich.text import Text
from textual import command
from textual.command import CommandInput, CommandList, CommandPalette
from textual.geometry import Offset
from textual.widgets.option_list import Option

from mlew_tui.i18n import tr
from mlew_tui.widgets.entry import caret, keep_caret


class PaletteInput(CommandInput):
    """The palette's input line, which tells the terminal where its caret is, since an IME draws there."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """The position of the terminal's caret."""
        return caret(self, super().cursor_screen_offset)

    def on_mount(self) -> None:
        """Keep the terminal's caret at this line."""
        keep_caret(self)


vars(command)["CommandInput"] = PaletteInput


class Palette(CommandPalette):
    """Textual's palette in the current language; keys do nothing until its list has a height."""

    DEFAULT_CSS = """
    Palette { background: transparent; }
    Palette > .command-palette--help-text { color: $text-muted; text-style: not bold not dim; }
    Palette #--input { border: hkey $border-blurred; }
    Palette SearchIcon { color: $foreground; }
    Palette CommandList { border-bottom: hkey $border-blurred; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=tr("Which command?"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Show after a moment that nothing matches, which Textual shows in English only."""
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, lambda: self._say_nothing_found(search_value)
        )

    def _say_nothing_found(self, searched: str) -> None:
        if searched:
            words = Text(tr("No command is called that."), justify="center")
            self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(searched)

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)
