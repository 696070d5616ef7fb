"""Answers the keys of a step: its choices, its presenter's own keys, and what every board can do with a card."""

import unicodedata

from textual.binding import Binding

from mlew_tui.screens.step import item_actions, room_actions
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.effects import Effect, ShowTrace
from mlew_tui.settings.key_registry import registered
from mlew_tui.widgets.board import Board


class KeyHandler:
    """Turns pressed keys into effects, by the keys the person chose."""

    def __init__(self, screen: StepContext) -> None:
        self._screen = screen

    def press(self, key: str, character: str | None = None, *, on_board: bool) -> bool:
        """Answer a key and return True, or return False; off the board only keys that type nothing are answered."""
        screen, keymap = self._screen, self._screen.keymap
        if character:
            character = unicodedata.normalize("NFKC", character)  # an IME left on types full-width letters
        for option in screen.presenter.options:
            if keymap.answers(f"choice.{option.id}", option.key, key, character, typing=not on_board):
                screen.perform(item_actions.turn(option, screen.snapshot, screen.state))
                return True
        for known in screen.presenter.keys(screen.snapshot, screen.state):
            if keymap.answers(known.id, known.key, key, character, typing=not on_board):
                screen.perform(known.run(screen.snapshot, screen.state))
                return True
        if not on_board:
            return False
        if keymap.answers("trace.open", registered("trace.open").usual, key, character, typing=False):
            screen.perform(ShowTrace(screen.state.cursor))
            return True
        return self._press_board("question_mark" if character == "?" else key)

    def _press_board(self, key: str) -> bool:
        screen = self._screen
        presenter, snapshot, state = screen.presenter, screen.snapshot, screen.state
        effect: Effect
        match key:
            case "enter":
                effect = presenter.enter(snapshot, state)
            case "space":
                effect = presenter.space(snapshot, state)
            case "delete" | "backspace":
                effect = item_actions.remove(presenter, snapshot, state)
            case "shift+up" | "shift+down":
                by = -1 if key == "shift+up" else 1
                effect = item_actions.move(presenter, snapshot, state, screen.board.view, by)
            case "question_mark":
                effect = room_actions.assume(presenter, snapshot, state, typing=False)
            case _:
                return False
        screen.perform(effect)
        return True

    async def move_cursor(self, key: str, character: str | None) -> bool:
        """Move the board's cursor if the key is one of the board's; return whether it is."""
        screen = self._screen
        for binding in Board.BINDINGS:
            if isinstance(binding, Binding) and screen.keymap.answers(
                binding.id or "", binding.key, key, character, typing=False
            ):
                await screen.board.run_action(binding.action)
                screen.state.cursor = screen.board.cursor
                return True
        return False
