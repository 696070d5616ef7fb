"""The layout of a board: its lines, and the areas of its cards and cells; pure geometry.

Of a large board the visible part can be laid out first, since wrapping hundreds of texts takes long.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from textual.geometry import Offset, Region

from mlew_tui.text.sanitize import one_line
from mlew_tui.text.wrapping import clip, cut, wrap
from mlew_tui.widgets.cards import BoardView, Card, Cell

GAP = 2
MARGIN = 2  # the cursor's ▸ and the pick's ◆
_MOST_COLUMNS = 5
_PAGE_COLUMNS = 3
_FEW = 8
_MEASURE = 54
"""Most cells of a page's column; longer lines are hard to read."""


class Block(NamedTuple):
    """A piece of a line: its column and width, text, tone, and the card it belongs to."""

    x: int
    width: int
    text: str
    tone: str
    key: str = ""
    first: bool = False


@dataclass
class Plan:
    """A board laid out for a width: the blocks of each line, and the areas of cards and cells.

    With a ``height`` cards are whole and apart if the whole board fits it so. With a ``sight`` a board that cuts its
    cards is laid out only that many lines down and ``is_partial``: those lines are the same as in the full plan.
    """

    view: BoardView
    width: int
    height: int = 0
    sight: int | None = None
    rows: list[list[Block]] = field(default_factory=list)
    areas: dict[str, Region] = field(default_factory=dict)
    cells: dict[str, Region] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    bottom: int = 0
    """The line below the last one; of a partial plan, about where it will be."""
    is_partial: bool = False
    is_whole: bool = False
    """Whether no card is cut."""
    apart: int = 0
    """Lines between two cards."""
    _each: int = 0

    def __post_init__(self) -> None:
        """Lay out the view: cards whole and apart if it fits so, else whole, else cut."""
        fewest = sum(len(cell.cards) for cell in self.view.cells) // self._most_columns()
        if not any(fewest * (1 + apart) <= self.height and self._lay_out(whole=True, apart=apart) for apart in (1, 0)):
            self._lay_out(whole=False, apart=0)

    def _most_columns(self) -> int:
        fitting = (self.width + GAP) // (self.view.width + GAP)
        return self.view.columns or max(1, min(len(self.view.cells), fitting, _MOST_COLUMNS))

    def _lay_out(self, *, whole: bool, apart: int) -> bool:
        """Lay out the summary, then every cell in its column; tell whether all of it can be seen."""
        self.is_whole, self.apart = whole, apart
        most = self._most_columns()
        for columns in range(min(most, _PAGE_COLUMNS), most) if whole and self.view.page else ():
            self._set(columns)
            if self.bottom <= self.height:
                return True
        self._set(most)
        return self.bottom <= self.height

    def _set(self, columns: int) -> None:
        view, width = self.view, self.width
        self.rows, self.areas, self.cells = [], {}, {}
        each = max(8, (width - GAP * (columns - 1)) // columns)
        if view.page:
            each = min(each, _MEASURE)
        sight = None if self.is_whole or self.sight is None else max(self.sight, self.height)
        left = max(0, width - each * columns - GAP * (columns - 1)) // 2 if view.page else 0
        summary = wrap("   ".join(view.summary), width) if view.summary else []
        for y, line in enumerate(summary):
            self._put(y, Block(0, cell_len(line), line, "strong"))
        bottoms = [len(summary) + bool(summary)] * columns
        for index, cell in enumerate(view.cells):
            column = index % columns if view.columns else bottoms.index(min(bottoms))
            if view.columns and column == 0:
                bottoms = [max(bottoms)] * columns
            x, top = left + column * (each + GAP), bottoms[column]
            if sight is not None and top >= sight:  # and so is all that follows
                self.is_partial = True
                break
            bottoms[column] = self._lay_cell(cell, x, top, each, sight)
            self.cells[cell.key] = Region(x, top, each, max(1, bottoms[column] - top - 1))
        self.bottom = max(bottoms, default=0)
        self._each = each
        if self.is_partial:
            self.bottom = self.bottom * sum(len(cell.cards) for cell in view.cells) // max(1, len(self.areas))
        if view.page:
            self._lower((self.height - self.bottom) // 3)

    def ahead(self) -> Iterator[None]:
        """Wrap the hidden texts, a few cards at each step; the caches then make the full plan fast."""
        hidden = (card for cell in self.view.cells for card in cell.cards if card.key not in self.areas)
        for number, card in enumerate(hidden, 1):
            self._rows_of(card, 0, self._each)
            if not number % _FEW:
                yield

    def _rows_of(self, card: Card, x: int, width: int) -> list[list[Block]]:
        """Return a card's lines, whole or cut."""
        is_whole = card.whole or self.is_whole
        return _whole_card(card, x, width) if is_whole else _cut_card(card, x, width, self.view.lines)

    def _lower(self, by: int) -> None:
        """Move everything down by some lines."""
        if by <= 0:
            return
        self.rows[:0] = [[] for _ in range(by)]
        self.areas = {key: area.translate((0, by)) for key, area in self.areas.items()}
        self.cells = {key: area.translate((0, by)) for key, area in self.cells.items()}
        self.bottom += by

    def whole(self, key: str) -> tuple[Region, list[list[Block]]] | None:
        """Return the area and all lines of a card the board cuts, None for one it does not."""
        area, card = self.areas.get(key), self.cards.get(key)
        if area is None or card is None:
            return None
        rows = _whole_card(card, area.x, area.width)
        if self.is_whole or rows == _cut_card(card, area.x, area.width, self.view.lines):
            return None
        return Region(area.x, area.y, area.width, len(rows)), rows

    def nearest(self, key: str, dx: int, dy: int) -> str | None:
        """Return the nearest card in a direction, the first card without a cursor, None if there is none."""
        here = self.areas.get(key)
        if here is None:
            return next(iter(self.areas), None)
        best: tuple[tuple[int, int, int], str] | None = None
        for other, area in self.areas.items():
            ahead = (area.y - here.y) * dy if dy else (area.x - here.x) * dx
            if other == key or ahead <= 0:
                continue
            aside = abs(area.x - here.x) if dy else abs(area.y - here.y)
            overlaps = area.x < here.right and here.x < area.right if dy else True
            rank = (0 if overlaps else 1, ahead, aside) if dy else (0, ahead, aside)
            if best is None or rank < best[0]:
                best = (rank, other)
        if best is None or (dy and best[0][0]):
            return None
        return best[1]

    def card_at(self, at: Offset) -> str:
        """Return the card at a point, or ""."""
        return next((key for key, area in self.areas.items() if area.contains(*at)), "")

    def cell_at(self, at: Offset) -> str:
        """Return the cell at a point, or ""."""
        return next((key for key, area in self.cells.items() if area.contains(*at)), "")

    def _put(self, y: int, block: Block) -> None:
        while len(self.rows) <= y:
            self.rows.append([])
        self.rows[y].append(block)

    def _lay_cell(self, cell: Cell, x: int, y: int, width: int, sight: int | None) -> int:
        """Lay a cell out from line ``y`` on and return the line below it, or one out of sight."""
        if cell.title or cell.note:
            *above, title = wrap(cell.title, width)
            for line in above:
                self._put(y, Block(x, cell_len(line), line, "title"))
                y += 1
            self._put(y, Block(x, cell_len(title), title, "title"))
            beside = cell_len(title) + bool(title)
            if beside + cell_len(one_line(cell.note)) <= width:
                note = one_line(cell.note)
                self._put(y, Block(x + beside, cell_len(note), note, "note"))
            else:
                for line in wrap(cell.note, width):
                    y += 1
                    self._put(y, Block(x, cell_len(line), line, "note"))
            y += 1
        if not cell.cards and cell.empty:
            for line in wrap(cell.empty, width - MARGIN):
                self._put(y, Block(x + MARGIN, cell_len(line), line, "dim"))
                y += 1
        for index, card in enumerate(cell.cards):
            if sight is not None and y >= sight:
                self.is_partial = True
                return y
            self.cards[card.key] = card
            y = self._lay_card(card, x, y + self.apart * bool(index), width)
        if cell.about:
            y += self.apart * bool(cell.cards)
            for line in wrap(cell.about, width - MARGIN):
                self._put(y, Block(x + MARGIN, cell_len(line), line, "dim"))
                y += 1
        return y + 1

    def _lay_card(self, card: Card, x: int, y: int, width: int) -> int:
        rows = self._rows_of(card, x, width)
        for line, blocks in enumerate(rows, y):
            for block in blocks:
                self._put(line, block)
        self.areas[card.key] = Region(x, y, width, len(rows))
        return y + len(rows)


def _words(card: Card) -> tuple[str, str]:
    """Return a card's text behind its glyph, and its marks."""
    text = f"{card.glyph} {card.text}" if card.glyph else card.text
    return text, one_line(" ".join(mark for mark in card.marks if mark))


def _whole_card(card: Card, x: int, width: int) -> list[list[Block]]:
    """Return all lines of a card; marks longer than a line are below the text."""
    return _card_rows(card, x, width, *_whole_words(card, width - MARGIN))


def _cut_card(card: Card, x: int, width: int, most: int) -> list[list[Block]]:
    """Return at most ``most`` lines of a card, cut with …, and its marks at the end of the last."""
    return _card_rows(card, x, width, *_cut_words(card, width - MARGIN, most))


@lru_cache(maxsize=2048)
def _whole_words(card: Card, room: int) -> tuple[tuple[str, ...], str]:
    """Return a card's lines and the marks at the end of the last; cached, as layouts repeat."""
    text, marks = _words(card)
    lines = wrap(text, room)
    if cell_len(marks) > room:
        return (*lines, *wrap(marks, room)), ""
    return tuple(_with_room(lines, room, marks)), marks


@lru_cache(maxsize=2048)
def _cut_words(card: Card, room: int, most: int) -> tuple[tuple[str, ...], str]:
    """Return a card's lines, at most so many, and the marks at the end of the last."""
    text, marks = _words(card)
    marks = clip(marks, room)
    lines = wrap(text, room)
    if len(_with_room(lines, room, marks)) > most:
        lines = wrap(text, room, dense=True)
    if len(lines) > most:
        free = max(5, room - cell_len(marks) - bool(marks))
        return (*lines[: most - 1], cut(lines[most - 1], free)), marks
    return tuple(_with_room(lines, room, marks)), marks


def _with_room(lines: list[str], room: int, marks: str) -> list[str]:
    """Return the lines, with an empty one added if the marks do not fit beside the last."""
    return [*lines, ""] if marks and cell_len(lines[-1]) + 1 + cell_len(marks) > room else lines


def _card_rows(card: Card, x: int, width: int, lines: tuple[str, ...], marks: str) -> list[list[Block]]:
    """Return a card's lines as they are drawn, the marks at the right end of the last."""
    rows = [[Block(x, width, line, card.tone, card.key, first=index == 0)] for index, line in enumerate(lines)]
    if marks:
        size = cell_len(marks)
        rows[-1].append(Block(x + width - size, size, marks, "note", card.key))
    return rows
