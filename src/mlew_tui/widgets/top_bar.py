"""The first line: where we are in the five phases, the time of day, how late, and what must be known."""

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.text.wrapping import clip


class Stop(NamedTuple):
    """One phase: its name and its side of the current one (-1 behind, 0 current, 1 ahead)."""

    name: str
    side: int


class TopBar(Widget):
    """Draws the phases, ✓ before those done and ● before the current one, and notes at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top--here"}
    DEFAULT_CSS = """
    TopBar { height: 1; background: $panel; color: $foreground; }
    TopBar > .top--here { color: $accent; text-style: bold reverse; }
    """

    class Pressed(Message):
        """The line was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stops: tuple[Stop, ...] = ()
        self._notes: tuple[str, ...] = ()

    def show(self, stops: tuple[Stop, ...], notes: tuple[str, ...]) -> None:
        """Show the phases and the notes, most important note first."""
        if (stops, notes) != (self._stops, self._notes):
            self._stops, self._notes = stops, notes
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line; where it is narrow, names are left out for the notes."""
        del y
        width, style = self.size.width, self.rich_style
        right = " ".join(note for note in self._notes if note)
        right = clip(right, width * 2 // 3) + " " if right else ""
        room = width - cell_len(right)
        parts = self._parts(room)
        segments = [Segment(" ", style)]
        for part in parts:
            bold = style + self.get_component_rich_style("top--here", partial=True) if part.startswith("●") else style
            segments += [Segment(part + (" " if part.startswith("●") else ""), bold), Segment(" ", style)]
        strip = Strip(segments).adjust_cell_length(room, style)
        return Strip([*strip, Segment(right, style)]).adjust_cell_length(width, style)

    def _parts(self, room: int) -> list[str]:
        """Return the phases that fit: first those done are shortened to ✓, then the last ones ahead are left out."""
        behind = [f"✓{stop.name}" for stop in self._stops if stop.side < 0]
        here = [f"●{stop.name}" for stop in self._stops if stop.side == 0]
        ahead = [f" {stop.name}" for stop in self._stops if stop.side > 0]
        short = ["✓" * len(behind)] if behind else []
        options = [[*behind, *here, *ahead], [*short, *here, *ahead]]
        options += [[*short, *here, *ahead[:count], " …"] for count in range(len(ahead) - 1, -1, -1)]
        fitting = (parts for parts in options if cell_len(" ".join(parts)) + 3 <= room)
        return next(fitting, here)

    def on_click(self, event: events.Click) -> None:
        """Open the agenda."""
        event.stop()
        self.post_message(self.Pressed())
