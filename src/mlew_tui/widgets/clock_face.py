"""The countdown in large figures, with its state in words beside it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from mlew_tui.i18n import tr
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.text.wrapping import clip, pad
from mlew_tui.widgets import big_digits

_LAST_MINUTE = 60
_LEAST = "0:00"
_USUAL = "00:00"
"""The usual figures; the height is chosen for them, so that the board below does not move."""


def figures(seconds: float) -> str:
    """Return whole seconds as ``4:05``; beyond an hour ``65:05``, since steps are counted in minutes."""
    whole = int(abs(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def _figure(row: str, place: int, wide: int) -> str:
    """Return the part of a line that shows a figure, counted from the last, with the gap before it."""
    return row[len(row) - place * wide : len(row) - (place - 1) * wide]


def _third(height: int) -> int:
    """Return the most lines of a terminal that the clock of the wall takes."""
    return max(1, round(height / 3))


_WIDE = 4
"""Pixels a figure is wide, with the gap before it."""


class Part(Widget):
    """A part of the clock that is repainted alone, since Textual sends whole lines of a widget."""

    DEFAULT_CSS = """
    Part { width: 1fr; height: 100%; }
    """

    def __init__(self, draw: Callable[[int, int], Strip]) -> None:
        super().__init__()
        self._draw = draw

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return self._draw(y, self.size.width)


class ClockFace(Widget):
    """Draws the time left of a countdown at every tick; a click opens the clock's dialog."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"clock--words"}
    DEFAULT_CSS = """
    ClockFace { layout: horizontal; width: 32; height: 3; padding: 0 1 0 0; }
    ClockFace { background: $background; color: $foreground; }
    ClockFace.-large { width: 56; height: 5; }
    ClockFace.-huge { width: 90; height: 8; }
    ClockFace.-last { color: $text-warning; text-style: bold; }
    ClockFace.-over { color: $text-error; text-style: bold; }
    ClockFace.-last > .clock--words, ClockFace.-over > .clock--words { text-style: bold reverse; }
    ClockFace.-waiting { color: $text-muted; }
    ClockFace.-wall { padding: 0 2 0 1; }
    """

    shown: reactive[str] = reactive("", repaint=False)

    class Pressed(Message):
        """The clock was clicked."""

    def __init__(
        self,
        steady: Callable[[], float],
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self._face = Part(self._draw_face)
        self._figures = tuple(Part(partial(self._draw_figure, place)) for place in (2, 1))
        super().__init__(self._face, *self._figures, id=id, classes=classes)
        self._steady = steady
        self._countdown = Countdown(0.0)
        self._label = ""
        self._said = ("", "", "")

    def show(self, countdown: Countdown, label: str) -> None:
        """Show another countdown; ``label`` names what its time is for."""
        if (countdown, label) == (self._countdown, self._label):
            return
        self._countdown, self._label = countdown, label
        self.tick()
        self._repaint()

    def tick(self) -> None:
        """Compute the time left and repaint if a figure changed."""
        left = self._countdown.left_at(self._steady())
        if self._countdown.counts_up:
            sign, value = "", -left
        elif left <= -1:
            sign, value = "+", -left
        else:
            sign, value = "", float(-int(-left // 1))  # whole seconds still to go, rounded up
        timed = not self._countdown.counts_up
        self.set_class(timed and left <= -1, "-over")
        self.set_class(timed and -1 < left <= _LAST_MINUTE and self._countdown.running, "-last")
        self.set_class(not self._countdown.running and not (timed and left <= -1), "-waiting")
        self.shown = sign + figures(value)

    def watch_shown(self, before: str, after: str) -> None:
        """Repaint only the lines of the figures that changed, as this happens every second."""
        self._fit()
        old, new = self._art(before), self._art(after)
        said, self._said = self._said, self.words()
        wide = _WIDE * self._scale(after)
        if said != self._said or list(map(len, old)) != list(map(len, new)):
            self._repaint()
            return
        if any(row[: -2 * wide] != other[: -2 * wide] for row, other in zip(old, new, strict=True)):
            self._face.refresh()
        for place, figure in zip((2, 1), self._figures, strict=True):
            for y, pair in enumerate(zip(old, new, strict=True)):
                if _figure(pair[0], place, wide) != _figure(pair[1], place, wide):
                    figure.refresh(Region(0, y, wide, 1))

    def _repaint(self) -> None:
        for part in (self._face, *self._figures):
            part.refresh()

    def _fit(self) -> None:
        """Set the width of the last two figures."""
        for figure in self._figures:
            figure.styles.width = _WIDE * self._scale(self.shown)

    def on_resize(self) -> None:
        """Draw the figures as large as the new size allows."""
        self._fit()
        self._repaint()

    def words(self) -> tuple[str, str, str]:
        """Return the lines beside the figures: label, state, key; on the wall only whether it is stopped."""
        left = self._countdown.left_at(self._steady())
        running = self._countdown.running
        if self._countdown.counts_up:
            state = tr("elapsed")
        elif left <= -1:
            state = tr("▲ over time")
        elif running and left <= _LAST_MINUTE:
            state = tr("▲ last minute")
        else:
            state = tr("left")
        if self.has_class("-wall"):
            key = "" if running else tr("■ stopped")
        else:
            key = tr("F2 pause") if running else tr("■ F2 start")
        return self._label, state, key

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines on the wall: a third of the terminal, or as many as the width allows."""
        del container
        return big_digits.rows_of(big_digits.fitting(_USUAL, width, _third(viewport.height)))

    def _scale(self, figures: str) -> int:
        """Return the scale of the figures."""
        if self.has_class("-wall"):
            return big_digits.fitting(figures or _LEAST, self.content_size.width, self.content_size.height)
        return 3 if self.has_class("-huge") else 2 if self.has_class("-large") else 1

    def _art(self, figures: str) -> tuple[str, ...]:
        return big_digits.scaled(figures or _LEAST, self._scale(figures))

    def _draw_face(self, y: int, width: int) -> Strip:
        """Draw a line of the words and, right of them, of all but the last two figures.

        The words are drawn as a solid block when time is up.
        """
        wide = 2 * _WIDE * self._scale(self.shown)
        rows, words, style = [row[:-wide] for row in self._art(self.shown)], self.words(), self.rich_style
        art = rows[y] if y < len(rows) else ""
        first = (len(rows) - len(words)) // 2
        word = words[y - first] if 0 <= y - first < len(words) else ""
        room = max(0, width - max(map(cell_len, rows)) - 1)
        left = clip(word, room - 1) if word and room > 1 else ""
        block = style + self.get_component_rich_style("clock--words", partial=True)
        here = block if 0 <= y - first < len(words) else style
        segments = [Segment(pad(" " + left, room), here), Segment(" " + art, style)]
        return Strip(segments).adjust_cell_length(width, style)

    def _draw_figure(self, place: int, y: int, width: int) -> Strip:
        """Draw a line of one of the last two figures."""
        rows, style = self._art(self.shown), self.rich_style
        art = _figure(rows[y], place, width) if y < len(rows) else ""
        return Strip([Segment(art, style)]).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """Open the clock's dialog."""
        event.stop()
        self.post_message(self.Pressed())
