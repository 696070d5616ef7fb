"""What the parts of a step's screen (entry controller, effects, keys, dialogs) may use of it."""

from collections.abc import Callable
from typing import Protocol

from textual.app import App
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.widget import Widget

from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens.step.effects import Effect
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.settings.keymap import Keymap
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.entry import Entry


class StepContext(Protocol):
    """The step that is shown: its workshop, presenter and ui state, and what can be asked of its screen."""

    snapshot: WorkshopSnapshot
    presenter: StepPresenter
    state: StepUiState
    keymap: Keymap

    @property
    def app(self) -> App[object]:
        """The app the screen is shown in."""

    @property
    def board(self) -> Board:
        """The board."""

    @property
    def entry(self) -> Entry:
        """The entry line."""

    @property
    def work(self) -> Widget:
        """The widget that has the focus when the entry line does not."""

    @property
    def is_typing(self) -> bool:
        """Whether the entry line has the focus."""

    def perform(self, effect: Effect) -> None:
        """Do what a presenter asks for."""

    def action_go(self, by: int) -> None:
        """Ask for the step so many places on."""

    def show_entry(self) -> None:
        """Show what the entry line is for."""

    def show_keys(self) -> None:
        """Show the keys that work now."""

    def show_state(self) -> None:
        """Show a changed ui state: work area, entry line and keys."""

    def set_focus(self, widget: Widget | None) -> None:
        """Give a widget the focus."""

    def notify(self, message: str, *, severity: SeverityLevel = "information", markup: bool = True) -> None:
        """Show a message."""

    def post_message(self, message: Message) -> bool:
        """Send a message to the app."""

    def call_after_refresh(self, callback: Callable[[], object]) -> bool:
        """Call a function after the next refresh."""
