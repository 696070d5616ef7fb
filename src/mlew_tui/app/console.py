"""The App: owns the session, routes steps to screens, hands changes to the session, shows errors."""

import contextlib
import gc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from mlew_tui.app.home_controller import HomeMatters
from mlew_tui.app.terminal_input import is_unplugged, read_carefully
from mlew_tui.app.themes import THEMES
from mlew_tui.i18n import tr
from mlew_tui.session.time_source import TimeSource, format_duration
from mlew_tui.settings.keymap import Keymap
from mlew_tui.widgets.bindings import binding

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.screens.ballots import BallotScreen
    from mlew_tui.screens.dialogs.console_dialogs import ClockDialog
    from mlew_tui.screens.step import messages
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session
    from mlew_tui.storage.home import Home
    from mlew_tui.storage.presence_file import PresenceFile

_TICK = 0.2
_BEAT = 1.0


class ConsoleApp(HomeMatters):
    """The facilitator's console. Screens post what people ask; only here is it handed to the session."""

    TITLE = "mlew-tui"
    ENABLE_COMMAND_PALETTE = True
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
        super().__init__(
            home, session, time_source or TimeSource(), wish, broken, saves_in_background=saves_in_background
        )
        self._people = people
        self._new_file = new_file
        self._beaten = 0.0
        self._ballots: BallotScreen | None = None
        self._clock: ClockDialog | None = None
        self._is_drawn = False
        self._is_unplugged = False
        self._live: PresenceFile | None = None
        self._live_of = Path()
        read_carefully()
        self._chosen = Keymap(self.settings.keys)
        self.set_keymap(self._chosen.for_textual())
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[self.settings.theme].name

    # --- screens ------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """Begin with the step where the room stopped, with what is wrong with its file, with New, or with Home."""
        if self.session is not None:
            return self._step_screen(self.session)
        if self.broken is not None:
            from mlew_tui.screens.report import ReportScreen

            return ReportScreen(*self.broken)
        if self._new_file is not None:
            return self.new_screen(self._new_file, self._people)
        return self.home_screen()

    def _step_screen(self, session: "Session") -> "StepScreen":
        from mlew_tui.screens.routes import phase_screen

        kind = phase_screen(session.step.phase)
        return kind(session.snapshot, self.time_source.steady, self._notes, self._chosen)

    def enter(self, session: "Session") -> None:
        """Show the step at which the room of a workshop just opened stopped."""
        self.replace_screen_by(self._step_screen(session))
        self.call_after_refresh(self._arrived)

    def step_on_stage(self) -> "StepScreen | None":
        """Return the step's screen, under a dialog or not; the first screen may be an older one."""
        if self.session is None:
            return None
        from mlew_tui.screens.step.step_screen import StepScreen

        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, StepScreen)), None)

    def replace_screen_by(self, screen: Screen[None]) -> None:
        """Show another screen in place of the present one; the very first one stays below, asleep."""
        if len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def on_mount(self) -> None:
        """Start the ticking, and ask what must be asked first."""
        self.set_interval(_TICK, self.tick)
        if not self.is_headless:
            self.set_interval(_BEAT, self._end_without_terminal)
        self.call_after_refresh(self._arrived)
        self.call_after_refresh(self._tell_of_settings)

    def _tell_of_settings(self) -> None:
        if self.home.settings_problems():
            words = tr("settings.toml has problems: mlew-tui doctor")
            self.notify(words, severity="warning", markup=False, timeout=10)

    def _arrived(self) -> None:
        self._is_drawn = True
        if not gc.isenabled():
            gc.enable()
            gc.freeze()
        session = self.session
        if session is None:
            return
        from mlew_tui.session.session import AWAY_WORTH_ASKING

        self.set_timer(_BEAT, self._prepare)
        session.remember()  # so that the wall and Home know of it from now on
        self.look_back(session)
        if session.snapshot.demo:
            self.notify(tr("This is a throw-away copy of the example: try anything."), markup=False)
        if session.read_only:
            self._tell_read_only(session)
        elif session.away >= AWAY_WORTH_ASKING:
            self._ask_away(session)

    def _tell_read_only(self, session: "Session") -> None:
        from mlew_tui.screens.dialogs import questions

        holder = session.holder
        known = f" ({holder.host}, {holder.pid})" if holder is not None and holder.pid else ""
        self.push_screen(questions.read_only(None if holder is None else known))

    def _ask_away(self, session: "Session") -> None:
        from mlew_tui.screens.dialogs import questions

        def answered(answer: str | None) -> None:
            if answer == "pause":
                session.forgive_away()
            self.show()

        self.push_screen(questions.away(format_duration(session.away)), answered)

    def show(self) -> None:
        """Give the present scene to every screen that shows one; route to the phase's screen."""
        session = self.session
        if session is None:
            return
        self.follow_language()
        snapshot = session.snapshot
        if self._clock is not None and self._clock is self.screen:
            self._clock.show(snapshot)
        if self._ballots is not None:
            self._ballots.show(snapshot)
            self.ask_about_file(session)
            return  # the step under it is not seen
        base = self.step_on_stage()
        if base is None:
            return
        if base.phase == session.step.phase:
            base.show(snapshot)
        elif self.screen is base:
            self.replace_screen_by(self._step_screen(session))
        self.ask_about_file(session)

    def on_step_ballots_asked(self) -> None:
        """Pass the keyboard round; the step comes up to date when everybody is in."""
        from mlew_tui.screens.ballots import BallotScreen  # with sheets and all they need: not at the start

        if self.session is None or self._ballots is not None:
            return
        if self.session.read_only:
            self.notify(tr("This console can only read: ballots are typed in the other one."), markup=False)
            return

        def closed(_: None) -> None:
            self._ballots = None
            self.show()

        self._ballots = BallotScreen(self.session.snapshot, self.time_source.steady, self._notes)
        self.push_screen(self._ballots, closed)

    def _notes(self) -> tuple[str, ...]:
        """Return the short notes at the right of the first line, the most important first."""
        session = self.session
        if session is None:
            return ()
        return (
            tr("▲ NOT SAVED") if session.unsaved else "",
            tr("[read-only]") if session.read_only else "",
            tr("[demo]") if session.snapshot.demo else "",
            self.time_words(session) if self._is_drawn else "",  # it costs too much for the first frame
            f"{session.local_now():%H:%M}",
        )

    # --- the clock ----------------------------------------------------------------------------

    def tick(self) -> None:
        """Repaint the clock; ring and say so when it passes a warning; leave a sign of life."""
        session = self.session
        if session is None:
            return
        if self._ballots is not None:
            self._ballots.tick()
        base = self.step_on_stage()
        if base is not None:
            base.tick()
        if self._clock is not None and self._clock is self.screen:
            self._clock.tick()
        self.look_at_file(session)
        if base is not None and not session.read_only:
            if self._live is None or self._live_of != session.path:
                self._live, self._live_of = self.home.live(session.path), session.path
            self._live.leave(base.live())
        now = self.time_source.steady()
        if now - self._beaten >= _BEAT:
            self._beaten = now
            session.beat()
        self.warn(session)

    def _end_without_terminal(self) -> None:
        """Leave as if somebody had quit once the terminal is gone; what asks a second later gets no answer any more."""
        if not is_unplugged():
            return
        if not self._is_unplugged:
            self._is_unplugged = True
            self.action_leave()
            return
        session, self.session = self.session, None
        if session is not None:
            session.close()
            if session.unsaved:
                with contextlib.suppress(OSError):
                    session.rescue()
        self.exit()

    # --- what screens ask ---------------------------------------------------------------------

    def attempt(self, deed: "Callable[[Session], object]", screen: "StepScreen | None" = None, text: str = "") -> bool:
        """Do something with the session; a refusal is said, and its text given back."""
        from mlew_tui.model.changes import StillReferencedError
        from mlew_tui.session.open_workshop import ChangeRejectedError

        session = self.session
        if session is None:
            return False
        try:
            deed(session)
        except (ChangeRejectedError, StillReferencedError) as error:
            words = str(error)
            if isinstance(error, StillReferencedError):
                words = tr("Not removed: other things refer to this person. F6 takes the vote away.")
            if screen is not None:
                screen.refused(words, text)
            else:
                self.notify(words, severity="warning", markup=False)
            self.show()
            return False
        self.show()
        self.tell_of_file(session)
        return True

    def on_step_changed(self, message: "messages.Changed") -> None:
        """Commit a change of the workshop."""
        base, before = self.step_on_stage(), self.session.workshop if self.session else None
        if self.attempt(lambda session: session.commit(message.label, message.change), base, message.text):
            self.tell_effect(before if self._ballots is None else None, message.say)
        if message.told is not None and self.session is not None and self.session.workshop is not before:
            message.told()

    def on_step_going(self, message: "messages.Going") -> None:
        """Go to a neighbouring step; at either end say so."""
        from mlew_tui.model.schedule import agenda

        session = self.session
        if session is None:
            return
        step = agenda.neighbour(session.workshop, session.deck, session.step.id, message.by)
        if step is not None:
            self._go(step.id)
        elif message.by > 0 and not session.read_only:
            self.offer_closing()
        elif message.by > 0:
            self.notify(tr("This is the last step."), markup=False)
        else:
            self.notify(tr("This is the first step."), markup=False)

    def _go(self, step_id: str) -> None:
        self.clock_was_set()
        if self.attempt(lambda session: session.go(step_id)) and self.session is not None:
            self.ask_what_to_shorten(self.session)
        self.set_timer(_BEAT, self._prepare)

    def _prepare(self) -> None:
        """Load the screen of the step that follows, while nobody waits for it."""
        from mlew_tui.model.schedule import agenda
        from mlew_tui.screens.routes import preload

        session = self.session
        step = None if session is None else agenda.neighbour(session.workshop, session.deck, session.step.id, 1)
        if step is not None:
            preload(step)

    def on_step_stage_asked(self, message: "messages.StageAsked") -> None:
        """Tell or score a case; the clock follows."""
        self.clock_was_set()
        self.attempt(lambda session: session.set_stage(message.case, message.stage))

    def on_step_undone(self, message: "messages.Undone") -> None:
        """Undo or redo, and say what it was."""
        session = self.session
        if session is None:
            return
        label: list[str | None] = []
        before = session.workshop
        if not self.attempt(lambda s: label.append(s.undo() if message.back else s.redo())):
            return
        if label[0] is None:
            self.notify(tr("Nothing to undo") if message.back else tr("Nothing to redo"), markup=False)
        else:
            words = tr("Undone: {what}", what=label[0]) if message.back else tr("Redone: {what}", what=label[0])
            self.tell_effect(before, words)

    def on_step_roll_asked(self, message: "messages.RollAsked") -> None:
        """Roll before everybody's eyes, then record what came."""
        from mlew_tui.screens.dialogs.console_dialogs import RollDialog

        session, base = self.session, self.step_on_top()
        if session is None or base is None:
            return
        roll = message.roll
        came = session.roll([name for name, _ in roll.among])
        self.push_screen(RollDialog(roll.among, came), lambda _: base.perform(roll.then(came)))

    def on_step_asked(self, message: "messages.Asked") -> None:
        """Open one of the console's dialogs."""
        from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog, HelpDialog
        from mlew_tui.screens.step.key_hints import all_hints, console_hints

        session, base = self.session, self.step_on_stage()
        if session is None or base is None:
            return
        if message.what == "agenda":
            self.push_screen(
                AgendaDialog(session.snapshot, self.ledger(session)),
                lambda step_id: self._go(step_id) if step_id else None,
            )
        elif message.what == "clock":
            self._turn_to_clock(session)
        elif message.what == "help":
            step = all_hints(base.presenter, session.snapshot, base.state, self._chosen)
            self.push_screen(HelpDialog(session.snapshot, step, console_hints(self._chosen)))
        elif message.what == "export":
            self.offer_export()
        elif message.what == "home":
            self.leave_for(lambda: self.go_home())
        elif message.what == "quit":
            self.leave_for(lambda: self.exit())

    def _turn_to_clock(self, session: "Session") -> None:
        from mlew_tui.screens.dialogs.console_dialogs import ClockDialog

        def closed(_: None) -> None:
            self._clock = None

        self._clock = ClockDialog(session.snapshot, self.time_source.steady)
        self.push_screen(self._clock, closed)

    async def on_step_editor_asked(self, message: "messages.EditorAsked") -> None:
        """Open the editor on a text; the clock is right when the screen comes back."""
        from mlew_tui.app.editor import EditorError, edited

        try:
            message.take(await edited(self, message.text))
        except EditorError as error:
            self.notify(tr("The editor did not start: {reason}", reason=error), severity="error", markup=False)

    # --- leaving ------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Enter what is being typed, save, remember where we are, and end."""
        from mlew_tui.screens.report import ReportScreen
        from mlew_tui.screens.step.messages import Asked

        base = self.step_on_stage()
        if isinstance(self.screen, ReportScreen):
            self.screen.action_wish("leave")
        elif base is None:
            self.exit()
        elif base.entry_controller.settle():
            base.post_message(Asked("quit"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action by name in the language spoken now."""
        from mlew_tui.screens.dialogs import palette_commands

        return palette_commands.commands(self, screen)

    @property
    def open_session(self) -> "Session | None":
        """The session of the open workshop, if one is."""
        return self.session

    @property
    def keymap(self) -> Keymap:
        """The keys the person chose."""
        return self._chosen

    def dress(self, theme: str) -> None:
        """Draw everything in a theme, by its name in the settings."""
        self.theme = THEMES[theme].name

    def offer_elsewhere(self) -> None:
        """Ask for another file to go on in."""
        self.ask_elsewhere(self.show)

    def action_command_palette(self) -> None:
        """Show every command by name."""
        from mlew_tui.screens.dialogs.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say one thing at a time, so that the board stays in view."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
