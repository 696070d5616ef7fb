"""The keys that a step's bottom lines and its help name: of the presenter, of the board, of the console."""

from typing import Literal

from mlew_tui.i18n import tr
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.room_actions import may_assume
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.settings.key_registry import registered
from mlew_tui.settings.keymap import USUAL, Keymap, shown, types
from mlew_tui.widgets.key_bar import KeyHint

Focus = Literal["line", "board"]


def step_hints(
    presenter: StepPresenter,
    snapshot: WorkshopSnapshot,
    state: StepUiState,
    focus: Focus,
    typable: bool,
    keymap: Keymap = USUAL,
) -> tuple[KeyHint, ...]:
    """Return the keys of a step that work where the focus is; where nothing can be changed, what only looks."""
    if snapshot.read_only:
        return (_thread(keymap),) if focus == "board" else ()
    hints = _turning(presenter, snapshot, state, keymap)
    if focus == "line":
        if may_assume(presenter) and not any(option.id == "assumed" for option in presenter.options):
            hints.append(_registered_hint(keymap, "behave.assume"))
        entering = tr("add") if state.target is None else tr("keep")
        return (*hints, KeyHint("Enter", entering, "enter"), KeyHint("Tab", tr("board"), "tab"))
    hints += _letters(presenter, snapshot, state, keymap, quiet=False)
    if typable:
        hints.append(KeyHint("Tab", tr("type"), "tab"))
    return (
        *hints,
        *_board(presenter, snapshot, state, keymap),
        *_letters(presenter, snapshot, state, keymap, quiet=True),
    )


def all_hints(
    presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, keymap: Keymap = USUAL
) -> tuple[KeyHint, ...]:
    """Return every key of a step, whatever has focus: what F1 lists."""
    return (
        *_turning(presenter, snapshot, state, keymap),
        *_letters(presenter, snapshot, state, keymap),
        *_board(presenter, snapshot, state, keymap),
    )


def _hint(keymap: Keymap, name: str, usual: str, label: str) -> KeyHint:
    """Return the hint of an id: its first key, the person's own where they chose one."""
    key = keymap.first(name, usual)
    return KeyHint(shown(key), tr(label), key)


def _registered_hint(keymap: Keymap, name: str) -> KeyHint:
    """Return the hint of an id with the registry's label."""
    key = registered(name)
    return _hint(keymap, name, key.usual, key.label)


def _turning(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, keymap: Keymap) -> list[KeyHint]:
    """Return the keys that work while people type, too."""
    hints = [_hint(keymap, f"choice.{option.id}", option.key, option.label) for option in presenter.options]
    hints += [_hint(keymap, key.id, key.key, key.label) for key in presenter.keys(snapshot, state)]
    return sorted((hint for hint in hints if not types(hint.press)), key=lambda hint: hint.press)


def _letters(
    presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, keymap: Keymap, quiet: bool | None = None
) -> list[KeyHint]:
    """Return the presenter's letter keys, only those that are ``quiet`` or not if that is given."""
    hints = [(key, _hint(keymap, key.id, key.key, key.label)) for key in presenter.keys(snapshot, state)]
    return [hint for key, hint in hints if types(hint.press) and quiet in (None, key.quiet)]


def _board(presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState, keymap: Keymap) -> list[KeyHint]:
    """Return what every board does with a card; Enter only where the presenter has no key of its own for it."""
    if not presenter.collections:
        return [_thread(keymap)]
    says_enter = any(key.key == "enter" for key in presenter.keys(snapshot, state))
    return [
        *(() if says_enter else (KeyHint("Enter", tr("edit"), "enter"),)),
        _thread(keymap),
        KeyHint("Del", tr("remove"), "delete"),
        KeyHint("Shift+↑↓", tr("reorder"), "shift+down"),
        KeyHint("?", tr("assumed or fact"), "question_mark"),
    ]


def _thread(keymap: Keymap) -> KeyHint:
    """Return the key that follows the thread of what is at the cursor."""
    return _registered_hint(keymap, "trace.open")


def looking_hints(keymap: Keymap = USUAL) -> tuple[KeyHint, ...]:
    """Return the keys of a step that change nothing."""
    return (_thread(keymap),)


_CONSOLE = (
    "app.help",
    "clock.toggle",
    "clock.plus1",
    "app.agenda",
    "app.hint",
    "step.next",
    "edit.undo",
    "step.back",
    "app.wall",
    "behave.decide",
    "behave.nudge",
    "clock.dialog",
    "edit.editor",
    "app.home",
    "app.export",
    "app.quit",
    "edit.redo",
    "app.commands",
)
"""The console's own keys by id, the most useful first."""


def console_hints(keymap: Keymap = USUAL) -> tuple[KeyHint, ...]:
    """Return the console's keys."""
    return tuple(_registered_hint(keymap, name) for name in _CONSOLE)
