"""The command palette in the language spoken now."""

from textual.command import CommandInput
from textual.geometry import Offset

from mlew_tui.i18n import tr
from mlew_tui.widgets.entry import caret, keep_caret
from mlew_tui.widgets.textual_patches import PatchedPalette, use_command_input


class PaletteInput(CommandInput):
    """The palette's input line, which tells the terminal where its caret is, since an IME draws there."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """The position of the terminal's caret."""
        return caret(self, super().cursor_screen_offset)

    def on_mount(self) -> None:
        """Keep the terminal's caret at this line."""
        keep_caret(self)


use_command_input(PaletteInput)


class Palette(PatchedPalette):
    """Textual's palette in the console's colours and language."""

    DEFAULT_CSS = """
    Palette { background: transparent; }
    Palette > .command-palette--help-text { color: $text-muted; text-style: not bold not dim; }
    Palette #--input { border: hkey $border-blurred; }
    Palette SearchIcon { color: $foreground; }
    Palette CommandList { border-bottom: hkey $border-blurred; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=tr("Which command?"), id="--command-palette")

    def nothing_found(self) -> str:
        """Return what to say when no command matches."""
        return tr("No command is called that.")
