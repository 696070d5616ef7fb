"""What the controllers may use of the console, so that each can be read and tested without the others."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from mlew_tui.app.saving_controller import SavingController
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session
    from mlew_tui.session.time_source import TimeSource
    from mlew_tui.settings.settings import Settings
    from mlew_tui.storage.home import Home

T = TypeVar("T")
NOTICE_SECONDS = 10.0
"""How long a longer notification stays in view, in seconds."""


class ConsoleContext(Protocol):
    """The console as its controllers see it."""

    session: "Session | None"
    """The session of the open workshop."""
    home: "Home"
    settings: "Settings"
    time_source: "TimeSource"
    rescued: str
    """Where unsaved work was written when the console ended, in words for the shell; "" if nowhere."""

    @property
    def saving(self) -> "SavingController":
        """What reports saves and asks about unsaved work."""

    # --- screens ------------------------------------------------------------------------------

    @property
    def screen(self) -> "Screen[object]":
        """The screen on top."""

    def step_on_stage(self) -> "StepScreen | None":
        """Return the step's screen, under a dialog or not."""

    def step_on_top(self) -> "StepScreen | None":
        """Return the step's screen if nothing covers it."""

    def show(self) -> None:
        """Repaint every screen from the session, and switch to the screen of its phase."""

    def replace_screen(self, screen: "Screen[None]") -> None:
        """Show a screen in place of the one on top."""

    def push_screen(self, screen: "Screen[T]", callback: "Callable[[T | None], None] | None" = None) -> object:
        """Show a screen above the others; ``callback`` gets its result."""

    async def push_screen_wait(self, screen: "Screen[T]") -> T:
        """Show a screen and return its result; only in a worker."""

    def pop_screen(self) -> object:
        """Take the screen on top away."""

    # --- the workshop -------------------------------------------------------------------------

    def attempt(
        self, action: "Callable[[Session], object]", screen: "StepScreen | None" = None, text: str = ""
    ) -> bool:
        """Run an action on the session and repaint; report a rejected change, and return False for it."""

    def open_workshop(self, path: Path, *, demo: bool = False) -> None:
        """Open a workshop, or show what is wrong with its file."""

    def ask_about_file(self, session: "Session") -> None:
        """Ask now about changes from outside that cannot be merged."""

    def is_asking_about_file(self) -> bool:
        """Tell whether the screen on top already says why the workshop is not saved."""

    def show_versions(self, path: Path) -> None:
        """List the earlier versions of a file."""

    def show_report(self, path: Path, problems: "Sequence[Problem]") -> None:
        """Show what is wrong with a file that was to be opened."""

    def show_home(self) -> None:
        """Show Home, with its list read again."""

    def leave_report(self) -> None:
        """Leave the report of a file that could not be opened."""

    def has_open_ballots(self) -> bool:
        """Return whether the ballots are open."""

    def clock_was_set(self) -> None:
        """Note that the clock jumped: passing a warning in the jump rings no bell."""

    # --- services of Textual ------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show one notification, in place of the one before."""

    def clear_notifications(self) -> None:
        """Take all notifications away."""

    def bell(self) -> None:
        """Ring the terminal's bell."""

    def run_worker(
        self, work: Coroutine[None, None, None], *, exclusive: bool = False, group: str = "default"
    ) -> object:
        """Run a coroutine as a worker, concurrently with message handling."""

    def call_later(self, callback: Callable[..., object], *args: object) -> bool:
        """Call something after the messages that wait."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> object:
        """Call something once after a delay in seconds."""

    def suspend(self) -> "AbstractContextManager[None]":
        """Release the terminal to another program inside the context."""

    def exit(self, *, return_code: int = 0) -> None:
        """End the console."""
