"""What the app says and asks while its workshop is saved, cannot be saved, or is left."""

import contextlib
import os
from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from mlew_tui.i18n import tr
from mlew_tui.text.os_errors import reason

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mlew_tui.session.session import Session
    from mlew_tui.storage.home import Home

TOLD = 10.0
"""Seconds a note about the file stays in view."""


class SavingMatters(App[None]):
    """An app with a session whose saves may fail: it goes on, says so, and never lets go of what is not saved."""

    def __init__(self, home: "Home", session: "Session | None") -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # else Textual draws in greys
        self.home = home
        self.session = session
        self.rescued = ""
        self.was_unsaved = False

    def _fatal_error(self) -> None:
        """End after a fault of our own with where it happened, as Textual does, but without the values it held.

        They would be everybody's scores, on the wall. What was entered just before is saved first.
        """
        if self.session is not None:
            with contextlib.suppress(Exception):  # the fault may be the keeper's own
                self.session.autosaver.flush()
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()

    @abstractmethod
    def show(self) -> None:
        """Give the present scene to every screen that shows one."""

    @abstractmethod
    def is_asking(self) -> bool:
        """Tell whether the screen on top says already why the workshop is not saved."""

    @abstractmethod
    def ask_at_once(self, session: "Session") -> None:
        """Ask about what others wrote into the file."""

    def tell_of_file(self, session: "Session") -> None:
        """Say what is new about the file: taken over from outside, written anew, not saved, saved again."""
        words = session.news()
        aside = session.autosaver.set_aside()
        if aside is not None:
            words.append(
                tr("The file's layout could not be kept: it was written anew, the old one is {name}", name=aside.name)
            )
        is_failing = bool(session.unsaved) and not session.autosaver.is_unsure
        has_begun = is_failing and not self.was_unsaved
        if has_begun and not self.is_asking():
            words += [session.unsaved, tr("It goes on here; ^P › Not saved: what to do")]
        elif self.was_unsaved and not session.unsaved:
            words.append(tr("Saved again"))
        was, self.was_unsaved = self.was_unsaved, is_failing or (self.was_unsaved and bool(session.unsaved))
        if self.was_unsaved != was:
            self.show()  # a save in the background may have ended just after the last one
        if words:
            severity: SeverityLevel = "error" if has_begun else "information"
            self.notify("\n".join(words), severity=severity, markup=False, timeout=TOLD)

    def say_not_saved(self, error: Exception) -> None:
        """Say that something was not written, and why."""
        words = reason(error) if isinstance(error, OSError) else str(error)
        self.notify(tr("Not saved: {reason}", reason=words), severity="error", markup=False)

    def ask_about_failing(self) -> None:
        """Ask what to do while saving fails; say so when it does not."""
        from mlew_tui.screens.dialogs import questions

        session = self.session
        if session is None or not session.unsaved:
            self.notify(tr("Everything is saved."), markup=False)
        elif session.conflicts or session.their_problems:
            self.ask_at_once(session)
        else:
            self.clear_notifications()
            self.push_screen(questions.failing(session.unsaved), self._answered_failing)

    def _answered_failing(self, answer: str | None) -> None:
        if answer == "elsewhere":
            self.ask_elsewhere(self.show)
        elif answer == "retry" and self.session is not None:
            self.session.beat()
            self.session.autosaver.flush()
            self.show()

    def ask_elsewhere(self, after: Callable[[], object]) -> None:
        """Ask for another file, save there, and go on in it."""
        from mlew_tui.screens.dialogs.base import AskDialog

        session = self.session
        if session is None:
            return

        def answered(given: str | None) -> None:
            if not given or not given.strip():
                return
            path = Path(given.strip())
            try:
                path = path.expanduser()
                session.save_elsewhere(path)
            except FileExistsError:
                self.notify(tr("{path} exists already: choose another file", path=path), severity="error", markup=False)
            except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: ~somebody who is not there
                self.say_not_saved(error)
            else:
                self.show()
                self.tell_of_file(session)
                after()

        free = Path.home() / session.path.name
        self.push_screen(AskDialog(tr("Save the workshop as"), str(free)), answered)

    def leave_for(self, after: Callable[[], object]) -> None:
        """Close the session and go on; while something is not saved, ask first."""
        session = self.session
        if session is None:
            after()
            return
        session.close()
        if not session.unsaved:
            self.session = None
            after()
            return

        def answered(answer: str | None) -> None:
            if answer == "retry":
                self.leave_for(after)
            elif answer == "elsewhere":
                self.ask_elsewhere(lambda: self.leave_for(after))
            elif answer == "leave":
                try:
                    copy = session.rescue()
                except OSError as error:
                    self.say_not_saved(error)
                    return
                self.rescued = tr(
                    "Not saved: {path}. What it would have held is in {copy}", path=session.path, copy=copy
                )
                self.session = None
                session.release()
                self.exit(return_code=1)
            elif session.conflicts or session.their_problems:
                self.ask_at_once(session)
            else:
                self.show()

        from mlew_tui.screens.dialogs import questions

        self.clear_notifications()
        self.push_screen(questions.not_saved(session.unsaved), answered)
