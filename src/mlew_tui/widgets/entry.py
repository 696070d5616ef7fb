"""The input line with its label; several pasted lines arrive as one message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.textual_patches import PicturedInput

_BREAK = "⏎"


def caret(line: Input, reported: Offset) -> Offset:
    """Return where the terminal's caret belongs, for an IME draws there; at the end Input reports a cell too far."""
    return reported - (1, 0) if line.cursor_position == len(line.value) else reported


def keep_caret(line: Input) -> None:
    """Bring the terminal's caret to a line now and whenever the layout moves it; for a line that is mounted."""
    line.screen.screen_layout_refresh_signal.subscribe(line, lambda _: place_caret(line))
    line.call_after_refresh(place_caret, line)


def place_caret(line: Input) -> None:
    """Say where the caret is, and draw: the terminal is told with the next frame, which may be long in coming."""
    if line.has_focus and line.screen.is_current:
        line.app.cursor_position = line.cursor_screen_offset
        line.refresh()


class Line(PicturedInput):
    """The line people type in, which does not swallow a pasted list.

    ``entered``, where somebody gives it, answers Enter before the next key is looked at: whoever types on at once would
    otherwise have the next text behind the last one, as Enter comes back only after what is already waiting.
    """

    DEFAULT_CSS = """
    Line:nocolor > .input--cursor, Line:nocolor > .input--selection { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("entry.up", "leave(-1)", show=False),
        binding("entry.down", "leave(1)", show=False),
    ]

    @dataclass
    class Pasted(Message):
        """Several lines were pasted at once."""

        text: str

    @dataclass
    class Leaving(Message):
        """Up or Down was pressed: go to the field before or after, or to the board."""

        by: int

    entered: Callable[[], object] | None = None
    cursor_blink: Reactive[bool] = Reactive(False, init=False)
    """A caret that stands still is calmer on a wall, and half of what a console costs that waits."""
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As in Input, but it lays nothing out: there the whole screen is laid out again at every letter."""

    def on_key(self, event: events.Key) -> None:
        """Answer Enter before the next key is looked at."""
        if event.key == "enter" and self.entered is not None:
            event.stop()
            event.prevent_default()
            self.entered()

    @property
    def cursor_screen_offset(self) -> Offset:
        """The position of the terminal's caret."""
        return caret(self, super().cursor_screen_offset)

    def on_mount(self) -> None:
        """Keep the terminal's caret with the line."""
        keep_caret(self)

    def on_focus(self) -> None:
        """Move the terminal's caret here."""
        self.call_after_refresh(place_caret, self)

    def on_paste(self, event: events.Paste) -> None:
        """Enter one pasted line at the caret; post several lines."""
        event.prevent_default()
        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if "\n" in text:
            self.post_message(self.Pasted(text))
        elif text:
            self.replace(text, *self.selection)

    def action_leave(self, by: int) -> None:
        """Go to the field before or after this one, or back to the board."""
        self.post_message(self.Leaving(by))


class Entry(Horizontal):
    """The input line behind a label that says what its text is for."""

    DEFAULT_CSS = """
    Entry { height: 1; background: $surface; }
    Entry > #entry-label { width: auto; max-width: 60%; padding: 0 0 0 1; color: $accent; text-style: bold; }
    Entry > Line { width: 1fr; height: 1; border: none; padding: 0; background: $surface; color: $foreground; }
    Entry > Line:focus { border: none; background: $boost; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.line = Line(compact=True, select_on_focus=False, id="entry-line")
        """The text field."""
        self._label = Static(id="entry-label")

    def compose(self) -> ComposeResult:
        """Yield the label and the line."""
        yield self._label
        yield self.line

    def show(self, label: str) -> None:
        """Show another label."""
        text = clip(label, max(20, self.app.size.width * 3 // 5)) + " › "
        self._label.update(Content(text))

    def load(self, text: str, *, over: bool = False) -> None:
        """Put in a text to edit; line breaks are shown as ⏎ and restored by ``take``.

        ``over`` selects it, so that typing replaces it, as for dates.
        """
        line = self.line
        line.value = text.replace("\r\n", "\n").replace("\n", _BREAK)
        line.cursor_position = len(line.value)
        if over:
            line.select_all()

    def take(self) -> str:
        """Return the text with its line breaks."""
        return self.line.value.replace(_BREAK, "\n")
