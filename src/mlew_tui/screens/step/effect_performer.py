"""Does what presenters ask for: each effect becomes a message to the app, a dialog, or a change of what is shown."""

from mlew_tui.i18n import tr
from mlew_tui.screens.step import effects as do
from mlew_tui.screens.step import messages
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.effects import Effect
from mlew_tui.screens.step.entry_controller import EntryController


class EffectPerformer:
    """Performs the effects of one step's screen."""

    def __init__(self, screen: StepContext, entry: EntryController) -> None:
        self._screen = screen
        self._entry = entry

    def perform(self, effect: Effect) -> None:
        """Do what a presenter asks for."""
        screen = self._screen
        match effect:
            case do.Commit():
                self._commit(effect)
            case do.Notify():
                screen.notify(effect.text, markup=False)
                screen.show_state()
            case do.EditItem():
                self._entry.work(effect.target)
            case do.StartItem() if screen.entry.display:
                self._entry.suggest(effect.text)
                screen.set_focus(screen.entry.line)
                screen.show_state()
            case do.SetStage() if self._entry.settle():
                screen.post_message(messages.StageRequested(effect.case, effect.stage))
            case do.RollDice():
                screen.post_message(messages.RollRequested(effect))
            case do.OpenBallots() if self._entry.settle():
                screen.post_message(messages.BallotsRequested())
            case do.GoToStep():
                self._go_to(effect.step)
            case do.Repaint():
                screen.show_state()
            case do.PickItems() | do.AskText() | do.ShowPage() | do.ShowTrace() | do.PreviewLines() | do.OfferItems():
                from mlew_tui.screens.dialogs import step_dialogs  # lazy: no dialog is needed at the start

                step_dialogs.open_dialog(effect, screen)
            case _:
                pass

    def _commit(self, effect: do.Commit) -> None:
        screen = self._screen
        screen.post_message(messages.ChangeRequested(effect.label, effect.change, notice=effect.say))
        if effect.clear_picks:
            screen.state.picked.clear()
        if effect.to_board:
            screen.set_focus(screen.work)

    def _go_to(self, step_id: str) -> None:
        """Go to a step of this deck; a team's own deck may not have it."""
        screen = self._screen
        deck = screen.snapshot.deck
        step = deck.by_id.get(step_id)
        if step is None:
            words = tr("The deck has no step “{step}”", step=step_id)
            screen.notify(words, severity="warning", markup=False)
        else:
            screen.action_go(deck.steps.index(step) - deck.steps.index(screen.snapshot.step))
