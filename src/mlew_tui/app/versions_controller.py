"""Lists the earlier versions of a workshop and goes back to one."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.diagnosis.masking import masked
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs.versions_dialog import VersionRow, VersionsDialog
from mlew_tui.screens.home import when
from mlew_tui.session import versions
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.storage.history import VersionNotFoundError
from mlew_tui.text.os_errors import describe_os_error

if TYPE_CHECKING:
    from mlew_tui.session.session import Session

_MOST = 50
"""Versions listed on screen; the command lists them all."""


class VersionsController:
    """Offers what was saved before."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console

    def offer_versions_of(self, session: "Session") -> None:
        """List the earlier versions of the open workshop."""
        session.document.autosaver.flush()
        self.offer_versions(session.path)

    def offer_versions(self, path: Path) -> None:
        """List the earlier versions of a file, and go back to the one chosen."""
        console = self._console
        try:
            saved = console.home.history(path).versions()
        except OSError as error:
            console.notify(describe_os_error(error), severity="error", markup=False)
            return
        rows = [
            VersionRow(entry.number, when(entry.at, console.time_source.wall()), entry.step, entry.what)
            for entry in versions.entries(path, saved, _MOST, console.home.sound)
        ]

        def answer(number: int | None) -> None:
            if number is not None:
                self._go_back(path, number)

        console.push_screen(VersionsDialog(rows), answer)

    def _go_back(self, path: Path, number: int) -> None:
        console, session = self._console, self._console.session
        try:
            if session is None:
                versions.put_back(path, console.home.history(path), number, console.time_source.wall())
                console.open_workshop(path)
                return
            session.document.restore(number)
        except InvalidFileError as error:
            words = "\n".join(str(masked(problem)) for problem in error.problems)
            console.notify(words, severity="error", markup=False)
        except (VersionNotFoundError, ChangeRejectedError) as error:
            console.notify(str(error), severity="error", markup=False)
        except OSError as error:
            console.saving.report_write_error(error)
        else:
            console.show()
            console.saving.report_news(session)
            console.notify(tr("Version {number} is back; ^Z takes that back", number=number), markup=False)
