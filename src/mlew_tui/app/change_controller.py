"""Answers requests of a step's screen to change the workshop, to undo, and to go to another step."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from mlew_tui.app.arrival_controller import ArrivalController
    from mlew_tui.app.controllers import LazyControllers
    from mlew_tui.screens.step import messages


class ChangeController:
    """Hands each request to the controllers that carry it out, and reports its effect."""

    def __init__(self, console: ConsoleContext, controllers: "LazyControllers", arrival: "ArrivalController") -> None:
        self._console, self._controllers, self._arrival = console, controllers, arrival

    def commit(self, message: "messages.ChangeRequested") -> None:
        """Make a change and report its effect; while ballots are open, only its notice."""
        session = self._console.session
        if session is None:
            return
        before = session.workshop
        if self._console.attempt(
            lambda session: session.commit(message.label, message.change), self._console.step_on_stage(), message.text
        ):
            self._controllers.rounds.report_effect(None if self._console.has_open_ballots() else before, message.notice)
        if message.on_committed is not None and session.workshop is not before:
            message.on_committed()

    def undo(self, *, back: bool) -> None:
        """Undo, or redo if not ``back``, and report the effect."""
        session = self._console.session
        before = None if session is None else session.workshop
        words = self._controllers.editing.undo(back=back)
        if words is not None:
            self._controllers.rounds.report_effect(before, words)

    def change_step(self, by: int) -> None:
        """Go ``by`` steps on; after the last step offer to close the round."""
        session = self._console.session
        if session is None:
            return
        step_id = self._controllers.editing.neighbour_step(by)
        if step_id is not None:
            self.go_to(step_id)
        elif by > 0 and not session.read_only:
            self._controllers.rounds.offer_closing()
        elif by > 0:
            self._console.notify(tr("This is the last step."), markup=False)
        else:
            self._console.notify(tr("This is the first step."), markup=False)

    def go_to(self, step_id: str) -> None:
        """Go to a step, and ask what to shorten if the day is late."""
        if self._controllers.editing.go_to(step_id) and self._console.session is not None:
            self._controllers.agenda.ask_what_to_shorten(self._console.session)
        self._arrival.load_soon()
