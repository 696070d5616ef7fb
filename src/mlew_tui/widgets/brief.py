"""The head of a step: title, who does it, instruction; and the rule below with the step's output."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.text.wrapping import clip, cut, pad, wrap


class Brief(Widget):
    """Draws title and instruction left of the clock."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"brief--title"}
    DEFAULT_CSS = """
    Brief { width: 1fr; height: 3; padding: 0 0 0 1; background: $background; color: $foreground; }
    Brief.-large { height: 5; }
    Brief.-huge { height: 8; }
    Brief > .brief--title { color: $accent; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._title, self._kind, self._text = "", "", ""

    def show(self, title: str, kind: str, text: str) -> None:
        """Show another step's words."""
        words = (title, kind, text)
        if words != (self._title, self._kind, self._text):
            self._title, self._kind, self._text = words
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of title and instruction, for an automatic height."""
        del container, viewport
        return 1 + len(wrap(self._text, width - 1))

    def render_line(self, y: int) -> Strip:
        """Draw the title with who does it, then the instruction."""
        width, style = self.content_size.width, self.rich_style
        if y == 0:
            title = clip(self._title, max(8, width - cell_len(self._kind) - 3))
            bold = style + self.get_component_rich_style("brief--title", partial=True)
            segments = [Segment(title, bold), Segment(f"  ({self._kind})", style)]
            return Strip(segments).adjust_cell_length(width, style)
        lines = wrap(self._text, width - 1)
        if len(lines) >= self.size.height:
            lines = wrap(self._text, width - 1, dense=True)
        if y <= len(lines):
            last = y == self.size.height - 1 and len(lines) > y
            line = cut(lines[y - 1], width - 1) if last else lines[y - 1]
            return Strip([Segment(line, style)]).adjust_cell_length(width, style)
        return Strip.blank(width, style)


class Rule(Widget):
    """Draws the line between head and board, with a text in it."""

    DEFAULT_CSS = """
    Rule { height: 1; background: $background; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""

    def show(self, text: str) -> None:
        """Show another text in the line."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line with its text near the left."""
        del y
        width, style = self.size.width, self.rich_style
        text = f"─ {self._text} " if self._text else ""
        line = clip(text, width - 2)
        return Strip([Segment(pad(line, cell_len(line)) + "─" * (width - cell_len(line)), style)])
