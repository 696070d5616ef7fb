"""Does what is due at every tick: the file, the presence file, the heartbeat, the warnings of the clock."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext

if TYPE_CHECKING:
    from mlew_tui.app.controllers import LazyControllers
    from mlew_tui.session.session import Session
    from mlew_tui.storage.presence_file import PresenceFile

TICK_SECONDS = 0.2
_BEAT_SECONDS = 1.0


class TickController:
    """Keeps the console in step with the clock and with the workshop's file."""

    def __init__(self, console: ConsoleContext, controllers: "LazyControllers") -> None:
        self._console, self._controllers = console, controllers
        self._presence: PresenceFile | None = None
        self._presence_of = Path()
        self._last_beat = 0.0

    def tick(self, session: "Session") -> None:
        """Look at the file, write the presence file and the heartbeat, and warn when time runs out."""
        base = self._console.step_on_stage()
        self._look_at_file(session)
        if base is not None and not session.read_only:
            if self._presence is None or self._presence_of != session.path:
                self._presence, self._presence_of = self._console.home.live(session.path), session.path
            self._presence.write(base.live())
        now = self._console.time_source.steady()
        if now - self._last_beat >= _BEAT_SECONDS:
            self._last_beat = now
            session.beat()
        self._controllers.schedule.warn(session)

    def _look_at_file(self, session: "Session") -> None:
        """Notice changes from outside and whether saving works."""
        before = (session.workshop, session.unsaved)
        session.document.look()
        saving = self._console.saving
        if (session.workshop, session.unsaved) != before or bool(session.unsaved) != saving.was_unsaved:
            self._console.show()
        else:
            self.ask_about_file_when_free(session)
        saving.report_news(session)

    def ask_about_file_when_free(self, session: "Session") -> None:
        """Ask about changes from outside that cannot be merged, unless somebody types."""
        if session.document.autosaver.theirs is not None or "external_changes" in vars(self._controllers):
            self._controllers.external_changes.ask_when_free(session)
