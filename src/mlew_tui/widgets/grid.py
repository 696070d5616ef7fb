"""A table of short values with a cursor, which repaints only the rows that changed."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlew_tui.text.wrapping import clip, cut, pad, wrap
from mlew_tui.widgets.bindings import binding

_HEAD_LINES = 3
_MOST_HEAD_LINES = 6
"""Most lines of the head with the notes, in a table that is only read."""
_ROW_HEAD_MIN = 14
_NARROWEST, _WIDEST = 6, 28
"""Least and most cells of a column; the least shows three full-width characters of its title."""
_PAGE = 8


class Column(NamedTuple):
    """A column: its title, and a short second line (a weight, a unit)."""

    title: str
    note: str = ""


class Row(NamedTuple):
    """A row: its title and one short value for each column."""

    title: str
    values: tuple[str, ...]


class GridView(NamedTuple):
    """What a grid shows; ``editable`` gives it a cursor, which does not enter the last ``locked`` columns.

    Columns that do not fit are reached by the cursor or, without one, by the same keys; ``◂`` and ``▸`` beside the
    titles show that there are more.
    """

    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    editable: bool = False
    locked: int = 0

    @property
    def last(self) -> tuple[int, int]:
        """The last cell the cursor may go to."""
        return max(0, len(self.rows) - 1), max(0, len(self.columns) - self.locked - 1)


class Grid(ScrollView, can_focus=True):
    """Draws a GridView; posts messages about keys, pasted text and moves of the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--note", "grid--cursor"}
    DEFAULT_CSS = """
    Grid { background: $background; padding: 0 1; height: auto; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Grid > .grid--head { text-style: bold; color: $accent; }
    Grid > .grid--note { color: $text-muted; }
    Grid > .grid--cursor { background: $boost; }
    Grid:focus > .grid--cursor { background: $primary-muted; text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("grid.up", "walk(-1, 0)", show=False),
        binding("grid.down", "walk(1, 0)", show=False),
        binding("grid.left", "walk(0, -1)", show=False),
        binding("grid.right", "walk(0, 1)", show=False),
        binding("grid.page_up", f"walk(-{_PAGE}, 0)", show=False),
        binding("grid.page_down", f"walk({_PAGE}, 0)", show=False),
        binding("grid.first", "walk(0, -1000)", show=False),
        binding("grid.last", "walk(0, 1000)", show=False),
    ]

    @dataclass
    class Typed(Message):
        """A key was pressed; it belongs to the cell at the cursor when this is handled, as people type fast."""

        key: str

    @dataclass
    class Pasted(Message):
        """Text was pasted at the cursor."""

        text: str

    class Walked(Message):
        """The cursor moved to another cell."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = GridView("", (), ())
        self.at = (0, 0)

    def show(self, view: GridView) -> None:
        """Show another view; the cursor stays if it can, and only rows that changed are repainted."""
        old, self.view = self.view, view
        self.at = (min(self.at[0], view.last[0]), min(self.at[1], view.last[1]))
        if (old.corner, old.columns, len(old.rows)) != (view.corner, view.columns, len(view.rows)):
            self.on_resize()
            self.refresh(layout=True)
            return
        for index, (before, now) in enumerate(zip(old.rows, view.rows, strict=True)):
            if before != now:
                self._repaint(index)

    def begin(self, view: GridView) -> None:
        """Show another view with the cursor at its first cell."""
        self.at = (0, 0)
        self.show(view)
        self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def on_resize(self) -> None:
        """Set the height of the table for this width; column titles take more lines where it is narrow."""
        self.virtual_size = Size(self.size.width, self._heads + len(self.view.rows))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of head and rows."""
        del container, viewport
        return self._head_lines(width) + len(self.view.rows)

    # --- where things are ---------------------------------------------------------------------

    @property
    def _heads(self) -> int:
        return self._head_lines(self.size.width)

    def _head_lines(self, width: int) -> int:
        """Return the lines of the head: as many as the titles need, or few in an editable table."""
        if self.view.editable:
            return _HEAD_LINES
        each = self._widths(width)[1] - 1
        longest = max((len(wrap(column.title, each, dense=True)) for column in self.view.columns), default=0)
        return min(_MOST_HEAD_LINES, max(_HEAD_LINES, longest + 1))

    def _widths(self, room: int | None = None) -> tuple[int, int]:
        """Return the cells of the row head and of each column."""
        room = self.size.width if room is None else room
        count = max(1, len(self.view.columns))
        longest = max((cell_len(row.title) for row in self.view.rows), default=0)
        head = max(_ROW_HEAD_MIN, min(longest + 3, room // 3))
        return head, max(_NARROWEST, min(_WIDEST, (room - head) // count))

    def _window(self) -> range:
        """Return the visible columns: those around the cursor, or those scrolled to without a cursor."""
        head, each = self._widths()
        count, fit = len(self.view.columns), max(1, (self.size.width - head) // each)
        start = max(0, self.at[1] - fit + 1) if self.view.editable else min(self.at[1], max(0, count - fit))
        return range(start, min(count, start + fit))

    # --- drawing ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw a line of the head, which does not scroll, or one row."""
        head, each = self._widths()
        base = self.rich_style
        if y < (heads := self._heads):
            return Strip(self._head_line(y, heads, head, each)).adjust_cell_length(self.size.width, base)
        index = y - heads + self.scroll_offset.y
        if index >= len(self.view.rows):
            return Strip.blank(self.size.width, base)
        row = self.view.rows[index]
        here = self.view.editable and index == self.at[0]
        segments = [Segment(("▸" if here else " ") + pad(row.title, head - 2) + " ", base)]
        for column in self._window():
            style = base
            text = clip(row.values[column], each - 2)
            if here and column == self.at[1]:
                style = base + self.get_component_rich_style("grid--cursor", partial=True)
                text = f"[{text}]" if text else "[ ]"
            segments.append(Segment(_centred(text, each), style))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _head_line(self, line: int, heads: int, head: int, each: int) -> list[Segment]:
        base = self.rich_style
        style = base + self.get_component_rich_style("grid--head", partial=True)
        note = base + self.get_component_rich_style("grid--note", partial=True)
        window = self._window()
        corner = self.view.corner if line == heads - 1 else ""
        if line == 0 and len(window) < len(self.view.columns):
            count = self.view.last[1] + 1
            more = ("◂ " if window.start else "") + f"{window.start + 1}-{min(window.stop, count)}/{count}"
            corner = more + (" ▸" if window.stop < count else "")
        segments = [Segment(pad(corner, head), note)]
        for column in (self.view.columns[index] for index in window):
            if line == heads - 1:
                segments.append(Segment(_centred(column.note, each), note))
            else:
                lines = wrap(column.title, each - 1)
                if len(lines) >= heads:
                    lines = wrap(column.title, each - 1, dense=True)
                text = lines[line] if line < len(lines) else ""
                if line == heads - 2 and len(lines) > heads - 1:
                    text = cut(text, each - 1)
                segments.append(Segment(pad(text, each), style))
        return segments

    def _repaint(self, index: int) -> None:
        """Repaint one row, if it is visible."""
        y = index + self._heads - self.scroll_offset.y
        if y >= self._heads:
            self.refresh(Region(0, y, self.size.width, 1))

    # --- walking ------------------------------------------------------------------------------

    def action_walk(self, rows: int, columns: int) -> None:
        """Move the cursor within the table; without a cursor, scroll through the columns."""
        last = self.view.last
        right = last[1] if self.view.editable else max(0, len(self.view.columns) - len(self._window()))
        self.go(min(max(0, self.at[0] + rows), last[0]), min(max(0, self.at[1] + columns), right))

    def go(self, row: int, column: int) -> None:
        """Move the cursor to a cell, scroll to it and repaint the two rows."""
        window, old = self._window(), self.at
        self.at = (row, column)
        self._into_sight()
        if window != self._window():
            self.refresh()
        else:
            for changed in {old[0], row}:
                self._repaint(changed)
        if old != self.at:
            self.post_message(self.Walked())

    def _into_sight(self) -> None:
        top, room = int(self.scroll_offset.y), max(1, self.size.height - self._heads)
        wanted = min(max(top, self.at[0] - room + 1), self.at[0])
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def advance(self) -> None:
        """Move the cursor to the next cell, at the end of a row to the next row."""
        row, column = self.at
        last = self.view.last
        if column < last[1]:
            self.go(row, column + 1)
        elif row < last[0]:
            self.go(row + 1, 0)

    # --- what people do -----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Post printable keys and those that edit; let the others bubble."""
        if self.view.editable and (event.is_printable or event.key in ("delete", "backspace", "enter")):
            event.stop()
            self.post_message(self.Typed(event.character or event.key))

    def on_paste(self, event: events.Paste) -> None:
        """Post pasted text."""
        if self.view.editable:
            event.stop()
            self.post_message(self.Pasted(event.text))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked cell."""
        offset = event.get_content_offset(self)
        if offset is None or not self.view.editable or offset.y < self._heads:
            return
        head, each = self._widths()
        row, column = offset.y + self.scroll_offset.y - self._heads, (offset.x - head) // each + self._window().start
        if 0 <= row <= self.view.last[0] and 0 <= column <= self.view.last[1] and offset.x >= head:
            self.go(row, column)


def _centred(text: str, width: int) -> str:
    shown = clip(text, width)
    before = (width - cell_len(shown)) // 2
    return " " * before + shown + " " * (width - cell_len(shown) - before)
