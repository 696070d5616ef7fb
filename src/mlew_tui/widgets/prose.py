"""A text wrapped by cells, in which no line begins with 。 or 」."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.text.wrapping import wrap


class Prose(Widget):
    """Draws paragraphs, as tall as they need."""

    DEFAULT_CSS = """
    Prose { height: auto; width: 1fr; }
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the text at this width."""
        del container, viewport
        return len(wrap(self._text, width))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the text."""
        width, style = self.content_size.width, self.rich_style
        lines = wrap(self._text, width)
        text = lines[y] if y < len(lines) else ""
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
