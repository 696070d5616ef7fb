"""Ends the console: when somebody asks, or when its terminal is gone."""

import contextlib
from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.screens.report import ReportScreen
from mlew_tui.screens.step import messages

if TYPE_CHECKING:
    from mlew_tui.screens.step.step_screen import StepScreen


class LeavingController:
    """Leaves without losing what is being typed or not yet saved."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console
        self._is_unplugged = False

    def leave(self, base: "StepScreen | None") -> None:
        """Enter what is being typed, save, and end; ``base`` is the step's screen, if there is one."""
        top = self._console.screen
        if isinstance(top, ReportScreen):
            top.action_wish("leave")
        elif base is None:
            self._console.exit()
        elif base.entry_controller.settle():
            base.post_message(messages.QuitRequested())

    def end_without_terminal(self) -> None:
        """Quit once the terminal is gone; at the second call end although a question is open."""
        if not self._is_unplugged:
            self._is_unplugged = True
            self.leave(self._console.step_on_stage())
            return
        session, self._console.session = self._console.session, None
        if session is not None:
            session.close()
            if session.unsaved:
                with contextlib.suppress(OSError):
                    session.document.rescue()
        self._console.exit()
