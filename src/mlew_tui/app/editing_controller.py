"""Hands changes and steps to the session, and reports what it rejects."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.model.changes import StillReferencedError
from mlew_tui.model.schedule import agenda
from mlew_tui.screens.routes import preload
from mlew_tui.session.document import ChangeRejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.screens.step import messages
    from mlew_tui.screens.step.step_screen import StepScreen
    from mlew_tui.session.session import Session


class EditingController:
    """Changes the workshop and its present step."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console

    def attempt(self, action: "Callable[[Session], object]", screen: "StepScreen | None", text: str) -> bool:
        """Run an action on the session and repaint; report a rejected change, and return False for it.

        ``screen`` gets ``text``, what was typed, back when it is rejected.
        """
        console, session = self._console, self._console.session
        if session is None:
            return False
        try:
            action(session)
        except (ChangeRejectedError, StillReferencedError) as error:
            words = str(error)
            if isinstance(error, StillReferencedError):
                words = tr("Not removed: other things refer to this person. F6 takes the vote away.")
            if screen is not None:
                screen.refused(words, text)
            else:
                console.notify(words, severity="warning", markup=False)
            console.show()
            return False
        console.show()
        console.saving.report_news(session)
        return True

    def undo(self, *, back: bool) -> str | None:
        """Undo, or redo if not ``back``; return what to say of it, or None if it had no effect on the workshop."""
        labels: list[str | None] = []
        if not self._console.attempt(lambda session: labels.append(session.undo() if back else session.redo())):
            return None
        if labels[0] is None:
            self._console.notify(tr("Nothing to undo") if back else tr("Nothing to redo"), markup=False)
            return None
        return tr("Undone: {what}", what=labels[0]) if back else tr("Redone: {what}", what=labels[0])

    def neighbour_step(self, by: int) -> str | None:
        """Return the id of the step so many places on; None beyond either end."""
        session = self._console.session
        step = None if session is None else agenda.neighbour(session.workshop, session.deck, session.step.id, by)
        return None if step is None else step.id

    def go_to(self, step_id: str) -> bool:
        """Go to a step of the day; return whether that was possible."""
        self._console.clock_was_set()
        return self._console.attempt(lambda session: session.go(step_id))

    def set_stage(self, message: "messages.StageRequested") -> None:
        """Present or score a case; the clock follows."""
        self._console.clock_was_set()
        self._console.attempt(lambda session: session.set_stage(message.case, message.stage))

    def load_next_screen(self) -> None:
        """Load the next step's screen and presenter in advance."""
        session, step_id = self._console.session, self.neighbour_step(1)
        if session is not None and step_id is not None:
            preload(session.deck.step(step_id))
