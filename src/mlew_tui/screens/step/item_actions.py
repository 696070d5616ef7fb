"""What keys do to the current item at every step: turn one of its choices, remove it, move it."""

from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens.step.effects import Commit, Effect, Repaint
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import BoardView


def turn(option: Option, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
    """Turn an option: of the item being typed or at the cursor, else of the next item."""
    place = state.target.place if state.target else state.cursor if state.on_board else ""
    place = place.partition("#")[0]
    item = changes.find(snapshot.workshop, place) if changes.split(place)[0] in option.paths else None
    if item is None:
        state.draft[option.id] = option.turned(snapshot, option.value(snapshot, state))
        return Repaint()
    value = option.turned(snapshot, getattr(item, option.field or option.id))
    say = option.say(snapshot.workshop, place, value) if option.say is not None else ""
    return Commit(tr(option.label), lambda w: option.change(w, place, value), say=say)


def remove(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
    """Remove the item at the cursor; of a sentence with blanks only the blank at the cursor is emptied."""
    place, _, name = state.cursor.partition("#")
    item = changes.find(snapshot.workshop, place)
    if name and item is not None and name in type(item).model_fields:
        empty = type(item).model_fields[name].get_default()
        return Commit(tr("emptied"), lambda w: changes.edit(w, place, **{name: empty}))
    if changes.split(place)[0] not in presenter.collections or item is None:
        return None
    state.picked.discard(place)
    return Commit(tr("removed"), lambda w: changes.remove(w, place))


def move(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, view: BoardView, by: int) -> Effect:
    """Move the item at the cursor before or behind its neighbour on the board."""
    place = state.cursor.partition("#")[0]
    path = changes.split(place)[0]
    cell = next((cell for cell in view.cells if any(card.key == state.cursor for card in cell.cards)), None)
    if path not in presenter.collections or cell is None or changes.find(snapshot.workshop, place) is None:
        return None
    if path == "milestones":
        return None  # they stand in the order of the growth cycle
    cells = view.cells if path in ("cases", "groups") else (cell,)
    keys = [card.key for cell in cells for card in cell.cards]
    among = [key for key in keys if changes.split(key)[0] == path and "#" not in key]
    return Commit(tr("reordered"), lambda w: changes.move(w, place, by, among))
