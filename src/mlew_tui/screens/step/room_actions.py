"""Key actions for three workshop behaviours: decide for now (by dice), assume, and include everybody."""

from mlew_tui.i18n import tr, trn
from mlew_tui.model import changes, contributions, references
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step.effects import Commit, Effect, Notify, Repaint, RollDice
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import BoardView, Card

_OWN_DICE = "result.dice"
"""The key of a presenter that rolls the dice itself, as the format keeps what fell."""


# --- decide for now ---------------------------------------------------------------------------------


def decide(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
    """Roll the dice among the picked cards, else among those beside the card at the cursor.

    At a tie of the result these are its dice, and what fell is the decision. Elsewhere what fell is noted in the
    step's run, and goes to the front of the others where the step puts items in order.
    """
    for key in presenter.keys(snapshot, state):
        if key.id == _OWN_DICE:
            return key.run(snapshot, state)
    among = options(presenter.board(snapshot, state), snapshot.workshop, state)
    if len(among) <= 1:
        return Notify(tr("Pick two cards or more with Space, or go to one of several: then the dice decide."))
    return RollDice(among, lambda place: _fallen(presenter, snapshot, state, dict(among), place))


def options(view: BoardView, workshop: Workshop, state: StepUiState) -> tuple[tuple[str, str], ...]:
    """Return what the dice may fall on, as places with their texts: two or more of one kind, or nothing.

    The picked cards if there are two; else the cursor's cell; where it holds one of the kind only, the whole board.
    """
    cells = [[card for card in cell.cards if changes.find(workshop, card.key) is not None] for cell in view.cells]
    cards = [card for cell in cells for card in cell]
    picked = [card for card in cards if card.key in state.picked]
    if len(picked) > 1:
        return _texts(picked)
    place = state.cursor.partition("#")[0]
    path = changes.split(place)[0]
    here = [card for cell in cells if any(card.key == place for card in cell) for card in cell]
    for among in (here, cards):
        alike = [card for card in among if changes.split(card.key)[0] == path]
        if path and len(alike) > 1:
            return _texts(alike)
    return ()


def _texts(cards: list[Card]) -> tuple[tuple[str, str], ...]:
    return tuple({card.key: card.text.partition("\n")[0] for card in cards}.items())


def _fallen(
    presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, among: dict[str, str], place: str
) -> Effect:
    """Put what fell in front of the others and the cursor on it, and say that it stands for now."""
    state.cursor = place
    state.picked.clear()
    text = among[place]
    path = changes.split(place)[0]
    seen = [other for other in _in_order(snapshot.workshop, path) if other in among]
    step, label = snapshot.step.id, tr("dice: {text}", text=text)
    if snapshot.read_only:
        return Notify(tr("“{text}” it is, for now.", text=text))
    if path not in presenter.collections or seen[0] == place:
        words = tr("“{text}” it is, for now.", text=text)
        return Commit(label, lambda w: changes.note_dice_roll(w, step, text), say=words)
    if not changes.COLLECTIONS[path].prefix:
        state.cursor = seen[0]  # known by its number, which becomes that of the first
    words = tr("“{text}” it is, for now: it stands first (Ctrl+Z undoes).", text=text)
    front = -seen.index(place)
    return Commit(label, lambda w: changes.note_dice_roll(changes.move(w, place, front, seen), step, text), say=words)


def _in_order(workshop: Workshop, path: str) -> list[str]:
    """Return the places of a collection in the file's order."""
    items = references.collection(workshop, path)
    return [f"{path}/{changes.key_of(item, index)}" for index, item in enumerate(items)]


# --- assume, and keep it apart from facts -----------------------------------------------------------


def assume(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, *, typing: bool) -> Effect:
    """Mark as assumed, or as a fact again: the item being typed or at the cursor, else the items typed next."""
    if state.target is None and typing:
        if not may_assume(presenter):
            return Notify(tr("Nothing that is typed here can be an assumption."))
        state.draft["assumed"] = not state.draft.get("assumed", False)
        return Repaint()
    place = (state.target.place if state.target else state.cursor).partition("#")[0]
    item = changes.find(snapshot.workshop, place)
    if item is None or "assumed" not in type(item).model_fields:
        return None
    value = not item.assumed
    label = tr("marked as assumed") if value else tr("marked as fact")
    return Commit(label, lambda w: changes.edit(w, place, assumed=value), say=label if typing else "")


def may_assume(presenter: StepPresenter) -> bool:
    """Return whether something that is typed at this step may be an assumption."""
    return any("assumed" in changes.COLLECTIONS[path].model.model_fields for path in presenter.collections)


def create(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
    """Return the workshop with a new item, marked as assumed if so drafted, and its place."""
    workshop, place = presenter.create(snapshot, state, text)
    item = changes.find(workshop, place.partition("#")[0])
    if state.draft.get("assumed") and not getattr(item, "assumed", True):
        workshop = changes.edit(workshop, place.partition("#")[0], assumed=True)
    return workshop, place


def prompt(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
    """Return what the entry line says before the text, a drafted assumption at every step included."""
    said = presenter.prompt(snapshot, state)
    if not state.draft.get("assumed") or any(option.id == "assumed" for option in presenter.options):
        return said
    return " · ".join(part for part in (said, tr("? assumed")) if part)


def entry_label(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
    """Return what the entry line says before its text: what is added, or the field that is edited."""
    target = state.target
    if target is None:
        return prompt(presenter, snapshot, state)
    label, count = tr(target.field.label), len(target.fields)
    where = f" {target.index + 1}/{count}" if count > 1 else ""
    return label + where if state.fills_new_item else tr("edit {label}", label=label) + where


# --- include everybody ------------------------------------------------------------------------------


def nudge(presenter: StepPresenter, snapshot: WorkshopSnapshot) -> str:
    """Return a kind reminder naming who has not written in this step yet, or thanks if everybody has."""
    workshop, collections = snapshot.workshop, presenter.collections
    if not contributions.asks_everybody(collections):
        return tr("Everybody works on this together: say it as it comes to mind.")
    waiting = contributions.not_yet(workshop, collections)
    if not waiting:
        return tr("Everybody has written something. Thank you!")
    names = tr(", ").join(tr("{name}", name=person.name) for person in waiting)
    words = tr("Still to come: {names}. One is enough, just as it comes to mind.", names=names)
    unsigned = contributions.unsigned(workshop, collections)
    if not unsigned:
        return words
    return words + trn(" ({count} has no name.)", " ({count} have no name.)", unsigned)
