"""Shows the agenda, changes the minutes of its steps, and offers cuts when the day no longer fits."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.app.schedule_controller import ScheduleController
from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.schedule import replan
from mlew_tui.screens.dialogs.console_dialogs import AgendaDialog
from mlew_tui.screens.dialogs.replan_dialog import ALL, ReplanDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.model.changes import Change
    from mlew_tui.model.workshop import Workshop
    from mlew_tui.session.session import Session

_WORTH_ASKING = 60
"""Seconds over the end of the day from which the room is asked what to shorten."""


class AgendaController:
    """Replans the rest of the day; every cut is chosen by people."""

    def __init__(self, console: ConsoleContext, schedule: ScheduleController) -> None:
        self._console = console
        self._schedule = schedule
        self._asked_over = 0

    def show_agenda(self, session: "Session", go_to: "Callable[[str], None]") -> None:
        """Show the agenda, and go to the step chosen in it."""
        dialog = AgendaDialog(session.snapshot, self._schedule.forecast(session))
        self._console.push_screen(dialog, lambda step_id: go_to(step_id) if step_id else None)

    def ask_what_to_shorten(self, session: "Session") -> None:
        """Ask which step to shorten when the day no longer fits, once for each minute it gets worse.

        A day of long ago, or one that never began, is only viewed, so it asks nothing.
        """
        day = self._schedule.forecast(session)
        over = day.over if day.start is not None else 0
        is_worse = over >= _WORTH_ASKING and over >= self._asked_over + _WORTH_ASKING
        if is_worse and self._console.step_on_top() is not None:
            self._asked_over = over
            self.offer_cuts()

    def offer_cuts(self) -> None:
        """Ask which step to shorten."""
        session = self._console.session
        if session is None:
            return
        deck, day = session.deck, self._schedule.forecast(session)
        cuts = replan.cuts(deck, day)

        def answer(step_id: str | None) -> None:
            if step_id == ALL:
                fit = replan.fitted(deck, day)
                self._plan(lambda workshop: replan.replanned(workshop, deck, fit.minutes))
            elif step_id is not None:
                chosen = next(cut for cut in cuts if cut.step == step_id)
                self._plan(lambda workshop: replan.cut(workshop, deck, chosen))

        self._console.push_screen(ReplanDialog(deck, day, cuts), answer)

    def plan_minutes(self, message: AgendaDialog.Planned) -> None:
        """Plan other minutes for a step than the deck has; the clock of the present one follows."""
        session, step_id, minutes = self._console.session, message.step_id, message.minutes

        def change(workshop: "Workshop") -> "Workshop":
            return changes.put(workshop, "plan.minutes", {**workshop.plan.minutes, step_id: minutes})

        is_here = session is not None and step_id == session.step.id
        was_untimed = session is not None and session.snapshot.countdown.counts_up
        if is_here and not was_untimed:
            self._console.attempt(lambda session: session.extend(60 * message.by))
        self._plan(change)
        if is_here and was_untimed:
            self._console.attempt(lambda session: session.reset_clock())  # the planned minutes count from now

    def _plan(self, change: "Change") -> None:
        """Change the plan, and repaint the agenda if it is open."""
        is_done = self._console.attempt(lambda session: session.commit(tr("minutes of a step"), change))
        session, screen = self._console.session, self._console.screen
        if is_done and session is not None and isinstance(screen, AgendaDialog):
            screen.show(session.snapshot, self._schedule.forecast(session))
