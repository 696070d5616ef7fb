"""Closes a round, looks back at the one before, and says when a change moved the adopted case."""

from typing import TYPE_CHECKING

from mlew_tui.app.context import NOTICE_SECONDS, ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.model.merging.diff import compare
from mlew_tui.model.schedule import rounds
from mlew_tui.reports import change_summary
from mlew_tui.reports.round_label import round_words
from mlew_tui.screens.dialogs import questions
from mlew_tui.storage import round_copies

if TYPE_CHECKING:
    from mlew_tui.model.deck import Deck
    from mlew_tui.model.workshop import Workshop
    from mlew_tui.session.session import Session

_RESULT = "invent.result"
"""The step that shows the result anyway."""


class RoundController:
    """Takes a workshop from round to round."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console

    def report_changes_since(self, before: "Workshop", session: "Session") -> None:
        """Notify in a sentence what is different since the round before was closed."""
        self._console.show()
        words = _changes_since(before, session.workshop, session.deck)
        if words:
            self._console.notify(words, markup=False, timeout=NOTICE_SECONDS)

    def report_effect(self, before: "Workshop | None", *words: str) -> None:
        """Notify of a change, and of the adopted case if the change moved it; never while that is covered."""
        session = self._console.session
        if session is None:
            return
        lines = [line for line in words if line]
        if before is not None and before is not session.workshop and session.step.id != _RESULT:
            effect = change_summary.effect(before, session.workshop)
            lines += [f"▲ {effect}"] if effect else []
        if lines:
            timeout = NOTICE_SECONDS if len(lines) > 1 else None
            self._console.notify("\n".join(lines), markup=False, timeout=timeout)

    def offer_closing(self) -> None:
        """Ask whether this round is over; then leave its copy and go on in the next."""
        session = self._console.session
        if session is None:
            return
        if session.read_only:
            self._console.attempt(lambda session: session.rounds.close())  # its refusal says why not
            return
        number = session.workshop.progress.round
        name = round_copies.frozen(session.path, number).name

        def answer(chosen: str | None) -> None:
            if chosen == "close":
                self._close(number, name)

        self._console.push_screen(questions.closing(number, name), answer)

    def _close(self, number: int, name: str) -> None:
        self._console.clock_was_set()
        if self._console.attempt(lambda session: session.rounds.close()):
            now, left = round_words(number + 1), round_words(number)
            words = tr("{left} is closed, its copy is {name}. {now} begins here.", left=left, name=name, now=now)
            self._console.notify(words, markup=False, timeout=NOTICE_SECONDS)


def _changes_since(before: "Workshop", now: "Workshop", deck: "Deck") -> str:
    """Say what people changed since a round was closed, and whether it moved the adopted case; "" for nothing."""
    left = rounds.as_left(before, now, deck)
    if not compare(left, now):
        return ""
    what = change_summary.summary(left, now, with_result=False)
    words = tr("Since {round}: {what}", round=round_words(before.progress.round), what=what)
    effect = change_summary.effect(left, now)
    return f"{words}\n▲ {effect}" if effect else words
