"""Does what waits for the first frame of a workshop."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from mlew_tui.app.controllers import LazyControllers
    from mlew_tui.session.session import Session

_LOAD_DELAY = 1.0
"""How long after a step is shown the next one is loaded, in seconds."""


class ArrivalController:
    """Reports what a facilitator must know on arrival, and loads ahead."""

    def __init__(self, console: ConsoleContext, controllers: "LazyControllers") -> None:
        self._console, self._controllers = console, controllers

    def report_settings(self) -> None:
        """Warn when settings.toml has problems."""
        if self._console.home.settings_problems():
            words = tr("settings.toml has problems: mlew-tui doctor")
            self._console.notify(words, severity="warning", markup=False, timeout=10)

    def arrive(self, session: "Session") -> None:
        """Remember the workshop, report what changed since it was last open, and ask what must be asked first."""
        self.load_soon()
        session.document.remember()  # so that the wall and Home know of it from now on
        session.rounds.look_back()
        if session.rounds.previous is None:
            self._console.saving.report_news(session)
        else:
            self._controllers.rounds.report_changes_since(session.rounds.previous, session)
        if session.snapshot.demo:
            self._console.notify(tr("This is a throw-away copy of the example: try anything."), markup=False)
        if session.read_only or session.clock.away:
            self._controllers.dialogs.ask_on_arrival(session)

    def load_soon(self) -> None:
        """Load what the next step and the agenda need, after the first frame."""
        self._console.set_timer(_LOAD_DELAY, self._load_ahead)

    def _load_ahead(self) -> None:
        if self._console.session is not None:
            self._controllers.editing.load_next_screen()
            _ = self._controllers.agenda
