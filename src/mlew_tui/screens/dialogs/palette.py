"""The command palette in the language spoken now, which stands a key before its list is laid out."""

from rich.text import Text
from textual import command
from textual.command import CommandInput, CommandList, CommandPalette
from textual.geometry import Offset
from textual.widgets.option_list import Option

from mlew_tui.i18n import tr
from mlew_tui.widgets.entry import caret, keep_caret


class PaletteInput(CommandInput):
    """The palette's line, at whose caret an IME draws, too."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's caret belongs."""
        return caret(self, super().cursor_screen_offset)

    def on_mount(self) -> None:
        """Bring the terminal's caret here."""
        keep_caret(self)


vars(command)["CommandInput"] = PaletteInput


class Palette(CommandPalette):
    """Textual's palette; a page key in the moment before the list has a height does nothing."""

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
        """Say a moment later that nothing was found, which Textual says in English only."""
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
