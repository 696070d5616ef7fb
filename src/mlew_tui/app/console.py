"""The console: owns the session, routes screens, and hands what they ask to its controllers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.notifications import SeverityLevel
from textual.screen import Screen

from mlew_tui.app.arrival_controller import ArrivalController
from mlew_tui.app.change_controller import ChangeController
from mlew_tui.app.controllers import LazyControllers
from mlew_tui.app.language_controller import LanguageController
from mlew_tui.app.startup import ansi_color, enable_garbage_collection, use_theme
from mlew_tui.app.themes import THEMES
from mlew_tui.app.tick_controller import TICK_SECONDS, TickController
from mlew_tui.app.visited_step import step_words
from mlew_tui.i18n import tr
from mlew_tui.screens.home import HomeScreen
from mlew_tui.screens.step import messages
from mlew_tui.session.time_source import TimeSource
from mlew_tui.settings.keymap import Keymap
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.textual_patches import hide_values_in_faults, is_unplugged, read_carefully

if TYPE_CHECKING:
    from mlew_tui.app.saving_controller import SavingController
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.screens.ballots import BallotScreen
    from mlew_tui.screens.conflicts import ConflictScreen
    from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog, ClockDialog
    from mlew_tui.screens.new import NewScreen
    from mlew_tui.screens.report import ReportScreen
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session
    from mlew_tui.storage.home import Home

_TERMINAL_CHECK_SECONDS = 1.0


def _command_provider() -> type[Provider]:
    """Return what fills the command palette."""
    from mlew_tui.app.palette_commands import ConsoleCommands  # lazy: needed when the palette opens

    return ConsoleCommands


class ConsoleApp(App[None]):
    """The facilitator's console. Screens post what people ask; only here is it handed to the session."""

    TITLE = "mlew-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_provider}
    CSS = """
    ToastRack { dock: bottom; align: right bottom; margin: 0 1 2 0; }
    StepScreen ToastRack { dock: top; align: right top; margin: 3 1 0 0; }
    StepScreen.-large ToastRack { margin: 5 1 0 0; }
    StepScreen.-huge ToastRack { margin: 8 1 0 0; }
    StepScreen.-wall ToastRack { dock: bottom; align: right bottom; margin: 0 1 1 0; }
    Toast { max-width: 60; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("app.quit", "leave", priority=True),
    ]

    def __init__(
        self,
        home: "Home",
        session: "Session | None" = None,
        *,
        time_source: TimeSource | None = None,
        new_file: Path | None = None,
        people: Sequence[tuple[str, str]] = (),
        broken: "tuple[Path, Sequence[Problem]] | None" = None,
        wish: str | None = None,
        saves_in_background: bool = True,
    ) -> None:
        """Start with a session, a new file with its people, a broken file with its problems, or Home.

        ``wish`` is the language asked for on the command line, "ja" or "en".
        """
        super().__init__(ansi_color=ansi_color())
        self.home = home
        self.session = session
        self.settings = home.settings()
        self.time_source = time_source or TimeSource()
        self.keys = Keymap(self.settings.keys)
        self.rescued = ""
        self.language = LanguageController(self, wish)
        self.controllers = LazyControllers(self, self._notes, self.keys, saves_in_background=saves_in_background)
        self._ticking = TickController(self, self.controllers)
        self._arrival = ArrivalController(self, self.controllers)
        self._changes = ChangeController(self, self.controllers, self._arrival)
        self._new_file, self._people, self._broken = new_file, people, broken
        self._ballots: BallotScreen | None = None
        self._clock_dialog: ClockDialog | None = None
        self._is_drawn = False
        read_carefully()
        hide_values_in_faults(self, self._save_before_fault)
        self.set_keymap(self.keys.for_textual())
        use_theme(self, self.settings.theme)

    @property
    def saving(self) -> "SavingController":
        """What reports saves and asks about unsaved work."""
        return self.controllers.saving

    # --- screens ------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """Return the step where the room stopped, what is wrong with its file, New, or Home."""
        if self.session is not None:
            return self.controllers.stage.new_screen(self.session)
        if self._broken is not None:
            return self.controllers.reports.screen(*self._broken)
        if self._new_file is not None:
            from mlew_tui.screens.new import NewScreen  # lazy: the form is drawn without the model

            return NewScreen(self._new_file, self._people)
        return self._home_screen()

    def _home_screen(self) -> HomeScreen:
        return HomeScreen(self.home.visits(), step_words, self.time_source.wall())

    def show_home(self) -> None:
        """Show Home, with its list read again."""
        self.replace_screen(self._home_screen())

    def show_report(self, path: Path, problems: "Sequence[Problem]") -> None:
        """Show what is wrong with a file that was to be opened."""
        self.replace_screen(self.controllers.reports.screen(path, problems))

    def leave_report(self) -> None:
        """End the console if it was started on the broken file; else go back to Home."""
        if self._broken is not None:
            self.exit(return_code=1)
        else:
            self.show_home()

    def show_versions(self, path: Path) -> None:
        """List the earlier versions of a file."""
        self.controllers.versions.offer_versions(path)

    def open_workshop(self, path: Path, *, demo: bool = False) -> None:
        """Open a workshop at the step where the room stopped, or show what is wrong with its file."""
        session = self.controllers.home_controller.open_session(path, demo=demo)
        if session is not None:
            self.session = session
            self.clock_was_set()
            self.language.follow_workshop()
            self.replace_screen(self.controllers.stage.new_screen(session))
            self.call_after_refresh(self._arrive)

    def replace_screen(self, screen: Screen[None]) -> None:
        """Show a screen in place of the one on top; the very first one stays below, asleep."""
        if len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def step_on_stage(self) -> "StepScreen | None":
        """Return the step's screen, under a dialog or not."""
        return None if self.session is None else self.controllers.stage.find(self.screen_stack)

    def step_on_top(self) -> "StepScreen | None":
        """Return the step's screen if nothing covers it."""
        return None if self.session is None else self.controllers.stage.find(self.screen_stack[-1:])

    def show(self) -> None:
        """Repaint every screen from the session, and switch to the screen of its phase."""
        session = self.session
        if session is None:
            return
        self.language.follow_workshop()
        if self._clock_dialog is not None and self._clock_dialog is self.screen:
            self._clock_dialog.show(session.snapshot)
        base = self.step_on_stage()
        if self._ballots is not None:
            self._ballots.show(session.snapshot)  # the step below is not seen
        elif base is not None:
            self.controllers.stage.show(session, base)
        self._ticking.ask_about_file_when_free(session)

    def _notes(self) -> tuple[str, ...]:
        """Return the short notes at the right of the first line, the most important first."""
        session = self.session
        if session is None:
            return ()
        return (
            tr("▲ NOT SAVED") if session.unsaved else "",
            tr("[read-only]") if session.read_only else "",
            tr("[demo]") if session.snapshot.demo else "",
            self.controllers.schedule.time_words(session)
            if self._is_drawn
            else "",  # the forecast would delay the first frame
            f"{session.clock.local_now():%H:%M}",
        )

    # --- arriving, ticking and leaving --------------------------------------------------------

    def on_mount(self) -> None:
        """Start the ticking, and ask what must be asked first."""
        self.set_interval(TICK_SECONDS, self.tick)
        if not self.is_headless:
            self.set_interval(_TERMINAL_CHECK_SECONDS, self._end_without_terminal)
        self.call_after_refresh(self._arrive)
        self.call_after_refresh(self._arrival.report_settings)

    def _arrive(self) -> None:
        """Do what waited for the first frame."""
        self._is_drawn = True
        enable_garbage_collection()
        if self.session is not None:
            self._arrival.arrive(self.session)

    def tick(self) -> None:
        """Repaint the clock, and do what is due at every tick."""
        session = self.session
        if session is None:
            return
        clock_dialog = self._clock_dialog if self._clock_dialog is self.screen else None
        for screen in (self._ballots, self.step_on_stage(), clock_dialog):
            if screen is not None:
                screen.tick()
        self._ticking.tick(session)

    def _save_before_fault(self) -> None:
        if self.session is not None:
            self.session.document.autosaver.flush()

    def _end_without_terminal(self) -> None:
        if is_unplugged():
            self.controllers.leaving.end_without_terminal()

    def action_leave(self) -> None:
        """Enter what is being typed, save, remember where we are, and end."""
        self.controllers.leaving.leave(self.step_on_stage())

    @on(messages.QuitRequested)
    def _quit(self) -> None:
        self.saving.leave_for(self.exit)

    @on(messages.HomeRequested)
    def _leave_for_home(self) -> None:
        self.saving.leave_for(self.show_home)

    # --- the file -----------------------------------------------------------------------------

    def ask_about_file(self, session: "Session") -> None:
        """Ask now about changes from outside that cannot be merged."""
        self.controllers.external_changes.ask(session)

    def is_asking_about_file(self) -> bool:
        """Tell whether the screen on top already says why the workshop is not saved."""
        return self.controllers.external_changes.is_asking()

    # --- what screens ask ---------------------------------------------------------------------

    def attempt(
        self, action: "Callable[[Session], object]", screen: "StepScreen | None" = None, text: str = ""
    ) -> bool:
        """Run an action on the session and repaint; report a rejected change, and return False for it."""
        return self.controllers.editing.attempt(action, screen, text)

    def clock_was_set(self) -> None:
        """Note that the clock jumped: passing a warning in the jump rings no bell."""
        self.controllers.schedule.clock_was_set()

    @on(messages.ChangeRequested)
    def _commit(self, message: messages.ChangeRequested) -> None:
        self._changes.commit(message)

    @on(messages.UndoRequested)
    def _undo(self, message: messages.UndoRequested) -> None:
        self._changes.undo(back=message.back)

    @on(messages.StepChangeRequested)
    def _change_step(self, message: messages.StepChangeRequested) -> None:
        self._changes.change_step(message.by)

    @on(messages.StageRequested)
    def _set_stage(self, message: messages.StageRequested) -> None:
        self.controllers.editing.set_stage(message)

    @on(messages.RollRequested)
    def _roll(self, message: messages.RollRequested) -> None:
        if self.session is not None:
            self.controllers.dialogs.roll(message, self.session)

    @on(messages.HelpRequested)
    def _show_help(self) -> None:
        if self.session is not None:
            self.controllers.dialogs.show_help(self.session)

    @on(messages.ClockRequested)
    def _show_clock(self) -> None:
        if self.session is not None:
            self._clock_dialog = self.controllers.dialogs.show_clock(self.session)

    @on(messages.AgendaRequested)
    def _show_agenda(self) -> None:
        if self.session is not None:
            self.controllers.agenda.show_agenda(self.session, self._changes.go_to)

    @on(messages.ExportRequested)
    @work(exclusive=True, group="export")
    async def _export(self) -> None:
        await self.controllers.exports.export()

    @on(messages.ClockActionRequested)
    def _turn_clock(self, message: messages.ClockActionRequested) -> None:
        self.controllers.schedule.turn_clock(message.verb)

    @on(messages.BallotsRequested)
    def _show_ballots(self) -> None:
        """Pass the keyboard round; the step is repainted when everybody is in."""
        if self.session is not None and self._ballots is None:
            self._ballots = self.controllers.dialogs.show_ballots(self.session, self._notes, self._close_ballots)

    def has_open_ballots(self) -> bool:
        """Tell whether the keyboard goes round for the ballots."""
        return self._ballots is not None

    def _close_ballots(self, _: None) -> None:
        self._ballots = None
        self.show()

    @on(messages.EditorRequested)
    async def _open_editor(self, message: messages.EditorRequested) -> None:
        """Open the editor on a text; the clock is right when the screen comes back."""
        await self.controllers.dialogs.edit(message)

    @on(HomeScreen.Wanted)
    def _answer_home(self, message: HomeScreen.Wanted) -> None:
        self.controllers.home_controller.answer(message)

    # These messages belong to screens that are not yet loaded, so their handlers go by Textual's names, not by @on.

    def on_new_screen_ready(self, message: "NewScreen.Ready") -> None:
        """Write the new workshop and open it."""
        self.controllers.home_controller.create_workshop(message)

    def on_new_screen_cancelled(self) -> None:
        """Go back to Home."""
        self.show_home()

    async def on_report_screen_wished(self, message: "ReportScreen.Wished") -> None:
        """Do what was chosen about a broken file."""
        await self.controllers.reports.answer(message)

    def on_conflict_screen_settled(self, message: "ConflictScreen.Settled") -> None:
        """Merge both sides as chosen."""
        self.controllers.external_changes.resolve(message)

    def on_agenda_dialog_shorten_asked(self) -> None:
        """Offer what could be shorter."""
        self.controllers.agenda.offer_cuts()

    def on_agenda_dialog_planned(self, message: "AgendaDialog.Planned") -> None:
        """Plan other minutes for a step."""
        self.controllers.agenda.plan_minutes(message)

    def on_clock_dialog_turned(self, message: "ClockDialog.Turned") -> None:
        """Turn the clock from its dialog."""
        self.controllers.schedule.turn_clock(message.verb)

    # --- Textual's own ------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """Show every command by name."""
        from mlew_tui.screens.dialogs.palette import Palette  # lazy: needed when the palette opens

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def use_colours(self, theme: str) -> None:
        """Draw everything in a theme, by its name in the settings."""
        self.theme = THEMES[theme].name

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show one notification, in place of the one before, so that the board stays in view."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
