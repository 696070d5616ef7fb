"""Asks about changes of the workshop's file from outside."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.screens.conflicts import ConflictScreen
from mlew_tui.screens.report import ReportScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlew_tui.model.merging.three_way import Side
    from mlew_tui.model.references import Loc
    from mlew_tui.session.session import Session


class ExternalChangeController:
    """Asks about each change from outside that cannot be merged."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console
        self._postponed: object = None
        """The change from outside that was asked about and left open."""

    def ask_when_free(self, session: "Session") -> None:
        """Ask once about each change from outside that is in the way; never while somebody types."""
        self._refresh_top(session)
        step = self._console.step_on_top()
        if session.document.autosaver.theirs is self._postponed or step is None or step.entry.take():
            return
        self.ask(session)

    def ask(self, session: "Session", choices: "Mapping[Loc, Side] | None" = None) -> None:
        """Ask about changes from outside, whatever is on the screen; ``choices`` are ticked already."""
        self._postponed = session.document.autosaver.theirs
        if not session.document.conflicts and not session.document.their_problems:
            return
        self._console.clear_notifications()  # they would cover what is to be read
        if session.document.conflicts:
            screen = ConflictScreen(
                session.path.name, session.document.conflicts, choices, covered=_keeps_covered(session)
            )
            self._console.push_screen(screen)
        else:
            covered = is_covered(session.workshop)
            self._console.push_screen(
                ReportScreen(session.path, session.document.their_problems, is_open=True, covered=covered)
            )

    def is_asking(self) -> bool:
        """Tell whether the screen on top already says why the workshop is not saved."""
        return isinstance(self._console.screen, ConflictScreen | ReportScreen)

    def _refresh_top(self, session: "Session") -> None:
        """Update the screen that asks; remove it when there is nothing more to ask."""
        top = self._console.screen
        if isinstance(top, ConflictScreen) and (top.conflicts, top.covered) != (
            session.document.conflicts, _keeps_covered(session),
        ):  # fmt: skip
            self._console.pop_screen()
            self.ask(session, top.choices)
        elif isinstance(top, ReportScreen) and top.is_open and top.problems != session.document.their_problems:
            if session.document.their_problems:
                self._console.call_later(top.show, session.document.their_problems)
            else:
                self._console.pop_screen()
                self.ask(session)

    def resolve(self, message: ConflictScreen.Settled) -> None:
        """Merge both sides as chosen; what came up meanwhile is asked too."""
        session = self._console.session
        if session is not None:
            session.document.resolve(message.choices)
            self._console.show()
            self._console.saving.report_news(session)


def _keeps_covered(session: "Session") -> bool:
    """Tell whether our version or the one from outside still covers the scores."""
    theirs = session.document.autosaver.theirs
    return is_covered(session.workshop) or (
        theirs is not None and theirs.workshop is not None and is_covered(theirs.workshop)
    )
