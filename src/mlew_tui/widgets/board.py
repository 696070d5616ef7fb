"""The whiteboard: titled cells of cards in a grid or flowing in columns, walked by keys or mouse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mlew_tui.language import mark
from mlew_tui.widgets.typeset import clip, cut, wrap

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
    everything over the whole width.
    """

    cells: tuple[Cell, ...]
    summary: tuple[str, ...] = ()
    columns: int | None = None
    width: int = 26
    lines: int = 3


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
        for name in ("title", "note", "card", "positive", "negative", "red", "strong", "dim", "lit", "cursor")
    }
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

    def __init__(self, view: BoardView | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = view or BoardView(())
        self.picked: frozenset[str] = frozenset()
        self.cursor = ""
        self._rows: list[list[_Block]] = []
        self._areas: dict[str, Region] = {}
        self._laid_for: tuple[BoardView, int] | None = None

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
        self.refresh()
        if cursor in keys:
            self.call_after_refresh(self._follow)

    def on_resize(self) -> None:
        """Set the lines anew for the new width; the first frame of it was drawn before this was told."""
        self._lay_out()
        self.refresh()
        self._follow()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        if width <= 0 or self._laid_for == (self.view, width):
            return
        self._laid_for = (self.view, width)
        self._rows, self._areas = [], {}
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
            bottoms[column] = self._lay_cell(cell, column * (each + _GAP), bottoms[column], each)
        self.virtual_size = Size(width, max(bottoms, default=0))

    def _put(self, y: int, block: _Block) -> None:
        while len(self._rows) <= y:
            self._rows.append([])
        self._rows[y].append(block)

    def _lay_cell(self, cell: Cell, x: int, y: int, width: int) -> int:
        if cell.title or cell.note:
            title = clip(cell.title, width)
            self._put(y, _Block(x, cell_len(title), title, "title"))
            room = width - cell_len(title) - 1
            if cell.note and room > 1:
                note = clip(cell.note, room)
                self._put(y, _Block(x + cell_len(title) + 1, cell_len(note), note, "note"))
            y += 1
        if not cell.cards and cell.empty:
            for line in wrap(cell.empty, width - _MARGIN):
                self._put(y, _Block(x + _MARGIN, cell_len(line), line, "dim"))
                y += 1
        for card in cell.cards:
            y = self._lay_card(card, x, y, width)
        return y + 1

    def _lay_card(self, card: Card, x: int, y: int, width: int) -> int:
        top = y
        room = width - _MARGIN
        text = f"{card.glyph} {card.text}" if card.glyph else card.text
        marks = clip(" ".join(mark for mark in card.marks if mark), room)
        lines = _lines(text, room, 999 if card.whole else self.view.lines, cell_len(marks) + bool(marks))
        for index, line in enumerate(lines):
            self._put(y, _Block(x, width, line, card.tone, card.key, first=index == 0))
            if index == len(lines) - 1 and marks:
                size = cell_len(marks)
                self._put(y, _Block(x + width - size, size, marks, "note", card.key))
            y += 1
        self._areas[card.key] = Region(x, top, width, y - top)
        return y

    def render_line(self, y: int) -> Strip:
        """Draw one line: blank, then every block that crosses it."""
        line = y + self.scroll_offset.y
        base = self.rich_style
        width = self.size.width
        if line >= len(self._rows):
            return Strip.blank(width, base)
        segments: list[Segment] = []
        at = 0
        for block in sorted(self._rows[line], key=lambda block: block.x):
            if block.x < at:  # a card's marks over the blank end of its last line
                segments, at = _cut(segments, block.x)
            segments.append(Segment(" " * (block.x - at), base))
            segments.extend(self._draw(block, base))
            at = block.x + block.width
        return Strip(segments, at).adjust_cell_length(width, base)

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
        self.refresh()
        self._follow()
        self.post_message(self.Walked(key))

    def _follow(self) -> None:
        area = self._areas.get(self.cursor)
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

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; on the card it is at already, open it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        x, y = offset.x, offset.y + self.scroll_offset.y
        for key, area in self._areas.items():
            if area.contains(x, y):
                if key == self.cursor:
                    self.post_message(self.Opened(key))
                else:
                    self._go(key)
                return


def _lines(text: str, room: int, most: int, marks: int) -> list[str]:
    """Return a card's lines, at most ``most``, with ``marks`` cells free at the end of the last one."""
    lines = wrap(text, room)
    if len(lines) > most:
        last = lines[most - 1]
        free = max(4, room - marks - 1)
        return [*lines[: most - 1], cut(last, free + 1)]
    if marks and cell_len(lines[-1]) + marks > room:
        lines.append("")
    return lines


def replace_top(area: Region, top: int) -> Region:
    """Return the region grown upwards to ``top``, so that the title over a first card is seen too."""
    return Region(area.x, top, area.width, area.bottom - top)


def _cut(segments: list[Segment], width: int) -> tuple[list[Segment], int]:
    """Return the start of a line, ``width`` cells of it."""
    strip = Strip(segments).crop(0, width)
    return list(strip), width
