"""The whiteboard: titled cells of cards in a grid or flowing in columns, walked by keys or mouse.

A long card is cut with …; while the board has the focus, the card at the cursor lies whole over what is below it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlew_tui.language import mark
from mlew_tui.literal import one_line
from mlew_tui.typeset import clip, cut, wrap
from mlew_tui.widgets.carrying import Carried, Look, painted

_GAP = 2
_MARGIN = 2  # the cursor's ▸ and the pick's ◆


@dataclass(frozen=True)
class Card:
    """One thing on the board: ``key`` is its place in the workshop, ``marks`` stand at its end.

    ``tone`` names a style, never the only carrier of a meaning; ``lit`` draws ● before it; ``whole``
    shows all of its text where the board would cut it.
    """

    key: str
    text: str
    glyph: str = ""
    marks: tuple[str, ...] = ()
    tone: str = "card"
    lit: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Cell:
    """A titled area of the board; ``empty`` is shown while it holds no card."""

    key: str
    title: str
    cards: tuple[Card, ...] = ()
    note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class BoardView:
    """What a board shows. ``columns``: a grid of that many; None: cells flow, each ``width`` or wider.

    ``lines`` is how many lines of a card are shown before it is cut with …; ``summary`` stands above
    everything over the whole width. Cards whose key begins with one of ``carries`` can be dragged by the mouse.
    """

    cells: tuple[Cell, ...]
    summary: tuple[str, ...] = ()
    columns: int | None = None
    width: int = 26
    lines: int = 3
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Block:
    """A drawn line: where it starts, what it says in which tone, and whose card it is."""

    x: int
    width: int
    text: str
    tone: str
    key: str = ""
    first: bool = False


class Board(ScrollView, can_focus=True):
    """Draws a BoardView and walks it; it says what was asked of which card and changes nothing itself."""

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
        Binding("up", "walk(0, -1)", mark("Walk"), show=False, id="board.up"),
        Binding("down", "walk(0, 1)", mark("Walk"), show=False, id="board.down"),
        Binding("left", "walk(-1, 0)", mark("Walk"), show=False, id="board.left"),
        Binding("right", "walk(1, 0)", mark("Walk"), show=False, id="board.right"),
        Binding("home", "jump(0)", mark("First"), show=False, id="board.first"),
        Binding("end", "jump(-1)", mark("Last"), show=False, id="board.last"),
    ]

    @dataclass
    class Walked(Message):
        """The cursor came to a card."""

        key: str

    @dataclass
    class Left(Message):
        """The cursor was asked to leave the board at an edge: ``dx``, ``dy`` say where to."""

        dx: int
        dy: int

    @dataclass
    class Opened(Message):
        """A card was clicked a second time: it wants to be worked on."""

        key: str

    @dataclass
    class Dropped(Message):
        """A card was dragged onto another card, or onto a cell."""

        card: str
        on: str

    def __init__(self, view: BoardView | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = view or BoardView(())
        self.picked: frozenset[str] = frozenset()
        self.cursor = ""
        self._rows: list[list[_Block]] = []
        self._areas: dict[str, Region] = {}
        self._cells: dict[str, Region] = {}
        self._carried: Carried | None = None
        self._just_dropped = False
        self._laid_for: tuple[BoardView, int] | None = None
        self._height = 0
        self._whole: tuple[Region, list[list[_Block]]] | None = None

    # --- showing ------------------------------------------------------------------------------

    def show(self, view: BoardView, picked: Iterable[str] = (), cursor: str | None = None) -> None:
        """Show another view; the cursor stays at its card, or comes near where it was."""
        before = list(self._areas)
        self.picked = frozenset(picked)
        self.view = view
        keys = [card.key for cell in view.cells for card in cell.cards]
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
        """Set the lines anew for the new width; the first frame of it was drawn before this was told."""
        self._lay_out()
        self._show_whole()
        self.refresh()
        self._follow()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the card at the cursor whole while people walk the board, and as the others when they type."""
        super().watch_has_focus(_has_focus)
        self._show_whole()
        if self._whole is not None:
            self.call_after_refresh(self._follow)
        self.refresh()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        if width <= 0 or self._laid_for == (self.view, width):
            return
        self._laid_for = (self.view, width)
        self._rows, self._areas, self._cells = [], {}, {}
        self._let_go()
        view = self.view
        columns = view.columns or max(1, min(len(view.cells), (width + _GAP) // (view.width + _GAP)))
        each = max(8, (width - _GAP * (columns - 1)) // columns)
        summary = wrap("   ".join(view.summary), width) if view.summary else []
        for y, line in enumerate(summary):
            self._put(y, _Block(0, cell_len(line), line, "strong"))
        bottoms = [len(summary) + bool(summary)] * columns
        for index, cell in enumerate(view.cells):
            column = index % columns if view.columns else bottoms.index(min(bottoms))
            if view.columns and column == 0:
                bottoms = [max(bottoms)] * columns
            x, top = column * (each + _GAP), bottoms[column]
            bottoms[column] = self._lay_cell(cell, x, top, each)
            self._cells[cell.key] = Region(x, top, each, max(1, bottoms[column] - top - 1))
        self._height = max(bottoms, default=0)
        self.virtual_size = Size(width, self._height)

    def _show_whole(self) -> None:
        """Lay the card at the cursor whole over what is below it if it is cut; nothing else moves."""
        self._whole = None
        area, card = self._areas.get(self.cursor), self._card(self.cursor)
        if self.has_focus and area is not None and card is not None:
            blocks = _whole_card(card, area.x, area.width)
            if blocks != _cut_card(card, area.x, area.width, self.view.lines):
                self._whole = Region(area.x, area.y, area.width, len(blocks)), blocks
        bottom = self._whole[0].bottom if self._whole is not None else 0
        self.virtual_size = Size(self.virtual_size.width, max(self._height, bottom))

    def _blocks(self, line: int) -> list[_Block]:
        """Return what stands in a line, from left to right: with the card shown whole instead of what it covers."""
        blocks = self._rows[line] if line < len(self._rows) else []
        if self._whole is not None and self._whole[0].y <= line < self._whole[0].bottom:
            area, rows = self._whole
            blocks = [block for block in blocks if not area.x <= block.x < area.right] + rows[line - area.y]
        return sorted(blocks, key=lambda block: block.x)

    def _put(self, y: int, block: _Block) -> None:
        while len(self._rows) <= y:
            self._rows.append([])
        self._rows[y].append(block)

    def _lay_cell(self, cell: Cell, x: int, y: int, width: int) -> int:
        if cell.title or cell.note:
            *above, title = wrap(cell.title, width)
            for line in above:
                self._put(y, _Block(x, cell_len(line), line, "title"))
                y += 1
            self._put(y, _Block(x, cell_len(title), title, "title"))
            beside = cell_len(title) + bool(title)
            if beside + cell_len(one_line(cell.note)) <= width:
                note = one_line(cell.note)
                self._put(y, _Block(x + beside, cell_len(note), note, "note"))
            else:
                for line in wrap(cell.note, width):
                    y += 1
                    self._put(y, _Block(x, cell_len(line), line, "note"))
            y += 1
        if not cell.cards and cell.empty:
            for line in wrap(cell.empty, width - _MARGIN):
                self._put(y, _Block(x + _MARGIN, cell_len(line), line, "dim"))
                y += 1
        for card in cell.cards:
            y = self._lay_card(card, x, y, width)
        return y + 1

    def _lay_card(self, card: Card, x: int, y: int, width: int) -> int:
        rows = _whole_card(card, x, width) if card.whole else _cut_card(card, x, width, self.view.lines)
        for line, blocks in enumerate(rows, y):
            for block in blocks:
                self._put(line, block)
        self._areas[card.key] = Region(x, y, width, len(rows))
        return y + len(rows)

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

    def _draw(self, block: _Block, base: Style) -> list[Segment]:
        style = base + self.get_component_rich_style(f"board--{block.tone}", partial=True)
        here = bool(block.key) and block.key == self.cursor
        if here:
            style += self.get_component_rich_style("board--cursor", partial=True)
        if not block.key or block.tone == "note":
            return [Segment(block.text, style)]
        card = self._card(block.key)
        lead = "  "
        if block.first:
            second = "◆" if block.key in self.picked else "●" if card is not None and card.lit else " "
            lead = ("▸" if here else " ") + second
            if card is not None and card.lit:
                style += self.get_component_rich_style("board--lit", partial=True)
        fill = " " * (block.width - _MARGIN - cell_len(block.text))
        return [Segment(lead + block.text + fill, style)]

    def _card(self, key: str) -> Card | None:
        return next((card for cell in self.view.cells for card in cell.cards if card.key == key), None)

    # --- walking ------------------------------------------------------------------------------

    def cell_of(self, key: str) -> Cell | None:
        """Return the cell a card stands in."""
        return next((cell for cell in self.view.cells if any(card.key == key for card in cell.cards)), None)

    def action_walk(self, dx: int, dy: int) -> None:
        """Go to the nearest card in a direction; at the edge say so, or scroll a board without cards."""
        target = self._nearest(dx, dy)
        if target is not None:
            self._go(target)
        elif dy and not self._areas:
            self.scroll_relative(y=dy, animate=False)
        else:
            self.post_message(self.Left(dx, dy))

    def action_jump(self, index: int) -> None:
        """Go to the first or last card."""
        if self._areas:
            self._go(list(self._areas)[index])

    def _go(self, key: str) -> None:
        self.cursor = key
        self._show_whole()
        self.refresh()
        self._follow()
        self.post_message(self.Walked(key))

    def _follow(self) -> None:
        area = self._areas.get(self.cursor) if self._whole is None else self._whole[0]
        if area is not None:
            top = max(0, area.y - 1) if area.y <= 1 else area.y
            self.scroll_to_region(replace_top(area, top), animate=False, force=True)

    def _nearest(self, dx: int, dy: int) -> str | None:
        here = self._areas.get(self.cursor)
        if here is None:
            return next(iter(self._areas), None)
        best: tuple[tuple[int, int, int], str] | None = None
        for key, area in self._areas.items():
            ahead = (area.y - here.y) * dy if dy else (area.x - here.x) * dx
            if key == self.cursor or ahead <= 0:
                continue
            aside = abs(area.x - here.x) if dy else abs(area.y - here.y)
            overlaps = area.x < here.right and here.x < area.right if dy else True
            rank = (0 if overlaps else 1, ahead, aside) if dy else (0, ahead, aside)
            if best is None or rank < best[0]:
                best = (rank, key)
        if best is None or (dy and best[0][0]):
            return None
        return best[1]

    # --- the mouse ----------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; on the card it is at already, open it."""
        if self._just_dropped:
            self._just_dropped = False
            return
        key = self._card_at(self._point(event))
        if key and key == self.cursor:
            self.post_message(self.Opened(key))
        elif key:
            self._go(key)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the card under the mouse, if it can be carried."""
        self._let_go()
        self._just_dropped = False
        at = self._point(event)
        card = self._card(self._card_at(at))
        if event.button == 1 and card is not None and card.key.startswith(self.view.carries):
            self._carried = Carried(card.key, card.text, self._areas[card.key], at)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the card; near an edge the board scrolls under it."""
        carried = self._carried
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
        on, over = self._under(carried.key, at)
        self._carried = replace(carried, at=at, lifted=True, on=on, over=over)
        self.refresh()

    def on_mouse_up(self) -> None:
        """Drop the card where it is."""
        carried = self._carried
        self._let_go()
        if carried is not None and carried.lifted:
            self._just_dropped = True
            if carried.on:
                self.post_message(self.Dropped(carried.key, carried.on))

    def on_key(self, event: events.Key) -> None:
        """Escape puts a carried card back."""
        if event.key == "escape" and self._carried is not None and self._carried.lifted:
            self._just_dropped = True
            self._let_go()
            event.stop()
            event.prevent_default()

    def on_hide(self) -> None:
        """What is carried stays where it was when something else is shown."""
        self._let_go()

    def _let_go(self) -> None:
        if self._carried is not None and self._carried.lifted:
            self.release_mouse()
            self.refresh()
        self._carried = None

    def _point(self, event: events.MouseEvent) -> Offset:
        """Return where the mouse is on the board, which may be scrolled, or beside it."""
        return event.screen_offset - self.content_region.offset + self.scroll_offset

    def _card_at(self, at: Offset) -> str:
        if self._whole is not None and self._whole[0].contains(*at):
            return self.cursor
        return next((key for key, area in self._areas.items() if area.contains(*at)), "")

    def _under(self, key: str, at: Offset) -> tuple[str, Region | None]:
        """Return the other card, or else the other cell, at a point of what is seen, and where it is."""
        if not Region(0, 0, *self.content_size).contains(*(at - self.scroll_offset)):
            return "", None
        card = self._card_at(at)
        if card:
            return ("", None) if card == key else (card, self._areas[card])
        own = self.cell_of(key)
        for name, region in self._cells.items():
            if region.contains(*at) and (own is None or own.key != name):
                return name, region
        return "", None

    def _with_carried(self, strip: Strip, line: int) -> Strip:
        if self._carried is None or not self._carried.lifted:
            return strip
        styles = (self.get_component_rich_style(f"board--{name}", partial=True) for name in ("home", "over", "carried"))
        return painted(strip, line, self._carried, Look(*styles))


def _words(card: Card) -> tuple[str, str]:
    """Return a card's text behind its glyph, and its marks."""
    text = f"{card.glyph} {card.text}" if card.glyph else card.text
    return text, one_line(" ".join(mark for mark in card.marks if mark))


def _whole_card(card: Card, x: int, width: int) -> list[list[_Block]]:
    """Return all lines of a card; marks that are longer than a line stand below the text."""
    room = width - _MARGIN
    text, marks = _words(card)
    lines = wrap(text, room)
    if cell_len(marks) > room:
        return _card_rows(card, x, width, [*lines, *wrap(marks, room)], "")
    return _card_rows(card, x, width, _with_room(lines, room, marks), marks)


def _cut_card(card: Card, x: int, width: int, most: int) -> list[list[_Block]]:
    """Return at most so many lines of a card, with … where there is more, and its marks at the end of the last."""
    room = width - _MARGIN
    text, marks = _words(card)
    marks = clip(marks, room)
    lines = wrap(text, room)
    if len(_with_room(lines, room, marks)) > most:
        lines = wrap(text, room, dense=True)
    if len(lines) > most:
        free = max(5, room - cell_len(marks) - bool(marks))
        lines = [*lines[: most - 1], cut(lines[most - 1], free)]
    else:
        lines = _with_room(lines, room, marks)
    return _card_rows(card, x, width, lines, marks)


def _with_room(lines: list[str], room: int, marks: str) -> list[str]:
    """Return the lines with an empty one below where the marks have no room beside the last."""
    return [*lines, ""] if marks and cell_len(lines[-1]) + 1 + cell_len(marks) > room else lines


def _card_rows(card: Card, x: int, width: int, lines: list[str], marks: str) -> list[list[_Block]]:
    """Return a card's lines as they are drawn, the marks at the right end of the last."""
    rows = [[_Block(x, width, line, card.tone, card.key, first=index == 0)] for index, line in enumerate(lines)]
    if marks:
        size = cell_len(marks)
        rows[-1].append(_Block(x + width - size, size, marks, "note", card.key))
    return rows


def replace_top(area: Region, top: int) -> Region:
    """Return the region grown upwards to ``top``, so that the title over a first card is seen too."""
    return Region(area.x, top, area.width, area.bottom - top)


def _cut(segments: list[Segment], width: int) -> tuple[list[Segment], int]:
    """Return the start of a line, ``width`` cells of it."""
    strip = Strip(segments).crop(0, width)
    return list(strip), width
