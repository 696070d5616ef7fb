"""A card carried by the mouse: what is carried, where it would fall, and how both are seen."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip

from mlew_tui.text.wrapping import clip

_GHOST = 28
_LEAD = "⇢ "


class Carried(NamedTuple):
    """The card under a pressed button: in the air (``lifted``) once the mouse has left it.

    ``home`` is where it stands, ``at`` where the mouse is, ``on`` the card or cell it would fall on ("" for none)
    and ``over`` where that is; all of them on the board, not on the screen.
    """

    key: str
    text: str
    home: Region
    at: Offset
    lifted: bool = False
    on: str = ""
    over: Region | None = None


class Look(NamedTuple):
    """The styles of the place a card came from, of the place it would fall on, and of the card in the air."""

    home: Style
    over: Style
    card: Style


def painted(strip: Strip, line: int, carried: Carried, look: Look) -> Strip:
    """Return a line of the board with what is carried over it."""
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
    """Return the line with the part of it that lies in a region drawn in a style as well."""
    if not region.y <= line < region.bottom:
        return strip
    left, right = max(0, region.x), min(region.right, strip.cell_length)
    inside = strip.crop(left, right)
    drawn = Strip(
        [Segment(text, (own or Style()) + style, control) for text, own, control in inside], inside.cell_length
    )
    return Strip.join([strip.crop(0, left), drawn, strip.crop(right, strip.cell_length)])
