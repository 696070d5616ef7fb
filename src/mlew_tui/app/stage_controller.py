"""Shows the session on the screen of its step."""

from typing import TYPE_CHECKING

from mlew_tui.screens.routes import phase_screen
from mlew_tui.screens.step.step_screen import StepScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from mlew_tui.app.context import ConsoleContext
    from mlew_tui.session.session import Session
    from mlew_tui.settings.keymap import Keymap


class StageController:
    """Makes, finds and repaints the screen of the present step."""

    def __init__(self, console: "ConsoleContext", notes: "Callable[[], tuple[str, ...]]", keymap: "Keymap") -> None:
        self._console, self._notes, self._keymap = console, notes, keymap

    def new_screen(self, session: "Session") -> StepScreen:
        """Return a screen of the present step's phase."""
        kind = phase_screen(session.step.phase)
        return kind(session.snapshot, self._console.time_source.steady, self._notes, self._keymap)

    @staticmethod
    def find(screens: "Sequence[Screen[object]]") -> StepScreen | None:
        """Return the topmost step's screen of a stack; the lowest may be an older one."""
        return next((screen for screen in reversed(screens) if isinstance(screen, StepScreen)), None)

    def show(self, session: "Session", base: StepScreen) -> None:
        """Repaint the step's screen; replace it when the phase is another one and nothing covers it."""
        if base.phase == session.step.phase:
            base.show(session.snapshot)
        elif self._console.screen is base:
            self._console.replace_screen(self.new_screen(session))
