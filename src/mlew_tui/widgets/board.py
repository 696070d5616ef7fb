"""The whiteboard: titled cells of cards in a grid or flowing in columns, used with keys or the mouse.

A long card is cut with …; while the board has the focus, the card at the cursor is drawn whole over those below it.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board_layout import MARGIN, Block, Plan
from mlew_tui.widgets.cards import BoardView, Card, Cell
from mlew_tui.widgets.drag import Carried, Drag, Look, drop_target, paint_drag
from mlew_tui.widgets.textual_patches import TextForwardingView

__all__ = ["Board", "BoardView", "Card", "Cell"]

_LARGE = 60
"""Most cards of a board that is laid out at once."""


class Board(TextForwardingView, can_focus=True):
    """Draws a BoardView with a cursor; posts messages about its cards and changes nothing itself.

    A ``roomy`` board uses all of its height: cards are whole, with lines between them, while all of them fit so.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"board--{name}"
        for name in ("title", "note", "card", "positive", "negative", "red", "strong", "dim", "lit", "cursor",
                     "home", "over", "carried")
    }  # fmt: skip
    DEFAULT_CSS = """
    Board { background: $background; padding: 0 1; scrollbar-size-vertical: 1; overflow-x: hidden;
        scrollbar-gutter: stable; }
    Board > .board--title { text-style: bold; color: $accent; }
    Board > .board--note { color: $text-muted; }
    Board > .board--dim { color: $text-muted; }
    Board > .board--card { color: $foreground; }
    Board > .board--positive { color: $text-success; }
    Board > .board--negative { color: $text-warning; }
    Board > .board--red { color: $text-error; text-style: bold; }
    Board > .board--strong { text-style: bold; }
    Board > .board--lit { text-style: bold; color: $text-accent; }
    Board > .board--cursor { background: $boost; }
    Board:focus > .board--cursor { background: $primary-muted; text-style: bold; }
    Board:focus:nocolor > .board--cursor { text-style: bold reverse; }
    Board > .board--home { text-style: italic strike; }
    Board > .board--over { background: $primary-muted; text-style: bold underline; }
    Board > .board--carried { background: $accent; color: $background; text-style: bold; }
    Board:nocolor > .board--carried { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("board.up", "walk(0, -1)", show=False),
        binding("board.down", "walk(0, 1)", show=False),
        binding("board.left", "walk(-1, 0)", show=False),
        binding("board.right", "walk(1, 0)", show=False),
        binding("board.first", "jump(0)", show=False),
        binding("board.last", "jump(-1)", show=False),
    ]

    @dataclass
    class Walked(Message):
        """The cursor moved to a card."""

        key: str

    @dataclass
    class Left(Message):
        """The cursor was to leave the board at an edge, in the direction ``dx``, ``dy``."""

        dx: int
        dy: int

    @dataclass
    class Opened(Message):
        """The card at the cursor was clicked: it is to be edited."""

        key: str

    @dataclass
    class Dropped(Message):
        """A card was dragged onto another card, or onto a cell."""

        card: str
        on: str

    def __init__(self, view: BoardView | None = None, *, roomy: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_roomy = roomy
        self.view = view or BoardView(())
        self.picked: frozenset[str] = frozenset()
        self.cursor = ""
        self._plan = Plan(BoardView(()), 0)
        self._drag = Drag()
        self._whole: tuple[Region, list[list[Block]]] | None = None

    # --- showing ------------------------------------------------------------------------------

    def show(self, view: BoardView, picked: Iterable[str] = (), cursor: str | None = None) -> None:
        """Show another view; the cursor stays at its card, or near where it was."""
        before, keys = _keys(self.view), _keys(view)
        self.picked = frozenset(picked)
        self.view = view
        if cursor in keys:
            self.cursor = cursor or ""
        elif self.cursor not in keys:
            index = before.index(self.cursor) if self.cursor in before else 0
            self.cursor = keys[min(index, len(keys) - 1)] if keys else ""
        self._lay_out()
        self._show_whole()
        self.refresh()
        if cursor in keys:
            self.call_after_refresh(self._follow)

    def on_resize(self) -> None:
        """Lay out for the new size and keep the cursor in view."""
        self._lay_out()
        self._show_whole()
        self.refresh()
        self._follow()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, laid out again for another width: Textual draws a board at a new size before the resize event."""
        if self._lay_out():
            self._show_whole()
        if self._plan.sight is not None and self._plan.sight < self._sight:
            self._complete()
        return super().render_lines(crop)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the card at the cursor whole while the board has the focus."""
        super().watch_has_focus(_has_focus)
        self._show_whole()
        if self._whole is not None:
            self.call_after_refresh(self._follow)
        self.refresh()

    def _lay_out(self) -> bool:
        """Lay the view out for the present size and return whether that gave another plan.

        Of a large board the visible part is laid out first and the rest in the background.
        """
        width = self.scrollable_content_region.width or self.size.width
        height = self.size.height if self._is_roomy else 0
        if width <= 0 or (self._plan.view, self._plan.width, self._plan.height) == (self.view, width, height):
            return False
        self._let_go()
        is_large = sum(len(cell.cards) for cell in self.view.cells) > _LARGE
        self._plan = Plan(self.view, width, height, self._sight if is_large else None)
        self.virtual_size = Size(width, self._plan.bottom)
        if self._plan.is_partial:
            self._complete_by_and_by()
        return True

    @property
    def _sight(self) -> int:
        """The line below the last visible one."""
        return int(self.scroll_offset.y) + self.size.height

    def _complete(self) -> None:
        """Lay out the whole board now."""
        if self._plan.is_partial:
            self._plan = Plan(self._plan.view, self._plan.width, self._plan.height)
            self._show_whole()

    @work(exclusive=True, group="plan")
    async def _complete_by_and_by(self) -> None:
        """Lay out what is not visible, a few cards at a time, yielding to other events between them."""
        plan = self._plan
        for _ in plan.ahead():
            await asyncio.sleep(0)
        if self._plan is plan:
            self._complete()

    def _show_whole(self) -> None:
        """Show the card at the cursor whole over those below if it is cut; nothing else moves."""
        self._whole = self._plan.whole(self.cursor) if self.has_focus else None
        bottom = self._whole[0].bottom if self._whole is not None else 0
        self.virtual_size = Size(self.virtual_size.width, max(self._plan.bottom, bottom))

    def _blocks(self, line: int) -> list[Block]:
        """Return the blocks of a line from left to right, with the card shown whole instead of what it covers."""
        blocks = self._plan.rows[line] if line < len(self._plan.rows) else []
        if self._whole is not None and self._whole[0].y <= line < self._whole[0].bottom:
            area, rows = self._whole
            blocks = [block for block in blocks if not area.x <= block.x < area.right] + rows[line - area.y]
        return sorted(blocks, key=lambda block: block.x)

    def render_line(self, y: int) -> Strip:
        """Draw one line: blank, then every block that crosses it."""
        line = y + self.scroll_offset.y
        base = self.rich_style
        width = self.size.width
        segments: list[Segment] = []
        at = 0
        for block in self._blocks(line):
            if block.x < at:  # a card's marks over the blank end of its last line
                segments, at = _cut(segments, block.x)
            segments.append(Segment(" " * (block.x - at), base))
            segments.extend(self._draw(block, base))
            at = block.x + block.width
        return self._with_carried(Strip(segments, at).adjust_cell_length(width, base), line)

    def _draw(self, block: Block, base: Style) -> list[Segment]:
        style = base + self.get_component_rich_style(f"board--{block.tone}", partial=True)
        here = bool(block.key) and block.key == self.cursor
        if here:
            style += self.get_component_rich_style("board--cursor", partial=True)
        if not block.key or block.tone == "note":
            return [Segment(block.text, style)]
        card = self._plan.cards.get(block.key)
        lead = "  "
        if block.first:
            second = "◆" if block.key in self.picked else "●" if card is not None and card.lit else " "
            lead = ("▸" if here else " ") + second
            if card is not None and card.lit:
                style += self.get_component_rich_style("board--lit", partial=True)
        fill = " " * (block.width - MARGIN - cell_len(block.text))
        return [Segment(lead + block.text + fill, style)]

    # --- walking ------------------------------------------------------------------------------

    def action_walk(self, dx: int, dy: int) -> None:
        """Go to the nearest card in a direction; at the edge post ``Left``, or scroll a board without cards."""
        self._complete()
        target = self._plan.nearest(self.cursor, dx, dy)
        if target is not None:
            self._go(target)
        elif dy and not self._plan.areas:
            self.scroll_relative(y=dy, animate=False)
        else:
            self.post_message(self.Left(dx, dy))

    def action_jump(self, index: int) -> None:
        """Go to the first or last card."""
        self._complete()
        if self._plan.areas:
            self._go(list(self._plan.areas)[index])

    def _go(self, key: str) -> None:
        self._refresh_card()
        self.cursor = key
        self._show_whole()
        self._refresh_card()
        self._follow()
        self.post_message(self.Walked(key))

    def _refresh_card(self) -> None:
        """Repaint the card at the cursor only, so that moving it over a full board stays fast."""
        area = self._whole[0] if self._whole is not None else self._plan.areas.get(self.cursor)
        if area is not None:
            corner = self.content_region.offset - self.region.offset - self.scroll_offset
            self.refresh(area.translate(corner))

    def _follow(self) -> None:
        if self.cursor and self.cursor not in self._plan.areas:
            self._complete()
        area = self._plan.areas.get(self.cursor) if self._whole is None else self._whole[0]
        if area is not None:
            is_first = area.y <= min(other.y for other in self._plan.areas.values())
            top = 0 if is_first else area.y  # a heading or warning above the first cards stays visible
            self.scroll_to_region(replace_top(area, top), animate=False, force=True)

    # --- the mouse ----------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked card; open the card it is at already."""
        if self._drag.awaits_click:
            self._drag.awaits_click = False
            return
        key = self._card_at(self._point(event))
        if key and key == self.cursor:
            self.post_message(self.Opened(key))
        elif key:
            self._go(key)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the card under the mouse, if it can be dragged."""
        self._let_go()
        at = self._point(event)
        card = self._plan.cards.get(self._card_at(at))
        self._drag = Drag()
        if event.button == 1 and card is not None and card.key.startswith(self.view.carries):
            self._drag.carried = Carried(card.key, card.text, self._plan.areas[card.key], at)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the card; near an edge the board scrolls."""
        carried = self._drag.carried
        if carried is None:
            return
        at = self._point(event)
        if not carried.lifted:
            if carried.home.contains(*at):
                return
            self.capture_mouse()
        row = at.y - self.scroll_offset.y
        if row <= 0 or row >= self.content_size.height - 1:
            self.scroll_relative(y=-1 if row <= 0 else 1, animate=False)
            at = self._point(event)
        is_seen = Region(0, 0, *self.content_size).contains(*(at - self.scroll_offset))
        on, over = drop_target(self._plan, carried.key, at, self._card_at(at)) if is_seen else ("", None)
        self._drag.carried = carried._replace(at=at, lifted=True, on=on, over=over)
        self.refresh()

    def on_mouse_up(self) -> None:
        """Drop the card at the mouse."""
        lifted = self._drag.lifted
        self._let_go()
        if lifted is not None:
            self._drag.awaits_click = True
            if lifted.on:
                self.post_message(self.Dropped(lifted.key, lifted.on))

    def on_key(self, event: events.Key) -> None:
        """Put a dragged card back on Escape."""
        if event.key == "escape" and self._drag.lifted is not None:
            self._let_go()
            self._drag.awaits_click = True
            event.stop()
            event.prevent_default()

    def on_hide(self) -> None:
        """Give up a drag when something else is shown."""
        self._let_go()

    def _let_go(self) -> None:
        """Give up a drag."""
        if self._drag.lifted is not None:
            self.release_mouse()
            self.refresh()
        self._drag.carried = None

    def _point(self, event: events.MouseEvent) -> Offset:
        """Return the mouse position in coordinates of the board, which may be scrolled; it may lie outside."""
        return event.screen_offset - self.content_region.offset + self.scroll_offset

    def _card_at(self, at: Offset) -> str:
        if self._whole is not None and self._whole[0].contains(*at):
            return self.cursor
        return self._plan.card_at(at)

    def _with_carried(self, strip: Strip, line: int) -> Strip:
        lifted = self._drag.lifted
        if lifted is None:
            return strip
        styles = (self.get_component_rich_style(f"board--{name}", partial=True) for name in ("home", "over", "carried"))
        return paint_drag(strip, line, lifted, Look(*styles))


def _keys(view: BoardView) -> list[str]:
    """Return the keys of a view's cards in order."""
    return [card.key for cell in view.cells for card in cell.cards]


def replace_top(area: Region, top: int) -> Region:
    """Return the region extended upwards to ``top``, so that the title over a first card is visible too."""
    return Region(area.x, top, area.width, area.bottom - top)


def _cut(segments: list[Segment], width: int) -> tuple[list[Segment], int]:
    """Return the first ``width`` cells of a line."""
    strip = Strip(segments).crop(0, width)
    return list(strip), width
