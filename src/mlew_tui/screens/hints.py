"""The keys a step's bottom lines and its help name: of the desk, of the board, of the console."""

from typing import Literal

from mlew_tui.language import tr
from mlew_tui.screens.desk import Desk, Hand
from mlew_tui.session import Scene
from mlew_tui.widgets.key_bar import KeyHint

Focus = Literal["line", "board"]


def step_hints(desk: Desk, scene: Scene, hand: Hand, focus: Focus, typable: bool) -> tuple[KeyHint, ...]:
    """Return the keys of a step that work where the focus is; none where nothing can be changed."""
    if scene.read_only:
        return ()
    hints = _turning(desk, scene, hand)
    if focus == "line":
        entering = tr("add") if hand.target is None else tr("keep")
        return (*hints, KeyHint("Enter", entering, "enter"), KeyHint("Tab", tr("board"), "tab"))
    hints += [*_letters(desk, scene, hand, quiet=False), *_board(desk)]
    if typable:
        hints.append(KeyHint("Tab", tr("type"), "tab"))
    return (*hints, *_letters(desk, scene, hand, quiet=True))


def all_hints(desk: Desk, scene: Scene, hand: Hand) -> tuple[KeyHint, ...]:
    """Return every key of a step, whatever has focus: what F1 lists."""
    return (*_turning(desk, scene, hand), *_letters(desk, scene, hand), *_board(desk))


def _turning(desk: Desk, scene: Scene, hand: Hand) -> list[KeyHint]:
    """Return the function keys, which work while people type, too."""
    hints = [KeyHint(option.key.upper(), tr(option.label), option.key) for option in desk.options]
    hints += [KeyHint(key.key.upper(), tr(key.label), key.key) for key in desk.keys(scene, hand) if key.typing]
    return sorted(hints, key=lambda hint: hint.key)


def _letters(desk: Desk, scene: Scene, hand: Hand, quiet: bool | None = None) -> list[KeyHint]:
    """Return the desk's keys for board and table; ``quiet`` ones come last where there is little room."""
    return [
        KeyHint({"space": "Space", "enter": "Enter", "left": "←"}.get(key.key, key.key), tr(key.label), key.key)
        for key in desk.keys(scene, hand)
        if not key.typing and quiet in (None, key.quiet)
    ]


def _board(desk: Desk) -> list[KeyHint]:
    """Return what every board can do with a card."""
    if not desk.collections:
        return []
    return [
        KeyHint("Enter", tr("edit"), "enter"),
        KeyHint("Del", tr("remove"), "delete"),
        KeyHint("Shift+↑↓", tr("reorder"), "shift+down"),
        KeyHint("?", tr("assumed or fact"), "question_mark"),
    ]


def console_hints() -> tuple[KeyHint, ...]:
    """Return the console's keys."""
    return (
        KeyHint("F1", tr("Help"), "f1"),
        KeyHint("F2", tr("Start/pause"), "f2"),
        KeyHint("F3", tr("+1 min"), "f3"),
        KeyHint("F4", tr("Agenda"), "f4"),
        KeyHint("F9", tr("Next"), "f9"),
        KeyHint("^B", tr("Back"), "ctrl+b"),
        KeyHint("^Z", tr("Undo"), "ctrl+z"),
        KeyHint("^T", tr("Clock"), "ctrl+t"),
        KeyHint("^O", tr("Editor"), "ctrl+o"),
        KeyHint("^R", tr("Home"), "ctrl+r"),
        KeyHint("^Q", tr("Quit"), "ctrl+q"),
        KeyHint("^Y", tr("Redo"), "ctrl+y"),
        KeyHint("^P", tr("Commands"), "ctrl+p"),
    )
