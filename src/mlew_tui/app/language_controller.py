"""Chooses the language spoken: the file's, the command line's, or another one at any time."""

from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.context import ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from mlew_tui.model.workshop import Workshop


class LanguageController:
    """Speaks the workshop's language; ``wish``, what somebody asked this console for, goes before it."""

    def __init__(self, console: ConsoleContext, wish: str | None) -> None:
        self._console = console
        self._wish = wish

    def speak(self, language: str) -> None:
        """Speak ``ja`` or ``en`` from now on, and write it into the file where that is possible; it can be undone."""
        session = self._console.session
        if session is None or session.read_only:
            self._wish = language
        else:
            from mlew_tui.model import changes  # lazy: Home is drawn without the model

            def change(workshop: "Workshop") -> "Workshop":
                return changes.put(workshop, "language", language)

            self._wish = None
            self._console.attempt(lambda session: session.commit(tr("language"), change))
            if session.workshop.language != language:
                self._wish = language
        self._console.show()
        if session is None:
            i18n.use(language)
            if isinstance(self._console.screen, HomeScreen):
                self._console.show_home()

    def follow_workshop(self) -> None:
        """Speak the language of the workshop or of the wish; remove notifications in another one."""
        if self._console.session is None:
            return
        language = i18n.choose(self._wish, self._console.session.workshop.language)
        if language != i18n.current():
            i18n.use(language)
            self._console.clear_notifications()
