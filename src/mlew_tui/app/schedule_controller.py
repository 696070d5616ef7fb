"""What the app does about time: the clock's keys, its warnings, the day's ledger, and planning the rest anew."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.external_change_controller import FileMatters
from mlew_tui.i18n import tr
from mlew_tui.session.time_source import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.model.changes import Change
    from mlew_tui.model.schedule.forecast import Forecast
    from mlew_tui.model.workshop import Workshop
    from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog, ClockDialog
    from mlew_tui.screens.step import messages
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session
    from mlew_tui.session.time_source import TimeSource
    from mlew_tui.storage.home import Home

_JUMP = 5
"""Seconds between two ticks from which the clock was set rather than gone on."""
_WORTH_ASKING = 60
"""Seconds over the end of the day from which the room is asked what to shorten."""


class TimeMatters(FileMatters):
    """An app whose room has a clock and a plan; nothing is locked, skipped or cut by itself."""

    def __init__(self, home: "Home", session: "Session | None", time_source: "TimeSource") -> None:
        super().__init__(home, session, time_source)
        self.settings = home.settings()
        self._left_before: float | None = None
        self._told: tuple[object, int, str] | None = None
        self._asked_over = 0

    @abstractmethod
    def attempt(self, deed: "Callable[[Session], object]", screen: "StepScreen | None" = None, text: str = "") -> bool:
        """Do something with the session; a refusal is said, and its text given back."""

    # --- the ledger ---------------------------------------------------------------------------

    def ledger(self, session: "Session") -> "Forecast":
        """Return where the day stands now."""
        from mlew_tui.model.schedule.forecast import ledger

        return ledger(session.workshop, session.deck, session.left(), session.local_now())

    def time_words(self, session: "Session") -> str:
        """Say in a few words how the day stands; computed once a second at most."""
        from mlew_tui.reports import schedule_text

        second = int(self.time_source.steady())
        if self._told is None or self._told[:2] != (session.workshop, second):
            self._told = (session.workshop, second, schedule_text.status_line(self.ledger(session)))
        return self._told[2]

    def ask_what_to_shorten(self, session: "Session") -> None:
        """Ask the room which step to shorten when the day no longer fits, once for each minute it gets worse.

        A day of long ago, or one that never began, is only looked at: nobody is asked about it.
        """
        day = self.ledger(session)
        over = day.over if day.start is not None else 0
        if over >= _WORTH_ASKING and over >= self._asked_over + _WORTH_ASKING and self.step_on_top() is not None:
            self._asked_over = over
            self._offer_cuts(session)

    def on_agenda_dialog_shorten_asked(self) -> None:
        """Offer what could be shorter, from the agenda."""
        if self.session is not None:
            self._offer_cuts(self.session)

    def _offer_cuts(self, session: "Session") -> None:
        from mlew_tui.model.schedule import replan
        from mlew_tui.screens.dialogs.replan_dialog import ALL, ReplanDialog

        deck, day = session.deck, self.ledger(session)
        offered = replan.cuts(deck, day)

        def answered(answer: str | None) -> None:
            if answer == ALL:
                fit = replan.fitted(deck, day)
                self._plan(lambda workshop: replan.replanned(workshop, deck, fit.minutes))
            elif answer is not None:
                chosen = next(cut for cut in offered if cut.step == answer)
                self._plan(lambda workshop: replan.cut(workshop, deck, chosen))

        self.push_screen(ReplanDialog(deck, day, offered), answered)

    def _plan(self, change: "Change") -> None:
        """Make a change of the plan, and show it in the agenda if that is open."""
        from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog

        done = self.attempt(lambda session: session.commit(tr("minutes of a step"), change))
        if done and self.session is not None and isinstance(self.screen, AgendaDialog):
            self.screen.show(self.session.snapshot, self.ledger(self.session))

    def on_agenda_dialog_planned(self, message: "AgendaDialog.Planned") -> None:
        """Plan other minutes for a step than the deck has; the clock of the present one follows."""
        from mlew_tui.model import changes

        step_id, minutes, by = message.step_id, message.minutes, message.by

        def change(workshop: "Workshop") -> "Workshop":
            return changes.put(workshop, "plan.minutes", {**workshop.plan.minutes, step_id: minutes})

        is_here = self.session is not None and step_id == self.session.step.id
        was_untimed = self.session is not None and self.session.snapshot.countdown.counts_up
        if is_here and not was_untimed:
            self.attempt(lambda session: session.extend(60 * by))
        self._plan(change)
        if is_here and was_untimed:
            self.attempt(lambda session: session.reset_clock())  # a step not chosen is now

    # --- the clock ----------------------------------------------------------------------------

    def clock_was_set(self) -> None:
        """Note that the clock stands elsewhere now: what it passes next is no warning."""
        self._left_before = None

    def warn(self, session: "Session") -> None:
        """Ring and say so when the clock passes a warning."""
        from mlew_tui.model.schedule.countdown import warning

        countdown = session.snapshot.countdown
        left = session.left()
        before, self._left_before = self._left_before, left
        if before is None or not countdown.running or countdown.counts_up or abs(before - left) > _JUMP:
            return
        marks = self.settings.warnings
        passed = warning(left, before, session.deck.warnings_of(session.step) if marks is None else marks)
        if passed is None:
            return
        if self.settings.bell:
            self.bell()
        words = (
            tr("Time is up: decide for now and go on.")
            if passed == 0
            else tr("{time} left", time=format_duration(passed))
        )
        title = session.step.title.in_(i18n.current())
        self.notify(words, title=title, markup=False, severity="warning", timeout=8)

    def on_step_clock_asked(self, message: "messages.ClockAsked") -> None:
        """Start, pause, extend or reset the clock."""
        self.turn_clock(message.verb)

    def on_clock_dialog_turned(self, message: "ClockDialog.Turned") -> None:
        """The same, from the clock's dialog."""
        self.turn_clock(message.verb)

    def turn_clock(self, verb: str) -> None:
        """Start, pause, extend or reset the clock: toggle, plus1, plus5, minus1 or reset."""
        deeds: dict[str, Callable[[Session], object]] = {
            "toggle": lambda session: session.toggle_clock(),
            "plus1": lambda session: session.extend(60),
            "plus5": lambda session: session.extend(300),
            "minus1": lambda session: session.extend(-60),
            "reset": lambda session: session.reset_clock(),
        }
        self.clock_was_set()
        self.attempt(deeds[verb])
