"""What the app does outside a workshop: Home, beginning a new one, the demo, and opening one."""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.export_controller import ExportMatters
from mlew_tui.i18n import tr
from mlew_tui.screens.home import HomeScreen
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.text.os_errors import reason

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.screens.new import NewScreen
    from mlew_tui.session.session import Session
    from mlew_tui.session.time_source import TimeSource
    from mlew_tui.storage.home import Home


class HomeMatters(ExportMatters):
    """An app one comes to with a workshop or without, and that can be left for another one.

    ``broken`` is the file it was started on, if that cannot be used, with what is wrong.
    """

    def __init__(
        self, home: "Home", session: "Session | None", time_source: "TimeSource", wish: str | None,
        broken: "tuple[Path, Sequence[Problem]] | None", *, saves_in_background: bool,
    ) -> None:  # fmt: skip
        super().__init__(home, session, time_source, wish)
        self.broken = broken
        self._saves_in_background = saves_in_background

    @abstractmethod
    def enter(self, session: "Session") -> None:
        """Show the step at which the room of a workshop just opened stopped."""

    def home_screen(self) -> HomeScreen:
        """Return Home as it is now."""
        return HomeScreen(self.home.visits(), self.step_words, self.time_source.wall())

    def new_screen(self, path: Path, people: Sequence[tuple[str, str]] = ()) -> "NewScreen":
        """Return the form of a new workshop."""
        from mlew_tui.screens.new import NewScreen

        return NewScreen(path, people)

    def on_home_screen_wanted(self, message: HomeScreen.Wanted) -> None:
        """Open a workshop, begin a new one, or show the demo."""
        if message.what == "new" and Path(message.path).exists():
            self._say_taken(message.path)
            return
        if message.what == "new":
            self.replace_screen_by(self.new_screen(Path(message.path)))
            return
        from mlew_tui.session import create

        demo = message.what == "demo"
        self.open_workshop(create.demo_copy(i18n.current()) if demo else Path(message.path), demo=demo)

    def open_workshop(self, path: Path, *, demo: bool = False) -> None:
        """Open a workshop at the step where the room stopped, or show what is wrong with its file."""
        from mlew_tui.diagnosis.problem import InvalidFileError
        from mlew_tui.session.session import Session

        try:
            self.session = Session.open(
                path, self.home, self.time_source, demo=demo, in_background=self._saves_in_background
            )
        except InvalidFileError as error:
            self.show_report(path, error.problems)
            return
        self.clock_was_set()
        self.follow_language()
        self.enter(self.session)

    def leave_report(self) -> None:
        """End where the console was started on this file; else back to Home."""
        if self.broken is not None:
            self.exit(return_code=1)
        else:
            self.go_home()

    def on_new_screen_ready(self, message: "NewScreen.Ready") -> None:
        """Write the new workshop and open it."""
        from mlew_tui.session import create

        i18n.use(message.language)
        try:
            create.create(message.path, message.title, message.language, message.people)
        except FileExistsError:
            self._say_taken(str(message.path))
        except (WriteError, OSError) as error:
            self.notify(tr("Not saved: {reason}", reason=reason(error)), severity="error", markup=False)
        else:
            self.open_workshop(message.path)

    def _say_taken(self, path: str) -> None:
        words = tr("{path} exists already: choose another file", path=path)
        self.notify(words, severity="error", markup=False)

    def go_home(self) -> None:
        """Show Home, made anew."""
        self.replace_screen_by(self.home_screen())

    def on_new_screen_cancelled(self) -> None:
        """Back home."""
        self.go_home()
