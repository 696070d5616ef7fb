"""The screen of every step: shows a snapshot of the workshop, and posts to the app what people ask for."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.presence import Presence
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens import routes
from mlew_tui.screens.step import messages, room_actions
from mlew_tui.screens.step.accents import accent_class
from mlew_tui.screens.step.effect_performer import EffectPerformer
from mlew_tui.screens.step.effects import Effect, ShowTrace
from mlew_tui.screens.step.entry_controller import EntryController
from mlew_tui.screens.step.fields import editable
from mlew_tui.screens.step.key_handler import KeyHandler
from mlew_tui.screens.step.key_hints import Focus, console_hints, step_hints
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.step_layout import STEP_CSS, WALL, StepLayout
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.settings.key_registry import registered
from mlew_tui.settings.keymap import USUAL, Keymap, shown
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.entry import Entry, Line
from mlew_tui.widgets.grid import Grid
from mlew_tui.widgets.top_bar import TopBar


class StepScreen(Screen[None]):
    """Shows the steps of one phase.

    The step's presenter says what the work area shows and what keys do; the effect performer does what it asks for.
    """

    DEFAULT_CSS = STEP_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("app.help", "ask('help')"),
        binding("clock.toggle", "clock('toggle')"),
        binding("clock.plus1", "clock('plus1')"),
        binding("clock.dialog", "ask('clock')"),
        binding("app.agenda", "ask('agenda')"),
        binding("step.next", "go(1)"),
        binding("step.back", "go(-1)"),
        binding("edit.undo", "undo(True)"),
        binding("edit.redo", "undo(False)"),
        binding("edit.editor", "editor"),
        binding("app.home", "ask('home')"),
        binding("behave.assume", "assume", priority=True),
        binding("behave.decide", "decide", priority=True),
        binding("behave.nudge", "nudge", priority=True),
        binding("app.export", "ask('export')"),
        binding("app.hint", "hint"),
        binding("app.wall", "wall"),
        binding("trace.open", "trace", show=False),
        binding("edit.cancel", "let_go", show=False),
    ]

    def __init__(
        self,
        snapshot: WorkshopSnapshot,
        steady: Callable[[], float],
        notes: Callable[[], tuple[str, ...]],
        keymap: Keymap = USUAL,
    ) -> None:
        """Take what to show first, a steady clock in seconds, the notes beside the phases, and the person's keys."""
        super().__init__(classes=accent_class(snapshot.step.phase))
        self.snapshot, self.phase = snapshot, snapshot.step.phase
        self.keymap = keymap
        self._steady, self._notes = steady, notes
        self.state = StepUiState()
        self.presenter = StepPresenter()
        self.parts = StepLayout(steady)
        self.entry_controller = EntryController(self)
        self._effects = EffectPerformer(self, self.entry_controller)
        self._key_handler = KeyHandler(self)
        self._step_id = ""
        self._is_laid_out = False
        self._second = 0
        self._is_hint_open = False
        self._was_typing = False
        self._presence: Presence | None = None
        self._sign = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        self.parts.fit_size(self, self.app.size, update=False)
        yield from self.parts.compose(self.work_area())

    def work_area(self) -> Iterable[Widget]:
        """Return the widgets of the work area, from top to bottom."""
        return (self.grid, self.board)

    @property
    def board(self) -> Board:
        """The board."""
        return self.parts.board

    @property
    def grid(self) -> Grid:
        """The table over the board, hidden where there is none."""
        return self.parts.grid

    @property
    def entry(self) -> Entry:
        """The entry line."""
        return self.parts.entry

    @property
    def work(self) -> Widget:
        """The widget that has the focus when the entry line does not: the board or its replacement."""
        return self.board

    @property
    def is_typing(self) -> bool:
        """Whether the entry line has the focus."""
        return isinstance(self.focused, Line)

    @property
    def on_wall(self) -> bool:
        """Whether the screen shows only what the room needs: the app says so, for all its steps."""
        return self.app.has_class(WALL)

    def on_mount(self) -> None:
        """Show the snapshot the screen was created with."""
        self._is_laid_out = True
        self.entry.line.entered = self.entry_controller.enter
        self.show(self.snapshot)

    def on_resize(self) -> None:
        """Draw head and clock large where there is room."""
        self.parts.fit_size(self, self.app.size)
        self.show_keys()

    # --- showing ------------------------------------------------------------------------------

    def show(self, snapshot: WorkshopSnapshot) -> None:
        """Show a new snapshot; what did not change is not painted again."""
        self.snapshot = snapshot
        if not self._is_laid_out:
            return  # shown when it is
        self.parts.fit_wall(self, self.on_wall)
        arrived = snapshot.step.id != self._step_id
        if arrived:
            self._arrive(snapshot)
        self.state.on_wall = self.on_wall
        if self._presence is not None and self._presence.step == snapshot.step.id:
            self.state.follow(self._presence)
        self.entry_controller.keep_up()
        self._show_head()
        self.show_work()
        had_entry = self.entry.display
        self.show_entry()
        self.show_keys()
        if arrived and self.presenter.begins_on_board(snapshot):
            self.set_focus(self.work)
        elif arrived or had_entry != self.entry.display:
            self.settle_focus()

    def _arrive(self, snapshot: WorkshopSnapshot) -> None:
        """Begin a step with its presenter and an empty ui state."""
        self._step_id = snapshot.step.id
        self._is_hint_open = False
        self.presenter = routes.presenter_class(snapshot.step)()
        self.state = StepUiState()
        self.board.cursor = ""
        self.board.scroll_home(animate=False, immediate=True)
        self.entry_controller.begin()
        self.presenter.arrive(snapshot, self.state)

    def follow(self, snapshot: WorkshopSnapshot, presence: Presence | None, sign: str) -> None:
        """Show a snapshot as a console elsewhere shows it; ``sign`` says in a word what is the matter."""
        self._presence, self._sign = presence, sign
        self.show(snapshot)

    def live(self) -> Presence:
        """Return what the room sees of the ui state; nothing of the result while it is covered."""
        state, clock = self.state, self.snapshot.countdown
        told = 0 if is_covered(self.snapshot.workshop) else state.revealed_steps
        return Presence(
            step=self.snapshot.step.id, cursor=state.cursor, index=state.index, told=told,
            left=clock.left, running=clock.running, at=clock.at,
        )  # fmt: skip

    def tick(self) -> None:
        """Repaint the clock, and once a second the time of day."""
        if not self._is_laid_out:
            return
        self.parts.clock.tick()
        second, before = int(self._steady()), self._second
        if second != before:
            self._second = second
            self.parts.show_notes(self._notes())

    def _show_head(self) -> None:
        self.parts.show_head(self.snapshot, self._notes(), self._sign if self.on_wall else None)
        key = shown(self.keymap.first("app.hint", registered("app.hint").usual))
        self.parts.show_hint(self.snapshot, key, visible=self._is_hint_open and not self.on_wall)

    def show_work(self) -> None:
        """Show what the presenter says the work area shows."""
        self.parts.show_work(self.presenter, self.snapshot, self.state)

    def show_entry(self) -> None:
        """Show what the entry line is for."""
        typable = self.presenter.typable(self.snapshot) and not self.snapshot.read_only and not self.on_wall
        self.entry.display = typable
        self.board.text_goes_to = self.entry.line if typable else None
        if typable:
            self.entry.show(room_actions.entry_label(self.presenter, self.snapshot, self.state))

    def show_keys(self) -> None:
        """Show the keys that work now."""
        focus: Focus = "line" if self.is_typing else "board"
        step = step_hints(self.presenter, self.snapshot, self.state, focus, bool(self.entry.display), self.keymap)
        self.parts.keys.show(step, console_hints(self.keymap))

    def show_state(self) -> None:
        """Show a changed ui state: work area, entry line and keys."""
        self.show_work()
        self.show_entry()
        self.show_keys()

    def settle_focus(self) -> None:
        """Give the focus to the entry line, or to the work area where nothing is typed first."""
        is_typed_first = self.entry.display and not self.presenter.starts_on_board
        self.set_focus(self.entry.line if is_typed_first else self.work)

    # --- what people ask for ------------------------------------------------------------------

    def perform(self, effect: Effect) -> None:
        """Do what a presenter asks for."""
        self._effects.perform(effect)

    def action_go(self, by: int) -> None:
        """Ask for the step so many places on; a text not yet entered is entered first."""
        if self.entry_controller.settle():
            self.post_message(messages.StepChangeRequested(by))

    def action_hint(self) -> None:
        """Show the facilitator what usually goes wrong here and what to say, or hide it again; never on the wall."""
        self._is_hint_open = not self._is_hint_open and not self.on_wall
        self._show_head()

    def action_wall(self) -> None:
        """Show only what the room needs, or everything again; a text not yet entered is entered first."""
        if not self.on_wall:
            if not self.entry_controller.settle():
                return
            self._was_typing = self.is_typing
        self.app.set_class(not self.on_wall, WALL)
        self.show(self.snapshot)
        if not self._was_typing:
            self.set_focus(self.work)

    def action_clock(self, verb: str) -> None:
        """Ask for the clock."""
        self.post_message(messages.ClockActionRequested(verb))

    def action_undo(self, back: bool) -> None:
        """Ask for undo or redo."""
        self.post_message(messages.UndoRequested(back))

    def action_ask(self, what: str) -> None:
        """Ask for one of the console's dialogs, or to leave the step."""
        if what not in ("agenda", "export", "home", "quit") or self.entry_controller.settle():
            self.post_message(messages.BY_ACTION[what]())

    def action_editor(self) -> None:
        """Ask for $EDITOR on the text being typed, or on the card at the cursor."""
        if not self.entry.display:
            return
        if not self.is_typing and editable(self.state.cursor.partition("#")[0]):
            self.perform(self.presenter.enter(self.snapshot, self.state))
        self.post_message(messages.EditorRequested(self.entry.take(), self.entry_controller.take_edited))

    def action_assume(self) -> None:
        """Mark what is typed, or the card at the cursor, as assumed, or as a fact again."""
        self.perform(room_actions.assume(self.presenter, self.snapshot, self.state, typing=self.is_typing))

    def action_decide(self) -> None:
        """Let the dice decide for now; the line's own use of the key is left to Del."""
        self.perform(room_actions.decide(self.presenter, self.snapshot, self.state))

    def action_nudge(self) -> None:
        """Say kindly who has not written yet."""
        self.notify(room_actions.nudge(self.presenter, self.snapshot), markup=False)

    def action_trace(self) -> None:
        """Show the thread of the item at the cursor."""
        self.perform(ShowTrace(self.state.cursor))

    def action_let_go(self) -> None:
        """Stop editing; else go to the board; else let the picks go."""
        if self.state.target is not None:
            self.entry_controller.finish()
            self.set_focus(self.board)
        elif self.is_typing:
            self.set_focus(self.board)
        elif self.state.picked:
            self.state.picked.clear()
        self.show_state()

    def answer(self, key: str) -> None:
        """Answer a key of the step as if the board had the focus: who chose it by name need not go there."""
        self._key_handler.press(key, on_board=True)

    def refused(self, words: str, text: str) -> None:
        """Say why a change was rejected and put its text back."""
        self.notify(words, severity="warning", markup=False)
        self.entry_controller.give_back(text)

    # --- events -------------------------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self.state.on_board = isinstance(self.focused, Board)
        self.show_keys()

    async def on_key(self, event: events.Key) -> None:
        """Handle the step's keys: F-keys always, others if the board has focus or had it when they were pressed.

        The line consumes every character, so one that arrives here while it has the focus was meant for the board.
        The board's cursor also moves here: its own bindings would move it only after the following keys were handled,
        and fast typing would check, weigh or remove the previous card.
        """
        was_on_board = event.is_printable and self.focused is self.entry.line
        on_board = self.focused is self.work or was_on_board
        if self._key_handler.press(event.key, event.character, on_board=on_board) or (
            self.focused is self.board and await self._key_handler.move_cursor(event.key, event.character)
        ):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Give the line what was pasted while the board had the focus."""
        if self.focused is self.work and self.entry.display:
            event.stop()
            self.set_focus(self.entry.line)
            self.entry.line.post_message(events.Paste(event.text))

    @on(ClockFace.Pressed)
    def ask_for_clock(self) -> None:
        """Open the clock that was clicked."""
        self.action_ask("clock")

    @on(TopBar.Pressed)
    def ask_for_agenda(self) -> None:
        """Open the agenda for the phases that were clicked."""
        self.action_ask("agenda")

    @on(Line.Leaving)
    def leave_field(self, message: Line.Leaving) -> None:
        """Go up to the field before, or the board; down to the next field."""
        message.stop()
        self.entry_controller.leave(message.by)

    @on(Line.Pasted)
    def take_pasted(self, message: Line.Pasted) -> None:
        """Take several lines that were pasted."""
        self.entry_controller.paste(message.text)

    @on(Board.Walked)
    def follow_cursor(self, message: Board.Walked) -> None:
        """Keep the cursor where the board has it now: it may have moved on since."""
        message.stop()
        self.state.cursor = self.board.cursor

    @on(Board.Opened)
    def open_card(self, message: Board.Opened) -> None:
        """Open a card that was clicked again, as Enter does."""
        self.state.cursor = message.key
        self.perform(self.presenter.enter(self.snapshot, self.state))

    @on(Board.Dropped)
    def drop_card(self, message: Board.Dropped) -> None:
        """Answer a card that was dragged onto another one, or onto a cell."""
        self.state.cursor = message.card
        self.perform(self.presenter.dropped(self.snapshot, self.state, message.card, message.on))

    @on(Board.Left)
    def leave_board(self, message: Board.Left) -> None:
        """Go to the entry line from the bottom of the board."""
        if message.dy > 0 and self.entry.display:
            self.set_focus(self.entry.line)
