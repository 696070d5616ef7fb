"""Opens the dialogs about a step: help, the clock, the dice, and what is asked when a workshop is opened."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import ConsoleContext
from mlew_tui.app.editor import EditorError, edit_text
from mlew_tui.i18n import tr
from mlew_tui.screens.dialogs import questions
from mlew_tui.screens.dialogs.console_dialogs import ClockDialog, HelpDialog, RollDialog
from mlew_tui.screens.step.key_hints import all_hints, console_hints
from mlew_tui.session.session import AWAY_WORTH_ASKING
from mlew_tui.session.time_source import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.screens.ballots import BallotScreen
    from mlew_tui.screens.step import messages
    from mlew_tui.session.session import Session
    from mlew_tui.settings.keymap import Keymap


class DialogController:
    """Opens dialogs and hands their answers on."""

    def __init__(self, console: ConsoleContext, keymap: "Keymap") -> None:
        self._console = console
        self._keymap = keymap

    def show_help(self, session: "Session") -> None:
        """Show every key of the step and of the console."""
        step = self._console.step_on_stage()
        if step is not None:
            hints = all_hints(step.presenter, session.snapshot, step.state, self._keymap)
            self._console.push_screen(HelpDialog(session.snapshot, hints, console_hints(self._keymap)))

    def show_clock(self, session: "Session") -> ClockDialog:
        """Show the clock with its keys."""
        dialog = ClockDialog(session.snapshot, self._console.time_source.steady)
        self._console.push_screen(dialog)
        return dialog

    def show_ballots(
        self, session: "Session", notes: "Callable[[], tuple[str, ...]]", closed: "Callable[[None], None]"
    ) -> "BallotScreen | None":
        """Let everybody type their own ballot; a console that only reads says why not and returns None."""
        if session.read_only:
            words = tr("This console can only read: ballots are typed in the other one.")
            self._console.notify(words, markup=False)
            return None
        from mlew_tui.screens.ballots import BallotScreen  # lazy: its score sheets take 50 ms to import

        screen = BallotScreen(session.snapshot, self._console.time_source.steady, notes)
        self._console.push_screen(screen, closed)
        return screen

    async def edit(self, message: "messages.EditorRequested") -> None:
        """Open the person's editor on a text and hand back what it left."""
        try:
            message.take(await edit_text(self._console, message.text))
        except EditorError as error:
            words = tr("The editor did not start: {reason}", reason=error)
            self._console.notify(words, severity="error", markup=False)

    def roll(self, message: "messages.RollRequested", session: "Session") -> None:
        """Roll the dice where everybody sees it, then record the result."""
        base = self._console.step_on_top()
        if base is None:
            return
        roll = message.roll
        result = session.roll([name for name, _ in roll.among])
        self._console.push_screen(RollDialog(roll.among, result), lambda _: base.perform(roll.then(result)))

    def ask_on_arrival(self, session: "Session") -> None:
        """Say that a workshop can only be read, or ask whether the time away counts."""
        if session.read_only:
            holder = session.document.holder
            known = f" ({holder.host}, {holder.pid})" if holder is not None and holder.pid else ""
            self._console.push_screen(questions.read_only(None if holder is None else known))
        elif session.clock.away >= AWAY_WORTH_ASKING:
            self._ask_away(session)

    def _ask_away(self, session: "Session") -> None:
        def answer(chosen: str | None) -> None:
            if chosen == "pause":
                session.forgive_away()
            self._console.show()

        self._console.push_screen(questions.away(format_duration(session.clock.away)), answer)
