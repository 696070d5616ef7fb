"""A time line: points at their days, with a word above and one below each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.text.wrapping import clip

_LINES = 3
_GAP = 2


@dataclass(frozen=True)
class Point:
    """A point: its sign, the words above and below, and its day, counted from any day; None for one without a date."""

    sign: str
    above: str
    below: str
    day: int | None

    @property
    def width(self) -> int:
        """The cells of its widest word."""
        return max(cell_len(self.sign), cell_len(self.above), cell_len(self.below))


def places(points: Sequence[Point], width: int) -> tuple[tuple[Point, int], ...]:
    """Return the points from left to right with their columns: at their days, as far as no words overlap.

    Points without a day follow the others. Where the words do not fit, the points are close together.
    """
    dated = sorted((point for point in points if point.day is not None), key=lambda point: point.day or 0)
    tail = [point for point in points if point.day is None]
    ordered = [*dated, *tail]
    if not ordered:
        return ()
    sizes = [point.width + _GAP for point in ordered]
    days = [point.day or 0 for point in dated]
    first, span = min(days, default=0), max(days, default=0) - min(days, default=0)
    room = max(0, width - sum(sizes[len(dated) :]) - (sizes[len(dated) - 1] if dated else 0))
    wanted = [round((day - first) * room / span) if span else 0 for day in days] + [width] * len(tail)
    ends = [width - sum(sizes[index:]) + _GAP for index in range(len(sizes))]
    columns: list[int] = []
    for index, column in enumerate(wanted):
        least = columns[-1] + sizes[index - 1] if columns else 0
        columns.append(max(least, min(column, ends[index])))
    return tuple((point, min(column, width - 1)) for point, column in zip(ordered, columns, strict=True))


def drawn(points: Sequence[Point], width: int) -> tuple[str, str, str]:
    """Return the three lines: the words above, the line with its signs, the words below."""
    placed = places(points, width)
    above = below = line = ""
    for index, (point, column) in enumerate(placed):
        following = placed[index + 1][1] if index + 1 < len(placed) else width + 1
        room = max(0, following - column - 1)
        above += " " * (column - cell_len(above)) + clip(point.above, room)
        below += " " * (column - cell_len(below)) + clip(point.below, room)
        line += ("─" if point.day is not None else "┄") * (column - cell_len(line)) + point.sign
    return above, line, below


class TimeAxis(Widget):
    """Draws points on a time line; it has no keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"axis--line", "axis--word"}
    DEFAULT_CSS = """
    TimeAxis { height: 4; padding: 0 1 1 1; display: none; background: $background; color: $foreground; }
    TimeAxis > .axis--line { color: $accent; text-style: bold; }
    TimeAxis > .axis--word { color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._points: tuple[Point, ...] = ()

    def show(self, points: tuple[Point, ...]) -> None:
        """Show other points; without any the widget is hidden."""
        self.display = bool(points)
        if points != self._points:
            self._points = points
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the three lines."""
        base = self.rich_style
        if y >= _LINES:
            return Strip.blank(self.size.width, base)
        text = drawn(self._points, self.size.width)[y]
        name = "axis--line" if y == 1 else "axis--word" if y == 2 else ""
        style = base + self.get_component_rich_style(name, partial=True) if name else base
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, base)
