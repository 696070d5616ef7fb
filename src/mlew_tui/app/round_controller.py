"""What the app does about rounds: looking back at the one before, closing one, and telling when a case moved."""

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.app.saving_controller import TOLD
from mlew_tui.app.schedule_controller import TimeMatters
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from mlew_tui.model.deck import Deck
    from mlew_tui.model.workshop import Workshop
    from mlew_tui.session.session import Session
    from mlew_tui.storage.home import Visit

_RESULT = "invent.result"
"""Where the result is told anyway."""


class RoundMatters(TimeMatters):
    """An app whose workshop goes from round to round."""

    @abstractmethod
    def _go(self, step_id: str) -> None:
        """Go to a step of the day."""

    # --- looking back -------------------------------------------------------------------------

    def look_back(self, session: "Session") -> None:
        """Read what the round before left, and say in a sentence what is different since it was closed."""
        session.look_back()
        if session.before is None:
            self.tell_of_file(session)
            return
        self.show()
        words = _since_closed(session.before, session.workshop, session.deck)
        if words:
            self.notify(words, markup=False, timeout=TOLD)

    def tell_effect(self, before: "Workshop | None", *words: str) -> None:
        """Say what is to be said of a change, and at once if it moved the adopted case; never while that is covered."""
        session = self.session
        if session is None:
            return
        said = [one for one in words if one]
        if before is not None and before is not session.workshop and session.step.id != _RESULT:
            from mlew_tui.reports import change_summary  # its words are dear at the start and seldom needed

            effect = change_summary.effect(before, session.workshop)
            said += [f"▲ {effect}"] if effect else []
        if said:
            self.notify("\n".join(said), markup=False, timeout=TOLD if len(said) > 1 else None)

    # --- closing ------------------------------------------------------------------------------

    def offer_closing(self) -> None:
        """Ask whether this round is over; then leave its copy and go on in the next."""
        from mlew_tui.screens.dialogs import questions
        from mlew_tui.screens.step.step_labels import round_words
        from mlew_tui.storage import round_copies as copies

        session = self.session
        if session is None:
            return
        if session.read_only:
            self.attempt(lambda session: session.close_round())  # which says why not
            return
        number = session.workshop.progress.round
        name = copies.frozen(session.path, number).name

        def answered(answer: str | None) -> None:
            if answer == "close":
                self.clock_was_set()
                if self.attempt(lambda session: session.close_round()):
                    now, left = round_words(number + 1), round_words(number)
                    words = tr(
                        "{left} is closed, its copy is {name}. {now} begins here.", left=left, name=name, now=now
                    )
                    self.notify(words, markup=False, timeout=TOLD)

        self.push_screen(questions.closing(number, name), answered)

    # --- words for Home -----------------------------------------------------------------------

    def step_words(self, visit: "Visit") -> str:
        """Say where a room stopped as the shipped deck of its round has it; another deck's step by the id itself."""
        from mlew_tui.i18n import current
        from mlew_tui.storage import decks

        deck = decks.in_round("practice", visit.round, Path())
        step = deck.by_id.get(visit.step)
        words = visit.step
        if step is not None:
            words = f"{deck.phase(step.phase).name.in_(current())} › {step.title.in_(current())}"
        if visit.round == 1:
            return words
        from mlew_tui.screens.step.step_labels import round_words

        return f"{round_words(visit.round)} · {words}"


def _since_closed(before: "Workshop", now: "Workshop", deck: "Deck") -> str:
    """Say what people changed since a round was closed, and whether it moved the adopted case; "" for nothing."""
    from mlew_tui.model.merging.diff import compare
    from mlew_tui.model.schedule import rounds
    from mlew_tui.reports import change_summary
    from mlew_tui.screens.step.step_labels import round_words

    left = rounds.as_left(before, now, deck)
    if not compare(left, now):
        return ""
    what = change_summary.summary(left, now, with_result=False)
    words = tr("Since {round}: {what}", round=round_words(before.progress.round), what=what)
    effect = change_summary.effect(left, now)
    return f"{words}\n▲ {effect}" if effect else words
