"""The last lines: the keys that work now, each also a button for the mouse."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.typeset import clip


@dataclass(frozen=True)
class KeyHint:
    """A key as people read it, what it does, and the key or action it stands for when clicked."""

    key: str
    label: str
    press: str


class KeyBar(Widget):
    """Draws two lines of keys: this step's first, the console's below."""

    DEFAULT_CSS = """
    KeyBar { height: 2; background: $panel; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[tuple[KeyHint, ...], ...] = ((), ())
        self._spots: dict[int, list[tuple[int, int, str]]] = {}

    def show(self, *lines: tuple[KeyHint, ...]) -> None:
        """Show these lines of keys."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line; what does not fit is cut with …, and F1 shows it all."""
        width, style = self.size.width, self.rich_style
        segments: list[Segment] = [Segment(" ", style)]
        at = 1
        spots: list[tuple[int, int, str]] = []
        for hint in self._lines[y] if y < len(self._lines) else ():
            text = f"{hint.key} "
            label = hint.label
            size = cell_len(text) + cell_len(label) + 2
            if at + size - 1 > width:
                left = width - at - cell_len(text) - 1
                if left < 3:
                    segments.append(Segment("…", style))
                    break
                label, size = clip(label, left), width - at
            spots.append((at, at + size, hint.press))
            segments += [
                Segment(text, style + Style(bold=True, reverse=False)),
                Segment(label + "  ", style + Style(dim=False)),
            ]
            at += size
        self._spots[y] = spots
        return Strip(segments).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        for start, end, press in self._spots.get(event.y, []):
            if start <= event.x < end:
                self.app.call_later(self.app.simulate_key, press)
                return
