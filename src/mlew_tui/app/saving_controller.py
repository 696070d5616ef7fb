"""Reports failed saves and keeps unsaved changes until they are written."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.context import NOTICE_SECONDS, ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs import questions
from mlew_tui.screens.dialogs.base import AskDialog
from mlew_tui.text.os_errors import describe_os_error

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mlew_tui.session.session import Session


class SavingController:
    """Says what happens to the workshop's file, and asks what to do while it cannot be written."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console
        self.was_unsaved = False
        """Whether a failing save was reported and is not yet mended."""

    def report_news(self, session: "Session") -> None:
        """Report what is new about the file: changes from outside, a new layout, not saved, saved again."""
        words = session.document.take_news()
        aside = session.document.autosaver.set_aside()
        if aside is not None:
            words.append(
                tr("The file's layout could not be kept: it was written anew, the old one is {name}", name=aside.name)
            )
        is_failing = bool(session.unsaved) and not session.document.autosaver.is_unsure
        has_begun = is_failing and not self.was_unsaved
        if has_begun and not self._console.is_asking_about_file():
            words += [session.unsaved, tr("It goes on here; ^P › Not saved: what to do")]
        elif self.was_unsaved and not session.unsaved:
            words.append(tr("Saved again"))
        was, self.was_unsaved = self.was_unsaved, is_failing or (self.was_unsaved and bool(session.unsaved))
        if self.was_unsaved != was:
            self._console.show()  # a save in the background may have ended since the last repaint
        if words:
            severity: SeverityLevel = "error" if has_begun else "information"
            self._console.notify("\n".join(words), severity=severity, markup=False, timeout=NOTICE_SECONDS)

    def report_write_error(self, error: Exception) -> None:
        """Report that something was not written, and why."""
        words = describe_os_error(error) if isinstance(error, OSError) else str(error)
        self._console.notify(tr("Not saved: {reason}", reason=words), severity="error", markup=False)

    def ask_about_failing(self) -> None:
        """Ask what to do while saving fails; report that all is saved when it is."""
        session = self._console.session
        if session is None or not session.unsaved:
            self._console.notify(tr("Everything is saved."), markup=False)
        elif session.document.conflicts or session.document.their_problems:
            self._console.ask_about_file(session)
        else:
            self._console.clear_notifications()
            self._console.push_screen(questions.failing(session.unsaved), self._answer_failing)

    def _answer_failing(self, answer: str | None) -> None:
        session = self._console.session
        if answer == "elsewhere":
            self.offer_elsewhere()
        elif answer == "retry" and session is not None:
            session.beat()
            session.document.autosaver.flush()
            self._console.show()

    def offer_elsewhere(self) -> None:
        """Ask for another file, save there, and go on in it."""
        if self._console.session is not None:
            self._console.run_worker(self._ask_elsewhere(self._console.session))

    async def _ask_elsewhere(self, session: "Session") -> None:
        if await self._save_elsewhere(session):
            self._console.show()

    async def _save_elsewhere(self, session: "Session") -> bool:
        """Ask for another file and save there; return False if nothing was written."""
        free = Path.home() / session.path.name
        answer = await self._console.push_screen_wait(AskDialog(tr("Save the workshop as"), str(free)))
        if not answer or not answer.strip():
            return False
        return self._save_at(session, Path(answer.strip()))

    def _save_at(self, session: "Session", path: Path) -> bool:
        """Go on in another file; return False and report why if that cannot be written."""
        try:
            path = path.expanduser()
            session.rounds.save_elsewhere(path)
        except FileExistsError:
            words = tr("{path} exists already: choose another file", path=path)
            self._console.notify(words, severity="error", markup=False)
            return False
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: "~name" of an unknown user
            self.report_write_error(error)
            return False
        self._console.show()
        self.report_news(session)
        return True

    # --- leaving ------------------------------------------------------------------------------

    def leave_for(self, after: Callable[[], object]) -> None:
        """Close the session, then call ``after``; while something is not saved, ask first."""
        session = self._console.session
        if session is None or self._close(session):
            after()
        else:
            self._console.run_worker(self._ask_not_saved(session, after))

    def _close(self, session: "Session") -> bool:
        session.close()
        if session.unsaved:
            return False
        self._console.session = None
        return True

    async def _ask_not_saved(self, session: "Session", after: Callable[[], object]) -> None:
        """Ask what to do with unsaved work until it is saved, abandoned, or kept open."""
        console = self._console
        while True:
            console.clear_notifications()
            answer = await console.push_screen_wait(questions.not_saved(session.unsaved))
            if answer == "leave":
                self._leave_unsaved(session)
                return
            if answer not in ("retry", "elsewhere"):
                break
            if answer == "elsewhere" and not await self._save_elsewhere(session):
                return
            if self._close(session):
                after()
                return
        if session.document.conflicts or session.document.their_problems:
            console.ask_about_file(session)
        else:
            console.show()

    def _leave_unsaved(self, session: "Session") -> None:
        """End the console with the unsaved work in a file of its own."""
        try:
            copy = session.document.rescue()
        except OSError as error:
            self.report_write_error(error)
            return
        self._console.rescued = tr(
            "Not saved: {path}. What it would have held is in {copy}", path=session.path, copy=copy
        )
        self._console.session = None
        session.document.release()
        self._console.exit(return_code=1)
