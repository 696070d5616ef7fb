"""A page to read: sections under numbered headings, scrolled by keys."""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlew_tui.i18n import tr
from mlew_tui.text.page_layout import Section, lay_out_rows
from mlew_tui.text.wrapping import clip, wrap
from mlew_tui.widgets.bindings import binding

Tone = Literal["text", "heading", "strong", "sign"]

_MOST = 100
"""Most cells of a line; longer ones are hard to read."""
_WIDE = 140
"""Cells of the screen from which the page is centred."""
_INDENT = "  "


class _Row(NamedTuple):
    """A row of the page and the index of its section, from 0."""

    text: str
    tone: Tone
    section: int


class Reader(ScrollView, can_focus=True):
    """Draws sections as one page; Left and Right go from heading to heading, the last line shows what is out of view.

    The page ends with blank lines below its last section, so that every heading can be scrolled to the top.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--text", "reader--heading", "reader--strong", "reader--sign"}
    DEFAULT_CSS = """
    Reader { background: $background; height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; overflow-x: hidden;
        scrollbar-gutter: stable; }
    Reader > .reader--text { color: $foreground; }
    Reader > .reader--heading { text-style: bold; color: $accent; }
    Reader > .reader--strong { text-style: bold; color: $text-success; }
    Reader > .reader--sign { color: $text-muted; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("reader.up", "scroll(-1)", show=False),
        binding("reader.down", "scroll(1)", show=False),
        binding("reader.page_up", "page(-1)", show=False),
        binding("reader.page_down", "page(1)", show=False),
        binding("reader.first", "go(0)", show=False),
        binding("reader.last", "end", show=False),
        binding("reader.before", "turn(-1)", show=False),
        binding("reader.next", "turn(1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()
        self._rows: list[_Row] = []
        self._tops: list[int] = []
        self._laid_for: tuple[tuple[Section, ...], Size] | None = None
        self._at = 0

    # --- showing ------------------------------------------------------------------------------

    def show(self, sections: Sequence[Section]) -> None:
        """Show these sections; the scroll position stays while the first section is the same."""
        before, self._sections = self._sections, tuple(sections)
        top = self.scroll_offset.y if before[:1] == self._sections[:1] else 0
        if self._lay_out():
            self._scroll(top)
            self.refresh()

    def on_resize(self) -> None:
        """Lay the page out for the new width and scroll the current heading to the top."""
        at = self._at
        if self._lay_out() and self._tops:
            self._go(min(at, len(self._tops) - 1))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the current heading, as long as the page is laid out for this size."""
        super().watch_scroll_y(old_value, new_value)
        if self._laid_for is not None and self._laid_for[1] == self._room and self._tops:
            self._at = max((index for index, top in enumerate(self._tops) if top <= round(new_value)), default=0)

    def _lay_out(self) -> bool:
        """Lay the sections out in rows for the present size; return False if they are already."""
        size = self._room
        if size.width <= 0 or self._laid_for == (self._sections, size):
            return False
        if self._laid_for is None or (self._laid_for[0], self._laid_for[1].width) != (self._sections, size.width):
            self._set_rows(min(size.width, _MOST))
        self._laid_for = (self._sections, size)
        height = len(self._rows)
        if height > size.height:
            height = max(height, self._tops[-1] + self._page) + 1
        self.virtual_size = Size(size.width, height)
        return True

    def _set_rows(self, width: int) -> None:
        self._rows, self._tops = [], []
        count = len(self._sections)
        for index, (heading, lines) in enumerate(self._sections):
            if index:
                self._rows.append(_Row("", "text", index - 1))
            self._tops.append(len(self._rows))
            number = f"{index + 1}/{count} " if count > 1 else ""
            self._rows += [_Row(text, "heading", index) for text in wrap(number + heading, width)]
            for text, is_strong in lay_out_rows(lines, width - len(_INDENT)):
                self._rows.append(_Row(_INDENT + text, "strong" if is_strong else "text", index))

    @property
    def _room(self) -> Size:
        return self.scrollable_content_region.size

    @property
    def _page(self) -> int:
        """The rows visible at once on a page that scrolls; the last line is for the signs."""
        return max(1, self._room.height - 1)

    # --- drawing ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw a row of the page, or on the last line what is out of view and its keys."""
        width = self._room.width
        line = y + self.scroll_offset.y
        if y == self._room.height - 1 and (sign := self._sign()):
            text, tone = clip(sign, width), "sign"
        elif line < len(self._rows):
            text, tone, _ = self._rows[line]
        else:
            text, tone = "", "text"
        style = self.rich_style + self.get_component_rich_style(f"reader--{tone}", partial=True)
        middle = " " * ((width - _MOST) // 2) if width >= _WIDE else ""
        return Strip([Segment(middle + text, style)]).adjust_cell_length(width, style)

    def _sign(self) -> str:
        """Return whether there is more above and below, with the keys; empty where all is visible."""
        if len(self._rows) <= self._room.height:
            return ""
        top = self.scroll_offset.y
        if self.has_class("-wall"):
            return " ".join(sign for sign in ("▼" * (top + self._page < len(self._rows)), "▲" * bool(top)) if sign)
        parts = [tr("▼ more: ↓ PageDown") if top + self._page < len(self._rows) else tr("■ the end")]
        if top:
            parts.append(tr("▲ above: ↑ PageUp"))
        if len(self._tops) > 1:
            parts.append(tr("◀ ▶ heading {number}/{count}", number=self._at + 1, count=len(self._tops)))
        return "   ".join(parts)

    # --- walking ------------------------------------------------------------------------------

    def action_scroll(self, by: int) -> None:
        """Scroll by rows."""
        self._scroll(self.scroll_offset.y + by)

    def action_page(self, by: int) -> None:
        """Scroll by a page less one row."""
        self._scroll(self.scroll_offset.y + by * max(1, self._page - 1))

    def action_go(self, section: int) -> None:
        """Scroll the heading of a section to the top."""
        self._go(section)

    def action_end(self) -> None:
        """Show the last rows."""
        self._scroll(len(self._rows) - self._page)

    def action_turn(self, by: int) -> None:
        """Scroll the next heading to the top, or the one before, which may be that of the current section."""
        top = self.scroll_offset.y
        if by > 0:
            ahead = [index for index, row in enumerate(self._tops) if row > top]
            index = ahead[0] if ahead else None
        else:
            passed = [index for index, row in enumerate(self._tops) if row < top]
            index = passed[-1] if passed else None
        if index is not None:
            self._go(index)

    @property
    def place(self) -> float:
        """The reading position, independent of the size: the index of the section plus the part of it passed."""
        if not self._tops:
            return 0.0
        start, end = self._stretch(self._at)
        return round(self._at + min(0.99, max(0.0, (self.scroll_offset.y - start) / (end - start))), 2)

    def go_to(self, place: float) -> None:
        """Scroll to a reading position, as near as this size allows."""
        if self._tops and place != self.place:
            section = min(int(place), len(self._tops) - 1)
            start, end = self._stretch(section)
            self._scroll(round(start + (place - int(place)) * (end - start)))

    def _stretch(self, section: int) -> tuple[int, int]:
        """Return the first row of a section, and the one after its last."""
        following = self._tops[section + 1 : section + 2]
        return self._tops[section], following[0] if following else max(len(self._rows), self._tops[section] + 1)

    def on_click(self, event: events.Click) -> None:
        """Scroll the clicked heading to the top."""
        offset = event.get_content_offset(self)
        line = -1 if offset is None else offset.y + self.scroll_offset.y
        if 0 <= line < len(self._rows) and self._rows[line].tone == "heading":
            self._go(self._rows[line].section)

    def _go(self, section: int) -> None:
        if self._tops:
            self._scroll(self._tops[section])

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self.refresh()
