"""Opens the dialogs that a step's presenters ask for; loaded when the first of them opens."""

from collections.abc import Callable
from typing import TypeVar

from mlew_tui.screens.dialogs.base import AskDialog, PickDialog, PreviewDialog
from mlew_tui.screens.dialogs.import_items import offer
from mlew_tui.screens.dialogs.page import PageDialog
from mlew_tui.screens.dialogs.trace_dialog import TraceDialog, traced
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.effects import AskText, Effect, Key, OfferItems, PickItems, PreviewLines, ShowPage, ShowTrace

Answer = TypeVar("Answer")


def open_dialog(
    effect: PickItems | AskText | ShowPage | ShowTrace | PreviewLines | OfferItems, screen: StepContext
) -> None:
    """Open the dialog of an effect; what is answered there is performed on the step's screen."""

    def then_perform(then: Callable[[Answer], Effect]) -> Callable[[Answer | None], None]:
        return lambda answer: None if answer is None else screen.perform(then(answer))

    match effect:
        case PickItems():
            screen.app.push_screen(PickDialog(effect), then_perform(effect.then))
        case AskText():
            screen.app.push_screen(AskDialog(effect.title, effect.initial, effect.refuse), then_perform(effect.then))
        case ShowPage():

            def run(key: Key) -> Effect:
                return key.run(screen.snapshot, screen.state)

            screen.app.push_screen(PageDialog(effect, screen.keymap), then_perform(run))
        case ShowTrace():
            workshop = screen.snapshot.workshop
            screen.app.push_screen(TraceDialog(workshop, traced(workshop, effect.place)))
        case PreviewLines():
            lines, add = effect.lines, effect.add

            def answered(agreed: bool | None) -> None:
                if agreed:
                    add(lines)

            screen.app.push_screen(PreviewDialog(lines), answered)
        case OfferItems():
            offer(screen, [effect.batch], effect.defaults)
