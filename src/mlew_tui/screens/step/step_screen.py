"""The screen of every step: the frame, and what people ask of it by keys and mouse."""

import unicodedata
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from mlew_tui.i18n import mark, tr
from mlew_tui.screens.step import item_actions, messages, room_actions
from mlew_tui.screens.step import presenter as do
from mlew_tui.screens.step.fields import editable
from mlew_tui.screens.step.presenter import Effect
from mlew_tui.screens.step.step_frame import WALL, StepFrame
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.entry import Line


class StepScreen(StepFrame):
    """One phase. Answers keys and mouse, the step's own by its desk, and posts what people ask for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+g", "ask('help')", mark("Help"), id="app.help"),
        Binding("f2", "clock('toggle')", mark("Start/pause"), id="clock.toggle"),
        Binding("f3", "clock('plus1')", mark("+1 min"), id="clock.plus1"),
        Binding("ctrl+t", "ask('clock')", mark("Clock"), id="clock.dialog"),
        Binding("f4,ctrl+l", "ask('agenda')", mark("Agenda"), id="app.agenda"),
        Binding("f9,ctrl+n", "go(1)", mark("Next"), id="step.next"),
        Binding("ctrl+b,shift+f9", "go(-1)", mark("Back"), id="step.back"),
        Binding("ctrl+z", "undo(True)", mark("Undo"), id="edit.undo"),
        Binding("ctrl+y", "undo(False)", mark("Redo"), id="edit.redo"),
        Binding("ctrl+o", "editor", mark("Editor"), id="edit.editor"),
        Binding("ctrl+r", "ask('home')", mark("Home"), id="app.home"),
        Binding("ctrl+f,shift+f8", "assume", mark("assumed or fact"), id="behave.assume", priority=True),
        Binding("ctrl+d", "decide", mark("Decide now"), id="behave.decide", priority=True),
        Binding("ctrl+k,shift+f7", "nudge", mark("Who is missing?"), id="behave.nudge", priority=True),
        Binding("ctrl+s", "ask('export')", mark("Export"), id="app.export"),
        Binding("f10,shift+f1", "hint", mark("Hint"), id="app.hint"),
        Binding("f12", "wall", mark("Wall view"), id="app.wall"),
        Binding("t", "trace", mark("Thread"), show=False, id="trace.open"),
        Binding("escape", "let_go", mark("Cancel"), show=False, id="edit.cancel"),
    ]

    # --- what people ask ----------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go to another step; a text not yet entered is entered first."""
        if self.entry_controller.settle():
            self.post_message(messages.Going(by))

    def action_hint(self) -> None:
        """Show the facilitator what usually goes wrong here and what to say, or hide it again; never on the wall."""
        self._hinting = not self._hinting and not self.on_wall
        self._show_head()

    def action_wall(self) -> None:
        """Show only what the room needs, or everything again; a text not yet entered is entered first."""
        if not self.on_wall:
            if not self.entry_controller.settle():
                return
            self._typed_before = self._typing()
        self.app.set_class(not self.on_wall, WALL)
        self.show(self.snapshot)
        if not self._typed_before:
            self.set_focus(self.work)

    def action_clock(self, verb: str) -> None:
        """Ask for the clock."""
        self.post_message(messages.ClockAsked(verb))

    def action_undo(self, back: bool) -> None:
        """Ask for undo or redo."""
        self.post_message(messages.Undone(back))

    def action_ask(self, what: str) -> None:
        """Ask for one of the console's dialogs, or to leave the step."""
        if what not in ("agenda", "export", "home", "quit") or self.entry_controller.settle():
            self.post_message(messages.Asked(what))

    def action_editor(self) -> None:
        """Ask for $EDITOR on the text being typed, or on the card at the cursor."""
        if not self.entry.display:
            return
        if not self._typing() and editable(self.state.cursor.partition("#")[0]):
            self.perform(self.presenter.enter(self.snapshot, self.state))
        self.post_message(messages.EditorAsked(self.entry.take(), self.edited))

    def edited(self, text: str) -> None:
        """Take what came back from the editor: into the field, or several new items after a look."""
        text = text.strip("\n")
        if self.state.target is None and "\n" in text:
            self.entry_controller.begin()
            self.entry_controller.paste(text)
        else:
            self.entry.load(text)
            self.set_focus(self.entry.line)

    def action_assume(self) -> None:
        """Mark what is typed, or the card at the cursor, as assumed, or as a fact again."""
        self.perform(room_actions.assume(self.presenter, self.snapshot, self.state, typing=self._typing()))

    def action_decide(self) -> None:
        """Let the dice decide for now; the line's own use of the key is left to Del."""
        self.perform(room_actions.decide(self.presenter, self.snapshot, self.state))

    def action_nudge(self) -> None:
        """Say kindly who has not written yet."""
        self.notify(room_actions.nudge(self.presenter, self.snapshot), markup=False)

    def action_trace(self) -> None:
        """Show the thread of the item at the cursor; where there is none, where all threads end."""
        from mlew_tui.screens.dialogs.trace_dialog import TraceDialog, traced  # not at the start

        workshop = self.snapshot.workshop
        self.app.push_screen(TraceDialog(workshop, traced(workshop, self.state.cursor)))

    def action_let_go(self) -> None:
        """Stop editing; then go to the board; then let the picks go."""
        if self.state.target is not None:
            self.entry_controller.finish()
            self.set_focus(self.board)
        elif self._typing():
            self.set_focus(self.board)
        elif self.state.picked:
            self.state.picked.clear()
        self._refresh_hand()

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self.state.on_board = isinstance(self.focused, Board)
        self.show_keys()

    async def on_key(self, event: events.Key) -> None:
        """Answer the desk's keys: F-keys always, the others while the board has focus, or had it when they came.

        The line lets no character pass: one that arrives while it has the focus was meant for the board just before.
        The board's cursor is moved from here, too: left to its bindings it would move only after the keys that follow
        were answered, and whoever is quick would check, weigh or remove the card before.
        """
        was_on_board = event.is_printable and self.focused is self.entry.line
        on_board = self.focused is self.work or was_on_board
        if self._press(event.key, event.character, on_board=on_board) or await self._walk(event):
            event.stop()
            event.prevent_default()

    async def _walk(self, event: events.Key) -> bool:
        """Move the board's cursor while it has the focus."""
        if self.focused is not self.board:
            return False
        for binding in Board.BINDINGS:
            if isinstance(binding, Binding) and self._chosen.answers(
                binding.id or "", binding.key, event.key, event.character, typing=False
            ):
                await self.board.run_action(binding.action)
                self.state.cursor = self.board.cursor
                return True
        return False

    def on_paste(self, event: events.Paste) -> None:
        """Give the line what was pasted while the board had the focus."""
        if self.focused is self.work and self.entry.display:
            event.stop()
            self.set_focus(self.entry.line)
            self.entry.line.post_message(events.Paste(event.text))

    def answer(self, key: str) -> None:
        """Answer a key of the step as if the board had the focus: who chose it by name need not go there."""
        self._press(key, on_board=True)

    def _press(self, key: str, character: str | None = None, *, on_board: bool) -> bool:
        if character:
            character = unicodedata.normalize("NFKC", character)  # an IME left on types full-width letters
        for option in self.presenter.options:
            if self._chosen.answers(f"choice.{option.id}", option.key, key, character, typing=not on_board):
                self.perform(item_actions.turn(option, self.snapshot, self.state))
                return True
        for known in self.presenter.keys(self.snapshot, self.state):
            if self._chosen.answers(known.id, known.key, key, character, typing=not on_board):
                self.perform(known.run(self.snapshot, self.state))
                return True
        if not on_board:
            return False
        if self._chosen.answers("trace.open", "t", key, character, typing=False):
            self.action_trace()
            return True
        return self._press_board("question_mark" if character == "?" else key)

    def _press_board(self, key: str) -> bool:
        if key == "enter":
            self.perform(self.presenter.enter(self.snapshot, self.state))
        elif key == "space":
            self.perform(self.presenter.space(self.snapshot, self.state))
        elif key in ("delete", "backspace"):
            self.perform(item_actions.remove(self.presenter, self.snapshot, self.state))
        elif key in ("shift+up", "shift+down"):
            by = -1 if key == "shift+up" else 1
            self.perform(item_actions.move(self.presenter, self.snapshot, self.state, self.board.view, by))
        elif key == "question_mark":
            self.perform(room_actions.assume(self.presenter, self.snapshot, self.state, typing=False))
        else:
            return False
        return True

    def on_clock_face_pressed(self) -> None:
        """The clock was clicked."""
        self.action_ask("clock")

    def on_top_bar_pressed(self) -> None:
        """The phases were clicked."""
        self.action_ask("agenda")

    # --- effects ------------------------------------------------------------------------------

    def perform(self, effect: Effect) -> None:
        """Do what a desk asks for."""
        match effect:
            case do.Commit():
                self._commit(effect)
            case do.Tell():
                self.notify(effect.text, markup=False)
                self._refresh_hand()
            case do.Work():
                self.entry_controller.work(effect.target)
            case do.Start() if self.entry.display:
                self.entry_controller.suggest(effect.text)
                self.set_focus(self.entry.line)
                self._refresh_hand()
            case do.Pick():
                self._pick(effect)
            case do.Ask():
                self._ask(effect)
            case do.Read():
                self._read(effect)
            case do.Stage() if self.entry_controller.settle():
                self.post_message(messages.StageAsked(effect.case, effect.stage))
            case do.Roll():
                self.post_message(messages.RollAsked(effect))
            case do.Ballots() if self.entry_controller.settle():
                self.post_message(messages.BallotsAsked())
            case do.GoTo():
                self._go_to(effect.step)
            case do.Repaint():
                self._refresh_hand()
            case None:
                pass

    def _pick(self, effect: do.Pick) -> None:
        from mlew_tui.screens.dialogs.base import PickDialog  # not at the start

        then = effect.then
        self.app.push_screen(PickDialog(effect), lambda ids: None if ids is None else self.perform(then(ids)))

    def _ask(self, effect: do.Ask) -> None:
        from mlew_tui.screens.dialogs.base import AskDialog  # not at the start

        then = effect.then
        self.app.push_screen(
            AskDialog(effect.title, effect.initial, effect.refuse),
            lambda text: None if text is None else self.perform(then(text)),
        )

    def _read(self, effect: do.Read) -> None:
        """Show a page over the step, and do what was chosen about it."""
        from mlew_tui.screens.dialogs.page import PageDialog  # not at the start

        def answer(key: do.Key | None) -> None:
            if key is not None:
                self.perform(key.run(self.snapshot, self.state))

        self.app.push_screen(PageDialog(effect, self._chosen), answer)

    def _commit(self, effect: do.Commit) -> None:
        self.post_message(messages.Changed(effect.label, effect.change, say=effect.say))
        if effect.clear_picks:
            self.state.picked.clear()
        if effect.to_board:
            self.set_focus(self.work)

    def _go_to(self, step_id: str) -> None:
        """Go to a step of this deck; a team's own deck may not have it."""
        steps = self.snapshot.deck.steps
        step = self.snapshot.deck.by_id.get(step_id)
        if step is None:
            self.notify(tr("The deck has no step “{step}”", step=step_id), severity="warning", markup=False)
        else:
            self.action_go(steps.index(step) - steps.index(self.snapshot.step))

    # --- line, board and table ----------------------------------------------------------------

    def refused(self, words: str, text: str) -> None:
        """Say why a change was not made and give its text back."""
        self.notify(words, severity="warning", markup=False)
        self.entry_controller.give_back(text)

    def on_line_leaving(self, message: Line.Leaving) -> None:
        """Up: the field before, or the board; down: the next field."""
        message.stop()
        self.entry_controller.leave(message.by)

    def on_line_pasted(self, message: Line.Pasted) -> None:
        """Several lines were pasted."""
        self.entry_controller.paste(message.text)

    def on_board_walked(self, message: Board.Walked) -> None:
        """The cursor moved, and maybe on: it is at the board's own place."""
        message.stop()
        self.state.cursor = self.board.cursor

    def on_board_opened(self, message: Board.Opened) -> None:
        """A card was clicked again: as Enter on it."""
        self.state.cursor = message.key
        self.perform(self.presenter.enter(self.snapshot, self.state))

    def on_board_dropped(self, message: Board.Dropped) -> None:
        """A card was dragged onto another one, or onto a cell."""
        self.state.cursor = message.card
        self.perform(self.presenter.dropped(self.snapshot, self.state, message.card, message.on))

    def on_board_left(self, message: Board.Left) -> None:
        """Down at the bottom goes to the entry line."""
        if message.dy > 0 and self.entry.display:
            self.set_focus(self.entry.line)
