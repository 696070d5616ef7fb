"""The command palette in the language spoken now, which stands a key before its list is laid out."""

from textual.command import CommandList, CommandPalette

from mlew_tui.language import tr


class Palette(CommandPalette):
    """Textual's palette; a page key in the moment before the list has a height does nothing."""

    def __init__(self) -> None:
        super().__init__(placeholder=tr("Which command?"), id="--command-palette")

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)
