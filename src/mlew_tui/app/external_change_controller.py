"""What the app does about the workshop's file: others who change it, saves that fail, problems, and the past."""

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from mlew_tui.app.saving_controller import TOLD, SavingMatters
from mlew_tui.i18n import tr
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.text.os_errors import reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.model.merging.three_way import Side
    from mlew_tui.model.references import Loc
    from mlew_tui.screens.conflicts import ConflictScreen
    from mlew_tui.screens.report import ReportScreen
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session
    from mlew_tui.session.time_source import TimeSource
    from mlew_tui.storage.home import Home

_VERSIONS = 50
"""Versions listed on screen; the command lists them all."""


class FileMatters(SavingMatters):
    """An app with a session whose file other people and other disks have their own ideas about."""

    def __init__(self, home: "Home", session: "Session | None", time_source: "TimeSource") -> None:
        super().__init__(home, session)
        self.time_source = time_source
        self._asked_later: object = None

    @abstractmethod
    def open_workshop(self, path: Path, *, demo: bool = False) -> None:
        """Open a workshop, or show what is wrong with its file."""

    @abstractmethod
    def leave_report(self) -> None:
        """Go back where somebody came from before a file could not be opened."""

    @abstractmethod
    def replace_screen_by(self, screen: Screen[None]) -> None:
        """Show another screen in place of the present one."""

    def step_on_top(self) -> "StepScreen | None":
        """Return the step's screen while nothing lies over it."""
        if self.session is None:
            return None
        from mlew_tui.screens.step.step_screen import StepScreen

        return self.screen if isinstance(self.screen, StepScreen) else None

    # --- what happens by itself ---------------------------------------------------------------

    def look_at_file(self, session: "Session") -> None:
        """Notice, a few times a second, what others did to the file and whether saving works."""
        before = (session.workshop, session.unsaved)
        session.look()
        if (session.workshop, session.unsaved) != before or bool(session.unsaved) != self.was_unsaved:
            self.show()
        else:
            self.ask_about_file(session)
        self.tell_of_file(session)

    def ask_about_file(self, session: "Session") -> None:
        """Ask once about each change of theirs that stands in the way; never while somebody types."""
        self._bring_up_to_date(session)
        theirs, step = session.autosaver.theirs, self.step_on_top()
        if theirs is self._asked_later or step is None or step.entry.take():
            return
        self.ask_at_once(session)

    def ask_at_once(self, session: "Session", chosen: "Mapping[Loc, Side] | None" = None) -> None:
        """Ask about what others wrote into the file, whatever else is on the screen; ``chosen`` is ticked."""
        self._asked_later = session.autosaver.theirs
        if not session.conflicts and not session.their_problems:
            return
        from mlew_tui.model.ballot_secrecy import is_covered
        from mlew_tui.screens.conflicts import ConflictScreen
        from mlew_tui.screens.report import ReportScreen

        self.clear_notifications()  # they would lie over what is to be read
        if session.conflicts:
            conflicts, covered = session.conflicts, self._keeps_covered(session)
            self.push_screen(ConflictScreen(session.path.name, conflicts, chosen, covered=covered))
        else:
            covered = is_covered(session.workshop)
            self.push_screen(ReportScreen(session.path, session.their_problems, is_open=True, covered=covered))

    def _keeps_covered(self, session: "Session") -> bool:
        """Tell whether ours or theirs still covers the scores."""
        from mlew_tui.model.ballot_secrecy import is_covered

        theirs = session.autosaver.theirs
        return is_covered(session.workshop) or (
            theirs is not None and theirs.workshop is not None and is_covered(theirs.workshop)
        )

    def is_asking(self) -> bool:
        """Tell whether the screen on top says already why the workshop is not saved."""
        from mlew_tui.screens.conflicts import ConflictScreen
        from mlew_tui.screens.report import ReportScreen

        return isinstance(self.screen, ConflictScreen | ReportScreen)

    def _bring_up_to_date(self, session: "Session") -> None:
        """Have the screen that asks show what there is to ask now; when there is nothing more, take it away."""
        if self.step_on_top() is not None:
            return
        from mlew_tui.screens.conflicts import ConflictScreen
        from mlew_tui.screens.report import ReportScreen

        top = self.screen
        if isinstance(top, ConflictScreen) and self._is_outdated(top, session):
            self.pop_screen()
            self.ask_at_once(session, top.choices)
        elif isinstance(top, ReportScreen) and top.is_open and top.problems != session.their_problems:
            if session.their_problems:
                self.call_later(top.show, session.their_problems)
            else:
                self.pop_screen()
                self.ask_at_once(session)

    def _is_outdated(self, screen: "ConflictScreen", session: "Session") -> bool:
        return (screen.conflicts, screen.covered) != (session.conflicts, self._keeps_covered(session))

    def on_conflict_screen_settled(self, message: "ConflictScreen.Settled") -> None:
        """Join both sides as somebody chose; what came up meanwhile is asked too."""
        session = self.session
        if session is not None:
            session.resolve(message.choices)
            self.show()
            self.tell_of_file(session)

    # --- a file with problems -----------------------------------------------------------------

    def show_report(self, path: Path, problems: "Sequence[Problem]") -> None:
        """Show what is wrong with a file that was to be opened."""
        from mlew_tui.screens.report import ReportScreen

        self.replace_screen_by(ReportScreen(path, problems))

    async def on_report_screen_wished(self, message: "ReportScreen.Wished") -> None:
        """Do what somebody wants done about a file with problems."""
        from mlew_tui.screens.report import ReportScreen

        screen = self.screen
        if not isinstance(screen, ReportScreen):
            return
        if message.wish == "edit":
            await self._edit(screen, message.problem)
        elif message.wish == "check":
            await self._check_again(screen)
        elif message.wish == "history":
            self._offer_past(screen.path)
        elif message.wish == "mine":
            self._keep_mine(screen)
        elif message.wish in ("cap", "convert"):
            await self._mend(screen, is_capping=message.wish == "cap")
        elif screen.is_open:
            self.pop_screen()
        else:
            self.leave_report()

    async def _edit(self, screen: "ReportScreen", problem: "Problem | None") -> None:
        from mlew_tui.app.editor import EditorError, open_file

        path = problem.path if problem is not None else screen.path
        line, column = (problem.line, problem.column) if problem is not None else (0, 0)
        try:
            await open_file(self, path, line, column)
        except EditorError as error:
            self.notify(tr("The editor did not start: {reason}", reason=error), severity="error", markup=False)
        await self._check_again(screen)

    async def _check_again(self, screen: "ReportScreen") -> None:
        """Look at the file once more: open it when it is sound, else show what is wrong now."""
        if screen.is_open:
            if self.session is not None:
                self.session.look(is_last=True)
                self.session.try_again()
                self._say_if_unchanged(screen, self.session.their_problems)
                self.show()
                self.tell_of_file(self.session)
            return
        from mlew_tui.diagnosis.examine import examine_file

        found = examine_file(screen.path)
        if found.workshop is None:
            self._say_if_unchanged(screen, found.problems)
            await screen.show(found.problems)
        else:
            self.open_workshop(screen.path)

    def _say_if_unchanged(self, screen: "ReportScreen", problems: "Sequence[Problem]") -> None:
        if tuple(problems) == screen.problems:
            self.notify(tr("The same problems are still there."), severity="warning", markup=False)

    async def _mend(self, screen: "ReportScreen", *, is_capping: bool) -> None:
        from mlew_tui.diagnosis.problem import InvalidFileError
        from mlew_tui.storage import repairs  # with what writes TOML: not at the start

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
            self.say_not_saved(error)
            return
        if original is not None:
            self.notify(tr("The original is kept as {name}", name=original.name), markup=False, timeout=TOLD)
        await self._check_again(screen)

    def _keep_mine(self, screen: "ReportScreen") -> None:
        session = self.session
        if session is None or not screen.is_open:
            return
        try:
            session.keep_mine()
        except OSError as error:
            self.say_not_saved(error)
            return
        self.show()
        self.tell_of_file(session)

    # --- the past -------------------------------------------------------------------------------

    def offer_past(self) -> None:
        """List the earlier versions of the open workshop."""
        if self.session is not None:
            self.session.autosaver.flush()
            self._offer_past(self.session.path)

    def _offer_past(self, path: Path) -> None:
        from mlew_tui.screens.dialogs.versions_dialog import VersionRow, VersionsDialog
        from mlew_tui.screens.home import when
        from mlew_tui.session import versions as past  # with all that compares workshops: not at the start

        try:
            versions = self.home.history(path).versions()
        except OSError as error:
            self.notify(reason(error), severity="error", markup=False)
            return
        rows = [
            VersionRow(entry.number, when(entry.at, self.time_source.wall()), entry.step, entry.what)
            for entry in past.entries(path, versions, _VERSIONS, self.home.sound)
        ]

        def chosen(number: int | None) -> None:
            if number is not None:
                self._go_back(path, number)

        self.push_screen(VersionsDialog(rows), chosen)

    def _go_back(self, path: Path, number: int) -> None:
        from mlew_tui.diagnosis.problem import InvalidFileError
        from mlew_tui.session import versions as past
        from mlew_tui.session.open_workshop import ChangeRejectedError
        from mlew_tui.storage.history import VersionNotFoundError

        session = self.session
        try:
            if session is None:
                past.put_back(path, self.home.history(path), number, self.time_source.wall())
                self.open_workshop(path)
                return
            session.restore(number)
        except InvalidFileError as error:
            from mlew_tui.diagnosis.masking import masked  # its words are dear at the start and seldom needed

            words = "\n".join(str(masked(problem)) for problem in error.problems)
            self.notify(words, severity="error", markup=False)
            return
        except (VersionNotFoundError, ChangeRejectedError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        except OSError as error:
            self.say_not_saved(error)
            return
        self.show()
        self.tell_of_file(session)
        self.notify(tr("Version {number} is back; ^Z takes that back", number=number), markup=False)
