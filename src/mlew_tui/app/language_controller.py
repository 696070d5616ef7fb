"""What the app does about the language: the file's, a wish of the command line's, and another one at any time."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.round_controller import RoundMatters
from mlew_tui.i18n import tr
from mlew_tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from mlew_tui.session.session import Session
    from mlew_tui.session.time_source import TimeSource
    from mlew_tui.storage.home import Home


class LanguageMatters(RoundMatters):
    """An app that speaks its workshop's language; ``wish``, what somebody asked this console for, goes before."""

    def __init__(self, home: "Home", session: "Session | None", time_source: "TimeSource", wish: str | None) -> None:
        super().__init__(home, session, time_source)
        self.wish = wish

    @abstractmethod
    def go_home(self) -> None:
        """Show Home, made anew."""

    def speak(self, wanted: str) -> None:
        """Speak ``ja`` or ``en`` from now on, and let the file say so, where it can be written: that can be undone."""
        from mlew_tui.model import changes

        session = self.session
        if session is None or session.read_only:
            self.wish = wanted
        else:
            self.wish = None
            self.attempt(lambda s: s.commit(tr("language"), lambda w: changes.put(w, "language", wanted)))
            if session.workshop.language != wanted:
                self.wish = wanted
        self.show()
        if session is None:
            i18n.use(wanted)
            if isinstance(self.screen, HomeScreen):
                self.go_home()

    def follow_language(self) -> None:
        """Speak what the workshop and the wish say now; whatever was said in another language goes."""
        if self.session is None:
            return
        spoken = i18n.choose(self.wish, self.session.workshop.language)
        if spoken != i18n.current():
            i18n.use(spoken)
            self.clear_notifications()
            self._told = None
