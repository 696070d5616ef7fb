"""Does what somebody wants done about a file with problems."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.context import NOTICE_SECONDS, ConsoleContext
from mlew_tui.app.editor import EditorError, open_file
from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.screens.report import ReportScreen
from mlew_tui.storage.atomic_write import WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlew_tui.diagnosis.problem import Problem


class ReportController:
    """Answers the report of a file that cannot be used: edit, check again, repair, keep ours, leave."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console

    @staticmethod
    def screen(path: Path, problems: "Sequence[Problem]") -> ReportScreen:
        """Return what is wrong with a file that was to be opened."""
        return ReportScreen(path, problems)

    async def answer(self, message: ReportScreen.Wished) -> None:
        """Do what was chosen in the report."""
        screen = self._console.screen
        if not isinstance(screen, ReportScreen):
            return
        if message.wish == "edit":
            await self._edit(screen, message.problem)
        elif message.wish == "check":
            await self._check_again(screen)
        elif message.wish == "history":
            self._console.show_versions(screen.path)
        elif message.wish == "mine":
            self._keep_mine(screen)
        elif message.wish in ("cap", "convert"):
            await self._repair(screen, is_capping=message.wish == "cap")
        elif screen.is_open:
            self._console.pop_screen()
        else:
            self._console.leave_report()

    async def _edit(self, screen: ReportScreen, problem: "Problem | None") -> None:
        path = problem.path if problem is not None else screen.path
        line, column = (problem.line, problem.column) if problem is not None else (0, 0)
        try:
            await open_file(self._console, path, line, column)
        except EditorError as error:
            words = tr("The editor did not start: {reason}", reason=error)
            self._console.notify(words, severity="error", markup=False)
        await self._check_again(screen)

    async def _check_again(self, screen: ReportScreen) -> None:
        """Read the file once more: open it when it is valid, else show what is wrong now."""
        if screen.is_open:
            session = self._console.session
            if session is not None:
                session.document.look(is_last=True)
                session.document.try_again()
                self._report_unchanged(screen, session.document.their_problems)
                self._console.show()
                self._console.saving.report_news(session)
            return
        report = examine_file(screen.path)
        if report.workshop is None:
            self._report_unchanged(screen, report.problems)
            await screen.show(report.problems)
        else:
            self._console.open_workshop(screen.path)

    def _report_unchanged(self, screen: ReportScreen, problems: "Sequence[Problem]") -> None:
        if tuple(problems) == screen.problems:
            self._console.notify(tr("The same problems are still there."), severity="warning", markup=False)

    async def _repair(self, screen: ReportScreen, *, is_capping: bool) -> None:
        from mlew_tui.storage import repairs  # lazy: the TOML writer takes 35 ms, and few reports offer a repair

        try:
            if is_capping:
                capped = repairs.capped(screen.path)
                original = None if capped is None else capped[0]
            else:
                original = repairs.converted(screen.path)
        except InvalidFileError as error:
            await screen.show(error.problems)
            return
        except WriteError as error:
            self._console.saving.report_write_error(error)
            return
        if original is not None:
            words = tr("The original is kept as {name}", name=original.name)
            self._console.notify(words, markup=False, timeout=NOTICE_SECONDS)
        await self._check_again(screen)

    def _keep_mine(self, screen: ReportScreen) -> None:
        session = self._console.session
        if session is None or not screen.is_open:
            return
        try:
            session.document.keep_mine()
        except OSError as error:
            self._console.saving.report_write_error(error)
            return
        self._console.show()
        self._console.saving.report_news(session)
