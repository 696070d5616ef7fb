"""The last lines of a screen: the keys that work now, each also a button for the mouse."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.text.wrapping import clip


class KeyHint(NamedTuple):
    """A key as shown, its label, and the key to press when it is clicked."""

    key: str
    label: str
    press: str


_GAP = 2
_LEAST = 3
"""Least cells of a label that is cut."""


def _size(hint: KeyHint) -> int:
    """Return the cells of a hint with the gap behind it."""
    return cell_len(hint.key) + 1 + cell_len(hint.label) + _GAP


def _fits(hints: tuple[KeyHint, ...], width: int) -> int:
    """Return how many hints fit into a line, with room for a … if there are more."""
    at = 1
    for count, hint in enumerate(hints):
        at += _size(hint)
        if at - _GAP > width - (2 if count + 1 < len(hints) else 0):
            return count
    return len(hints)


class KeyBar(Widget):
    """Draws two lines of keys: the step's, and the console's below."""

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
        """Draw one line; hints that do not fit go to the line above, and those that fit nowhere are cut with …."""
        width, style = self.size.width, self.rich_style
        lines = self._fitted(width)
        segments: list[Segment] = [Segment(" ", style)]
        at = 1
        spots: list[tuple[int, int, str]] = []
        for hint in lines[y] if y < len(lines) else ():
            text = f"{hint.key} "
            label = hint.label
            size = _size(hint)
            if at + size - _GAP > width:
                left = width - at - cell_len(text) - 1
                if left < _LEAST:
                    segments = [*Strip(segments).crop(0, width - 1), Segment("…", style)]
                    break
                label, size = clip(label, left), width - at  # its … shows that there is more
            spots.append((at, at + size, hint.press))
            segments += [
                Segment(text, style + Style(bold=True, reverse=False)),
                Segment(label + " " * _GAP, style + Style(dim=False)),
            ]
            at += size
            if label != hint.label:
                break
        self._spots[y] = spots
        return Strip(segments).adjust_cell_length(width, style)

    def _fitted(self, width: int) -> list[tuple[KeyHint, ...]]:
        """Return the lines; hints that do not fit into the last are moved to the first as far as they fit."""
        first, last = self._lines[0], self._lines[-1]
        room = width - 1 - sum(map(_size, first)) - (_GAP if first else 0)
        kept = _fits(last, width)
        if len(self._lines) == 1 or kept == len(last):
            return list(self._lines)
        moved = 0
        for hint in last[kept:]:
            room -= _size(hint)
            if room + _GAP < 0:
                break
            moved += 1
        rest = last[kept : kept + moved]
        return [(*first, *rest), (*last[:kept], *last[kept + moved :])]

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        event.stop()
        for start, end, press in self._spots.get(event.y, []):
            if start <= event.x < end:
                self.app.call_later(self.app.simulate_key, press)
                return
