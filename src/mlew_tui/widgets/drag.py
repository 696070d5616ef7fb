"""Dragging a card with the mouse: which card, where it would fall, and how both are drawn."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip

from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.board_layout import Plan

_GHOST = 28
_LEAD = "⇢ "


class Carried(NamedTuple):
    """The card under the pressed mouse button; ``lifted`` once the mouse has left it.

    ``home`` is the card's area, ``at`` the mouse, ``on`` the card or cell it would fall on ("" for none) and ``over``
    the area of that; all in coordinates of the board, not of the screen.
    """

    key: str
    text: str
    home: Region
    at: Offset
    lifted: bool = False
    on: str = ""
    over: Region | None = None


class Drag:
    """The drag of one card, from the mouse button down until the card is dropped or given up."""

    def __init__(self) -> None:
        self.carried: Carried | None = None
        self.awaits_click = False
        """Whether the next click is only the end of this drag."""

    @property
    def lifted(self) -> Carried | None:
        """The card in the air, if one is."""
        return self.carried if self.carried is not None and self.carried.lifted else None


def drop_target(plan: Plan, key: str, at: Offset, card: str) -> tuple[str, Region | None]:
    """Return the other card, or else the other cell, that card ``key`` would fall on at a point, and its area.

    ``card`` is the card at the point. Returns ("", None) over the card itself, its own cell, and nothing.
    """
    if card:
        return ("", None) if card == key else (card, plan.areas[card])
    own, cell = plan.view.cell_of(key), plan.cell_at(at)
    if not cell or (own is not None and own.key == cell):
        return "", None
    return cell, plan.cells[cell]


class Look(NamedTuple):
    """The styles of a card's own place, of the place it would fall on, and of the card in the air."""

    home: Style
    over: Style
    card: Style


def paint_drag(strip: Strip, line: int, carried: Carried, look: Look) -> Strip:
    """Return a line of the board with the drag drawn over it."""
    strip = _styled(strip, line, carried.home, look.home)
    if carried.over is not None:
        strip = _styled(strip, line, carried.over, look.over)
    if line != carried.at.y:
        return strip
    text = clip(_LEAD + carried.text.partition("\n")[0], min(_GHOST, strip.cell_length))
    size = cell_len(text)
    start = max(0, min(carried.at.x + 1, strip.cell_length - size))
    return Strip.join(
        [strip.crop(0, start), Strip([Segment(text, look.card)], size), strip.crop(start + size, strip.cell_length)]
    )


def _styled(strip: Strip, line: int, region: Region, style: Style) -> Strip:
    """Return the line with a style added where it crosses a region."""
    if not region.y <= line < region.bottom:
        return strip
    left, right = max(0, region.x), min(region.right, strip.cell_length)
    inside = strip.crop(left, right)
    drawn = Strip(
        [Segment(text, (own or Style()) + style, control) for text, own, control in inside], inside.cell_length
    )
    return Strip.join([strip.crop(0, left), drawn, strip.crop(right, strip.cell_length)])
