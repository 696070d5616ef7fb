"""Opens and creates workshops, as chosen on Home."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.context import ConsoleContext
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.screens.new import NewScreen
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.text.os_errors import describe_os_error

if TYPE_CHECKING:
    from mlew_tui.screens.home import HomeScreen


class HomeController:
    """Leads from Home into a workshop."""

    def __init__(self, console: ConsoleContext, *, saves_in_background: bool) -> None:
        self._console = console
        self._saves_in_background = saves_in_background

    def answer(self, message: "HomeScreen.Wanted") -> None:
        """Open a workshop, begin a new one, or show the demo."""
        path = Path(message.path)
        if message.what != "new":
            demo = message.what == "demo"
            self._console.open_workshop(create.demo_copy(i18n.current()) if demo else path, demo=demo)
        elif path.exists():
            self._report_existing(message.path)
        else:
            self._console.replace_screen(NewScreen(path, ()))

    def open_session(self, path: Path, *, demo: bool) -> Session | None:
        """Open a workshop's session; show what is wrong with its file and return None if it cannot be used."""
        console = self._console
        try:
            return Session.open(
                path, console.home, console.time_source, demo=demo, in_background=self._saves_in_background
            )
        except InvalidFileError as error:
            console.show_report(path, error.problems)
            return None

    def create_workshop(self, message: NewScreen.Ready) -> None:
        """Write the new workshop and open it."""
        i18n.use(message.language)
        try:
            create.create(message.path, message.title, message.language, message.people)
        except FileExistsError:
            self._report_existing(str(message.path))
        except (WriteError, OSError) as error:
            words = tr("Not saved: {reason}", reason=describe_os_error(error))
            self._console.notify(words, severity="error", markup=False)
        else:
            self._console.open_workshop(message.path)

    def _report_existing(self, path: str) -> None:
        words = tr("{path} exists already: choose another file", path=path)
        self._console.notify(words, severity="error", markup=False)
